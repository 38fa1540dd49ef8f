"""Difference in differences: the change under the policy, less the change of the places without it.

One number for all places and years (two-way fixed effects). Where places came under the policy in several batches and
its effect differs between them or grows with time, this number mixes them wrongly, with places already under the policy
as comparison; `event_study` does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats  # type: ignore[import-untyped]  # scipy carries no types

from luoshi.assess.effect.panel import Policy, fit, policy
from luoshi.assess.effect.words import Sentence, limits, of_estimate, of_trends
from luoshi.assess.method import method
from luoshi.model.problem import Kind, Problem

STAGGERED = Kind(
    code="effect-staggered",
    zh="受政策的有{count}批；若各批或各年的效果不同，这个平均数会偏", en="the policy came in {count} batches; where its"
    " effect differs between batches or years, this mean is biased",
    hint_zh="请以 event_study 的结果为准。", hint_en="Rely on event_study instead.",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """An effect by difference in differences (双重差分).

    Attributes:
        estimate: The change under the policy beyond that of the comparison, in the unit of the outcome.
        error, low, high, p: Its standard error, 95% interval and two-sided p-value, clustered by place.
        placebo, placebo_p: The same where the policy is made to begin earlier, from years before it alone; it should
            not be told from none. None where there are too few years.
        treated, compared, rows: How many places came under the policy, how many never did, how many rows were used.
        words: What may and may not be concluded.
        choices: Everything that was chosen, defaults too.
        problems: What was left out, and what stands against the method.
    """

    estimate: float
    error: float
    low: float
    high: float
    p: float
    placebo: float | None
    placebo_p: float | None
    treated: int
    compared: int
    rows: int
    words: tuple[Sentence, ...]
    choices: Mapping[str, str]
    problems: tuple[Problem, ...]


@method(
    title="双重差分法（双向固定效应）",
    source="Angrist & Pischke (2009), Mostly Harmless Econometrics, ch. 5; its bias with batches: Goodman-Bacon (2021),"
    " Journal of Econometrics 225, 254–277",
)
def difference_in_differences(
    data: Any,  # Any: a frame of any library, or a dict of columns
    *,
    outcome: str,
    place: str,
    year: str,
    treated_from: str,
    controls: Sequence[str] = (),
    placebo_years: int = 3,
) -> Difference:
    """The mean effect of a policy on the places that came under it.

    Args:
        data: One row a place and year: a frame of polars or pandas, or a dict of columns.
        outcome: The column of what is to be affected.
        place, year: The columns of place and year.
        treated_from: The column of the first year under the policy; empty (or 0) for places never under it.
        controls: Columns of what else moves the outcome and is not itself moved by the policy.
        placebo_years: By how many years the policy is made to begin earlier in the placebo test.

    Returns:
        The effect with its interval, a placebo test in time, and what may and may not be concluded.

    Gaps:
        Rows with a gap are left out, and a problem counts them; so are places always under the policy.

    Problems:
        Several batches: the mean is biased where effects differ.

    Raises:
        LuoshiError: the panel cannot be used, or `pyfixest` is not installed (extra `policy`).

    Source:
        Angrist & Pischke (2009). tests/published/test_difference_in_differences.py.
    """
    found = policy(data, outcome=outcome, place=place, year=year, treated_from=treated_from, controls=controls)
    estimate, error, low, high, p = _effect(found)
    placebo, placebo_p = _placebo(found, placebo_years)
    starts = np.unique(found.starts[found.under])
    problems = (STAGGERED(count=len(starts)),) if len(starts) > 1 else ()
    return Difference(
        estimate, error, low, high, p, placebo, placebo_p,
        treated=found.count(np.isfinite(found.starts)),
        compared=found.count(~np.isfinite(found.starts)),
        rows=len(found.outcome),
        words=(of_estimate(estimate, low, high, p), of_trends(placebo_p), *limits()),
        choices={
            "method": "difference_in_differences", "effects": "place and year", "standard errors": "clustered by place (CRV1)",
            "controls": "、".join(controls) or "none", "placebo": f"{placebo_years} years earlier",
            "gaps": "rows with a gap are left out",
        },
        problems=(*found.problems, *problems),
    )  # fmt: skip


def _effect(found: Policy) -> tuple[float, float, float, float, float]:
    coefficients, covariance, clusters = fit(found, {"under": found.under.astype(float)})
    estimate, error = float(coefficients[0]), float(np.sqrt(max(covariance[0, 0], 0.0)))
    reach = float(stats.t.ppf(0.975, clusters - 1)) * error
    p = float(2 * stats.t.sf(abs(estimate / error), clusters - 1)) if error else np.nan
    return estimate, error, estimate - reach, estimate + reach, p


def _placebo(found: Policy, years: int) -> tuple[float | None, float | None]:
    """The effect of a policy that was not there yet: only rows before the true one, begun some years earlier."""
    before = found.rows(~found.under)
    earlier = Policy(
        before.outcome, before.places, before.years, before.starts - years, before.controls, before.names, ()
    )
    has_both = [
        place
        for place in np.unique(earlier.places[np.isfinite(earlier.starts)])
        if 0 < earlier.under[earlier.places == place].sum() < (earlier.places == place).sum()
    ]
    kept = earlier.rows(np.isin(earlier.places, has_both) | ~np.isfinite(earlier.starts))
    if not has_both or len(np.unique(kept.starts)) < 2 or len(np.unique(kept.years)) < 2:
        return None, None
    estimate, _, _, _, p = _effect(kept)
    return estimate, p
