"""Recomputed by hand; no printed numbers are cited."""

from __future__ import annotations

from luoshi.assess import compose


def test_column_mean_fills_only_gaps_and_says_so() -> None:
    """OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 3, definition."""
    found = compose.column_mean({"place": ["甲", "乙", "丙", "丁"], "x": [1, 1, None, 4]})
    assert found.values.ravel().tolist() == [1, 1, 2.0, 4]
    assert found.changed.ravel().tolist() == [False, False, True, False]
    assert [problem.code for problem in found.problems] == ["compose-imputed"]


def test_a_column_without_any_value_stays_missing() -> None:
    found = compose.column_mean({"x": [None, None], "y": [1, 2]})
    assert str(found.values.tolist()) == "[[nan, 1.0], [nan, 2.0]]"
    assert found.problems == ()
