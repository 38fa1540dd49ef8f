"""A small picture of a few years for the cell of a table: a line that breaks where the series does."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from luoshi.publish.chart_words import number
from luoshi.publish.page_html import EMPTY, Markup, element, join

WIDE, HIGH, EDGE = 112, 28, 3


def trend(points: Sequence[tuple[int, Decimal]], breaks: Sequence[int] = (), title: str = "") -> Markup:
    """The values of some years as a small line, the last one a dot; nothing for fewer than two.

    Args:
        points: The years with their values, in order.
        breaks: The first years after a break: no line leads to them from before.
        title: What is drawn, for those who hear it; the first and the last value are added.

    >>> from decimal import Decimal
    >>> drawn = trend([(2010, Decimal(1)), (2012, Decimal(3)), (2013, Decimal(2))], breaks=[2013], title="绿道")
    >>> drawn.count("<polyline"), drawn.count("<circle"), "2010年 1，2013年 2" in drawn
    (1, 2, True)
    """
    if len(points) < 2:
        return EMPTY
    years, values = [year for year, _ in points], [float(value) for _, value in points]
    low, high = min(values), max(values)

    def place(year: int, value: float) -> str:
        x = EDGE + (year - years[0]) / (years[-1] - years[0]) * (WIDE - 2 * EDGE)
        y = HIGH / 2 if high == low else HIGH - EDGE - (value - low) / (high - low) * (HIGH - 2 * EDGE)
        return f"{x:.1f},{y:.1f}"

    drawn = [_piece([place(years[at], values[at]) for at in piece]) for piece in _pieces(years, breaks)]
    x, y = place(years[-1], values[-1]).split(",")
    first, last = points[0], points[-1]
    said = f"{title}：{first[0]}年 {number(first[1])}，{last[0]}年 {number(last[1])}"
    end = element("circle", cx=x, cy=y, r="2.5", fill="currentColor")
    box = f"0 0 {WIDE} {HIGH}"
    return element(
        "svg", join(drawn), end, class_="trend", viewBox=box, width=WIDE, height=HIGH, role="img", aria_label=said
    )


def _pieces(years: Sequence[int], breaks: Sequence[int]) -> list[list[int]]:
    """The places of the years that are joined by one line."""
    found: list[list[int]] = []
    for at, year in enumerate(years):
        if not found or any(years[at - 1] < one <= year for one in breaks):
            found.append([])
        found[-1].append(at)
    return found


def _piece(places: Sequence[str]) -> Markup:
    if len(places) == 1:
        x, y = places[0].split(",")
        return element("circle", cx=x, cy=y, r="1.5", fill="currentColor")
    return element("polyline", points=" ".join(places), fill="none", stroke="currentColor", stroke_width="1.5")
