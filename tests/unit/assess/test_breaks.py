"""Breaks: found with evidence where figures cannot go on, and not where a city changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from luoshi.assess.breaks import Limits, across, boundary_breaks, declared, inherited, level_breaks, share_breaks
from luoshi.model import LuoshiError, Mismatch, Missing, Observation
from luoshi.model.areas import Areas
from luoshi.model.breaks import Break, Stretch
from luoshi.model.observation import Origin
from luoshi.model.observed import Observed
from luoshi.packs import method_changes, pack

SONGYUAN, SIPING = "220700", "220300"
PACKS = Path(__file__).parents[3] / "packs"


def series(indicator: str, values: dict[int, str], place: str = SONGYUAN, **other: object) -> Observed:
    rows = [
        Observation(
            indicator, place, str(year), Decimal(value), date(year + 1, 10, 1), "final",
            Origin("yearbook", "yearbook.csv", "a" * 64, "", year - 1990, 3, f"统计年鉴{year + 1}"),
        )
        for year, value in values.items()
    ]  # fmt: skip
    return replace(Observed(indicator, place, None, tuple(rows)), **other)  # type: ignore[arg-type]


GDP = series(
    "gdp", {2015: "1637.3", 2016: "1651.7", 2017: "1372.5", 2018: "1373.6", 2019: "730", 2020: "753", 2021: "818"}
)
GROWTH = series("growth", {2016: "2.6", 2018: "4.1", 2019: "2.6", 2020: "2.1", 2021: "7.55"})


def years(found: list[Break]) -> list[tuple[int, int]]:
    return [(one.before, one.after) for one in found]


# ------------------------------------------------------------------ levels


def test_a_level_that_halves_in_a_year_of_growth_breaks() -> None:
    found, _ = level_breaks(GDP, GROWTH)
    assert years(found) == [(2018, 2019)]
    assert found[0].official is False


def test_a_break_shows_its_numbers_with_their_rows() -> None:
    ((found,), _) = level_breaks(GDP, GROWTH)
    assert [one.period for one in found.observations] == ["2018", "2019", "2019"]
    assert found.evidence[0].zh == "2018年 1373.6，2019年 730，变动 -46.9 %"
    assert "（系统默认，非官方）" in found.evidence[1].zh


def test_a_year_without_growth_is_listed_as_not_judged() -> None:
    _, doubts = level_breaks(GDP, GROWTH)
    assert [problem.code for problem in doubts] == ["break-growth-missing"]
    assert "2016—2017年变动 -16.9 %" in doubts[0].zh


def test_without_any_growth_one_problem_says_so() -> None:
    _, doubts = level_breaks(series("gdp", {2016: "10", 2017: "11", 2018: "12"}))
    assert [problem.words["years"] for problem in doubts] == ["2017—2018"]


@pytest.mark.parametrize(("value", "breaks"), [("75", 0), ("74.9", 1), ("150", 0), ("150.1", 1)])
def test_without_growth_only_the_plainest_change_breaks(value: str, breaks: int) -> None:
    assert len(level_breaks(series("gdp", {2016: "100", 2017: value}))[0]) == breaks


@pytest.mark.parametrize(("value", "breaks"), [("93.5", 0), ("93.4", 1), ("137.5", 0), ("137.6", 1)])
def test_the_limits_themselves_are_let_pass(value: str, breaks: int) -> None:
    """10 % real growth: prices that fall by 15 % leave 93.5, prices that rise by 25 % leave 137.5."""
    found, doubts = level_breaks(series("gdp", {2016: "100", 2017: value}), series("growth", {2017: "10"}))
    assert (len(found), doubts) == (breaks, [])


def test_growth_is_compounded_over_years_without_a_value() -> None:
    level, growth = series("gdp", {2016: "100", 2018: "120"}), series("growth", {2017: "10", 2018: "10"})
    assert level_breaks(level, growth) == ([], [])
    assert years(level_breaks(series("gdp", {2016: "100", 2018: "90"}), growth)[0]) == [(2016, 2018)]


def test_at_constant_prices_nothing_may_be_left_but_rounding() -> None:
    growth = series("growth", {2017: "5"})
    assert level_breaks(series("gdp", {2016: "100", 2017: "107"}, prices=2015), growth)[0] == []
    assert years(level_breaks(series("gdp", {2016: "100", 2017: "110"}, prices=2015), growth)[0]) == [(2016, 2017)]


def test_other_limits_may_be_given_and_are_named() -> None:
    strict = Limits(price_fall=Decimal(-2), price_rise=Decimal(2), official=True)
    ((found,), _) = level_breaks(
        series("gdp", {2016: "100", 2017: "104"}), series("growth", {2017: "0"}), limits=strict
    )
    assert found.evidence[1].zh.endswith("超出 -2 % 至 2 %")


def test_quarters_are_not_years() -> None:
    quarter = replace(GDP.observations[0], period="2018-Q1", value=Decimal(3))
    with_quarter = replace(GDP, observations=(*GDP.observations, quarter))
    assert level_breaks(with_quarter, GROWTH) == level_breaks(GDP, GROWTH)


def test_the_growth_of_another_place_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(Mismatch, match=SIPING):
        level_breaks(GDP, series("growth", {2019: "2.6"}, place=SIPING))


@given(
    st.lists(st.decimals(-10, 20, places=1), min_size=1, max_size=8),
    st.lists(st.decimals(-10, 20, places=1), min_size=8, max_size=8),
    st.integers(1, 10**6),
)
def test_a_series_that_grows_as_published_with_ordinary_prices_never_breaks(
    rates: list[Decimal], prices: list[Decimal], start: int
) -> None:
    values = {2000: Decimal(start)}
    for number, rate in enumerate(rates):
        values[2001 + number] = values[2000 + number] * (1 + rate / 100) * (1 + prices[number] / 100)
    level = series("gdp", {year: str(value) for year, value in values.items()})
    assert level_breaks(level, series("growth", {2001 + n: str(rate) for n, rate in enumerate(rates)})) == ([], [])


@given(st.integers(1, 10**6), st.sampled_from(["0.1", "0.5", "2", "1000"]))
def test_another_unit_never_changes_what_breaks(thousandths: int, factor: str) -> None:
    assume(thousandths > 1)
    level = series("gdp", {2018: "1000", 2019: str(thousandths)})
    other = series("gdp", {2018: str(1000 * Decimal(factor)), 2019: str(thousandths * Decimal(factor))})
    growth = series("growth", {2019: "2.6"})
    assert years(level_breaks(level, growth)[0]) == years(level_breaks(other, growth)[0])


# ------------------------------------------------------------------ shares

SHARES = [
    series("primary_share", {2018: "13.0", 2019: "26.4", 2020: "29.2"}),
    series("secondary_share", {2018: "28.4", 2019: "19.6", 2020: "18.3"}),
    series("tertiary_share", {2018: "58.6", 2019: "54.0", 2020: "52.5"}),
]


def test_shares_that_jump_with_the_whole_break_together() -> None:
    levels, _ = level_breaks(GDP, GROWTH)
    found = share_breaks(SHARES, levels)
    assert [(one.indicator, one.before, one.after) for one in found] == [
        ("primary_share", 2018, 2019),
        ("secondary_share", 2018, 2019),
        ("tertiary_share", 2018, 2019),
    ]
    assert found[1].evidence[0].zh == "份额由2018年 28.4 % 变为2019年 19.6 %（-8.8 个百分点）"


def test_a_break_that_is_found_and_declared_is_one_break_of_the_shares() -> None:
    levels, _ = level_breaks(GDP, GROWTH)
    assert len(share_breaks(SHARES, [*levels, *declared(GDP, method_changes(pack(PACKS / "jilin")))])) == 3


def test_shares_that_jump_alone_are_change_in_the_city() -> None:
    assert share_breaks(SHARES, []) == []


def test_shares_that_stay_do_not_break_with_the_whole() -> None:
    levels, _ = level_breaks(GDP, GROWTH)
    still = [series("a", {2018: "40", 2019: "45"}), series("b", {2018: "60", 2019: "55"})]
    assert share_breaks(still, levels) == []


def test_of_shares_that_are_not_all_there_nothing_is_said() -> None:
    levels, _ = level_breaks(GDP, GROWTH)
    assert share_breaks([*SHARES[:2], series("tertiary_share", {2019: "54.0"})], levels) == []


def test_the_breaks_of_another_place_are_not_looked_at() -> None:
    levels, _ = level_breaks(GDP, GROWTH)
    assert share_breaks([replace(one, place=SIPING) for one in SHARES], levels) == []


# ------------------------------------------------------------------ declared, boundaries, parts


def test_a_declared_change_of_method_breaks_the_series_that_it_names() -> None:
    changes = method_changes(pack(PACKS / "jilin"))
    emissions = series("sulphur_dioxide", {2014: "3", 2015: "3", 2017: "1"})
    (found,) = declared(emissions, changes)
    assert (found.before, found.after, found.kind, found.official) == (2015, 2017, "method", False)
    assert declared(series("forest_cover", {2015: "1", 2016: "1"}), changes) == []


def test_a_change_that_holds_for_some_places_breaks_those_only() -> None:
    changes = method_changes(pack(PACKS / "jilin"))
    assert years(declared(GDP, changes)) == [(2018, 2019)]
    assert declared(replace(GDP, place="222400"), changes)[0].after == 2017
    assert declared(replace(GDP, place="210100"), changes) == []


def test_a_change_outside_the_values_breaks_nothing() -> None:
    changes = method_changes(pack(PACKS / "jilin"))
    assert declared(GDP.between(2019, 2021), changes) == []


COMMON = pack(PACKS / "common-cn")
AREAS = Areas(COMMON.places, COMMON.boundary_changes)
POPULATION = series("population", {2018: "320", 2019: "318", 2020: "215"}, place=SIPING)


def test_a_series_breaks_where_the_place_lost_an_area() -> None:
    (found,) = boundary_breaks(POPULATION, AREAS)
    assert (found.before, found.after, found.kind, found.official) == (2019, 2020, "boundary", True)
    assert found.evidence[0].zh.startswith("公主岭市改由长春市代管，自2020年起")


def test_it_breaks_before_the_restated_figures() -> None:
    restated = [replace(one, boundaries=2020) if one.period == "2019" else one for one in POPULATION.observations]
    assert years(boundary_breaks(replace(POPULATION, observations=tuple(restated)), AREAS)) == [(2018, 2019)]


def test_a_series_that_is_restated_altogether_does_not_break() -> None:
    restated = tuple(replace(one, boundaries=2020) for one in POPULATION.observations)
    assert boundary_breaks(replace(POPULATION, observations=restated), AREAS) == []


def test_a_derived_indicator_breaks_with_its_parts() -> None:
    levels, _ = level_breaks(GDP, GROWTH)
    share = pack(PACKS / "jilin").indicators["service_industry_share"]
    (found,) = inherited(share, levels)
    assert (found.indicator, found.kind, found.after) == ("service_industry_share", "part", 2019)
    assert inherited(pack(PACKS / "jilin").indicators["forest_cover"], levels) == []


# ------------------------------------------------------------------ across

CUT = Break("gdp", SONGYUAN, 2018, 2019, "level", level_breaks(GDP, GROWTH)[0][0].evidence)


def stretch(found: Stretch | Missing) -> Stretch:
    assert isinstance(found, Stretch), found
    return found


def reason(found: Stretch | Missing) -> str:
    assert isinstance(found, Missing)
    return found.code


def test_split_keeps_to_the_side_of_the_judged_year() -> None:
    after = stretch(across(GDP, [CUT], "split", year=2021, base=2019))
    before = stretch(across(GDP, [CUT], "split", year=2018, base=2015))
    assert [year for year, _ in after.values] == [2019, 2020, 2021]
    assert [year for year, _ in before.values] == [2015, 2016, 2017, 2018]
    assert after.breaks == before.breaks == (CUT,)


def test_later_values_are_not_looked_at() -> None:
    assert [year for year, _ in stretch(across(GDP, [CUT], "split", year=2017)).values] == [2015, 2016, 2017]


@pytest.mark.parametrize("how", ["split", "refuse"])
def test_a_base_beyond_the_break_is_refused_with_the_evidence(how: str) -> None:
    found = across(GDP, [CUT], how, year=2020, base=2018)  # type: ignore[arg-type]
    assert reason(found) == "break-crossed"
    assert isinstance(found, Missing)
    assert "1373.6" in found.zh
    assert "730" in found.zh


def test_refuse_gives_what_needs_no_crossing() -> None:
    assert stretch(across(GDP, [CUT], "refuse", year=2020, base=2019)).values == (
        (2019, Decimal(730)),
        (2020, Decimal(753)),
    )
    assert reason(across(GDP, [CUT], "refuse", year=2020)) == "break-crossed"
    assert len(stretch(across(GDP, [], "refuse", year=2020)).values) == 6


def test_a_chain_goes_across_by_growth_and_says_so() -> None:
    """753 ÷ 1.021 ÷ 1.026 = 718.8, not the 1373.6 that were printed for 2018."""
    found = stretch(across(GDP, [CUT], "chain", year=2020, base=2018, growth=GROWTH))
    assert [(year, round(value, 1)) for year, value in found.values] == [
        (2018, Decimal("718.8")),
        (2019, Decimal("737.5")),
        (2020, Decimal("753")),
    ]
    assert (found.is_chained, found.anchor, found.breaks) == (True, 2020, (CUT,))
    assert found.steps[0].zh.startswith("链接序列，不是公布的数值：以 2020 年的 753 为基准")
    assert len(found.observations) == 3


def test_a_chain_is_torn_where_growth_is_missing() -> None:
    found = across(GDP, [CUT], "chain", year=2020, base=2016, growth=GROWTH)
    assert reason(found) == "break-chain-torn"
    assert isinstance(found, Missing)
    assert "缺2017年增速" in found.zh


def test_a_chain_without_a_base_reaches_as_far_as_growth_does() -> None:
    found = stretch(across(GDP, [CUT], "chain", year=2020, growth=GROWTH))
    assert found.values[0][0] == 2017


def test_a_chain_needs_growth_of_the_same_place() -> None:
    with pytest.raises(LuoshiError, match="growth"):
        across(GDP, [CUT], "chain", year=2020)
    with pytest.raises(Mismatch, match=SIPING):
        across(GDP, [CUT], "chain", year=2020, growth=replace(GROWTH, place=SIPING))


def test_the_breaks_of_other_series_are_not_looked_at() -> None:
    other = [replace(CUT, indicator="population"), replace(CUT, place=SIPING)]
    assert len(stretch(across(GDP, other, "refuse", year=2020)).values) == 6


def test_before_the_first_value_there_is_nothing_to_judge() -> None:
    assert reason(across(GDP, [CUT], "split", year=2010)) == "break-no-value"


@given(st.integers(2015, 2021), st.integers(2015, 2021), st.lists(st.integers(2016, 2021), max_size=3, unique=True))
def test_published_values_on_both_sides_of_a_break_never_stand_together(year: int, base: int, cuts: list[int]) -> None:
    breaks = [Break("gdp", SONGYUAN, cut - 1, cut, "level", CUT.evidence) for cut in cuts]
    for how in ("split", "refuse"):
        found = across(GDP, breaks, how, year=year, base=base)  # type: ignore[arg-type]
        if isinstance(found, Stretch):
            kept = [kept for kept, _ in found.values]
            assert not any(min(kept) < cut <= max(kept) for cut in cuts)
            assert year in kept
        else:
            assert any(base < cut <= year for cut in cuts)
