"""Targets followed, for eyes at a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from luoshi.model.finding import Missing, Number
from luoshi.model.followed import Followed
from luoshi.model.pack import Pack
from luoshi.publish.chart_words import number
from luoshi.publish.page_findings import NOTHING, ORDER, attained, mark, points_of, share
from luoshi.publish.terminal import new_table

_STYLES = {"done": "blue", "normal": "green", "warning": "yellow", "late": "red", "nothing": "dim"}


def overview(followed: Sequence[Followed], pack: Pack, as_of: int, most: int = 12) -> RenderableType:
    """How the targets stand, those with values first, and who owes the figures of the others."""
    judged = sorted((one for one in followed if one.points), key=lambda one: ORDER.index(mark(one)))
    heads = ("灯", "目标", "范围", ">观测", ">完成程度", ">进度差", ">预计", ">可能性")
    table = new_table(f"目标评估 targets judged as of {as_of}", *heads)
    for one in judged[:most]:
        table.add_row(*_cells(one))
    if len(judged) > most:
        table.add_row("", Text(f"… 另有 {len(judged) - most} 项", style="dim"), *[""] * (len(heads) - 2))
    return Group(table, Text(""), Text(_answer(followed)), _owed(followed, pack, most), Text(""))


def _cells(one: Followed) -> list[RenderableType]:
    found, outlook = mark(one), one.finding.outlook
    return [
        Text(f"{found.shape} {found.word}", style=_STYLES[found.name]),
        one.title,
        one.place_title or one.area_title,
        f"{_number(one.finding.observed)}（{one.finding.year}）" if one.finding.year else "—",
        attained(one) or "—",
        points_of(one) or "—",
        "—" if isinstance(outlook, Missing) else _number(outlook.value),
        "—" if isinstance(outlook, Missing) else share(outlook.chance) or "—",
    ]


def _number(value: Number) -> str:
    return "—" if isinstance(value, Missing) else number(value)


def _answer(followed: Sequence[Followed]) -> str:
    counted = Counter(mark(one) for one in followed if one.points)
    targets, seen = {one.target for one in followed}, {one.target for one in followed if one.points}
    words = "，".join(f"{found.word} {counted[found]}" for found in ORDER if counted[found] and found is not NOTHING)
    also = f"（连同各地对照：{words}）" if words else ""
    return f"共 {len(targets)} 个目标，{len(seen)} 个有统计数据{also}，{len(targets) - len(seen)} 个缺数据。"


def _owed(followed: Sequence[Followed], pack: Pack, most: int) -> RenderableType:
    seen = {one.target for one in followed if one.points}
    lacking = [one for one in followed if one.scope == "whole" and one.target not in seen]
    owed = Counter(one.supplier.organisations[0] if one.supplier else "" for one in lacking)
    names = {id: pack.organisations[id].name if id in pack.organisations else "未定供数单位" for id in owed}
    said = "；".join(f"{names[id]} {count}" for id, count in owed.most_common(most))
    return Text(f"缺数据的目标由谁供数：{said}。" if said else "")
