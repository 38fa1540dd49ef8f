"""Coordination as a score gives the degrees of the literature, the same as the forms one by one."""

from __future__ import annotations

import numpy as np
import pytest

from luoshi.assess import compose, coordinate
from luoshi.model import LuoshiError

PAIRS = [[0.6, 0.4], [0.6, 0.6], [0.9, 0.1], [0.85, 0.75], [0.0, 0.5]]
TRIPLES = [[0.6, 0.5, 0.4], [0.8, 0.3, 0.5]]


def test_coordination_gives_the_degrees_of_the_corrected_form() -> None:
    """王淑佳、孔伟、任亮等（2021），自然资源学报 36(3)：793–810: C* and D* = √(C*·T), worked by hand for these sides."""
    assert compose.coordination(PAIRS).scores.round(4).tolist() == [0.6043, 0.7746, 0.273, 0.8443, 0.0]
    assert compose.coordination(TRIPLES).scores.round(4).tolist() == [0.6339, 0.5504]


@pytest.mark.parametrize("form", ["standard", "liao", "corrected"])
def test_coordination_agrees_with_each_form_on_its_own(form: str) -> None:
    of_one = getattr(coordinate, form)
    expected = [of_one(sides, [0.3, 0.7]).degree for sides in PAIRS]
    assert compose.coordination(PAIRS, [0.3, 0.7], form=form).scores == pytest.approx(expected, abs=1e-12)


def test_without_a_side_there_is_no_degree_whatever_the_rule() -> None:
    found = compose.coordination([[0.6, None], [0.6, 0.4]], missing="reweight", at_least=0.1)
    assert np.isnan(found.scores[0])
    assert found.problems[0].code == "compose-no-score"


@pytest.mark.parametrize("sides", [[[1.2, 0.4]], [[0.4]]])
def test_sides_that_are_none_are_refused(sides: list[list[float]]) -> None:
    with pytest.raises(LuoshiError):
        compose.coordination(sides)


def test_raising_only_the_leading_side_can_lower_the_corrected_degree() -> None:
    """Why a degree of this form is no advice by itself."""
    before, after = compose.coordination([[0.6, 0.4], [0.9, 0.4]]).scores
    assert after < before
