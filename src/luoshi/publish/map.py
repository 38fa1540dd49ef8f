"""Maps of places: by light, by value in classes, by spatial pattern, and as points.

A place without data is hatched and says why. A map makes no claim of official approval; an office that has an approved base
map names its file, and the map then carries its number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from luoshi.model.base_map import BaseMap
from luoshi.model.finding import Missing
from luoshi.publish import chart_theme as theme
from luoshi.publish.chart import NOTHING, Figure, empty
from luoshi.publish.chart_plot import KeyEntry, Sign, Specification
from luoshi.publish.chart_theme import CLUSTERS, LIGHTS, State
from luoshi.publish.chart_words import Cell, Language, Says, Words, listed, number, say
from luoshi.publish.map_boundaries import Area, areas, lines
from luoshi.publish.map_classes import Method, classes_of
from luoshi.publish.map_plot import fitted, map_of, placed, short

NO_DATA = Words("没有数据", "no data")
NOT_APPROVED = Words(
    "地图仅示意数据的分布，边界未经审定，不作为划界依据，公开使用前须换用有审图号的底图。",
    "The map only shows where values lie; its boundaries are not officially approved.",
)
# Up to six groups of points, each with a shape of its own beside its colour.
SHAPES: tuple[Sign, ...] = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")


@dataclass(frozen=True, slots=True)
class Fill:
    """How a place is shown (填色): its colour, the forms of its label from the longest to the shortest, its row of the table."""

    colour: str
    labels: tuple[tuple[str, str], ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A place as a point (点位), in degrees, and the group it belongs to."""

    name: str
    longitude: float
    latitude: float
    group: str


def light_map(
    states: Mapping[str, State],
    *,
    within: str,
    name: Says,
    reasons: Mapping[str, Says] | None = None,
    links: Mapping[str, str] | None = None,
    base: BaseMap | None = None,
    **more: Any,  # Any: what else a figure has: title, note, sources, as_of, official
) -> Figure:
    """The map of lights, one a place.

    Args:
        states: The light of each place by its administrative code.
        within: The first digits of the codes that are shown: 22 for Jilin.
        reasons: Why a place has none.
        links: The address to which a place leads on a page, by code.
        base: An office's own base map.

    Gaps:
        A place without a light is hatched and stands in the table with its reason.

    Raises:
        LuoshiError: without boundaries, or where no place has such a code.
    """
    found = areas("city", within, base=base)

    def fill(area: Area) -> Fill:
        state = states.get(area.code, "none")
        colour, shape, words = LIGHTS[state]
        reason = reason_of(reasons, area) if state == "none" else ""
        form = f"{shape}{short(area.name)}"
        return Fill(colour, ((form, form), (shape, shape)), (words, reason))

    counts = {state: sum(states.get(area.code, "none") == state for area in found) for state in LIGHTS}
    shown = [(state, count) for state, count in counts.items() if count]
    zh = "，".join(f"{LIGHTS[state][2].zh}{count}个" for state, count in shown)
    en = ", ".join(f"{count} {LIGHTS[state][2].en}" for state, count in shown)
    worst = [short(area.name) for area in found if states.get(area.code) == shown[0][0]]
    if worst:
        zh += f"；{LIGHTS[shown[0][0]][2].zh}的是{listed(worst)}"
        en += f"; {LIGHTS[shown[0][0]][2].en}: {listed(worst, 'en')}"
    said = Words(f"{name.zh}，{len(found)}个地区：{zh}。", f"{name.en}, {len(found)} places: {en}.")
    key = [("box", LIGHTS[state][0], Words(f"{LIGHTS[state][1]} {LIGHTS[state][2].zh}", LIGHTS[state][2].en))
           for state, _ in shown]  # fmt: skip
    columns = (Words("灯号", "Light"), Words("说明", "Remark"))
    return filled_map(
        found,
        fill,
        key,
        name,
        Words("各地区灯号", "Light of each place"),
        said,
        columns,
        set(states),
        base,
        more,
        links,
    )


