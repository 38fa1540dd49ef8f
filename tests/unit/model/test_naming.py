"""From a printed name to the noun it means."""

from __future__ import annotations

from datetime import date

import pytest

from luoshi.model.naming import OrganisationNames, PlaceNames, canonical
from luoshi.model.pack import Organisation, Place, Succession

REFORM = date(2018, 10, 1)
WATER = Organisation(
    "water",
    "甲省水利厅",
    ("省水厅",),
    "省",
    "政府部门",
    "990000",
    (Succession("land", REFORM, "并入", "机构改革方案"),),
)
LAND = Organisation("land", "甲省自然资源厅", ("省水厅",), "省", "政府部门", "990000", since=REFORM)
PLANNING = Organisation("plan", "甲省发展和改革委员会", (), "省", "政府部门", "990000")
NAMES = OrganisationNames([WATER, LAND, PLANNING], ["甲省"])


@pytest.mark.parametrize(
    "printed", ["甲省发展和改革委员会", "省发展改革委", "省发展和改革委", "甲省发展改革委员会", "省 发展改革委"]
)
def test_a_name_is_found_however_it_is_shortened(printed: str) -> None:
    assert NAMES.find(printed, None) is PLANNING


@pytest.mark.parametrize(("on", "who"), [(date(2018, 9, 30), WATER), (REFORM, LAND), (None, LAND)])
def test_a_shared_name_means_who_had_it_on_the_day(on: date | None, who: Organisation) -> None:
    assert NAMES.find("省水厅", on) is who


@pytest.mark.parametrize(("printed", "level"), [("省园林厅", None), ("", None), ("省发展改革委", "市")])
def test_a_name_of_nobody_is_nobody(printed: str, level: str | None) -> None:
    assert NAMES.find(printed, None, level) is None


def test_two_spellings_have_one_canonical_form() -> None:
    assert canonical("乙岭保护开发区管理委员会") == canonical("乙岭保护开发区管委会")
    assert canonical("甲州人民政府办公室") == "甲州政府办"


PROVINCE = Place("990000", "甲乙省", "省", "")
CITY = Place("990200", "丙丁市", "地级行政区", "990000")
COUNTY = Place("990221", "丙丁县", "县", "990200")
PREFECTURE = Place("992400", "戊己朝鲜族自治州", "地级行政区", "990000")
DISTRICT = Place("990204", "西安区", "市辖区", "990200")
PLACES = PlaceNames([PROVINCE, CITY, COUNTY, PREFECTURE, DISTRICT])


@pytest.mark.parametrize(
    ("printed", "place"),
    [
        ("丙丁市", CITY),
        ("丙丁县", COUNTY),
        ("丙丁", CITY),
        ("甲乙省丙丁市", CITY),
        ("丙丁市丙丁县", COUNTY),
        ("戊己州", PREFECTURE),
        ("戊己", PREFECTURE),
        ("丙丁市西安区", DISTRICT),
        ("西安", None),
        ("庚辛市", None),
        ("", None),
    ],
)
def test_a_place_is_found_full_short_bare_or_behind_the_one_above(printed: str, place: Place | None) -> None:
    assert PLACES.find(printed, None) == place


def test_a_place_is_found_by_its_code() -> None:
    assert PLACES.of_code("990221") == COUNTY
    assert PLACES.of_code("000000") is None
