"""What places hand in for an appraisal, a class or a transfer payment: a table of rows, read with what cannot be used of it.

    地区,项目,数值,上年,目标,佐证,年份
    辽源市,e1,100,,,棚改台账2018.xlsx,2018

Heads may also be place, item, value, before, target, evidence, year; only the first three have to be there. An empty value
says that the place has none, which is never zero.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from pathlib import Path

from luoshi.decoding import decode
from luoshi.model.appraisal import Return
from luoshi.model.finding import Missing
from luoshi.model.pack import Pack
from luoshi.model.problem import Kind, LuoshiError, Problem

NO_SUCH_TABLE = Kind(
    code="handed-no-such-file",
    zh="找不到填报表", en="there is no such file",
    hint_zh="请检查 --handed 后面的路径。", hint_en="Check the path after --handed.",
)  # fmt: skip
NO_COLUMN = Kind(
    code="handed-no-column",
    zh="填报表缺少列“{column}”", en="the table has no column '{column}'",
    hint_zh="第一行写：地区,项目,数值,上年,目标,佐证,年份；前三列必须有。",
    hint_en="The first row: place,item,value,before,target,evidence,year; the first three have to be there.",
)  # fmt: skip
UNKNOWN_PLACE = Kind(
    code="handed-unknown-place",
    zh="不认识的地区“{place}”，这一行没有采用", en="unknown place '{place}': the row is not used",
    hint_zh="是否应为“{near}”？请用名单中的名称或行政区划代码。",
    hint_en="Did you mean '{near}'? Use a name or code of the list.",
)  # fmt: skip
NOT_A_NUMBER = Kind(
    code="handed-not-a-number",
    zh="“{column}”的“{value}”不是数，这一行没有采用", en="'{value}' in '{column}' is not a number: the row is not used",
    hint_zh="请填数，例如 95.3；没有就留空；是否类填 1 或 0。",
    hint_en="Write a number such as 95.3, or leave it empty; 1 or 0 for yes or no.",
)  # fmt: skip
HANDED_TWICE = Kind(
    code="handed-twice",
    zh="{place}的“{item}”填报了两次，采用后一次", en="'{item}' of {place} stands twice; the later one is used",
    hint_zh="请只保留一行。", hint_en="Keep one row.",
)  # fmt: skip
UNKNOWN_ITEM = Kind(
    code="handed-unknown-item",
    zh="没有“{item}”这个项目，这一行没有采用", en="there is no item '{item}': the row is not used",
    hint_zh="可用的：{known}。", hint_en="There are: {known}.",
)  # fmt: skip
LEFT_EMPTY = Kind(
    code="handed-left-empty",
    zh="填报为空", en="handed in empty",
    hint_zh="请补报数值和佐证材料。", hint_en="Hand in the value and its evidence.",
)  # fmt: skip

_HEADS = {
    "地区": "place", "项目": "item", "数值": "value", "上年": "before", "目标": "target", "佐证": "evidence", "年份": "year",
}  # fmt: skip
_NUMBERS = ("value", "before", "target", "year")
_EVERYWHERE = ("", "全部", "全省", "合计")


def handed_in(path: Path, pack: Pack, *, counties: bool = False) -> tuple[tuple[Return, ...], list[Problem]]:
    """The rows of a table that places handed in.

    Args:
        path: A CSV file, UTF-8 or GB18030.
        pack: Its tables of places know them by code and by name, the list of resource-based cities by those of 2013 too.
        counties: Whether every county may hand in, not the resource-based cities alone.

    Returns:
        The rows that can be used, in their order, and a problem for each that cannot.

    Raises:
        LuoshiError: there is no such file, or it lacks one of the first three columns.
    """
    if not path.is_file():
        raise LuoshiError(NO_SUCH_TABLE(where=str(path)))
    text, _, problems = decode(path.read_bytes(), path.name)
    rows = csv.DictReader(io.StringIO(text))
    heads = {_HEADS.get(head.strip(), head.strip()): head for head in rows.fieldnames or ()}
    for zh, en in list(_HEADS.items())[:3]:
        if en not in heads:
            raise LuoshiError(NO_COLUMN(column=zh, where=path.name))
    places = {**(_counties(pack) if counties else {}), **_places(pack)}
    found: dict[tuple[str, str, int | None], Return] = {}
    for number, row in enumerate(rows, 2):
        cells = {name: (row.get(head) or "").strip() for name, head in heads.items()}
        one = _return(cells, places, f"{path.name} 第{number}行") if any(cells.values()) else None
        if isinstance(one, Problem):
            problems.append(one)
        elif one:
            key = (one.place, one.item, one.year)
            if key in found:
                problems.append(HANDED_TWICE(place=cells["place"] or "全部", item=one.item, where=one.where))
            found[key] = one
    return tuple(found.values()), problems


def of_year(rows: Iterable[Return], year: int) -> tuple[Return, ...]:
    """The rows that are about a year, or about no year in particular.

    >>> [one.item for one in of_year([Return("", "a", Decimal(1), year=2017), Return("", "b", Decimal(1))], 2018)]
    ['b']
    """
    return tuple(one for one in rows if one.year in (None, year))


def known_items(rows: Iterable[Return], known: Iterable[str]) -> tuple[tuple[Return, ...], list[Problem]]:
    """The rows whose item is one of those that are known, and a problem for each other item."""
    names, kept, problems = list(dict.fromkeys(known)), [], dict[str, Problem]()
    for one in rows:
        if one.item in names:
            kept.append(one)
        else:
            problems.setdefault(one.item, UNKNOWN_ITEM(item=one.item, known="、".join(names), where=one.where))
    return tuple(kept), list(problems.values())


def _places(pack: Pack) -> Mapping[str, str]:
    """The code of today by code and name, of 2013 and of today."""
    found: dict[str, str] = {}
    for city in pack.resource_cities:
        code = city.code or city.code_2013
        found |= dict.fromkeys((one for one in (city.name_2013, city.name, city.code_2013, code) if one), code)
    return found


def _counties(pack: Pack) -> dict[str, str]:
    """The code of today by code and name of every place of the tables, also of those that are called otherwise today."""
    past = {key: heir for one in pack.places if (heir := one.successor) for key in (one.name, one.code)}
    now = {key: one.code for one in pack.places if one.valid_to is None for key in (one.name, *one.aliases, one.code)}
    return past | now


def _return(cells: Mapping[str, str], places: Mapping[str, str], at: str) -> Return | Problem:
    place = cells["place"]
    if place not in places and place not in _EVERYWHERE:
        near = get_close_matches(place, list(places), n=1, cutoff=0.3)
        return UNKNOWN_PLACE(place=place, near=near[0] if near else "?", where=at)
    numbers = dict[str, Decimal | None]()
    for name in _NUMBERS:
        text = cells.get(name, "").replace(",", "").replace("，", "")
        try:
            numbers[name] = Decimal(text) if text else None
        except InvalidOperation:
            numbers[name] = Decimal("NaN")
        if (number := numbers[name]) is not None and not number.is_finite():
            return NOT_A_NUMBER(column=name, value=cells[name], where=at)
    evidence = tuple(part for part in re.split(r"[;；]", cells.get("evidence", "")) if part)
    year, value = numbers.pop("year"), numbers.pop("value")
    given = Missing(LEFT_EMPTY(where=at)) if value is None else value
    return Return(
        places.get(place, ""), cells["item"], given, numbers["before"], numbers["target"], evidence,
        None if year is None else int(year), at,
    )  # fmt: skip
