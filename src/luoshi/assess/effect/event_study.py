"""The effect of a policy year by year before and after it, right also where places came under it in several batches.

Every batch has an effect of its own in every year (Sun and Abraham's saturated regression), against the places never
under the policy; the mean over batches weighs each by its places. No place that is already under the policy serves as
comparison. The years before it tell whether the comparison is fair.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats  # type: ignore[import-untyped]  # scipy carries no types

from luoshi.assess.arrays import Numbers, frame
from luoshi.assess.effect.panel import Policy, fit, policy
from luoshi.assess.effect.words import Sentence, limits, of_estimate, of_trends
from luoshi.assess.method import method
from luoshi.model.problem import Kind, LuoshiError, Problem

if TYPE_CHECKING:
    import polars

LAST_BATCH = Kind(
    code="effect-last-batch",
    zh="没有从未受政策的地区，以最后一批（{start}年）为对照，只用此前的年份",
    en="no place was never under the policy, so the last batch ({start}) is the comparison, in the years before it",
    hint_zh="加入从未受政策的地区会更可靠。", hint_en="Places never under the policy would make it more reliable.",
)  # fmt: skip
FEW_PLACES = Kind(
    code="effect-few-places",
    zh="受政策的地区只有{count}个，置信区间可能过窄", en="{count} places came under the policy; intervals may be too narrow",
    hint_zh="请同时用合成控制法和安慰剂检验。", hint_en="Use synthetic control and its placebo tests as well.",
)  # fmt: skip
NO_EFFECT_YEARS = Kind(
    code="effect-no-years",
    zh="窗口内没有可以估计的年份", en="no year within the window can be estimated",
    hint_zh="请放宽 before 和 after。", hint_en="Widen before and after.",
)  # fmt: skip
# Below this number of clusters that carry the effect, clustered errors are known to be too small.
_FEW = 8


@dataclass(frozen=True, slots=True, eq=False)
class EventStudy:
    """The effect by years since the policy (事件研究).

    Attributes:
        period: Years since the policy began: −1 is the last year before it, to which all are compared; 0 the first
            under it.
        estimate, error, low, high, p: The effect in each period, standard error, 95% interval, two-sided p-value.
        places: How many places under the policy each period rests on.
        mean, mean_error, mean_low, mean_high, mean_p: The mean effect over the periods from 0 on, weighted by places.
        trend_statistic, trend_freedom, trend_p: The joint test that all effects before −1 are 0 (Hotelling's F), and
            how many effects it tests; None where there is none, or too few places for as many.
        by_batch: The mean effect of each batch, by its first year.
        words: What may and may not be concluded.
        choices: Everything that was chosen, defaults too.
        problems: What was left out.
    """

    period: tuple[int, ...]
    estimate: Numbers
    error: Numbers
    low: Numbers
    high: Numbers
    p: Numbers
    places: tuple[int, ...]
    mean: float
    mean_error: float
    mean_low: float
    mean_high: float
    mean_p: float
    trend_statistic: float | None
    trend_freedom: int
    trend_p: float | None
    by_batch: Mapping[int, float]
    words: tuple[Sentence, ...]
    choices: Mapping[str, str]
    problems: tuple[Problem, ...]

    def to_frame(self) -> polars.DataFrame:
        """One row a period, as an event-study plot needs it; the period of comparison stands as 0."""
        return frame(
            {
                "period": self.period, "estimate": self.estimate, "error": self.error, "low": self.low,
                "high": self.high, "p": self.p, "places": self.places,
            }
        )  # fmt: skip


@method(
    title="事件研究法（分批处理稳健）",
    source="Sun & Abraham (2021), Journal of Econometrics 225, 175–199",
)
def event_study(
    data: Any,  # Any: a frame of any library, or a dict of columns
    *,
    outcome: str,
    place: str,
    year: str,
    treated_from: str,
    controls: Sequence[str] = (),
    before: int | None = None,
    after: int | None = None,
) -> EventStudy:
    """The effect of a policy in each year before and after it, with a test of the years before.

    Args:
        data: One row a place and year: a frame of polars or pandas, or a dict of columns.
        outcome: The column of what is to be affected.
        place, year: The columns of place and year.
        treated_from: The column of the first year under the policy; empty (or 0) for places never under it.
        controls: Columns of what else moves the outcome and is not itself moved by the policy.
        before, after: How many years before and after are reported and tested; None takes all. All are estimated.

    Returns:
        The effects by period, their mean, the test of the years before, and what may and may not be concluded.

    Gaps:
        Rows with a gap are left out, and a problem counts them; so are places always under the policy.

    Problems:
        Without places never under the policy the last batch is the comparison, in the years before its own start.

    Raises:
        LuoshiError: the panel cannot be used, or `pyfixest` is not installed (extra `policy`).

    Source:
        Sun & Abraham (2021). tests/published/test_event_study.py.
    """
    found = _with_a_comparison(
        policy(data, outcome=outcome, place=place, year=year, treated_from=treated_from, controls=controls)
    )
    fitted = _saturated(found)
    periods = [at for at in sorted({cell.since for cell in fitted.cells}) if _within(at, before, after)]
    if not any(at >= 0 for at in periods):
        raise LuoshiError(NO_EFFECT_YEARS())
    by_period = np.array([fitted.weights([cell.since == at for cell in fitted.cells]) for at in periods])
    effects = fitted.combined(by_period)
    overall = fitted.combined(
        fitted.weights([cell.since >= 0 and cell.since in periods for cell in fitted.cells])[None]
    )
    statistic, freedom, trend_p = fitted.joint_test(by_period[[at < 0 for at in periods]])
    estimate, low, high, p = (block.item() for block in (overall.estimate, overall.low, overall.high, overall.p))
    treated = found.count(np.isfinite(found.starts))
    shown = effects.with_reference(at := sum(period < 0 for period in periods))
    return EventStudy(
        period=(*periods[:at], -1, *periods[at:]),
        estimate=shown.estimate, error=shown.error, low=shown.low, high=shown.high, p=shown.p,
        places=tuple(_places(found, period) for period in (*periods[:at], -1, *periods[at:])),
        mean=estimate, mean_error=overall.error.item(), mean_low=low, mean_high=high, mean_p=p,
        trend_statistic=statistic, trend_freedom=freedom, trend_p=trend_p,
        by_batch=fitted.by_batch(),
        words=(of_estimate(estimate, low, high, p), of_trends(trend_p), *limits()),
        choices={
            "method": "event_study", "estimator": "Sun & Abraham", "compared with": "year −1, places never under the policy",
            "standard errors": "clustered by place (CRV1)", "weights": "rows of each batch",
            "trend test": "Hotelling, degrees of freedom by Welch for each batch",
            "controls": "、".join(controls) or "none", "gaps": "rows with a gap are left out",
        },
        problems=(*found.problems, *((FEW_PLACES(count=treated),) if treated < _FEW else ())),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Cell:
    """One batch in one year since its start, and how many rows are of it."""

    start: float
    since: int
    rows: int


@dataclass(frozen=True, slots=True, eq=False)
class _Effects:
    """Effects with their intervals."""

    estimate: Numbers
    error: Numbers
    low: Numbers
    high: Numbers
    p: Numbers

    def with_reference(self, at: int) -> _Effects:
        """The same with the period to which all are compared, which is 0 by construction."""
        zero = [np.insert(block, at, 0.0) for block in (self.estimate, self.error, self.low, self.high)]
        return _Effects(zero[0], zero[1], zero[2], zero[3], np.insert(self.p, at, np.nan))


@dataclass(frozen=True, slots=True, eq=False)
class _Saturated:
    """The effect of every batch in every year, and how they vary together."""

    cells: tuple[_Cell, ...]
    coefficients: Numbers
    covariance: Numbers
    clusters: int
    freedom: float

    def weights(self, chosen: Sequence[bool]) -> Numbers:
        """The weight of each cell in the mean of the chosen ones, by its rows."""
        rows = np.array([cell.rows for cell in self.cells], dtype=float) * np.array(chosen)
        weights: Numbers = rows / rows.sum()
        return weights

    def combined(self, weights: Numbers) -> _Effects:
        """Means of cells, one row of weights each."""
        estimate = weights @ self.coefficients
        error = np.sqrt(np.maximum(np.einsum("ij,jk,ik->i", weights, self.covariance, weights), 0.0))
        reach = stats.t.ppf(0.975, self.clusters - 1) * error
        with np.errstate(divide="ignore", invalid="ignore"):
            p = 2 * stats.t.sf(np.abs(estimate / error), self.clusters - 1)
        return _Effects(estimate, error, estimate - reach, estimate + reach, p)

    def joint_test(self, weights: Numbers) -> tuple[float | None, int, float | None]:
        """The test that all these means are 0, as F (Hotelling); how many they are, and the p-value.

        The covariance is known from a few places only. Taken as certain (Wald), it finds trends where there are none.
        """
        estimate, spread = weights @ self.coefficients, weights @ self.covariance @ weights.T
        tested = int(np.linalg.matrix_rank(spread, hermitian=True)) if len(weights) else 0
        left = self.freedom - tested + 1
        if not tested or left < 1:
            return None, tested, None
        distance = float(estimate @ np.linalg.pinv(spread, hermitian=True) @ estimate)
        statistic = distance * left / (self.freedom * tested)
        return statistic, tested, float(stats.f.sf(statistic, tested, left))

    def by_batch(self) -> dict[int, float]:
        """The mean effect of each batch under the policy, by its first year."""
        found = {}
        for start in sorted({cell.start for cell in self.cells}):
            chosen = [cell.start == start and cell.since >= 0 for cell in self.cells]
            if any(chosen):
                found[int(start)] = float(self.weights(chosen) @ self.coefficients)
        return found


def _saturated(found: Policy) -> _Saturated:
    since = np.where(np.isfinite(found.starts), found.years - found.starts, -1)
    columns = {}
    for start in np.unique(found.starts[np.isfinite(found.starts)]).tolist():
        of_batch = found.starts == start
        seen = np.unique(since[of_batch]).astype(int).tolist()
        # The last year before the policy; an earlier one where the data lack it.
        reference = max((at for at in seen if at < 0), default=None)
        for at in seen:
            if at != reference:
                rows = of_batch & (since == at)
                columns[_Cell(start, at, int(rows.sum()))] = rows.astype(float)
    coefficients, covariance, clusters = fit(
        found, {f"{cell.start}:{cell.since}": rows for cell, rows in columns.items()}
    )
    known = np.isfinite(coefficients)
    cells = tuple(cell for cell, is_known in zip(columns, known, strict=True) if is_known)
    return _Saturated(cells, coefficients[known], covariance[np.ix_(known, known)], clusters, _freedom(found))


def _freedom(found: Policy) -> float:
    """The degrees of freedom of the covariance: those of Welch for each batch beside the places never under the policy."""
    compared = found.count(~np.isfinite(found.starts))
    freedom = 0.0
    for start in np.unique(found.starts[np.isfinite(found.starts)]):
        batch = found.count(found.starts == start)
        if batch > 1 and compared > 1:
            parts = (1 / batch, 1 / compared)
            freedom += sum(parts) ** 2 / (parts[0] ** 2 / (batch - 1) + parts[1] ** 2 / (compared - 1))
    return freedom


def _with_a_comparison(found: Policy) -> Policy:
    """The panel as it is where some places were never under the policy, else only until the last batch comes under it."""
    if not np.isfinite(found.starts).all():
        return found
    last = found.starts.max()
    kept = found.rows(found.years < last, [LAST_BATCH(start=f"{last:g}")])
    starts = np.where(kept.starts == last, np.inf, kept.starts)
    return Policy(kept.outcome, kept.places, kept.years, starts, kept.controls, kept.names, kept.problems)


def _places(found: Policy, period: int) -> int:
    rows: NDArray[np.bool_] = found.years - found.starts == period
    return found.count(rows)


def _within(since: int, before: int | None, after: int | None) -> bool:
    return (before is None or since >= -before) and (after is None or since <= after)
