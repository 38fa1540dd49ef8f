"""A place's numbers over the years are cut where its area changed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from luoshi.model import Missing
from luoshi.model.areas import Areas
from luoshi.observe.boundaries import of_area, stretches
from luoshi.packs import pack
from published import row, rows, store

COMMON = pack(Path(__file__).parents[3] / "packs" / "common-cn")
AREAS = Areas(COMMON.places, COMMON.boundary_changes)

SIPING = rows("population", "220300", {2018: "320", 2019: "318", 2020: "215", 2021: "212"})


def cut(place: str, *observations: object) -> list[dict[str, Decimal]]:
    found = stretches("population", place, store(*observations), AREAS)  # type: ignore[arg-type]
    return [one.values for one in found]


def test_a_series_is_cut_where_the_place_lost_an_area() -> None:
    assert cut("220300", *SIPING) == [
        {"2018": Decimal(320), "2019": Decimal(318)},
        {"2020": Decimal(215), "2021": Decimal(212)},
    ]


def test_restated_figures_stand_before_those_of_the_later_area() -> None:
    restated = row("population", "220300", 2019, "218", boundaries=2020)
    assert cut("220300", *SIPING, restated)[1] == {
        "2019": Decimal(218),
        "2020": Decimal(215),
        "2021": Decimal(212),
    }


def test_restated_figures_leave_the_earlier_stretch_as_it_was() -> None:
    restated = row("population", "220300", 2019, "218", boundaries=2020)
    assert cut("220300", *SIPING, restated)[0] == cut("220300", *SIPING)[0]


def test_figures_restated_on_the_earlier_area_do_not_reach_beyond_the_change() -> None:
    assert cut("220300", *SIPING, row("population", "220300", 2020, "317", boundaries=2019)) == cut("220300", *SIPING)


def test_the_latest_restatement_counts() -> None:
    first = row("population", "220300", 2019, "218", boundaries=2020)
    second = row("population", "220300", 2019, "217", boundaries=2021)
    assert cut("220300", *SIPING, second, first)[1]["2019"] == Decimal(217)


def test_a_new_code_for_the_same_area_does_not_cut() -> None:
    before, after = row("population", "220181", 2013, "70"), row("population", "220113", 2015, "69")
    joined = {"2013": Decimal(70), "2015": Decimal(69)}
    assert cut("220113", before, after) == cut("220181", before, after) == [joined]


def test_two_codes_that_say_different_things_of_one_year_are_a_contradiction() -> None:
    found = of_area(
        "population",
        "220113",
        store(row("population", "220181", 2014, "70"), row("population", "220113", 2014, "71")),
        AREAS,
    ).at(2014)
    assert isinstance(found, Missing)
    assert found.code == "observed-contradiction"


def test_the_province_is_not_cut() -> None:
    assert (
        len(cut("220000", *rows("population", "220000", {2018: "2700", 2019: "2690", 2020: "2400", 2021: "2375"}))) == 1
    )


def test_a_place_without_numbers_has_no_stretch() -> None:
    assert cut("220300") == []
