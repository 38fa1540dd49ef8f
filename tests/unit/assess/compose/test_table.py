"""What a method is given: arrays, polars and pandas frames, columns; directions and weights in any of their forms."""

from __future__ import annotations

import polars as pl
import pytest

from luoshi.assess import compose
from luoshi.assess.compose.table import sense_of, table_of
from luoshi.model import LuoshiError

COLUMNS = {"place": ["甲", "乙"], "year": [2017, 2018], "gdp": [1.5, None], "jobs": [3, 4]}


def test_a_polars_frame_a_pandas_frame_and_columns_give_the_same_table() -> None:
    pandas = pytest.importorskip("pandas")
    tables = [table_of(COLUMNS), table_of(pl.DataFrame(COLUMNS)), table_of(pandas.DataFrame(COLUMNS))]
    for table in tables:
        assert (table.places, table.periods, table.indicators) == (("甲", "乙"), ("2017", "2018"), ("gdp", "jobs"))
        assert str(table.values.tolist()) == "[[1.5, 3.0], [nan, 4.0]]"


def test_the_index_of_a_pandas_frame_names_the_places() -> None:
    pandas = pytest.importorskip("pandas")
    assert table_of(pandas.DataFrame({"gdp": [1, 2]}, index=["甲", "乙"])).places == ("甲", "乙")


def test_a_first_column_of_text_names_the_places() -> None:
    assert table_of({"city": ["甲", "乙"], "gdp": [1, 2]}).places == ("甲", "乙")


def test_what_is_asked_for_comes_in_the_order_in_which_it_is_asked_for() -> None:
    assert table_of(COLUMNS, ["jobs", "gdp"]).values[0].tolist() == [3.0, 1.5]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ([1, 2, 3], "compose-not-a-table"),
        ([["a", "b"]], "compose-not-a-table"),
        ({"gdp": ["甲", 1]}, "compose-not-a-table"),
        ([[1.0, float("inf")]], "compose-infinite"),
    ],
)
def test_what_is_no_table_is_refused(data: object, code: str) -> None:
    with pytest.raises(LuoshiError) as caught:
        table_of(data, ["gdp"] if isinstance(data, dict) else None)
    assert caught.value.problem.code == code


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(LuoshiError, match="exports"):
        table_of(COLUMNS, ["gdp", "exports"])


def test_directions_for_all_for_each_and_by_name() -> None:
    names = ["gdp", "jobless", "growth"]
    assert sense_of("down", names).sign.tolist() == [-1, -1, -1]
    assert sense_of(["up", "down", (4, 8)], names).ranged.tolist() == [False, False, True]
    by_name = sense_of({"jobless": "down", "growth": (4, 8)}, names)
    assert (by_name.sign.tolist(), by_name.high[2]) == ([1, -1, 1], 8)


@pytest.mark.parametrize("better", ["more", ["up"], {"exports": "up"}, "hold"])
def test_other_directions_are_refused(better: object) -> None:
    with pytest.raises(LuoshiError):
        compose.min_max({"gdp": [1, 2], "jobs": [1, 2]}, better)


def test_weights_of_the_wrong_number_are_refused_and_a_result_is_taken_whole() -> None:
    with pytest.raises(LuoshiError, match="权重"):
        compose.arithmetic([[1, 2]], [1, 2, 3])
    assert compose.arithmetic([[1, 2]], compose.given([[1, 2]], [3, 1])).scores.tolist() == [1.25]


def test_a_normalised_result_is_aggregated_with_its_names() -> None:
    found = compose.arithmetic(compose.min_max(COLUMNS | {"gdp": [1, 2]}))
    assert (found.places, found.indicators) == (("甲 2017", "乙 2018"), ("gdp", "jobs"))
