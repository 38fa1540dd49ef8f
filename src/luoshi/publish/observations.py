"""Observations for eyes at a terminal and for programs: a table, and the JSON form `luoshi.observations/1`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich.table import Table
from rich.text import Text

from luoshi.model.mapping import QUALITIES
from luoshi.model.observation import Observation
from luoshi.model.pack import Pack
from luoshi.model.problem import Problem
from luoshi.publish.plan_json import problem_json

SCHEMA = "luoshi.observations/1"

_QUALITIES = {quality: word for word, quality in QUALITIES.items()}


def observations_table(observations: Sequence[Observation], pack: Pack, most: int = 20) -> Table:
    """The first observations: what, where, when, how much, as published when, and the cell it stands in.

    Args:
        pack: For the titles and units of indicators and the names of places.
        most: How many rows are shown; a last row tells how many more there are.
    """
    table = Table(title=f"观测值 observations（{len(observations)}）", title_justify="left")
    for head in ("指标", "地区", "时期", ">数值", "单位", "发布日期", "性质", "出处"):
        table.add_column(head.lstrip(">"), justify="right" if head.startswith(">") else "left")
    for one in observations[:most]:
        indicator, place = pack.indicators.get(one.indicator), pack.place_of_code(one.place)
        prices = f"（{one.prices}年价）" if one.prices else ""
        table.add_row(
            indicator.title if indicator else one.indicator,
            place.name if place else one.place,
            one.period,
            f"{one.value:f}",
            (indicator.unit if indicator else "") + prices,
            str(one.vintage),
            _QUALITIES[one.quality],
            one.origin.cell,
        )
    if len(observations) > most:
        table.add_row(Text(f"… 另有 {len(observations) - most} 个", style="dim"), *[""] * 7)
    return table


def pieces(observations: Iterable[Observation], problems: Iterable[Problem] = ()) -> Iterator[str]:
    """The observations as JSON text, a few at a time, so that many need not be held at once.

    Values are text, for they are exact; `prices` and `boundaries` are null where there are none.

    >>> "".join(pieces([]))
    '{"schema": "luoshi.observations/1", "observations": [], "problems": []}'
    """
    yield f'{{"schema": "{SCHEMA}", "observations": ['
    separator = ""
    for one in observations:
        yield separator + json.dumps(observation_json(one), ensure_ascii=False)
        separator = ",\n"
    yield f'], "problems": {json.dumps([problem_json(problem) for problem in problems], ensure_ascii=False)}}}'


def observation_json(one: Observation) -> dict[str, Any]:  # Any: JSON
    """An observation as one JSON object, its origin inside."""
    return asdict(one) | {"value": f"{one.value:f}", "vintage": one.vintage.isoformat()}
