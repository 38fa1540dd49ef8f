"""Two years beside each other: what each place was and what it is, tied by a line where the two may be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from luoshi.publish import chart_theme as theme
from luoshi.publish.chart import NOTHING, Figure, empty
from luoshi.publish.chart_plot import Align, KeyEntry, Plot, Specification, apart, key_height, room_for
from luoshi.publish.chart_words import Cell, Language, Says, Words, number, say, shortened

NO_PAIR = Words("两个年份都没有数值", "neither year has a value")
_UP, _DOWN, _LABEL = theme.ACCENT, theme.SERIES[1], 15


@dataclass(frozen=True, slots=True)
class Change:
    """A place in two years (两年对比); `None` where a year has no value, with the reason."""

    name: str
    before: Decimal | float | None
    after: Decimal | float | None
    reason: Says = NO_PAIR


def slope(
    changes: Sequence[Change],
    *,
    first: int,
    last: int,
    name: Says,
    unit: str,
    broken: Says | None = None,
    title: Says | None = None,
    **more: Any,  # Any: what else a figure has: note, sources, as_of, official
) -> Figure:
    """The figure of a change between two years.

    Args:
        changes: One a place.
        first, last: The two years.
        broken: What happened between them that makes the two incomparable; then no line is drawn.

    Gaps:
        A place without one of the two values has its point and no line; without both, it is hatched in the key.

    >>> slope([Change("松原", 1103, 1374)], first=2010, last=2018, name=Words("产值", "GDP"), unit="亿元").alt.zh
    '产值（亿元），2010年与2018年，1个地区：上升1个，下降0个；变化最大松原，由1103到1374。'
    """
    measure = Words(f"{first}年与{last}年，单位：{unit}", f"{first} and {last}, unit: {unit}")
    drawn = [one for one in changes if one.before is not None or one.after is not None]
    if not drawn:
        return empty(title or name, measure, changes[0].reason if changes else NO_PAIR, **more)

    def draw(wide: int, language: Language) -> Specification:
        return _specification(changes, (first, last), wide, language, broken is not None)

    columns = (Words("地区", "Place"), Words(f"{first}年", str(first)), Words(f"{last}年", str(last)),
               Words("说明", "Remark"))  # fmt: skip
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.name, one.before, one.after, "" if one.before is not None and one.after is not None else one.reason)
        for one in changes
    )
    if broken:
        note = more.get("note", NOTHING)
        zh, en = f"两年之间有断点，不可直接比较：{broken.zh}。", f"The two years do not compare: {broken.en}."
        more["note"] = Words(zh + note.zh, f"{en} {note.en}".strip())
    alt = _alt(changes, first, last, name, unit, broken)
    return Figure(title or name, measure, alt, columns, rows, draw, **more)


def _specification(
    changes: Sequence[Change], years: tuple[int, int], wide: int, language: Language, broken: bool
) -> Specification:
    drawn = [one for one in changes if one.before is not None or one.after is not None]
    values = [float(value) for one in drawn for value in (one.before, one.after) if value is not None]
    low, high = min(values), max(values)
    span = (high - low) or abs(high) or 1.0
    left, right = ([_label(one, side, wide) for one in drawn] for side in (0, 1))
    key = _key(changes, language, broken)
    top = key_height(key, wide) + 24
    tall = max(round(wide * 0.4), 220, _LABEL * len(drawn) + 30)
    plot = Plot(
        wide, round(top + tall), (0, 1), (low - span * 0.04, high + span * 0.04), left=room_for(left, beside=22),
        right=room_for(right, beside=22), top=top, bottom=12,
    )  # fmt: skip
    plot.rules([(x, plot.y[0], x, plot.y[1], theme.SECONDARY) for x in (0, 1)])
    plot.labels([(0, plot.y[1], str(years[0]), theme.INK)], align="right", bold=True, dy=-12)
    plot.labels([(1, plot.y[1], str(years[1]), theme.INK)], align="left", bold=True, dy=-12)
    if broken:
        plot.boxes([(0.44, plot.y[0], 0.56, plot.y[1], theme.NO_DATA)])
    for one in drawn:
        _line(plot, one, broken)
    for side, labels, align in ((0, left, "right"), (1, right, "left")):
        _names(plot, drawn, side, labels, "right" if align == "right" else "left")
    plot.key(key)
    return plot.finished()


def _value(one: Change, side: int) -> float | None:
    value = (one.before, one.after)[side]
    return None if value is None else float(value)


def _falls(one: Change) -> bool:
    before, after = _value(one, 0), _value(one, 1)
    return before is not None and after is not None and after < before


def _label(one: Change, side: int, wide: int) -> str:
    value = _value(one, side)
    if value is None:
        return ""
    return f"{shortened(one.name, theme.SMALL, wide * 0.18)} {number(value)}"


def _line(plot: Plot, one: Change, broken: bool) -> None:
    before, after = _value(one, 0), _value(one, 1)
    falls = _falls(one) and not broken
    colour = _DOWN if falls else _UP
    if before is not None and after is not None and not broken:
        plot.rules([(0, before, 1, after, colour)], thick=2, dash=(6, 3) if falls else ())
    plot.dots([(x, value, colour) for x, value in ((0, before), (1, after)) if value is not None], size=44)


def _names(plot: Plot, drawn: Sequence[Change], side: int, labels: Sequence[str], align: Align) -> None:
    """Names and values on one side, moved apart where they would touch."""
    here = [
        (value, label) for one, label in zip(drawn, labels, strict=True) if (value := _value(one, side)) is not None
    ]
    heights = apart([value for value, _ in here], [plot.dy(_LABEL)] * len(here), plot.y[0], plot.y[1])
    plot.labels([(side, height, label, theme.INK) for height, (_, label) in zip(heights, here, strict=True)], align=align,
                dx=8 if side else -8)  # fmt: skip


def _key(changes: Sequence[Change], language: Language, broken: bool) -> list[KeyEntry]:
    key: list[KeyEntry] = []
    falls = [one for one in changes if _falls(one)]
    if broken:
        key.append(("box", theme.NO_DATA, say(Words("断点，两年不可比", "break, not comparable"), language)))
    else:
        key.append(("line", _UP, say(Words("上升或持平", "up or level"), language)))
    if falls and not broken:
        key.append(("dash", _DOWN, say(Words("下降", "down"), language)))
    for one in changes:
        if one.before is None and one.after is None:
            key.append(("box", theme.NO_DATA, f"{one.name} {say(Words('无数据', 'no data'), language)}"))
    return key


def _alt(changes: Sequence[Change], first: int, last: int, name: Says, unit: str, broken: Says | None) -> Words:
    pairs = [(one.name, float(one.before), float(one.after)) for one in changes
             if one.before is not None and one.after is not None]  # fmt: skip
    head = (f"{name.zh}（{unit}），{first}年与{last}年，{len(changes)}个地区",
            f"{name.en} ({unit}), {first} and {last}, {len(changes)} places")  # fmt: skip
    if broken or not pairs:
        ends = [_ends(changes, side, year) for side, year in ((0, first), (1, last))]
        zh, en = (mark.join(end[k] for end in ends if end[k]) for k, mark in ((0, "；"), (1, "; ")))
        return Words(f"{head[0]}，不可比较：{zh}。", f"{head[1]}, which do not compare: {en}.")
    up, down = sum(after > before for _, before, after in pairs), sum(after < before for _, before, after in pairs)
    most = max(pairs, key=lambda one: abs(one[2] - one[1]))
    start, end = number(most[1]), number(most[2])
    return Words(f"{head[0]}：上升{up}个，下降{down}个；变化最大{most[0]}，由{start}到{end}。",
                 f"{head[1]}: {up} up, {down} down; most changed {most[0]}, {start} to {end}.")  # fmt: skip


def _ends(changes: Sequence[Change], side: int, year: int) -> tuple[str, str]:
    """The highest and the lowest of one year, in both languages."""
    known = [(value, one.name) for one in changes if (value := _value(one, side)) is not None]
    if not known:
        return "", ""
    (high, first), (low, last) = max(known), min(known)
    return (f"{year}年最高{first}{number(high)}、最低{last}{number(low)}",
            f"highest in {year} {first} {number(high)}, lowest {last} {number(low)}")  # fmt: skip
