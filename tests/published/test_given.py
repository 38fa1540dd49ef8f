"""Weights that a document states: adult literacy counts two thirds and enrolment one third."""

from __future__ import annotations

from luoshi.assess import compose


def test_given_reproduces_the_education_index() -> None:
    """UNDP, Human Development Report 2007/2008, technical note 1: Turkey, 87.4% and 68.7% make 0.812."""
    indices = {"literacy": [0.874], "enrolment": [0.687]}
    weights = compose.given(indices, {"literacy": 2, "enrolment": 1})
    assert abs(float(compose.arithmetic(indices, weights).scores[0]) - 0.812) < 0.0005


def test_what_is_left_of_one_is_shared_by_those_without_a_weight() -> None:
    assert compose.given({"a": [1], "b": [1], "c": [1]}, {"a": 0.6}).weights.round(6).tolist() == [0.6, 0.2, 0.2]
