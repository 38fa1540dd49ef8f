"""A ranking with what is not certain about it: the rank as a point, the ranks that it may have as a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from luoshi.publish import chart_theme as theme
from luoshi.publish.chart import Figure, empty
from luoshi.publish.chart_plot import KeyEntry, Specification, room_for
from luoshi.publish.chart_rows import hatch_row, names_room, reason_lines, rows_plot
from luoshi.publish.chart_words import Cell, Language, Says, Words, alike, listed, number, say, ticks

NO_RANK = Words("没有可以排名的数据", "there is nothing to rank")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place in a ranking (排名行): its rank, the ranks it may have, and its score; without a rank, the reason."""

    name: str
    rank: int | None
    low: int | None = None
    high: int | None = None
    score: float | Decimal | None = None
    reason: Says = NO_RANK


def ranking(
    places: Sequence[Ranked],
    *,
    name: Says,
    level: float = 0.9,
    title: Says | None = None,
    **more: Any,  # Any: what else a figure has: note, sources, as_of, official
) -> Figure:
    """The figure of a ranking, the best at the top.

    Args:
        places: In any order; those without a rank come last.
        level: How often the rank lies within the interval when weights, methods and data are varied.

    Gaps:
        A place without a rank is a hatched row with its reason.

    >>> ranking([Ranked("松原", 2, 1, 3), Ranked("长春", 1, 1, 2)], name=Words("综合得分", "Score")).alt.zh
    '综合得分排名，2个地区：第1长春，第2松原；名次区间重叠、先后不能断定的相邻地区：长春与松原。'
    """
    ordered = sorted(places, key=lambda one: (one.rank is None, one.rank or 0, one.name))
    ranked = [one for one in ordered if one.rank is not None]
    measure = Words(
        f"名次（点）及其{number(level * 100)}%区间（线）",
        f"Rank (point) and its {number(level * 100)}% interval (line)",
    )
    if not ranked:
        return empty(title or name, measure, places[0].reason if places else NO_RANK, **more)

    def draw(wide: int, language: Language) -> Specification:
        return _specification(ordered, wide, language)

    columns = (Words("地区", "Place"), Words("名次", "Rank"), Words("区间下限", "From"), Words("区间上限", "To"),
               Words("得分", "Score"), Words("说明", "Remark"))  # fmt: skip
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.name, one.rank, one.low, one.high, one.score, "" if one.rank is not None else one.reason)
        for one in ordered
    )
    return Figure(title or name, measure, _alt(ranked, ordered, name), columns, rows, draw, **more)


def _specification(ordered: Sequence[Ranked], wide: int, language: Language) -> Specification:
    names = [one.name for one in ordered]
    room = names_room(names, wide)
    remarks = [reason_lines(one.reason, wide, room, language) if one.rank is None else [] for one in ordered]
    last = max(max(one.rank or 1, one.high or 1) for one in ordered)
    scores = alike([one.score for one in ordered])
    marks = [mark for mark in ticks(1, last, 6 if wide > 500 else 4) if 1 <= mark <= last and mark == int(mark)]
    marks = [1.0, *(mark for mark in marks if mark > 1)]
    drawn = rows_plot(
        names, wide, (0.5, last + 0.5), remarks=remarks, right=room_for(scores, beside=20), bottom=26, x_ticks=marks,
        row=26, key=_key(ordered, language),
    )  # fmt: skip
    plot = drawn.plot
    for n, (one, middle) in enumerate(zip(ordered, drawn.middles, strict=True)):
        if one.rank is None:
            hatch_row(drawn, n)
            continue
        low, high = one.low or one.rank, one.high or one.rank
        plot.rules([(low, middle, high, middle, theme.BAND)], thick=8)
        plot.dots([(one.rank, middle, theme.ACCENT)], size=60)
        plot.labels([(plot.x[1], middle, scores[n], theme.SECONDARY)], dx=8)
    return plot.finished()


def _key(ordered: Sequence[Ranked], language: Language) -> list[KeyEntry]:
    entries: list[KeyEntry] = [("circle", theme.ACCENT, say(Words("名次", "rank"), language))]
    if any(one.low is not None for one in ordered):
        entries.append(("box", theme.BAND, say(Words("名次区间", "interval of ranks"), language)))
    if any(one.score is not None for one in ordered):
        entries.append(("tick", theme.PAPER, say(Words("右侧为得分", "score at the right"), language)))
    return entries


def _alt(ranked: Sequence[Ranked], ordered: Sequence[Ranked], name: Says) -> Words:
    """The first and the last, which neighbours cannot be told apart, and who is not ranked."""
    first, last = ranked[0], ranked[-1]
    zh = [f"第{first.rank}{first.name}，第{last.rank}{last.name}" if len(ranked) > 1 else f"第{first.rank}{first.name}"]
    en = [f"{first.rank} {first.name}, {last.rank} {last.name}" if len(ranked) > 1 else f"{first.rank} {first.name}"]
    pairs = [(one, other) for one, other in pairwise(ranked) if _overlap(one, other)]
    if pairs:
        zh.append(
            f"名次区间重叠、先后不能断定的相邻地区：{listed([f'{one.name}与{other.name}' for one, other in pairs])}"
        )
        en.append(f"neighbours that cannot be told apart: {listed([f'{a.name} and {b.name}' for a, b in pairs], 'en')}")
    without = [one.name for one in ordered if one.rank is None]
    zh += [f"未排名：{listed(without)}"] if without else []
    en += [f"not ranked: {listed(without, 'en')}"] if without else []
    return Words(f"{name.zh}排名，{len(ordered)}个地区：{'；'.join(zh)}。",
                 f"Ranking by {name.en}, {len(ordered)} places: {'; '.join(en)}.")  # fmt: skip


def _overlap(one: Ranked, other: Ranked) -> bool:
    return one.high is not None and other.low is not None and other.low <= one.high