def value_map(
    values: Mapping[str, Decimal | Missing],
    *,
    within: str,
    name: Says,
    unit: str,
    edges: Sequence[Decimal] = (),
    classes: int = 5,
    method: Method = "natural",
    reasons: Mapping[str, Says] | None = None,
    base: BaseMap | None = None,
    **more: Any,  # Any: what else a figure has: title, note, sources, as_of, official
) -> Figure:
    """The map of a value in classes.

    Args:
        values: By administrative code; a missing one brings its own reason.
        edges: The ends of the classes from the lowest to the highest, if they are given; else they are found.
        classes, method: How many, and how: natural breaks (Fisher–Jenks), quantiles, or equal steps.

    Gaps:
        A place without a value is hatched and stands in the table with its reason.

    Raises:
        LuoshiError: without boundaries, or where a value lies outside the edges given.
    """
    found = areas("city", within, base=base)
    known = {area.code: value for area in found if isinstance(value := values.get(area.code), Decimal)}
    measure = Words(f"单位：{unit}", f"Unit: {unit}")
    if not known:
        missing = next((one for one in values.values() if isinstance(one, Missing)), NO_DATA)
        return empty(more.pop("title", None) or name, measure, missing, **more)
    grouped = classes_of(list(known.values()), edges, classes, method)

    def fill(area: Area) -> Fill:
        value = values.get(area.code)
        called = short(area.name)
        if not isinstance(value, Decimal):
            return Fill(theme.NO_DATA, ((called, called),), (None, value or reason_of(reasons, area)))
        full = f"{called}\n{number(value)}"
        return Fill(grouped.colour(value), ((full, full), (called, called)), (value, ""))

    key = [("box", colour, Words(words, words)) for colour, words in grouped.key()]
    if len(known) < len(found):
        key.append(("box", theme.NO_DATA, NO_DATA))
    more["note"] = _joined(grouped.note(), more.get("note", NOTHING))
    columns = (Words(f"数值（{unit}）", f"Value ({unit})"), Words("说明", "Remark"))
    return filled_map(found, fill, key, name, measure, _alt(found, known, name, unit), columns, set(values), base, more)


def cluster_map(
    clusters: Mapping[str, str],
    *,
    within: str,
    name: Says,
    reasons: Mapping[str, Says] | None = None,
    base: BaseMap | None = None,
    **more: Any,  # Any: what else a figure has: title, note, sources, as_of, official
) -> Figure:
    """The map of local spatial association (LISA): what a place is, and what surrounds it.

    Args:
        clusters: HH, LL, HL, LH or NS (not significant) by administrative code.

    Gaps:
        A place without a category is hatched and stands in the table with its reason.
    """
    found = areas("city", within, base=base)

    def fill(area: Area) -> Fill:
        kind = clusters.get(area.code)
        called = short(area.name)
        if kind is None:
            return Fill(theme.NO_DATA, ((called, called),), (None, reason_of(reasons, area)))
        colour, sign, words = CLUSTERS[kind]
        full = f"{called}\n{sign}"
        return Fill(colour, ((full, full), (sign, sign)), (words, ""))

    shown = [kind for kind in CLUSTERS if kind in clusters.values()]
    key = [("box", CLUSTERS[kind][0], CLUSTERS[kind][2]) for kind in shown]
    if any(area.code not in clusters for area in found):
        key.append(("box", theme.NO_DATA, NO_DATA))
    said = [
        (CLUSTERS[kind][2], [short(area.name) for area in found if clusters.get(area.code) == kind]) for kind in shown
    ]
    zh = "；".join(f"{words.zh}{len(names)}个（{listed(names)}）" for words, names in said)
    en = "; ".join(f"{words.en} {len(names)} ({listed(names, 'en')})" for words, names in said)
    measure = Words("局部空间关联：本地—周边", "Local spatial association: place–surroundings")
    columns = (Words("类别", "Category"), Words("说明", "Remark"))
    alt = Words(f"{name.zh}：{zh}。", f"{name.en}: {en}.")
    return filled_map(found, fill, key, name, measure, alt, columns, set(clusters), base, more)


def point_map(
    points: Sequence[Point],
    *,
    name: Says,
    measure: Says,
    within: str = "",
    base: BaseMap | None = None,
    **more: Any,  # Any: what else a figure has: title, note, sources, as_of, official
) -> Figure:
    """The map of places as points over the provinces, such as the 262 resource-based cities by class.

    Args:
        points: Their groups, six at most, get a shape and a colour in the order in which they first appear.
        within: The first digits of the provinces' codes; the whole country without it.
    """
    if not points:
        return empty(more.pop("title", None) or name, measure, NO_DATA, **more)
    found = areas("province", within, base=base, tolerance=0.03)
    beside = () if within or base else lines(tolerance=0.03)
    groups = list(dict.fromkeys(point.group for point in points))
    looks = {group: (theme.SERIES[n % 6], SHAPES[n % 6]) for n, group in enumerate(groups)}
    counts = {group: sum(point.group == group for point in points) for group in groups}

    def draw(wide: int, language: Language) -> Specification:
        fit = fitted(found, wide - 20, beside)
        key: list[KeyEntry] = [
            (looks[group][1], looks[group][0], f"{group} {count}") for group, count in counts.items()
        ]
        plot = map_of(fit, wide, {}, key)
        for group, (colour, shape) in looks.items():
            at = [fit.at(point.longitude, point.latitude) for point in points if point.group == group]
            plot.dots([(x, y, colour) for x, y in at], size=wide / 20, shape=shape)
        return plot.finished()

    zh = "，".join(f"{group}{count}个" for group, count in counts.items())
    alt = Words(f"{name.zh}，共{len(points)}个：{zh}。", f"{name.en}, {len(points)} in all: {zh}.")
    columns = (Words("地区", "Place"), Words("类别", "Group"), Words("经度", "Longitude"), Words("纬度", "Latitude"))
    rows = tuple((point.name, point.group, point.longitude, point.latitude) for point in points)
    more["note"] = _joined(more.get("note", NOTHING), _approval(base))
    return Figure(more.pop("title", None) or name, measure, alt, columns, rows, draw, **more)


