"""From what somebody typed, or what a cell of a sheet holds, to the value of a field, or to what is the matter with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from luoshi.act.calendar import YEARS, first_day
from luoshi.model.problem import Kind, Problem
from luoshi.model.registry import Data, Field, Value
from luoshi.model.unit import Amount, Unit, unit_of

NOT_A_NUMBER = Kind(
    code="field-not-a-number",
    zh="“{field}”应为数，而填的是“{value}”", en="“{field}” is a number, and “{value}” is none",
    hint_zh="请只填数字，如 6.1；不知道的留空。", hint_en="Write digits, such as 6.1; leave it empty if not known.",
)  # fmt: skip
UNKNOWN_UNIT = Kind(
    code="field-unknown-unit",
    zh="“{field}”的单位“{unit}”不认识", en="the unit “{unit}” of “{field}” is not known",
    hint_zh="请按“{expected}”填写，只填数字即可。", hint_en="Write it in {expected}; the number alone will do.",
)  # fmt: skip
OTHER_UNIT = Kind(
    code="field-other-unit",
    zh="“{field}”的单位是“{expected}”，不能填“{unit}”", en="“{field}” is in {expected} and cannot be given in {unit}",
    hint_zh="请换算为“{expected}”后填写。", hint_en="Convert it to {expected} first.",
)  # fmt: skip
TOO_SMALL = Kind(
    code="field-too-small",
    zh="“{field}”不能小于 {limit}，而填的是 {value}", en="“{field}” is at least {limit}, and {value} was given",
    hint_zh="请核对数值和单位。", hint_en="Check the number and its unit.",
)  # fmt: skip
TOO_LARGE = Kind(
    code="field-too-large",
    zh="“{field}”不能大于 {limit}，而填的是 {value}", en="“{field}” is at most {limit}, and {value} was given",
    hint_zh="请核对数值和单位。", hint_en="Check the number and its unit.",
)  # fmt: skip
NOT_A_DATE = Kind(
    code="field-not-a-date",
    zh="“{field}”应为日期，而填的是“{value}”", en="“{field}” is a date, and “{value}” is none",
    hint_zh="请写作 2017-01-05 或 2017年1月5日。", hint_en="Write it as 2017-01-05.",
)  # fmt: skip
NOT_A_PERIOD = Kind(
    code="field-not-a-period",
    zh="“{field}”应为时期，而填的是“{value}”", en="“{field}” is a period, and “{value}” is none",
    hint_zh="请写作 2016、2016-Q4、2016-12 或 2016年第四季度。", hint_en="Write it as 2016, 2016-Q4 or 2016-12.",
)  # fmt: skip
UNKNOWN_DOCUMENT = Kind(
    code="field-unknown-document",
    zh="“{field}”中的“{value}”不是规则包中的文件", en="“{value}” in “{field}” is no document of the pack",
    hint_zh="请写发文字号，如“吉政发〔2016〕41号”，或文件编号。",
    hint_en="Write its number, such as 吉政发〔2016〕41号, or its id.",
)  # fmt: skip
NOT_A_CHOICE = Kind(
    code="field-not-a-choice",
    zh="“{field}”没有“{value}”这一项", en="“{value}” is not one of the answers of “{field}”",
    hint_zh="请从中选择：{choices}。", hint_en="Choose one of: {choices}.",
)  # fmt: skip
UNKNOWN_ORGANISATION = Kind(
    code="field-unknown-organisation",
    zh="“{field}”中的“{value}”不是名录中的单位", en="“{value}” in “{field}” is no organisation of the list",
    hint_zh="请写单位全称或文件中的简称，如“省能源局”。", hint_en="Write its full name, or the short one that documents use.",
)  # fmt: skip
UNKNOWN_PLACE = Kind(
    code="field-unknown-place",
    zh="“{field}”中的“{value}”不是名录中的行政区划", en="“{value}” in “{field}” is no place of the list",
    hint_zh="请写地名全称，如“松原市”。", hint_en="Write its full name, such as 松原市.",
)  # fmt: skip
TOO_LONG = Kind(
    code="field-too-long",
    zh="“{field}”超过 {limit} 字", en="“{field}” has more than {limit} characters",
    hint_zh="请压缩文字，详细材料作为附件上传。", hint_en="Shorten it, and attach the details as a file.",
)  # fmt: skip

LONGEST = {"text": 300, "paragraph": 8000}
TRUTH = {"是": "是", "否": "否", "true": "是", "false": "否", "yes": "是", "no": "否", "1": "是", "0": "否"}

_NUMBER = re.compile(r"(?P<number>[-+]?\d+(?:,\d{3})*(?:\.\d+)?|[-+]?\.\d+)\s*(?P<unit>.*)$")
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$")
_PERIOD_WORDS = (
    (re.compile(r"(\d{4})年?第?([1-4一二三四])季度$"), "{0}-Q{1}"),
    (re.compile(r"(\d{4})年?([上下])半年$"), "{0}-H{1}"),
    (re.compile(r"(\d{4})年(\d{1,2})月份?$"), "{0}-{1:0>2}"),
    (re.compile(r"(\d{4})年度?$"), "{0}"),
)
_DIGIT = {"一": "1", "二": "2", "三": "3", "四": "4", "上": "1", "下": "2"}
_SEVERAL = re.compile(r"[、,，;；\n]")

Named = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Known:
    """What reading needs to know: the units, and the ids that printed names of organisations, places and documents stand for."""

    units: Mapping[str, Unit] = field(default_factory=dict)
    organisation: Named = lambda name: None
    place: Named = lambda name: None
    document: Named = lambda name: None


Read = tuple[Value | None, Problem | None]


def read(asked: Field, given: object, known: Known, where: str = "") -> Read:
    """The value of a field from what was given.

    Args:
        asked: The field.
        given: Text as typed, several texts, or what a cell of a sheet holds: text, number, day, nothing.
        where: The place for messages, such as a cell.

    Returns:
        The value, or None where nothing was given; and the problem where it cannot be read, with no value.

    >>> read(Field("done", "累计完成投资", "", "money", unit="亿元"), "６.1", Known())
    ('6.1', None)
    >>> read(Field("share", "完成比例", "", "number", unit="%", at_most=Decimal(100)), 120, Known(), "D7")[1].where
    'D7'
    """
    if isinstance(given, Sequence) and not isinstance(given, str):
        return _several(asked, given, known, where)
    if given is None or (isinstance(given, str) and not given.strip()):
        return None, None
    if asked.is_several:
        return _several(asked, _SEVERAL.split(str(given)), known, where)
    return _one(asked, given, known, where)


def in_its_unit(asked: Field, data: Data) -> Field:
    """The field with the unit that stands in the record, where it stands there; itself otherwise.

    >>> in_its_unit(Field("value", "完成数", "", "number", unit_in="unit"), {"unit": "万亩"}).unit
    '万亩'
    """
    return replace(asked, unit=str(data.get(asked.unit_in) or asked.unit)) if asked.unit_in else asked


def read_all(
    fields: Iterable[Field], given: Mapping[str, object], known: Known
) -> tuple[dict[str, Value | None], list[Problem]]:
    """What was given for each field that it names; a field that cannot be read keeps out and leaves its problem.

    Problems stand under the id of their field.
    """
    values: dict[str, Value | None] = {}
    problems = []
    for asked in fields:
        if asked.id not in given:
            continue
        value, problem = read(asked, given[asked.id], known, asked.id)
        if problem:
            problems.append(problem)
        else:
            values[asked.id] = value
    return values, problems


def _several(asked: Field, given: Sequence[object], known: Known, where: str) -> Read:
    values: list[str] = []
    for one in given:
        value, problem = (None, None) if not str(one).strip() else _one(asked, one, known, where)
        if problem:
            return None, problem
        if isinstance(value, str):
            values.append(value)
    if not asked.is_several:
        return (values[0] if values else None), None
    return tuple(dict.fromkeys(values)) or None, None


def _one(asked: Field, given: object, known: Known, where: str) -> Read:
    reader = _READERS.get(asked.type, _text)
    return reader(asked, given, known, where)


def _text(asked: Field, given: object, known: Known, where: str) -> Read:
    text = _plain(given)
    limit = LONGEST.get(asked.type, LONGEST["text"])
    if len(text) > limit:
        return None, TOO_LONG(field=asked.title, limit=limit, where=where)
    return text or None, None


def _number(asked: Field, given: object, known: Known, where: str) -> Read:
    text = unicodedata.normalize("NFKC", _plain(given)).replace("，", ",")
    found = _NUMBER.match(text)
    if not found:
        return None, NOT_A_NUMBER(field=asked.title, value=text, where=where)
    try:
        value = Decimal(found["number"].replace(",", ""))
    except InvalidOperation:  # pragma: no cover - the expression lets digits through alone
        return None, NOT_A_NUMBER(field=asked.title, value=text, where=where)
    if unit := found["unit"].strip():
        converted = _converted(asked, value, unit, known, where)
        if isinstance(converted, Problem):
            return None, converted
        value = converted
    return _within(asked, value, where)


def _converted(asked: Field, value: Decimal, printed: str, known: Known, where: str) -> Decimal | Problem:
    """The number in the field's unit; 6100万元 is 0.61亿元."""
    if printed == asked.unit:
        return value
    own, other = unit_of(asked.unit, known.units), unit_of(printed, known.units)
    if other is None:
        return UNKNOWN_UNIT(field=asked.title, unit=printed, expected=asked.unit or "无单位", where=where)
    if own is None or own.dimension != other.dimension:
        return OTHER_UNIT(field=asked.title, unit=printed, expected=asked.unit or "无单位", where=where)
    return Amount(value, other).to(own).value


