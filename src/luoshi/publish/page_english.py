"""The frame of the pages in English: headings, labels, names of columns, states, notes, and the words of figures.

The pages are written once, in Chinese. Only a piece of text that is the frame's as a whole is put into English, so that
quotations, the text of documents and names stay as issued.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass

from luoshi.publish.page_english_words import PATTERNS, WORDS
from luoshi.publish.page_html import Markup

# As issued: a document's text and quotations.
_AS_ISSUED = re.compile(r'(<article class="document".*?</article>|<q\b.*?</q>|<blockquote\b.*?</blockquote>)', re.S)
_PIECE = re.compile(r'>([^<>]*[\u4e00-\u9fff][^<>]*)(?:<span lang="en">[^<]*</span>)?(?=<)')
_HAN = re.compile(r"[\u4e00-\u9fff]")
_BETWEEN = (("；", "; "), ("、", ", "), (" · ", " · "))
_LABEL = re.compile(r'((?:aria-label|placeholder|title|alt)=")([^"]*[\u4e00-\u9fff][^"]*)"')


def in_english(content: str, names: Mapping[str, str] | None = None) -> Markup:
    """The content of a page with its frame in English.

    Args:
        content: As `luoshi.publish.page.content_of` gives it.
        names: English for what the pack names in both languages, such as indicators.

    >>> str(in_english("<h2>依据 <span lang=\\"en\\">why</span></h2><q>依据</q><td>2020年数值</td><td>吉林市</td>"))
    '<h2>Why</h2><q>依据</q><td>Value of 2020</td><td>吉林市</td>'
    """
    say = speaker(names or {})
    parts = _AS_ISSUED.split(content)
    return Markup("".join(part if n % 2 else _translated(part, say) for n, part in enumerate(parts)))


def word(words: str, names: Mapping[str, str] | None = None) -> str:
    """Words of the frame, or a name, in English; themselves where they are neither.

    >>> word("牵头"), word("城镇化率", {"城镇化率": "Urbanisation rate"}), word("松原市")
    ('Lead', 'Urbanisation rate', '松原市')
    """
    return speaker(names or {})(words) or words


def sentences(found: Iterable[object]) -> dict[str, str]:
    """Everything that is said in both languages in what a build found, and what is called something in both.

    >>> from luoshi.model.finding import Step
    >>> sentences([(Step("没有断点", "no break"),)])
    {'没有断点': 'no break'}
    """
    said: dict[str, str] = {}
    seen: set[int] = set()
    waiting: list[object] = [found]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str | int | float | None) or id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, Mapping):
            waiting += one.values()
        elif isinstance(one, list | tuple | set | frozenset):
            waiting += one
        elif is_dataclass(one):
            waiting += [getattr(one, field.name, None) for field in fields(one)]
            said.update(_said(one))
    return said


def _said(one: object) -> Iterable[tuple[str, str]]:
    """What one thing says in both languages: itself, what to do about it, what it is called."""
    for zh, en in (
        ("zh", "en"),
        ("hint_zh", "hint_en"),
        ("title", "title_en"),
        ("step", "step_en"),
        ("needs", "needs_en"),
        ("name", "name_en"),
    ):
        first, second = getattr(one, zh, None), getattr(one, en, None)
        if isinstance(first, str) and isinstance(second, str) and first and second:
            yield first, second


def _translated(part: str, say: Callable[[str], str | None]) -> str:
    def piece(found: re.Match[str]) -> str:
        whole, text = found[0], found[1]
        english = say(html.unescape(text.strip()))
        if english is None:
            return whole
        rest = whole[1 + len(text) :]
        if rest.startswith("<span"):
            return f">{html.escape(english, quote=False)}"
        before, after = (text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :])
        return f">{before}{html.escape(english, quote=False)}{after}{rest}"

    def label(found: re.Match[str]) -> str:
        english = say(html.unescape(found[2]))
        return found[0] if english is None else f'{found[1]}{html.escape(english)}"'

    return _LABEL.sub(label, _PIECE.sub(piece, part))


def speaker(names: Mapping[str, str]) -> Callable[[str], str | None]:
    """Who says words of the frame, or a name, in English, and None to others; what was asked once is remembered."""
    known: dict[str, str | None] = {**names, **WORDS}

    def say(words: str) -> str | None:
        if words not in known:
            known[words] = _sentence(words, say) or _in_parts(words, say) or _by_pattern(words, say)
        return known[words]

    return say


def _sentence(words: str, say: Callable[[str], str | None]) -> str | None:
    """What is said before a full stop."""
    said = say(words[:-1]) if words.endswith("。") else None
    return f"{said.rstrip('.')}." if said else None


def _in_parts(words: str, say: Callable[[str], str | None]) -> str | None:
    """What is said one after the other, where each part can be said."""
    for mark, english in _BETWEEN:
        if mark in words:
            parts = [part if not _HAN.search(part) else say(part) for part in words.split(mark)]
            if all(part is not None for part in parts):
                return english.join(part.strip() for part in parts if part)
    return None


def _by_pattern(words: str, say: Callable[[str], str | None]) -> str | None:
    """What is of a known form; what varies in it is said in English too where it can be."""
    for pattern, english in PATTERNS:
        if match := pattern.fullmatch(words):
            given = [(say(part) or part) if part and _HAN.search(part) else part or "" for part in match.groups()]
            return english.format(*given)
    return None
