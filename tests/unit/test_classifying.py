"""The class in force beside the suggested one, and the appraisal from statistics, on the reference pack."""

from __future__ import annotations

from decimal import Decimal

import pytest

from luoshi import packs
from luoshi.classifying import appraised, classes
from luoshi.keeping import observed
from luoshi.model.classification import CityIndices, SuggestedClass
from luoshi.model.finding import Missing
from luoshi.model.pack import Pack
from luoshi.observe.store import Store


@pytest.fixture(scope="module")
def jilin() -> Pack:
    return packs.pack("jilin")


@pytest.fixture(scope="module")
def store(jilin: Pack) -> Store:
    return observed(jilin)[0]


def test_the_eleven_assignments_are_the_state_in_force(jilin: Pack, store: Store) -> None:
    found = classes(jilin, store, as_of=2018)
    assert {one.name: one.legal for one in found} == {
        "松原市": "成长型", "吉林市": "成熟型", "延边朝鲜族自治州": "成熟型", "辽源市": "衰退型", "白山市": "衰退型",
        "九台区": "衰退型", "舒兰市": "衰退型", "敦化市": "衰退型", "汪清县": "衰退型", "二道江区": "衰退型", "通化市": "再生型",
    }  # fmt: skip
    assert [one.name for one in found if not one.printed_by] == []


def test_a_district_may_have_another_class_than_its_city(jilin: Pack, store: Store) -> None:
    (one,) = [one for one in classes(jilin, store, as_of=2018) if one.name == "二道江区"]
    assert (one.within, one.legal, one.exhausted_batch) == ("通化市", "衰退型", 3)


def test_without_reserves_no_class_is_suggested_and_the_reason_says_so(jilin: Pack, store: Store) -> None:
    for one in classes(jilin, store, as_of=2018):
        assert isinstance(one.suggested, Missing)
        assert "资源保障能力 R" in one.suggested.zh
        assert one.advice is None


def test_with_reserves_of_ones_own_two_years_that_agree_advise_a_change(jilin: Pack, store: Store) -> None:
    given = {
        place: {year: CityIndices(place, year, value, None, None, extracted) for year in (2017, 2018)}
        for place, value, extracted in (("220700", 0.1, 80.0), ("220200", 0.9, 20.0), ("220400", 0.2, 90.0))
    }
    found = {one.place: one for one in classes(jilin, store, as_of=2018, supply=given)}
    songyuan = found["220700"]
    assert isinstance(songyuan.suggested, SuggestedClass)
    assert songyuan.suggested.suggested != songyuan.legal
    assert songyuan.advice is not None
    assert songyuan.advice.advice in ("watch", "change")
    liaoyuan = found["220400"]
    assert liaoyuan.advice is not None
    assert (liaoyuan.legal, liaoyuan.advice.latest.suggested, liaoyuan.advice.advice) == ("衰退型", "衰退型", "keep")
    assert isinstance(found["220600"].suggested, Missing)


def test_an_appraisal_from_statistics_is_not_rated_and_nothing_is_zero(jilin: Pack, store: Store) -> None:
    found = appraised(jilin, store, "seven-items", as_of=2018)
    assert len(found) == 11
    for one in found:
        assert isinstance(one.total, Missing)
        assert len(one.domains) == 7
        assert all(isinstance(score.points, Missing) for score in one.domains)


def test_what_is_observed_is_filled_in_with_its_cells(jilin: Pack, store: Store) -> None:
    (songyuan,) = [one for one in appraised(jilin, store, "seven-items", as_of=2018) if one.place == "220700"]
    items = {score.item.id: score.handed for domain in songyuan.domains for score in domain.items}
    assert items["b4"].value == Decimal("45.0646")
    assert items["b4"].before == Decimal("47.8646")
    assert items["b4"].evidence[0].startswith("finance.csv")


def test_last_years_value_is_not_taken_from_across_a_break(jilin: Pack, store: Store) -> None:
    (songyuan,) = [one for one in appraised(jilin, store, "seven-items", as_of=2019) if one.place == "220700"]
    items = {score.item.id: score.handed for domain in songyuan.domains for score in domain.items}
    assert items["b3"].before is None
    assert items["b4"].before is not None


def test_forest_does_not_apply_to_a_city_without(jilin: Pack, store: Store) -> None:
    applies = {one.place: one.domains[-1].applies for one in appraised(jilin, store, "seven-items", as_of=2018)}
    assert (applies["220700"], applies["220600"]) == (False, True)
