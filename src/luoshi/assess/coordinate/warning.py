"""Warning of a city by level and trend of its coordination, and of an indicator by its distance from a limit.

The colours are of the family for environment and emergencies, red being the worst, as in the monitoring of resource and
environment capacity of 2017, which splits colours by whether things get worse. No document prints these tables:
系统默认，非官方.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from luoshi.model.coordination import CityWarning, Warning
from luoshi.model.finding import Missing, Step
from luoshi.model.problem import Kind

TOO_FEW_YEARS = Kind(
    code="warning-too-few-years",
    zh="只有 {years} 年的协调度，不能判断趋势", en="{years} years of the degree show no trend",
    hint_zh="请补足三年。", hint_en="Three years are needed.",
)  # fmt: skip
LIMIT_IS_ZERO = Kind(
    code="warning-limit-is-zero",
    zh="限值为零，不能求偏离的比例", en="the limit is zero: no share of it can be told",
    hint_zh="请改用差值规则。", hint_en="Use a rule of differences.",
)  # fmt: skip

_ORDER: tuple[Warning, ...] = ("green", "blue", "yellow", "orange", "red")
WORDS: dict[Warning, str] = {"green": "无警", "blue": "轻警", "yellow": "中警", "orange": "重警", "red": "巨警"}
# From this degree on (inclusive): the warning where the trend is level or rising, and where it falls.
_TABLE: tuple[tuple[float, Warning, Warning], ...] = (
    (0.6, "green", "blue"), (0.5, "blue", "yellow"), (0.4, "yellow", "orange"), (0.0, "orange", "red"),
)  # fmt: skip
_STILL = 0.01
_YEARS = 3


def city_warning(degrees: Sequence[float], triggers: Sequence[str] = ()) -> CityWarning | Missing:
    """The warning of a city from its latest degrees of coordination.

    Args:
        degrees: The degrees of successive years, the latest last, all of one form; the last three are looked at.
        triggers: Facts that by themselves make it orange at least, in words (静态保障年限不足5年 in a 成熟型 city;
            累计采出比不低于70%; unemployment above its target for four quarters).

    Returns:
        The warning with its steps. The trend is the slope of the least-squares line through three years.

    Gaps:
        Fewer than three years.

    >>> found = city_warning([0.55, 0.53, 0.51])
    >>> found.warning, found.official, print(found.steps[0].en)
    slope of the last 3 years: -0.0200 a year
    ('yellow', False, None)
    >>> city_warning([0.7, 0.7, 0.7], ["累计采出比 72%"]).warning
    'orange'
    """
    if len(degrees) < _YEARS:
        return Missing(TOO_FEW_YEARS(years=len(degrees)))
    last = degrees[-_YEARS:]
    middle = (_YEARS - 1) / 2
    slope = fsum((year - middle) * degree for year, degree in enumerate(last)) / fsum(
        (year - middle) ** 2 for year in range(_YEARS)
    )
    rising, falling = next((up, down) for edge, up, down in _TABLE if last[-1] >= edge)
    warning = rising if slope >= 0 or (last[-1] >= _TABLE[0][0] and -slope < _STILL) else falling
    steps = [
        Step(f"近 {_YEARS} 年协调度每年变化 {slope:+.4f}", f"slope of the last {_YEARS} years: {slope:+.4f} a year"),
        Step(
            f"协调度 {last[-1]:.4f}：{WORDS[warning]}；系统默认，非官方",
            f"degree {last[-1]:.4f}: {warning}; system default, not official",
        ),
    ]
    forced = bool(triggers) and _ORDER.index(warning) < _ORDER.index("orange")
    if forced:
        warning = "orange"
        named = "；".join(triggers)
        steps.append(Step(f"触发条件（{named}）：至少重警", f"triggered ({named}): orange at least"))
    return CityWarning(warning, forced, tuple(steps))


def indicator_warning(value: float, limit: float, *, better: str) -> Warning | Missing:
    """The warning of an indicator by its distance from a limit, in shares of the limit: to 10 %, 20 %, 30 %, beyond.

    Args:
        better: `up` where the value shall not lie below the limit, `down` where not above.

    Gaps:
        A limit of zero.

    >>> [indicator_warning(value, 4.5, better="down") for value in (4.5, 4.95, 5.0, 6.0)]
    ['green', 'blue', 'yellow', 'red']
    """
    if limit == 0:
        return Missing(LIMIT_IS_ZERO())
    beyond = (limit - value if better == "up" else value - limit) / abs(limit)
    beyond = round(beyond, 9)
    edges = (0.0, 0.1, 0.2, 0.3)
    return next((_ORDER[number] for number, edge in enumerate(edges) if beyond <= edge), "red")
