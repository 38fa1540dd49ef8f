"""The analyst's panel: one row a place and year, with the outcome and the year from which each place is under the policy."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luoshi.assess.arrays import Numbers, labels, optional, vector
from luoshi.model.problem import Kind, LuoshiError, Problem

ROWS_WITH_GAPS = Kind(
    code="effect-gaps",
    zh="{count}行缺少数值，未参加估计", en="{count} rows lack a number, and were left out",
    hint_zh="请补齐数据；缺数若与政策有关，结果会有偏差。",
    hint_en="Complete the data; where gaps have to do with the policy, the result is biased.",
)  # fmt: skip
TWO_ROWS = Kind(
    code="effect-two-rows",
    zh="“{place}”在{year}年有两行", en="'{place}' has two rows in {year}",
    hint_zh="每个地区每年只能有一行。", hint_en="A place has one row a year.",
)  # fmt: skip
DIFFERENT_STARTS = Kind(
    code="effect-different-starts",
    zh="“{place}”的政策起始年前后不一致", en="'{place}' has more than one year from which the policy holds",
    hint_zh="每个地区只能有一个起始年；从未受政策的地区请留空。",
    hint_en="A place has one such year; leave it empty for places never under the policy.",
)  # fmt: skip
NOBODY_TREATED = Kind(
    code="effect-nobody-treated",
    zh="数据期内没有地区从不受政策变为受政策", en="no place comes under the policy within the years of the data",
    hint_zh="请核对起始年，数据须包含政策之前和之后的年份。",
    hint_en="Check the starting years; the data must have years before and after the policy.",
)  # fmt: skip
NOBODY_TO_COMPARE = Kind(
    code="effect-nobody-to-compare",
    zh="没有可以对照的地区", en="there is no place to compare with",
    hint_zh="请加入从未受政策、或更晚才受政策的地区。", hint_en="Add places never under the policy, or later than the others.",
)  # fmt: skip
ALWAYS_TREATED = Kind(
    code="effect-always-treated",
    zh="在数据期的第一年或更早已受政策，没有事前年份，未参加估计",
    en="left out: it was under the policy in the first year already, so nothing is known of before",
    hint_zh="如有更早的数据请加入。", hint_en="Add earlier years where there are any.",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """Rows that can be used: outcome, place and year of each, and from when its place is under the policy (∞ for never)."""

    outcome: Numbers
    places: NDArray[np.str_]
    years: Numbers
    starts: Numbers
    controls: Numbers
    names: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def under(self) -> NDArray[np.bool_]:
        """Whether a row is of a place and year under the policy."""
        return self.years >= self.starts

    def rows(self, kept: NDArray[Any], problems: Sequence[Problem] = ()) -> Policy:
        """Some of the rows."""
        return Policy(
            self.outcome[kept], self.places[kept], self.years[kept], self.starts[kept], self.controls[kept],
            self.names, (*self.problems, *problems),
        )  # fmt: skip

    def count(self, kept: NDArray[np.bool_]) -> int:
        """How many places some rows are of."""
        return len(np.unique(self.places[kept]))


def policy(
    data: Any,  # Any: a frame of any library, or a dict of columns
    *,
    outcome: str,
    place: str,
    year: str,
    treated_from: str,
    controls: Sequence[str] = (),
) -> Policy:
    """Read and check the panel, without the rows that have gaps and the places that were always under the policy.

    Raises:
        LuoshiError: a column is not there, a place has two rows in a year or two starting years, nobody comes under the
            policy, or nobody can be compared with.

    >>> table = {"城市": ["甲", "甲", "乙", "乙"], "年": [2007, 2008] * 2, "值": [1, 3, 1, None], "批": [2008, 2008, None, None]}
    >>> found = policy(table, outcome="值", place="城市", year="年", treated_from="批")
    >>> found.under.tolist(), str(found.problems[0])
    ([False, True, False], '1行缺少数值，未参加估计')
    """
    columns = {name: vector(list(labels(data, name)), what=name) for name in (outcome, year, treated_from, *controls)}
    places = np.array([str(name) for name in labels(data, place)])
    # Never under the policy: an empty cell, or 0 as some data sets write it.
    starts = np.where(np.nan_to_num(columns[treated_from]) > 0, columns[treated_from], np.inf)
    others = np.column_stack([columns[name] for name in controls]) if controls else np.empty((len(places), 0))
    known = np.isfinite(columns[outcome]) & np.isfinite(columns[year]) & np.isfinite(others).all(axis=1)
    lost = int((~known).sum())
    problems = (ROWS_WITH_GAPS(count=lost),) if lost else ()
    whole = Policy(columns[outcome], places, columns[year], starts, others, tuple(controls), problems)
    _require_one_row_and_start(whole)
    return _comparable(whole.rows(known))


def fit(found: Policy, columns: dict[str, Numbers]) -> tuple[Numbers, Numbers, int]:
    """Regress the outcome on columns, with effects of place and year; coefficients, their covariance, number of clusters.

    The years stand in the regression as columns: with the places alone to take out, the result is exact.

    Raises:
        LuoshiError: `pyfixest` is not installed (extra `policy`).
    """
    pandas, pyfixest = optional("pandas", "policy"), optional("pyfixest", "policy")
    years = np.unique(found.years)[1:]
    table = {"y": found.outcome, "place": found.places}
    of_interest = {f"d{k}": values for k, values in enumerate(columns.values())}
    besides = {f"x{k}": found.controls[:, k] for k in range(found.controls.shape[1])}
    in_year = {f"t{k}": (found.years == when).astype(float) for k, when in enumerate(years)}
    terms = {**of_interest, **besides, **in_year}
    formula = f"y ~ {' + '.join(terms)} | place"
    with warnings.catch_warnings():
        # What the library will have to change for a later pandas is not for our readers.
        warnings.simplefilter("ignore", DeprecationWarning)
        # A fit without any error has a standard error of 0, by which it divides.
        warnings.simplefilter("ignore", RuntimeWarning)
        model = pyfixest.feols(formula, data=pandas.DataFrame({**table, **terms}), vcov={"CRV1": "place"})
        estimates, spread = model.coef(), np.asarray(model._vcov)
    names = list(estimates.index)
    coefficients, covariance = np.full(len(of_interest), np.nan), np.full((len(of_interest),) * 2, np.nan)
    there = [k for k, name in enumerate(of_interest) if name in names]
    rows = [names.index(list(of_interest)[k]) for k in there]
    coefficients[there] = np.asarray(estimates)[rows]
    covariance[np.ix_(there, there)] = spread[np.ix_(rows, rows)]
    return coefficients, covariance, found.count(np.full(len(found.outcome), True))


def _require_one_row_and_start(whole: Policy) -> None:
    seen: set[tuple[str, float]] = set()
    start: dict[str, float] = {}
    for place, year, since in zip(whole.places.tolist(), whole.years.tolist(), whole.starts.tolist(), strict=True):
        if (place, year) in seen:
            raise LuoshiError(TWO_ROWS(place=place, year=f"{year:g}"))
        if start.setdefault(place, since) != since:
            raise LuoshiError(DIFFERENT_STARTS(place=place))
        seen.add((place, year))


def _comparable(found: Policy) -> Policy:
    always = np.array(sorted({p for p in np.unique(found.places) if found.under[found.places == p].all()}), dtype=str)
    kept = found.rows(~np.isin(found.places, always), [ALWAYS_TREATED(where=place) for place in always])
    if not kept.under.any():
        raise LuoshiError(NOBODY_TREATED())
    if len(np.unique(kept.starts)) < 2:
        raise LuoshiError(NOBODY_TO_COMPARE())
    return kept
