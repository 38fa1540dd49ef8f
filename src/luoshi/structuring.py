"""The structure of the economies of a pack's places, from the value added of the three sectors that yearbooks have.

Finer industries are not in the pack; the same functions of `luoshi.assess.structure` take them from a frame of one's own.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from luoshi.assess.structure import concentration, location_quotient, regional_theil, resource_dependence, shift_share
from luoshi.lines import Lines
from luoshi.model.economy import Economy, PlaceEconomy, Shift
from luoshi.model.finding import Missing
from luoshi.model.pack import Pack
from luoshi.model.problem import Kind, LuoshiError
from luoshi.model.scheme import Choice, Scheme, SchemeItem
from luoshi.observe.store import Store
from luoshi.packs.schemes import schemes
from luoshi.panels import Panel, last_year, panel

ONE_YEAR = Kind(
    code="structure-one-year",
    zh="可比时段只有{year}一年，没有变动可言", en="{year} is the only comparable year: there is no change to take apart",
    hint_zh="见断点。", hint_en="See the breaks.",
)  # fmt: skip
NO_AREA = Kind(
    code="structure-no-area",
    zh="规则包没有评价方案，不知道分析哪些地区", en="the pack has no scheme that says which places are looked at",
    hint_zh="请在一个评价方案中写 area。", hint_en="Write an area in one of its schemes.",
)  # fmt: skip

SECTORS = ("primary_value_added", "secondary_value_added", "tertiary_value_added")
MINING = ("mining_employed", "urban_unit_employed")
LACKING = (
    "分行业（门类、大类）增加值或从业人员：区位商、集中度、份额偏离现只到三次产业，看不出哪个工业行业专门化（省统计局）",
    "采矿业（资源型产业）增加值、资源税费收入：资源依赖度现只有城镇单位从业一项（省统计局、省财政厅）",
    "接续替代产业的增长、带动、就业、能耗、环境等准则值：不能排序接续替代产业（省工业和信息化厅、省统计局）；"
    "有数据时用 luoshi.assess.structure.rank_industries",
    "不变价增加值：份额偏离现按当年价格，含价格变动（省统计局）",
)
NOTE = "参照为全部有数据的地区合计。采矿业从业取整到万人，只含城镇单位。方法：系统默认，非官方。"


def economy(
    pack: Pack, store: Store, *, as_of: int | None = None, area: str = "", known_on: date | None = None
) -> Economy:
    """Location quotients, concentration, distance from the whole, shift-share and dependence of each place.

    Args:
        pack: The pack.
        store: Its observations, as `luoshi.observed(pack)` gives them.
        as_of: The year; without it, the last that has the three sectors.
        area: Of which places, by its id in `judging.yaml`; without it, those of the pack's first scheme.
        known_on: With what was known on that day; without it, with everything.

    Returns:
        One row a place; `lacking` says what a finer analysis needs.

    Gaps:
        A place that lacks a sector has no structure and is not in the whole; the reason names what is missing. Years beyond
        a break are not compared.

    Raises:
        LuoshiError: the pack has no scheme and no area is given.

    >>> import luoshi
    >>> jilin = luoshi.pack("jilin")
    >>> found = economy(jilin, luoshi.observed(jilin)[0], as_of=2018)
    >>> found.first, found.industries[1], found.places[0].name, round(found.places[0].quotients[1], 2)
    (2013, '第二产业增加值', '长春市', 1.17)
    """
    lines = Lines(pack, store, known_on)
    chosen = area or next((one.area for one in schemes(pack).values() if one.area), "")
    if not chosen:
        raise LuoshiError(NO_AREA(where=pack.id))
    items = tuple(SchemeItem(id, pack.indicators[id].title) for id in SECTORS)
    sectors = _scheme(items, chosen)
    year = as_of if as_of is not None else (last_year(lines, sectors) or 0)
    given = panel(lines, sectors, year)
    employed = panel(lines, _scheme(tuple(SchemeItem(id, id) for id in MINING), chosen), year)
    places = _places(given, employed)
    unit = pack.indicators[SECTORS[0]].unit
    titles = tuple(item.title for item in items)
    return Economy(given.area_title, year, given.years[0], given.breaks, titles, unit, places, LACKING, NOTE)


def _scheme(items: tuple[SchemeItem, ...], area: str) -> Scheme:
    """Some indicators for the places of an area; nothing is scored by it."""
    root = SchemeItem("structure", "产业结构", items=items)
    return Scheme(
        "structure", "产业结构", "1", "", root, Choice("min_max"), Choice("equal"), Choice("arithmetic"), area=area
    )


def _places(given: Panel, employed: Panel) -> tuple[PlaceEconomy, ...]:
    names = tuple(given.names.values())
    now, then = _amounts(given, given.as_of), _amounts(given, given.years[0])
    shares = now / now.sum(axis=1, keepdims=True)
    quotients = location_quotient(now, places=names).values
    herfindahl, theil = concentration(now, places=names)["herfindahl"], regional_theil(now, places=names)
    distance = next(iter(theil.values.values()))
    shifts = shift_share(then, now, places=names)
    mining, whole = _amounts(employed, employed.as_of).T
    dependence = resource_dependence(employment=(mining, whole), places=names)["employment"]
    found = []
    for row, (code, name) in enumerate(given.names.items()):
        one = PlaceEconomy(
            code, name, tuple(shares[row].tolist()), tuple(quotients[row].tolist()), float(herfindahl[row]),
            float(distance[row]), _shift(given, shifts, row), _dependence(employed, code, float(dependence[row])),
        )  # fmt: skip
        if lacking := given.missing(code):
            why = lacking[0][1]
            one = replace(one, shares=why, quotients=(), herfindahl=None, theil=None, shift=why)
        found.append(one)
    return tuple(found)


def _amounts(given: Panel, year: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    rows = [[given.points.get((id, code, year)) for id in given.scheme.indicators] for code in given.names]
    return np.array([[np.nan if point is None else float(point.value) for point in row] for row in rows])


def _shift(given: Panel, shifts: object, row: int) -> Shift | Missing:
    if given.years[0] == given.as_of:
        return Missing(ONE_YEAR(year=given.as_of))
    parts = [float(getattr(shifts, name)[row].sum()) for name in ("growth", "national", "industry", "competitive")]
    if not np.isfinite(parts).all():
        code = list(given.names)[row]
        gaps = (given.gaps.get((id, code, given.years[0])) for id in given.scheme.indicators)
        return next((gap for gap in gaps if gap is not None), Missing(ONE_YEAR(year=given.as_of)))
    return Shift(*parts)


def _dependence(employed: Panel, code: str, share: float) -> float | Missing:
    lacking = employed.missing(code)
    return lacking[0][1] if lacking else share
