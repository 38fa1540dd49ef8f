"""Recomputed by hand; no printed numbers are cited."""

from __future__ import annotations

from luoshi.assess import compose


def test_interpolation_goes_along_the_years_of_one_place() -> None:
    """2010 and 2014 known: 2011 lies a quarter of the way. Another place's values are not looked at."""
    table = {
        "place": ["甲", "乙", "甲", "乙", "甲", "乙"],
        "year": [2010, 2010, 2011, 2011, 2014, 2014],
        "x": [4.0, 100.0, None, None, 8.0, None],
    }
    found = compose.interpolation(table)
    assert found.values.ravel()[[0, 1, 2, 4]].tolist() == [4, 100, 5, 8]
    assert found.changed.ravel().tolist() == [False, False, True, False, False, False]
