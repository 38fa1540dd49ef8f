"""Whether places grow together: their spread narrows (σ), and who is behind grows faster (β).

The second does not imply the first. Absolute β-convergence is towards one level for all; conditional, with controls,
towards a level that each place's own conditions set.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from luoshi.assess.arrays import Numbers, matrix, require_same_length, vector
from luoshi.assess.method import method
from luoshi.assess.space.regression import fitted
from luoshi.assess.years import over_years
from luoshi.model.problem import Kind, LuoshiError, Problem

LEFT_OUT = Kind(
    code="convergence-left-out",
    zh="{count}个地区缺少数值或数值不为正，未参加计算", en="{count} places lack a positive value, and were left out",
    hint_zh="请补齐数据；对数只对正数有意义。", hint_en="Complete the data; logarithms are of positive numbers.",
)  # fmt: skip
TOO_FEW = Kind(
    code="convergence-too-few",
    zh="只有{count}个地区可用，至少要{least}个", en="{count} places can be used, and at least {least} are needed",
    hint_zh="请补齐数据，或减少控制变量。", hint_en="Complete the data, or use fewer controls.",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Sigma:
    """How far places are spread in each year (σ收敛).

    Attributes:
        years: The years.
        sd_log: The standard deviation of the logarithms.
        variation: The coefficient of variation.
        trend: By how much sd_log changes a year, by a straight line; below 0 is convergence.
        p: The two-sided p-value of the trend. With few years it says little.
        converging: Whether the trend is below 0 with p below 0.05.
    """

    years: tuple[Any, ...]
    sd_log: Numbers
    variation: Numbers
    trend: float
    p: float
    converging: bool
    choices: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Beta:
    """Whether who is behind grows faster (β收敛).

    Attributes:
        coefficient: Of the logarithm of the first value, on growth a year; below 0 is convergence.
        error, p: Its standard error (HC1) and two-sided p-value.
        speed: The share of the gap closed a year, from the coefficient; a gap where there is no convergence.
        half_life: In how many years half of the gap closes.
        controls: The coefficient of each control; empty for absolute convergence.
        r_squared, count: Of the regression.
        converging: Whether the coefficient is below 0 with p below 0.05.
    """

    coefficient: float
    error: float
    p: float
    speed: float
    half_life: float
    controls: Mapping[str, float]
    r_squared: float
    count: int
    converging: bool
    choices: Mapping[str, str]
    problems: tuple[Problem, ...]


@method(title="σ收敛", source="Barro & Sala-i-Martin (1992), Journal of Political Economy 100, 223–251")
def sigma_convergence(values: object, *, years: object = None) -> Sigma:
    """The spread of places in each year, and its trend.

    Args:
        values: One row a place, one column a year, positive; or what `by_years` gives.
        years: The years of the columns.

    Gaps:
        Places that lack a year are left out of all years, so that the same places are compared; a problem counts them.

    Raises:
        LuoshiError: fewer than two places have all years.

    Source:
        Barro & Sala-i-Martin (1992). The worked example is tests/published/test_convergence.py.

    >>> found = sigma_convergence([[1, 2, 4], [4, 6, 8]], years=[2010, 2011, 2012])
    >>> found.sd_log.round(4).tolist()
    [0.9803, 0.7768, 0.4901]
    """
    given = over_years(values, years)
    whole = (np.nan_to_num(given.values) > 0).all(axis=1)
    _require(int(whole.sum()), 2)
    logs = np.log(given.values[whole])
    sd_log = logs.std(axis=0, ddof=1)
    variation = given.values[whole].std(axis=0, ddof=1) / given.values[whole].mean(axis=0)
    when = _numbers_of(given.years)
    line = fitted(sd_log, np.column_stack([np.ones(len(when)), when]))
    trend, p = float(line.coefficients[1]), float(line.p[1])
    choices = {
        "method": "sigma_convergence",
        "spread": "standard deviation with n − 1",
        "places": "those with all years",
    }
    return Sigma(
        given.years, sd_log, variation, trend, p, trend < 0 and p < 0.05, choices, _left_out(int((~whole).sum()))
    )


@method(title="β收敛（绝对、条件）", source="Barro & Sala-i-Martin (1992), Journal of Political Economy 100, 223–251; Mankiw,"
        " Romer & Weil (1992), Quarterly Journal of Economics 107, 407–437")  # fmt: skip
def beta_convergence(
    first: object, last: object, *, years: float, controls: object = None, names: Sequence[str] | None = None
) -> Beta:
    """Growth of places regressed on where they began.

    Args:
        first: The value of each place in the first year, positive.
        last: The same in the last year.
        years: How many years lie between.
        controls: One row a place, one column a condition, for conditional convergence; None for absolute.
        names: The names of the controls.

    Returns:
        For (1/T) ln(y_T / y_0) = a + b ln y_0 + …: b, and the speed λ with b = −(1 − e^(−λT)) / T.

    Gaps:
        A place without a positive value, or without a control, is left out; a problem counts them.

    Raises:
        LuoshiError: fewer places than the regression needs.

    Source:
        Barro & Sala-i-Martin (1992). The worked example is tests/published/test_convergence.py.

    >>> found = beta_convergence([1, 2, 4, 8], [8, 8, 8, 8.1], years=10)
    >>> found.converging, round(found.coefficient, 4)
    (True, -0.0995)
    """
    start, end = vector(first, what="期初"), vector(last, what="期末")
    require_same_length(start, end, names=("期初", "期末"))
    others, called = (np.empty((len(start), 0)), ()) if controls is None else matrix(controls, names, what="控制变量")
    require_same_length(start, others, names=("期初", "控制变量"))
    kept = (np.nan_to_num(start) > 0) & (np.nan_to_num(end) > 0) & np.isfinite(others).all(axis=1)
    _require(int(kept.sum()), others.shape[1] + 3)
    growth = np.log(end[kept] / start[kept]) / years
    line = fitted(growth, np.column_stack([np.ones(kept.sum()), np.log(start[kept]), others[kept]]))
    coefficient, p = float(line.coefficients[1]), float(line.p[1])
    remaining = 1 + coefficient * years
    speed = -np.log(remaining) / years if 0 < remaining < 1 else np.nan
    return Beta(
        coefficient, float(line.errors[1]), p, float(speed), float(np.log(2) / speed),
        dict(zip(called, line.coefficients[2:].tolist(), strict=True)),
        line.r_squared, line.count, coefficient < 0 and p < 0.05,
        choices={
            "method": "beta_convergence", "kind": "conditional" if len(called) else "absolute",
            "standard errors": "HC1", "years": f"{years:g}",
        },
        problems=_left_out(int((~kept).sum())),
    )  # fmt: skip


def _require(count: int, least: int) -> None:
    if count < least:
        raise LuoshiError(TOO_FEW(count=count, least=least))


def _left_out(count: int) -> tuple[Problem, ...]:
    return (LEFT_OUT(count=count),) if count else ()


def _numbers_of(years: tuple[Any, ...]) -> Numbers:
    """The years as numbers; their order where they are none."""
    if all(isinstance(year, int | float) for year in years):
        return np.array(years, dtype=float)
    return np.arange(len(years), dtype=float)
