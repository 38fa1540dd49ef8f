"""The map of places by level: classes that have an order and a name, such as the levels of coordination."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from luoshi.model.base_map import BaseMap
from luoshi.publish import chart_theme as theme
from luoshi.publish.chart import Figure, empty
from luoshi.publish.chart_words import Says, Words, listed
from luoshi.publish.map import NO_DATA, Fill, filled_map, reason_of
from luoshi.publish.map_boundaries import Area, areas
from luoshi.publish.map_plot import short

_MOST = 7


def level_map(
    levels: Mapping[str, Says],
    *,
    order: Sequence[Says],
    within: str,
    name: Says,
    reasons: Mapping[str, Says] | None = None,
    base: BaseMap | None = None,
    **more: Any,  # Any: what else a figure has: title, note, sources, as_of, official
) -> Figure:
    """The map of levels: the lowest palest.

    Args:
        levels: The level of each place by its administrative code.
        order: All levels from the lowest to the highest; of those that occur, seven at most can be told apart.
        within: The first digits of the codes that are shown: 22 for Jilin.
        reasons: Why a place has none.
        base: An office's own base map.

    Gaps:
        A place without a level is hatched and stands in the table with its reason.

    Raises:
        LuoshiError: without boundaries, or where no place has such a code.
    """
    found = areas("city", within, base=base)
    named = {levels[area.code].zh for area in found if area.code in levels}
    shown = [one for one in order if one.zh in named]
    measure = Words("等级，颜色越深等级越高", "Level, the darker the higher")
    if not shown or len(shown) > _MOST:
        return empty(more.pop("title", None) or name, measure, NO_DATA, **more)
    colours = dict(zip([one.zh for one in shown], theme.ramp(len(shown)), strict=True))

    def fill(area: Area) -> Fill:
        called = short(area.name)
        if area.code not in levels:
            return Fill(theme.NO_DATA, ((called, called),), (None, reason_of(reasons, area)))
        level = levels[area.code]
        return Fill(
            colours[level.zh], ((f"{called}\n{level.zh}", f"{called}\n{level.zh}"), (called, called)), (level, "")
        )

    key = [("box", colours[one.zh], one) for one in reversed(shown)]
    if any(area.code not in levels for area in found):
        key.append(("box", theme.NO_DATA, NO_DATA))
    groups = [(one, [short(area.name) for area in found if _is(levels, area, one)]) for one in reversed(shown)]
    without = [short(area.name) for area in found if area.code not in levels]
    zh = "；".join(f"{one.zh}：{listed(names)}" for one, names in groups)
    en = "; ".join(f"{one.en}: {listed(names, 'en')}" for one, names in groups)
    zh += f"；无数据：{listed(without)}" if without else ""
    en += f"; no data: {listed(without, 'en')}" if without else ""
    alt = Words(f"{name.zh}，{len(found)}个地区：{zh}。", f"{name.en}, {len(found)} places: {en}.")
    columns = (Words("等级", "Level"), Words("说明", "Remark"))
    return filled_map(found, fill, key, name, measure, alt, columns, set(levels), base, more)


def _is(levels: Mapping[str, Says], area: Area, level: Says) -> bool:
    return area.code in levels and levels[area.code].zh == level.zh