def _within(asked: Field, value: Decimal, where: str) -> Read:
    shown = format(value.normalize(), "f")
    if asked.at_least is not None and value < asked.at_least:
        return None, TOO_SMALL(field=asked.title, limit=asked.at_least, value=shown, where=where)
    if asked.at_most is not None and value > asked.at_most:
        return None, TOO_LARGE(field=asked.title, limit=asked.at_most, value=shown, where=where)
    return shown, None


def _date(asked: Field, given: object, known: Known, where: str) -> Read:
    # A cell may hold a day, or a moment of it.
    text = given.isoformat()[:10] if isinstance(given, date) else unicodedata.normalize("NFKC", _plain(given))
    found = _DATE.match(text)
    try:
        year, month, day = map(int, found.groups()) if found else (0, 0, 0)
        if year in YEARS:
            return date(year, month, day).isoformat(), None
    except ValueError:
        pass
    return None, NOT_A_DATE(field=asked.title, value=text, where=where)


def _period(asked: Field, given: object, known: Known, where: str) -> Read:
    text = unicodedata.normalize("NFKC", _plain(given)).replace(" ", "")
    for pattern, form in _PERIOD_WORDS:
        if found := pattern.match(text):
            text = form.format(*(_DIGIT.get(part, part) for part in found.groups()))
            break
    try:
        first_day(text)
    except ValueError:
        return None, NOT_A_PERIOD(field=asked.title, value=text, where=where)
    return text, None


