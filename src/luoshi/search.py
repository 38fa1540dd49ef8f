"""Search in short texts that have no word boundaries: an index of the pairs of neighbouring characters.

    index = Index(entries)
    found = index.find("森林覆盖率 2020")          # every word somewhere in the entry, the best first
    found.counts                                   # how many of each kind

A text and what is asked are put into one form first: full-width characters as narrow ones, traditional characters as
simplified ones, all brackets alike, small letters. So 41号 finds 吉政发〔2016〕41号, and so does 吉政发[2016]41號.
"""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from luoshi.read.traditional import table

MOST_WORDS = 8
_BRACKETS = str.maketrans({**dict.fromkeys("〔［【〖{[", "("), **dict.fromkeys("〕］】〗}]", ")")})
# Blanks between the characters of a text are not looked at: 吉政发 〔2016〕 41号.
_BLANKS = frozenset(" \t\n\r\u3000\u00a0")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found (检索条目).

    Attributes:
        kind: What it is: sentence, target, place …; results are counted by it.
        title: What it is called; words found here count more than words in `text`.
        address: Where it stands.
        where: In words: the document, the registry.
    """

    kind: str
    title: str
    text: str
    address: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: the entries, the best first, and how many there are of each kind."""

    entries: Sequence[Entry]
    counts: Mapping[str, int] = field(default_factory=dict)


class Index:
    """An index of entries, made once and asked often (检索索引).

    >>> entries = [Entry("document", "吉政发〔2016〕41号", "", "/41"), Entry("sentence", "", "森林覆盖率达到72%", "/s1")]
    >>> index = Index(entries)
    >>> [one.address for one in index.find("41号").entries], [one.address for one in index.find("覆蓋率 ７２％").entries]
    (['/41'], ['/s1'])
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._titles = [plain(one.title) for one in self.entries]
        self._texts = [f"{title}\n{plain(one.text)}" for title, one in zip(self._titles, self.entries, strict=True)]
        self._pairs: dict[str, array[int]] = {}
        for number, text in enumerate(self._texts):
            for pair in {text[at : at + 2] for at in range(len(text) - 1)}:
                self._pairs.setdefault(pair, array("I")).append(number)

    def __len__(self) -> int:
        return len(self.entries)

    def find(self, asked: str, kind: str = "") -> Found:
        """The entries in which every word of what is asked stands.

        Args:
            asked: Words with blanks between them; each may be any piece of a text.
            kind: Only entries of this kind; the counts are of all kinds.

        Gaps:
            Nothing asked finds nothing.
        """
        words = words_of(asked)
        if not words:
            return Found(())
        numbers = [number for number in self._candidates(words) if all(word in self._texts[number] for word in words)]
        counts = Counter(self.entries[number].kind for number in numbers)
        wanted = [number for number in numbers if not kind or self.entries[number].kind == kind]
        wanted.sort(key=lambda number: self._place(number, words))
        return Found([self.entries[number] for number in wanted], counts)

    def near(self, asked: str) -> Found:
        """The entries in which most pairs of characters of each word stand, those with most first.

        For what `find` does not find, because other characters stand between: 松原机场 is near 松原民用机场. A word of one or
        two characters has no other pairs than itself, and has to stand there.

        >>> entries = [Entry("project", "新建松原民用机场", "", "/36"), Entry("place", "松原市", "", "/p")]
        >>> [one.address for one in Index(entries).near("松原机场").entries]
        ['/36']
        """
        words = words_of(asked)
        if not words:
            return Found(())
        counted = [self._with_most(word) for word in words]
        numbers = set(counted[0]).intersection(*counted[1:])
        ranked = sorted(
            numbers, key=lambda number: (-sum(one[number] for one in counted), self._place(number, pairs_of(words)))
        )
        kinds = Counter(self.entries[number].kind for number in ranked)
        return Found([self.entries[number] for number in ranked], kinds)

    def _with_most(self, word: str) -> Counter[int]:
        """The entries in which at least half of a word's pairs stand, each with how many."""
        pairs = pairs_of([word])
        if len(pairs) == 1:
            return Counter({number: 1 for number in self._candidates([word]) if word in self._texts[number]})
        found: Counter[int] = Counter()
        for pair in pairs:
            found.update(self._pairs.get(pair, ()))
        return Counter({number: count for number, count in found.items() if count >= least_of(pairs)})

    def _candidates(self, words: Sequence[str]) -> Iterable[int]:
        """The entries that have all pairs of all words; all entries where every word is one character."""
        pairs = {word[at : at + 2] for word in words for at in range(len(word) - 1)}
        if not pairs:
            return range(len(self.entries))
        postings = sorted((self._pairs.get(pair, array("I")) for pair in pairs), key=len)
        left = set(postings[0])
        for one in postings[1:]:
            left.intersection_update(one)
        return sorted(left)

    def _place(self, number: int, words: Sequence[str]) -> tuple[int, int, int]:
        """Titles that are just that first, then titles with all words, then what is shorter, then as they came."""
        title = self._titles[number]
        rank = 0 if "".join(words) == title else 1 if all(word in title for word in words) else 2
        return rank, len(self._texts[number]) if rank < 2 else 0, number


