"""Several places together, and an indicator out of its parts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.model import LuoshiError, Missing, Observation
from luoshi.model.computed import Computed
from luoshi.observe.aggregate import aggregate
from luoshi.observe.derive import derived
from luoshi.packs import pack
from published import row, store

COMMON = pack(Path(__file__).parents[3] / "packs" / "common-cn")
LIAOYUAN, TONGHUA, BAISHAN, YANBIAN, DUNHUA, JILIN = "220400", "220500", "220600", "222400", "222403", "220200"


def gdp(place: str, value: str, year: int = 2018, **other: object) -> Observation:
    return row("gdp", place, year, value, **other)


def together(indicator: str, places: list[str], *observations: Observation, **options: object) -> Computed | Missing:
    return aggregate(indicator, places, "2018", store(*observations), COMMON, **options)  # type: ignore[arg-type]


def value(found: Computed | Missing) -> Decimal:
    assert isinstance(found, Computed), found
    return found.value


def missing(found: Computed | Missing, code: str) -> str:
    assert isinstance(found, Missing)
    assert found.code == code
    return found.zh


# ------------------------------------------------------------------ sums


def test_a_sum_is_exact_and_keeps_every_row() -> None:
    found = together("gdp", [LIAOYUAN, BAISHAN], gdp(LIAOYUAN, "0.1"), gdp(BAISHAN, "0.2"))
    assert value(found) == Decimal("0.3")
    assert isinstance(found, Computed)
    assert [one.place for one in found.observations] == [LIAOYUAN, BAISHAN]
    assert found.steps[-1].zh == "地区生产总值合计 = 0.1 + 0.2 = 0.3 亿元"


def test_a_nested_place_adds_nothing_and_the_steps_say_so() -> None:
    rows = gdp(YANBIAN, "900"), gdp(DUNHUA, "190"), gdp(BAISHAN, "660")
    found = together("gdp", [DUNHUA, YANBIAN, BAISHAN], *rows)
    assert value(found) == Decimal(1560)
    assert isinstance(found, Computed)
    assert "敦化市已在其中，不重复计算" in found.steps[0].zh


def test_a_place_without_a_value_is_named_and_there_is_no_sum() -> None:
    found = together("gdp", [LIAOYUAN, BAISHAN], gdp(LIAOYUAN, "622"))
    said = missing(found, "aggregate-places-missing")
    assert "白山市缺数据" in said
    assert "辽源市" not in said


def test_a_partial_sum_is_given_when_asked_for_with_its_coverage() -> None:
    found = together("gdp", [LIAOYUAN, BAISHAN, TONGHUA], gdp(LIAOYUAN, "622"), gdp(TONGHUA, "829"), partial=True)
    assert isinstance(found, Computed)
    assert (found.value, found.coverage, found.is_partial) == (Decimal(1451), (2, 3), True)
    assert [place for place, _ in found.left_out] == [BAISHAN]
    assert found.steps[-1].zh == "不完整：只含有数据的 2/3 个区域，缺白山市"


def test_nothing_at_all_is_no_partial_sum() -> None:
    missing(together("gdp", [LIAOYUAN, BAISHAN], partial=True), "aggregate-places-missing")


def test_the_nested_place_does_not_stand_in_for_the_missing_whole() -> None:
    found = together("gdp", [YANBIAN, DUNHUA, BAISHAN], gdp(DUNHUA, "190"), gdp(BAISHAN, "660"))
    assert "延边朝鲜族自治州缺数据" in missing(found, "aggregate-places-missing")


def test_a_zero_is_a_value() -> None:
    assert value(together("gdp", [LIAOYUAN, BAISHAN], gdp(LIAOYUAN, "0"), gdp(BAISHAN, "5"))) == Decimal(5)


def test_money_at_different_prices_is_not_summed() -> None:
    found = together("gdp", [LIAOYUAN, BAISHAN], gdp(LIAOYUAN, "600", prices=2015), gdp(BAISHAN, "500"))
    assert "现价、2015" in missing(found, "aggregate-prices-differ")


def test_a_zone_beside_the_place_on_whose_ground_it_lies_is_not_added() -> None:
    found = together("gdp", ["changbaishan", BAISHAN], gdp("changbaishan", "30"), gdp(BAISHAN, "660"))
    assert "长白山保护开发区与白山市" in missing(found, "aggregate-may-overlap")


def test_a_whole_that_lost_an_area_says_so() -> None:
    rows = gdp(TONGHUA, "568", 2021), gdp(BAISHAN, "541", 2021)
    found = aggregate("gdp", [TONGHUA, BAISHAN], "2021", store(*rows), COMMON)
    assert isinstance(found, Computed)
    assert "通化市自2021年起不含梅河口市" in found.steps[0].zh


def test_the_sum_as_known_on_a_day() -> None:
    rows = gdp(LIAOYUAN, "622"), gdp(LIAOYUAN, "400", vintage=date(2020, 11, 1)), gdp(BAISHAN, "660")
    assert value(together("gdp", [LIAOYUAN, BAISHAN], *rows)) == Decimal(1060)
    assert value(together("gdp", [LIAOYUAN, BAISHAN], *rows, known_on=date(2020, 1, 1))) == Decimal(1282)


# ------------------------------------------------------------------ the other rules

IDLE_AND_EMPLOYED = (
    row("registered_unemployed", LIAOYUAN, 2018, "1"), row("urban_employed", LIAOYUAN, 2018, "9"),
    row("registered_unemployed", BAISHAN, 2018, "1"), row("urban_employed", BAISHAN, 2018, "39"),
)  # fmt: skip


def test_a_rate_is_made_again_from_summed_parts_and_not_averaged() -> None:
    """10 % and 2.5 %: not 6.25 %, but 2 of 50."""
    found = together("registered_unemployment", [LIAOYUAN, BAISHAN], *IDLE_AND_EMPLOYED)
    assert value(found) == Decimal(4)


def test_a_part_that_is_missing_somewhere_leaves_the_place_out_of_all_parts() -> None:
    rows = *IDLE_AND_EMPLOYED, row("urban_employed", TONGHUA, 2018, "1000")
    found = together("registered_unemployment", [LIAOYUAN, BAISHAN, TONGHUA], *rows, partial=True)
    assert isinstance(found, Computed)
    assert (found.value, found.places) == (Decimal(4), (LIAOYUAN, BAISHAN))


def test_a_mean_is_weighted() -> None:
    rows = (
        row("urban_income", LIAOYUAN, 2018, "20000"), row("urban_population", LIAOYUAN, 2018, "30"),
        row("urban_income", BAISHAN, 2018, "24000"), row("urban_population", BAISHAN, 2018, "90"),
    )  # fmt: skip
    found = together("urban_income", [LIAOYUAN, BAISHAN], *rows)
    assert value(found) == Decimal(23000)
    assert isinstance(found, Computed)
    assert len(found.observations) == 4


def test_a_mean_without_a_weight_is_missing() -> None:
    rows = (
        row("urban_income", LIAOYUAN, 2018, "20000"), row("urban_population", LIAOYUAN, 2018, "30"),
        row("urban_income", BAISHAN, 2018, "24000"),
    )  # fmt: skip
    assert "白山市" in missing(together("urban_income", [LIAOYUAN, BAISHAN], *rows), "aggregate-places-missing")


def test_what_does_not_follow_from_its_places_is_not_worked_out() -> None:
    rows = row("air_quality", LIAOYUAN, 2018, "90"), row("air_quality", BAISHAN, 2018, "95")
    missing(together("air_quality", [LIAOYUAN, BAISHAN], *rows), "aggregate-no-rule")


def test_one_place_needs_no_rule() -> None:
    assert value(together("air_quality", [LIAOYUAN], row("air_quality", LIAOYUAN, 2018, "90"))) == Decimal(90)


def test_a_published_rate_of_one_place_goes_before_its_parts() -> None:
    rows = *IDLE_AND_EMPLOYED, row("registered_unemployment", LIAOYUAN, 2018, "3.6")
    assert value(together("registered_unemployment", [LIAOYUAN], *rows)) == Decimal("3.6")


def test_an_unknown_indicator_and_no_place_are_mistakes_of_the_caller() -> None:
    with pytest.raises(LuoshiError, match="gpd"):
        together("gpd", [LIAOYUAN])
    with pytest.raises(LuoshiError):
        together("gdp", [])


# ------------------------------------------------------------------ derived indicators


def test_a_derived_indicator_is_in_its_own_unit() -> None:
    """100 万吨标准煤 for 50 亿元 are 2 吨标准煤/万元."""
    rows = row("energy_use", LIAOYUAN, 2018, "100"), row("gdp_constant", LIAOYUAN, 2018, "50", prices=2015)
    found = derived("energy_intensity", LIAOYUAN, "2018", store(*rows), COMMON)
    assert value(found) == Decimal(2)
    assert isinstance(found, Computed)
    assert set(found.observations) == set(rows)
    assert found.steps[-1].en.endswith("÷ Gross regional product, constant prices 50 亿元 = 2 吨标准煤/万元")


def test_a_quotient_without_end_has_28_digits() -> None:
    rows = row("urban_population", LIAOYUAN, 2018, "1"), row("population", LIAOYUAN, 2018, "3")
    found = derived("urbanisation_rate", LIAOYUAN, "2018", store(*rows), COMMON)
    assert str(value(found)) == "33.33333333333333333333333333"


def test_a_missing_part_is_named() -> None:
    found = derived("urbanisation_rate", LIAOYUAN, "2018", store(row("population", LIAOYUAN, 2018, "3")), COMMON)
    assert "城镇常住人口" in missing(found, "derived-part-missing")


def test_a_division_by_zero_is_missing() -> None:
    rows = row("urban_population", LIAOYUAN, 2018, "1"), row("population", LIAOYUAN, 2018, "0")
    missing(derived("urbanisation_rate", LIAOYUAN, "2018", store(*rows), COMMON), "derived-divided-by-zero")


def test_an_indicator_without_a_formula_is_not_derived() -> None:
    missing(
        derived("population", LIAOYUAN, "2018", store(row("population", LIAOYUAN, 2018, "3")), COMMON),
        "derived-no-formula",
    )


def test_a_contradiction_is_not_mended_by_the_formula() -> None:
    rate = row("registered_unemployment", LIAOYUAN, 2018, "3.6")
    other = replace(rate, value=Decimal("6.3"), origin=replace(rate.origin, row=99))
    missing(together("registered_unemployment", [LIAOYUAN], *IDLE_AND_EMPLOYED, rate, other), "observed-contradiction")


def test_money_of_different_years_is_not_divided() -> None:
    rows = row("tertiary_value_added", LIAOYUAN, 2018, "3", prices=2015), row("gdp", LIAOYUAN, 2018, "9", prices=2010)
    missing(derived("service_industry_share", LIAOYUAN, "2018", store(*rows), COMMON), "aggregate-prices-differ")


# ------------------------------------------------------------------ what holds for any places

CITIES = [LIAOYUAN, TONGHUA, BAISHAN, YANBIAN, JILIN, "220700"]
INSIDE = {place.code: place.parent for place in COMMON.places if place.parent in CITIES and place.standard}


@given(
    st.lists(st.sampled_from(CITIES), min_size=1, unique=True),
    st.lists(st.sampled_from(sorted(INSIDE)), max_size=5),
    st.data(),
)
def test_places_inside_others_never_change_the_sum(cities: list[str], nested: list[str], data: st.DataObject) -> None:
    inside = [code for code in nested if INSIDE[code] in cities]
    amounts = {code: data.draw(st.integers(0, 10**6)) for code in [*cities, *inside]}
    rows = [gdp(code, str(amount)) for code, amount in amounts.items()]
    assert value(together("gdp", [*cities, *inside], *rows)) == sum(amounts[code] for code in cities)
