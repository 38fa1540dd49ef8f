"""The example of twenty numbers by which winsorising is usually shown."""

from __future__ import annotations

from luoshi.assess import compose


def test_winsorise_draws_in_one_of_twenty_at_each_end() -> None:
    """Wikipedia, "Winsorizing": −40 becomes −5 and 1053 becomes 101, and the mean 55.65."""
    values = [92, 19, 101, 58, 1053, 91, 26, 78, 10, 13, -40, 101, 86, 85, 15, 89, 89, 28, -5, 41]
    found = compose.winsorise({"x": values}, share=0.05)
    assert found.values.ravel()[[4, 10]].tolist() == [101, -5]
    assert round(found.values.mean(), 2) == 55.65
    assert found.changed.sum() == 2


def test_winsorise_leaves_columns_that_are_not_skewed() -> None:
    table = {"even": [float(number) for number in range(20)], "skewed": [1.0] * 10 + [2.0] * 9 + [500.0]}
    found = compose.winsorise(table, share=0.05, skewness=2)
    assert found.changed.sum(axis=0).tolist() == [0, 1]
