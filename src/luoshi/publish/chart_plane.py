"""The plane of the classes: supply across, sustainability up, each city at its two indices, the classes in their quarters.

A city that lacks supply stands in a strip at the left at the height that is known of it; it has no quarter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.publish import chart_theme as theme
from luoshi.publish.chart import NOTHING, Figure, empty
from luoshi.publish.chart_plot import KeyEntry, Plot, Sign, Specification, apart, key_height, room_for
from luoshi.publish.chart_words import Language, Says, Words, listed, number, say

# Colour and sign of a class in force.
CLASSES: dict[str, tuple[str, Sign, Words]] = {
    "成长型": (theme.SERIES[2], "triangle-up", Words("成长型", "growing")),
    "成熟型": (theme.SERIES[0], "circle", Words("成熟型", "mature")),
    "衰退型": (theme.SERIES[1], "diamond", Words("衰退型", "declining")),
    "再生型": (theme.SERIES[3], "square", Words("再生型", "regenerating")),
}
_NO_SUPPLY = Words("缺 R", "R missing")
_STRIP = 0.16


@dataclass(frozen=True, slots=True)
class InPlane:
    """A city in the plane (分类坐标): its class in force, its indices, and whether it lies on an edge.

    `note` is what is suggested, or why nothing is.
    """

    name: str
    legal: str
    supply: float | None
    sustainability: float | None
    borderline: bool
    note: Says


def class_plane(
    cities: Sequence[InPlane],
    *,
    edges: tuple[float, float],
    name: Says,
    title: Says | None = None,
    **more: Any,  # Any: what else a figure has: note, sources, as_of, official
) -> Figure:
    """The figure of cities by supply and sustainability.

    Args:
        cities: In any order.
        edges: Where supply and sustainability are divided.

    Gaps:
        A city without supply stands in the strip at the left; one without sustainability is named at the foot, and
        stands in the table with its reason.
    """
    measure = Words(
        "横：资源保障能力 R；纵：可持续发展能力 S；点的形状是现行类别", "Across: supply R; up: sustainability S"
    )
    known = [one for one in cities if one.sustainability is not None]
    if not known:
        return empty(title or name, measure, cities[0].note if cities else _NO_SUPPLY, **more)

    def draw(wide: int, language: Language) -> Specification:
        return _plane(known, edges, wide, language)

    columns = (Words("城市", "City"), Words("现行类别", "Class in force"), Words("R", "R"), Words("S", "S"),
               Words("临界", "Borderline"), Words("建议类别", "Suggested"))  # fmt: skip
    rows = tuple(
        (one.name, one.legal, one.supply, one.sustainability, "临界" if one.borderline else "", one.note)
        for one in cities
    )
    placed = [one.name for one in known if one.supply is not None]
    without = [one.name for one in known if one.supply is None]
    alt = Words(
        f"{name.zh}：{len(placed)}个城市有两个指数，{len(without)}个缺资源保障能力，{len(cities) - len(known)}个没有得分。",
        f"{name.en}: {len(placed)} cities have both indices, {len(without)} lack supply, {len(cities) - len(known)} have none.",
    )
    nowhere = [one.name for one in cities if one.sustainability is None]
    if nowhere:
        said = more.get("note", NOTHING)
        lost = Words(f"没有得分：{listed(nowhere)}。", f"Without a score: {listed(nowhere, 'en')}.")
        more["note"] = Words(said.zh + lost.zh, f"{said.en} {lost.en}".strip())
    return Figure(title or name, measure, alt, columns, rows, draw, **more)


def _plane(cities: Sequence[InPlane], edges: tuple[float, float], wide: int, language: Language) -> Specification:
    seen = dict.fromkeys(one.legal for one in cities)
    key: list[KeyEntry] = [(CLASSES[legal][1], CLASSES[legal][0], say(CLASSES[legal][2], language)) for legal in seen]
    key.append(("ring", theme.SECONDARY, "临界" if language == "zh" else "borderline"))
    has_strip = any(one.supply is None for one in cities)
    low = -_STRIP if has_strip else 0.0
    plot = Plot(
        wide, min(wide, 460) + round(key_height(key, wide)), (low, 1.02), (0, 1.02), top=key_height(key, wide), bottom=30,
        left=34, right=room_for([one.name for one in cities if (one.supply or 0) > 0.6]), x_ticks=(0, 0.2, 0.4, 0.6, 0.8, 1),
        y_ticks=(0, 0.2, 0.4, 0.6, 0.8, 1),
    )  # fmt: skip
    supply, sustainability = edges
    if has_strip:
        plot.boxes([(low, 0, -0.02, 1.02, theme.NO_DATA)])
        plot.labels([((low - 0.02) / 2, 0.03, say(_NO_SUPPLY, language), theme.SECONDARY)], align="center")
    plot.rules(
        [(supply, 0, supply, 1.02, theme.PATH), (0, sustainability, 1.02, sustainability, theme.PATH)], dash=(5, 4)
    )
    corners = (
        (supply / 2, 1.0, "再生型"), ((1 + supply) / 2, 1.0, "成熟型、成长型"), (supply / 2, 0.03, "衰退型"),
        ((1 + supply) / 2, 0.03, "成熟型、成长型"),
    )  # fmt: skip
    if language == "zh":
        plot.labels([(x, y, words, theme.SECONDARY) for x, y, words in corners], align="center", halo=theme.PAPER)
    _dots(plot, cities, low)
    plot.key(key)
    return plot.finished()


def _dots(plot: Plot, cities: Sequence[InPlane], low: float) -> None:
    at = [(one.supply if one.supply is not None else low + 0.025, float(one.sustainability or 0)) for one in cities]
    size = plot.dy(15)
    heights = apart([y for _, y in at], [size] * len(at), 0.06, 0.97)
    for one, (x, y), height in zip(cities, at, heights, strict=True):
        colour, sign, _ = CLASSES[one.legal]
        plot.dots([(x, y, theme.SECONDARY)] if one.borderline else [], size=150, hollow=True)
        plot.dots([(x, y, colour)], size=60, shape=sign)
        plot.labels([(x, height, f"{one.name} {number(y, 2)}", theme.INK)], dx=9, halo=theme.PAPER)
