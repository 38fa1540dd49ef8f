"""The lights of a group: how many of each colour, with the worst named, and never an average.

Every light stands there with its shape and its word, so that a print in grey says the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.model.light import LightGroup
from luoshi.publish import chart_theme as theme
from luoshi.publish.chart import Figure, empty
from luoshi.publish.chart_plot import Box, KeyEntry, Label, Plot, Specification
from luoshi.publish.chart_rows import names_room, rows_plot
from luoshi.publish.chart_theme import LIGHTS, State
from luoshi.publish.chart_words import Cell, Language, Says, Words, listed, say, width, wrap

NO_LIGHTS = Words("没有灯号", "there are no lights")
_BAR = 20


@dataclass(frozen=True, slots=True)
class LightRow:
    """A group with its lights (灯号分布行).

    Attributes:
        name: Of the group: a department, a city, a plan.
        counts: How many lights of each state; `none` are those without a colour.
        worst: The names of those that have the worst colour, as far as they shall be read.
        reason: Why it has no light at all.
    """

    name: str
    counts: Mapping[State, int]
    worst: Sequence[str] = ()
    reason: Says = NO_LIGHTS

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def worst_state(self) -> State | None:
        """The worst colour that is there; no data is neither good nor bad."""
        return next((state for state in LIGHTS if state != "none" and self.counts.get(state)), None)


def row_of(
    name: str, group: LightGroup, *, done: int = 0, worst: Sequence[str] = (), reason: Says = NO_LIGHTS
) -> LightRow:
    """A group of the model as a row; of the green ones, `done` are those that are completed.

    >>> row_of("松原", LightGroup({"red": 1, "yellow": 0, "green": 3}, 2), done=1).counts["green"]
    2
    """
    counts: dict[State, int] = {colour: count for colour, count in group.counts.items() if count}
    if done:
        counts |= {"green": counts.get("green", 0) - done, "done": done}
    return LightRow(name, counts | ({"none": group.without} if group.without else {}), worst, reason)


def lights(
    rows: Sequence[LightRow],
    *,
    name: Says,
    title: Says | None = None,
    **more: Any,  # Any: what else a figure has: note, sources, as_of, official
) -> Figure:
    """The figure of the lights of some groups, a bar each, in the order given.

    Gaps:
        Lights without a colour are hatched; a group without any light is hatched all along, with its reason.

    >>> lights([LightRow("松原", {"red": 1, "green": 3}, ["森林覆盖率"])], name=Words("各市州目标", "Targets")).title.zh
    '各市州目标：4项中滞后1项（松原：森林覆盖率）'
    """
    measure = Words("项数", "Number of lights")
    if not any(row.total for row in rows):
        return empty(title or name, measure, rows[0].reason if rows else NO_LIGHTS, **more)

    def draw(wide: int, language: Language) -> Specification:
        return _plot(rows, wide, language).finished()

    columns = (Words("名称", "Name"), *(words for _, _, words in LIGHTS.values()), Words("最差者", "Worst"))
    body = tuple(_table_row(row) for row in rows)
    return Figure(title or _title(rows, name), measure, _alt(rows, name), columns, body, draw, **more)


def _table_row(row: LightRow) -> tuple[Cell, ...]:
    worst: Cell = listed(row.worst) if row.total else row.reason
    return (row.name, *(row.counts.get(state, 0) for state in LIGHTS), worst)


def _plot(rows: Sequence[LightRow], wide: int, language: Language) -> Plot:
    names = [row.name for row in rows]
    room = names_room(names, wide)
    remarks = [_remark(row, wide - room - 20, language) for row in rows]
    most = max(max(row.total for row in rows), 1)
    drawn = rows_plot(names, wide, (0, most), remarks=remarks, right=44, key=_key(rows, language))
    for row, middle in zip(rows, drawn.middles, strict=True):
        _bar(drawn.plot, row, middle, most)
    return drawn.plot


def _bar(plot: Plot, row: LightRow, middle: float, most: int) -> None:
    """The parts of a bar from the worst to the best, each with its sign and number where there is room."""
    low, high, at = middle - _BAR / 2, middle + _BAR / 2, 0.0
    boxes: list[Box] = []
    labels: list[Label] = []
    for state, (colour, shape, _) in LIGHTS.items():
        count = row.counts.get(state, 0)
        if not count:
            continue
        boxes.append((at, low, at + count, high, colour))
        forms = (f"{count}",) if state == "none" else (f"{shape}{count}", f"{count}")
        words = next((one for one in forms if width(one, theme.SMALL) + 4 < count / plot.dx(1)), "")
        labels.append((at + count / 2, middle, words, theme.INK if state == "none" else theme.PAPER))
        at += count
    if not row.total:
        boxes.append((0, low, most, high, theme.NO_DATA))
    plot.boxes(boxes, edge=theme.PAPER)
    plot.labels([label for label in labels if label[3] == theme.INK], align="center", halo=theme.PAPER)
    plot.labels([label for label in labels if label[3] != theme.INK], align="center")
    plot.labels([(at or most, middle, str(row.total), theme.SECONDARY)], dx=6)


def _remark(row: LightRow, room: float, language: Language) -> list[str]:
    """What is written under a bar: the worst by name, or why there is none."""
    if not row.total:
        return wrap(say(row.reason, language), theme.SMALL, room)
    if not row.worst or row.worst_state is None:
        return []
    _, shape, words = LIGHTS[row.worst_state]
    colon = "：" if language == "zh" else ": "
    return wrap(f"{shape}{say(words, language)}{colon}{listed(row.worst, language)}", theme.SMALL, room)


def _key(rows: Sequence[LightRow], language: Language) -> list[KeyEntry]:
    shown = [state for state in LIGHTS if any(row.counts.get(state) for row in rows)]
    if "none" not in shown and any(not row.total for row in rows):
        shown.append("none")
    return [("box", LIGHTS[state][0], f"{LIGHTS[state][1]} {say(LIGHTS[state][2], language)}") for state in shown]


def _sums(rows: Sequence[LightRow]) -> dict[State, int]:
    sums: dict[State, int] = {state: sum(row.counts.get(state, 0) for row in rows) for state in LIGHTS}
    return {state: count for state, count in sums.items() if count}


def _title(rows: Sequence[LightRow], name: Says) -> Words:
    """Of how many, how many have the worst colour, and where they are."""
    sums = _sums(rows)
    total = sum(sums.values())
    state: State | None = next((one for one in sums if one != "none"), None)
    if state is None:
        return Words(f"{name.zh}：{total}项均无数据", f"{name.en}: no data for any of {total}")
    words = LIGHTS[state][2]
    places = [row for row in rows if row.counts.get(state)]
    zh = "；".join(f"{row.name}{'：' + listed(row.worst) if row.worst else ''}" for row in places[:3])
    en = "; ".join(f"{row.name}{': ' + listed(row.worst, 'en') if row.worst else ''}" for row in places[:3])
    more = ("等", " …") if len(places) > 3 else ("", "")
    return Words(f"{name.zh}：{total}项中{words.zh}{sums[state]}项（{zh}{more[0]}）",
                 f"{name.en}: {sums[state]} of {total} {words.en} ({en}{more[1]})")  # fmt: skip


def _alt(rows: Sequence[LightRow], name: Says) -> Words:
    sums = _sums(rows)
    zh = "，".join(f"{LIGHTS[state][2].zh}{count}项" for state, count in sums.items())
    en = ", ".join(f"{count} {LIGHTS[state][2].en}" for state, count in sums.items())
    state: State = next((one for one in sums if one != "none"), "none")
    most = max(rows, key=lambda row: row.counts.get(state, 0))
    words, count = LIGHTS[state][2], most.counts.get(state, 0)
    return Words(f"{name.zh}：{zh}；{words.zh}最多的是{most.name}（{count}项）。",
                 f"{name.en}: {en}; most {words.en}: {most.name} ({count}).")  # fmt: skip
