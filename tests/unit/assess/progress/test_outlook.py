"""The projected value, its interval and its chance, against a sum done by hand and printed tables."""

from __future__ import annotations

from decimal import Decimal

import pytest

from luoshi.assess.progress import linear_trend
from luoshi.model.finding import Missing, Outlook
from luoshi.model.series import Series


def yearly(*values: str | int) -> Series:
    return Series(tuple((2015 + at, Decimal(value)) for at, value in enumerate(values)))


def trend(series: Series, year: int, low: str | None = None, high: str | None = None) -> Outlook:
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    found = linear_trend(series, year, *ends)
    assert isinstance(found, Outlook)
    return found


def test_the_line_and_its_interval_by_hand() -> None:
    """10, 12, 13, 15: the slope is 1.6 and 12.5 the mean, so 18.1 in 2020. The rest is 0.2, its variance over n − 2 is 0.1,
    for a new observation 0.1 × (1 + 1/4 + 3.5²/5) = 0.37; t(0.9; 2) = 1.885618 gives ± 1.14698."""
    found = trend(yearly(10, 12, 13, 15), 2020)
    assert [str(one) for one in (found.value, found.low, found.high)] == ["18.1", "16.953", "19.247"]


@pytest.mark.parametrize(
    ("observed", "quantile"), [(3, "3.0777"), (4, "1.8856"), (5, "1.6377"), (12, "1.3722"), (22, "1.3253")]
)
def test_the_interval_is_as_wide_as_the_table_of_student_says(observed: int, quantile: str) -> None:
    """Values that lie one above and below the line in turn; t at 0.90 for n − 2 degrees of freedom from the usual table."""
    values = [10 + at % 2 for at in range(observed)]
    year = 2015 + observed
    xs = [2015 + at - year for at in range(observed)]
    mean_x, mean_y = sum(xs) / observed, sum(values) / observed
    spread = sum((x - mean_x) ** 2 for x in xs)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, values, strict=True)) / spread
    rest = sum((y - mean_y - slope * (x - mean_x)) ** 2 for x, y in zip(xs, values, strict=True))
    error = (rest / (observed - 2) * (1 + 1 / observed + mean_x**2 / spread)) ** 0.5
    found = trend(yearly(*values), year)
    assert isinstance(found.high, Decimal)
    assert isinstance(found.value, Decimal)
    assert float(found.high - found.value) / error == pytest.approx(float(quantile), abs=2e-4)


def test_a_chance_is_a_half_where_the_line_meets_the_target() -> None:
    assert str(trend(yearly(10, 12, 13, 15), 2020, low="18.1").chance) == "0.500"


def test_the_chances_of_both_sides_of_a_value_make_one() -> None:
    series = yearly(10, 12, 13, 15)
    above, below = trend(series, 2020, low="17").chance, trend(series, 2020, high="17").chance
    assert (above, below) == (Decimal("0.894"), Decimal("0.106"))


def test_a_range_has_the_chance_of_lying_within() -> None:
    """The 80 % interval itself."""
    assert str(trend(yearly(10, 12, 13, 15), 2020, "16.953", "19.247").chance) == "0.800"


@pytest.mark.parametrize(("low", "chance"), [("20", "1.000"), ("20.01", "0.000")])
def test_points_on_a_line_leave_no_doubt(low: str, chance: str) -> None:
    found = trend(yearly(10, 12, 14, 16), 2020, low=low)
    assert (found.low, found.value, found.high, str(found.chance)) == (20, 20, 20, chance)


def test_two_values_have_a_line_and_no_interval() -> None:
    found = trend(yearly(10, 12), 2020, low="5")
    assert found.value == 20
    assert isinstance(found.low, Missing)
    assert isinstance(found.chance, Missing)
    assert found.chance.code == "judge-two-observations"


@pytest.mark.parametrize(
    ("series", "year", "code"),
    [(yearly(10), 2020, "judge-one-observation"), (yearly(10, 12), 2016, "judge-deadline-known")],
)
def test_what_has_no_outlook_says_why(series: Series, year: int, code: str) -> None:
    found = linear_trend(series, year)
    assert isinstance(found, Missing)
    assert found.code == code