def _choice(asked: Field, given: object, known: Known, where: str) -> Read:
    text = _plain(given)
    if any(text in (choice.id, choice.title_en) for choice in asked.choices):
        return next(choice.id for choice in asked.choices if text in (choice.id, choice.title_en)), None
    choices = "、".join(choice.id for choice in asked.choices)
    return None, NOT_A_CHOICE(field=asked.title, value=text, choices=choices, where=where)


def _truth(asked: Field, given: object, known: Known, where: str) -> Read:
    text = _plain(given).lower()
    if text in TRUTH:
        return TRUTH[text], None
    return None, NOT_A_CHOICE(field=asked.title, value=text, choices="是、否", where=where)


def _organisation(asked: Field, given: object, known: Known, where: str) -> Read:
    text = _plain(given)
    if found := known.organisation(text):
        return found, None
    return None, UNKNOWN_ORGANISATION(field=asked.title, value=text, where=where)


def _place(asked: Field, given: object, known: Known, where: str) -> Read:
    text = _plain(given)
    if found := known.place(text):
        return found, None
    return None, UNKNOWN_PLACE(field=asked.title, value=text, where=where)


def _document(asked: Field, given: object, known: Known, where: str) -> Read:
    text = _plain(given)
    if found := known.document(text):
        return found, None
    return None, UNKNOWN_DOCUMENT(field=asked.title, value=text, where=where)


def _plain(given: object) -> str:
    """Text without what no one sees: control characters, ends of lines as one kind, blanks around it."""
    text = str(given).replace("\r\n", "\n").replace("\r", "\n").strip()
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cf", "Cs"))


_READERS: dict[str, Callable[[Field, object, Known, str], Read]] = {
    "number": _number,
    "money": _number,
    "date": _date,
    "period": _period,
    "choice": _choice,
    "choices": _choice,
    "truth": _truth,
    "organisation": _organisation,
    "organisations": _organisation,
    "place": _place,
    "document": _document,
}
