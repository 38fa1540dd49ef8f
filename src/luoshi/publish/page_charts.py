"""Small charts as inline SVG: widths in per cent, so that they fit a phone and letters keep their size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.publish.page_html import Markup, element, join, link

_LABEL_ROOM = 74  # per cent of the width that bars may take; the rest is for the figure behind the longest
_BAR_ROOM, _NUMBER_ROOM = 92, 4  # per cent: of a stacked bar, and of a part of it that has room for its number
_ROW, _BAR = 40, 14


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a bar: how many, and the class that gives it its look."""

    count: int
    style: str


def stacked_bar(parts: Sequence[Bar], widest: int) -> Markup:
    """One bar of several parts, each with its number where there is room, and their sum behind them."""
    shapes, at = [], 0.0
    for part in parts:
        width = _BAR_ROOM * part.count / max(widest, 1)
        if part.count:
            number = element("text", str(part.count), x=f"{at + width / 2:.2f}%", y=16) if width >= _NUMBER_ROOM else ""
            shapes.append(element("g", _rectangle(at, 2, width, 18), number, class_=part.style))
        at += width
    total = element("text", str(sum(part.count for part in parts)), x=6, y=16, class_="total")
    shapes.append(element("svg", total, x=f"{at:.2f}%", overflow="visible"))
    said = "，".join(str(part.count) for part in parts)
    return element("svg", *shapes, class_="bar", role="img", aria_label=said, width="100%", height=22)


def timeline(counts: Sequence[tuple[int, int, int]]) -> Markup:
    """Years from top to bottom, each with its targets and its duties; years without either are named as a gap.

    Args:
        counts: Year, number of targets, number of duties, in order. Each year leads to its list (`#due-2020`).
    """
    widest = max(max(targets, duties) for _, targets, duties in counts)
    rows, top, before = [], 0, None
    for year, targets, duties in counts:
        if before is not None and year - before > 1:
            gap = f"{before + 1}年" if year - before == 2 else f"{before + 1}—{year - 1}年"
            rows.append(element("text", f"{gap}：无", x=0, y=top + 14, class_="gap"))
            top += 24
        rows.append(_year(year, targets, duties, widest, top))
        top, before = top + _ROW, year
    said = "；".join(f"{year}年：{targets}个目标，{duties}项任务" for year, targets, duties in counts)
    return element("svg", *rows, class_="timeline", role="img", aria_label=said, width="100%", height=top)


def _year(year: int, targets: int, duties: int, widest: int, top: int) -> Markup:
    bars = join(
        [
            _labelled(targets, widest, top + 2, "target", "个目标"),
            _labelled(duties, widest, top + 2 + _BAR + 2, "duty", "项任务"),
        ]
    )
    inside = element("svg", bars, x=52, width="86%", overflow="visible")
    label = element("text", f"{year}", x=0, y=top + 22, class_="year")
    ground = element("rect", x=0, y=top, width="100%", height=_ROW - 4, class_="ground")
    return link(f"#due-{year}", ground, label, inside)


def _labelled(count: int, widest: int, top: int, style: str, unit: str) -> Markup:
    width = _LABEL_ROOM * count / max(widest, 1)
    if not count:
        return Markup("")
    words = element("svg", element("text", f"{count}{unit}", x=6, y=top + 12), x=f"{width:.2f}%", overflow="visible")
    return element("g", _rectangle(0, top, width, _BAR), words, class_=style)


def _rectangle(left: float, top: int, width: float, height: int) -> Markup:
    return element("rect", x=f"{left:.2f}%", y=top, width=f"{width:.2f}%", height=height)
