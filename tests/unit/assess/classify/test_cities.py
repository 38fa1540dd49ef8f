"""The decision table of the four classes, its margins, and how slowly advice changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.assess.classify import advise, by_median, suggest
from luoshi.model.classification import CityIndices, SuggestedClass, Thresholds
from luoshi.model.finding import Missing
from luoshi.model.problem import LuoshiError

EDGES = Thresholds(0.5, 0.5, 0.5, sustainability_high=0.7)


def city(
    supply: float | None, sustainability: float | None, dependence: float | None, *, year: int = 2018,
    extracted: float | None = None, growth: float | None = None,
) -> CityIndices:  # fmt: skip
    return CityIndices("x", year, supply, sustainability, dependence, extracted, growth)


def suggested(found: CityIndices) -> SuggestedClass:
    result = suggest(found, EDGES)
    assert isinstance(result, SuggestedClass)
    return result


@pytest.mark.parametrize(
    ("found", "class_"),
    [
        (city(0.9, 0.4, 0.9, extracted=70), "衰退型"),  # exhausted, however much is said to be left
        (city(0.9, 0.5, 0.9, extracted=70), "成熟型"),  # exhausted by reserves, yet sound
        (city(0.4, 0.5, 0.4), "再生型"),
        (city(0.5, 0.4, 0.9, growth=3.1), "成长型"),
        (city(0.5, 0.4, 0.9, growth=3.0), "成熟型"),  # the edge is not above itself
        (city(0.5, 0.7, 0.9, growth=5.0), "成熟型"),  # rising, and already well off
        (city(0.5, 0.4, 0.9), "成熟型"),
        (city(0.4, 0.4, 0.9), "衰退型"),
        (city(0.4, 0.6, 0.5), "成熟型"),
    ],
)
def test_the_table_decides(found: CityIndices, class_: str) -> None:
    assert suggested(found).suggested == class_


def test_poor_and_yet_dependent_asks_for_people() -> None:
    assert suggested(city(0.4, 0.6, 0.5)).review
    assert not suggested(city(0.4, 0.6, 0.4)).review


def test_what_lies_within_five_per_cent_of_a_threshold_is_borderline() -> None:
    assert suggested(city(0.475, 0.9, 0.1)).borderline == ("资源保障能力 R",)
    assert suggested(city(0.47, 0.9, 0.1)).borderline == ()
    assert suggested(city(0.1, 0.1, 0.9, extracted=66.5)).borderline == ("累计采出比 R2",)


def test_without_an_index_no_class_is_suggested_and_the_index_is_named() -> None:
    found = suggest(city(None, 0.5, None), EDGES)
    assert isinstance(found, Missing)
    assert "资源保障能力 R、资源依赖度 D" in found.zh


def test_every_suggestion_says_that_it_is_not_official() -> None:
    assert not suggested(city(0.9, 0.9, 0.1)).official
    assert "非官方" in suggested(city(0.9, 0.9, 0.1)).steps[-1].zh


def test_the_median_leaves_out_a_city_without_an_index() -> None:
    edges = by_median([city(0.2, 0.2, 0.2), city(0.4, 0.4, 0.4), city(None, 0.9, 0.9)])
    assert edges.supply == pytest.approx(0.3)
    with pytest.raises(LuoshiError):
        by_median([city(None, 0.9, 0.9)])


# ------------------------------------------------------------------ advice


def test_a_change_takes_two_consecutive_years() -> None:
    poor = [suggested(city(0.1, 0.1, 0.9, year=year)) for year in (2016, 2018, 2019)]
    assert advise("成熟型", poor[:1]).advice == "watch"
    assert advise("成熟型", poor[:2]).advice == "watch"  # 2017 was not assessed
    assert advise("成熟型", poor).advice == "change"


def test_two_years_that_disagree_change_nothing() -> None:
    found = [suggested(city(0.1, 0.1, 0.9, year=2017)), suggested(city(0.1, 0.9, 0.1, year=2018))]
    assert advise("成熟型", found).advice == "watch"


def test_assessments_of_one_city_in_order_are_asked_for() -> None:
    found = [suggested(city(0.1, 0.1, 0.9, year=year)) for year in (2018, 2017)]
    for wrong in (found, []):
        with pytest.raises(LuoshiError):
            advise("成熟型", wrong)


@given(*(st.floats(0, 1) for _ in range(3)), st.none() | st.floats(0, 100), st.none() | st.floats(-20, 20))
def test_every_city_with_indices_gets_one_class(
    supply: float, sustainability: float, dependence: float, extracted: float | None, growth: float | None
) -> None:
    found = suggested(city(supply, sustainability, dependence, extracted=extracted, growth=growth))
    assert found.suggested in ("成长型", "成熟型", "衰退型", "再生型")


@given(st.floats(0, 1), st.floats(0, 0.49), st.floats(0, 1), st.floats(0, 0.5))
def test_more_sustainability_never_makes_a_city_declining(
    supply: float, sustainability: float, dependence: float, more: float
) -> None:
    before = suggested(city(supply, sustainability, dependence, extracted=90))
    after = suggested(city(supply, sustainability + more, dependence, extracted=90))
    assert not (before.suggested != "衰退型" and after.suggested == "衰退型")
