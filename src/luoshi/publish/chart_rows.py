"""Figures of rows: a name at the left in as many lines as it takes, marks at its height, and a remark under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.publish import chart_theme as theme
from luoshi.publish.chart_plot import KeyEntry, Plot, key_height, room_for
from luoshi.publish.chart_words import Language, Says, say, wrap

ROW, LINE = 30, 16
_MOST_OF_WIDTH = 0.34


@dataclass(frozen=True, slots=True)
class RowPlot:
    """A plot with a row for each name (行图): the upper edge is 0, heights count downwards in pixels."""

    plot: Plot
    middles: tuple[float, ...]
    top_of: tuple[float, ...]


def rows_plot(
    names: Sequence[str], wide: int, x: tuple[float, float], *, remarks: Sequence[Sequence[str]] = (),
    right: float = 16, bottom: float = 6, x_ticks: Sequence[float] = (), key: Sequence[KeyEntry] = (), row: float = ROW,
    head: float = 0,
) -> RowPlot:  # fmt: skip
    """A plot whose rows have their names and remarks already.

    Args:
        names: From the top downwards.
        x: The values at the left and at the right edge.
        remarks: For each row, the lines to be written under its marks.
        key: What stands above, and `head` more room under it.
    """
    lines = [wrap(name, theme.SMALL, wide * _MOST_OF_WIDTH) for name in names]
    under = list(remarks) or [()] * len(names)
    heights = [max(row + LINE * len(remark), LINE * len(name) + 8) for name, remark in zip(lines, under, strict=True)]
    tops = [sum(heights[:n]) for n in range(len(heights))]
    top = (key_height(key, wide) if key else 8) + (4 if x_ticks else 0) + head
    plot = Plot(
        wide, round(top + sum(heights) + bottom), x, (sum(heights), 0), top=top, right=right, bottom=bottom,
        left=names_room(names, wide), x_ticks=x_ticks, grid="x",
    )  # fmt: skip
    middles = tuple(top + row / 2 for top in tops)
    for middle, at, name, remark in zip(middles, tops, lines, under, strict=True):
        plot.labels([(x[0], middle + LINE / 2 * (len(name) - 1), "\n".join(name), theme.INK)], align="right", dx=-8)
        place = at + row + LINE / 2 * len(remark) - 2
        plot.labels([(x[0], place, "\n".join(remark), theme.SECONDARY)] if remark else [], dx=2)
    plot.key(key)
    return RowPlot(plot, middles, tuple(tops))


def names_room(names: Sequence[str], wide: int) -> float:
    """The room at the left that the names take."""
    return room_for([line for name in names for line in wrap(name, theme.SMALL, wide * _MOST_OF_WIDTH)], beside=18)


def reason_lines(reason: Says, wide: int, room: float, language: Language) -> list[str]:
    """Why a row has no marks, in lines that fit beside its name."""
    said = ("无数据：" if language == "zh" else "No data: ") + say(reason, language)
    return wrap(said, theme.SMALL, wide - room - 20)


def hatch_row(rows: RowPlot, n: int) -> None:
    """A row without marks is hatched from end to end."""
    left, right = rows.plot.x
    rows.plot.boxes([(left, rows.middles[n] - 9, right, rows.middles[n] + 9, theme.NO_DATA)], edge=theme.LINE)
