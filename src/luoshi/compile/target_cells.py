"""What stands in the cells of an indicator table: values with comparator, names with their unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from luoshi.model.commitment import Comparator

_COMPARATORS: dict[str, Comparator] = {
    **dict.fromkeys(("≥", ">=", "≧", "不低于", "不少于", "不小于", "以上", "及以上", "达到"), ">="),
    **dict.fromkeys((">", "〉", "高于", "超过", "大于", "多于"), ">"),
    **dict.fromkeys(("≤", "<=", "≦", "不高于", "不超过", "不大于", "以下", "及以下", "以内", "控制在"), "<="),
    **dict.fromkeys(("<", "〈", "低于", "小于", "少于"), "<"),
    **dict.fromkeys(("约", "左右", "≈"), "~"),
}
_UNITS = "元亩吨人个张户家座件辆套公里天时小年岁立方米平顷次处项名所册件万亿千瓦百分点"
_VALUE = re.compile(
    r"(?P<label>[^\d≥≤≧≦><≈\[〔（(+-]*?)"
    r"(?P<before>≥|≤|>=|<=|≧|≦|>|<|〉|〈|≈|不[低少小高大]于|不超过|超过|[高大低小]于|控制在|约|达到)? ?"
    r"(?P<open>[\[〔（(])?(?P<sign>[-+]?)(?P<value>\d[\d,，]{0,18}(?:\.\d{1,9})?)"
    r"(?:%?[-—~至](?P<high>\d{1,15}(?:\.\d{1,9})?))? ?"
    rf"(?P<unit>[%‰]|[{_UNITS}]*)(?P<inside>左右|以上|以内|以下)?(?P<close>[\]〕）)])? ?"
    r"(?P<after>左右|及以上|以上|及以下|以下|以内)?(?P<rest>[^\d，；;、]*)"
)
_PARTS = re.compile(r"[；;，、\n]+")
_NOTHING = re.compile(r"[-—–/\\*\s]*")
_NAME_UNIT = re.compile(r"（(?P<unit>[^（）]{1,12})）[\d*①-⑳¹²³]?$")
_IS_UNIT = re.compile(rf"[%‰℃]|[万亿千百]*[{_UNITS}斤里月台张名条株艘宗只头期例级分户亿]+|kg|km|kW|.+/.+")
_NUMBERING = re.compile(r"(?:\d{1,3}[.、](?!\d)|（\d{1,3}）|[①-⑳]|#|其中[:：]?|\*)+ *")
_FOOTNOTE = re.compile(r"(?<=[\u4e00-\u9fff）])(?:[\d¹²³*①-⑳]|\[\d\]|【\d】)$")


@dataclass(frozen=True, slots=True)
class Value:
    """A value as printed: number and end of a range, comparator, the unit beside it, for whom, and whether in brackets.

    A value in words has a `direction` and no number.
    """

    comparator: Comparator | None
    value: float | None
    high: float | None
    unit: str
    scope: str | None
    in_brackets: bool
    direction: Literal["up", "down", "hold"] | None = None


def is_nothing(cell: str) -> bool:
    """Whether a cell says that there is no value.

    >>> is_nothing("—"), is_nothing(""), is_nothing("0")
    (True, True, False)
    """
    return _NOTHING.fullmatch(cell) is not None


def values(cell: str) -> list[Value]:
    """The values of a cell: mostly one; several where it says them class by class. Empty where it holds no number.

    >>> values("≥30")[0].comparator, values("[20]")[0].in_brackets, values("5左右")[0].comparator
    ('>=', True, '~')
    >>> [(v.scope, v.value) for v in values("设区市90；县级市85")]
    [('设区市', 90.0), ('县级市', 85.0)]
    """
    one = _VALUE.fullmatch(cell.replace("\n", ""))
    if one and not (one["label"] and "\n" in cell):
        return [_value(one, False)]
    parts = [found for part in _parts(cell) if (found := _VALUE.fullmatch(part))]
    return [_value(found, True) for found in parts] if len(parts) > 1 else [_value(one, False)] if one else []


def _parts(cell: str) -> Iterator[str]:
    return (part.strip() for part in _PARTS.split(cell) if part.strip())


def _value(found: re.Match[str], by_class: bool) -> Value:
    word = found["before"] or found["after"] or found["inside"]
    bracketed = bool(found["open"] and found["close"])
    high = float(found["high"]) if found["high"] else None
    comparator: Comparator = "range" if high is not None else _COMPARATORS.get(word or "", "=")
    number = float(found["value"].replace(",", "").replace("，", ""))
    label = (found["label"] or found["rest"]).strip(" :：为（）()[]")
    return Value(
        comparator=comparator,
        value=-number if found["sign"] == "-" else number,
        high=high,
        unit=found["unit"],
        scope=label if by_class and label else None,
        in_brackets=bracketed,
    )


def name_and_unit(words: str) -> tuple[str, str]:
    """An indicator's name without numbering and footnote sign, and the unit that stands in brackets behind it.

    >>> name_and_unit("1.森林覆盖率（%）"), name_and_unit("单位能耗降低2（%）"), name_and_unit("非农投资（不含农户）")
    (('森林覆盖率', '%'), ('单位能耗降低', '%'), ('非农投资（不含农户）', ''))
    """
    name = words[_end(words) :]
    unit = ""
    found = _NAME_UNIT.search(name)
    if found and _IS_UNIT.fullmatch(found["unit"].strip()):
        name, unit = name[: found.start()], found["unit"].strip()
    return _FOOTNOTE.sub("", name.strip()).strip(), unit


def _end(words: str) -> int:
    numbering = _NUMBERING.match(words)
    return numbering.end() if numbering else 0