class Texts:
    """Many short texts, to ask at any moment in which of them a word stands (检索文本).

    Made in a few milliseconds, where an `Index` takes seconds: for texts that change while they are searched.

    Args:
        texts: In the form of `plain`.

    >>> titles = Texts(["新建松原民用机场", "松原市", "长春龙嘉机场"])
    >>> sorted(titles.having("机场")), titles.near(["松原机场"])
    ([0, 2], {0: 2})
    """

    _BETWEEN = "\0"

    def __init__(self, texts: Sequence[str]) -> None:
        self._all = self._BETWEEN.join(texts)
        self._starts = list(accumulate((len(text) + 1 for text in texts), initial=0))

    def having(self, piece: str) -> list[int]:
        """The numbers of the texts in which a piece stands, in their order."""
        found, at = [], self._all.find(piece)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            found.append(number)
            at = self._all.find(piece, self._starts[number + 1])
        return found

    def having_all(self, words: Sequence[str]) -> list[int]:
        """The numbers of the texts in which every word stands, in their order."""
        first, *others = (set(self.having(word)) for word in words)
        return sorted(first.intersection(*others))

    def near(self, words: Sequence[str]) -> Mapping[int, int]:
        """The numbers of the texts in which most pairs of characters of each word stand, and how many do (see `Index.near`)."""
        counts = [self._with_most(pairs_of([word])) for word in words]
        alike = set(counts[0]).intersection(*counts[1:])
        return {number: sum(one[number] for one in counts) for number in alike}

    def _with_most(self, pairs: Sequence[str]) -> Mapping[int, int]:
        found: Counter[int] = Counter()
        for pair in pairs:
            found.update(self.having(pair))
        return {number: count for number, count in found.items() if count >= least_of(pairs)}


def pairs_of(words: Iterable[str]) -> list[str]:
    """The pairs of neighbouring characters of words, each once; a shorter word is its own.

    >>> pairs_of(["松原机场", "省"])
    ['松原', '原机', '机场', '省']
    """
    return list(dict.fromkeys(word[at : at + 2] for word in words for at in range(max(len(word) - 1, 1))))


def least_of(pairs: Sequence[str]) -> int:
    """How many of a word's pairs a text must have to be near it: half of them, and two at least.

    >>> [least_of(["甲"] * number) for number in (1, 2, 3, 4, 5)]
    [1, 2, 2, 2, 3]
    """
    return min(max((len(pairs) + 1) // 2, 2), len(pairs))


def words_of(asked: str) -> list[str]:
    """The words of what is asked, in the form in which they are looked for; at most `MOST_WORDS`.

    >>> words_of("森林 覆蓋率　４１號")
    ['森林', '覆盖率', '41号']
    """
    return list(dict.fromkeys(filter(None, map(plain, asked.split()))))[:MOST_WORDS]


def plain(text: str) -> str:
    """A text in the form in which it is looked for.

    >>> plain("吉政發［２０１６］ 41號 GDP")
    '吉政发(2016)41号gdp'
    """
    return "".join(map(_plain, text))


def marked(text: str, words: Sequence[str], around: int = 0) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it was found.

    Args:
        words: In the form of `words_of`.
        around: How many characters are left before the first and behind the last piece found, about; 0 for all.

    >>> marked("达到７２％以上", ["72%"])
    [('达到', False), ('７２％', True), ('以上', False)]
    """
    looked, at = _with_places(text)
    hits = [False] * len(text)
    for word in words:
        start = looked.find(word)
        while start >= 0:
            hits[at[start] : at[start + len(word) - 1] + 1] = [True] * (at[start + len(word) - 1] + 1 - at[start])
            start = looked.find(word, start + len(word))
    first, last = 0, len(text)
    if around and any(hits):
        first = max(hits.index(True) - around, 0)
        last = min(first + 4 * around, len(text))
    pieces: list[tuple[str, bool]] = [("…", False)] if first else []
    for place in range(first, last):
        if pieces and pieces[-1][1] == hits[place]:
            pieces[-1] = (pieces[-1][0] + text[place], hits[place])
        else:
            pieces.append((text[place], hits[place]))
    return [*pieces, ("…", False)] if last < len(text) else pieces


def _with_places(text: str) -> tuple[str, list[int]]:
    """A text in the form in which it is looked for, and for each of its characters the place of the one it was."""
    looked = [(letter, place) for place, given in enumerate(text) for letter in _plain(given)]
    return "".join(letter for letter, _ in looked), [place for _, place in looked]


@lru_cache(maxsize=20000)
def _plain(letter: str) -> str:
    if letter in _BLANKS:
        return ""
    narrow = unicodedata.normalize("NFKC", letter).translate(_BRACKETS)
    return narrow.translate(table()).casefold()
