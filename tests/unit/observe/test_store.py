"""The store: two times for every number, nothing overwritten, nothing chosen by chance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.model import Missing, Observation
from luoshi.model.observation import REPORTED, Origin
from luoshi.observe.frame import Observations
from luoshi.observe.part import Part, part_name
from luoshi.observe.store import Source, Store, build

YEARBOOK = Origin("yearbook", "yearbook.csv", "a" * 64, "", 2, 3, "统计年鉴2019，表2-4")


def observation(value: str, vintage: str = "2019-10-01", **other: object) -> Observation:
    """GDP of a city in 2018, published in the yearbook of 2019, unless something else is said."""
    gdp = Observation("gdp", "220700", "2018", Decimal(value), date.fromisoformat(vintage), "final", YEARBOOK)
    return replace(gdp, **other)  # type: ignore[arg-type]


def store(*observations: Observation) -> Store:
    return Store.of(Observations.of(observations).to_frame())


def values(*observations: Observation, known_on: str | None = None, **basis: int) -> dict[str, Decimal]:
    day = date.fromisoformat(known_on) if known_on else None
    return store(*observations).series("gdp", "220700", day, **basis).values


def at_row(row: int, table: str = "yearbook") -> Origin:
    return replace(YEARBOOK, table=table, row=row)


# ------------------------------------------------------------------ two times


def test_a_revision_counts_from_the_day_on_which_it_was_published() -> None:
    printed, revised = observation("1374"), observation("761", "2020-11-01", quality="revised")
    assert values(printed, revised) == {"2018": Decimal(761)}
    assert values(printed, revised, known_on="2020-11-01") == {"2018": Decimal(761)}
    assert values(printed, revised, known_on="2020-10-31") == {"2018": Decimal(1374)}
    assert values(printed, revised, known_on="2019-09-30") == {}


def test_the_store_as_of_a_day_answers_as_on_that_day() -> None:
    printed, revised = observation("1374"), observation("761", "2020-11-01")
    then = store(printed, revised).what_was_known(date(2020, 1, 1))
    assert then.series("gdp", "220700").values == {"2018": Decimal(1374)}
    assert list(then.vintages("gdp", "220700")) == [printed]
    assert then.to_frame()["value"].to_list() == [Decimal(1374)]


def test_what_was_not_known_yet_cannot_be_asked_of_the_store_as_of_a_day() -> None:
    later = store(observation("761", "2020-11-01")).what_was_known(date(2020, 1, 1))
    assert later.series("gdp", "220700", date(2021, 1, 1)).values == {}


def test_every_vintage_is_kept_with_its_row() -> None:
    printed, revised = observation("1374"), observation("761", "2020-11-01", origin=at_row(9))
    assert list(store(revised, printed).vintages("gdp", "220700")) == [printed, revised]


# ------------------------------------------------------------------ one value a period


@pytest.mark.parametrize("better", ["final", "revised"])
def test_final_goes_before_preliminary_of_the_same_day(better: str) -> None:
    assert values(observation("1400", quality="preliminary"), observation("1374", quality=better)) == {
        "2018": Decimal(1374)
    }


def test_a_later_preliminary_goes_before_an_earlier_final() -> None:
    assert values(observation("1374"), observation("761", "2020-01-20", quality="preliminary")) == {
        "2018": Decimal(761)
    }


def test_a_value_printed_in_two_tables_is_one_value() -> None:
    assert values(observation("1374"), observation("1374.0", origin=at_row(40, "summary"))) == {"2018": Decimal(1374)}


def test_a_contradiction_within_a_day_is_missing_and_names_both_rows() -> None:
    found = store(observation("1374"), observation("1347", origin=at_row(40, "summary"))).series("gdp", "220700")
    missing = found.at("2018")
    assert found.values == {}
    assert isinstance(missing, Missing)
    assert missing.code == "observed-contradiction"
    assert "yearbook.csv:2:3" in missing.zh
    assert "yearbook.csv:40:3" in missing.zh


def test_a_contradiction_does_not_fall_back_to_what_was_published_before() -> None:
    found = store(
        observation("1374"), observation("761", "2020-11-01"), observation("716", "2020-11-01", origin=at_row(9))
    )
    assert found.series("gdp", "220700").values == {}
    assert found.series("gdp", "220700", date(2020, 1, 1)).values == {"2018": Decimal(1374)}


def test_the_problems_of_a_store_are_its_contradictions_known_by_then() -> None:
    found = store(
        observation("1374"),
        observation("1374", place="220800"),
        observation("761", "2020-11-01"),
        observation("716", "2020-11-01", origin=at_row(9)),
    )
    assert [problem.code for problem in found.problems()] == ["observed-contradiction"]
    assert found.what_was_known(date(2020, 1, 1)).problems() == []


# ------------------------------------------------------------------ prices and boundaries


def test_restated_figures_stand_beside_those_of_their_time() -> None:
    own, restated = observation("1374"), observation("1100", boundaries=2020)
    assert values(own, restated) == {"2018": Decimal(1374)}
    assert values(own, restated, boundaries=2020) == {"2018": Decimal(1100)}


def test_current_prices_are_meant_where_no_year_is_said() -> None:
    own, constant = observation("1374"), observation("1200", prices=2015)
    assert values(own, constant) == {"2018": Decimal(1374)}
    assert values(own, constant, prices=2015) == {"2018": Decimal(1200)}


def test_the_only_prices_need_not_be_said() -> None:
    found = store(observation("1200", prices=2015)).series("gdp", "220700")
    assert (found.values, found.prices) == ({"2018": Decimal(1200)}, 2015)


def test_one_of_several_years_of_prices_is_not_chosen_silently() -> None:
    missing = (
        store(observation("1200", prices=2015), observation("1300", prices=2020)).series("gdp", "220700").at("2018")
    )
    assert isinstance(missing, Missing)
    assert missing.code == "observed-several-prices"
    assert "2015、2020" in missing.zh


# ------------------------------------------------------------------ what comes out


def test_an_observation_comes_out_as_it_went_in() -> None:
    whole = observation("1373.600900000001", prices=2015, boundaries=2020, note="不含梅河口", quality="estimated")
    (found,) = store(whole).series("gdp", "220700", boundaries=2020).observations
    assert found == whole
    assert str(found.value) == "1373.600900000001"


def test_a_round_value_has_no_zeros_behind_it() -> None:
    (found,) = store(observation("1400.50")).series("gdp", "220700").observations
    assert str(found.value) == "1400.5"
    (found,) = store(observation("1400")).series("gdp", "220700").observations
    assert str(found.value) == "1400"


def test_a_period_without_a_value_says_what_to_supply() -> None:
    missing = store(observation("1374")).series("gdp", "220700").at(2017)
    assert isinstance(missing, Missing)
    assert "2017" in missing.zh
    assert missing.reason.hint_zh


@pytest.mark.parametrize(("indicator", "place"), [("gdp", "220800"), ("population", "220700")])
def test_what_was_never_observed_is_an_empty_series(indicator: str, place: str) -> None:
    assert store(observation("1374")).series(indicator, place).observations == ()


def test_an_empty_store_answers() -> None:
    assert store().series("gdp", "220700").values == {}
    assert store().to_frame().height == Store([]).to_frame().height == 0
    assert Store([]).problems() == []


def test_whole_years_are_told_from_quarters_and_months() -> None:
    found = store(observation("1374"), observation("300", period="2018-Q1"), observation("90", period="2018-06"))
    assert found.series("gdp", "220700").yearly == {2018: Decimal(1374)}
    assert list(found.series("gdp", "220700").values) == ["2018", "2018-06", "2018-Q1"]


def test_the_places_and_indicators_of_a_store_are_known() -> None:
    found = store(observation("1"), observation("2", place="220100"), observation("3", indicator="population"))
    assert found.indicators == ("gdp", "population")
    assert found.places("gdp") == ("220100", "220700")
    assert found.places("air") == ()


# ------------------------------------------------------------------ parts on the disk


def frame(*observations: Observation) -> pl.DataFrame:
    return Observations.of(observations).to_frame()


def never() -> pl.DataFrame:
    raise AssertionError("the table is read again")


def test_a_store_on_the_disk_answers_as_one_in_memory(tmp_path: Path) -> None:
    first, second = (
        frame(observation("1374"), observation("9", place="220100")),
        frame(observation("761", "2020-11-01")),
    )
    build(tmp_path, [Source("first", lambda: first), Source("second", lambda: second)])
    kept = build(tmp_path, [Source("second", never), Source("first", never)])
    assert kept.series("gdp", "220700") == Store.of(first, second).series("gdp", "220700")
    assert kept.to_frame().equals(Store.of(second, first).to_frame())


def test_a_changed_table_touches_its_own_part_only(tmp_path: Path) -> None:
    build(tmp_path, [Source("a", lambda: frame(observation("1"))), Source("b", lambda: frame(observation("2")))])
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    corrected = build(
        tmp_path, [Source("a", never), Source("b-corrected", lambda: frame(observation("3", "2020-01-01")))]
    )
    after = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"b-corrected.arrow", "b-corrected.json"}
    assert [one.value for one in corrected.vintages("gdp", "220700")] == [Decimal(1), Decimal(3)]


def test_a_part_that_was_not_written_whole_is_made_again(tmp_path: Path) -> None:
    build(tmp_path, [Source("a", lambda: frame(observation("1")))])
    (tmp_path / "a.json").unlink()
    assert Part.kept(tmp_path, "a") is None
    assert build(tmp_path, [Source("a", lambda: frame(observation("1")))]).series("gdp", "220700").values


def test_a_part_that_was_cut_short_is_made_again(tmp_path: Path) -> None:
    build(tmp_path, [Source("a", lambda: frame(observation("1")))])
    (tmp_path / "a.arrow").write_bytes((tmp_path / "a.arrow").read_bytes()[:-9])
    assert build(tmp_path, [Source("a", lambda: frame(observation("1")))]).series("gdp", "220700").values


def test_a_part_is_named_by_file_mapping_and_library() -> None:
    names = {part_name(*made) for made in [(b"f", b"m", "1"), (b"g", b"m", "1"), (b"f", b"n", "1"), (b"f", b"m", "2")]}
    assert len(names) == 4


# ------------------------------------------------------------------ what holds for any observations

VINTAGES = [date(2018, 10, 1), date(2019, 10, 1), date(2020, 10, 1)]
ANY = st.builds(
    observation,
    st.sampled_from(["1", "2", "3.5"]),
    vintage=st.sampled_from([day.isoformat() for day in VINTAGES]),
    period=st.sampled_from(["2017", "2018"]),
    quality=st.sampled_from(["final", "preliminary", "revised", "reported", "reported-preliminary"]),
    prices=st.sampled_from([None, None, 2015]),
    boundaries=st.sampled_from([None, None, 2020]),
    origin=st.builds(at_row, st.integers(1, 4), st.sampled_from(["yearbook", "bulletin"])),
)


@given(st.lists(ANY, max_size=8), st.lists(ANY, max_size=4), st.sampled_from(VINTAGES))
def test_a_later_vintage_never_changes_what_was_known_before(
    first: list[Observation], more: list[Observation], day: date
) -> None:
    later = [one for one in more if one.vintage > day]
    before, after = store(*first), store(*first, *later)
    assert after.series("gdp", "220700", day) == before.series("gdp", "220700", day)
    assert list(after.what_was_known(day).vintages("gdp", "220700")) == list(
        before.what_was_known(day).vintages("gdp", "220700")
    )
    assert after.what_was_known(day).to_frame().equals(before.what_was_known(day).to_frame())


@given(st.lists(ANY, min_size=1, max_size=8), st.data())
def test_neither_order_nor_equal_rows_matter(rows: list[Observation], data: st.DataObject) -> None:
    others = data.draw(st.permutations([*rows, *data.draw(st.lists(st.sampled_from(rows), max_size=4))]))
    cut = data.draw(st.integers(0, len(others)))
    split = Store.of(frame(*others[:cut]), frame(*others[cut:]))
    assert split.series("gdp", "220700") == store(*rows).series("gdp", "220700")
    assert list(split.vintages("gdp", "220700")) == list(store(*rows).vintages("gdp", "220700"))
    assert split.to_frame().equals(store(*rows).to_frame())
    assert [str(one) for one in split.problems()] == [str(one) for one in store(*rows).problems()]


@given(st.lists(ANY, max_size=8))
def test_a_value_that_counts_was_published_and_nothing_published_later_was_left_out(rows: list[Observation]) -> None:
    found = store(*rows).series("gdp", "220700")
    of_basis = [one for one in rows if (one.prices, one.boundaries) == (found.prices, found.boundaries)]
    for one in found.observations:
        assert one in rows
        of_period = [other for other in of_basis if other.period == one.period]
        # What an office reports of itself counts where nothing was published.
        published = [other for other in of_period if other.quality not in REPORTED] or of_period
        assert one.vintage == max(other.vintage for other in published)
    known = {one.period for one in rows if one.boundaries is None}
    assert {*found.values, *found.missing} <= known
    if any(one.prices is None for one in rows if one.boundaries is None):
        assert {*found.values, *found.missing} == {one.period for one in of_basis}