# ------------------------------------------------------------------ what they share


def filled_map(
    found: Sequence[Area], fill: Any, key: Any, name: Says, measure: Says, alt: Says, columns: tuple[Says, ...],
    given: set[str], base: BaseMap | None, more: dict[str, Any], links: Mapping[str, str] | None = None,
) -> Figure:  # fmt: skip
    """A figure of filled areas; Any: functions and lists that stand just above."""
    fills: dict[str, Fill] = {area.code: fill(area) for area in found}

    def draw(wide: int, language: Language) -> Specification:
        fit = fitted(found, wide - 20)
        entries: list[KeyEntry] = [(sign, colour, say(words, language)) for sign, colour, words in key]
        plot = map_of(fit, wide, {code: one.colour for code, one in fills.items()}, entries, links)
        forms = {code: [form for form, _ in one.labels] for code, one in fills.items()}
        labels = placed(fit, forms)
        for colour in dict.fromkeys(fills[code].colour for code in labels):
            here = [place for code, place in labels.items() if fills[code].colour == colour]
            around = theme.PAPER if colour == theme.NO_DATA else colour
            plot.labels([(*place, theme.on(colour)) for place in here], align="center", halo=around)
        return plot.finished()

    rows = tuple((area.name, area.code, *fills[area.code].cells) for area in found)
    unknown = sorted(given - set(fills))
    lost = (
        Words(f"边界数据中没有：{listed(unknown)}。", f"Not on the map: {listed(unknown, 'en')}.")
        if unknown
        else NOTHING
    )
    more["note"] = _joined(_joined(more.get("note", NOTHING), lost), _approval(base))
    heads = (Words("地区", "Place"), Words("代码", "Code"), *columns)
    return Figure(more.pop("title", None) or name, measure, alt, heads, rows, draw, **more)


def reason_of(reasons: Mapping[str, Says] | None, area: Area) -> Says:
    """Why an area has no data: the reason that is given for it, else that there is none.

    >>> from shapely import Point
    >>> reason_of({"222400": Words("待补录", "to come")}, Area("222400", "延边", Point(129, 43))).zh
    '待补录'
    """
    return (reasons or {}).get(area.code, NO_DATA)


def _joined(first: Says, second: Says) -> Words:
    return Words(first.zh + second.zh, " ".join(one for one in (first.en, second.en) if one))


def _approval(base: BaseMap | None) -> Words:
    if base is None:
        return NOT_APPROVED
    if not base.approval:
        return Words("底图由本单位提供，未注明审图号。", "Base map of the office, without an approval number.")
    by_zh, by_en = (f"（{base.approved_by}审定）", f" ({base.approved_by})") if base.approved_by else ("", "")
    moved = f"{base.simplified:g}"
    zh = f"显示时边界线简化不超过{moved}度。" if base.simplified else ""
    en = f" Lines are simplified by up to {moved} degrees." if base.simplified else ""
    return Words(f"审图号：{base.approval}{by_zh}。{zh}", f"Map approval number: {base.approval}{by_en}.{en}")


def _alt(found: Sequence[Area], known: Mapping[str, Decimal], name: Says, unit: str) -> Words:
    """The highest, the lowest, and how many have none."""
    names = {area.code: short(area.name) for area in found}
    high, low = max(known, key=lambda code: known[code]), min(known, key=lambda code: known[code])
    without = [names[area.code] for area in found if area.code not in known]
    zh = f"最高{names[high]}{number(known[high])}，最低{names[low]}{number(known[low])}"
    en = f"highest {names[high]} {number(known[high])}, lowest {names[low]} {number(known[low])}"
    zh += f"；无数据：{listed(without)}" if without else ""
    en += f"; no data: {listed(without, 'en')}" if without else ""
    return Words(f"{name.zh}（{unit}），{len(found)}个地区：{zh}。", f"{name.en} ({unit}), {len(found)} places: {en}.")
