"""Synthetic control: one place under a policy, against a mixture of others that moved as it did before.

The mixture is found exactly: weights that are not negative and sum to 1, with the least squared distance over the years
before the policy. How unusual the gap after it is, is read from placebos: every other place in turn is treated as if it
were the one, and the policy is made to begin in earlier years.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import optimize  # type: ignore[import-untyped]  # scipy carries no types

from luoshi.assess.arrays import Numbers, frame
from luoshi.assess.effect.words import Sentence, limits
from luoshi.assess.method import method
from luoshi.assess.years import by_years
from luoshi.model.problem import Kind, LuoshiError, Problem

if TYPE_CHECKING:
    import polars

NO_SUCH_PLACE = Kind(
    code="synthetic-no-such-place",
    zh="数据里没有“{place}”", en="'{place}' is not in the data",
    hint_zh="请核对地区的写法。", hint_en="Check how the place is written.",
)  # fmt: skip
TREATED_HAS_GAP = Kind(
    code="synthetic-treated-has-gap",
    zh="“{place}”缺少{years}年的数值", en="'{place}' lacks {years}",
    hint_zh="请补齐数据，或缩短年份。", hint_en="Complete the data, or use fewer years.",
)  # fmt: skip
TOO_FEW_YEARS = Kind(
    code="synthetic-too-few-years",
    zh="政策之前有{before}年、之后有{after}年，至少要3年和1年",
    en="there are {before} years before the policy and {after} after; at least 3 and 1 are needed",
    hint_zh="请核对起始年，或加入更早的年份。", hint_en="Check the starting year, or add earlier years.",
)  # fmt: skip
TOO_FEW_DONORS = Kind(
    code="synthetic-too-few-donors",
    zh="只有{count}个地区可作对照，至少要2个", en="{count} places can be compared with, and at least 2 are needed",
    hint_zh="请加入数据齐全、未受政策的地区。", hint_en="Add places without the policy whose data are complete.",
)  # fmt: skip
DONOR_HAS_GAP = Kind(
    code="synthetic-donor-has-gap",
    zh="缺数，未用作对照", en="not used for comparison, for it has gaps",
    hint_zh="请补齐数据。", hint_en="Complete the data.",
)  # fmt: skip
NOT_UNIQUE = Kind(
    code="synthetic-not-unique",
    zh="对照地区比事前年份多且完全吻合，权重不是唯一的", en="the fit is perfect with more places than years, so the weights are"
    " not the only ones",
    hint_zh="请加入更早的年份，或只留与受政策地区相近的地区。",
    hint_en="Add earlier years, or keep only places like the one under the policy.",
)  # fmt: skip
POOR_FIT = Kind(
    code="synthetic-poor-fit",
    zh="政策之前的拟合差（均方根误差是该地区自身波动的{share}）", en="the fit before the policy is poor: its error is"
    " {share} of the place's own movement",
    hint_zh="不宜据此下结论：没有哪种组合像这一地区。", hint_en="Do not conclude from it: no mixture is like this place.",
)  # fmt: skip

_NO_WEIGHT = 1e-9
# An error before the policy of more than this share of the place's own standard deviation is called poor.
_POOR = 0.5
# With a few dozen placebos the smallest p-value is a few hundredths, so the usual 0.05 would ask for too much.
_UNUSUAL = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class SyntheticControl:
    """A place under a policy beside its synthetic control (合成控制).

    Attributes:
        place, start: Which place, and the first year under the policy.
        years: The years.
        actual, synthetic: The outcome of the place, and of the mixture.
        gap: Their difference, in the unit of the outcome.
        mean_gap: The mean of the gap under the policy.
        weights: Who the mixture is made of.
        fit: The root mean squared gap before the policy.
        ratio: The same under the policy, over `fit`.
        placebo_ratios: That ratio for every other place treated as if it were the one.
        placebo_gaps: Their gaps, one row a place in the order of `placebo_ratios`.
        p: The share of all places, the one included, with a ratio at least as great.
        in_time: The mean gap found where the policy is made to begin earlier, by that year; near 0 is as it should be.
        without: The mean gap where a place of the mixture is left out, by its name; it should not hang on one.
        words: What may and may not be concluded.
        choices: Everything that was chosen, defaults too.
        problems: What was left out, and what stands against the result.
    """

    place: str
    start: Any
    years: tuple[Any, ...]
    actual: Numbers
    synthetic: Numbers
    gap: Numbers
    mean_gap: float
    weights: Mapping[str, float]
    fit: float
    ratio: float
    placebo_ratios: Mapping[str, float]
    placebo_gaps: Numbers
    p: float
    in_time: Mapping[Any, float]
    without: Mapping[str, float]
    words: tuple[Sentence, ...]
    choices: Mapping[str, str]
    problems: tuple[Problem, ...]

    def to_frame(self) -> polars.DataFrame:
        """One row a year."""
        return frame({"year": self.years, "actual": self.actual, "synthetic": self.synthetic, "gap": self.gap})


@dataclass(frozen=True, slots=True, eq=False)
class _Pool:
    """The outcomes of those that can be compared with, one row a place, and how many years lie before the policy."""

    names: tuple[str, ...]
    values: Numbers
    before: int


@method(
    title="合成控制法",
    source="Abadie, Diamond & Hainmueller (2010), Journal of the American Statistical Association 105, 493–505; matched on"
    " the outcome of every year before",
)
def synthetic_control(
    data: Any,  # Any: a frame of any library, or a dict of columns
    *,
    outcome: str,
    place: str,
    year: str,
    treated: str,
    start: Any,  # Any: a year as the column has it
    donors: object = None,
) -> SyntheticControl:
    """The effect of a policy on one place, by a mixture of places without it.

    Args:
        data: One row a place and year: a frame of polars or pandas, or a dict of columns.
        outcome: The column of what is to be affected.
        place, year: The columns of place and year.
        treated: The place under the policy.
        start: The first year under it.
        donors: The places that may be compared with, none of which may be under the policy; None takes all others.

    Returns:
        The gap by year, the mixture, placebo tests in space and time, and what may and may not be concluded.

    Gaps:
        A place that lacks a year is not compared with, and gives a problem.

    Problems:
        A poor fit before the policy; weights that are not the only ones.

    Raises:
        LuoshiError: the place is not in the data or lacks a year, fewer than three years before the policy or two
            places to compare with.

    Source:
        Abadie, Diamond & Hainmueller (2010). tests/published/test_synthetic_control.py.

    >>> level, effect = {"甲": 0, "乙": 4, "丙": 1}, {("丙", 2004): 5, ("丙", 2005): 5}
    >>> rows = [(c, y, level[c] + y - 2000 + effect.get((c, y), 0)) for c in level for y in range(2000, 2006)]
    >>> table = dict(zip(("城市", "年", "值"), zip(*rows)))
    >>> found = synthetic_control(table, outcome="值", place="城市", year="年", treated="丙", start=2004)
    >>> round(found.mean_gap, 6), {name: round(weight, 6) for name, weight in found.weights.items()}
    (5.0, {'甲': 0.75, '乙': 0.25})
    """
    given = by_years(data, value=outcome, place=place, year=year)
    if treated not in given.places:
        raise LuoshiError(NO_SUCH_PLACE(place=treated))
    before = sum(when < start for when in given.years)
    if before < 3 or before == len(given.years):
        raise LuoshiError(TOO_FEW_YEARS(before=before, after=len(given.years) - before))
    actual = given.values[given.places.index(treated)]
    if np.isnan(actual).any():
        lacking = "、".join(str(given.years[k]) for k in np.flatnonzero(np.isnan(actual)))
        raise LuoshiError(TREATED_HAS_GAP(place=treated, years=lacking))
    pool, problems = _pool(given.places, given.values, treated, donors, before)
    weights = mixture(actual[:before], pool.values[:, :before])
    gap = actual - weights @ pool.values
    fit, ratio = _fit(gap, before), _ratio(gap, before)
    gaps = _placebo_gaps(pool)
    ratios = {name: _ratio(row, before) for name, row in zip(pool.names, gaps, strict=True)}
    p = (1 + sum(other >= ratio for other in ratios.values())) / (1 + len(ratios))
    mean_gap = float(gap[before:].mean())
    return SyntheticControl(
        treated, start, given.years, actual, weights @ pool.values, gap, mean_gap,
        {pool.names[k]: float(weights[k]) for k in np.flatnonzero(weights > _NO_WEIGHT)},
        fit, ratio, ratios, gaps, p, _in_time(actual, pool, given.years), _without(actual, pool, weights),
        words=(*_words(treated, mean_gap, p, len(ratios)), *limits()),
        choices={
            "method": "synthetic_control", "matched on": "the outcome of every year before", "weights": "not negative, sum 1",
            "p": "rank of the ratio of errors after and before", "donors": str(len(pool.names)),
            "placebos": "without the place under the policy", "gaps": "a place with a gap is not compared with",
        },
        problems=(*problems, *_against(fit, actual[:before], pool)),
    )  # fmt: skip


def mixture(target: Numbers, donors: Numbers) -> Numbers:
    """The weights, not negative and with sum 1, whose mixture of donors (rows) is nearest to the target.

    The nearest point of a hull to the origin is, but for its length, the least-squares solution without negative numbers
    of a system with one more row for the sum; so the solution is exact, and needs no step size or number of rounds.

    >>> mixture(np.array([1.0, 2.0]), np.array([[0.0, 1.0], [4.0, 5.0]])).round(9).tolist()
    [0.75, 0.25]
    """
    apart = (donors - target).T
    scale = np.abs(apart).max() or 1.0
    found, _ = optimize.nnls(np.vstack([apart / scale, np.ones(len(donors))]), np.append(np.zeros(len(target)), 1.0))
    weights: Numbers = found / found.sum()
    return weights


def _pool(
    places: tuple[str, ...], values: Numbers, treated: str, donors: object, before: int
) -> tuple[_Pool, list[Problem]]:
    allowed = set(places) if donors is None else set(map(str, donors))  # type: ignore[call-overload]
    for name in allowed - set(places):
        raise LuoshiError(NO_SUCH_PLACE(place=name))
    rows = [k for k, name in enumerate(places) if name in allowed and name != treated]
    whole = [k for k in rows if np.isfinite(values[k]).all()]
    if len(whole) < 2:
        raise LuoshiError(TOO_FEW_DONORS(count=len(whole)))
    problems = [DONOR_HAS_GAP(where=places[k]) for k in rows if k not in whole]
    return _Pool(tuple(places[k] for k in whole), values[whole], before), problems


def _fit(gap: Numbers, before: int) -> float:
    return float(np.sqrt((gap[:before] ** 2).mean()))


def _ratio(gap: Numbers, before: int) -> float:
    """The error under the policy over that before; without end where the fit is perfect."""
    fit, after = _fit(gap, before), float(np.sqrt((gap[before:] ** 2).mean()))
    return after / fit if fit > 0 else (np.inf if after > 0 else 1.0)


def _placebo_gaps(pool: _Pool) -> Numbers:
    """The gap of every donor, with the other donors to compare with; the place under the policy is not among them."""
    gaps = []
    for k, values in enumerate(pool.values):
        others = np.delete(pool.values, k, axis=0)
        gaps.append(values - mixture(values[: pool.before], others[:, : pool.before]) @ others)
    return np.array(gaps)


def _in_time(actual: Numbers, pool: _Pool, years: tuple[Any, ...]) -> dict[Any, float]:
    """The mean gap from an earlier year on to the true start, for every year that leaves three before it."""
    found = {}
    for earlier in range(3, pool.before):
        weights = mixture(actual[:earlier], pool.values[:, :earlier])
        gap = actual - weights @ pool.values
        found[years[earlier]] = float(gap[earlier : pool.before].mean())
    return found


def _without(actual: Numbers, pool: _Pool, weights: Numbers) -> dict[str, float]:
    found = {}
    for k in np.flatnonzero(weights > _NO_WEIGHT).tolist():
        others = np.delete(pool.values, k, axis=0)
        gap = actual - mixture(actual[: pool.before], others[:, : pool.before]) @ others
        found[pool.names[k]] = float(gap[pool.before :].mean())
    return found


def _against(fit: float, before: Numbers, pool: _Pool) -> list[Problem]:
    """What stands against the result: a poor fit, or one so good that it says nothing."""
    problems = []
    movement = float(before.std())
    if movement > 0 and fit / movement > _POOR:
        problems.append(POOR_FIT(share=f"{fit / movement:.0%}"))
    if len(pool.names) > pool.before and fit <= 1e-9 * np.abs(before).max():
        problems.append(NOT_UNIQUE())
    return problems


def _words(place: str, gap: float, p: float, placebos: int) -> tuple[Sentence, ...]:
    zh = f"政策之后，{place}比其合成对照平均相差 {gap:.4g}；"
    en = f"Under the policy {place} differs from its synthetic control by {gap:.4g} on average; "
    rank = round(p * (placebos + 1))
    zh_rank = f"在{placebos + 1}个地区中这一差距排第{rank}位（p = {p:.3g}），"
    en_rank = f"among {placebos + 1} places this ranks {rank} (p = {p:.3g}), "
    if p <= _UNUSUAL:
        return (Sentence("may", zh + zh_rank + "不像是偶然。", en + en_rank + "which chance seldom gives."),)
    return (Sentence("may-not", zh + zh_rank + "不能说不是偶然。", en + en_rank + "which chance may well give."),)
