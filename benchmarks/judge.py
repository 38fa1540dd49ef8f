"""How fast targets are judged and lit: `python benchmarks/judge.py`.

What each line means stands in benchmarks/README.md.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from luoshi import packs
from luoshi.assess import lights, progress
from luoshi.model.finding import Goal
from luoshi.model.series import Series

PLACES, YEARS = 340, range(2010, 2019)
# A plan's hundred targets: mostly ways, some growth, some bounds.
GOALS = [
    *[Goal("up", Decimal(70 + number), 2020, 2015) for number in range(30)],
    *[Goal("down", Decimal(40 - number), 2020, 2015, shape="s-curve") for number in range(20)],
    *[Goal("growth", Decimal(number) / 2 + 1, 2020, 2015) for number in range(20)],
    *[Goal("at-least", Decimal(40 + number), 2020, 2015) for number in range(20)],
    *[Goal("change", Decimal(-10 - number), 2020, 2015) for number in range(10)],
]


def main() -> None:
    for name, value in speed().items():
        print(f"{name:48} {value:10.3f}", flush=True)


def speed() -> dict[str, float]:
    """All targets of all places, judged and lit, beside a plain pass over the same numbers."""
    rule = lights.in_force(packs.light_rules(packs.pack("common-cn")), "default-difference", on=date(2018, 12, 31))
    chance = random.Random(1)
    work = [(goal, _series(chance)) for _ in range(PLACES) for goal in GOALS]
    summing = _seconds(lambda: [sum(value for _, value in series.values) for _, series in work])
    judging = _seconds(lambda: [progress.judge(goal, series, as_of=2018) for goal, series in work])
    findings = [progress.judge(goal, series, as_of=2018) for goal, series in work]
    lighting = _seconds(lambda: [lights.light(rule, lights.measures(finding)) for finding in findings])
    return {
        "targets judged": len(work),
        "judged, seconds": judging,
        "lit, seconds": lighting,
        "times the sum of the same numbers": (judging + lighting) / summing,
    }


def _series(chance: random.Random) -> Series:
    start = chance.randrange(4500, 5500)
    return Series(tuple((year, Decimal(start + 80 * at + chance.randrange(90)) / 100) for at, year in enumerate(YEARS)))


def _seconds(work: Callable[[], object]) -> float:
    """The seconds of the fastest of three rounds: the one that was least disturbed."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    main()
