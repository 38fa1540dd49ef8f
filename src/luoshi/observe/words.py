"""From the words of a table to what they mean in a pack: indicator, place, unit, prices, day, quality.

Each answer is what is meant, or a `Wrong`: what is the matter with the word, to be said once with the first cell that has
it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from luoshi.model.mapping import QUALITIES, TableMapping
from luoshi.model.pack import Pack, Place
from luoshi.model.problem import Kind
from luoshi.observe.headings import Heading, heading, plain, prices_of
from luoshi.observe.labels import TOTAL, is_total
from luoshi.observe.periods import day, last_day

UNKNOWN_INDICATOR = Kind(
    code="observe-unknown-indicator",
    zh="没有叫“{word}”的指标{count}", en="no indicator is called '{word}'{count}",
    hint_zh="{near}请把这个词加入 lexicon.yaml，或在 tables.yaml 的 words 中写明，或用 skip 略过。",
    hint_en="{near_en}Add the word to lexicon.yaml, or to words in tables.yaml, or skip it there.",
)  # fmt: skip
INDICATOR_OF_SEVERAL = Kind(
    code="observe-indicator-of-several",
    zh="“{word}”可能是几个指标：{ids}{count}", en="'{word}' may be several indicators: {ids}{count}",
    hint_zh="请在 tables.yaml 的 words 中写明是哪一个。", hint_en="Say which under words in tables.yaml.",
)  # fmt: skip
UNKNOWN_PLACE = Kind(
    code="observe-unknown-place",
    zh="不认识的地区“{word}”{count}", en="no place is called '{word}'{count}",
    hint_zh="{near}请在 tables.yaml 的 words 中写明代码，或用 skip 略过这样的行。",
    hint_en="{near_en}Give its code under words in tables.yaml, or skip such rows.",
)  # fmt: skip
CODE_NOT_ITS_NAME = Kind(
    code="observe-code-not-its-name",
    zh="代码 {code} 是“{name}”，这一行写的是“{word}”{count}", en="code {code} is {name}, the row says '{word}'{count}",
    hint_zh="请改正代码或名称。", hint_en="Correct the code or the name.",
)  # fmt: skip
PLACE_NOT_THEN = Kind(
    code="observe-place-not-then",
    zh="“{word}”在 {on} 没有这个名称或代码，仍按 {code} 收下{count}",
    en="'{word}' did not have this name or code on {on}; taken as {code} all the same{count}",
    hint_zh="请核对年份；按后来的区划重新计算的数，请在“边界”写明是哪一年的区划。",
    hint_en="Check the year; of a figure restated on later boundaries say in 边界 of which year they are.",
)  # fmt: skip
UNKNOWN_PERIOD = Kind(
    code="observe-unknown-period",
    zh="“{word}”不是年、季或月，或不在 1900—2100 年之间{count}",
    en="'{word}' is no year, quarter or month, or lies outside 1900–2100{count}",
    hint_zh="请写作 2018、2018-Q3 或 2018-06。", hint_en="Write 2018, 2018-Q3 or 2018-06.",
)  # fmt: skip
NO_UNIT = Kind(
    code="observe-no-unit",
    zh="没有写明“{indicator}”的单位{count}", en="the unit of '{indicator}' is not stated{count}",
    hint_zh="请在 tables.yaml 中为这一列或整个表写上 unit（该指标以{unit}计）。",
    hint_en="Give the column or the whole table a unit in tables.yaml (the indicator is counted in {unit}).",
)  # fmt: skip
UNKNOWN_UNIT = Kind(
    code="observe-unknown-unit",
    zh="不认识的单位“{word}”{count}", en="no unit is called '{word}'{count}",
    hint_zh="{near}确有这个单位的，请加入 units.yaml。", hint_en="{near_en}Where it is a unit, add it to units.yaml.",
)  # fmt: skip
OTHER_UNIT = Kind(
    code="observe-other-unit",
    zh="“{indicator}”以{unit}（{dimension}）计，这里是“{word}”（{found}），不能换算{count}",
    en="'{indicator}' is counted in {unit} ({dimension}); here stands '{word}' ({found}), which cannot be converted{count}",
    hint_zh="请核对单位；若是增速或占比，应对应另一个指标。",
    hint_en="Check the unit; a growth or a share is another indicator.",
)  # fmt: skip
NO_VINTAGE = Kind(
    code="observe-no-vintage",
    zh="没有写明发布日期{count}", en="nothing says when this was published{count}",
    hint_zh="请在“发布日期”列填写，或在 tables.yaml 写上 published。",
    hint_en="Fill in the column 发布日期, or give published in tables.yaml.",
)  # fmt: skip
BAD_VINTAGE = Kind(
    code="observe-bad-vintage",
    zh="“{word}”不是日期{count}", en="'{word}' is no day{count}",
    hint_zh="发布日期请写作 2019-11-05。", hint_en="Write it as 2019-11-05.",
)  # fmt: skip
BAD_QUALITY = Kind(
    code="observe-bad-quality",
    zh="不认识的数据性质“{word}”{count}", en="'{word}' is no quality of data{count}",
    hint_zh="请写：最终、初步、修订、估计、填报之一。",
    hint_en="Write one of 最终 final, 初步 preliminary, 修订 revised, 估计 estimated, 填报 reported.",
)  # fmt: skip
BAD_YEAR = Kind(
    code="observe-bad-year",
    zh="“{word}”不是年份{count}", en="'{word}' is no year{count}",
    hint_zh="“价格”“边界”写一个年份；当年价、当年区划的留空。",
    hint_en="价格 and 边界 hold a year, or nothing for current prices and the boundaries of the time.",
)  # fmt: skip

BLANK = "（空）"

_LATIN_BEHIND = re.compile(r"(?<=[^\x00-\x7f])\s*[A-Za-z][A-Za-z0-9 .,&'()/-]*$")
_YEAR_BEFORE = re.compile(r"((?:19|20)\d\d)年(?:末|底|度)?(.+)")


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is the matter with a word. `kept` is what is taken all the same, None where nothing can be."""

    kind: Kind
    words: dict[str, str]
    kept: str | None = None


