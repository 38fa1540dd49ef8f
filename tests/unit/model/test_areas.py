"""Which place lies in which: the cases of Jilin, and what holds for any set of places."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.model.areas import Areas, BoundaryChange
from luoshi.packs import pack

COMMON = pack(Path(__file__).parents[3] / "packs" / "common-cn")
AREAS = Areas(COMMON.places, COMMON.boundary_changes)

CHANGCHUN, SIPING, TONGHUA, BAISHAN, YANBIAN, PROVINCE = "220100", "220300", "220500", "220600", "222400", "220000"
JIUTAI, DUNHUA, GONGZHULING, MEIHEKOU = "220113", "222403", "220184", "220581"
CODES = st.sampled_from(
    sorted(place.code for place in COMMON.places if place.code.startswith("22") or not place.standard)
)


def names(*printed: str) -> list[str]:
    found = [COMMON.place(name, date(2014, 5, 22)) for name in printed]
    return [place.code for place in found if place]


def test_the_eleven_resource_cities_of_jilin_are_seven_areas() -> None:
    eleven = names(
        "吉林市", "松原市", "辽源市", "白山市", "通化市", "延边州", "九台市", "舒兰市", "敦化市", "汪清县", "二道江区"
    )  # fmt: skip
    assert len(eleven) == 11
    found = AREAS.union(eleven, 2013)
    assert [AREAS.name(code) for code in found] == [
        "九台区", "吉林市", "辽源市", "通化市", "白山市", "松原市", "延边朝鲜族自治州",
    ]  # fmt: skip


@pytest.mark.parametrize(("year", "container"), [(2019, SIPING), (2020, CHANGCHUN)])
@pytest.mark.parametrize("code", ["220381", "220184"])
def test_gongzhuling_lies_in_siping_until_2019_and_in_changchun_since(code: str, year: int, container: str) -> None:
    assert AREAS.container(AREAS.now(code), year) == container


@pytest.mark.parametrize(("year", "union"), [(2020, (TONGHUA,)), (2021, (TONGHUA, MEIHEKOU))])
def test_meihekou_is_counted_apart_from_tonghua_since_2021(year: int, union: tuple[str, ...]) -> None:
    assert AREAS.union([MEIHEKOU, TONGHUA], year) == union


def test_meihekou_lies_in_the_province_all_the_time() -> None:
    assert [AREAS.union([PROVINCE, MEIHEKOU], year) for year in (2015, 2022)] == [(PROVINCE,)] * 2


def test_a_city_that_became_a_district_is_one_area_under_both_codes() -> None:
    assert AREAS.union(["220181", "220113"], 2012) == AREAS.union(["220113"], 2016) == (JIUTAI,)


@pytest.mark.parametrize(
    ("code", "years"),
    [
        (SIPING, [2020]),
        (CHANGCHUN, [2020]),
        (TONGHUA, [2021]),
        ("370100", [2019]),
        (PROVINCE, []),
        ("370000", []),
        (GONGZHULING, []),
        (MEIHEKOU, []),
        (JIUTAI, []),
        (YANBIAN, []),
    ],
)
def test_the_figures_break_of_those_who_lose_or_gain_an_area(code: str, years: list[int]) -> None:
    assert [change.figures_from for change in AREAS.breaking(code)] == years


def test_an_area_that_moves_twice_is_where_the_last_move_took_it() -> None:
    moves = [
        BoundaryChange("second", ("a",), "", "y", "z", "", date(2010, 1, 1), 2010, "", "high"),
        BoundaryChange("first", ("a",), "", "x", "y", "", date(2005, 1, 1), 2005, "", "high"),
    ]
    areas = Areas([], moves)
    assert [areas.container("a", year) for year in (2004, 2005, 2009, 2010)] == ["x", "y", "y", "z"]


def test_a_place_that_is_not_known_lies_where_its_digits_say() -> None:
    assert [list(Areas([]).around(code, 2018)) for code in ("440305", "429021", "440000")] == [
        ["440300", "440000"],
        ["420000"],
        [],
    ]


def test_a_zone_unknown_to_the_standard_may_overlap_with_the_places_beside_it() -> None:
    assert AREAS.overlapping(["changbaishan", BAISHAN], 2018) == ("changbaishan", BAISHAN)
    assert AREAS.overlapping(["changchun-new-area", BAISHAN], 2018) is None
    assert AREAS.overlapping([SIPING, BAISHAN], 2018) is None
    assert AREAS.union(["changchun-new-area", CHANGCHUN], 2018) == (CHANGCHUN,)


def test_parents_that_lead_in_a_circle_end() -> None:
    circle = [
        BoundaryChange("one", ("a",), "", "b", "c", "", date(2010, 1, 1), 2010, "", "high"),
        BoundaryChange("two", ("b",), "", "a", "c", "", date(2010, 1, 1), 2010, "", "high"),
    ]
    assert list(Areas([], circle).around("a", 2000)) == ["b"]


# ------------------------------------------------------------------ what holds for any places

YEARS = st.integers(2005, 2023)


@given(st.lists(CODES, min_size=1), CODES, YEARS)
def test_adding_a_place_inside_one_of_them_never_changes_the_union(codes: list[str], other: str, year: int) -> None:
    union = AREAS.union(codes, year)
    if set(AREAS.around(AREAS.now(other), year)) & set(union):
        assert AREAS.union([*codes, other], year) == union
        assert AREAS.union([*union, other], year) == union


@given(st.lists(CODES, min_size=1), YEARS)
def test_no_area_of_a_union_lies_inside_another_and_every_place_is_covered(codes: list[str], year: int) -> None:
    union = set(AREAS.union(codes, year))
    for code in union:
        assert not union & set(AREAS.around(code, year))
    for code in codes:
        assert union & {AREAS.now(code), *AREAS.around(AREAS.now(code), year)}


@given(st.lists(CODES, min_size=1), YEARS, st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_matters_to_a_union(codes: list[str], year: int, random: object) -> None:
    shuffled = [*codes, *codes]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert AREAS.union(shuffled, year) == AREAS.union(codes, year)
