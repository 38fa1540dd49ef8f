"""What holds for the efficiency of any producers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from luoshi.assess.efficiency import bcc, ccr, malmquist, sbm, super_sbm

METHODS = [ccr, bcc, sbm, super_sbm]
COUNT = 7
# Inputs, an output: whole numbers, so that ties and dominated producers are common.
NUMBERS = arrays(np.int64, (COUNT, 3), elements=st.integers(1, 9))


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=25, deadline=None)
@given(numbers=NUMBERS, order=st.permutations(range(COUNT)))
def test_the_order_of_producers_never_matters(method, numbers, order) -> None:
    here = method(numbers[:, :2], numbers[:, 2]).scores
    there = method(numbers[order, :2], numbers[order, 2]).scores
    assert there == pytest.approx(here[order], abs=1e-8, nan_ok=True)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=25, deadline=None)
@given(numbers=NUMBERS, factor=st.sampled_from([1e-6, 0.01, 3.7, 1e4, 1e8]))
def test_the_unit_of_a_measure_never_matters(method, numbers, factor) -> None:
    here = method(numbers[:, :2], numbers[:, 2]).scores
    there = method(numbers[:, :2] * [factor, 1], numbers[:, 2] / factor).scores
    assert there == pytest.approx(here, abs=1e-8, nan_ok=True)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=25, deadline=None)
@given(numbers=NUMBERS, by=st.integers(0, COUNT - 1), more=st.integers(1, 5))
def test_a_producer_worse_than_another_never_changes_the_others(method, numbers, by, more) -> None:
    worse = numbers[by] + [more, more, 0]
    here = method(numbers[:, :2], numbers[:, 2]).scores
    there = method(np.vstack([numbers[:, :2], worse[:2]]), np.append(numbers[:, 2], worse[2])).scores
    if method is super_sbm:
        # Without the one it is worse than, it may be the best there is.
        here, there = np.delete(here, by), np.delete(there, by)
    assert there[: len(here)] == pytest.approx(here, abs=1e-8, nan_ok=True)


@pytest.mark.parametrize("method", [ccr, bcc])
@settings(max_examples=25, deadline=None)
@given(numbers=NUMBERS, who=st.integers(0, COUNT - 1), more=st.integers(1, 5))
def test_using_more_never_raises_the_score(method, numbers, who, more) -> None:
    used = numbers[:, :2].copy()
    used[who] += more
    assert method(used, numbers[:, 2]).scores[who] <= method(numbers[:, :2], numbers[:, 2]).scores[who] + 1e-9


@settings(max_examples=25, deadline=None)
@given(numbers=NUMBERS)
def test_counting_slacks_never_gives_more_than_the_radial_score(numbers) -> None:
    assert (sbm(numbers[:, :2], numbers[:, 2]).scores <= ccr(numbers[:, :2], numbers[:, 2]).scores + 1e-9).all()


@settings(max_examples=15, deadline=None)
@given(numbers=arrays(np.int64, (12, 3), elements=st.integers(1, 9)))
def test_against_all_years_changes_multiply_up(numbers) -> None:
    found = malmquist(
        numbers[:, :2], numbers[:, 2], names=list("甲乙丙丁") * 3, years=[1] * 4 + [2] * 4 + [3] * 4, reference="global"
    )
    both = malmquist(
        numbers[[*range(4), *range(8, 12), *range(4, 8)], :2], numbers[[*range(4), *range(8, 12), *range(4, 8)], 2],
        names=list("甲乙丙丁") * 3, years=[1] * 4 + [2] * 4 + [3] * 4, reference="global",
    )  # fmt: skip
    first, second = found.change.reshape(4, 2).T
    assert first * second == pytest.approx(both.change.reshape(4, 2)[:, 0], rel=1e-7)
