"""Years that are written in Chinese numerals."""

from __future__ import annotations

import pytest

from luoshi.observe.periods import period


@pytest.mark.parametrize(
    ("printed", "found"), [("二〇一七年", "2017"), ("二○一七", "2017"), ("二零一八年", "2018"), ("三一七一年", None)]
)
def test_a_year_in_chinese_numerals_is_read(printed: str, found: str | None) -> None:
    assert period(printed) == found


def test_a_month_of_such_a_year_is_read() -> None:
    assert period("二〇一七年6月") == "2017-06"