class Words:
    """The words that a table may use: those of the pack, and the table's own.

    >>> from luoshi.model.indicator import Indicator
    >>> gdp = Indicator("gdp", "地区生产总值", "", "亿元", "up", "", "sum", "")
    >>> pack = Pack("p", "", "", indicators={"gdp": gdp}, words={"地区生产总值": ("gdp",), "GDP": ("gdp",)})
    >>> words = Words(pack, TableMapping("t", "a.csv", words={"生产总值": "gdp"}))
    >>> [words.indicator(word) for word in ("gdp", "ＧＤＰ", "生产总值")]
    ['gdp', 'gdp', 'gdp']
    """

    def __init__(self, pack: Pack, mapping: TableMapping) -> None:
        self._pack = pack
        self._own = {_key(word): meant for word, meant in mapping.words.items()}
        self._indicators: dict[str, tuple[str, ...]] = {_key(id): (id,) for id in pack.indicators}
        for word, ids in pack.words.items():
            self._indicators[_key(word)] = tuple(dict.fromkeys((*self._indicators.get(_key(word), ()), *ids)))
        self._skip = tuple(_key(word) for word in mapping.skip)
        self._total = mapping.total
        self._places: list[str] | None = None

    def heading(self, printed: str) -> Heading:
        """A label taken apart; a word that is known as a whole stays whole.

        A translation behind the Chinese (地区生产总值 GDP) is left out, a year before it (2018年末总人口) is the period.
        """
        if self._ids(printed):
            return Heading(plain(printed))
        found = heading(printed, self._pack)
        if not self._ids(found.word) and self._ids(short := _LATIN_BEHIND.sub("", found.word)):
            found = replace(found, word=short)
        if not self._ids(found.word) and (year := _YEAR_BEFORE.fullmatch(found.word)) and self._ids(year[2]):
            found = replace(found, word=year[2], period=year[1])
        return found

    def is_unit(self, word: str) -> bool:
        """Whether a word is a unit."""
        return self._pack.unit(word) is not None

    def indicator_in(self, line: str) -> str:
        """The longest word for an indicator in a line, such as a title; blank where there is none."""
        text = _key(line)
        found = (word for word in self._indicators if len(word) > 1 and not word.isascii() and word in text)
        return max(found, key=len, default="")

    def place_in(self, line: str) -> str:
        """The place with whose name a line begins, or that stands behind a year in it; blank where there is none."""
        text = _YEAR_BEFORE.sub(r"\2", "".join(plain(line).split()))
        found = (text[:length] for length in range(min(len(text), 12), 1, -1))
        return next((word for word in found if self.knows_place(word) and len(word) > 2), "")

    def knows_indicator(self, word: str) -> bool:
        """Whether a word means an indicator, or several."""
        return bool(self._ids(word))

    def knows_place(self, word: str) -> bool:
        """Whether a word means a place, on whatever day."""
        return self._place("", word, None) is not None

    def indicator(self, word: str) -> str | Wrong | None:
        """The id of the indicator that is called so; None where it is to be skipped."""
        if self._is_skipped(word):
            return None
        ids = self._ids(word)
        if len(ids) == 1:
            return ids[0]
        if ids:
            return Wrong(INDICATOR_OF_SEVERAL, {"word": word, "ids": "、".join(ids)})
        return Wrong(UNKNOWN_INDICATOR, {"word": word or BLANK} | _near(_key(word), self._indicators))

    def place(self, code: str, name: str, on: date) -> str | Wrong | None:
        """The code of a place that is given by its code, its name, or both, on a day; None where it is to be skipped."""
        if self._is_skipped(name):
            return None
        if is_total(name) and not code and _key(name) not in self._own:
            if not self._total:
                return TOTAL
            code, name = (self._total, "") if self._total.isdigit() else ("", self._total)
        found = self._place(code, name, on)
        if found is None:
            word = name if name and not (code and self._pack.place_of_code(code) is None) else code
            return Wrong(UNKNOWN_PLACE, {"word": word or BLANK} | _near(word, self._place_names()))
        if code and name and not self._is_called(found, name, on):
            return Wrong(CODE_NOT_ITS_NAME, {"code": code, "name": found.name, "word": name})
        if not found.existed(on):
            about = {"word": name or code, "on": str(on), "code": found.code}
            return Wrong(PLACE_NOT_THEN, about, kept=found.code)
        return found.code

    def factor(self, indicator: str, unit: str, implied: str) -> str | Wrong:
        """By what values in a unit are multiplied to be in the unit of the indicator: an exact fraction, as text."""
        expected = self._pack.indicators[indicator]
        title, own = expected.title, self._pack.unit(expected.unit)
        if not (unit or implied):
            return Wrong(NO_UNIT, {"indicator": title, "unit": expected.unit})
        counted = own
        # What a number itself prints (45.2%) is nearer to it than the head of its column, so it comes last.
        for printed in filter(None, (unit, implied)):
            counted = self._pack.unit(printed)
            if counted is None or own is None:
                return Wrong(UNKNOWN_UNIT, {"word": printed} | _near(printed, self._pack.units))
            if counted.dimension != own.dimension:
                about = {"unit": expected.unit, "dimension": own.dimension, "found": counted.dimension}
                return Wrong(OTHER_UNIT, {"indicator": title, "word": printed} | about)
        return (
            str(counted.factor / own.factor)
            if counted and own
            else Wrong(UNKNOWN_UNIT, {"word": expected.unit} | _near("", ()))
        )

    def vintage(self, word: str, published: date | None) -> date | Wrong:
        """The day of publication that a row names, or the table."""
        if not word:
            return published or Wrong(NO_VINTAGE, {})
        return day(word) or Wrong(BAD_VINTAGE, {"word": word})

    def quality(self, word: str, usual: str) -> str | Wrong:
        """The quality that a row names, or the usual one of the table."""
        text = "".join(plain(word).split()).removesuffix("数据").removesuffix("数")
        if not text:
            return usual
        known = QUALITIES.get(text) or (text if text in QUALITIES.values() else None)
        return known or Wrong(BAD_QUALITY, {"word": word})

    def year(self, word: str) -> str | Wrong:
        """The year of prices or of boundaries; blank for those of the time itself."""
        found = prices_of(word)
        return Wrong(BAD_YEAR, {"word": word}) if found is None else found

    def _is_skipped(self, word: str) -> bool:
        key = _key(word)
        return key.startswith(self._skip) if self._skip else False

    def _ids(self, word: str) -> tuple[str, ...]:
        key = _key(word)
        own = self._own.get(key)
        return (own,) if own and own in self._pack.indicators else self._indicators.get(key, ())

    def _place(self, code: str, name: str, on: date | None) -> Place | None:
        code = code or self._own.get(_key(name), "")
        if not code and name.isascii() and name.isdigit():
            code = name
        if code:
            return self._pack.place_of_code(code, on) or self._pack.place_of_code(code)
        text = "".join(plain(name).split())
        found = self._pack.place(text, on) or self._pack.place(text)
        short = "" if found else _LATIN_BEHIND.sub("", plain(name))
        return self._pack.place(short, on) if short and short != text else found

    def _is_called(self, place: Place, name: str, on: date) -> bool:
        """Whether a name is one of a place; a name that nobody knows is not held against its code."""
        named = self._place("", name, on)
        return named is None or place.name in (named.name, name) or named.code == place.code

    def _place_names(self) -> list[str]:
        if self._places is None:
            self._places = [name for place in self._pack.places for name in (place.name, place.code)]
        return self._places


def on_of(period: str, boundaries: str) -> date:
    """The day on which the boundaries hold that a value is counted on."""
    return last_day(boundaries or period)


def _near(word: str, known: Iterable[str]) -> dict[str, str]:
    """The word that may have been meant, as a question; blank where there is none."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return (
        {"near": f"是否应为“{near[0]}”？", "near_en": f"Did you mean '{near[0]}'? "}
        if near
        else {"near": "", "near_en": ""}
    )


def _key(word: str) -> str:
    return "".join(plain(word).split()).lower()
