"""Long tables, a row a value: read with no more mapping than their shape, and every word looked up in the pack."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from luoshi import observe
from luoshi.model.mapping import LONG_HEADER, TableMapping
from luoshi.model.observation import Observation, Origin
from luoshi.observe.frame import SCHEMA, Observations
from luoshi.packs import pack

JILIN = pack(Path(__file__).parents[3] / "packs" / "jilin")
HEADER = "地区代码,地区,年份,指标,数值,单位,价格,发布日期,数据性质,来源,边界,备注"
SOUND = "220700,松原市,2018,gdp,730.5,亿元,,2019-11-05,最终,吉林统计年鉴2019,,"


def read(*rows: str, encoding: str = "utf-8", **mapping: object) -> tuple[Observations, list[str]]:
    """The observations of a long table, and the code and cell of each problem."""
    data = "\n".join([HEADER, *rows]).encode(encoding)
    found, problems = observe.table(data, TableMapping("t", "a.csv", **mapping), JILIN)  # type: ignore[arg-type]
    return found, [f"{one.code} {one.where}" for one in problems]


def values(*rows: str, **mapping: object) -> list[Decimal]:
    found, problems = read(*rows, **mapping)  # type: ignore[arg-type]
    assert problems == []
    return [one.value for one in found]


def test_the_usual_header_needs_no_mapping() -> None:
    found, problems = read(SOUND)
    assert problems == []
    (one,) = found
    origin = Origin("t", "a.csv", one.origin.sha256, "", 2, 5, "吉林统计年鉴2019")
    assert one == Observation("gdp", "220700", "2018", Decimal("730.5"), date(2019, 11, 5), "final", origin)
    assert len(one.origin.sha256) == 64


def test_the_usual_header_is_the_one_that_is_documented() -> None:
    assert ",".join(LONG_HEADER) == HEADER


def test_the_frame_has_the_columns_of_the_schema() -> None:
    assert dict(read(SOUND)[0].frame.schema) == SCHEMA
    assert dict(read()[0].frame.schema) == SCHEMA


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_is_found(encoding: str) -> None:
    found, problems = read(SOUND, encoding=encoding)
    assert (found[0].place, problems) == ("220700", [])


def test_an_indicator_is_known_by_id_title_and_word() -> None:
    rows = [f",松原市,2018,{word},1,亿元,,2019,,,," for word in ("gdp", "地区生产总值", "ＧＤＰ", "国内生产总值")]
    assert {one.indicator for one in read(*rows)[0]} == {"gdp"}


def test_values_come_out_in_the_unit_of_the_indicator() -> None:
    rows = [f",松原市,2018,gdp,{value},,,2019,,,,".replace(",,,2019", f",{unit},,2019") for value, unit in
            (("730.5", "亿元"), ("7305000", "万元"), ('"73,050,000,000"', "元"), ("0.07305", "万亿元"))]  # fmt: skip
    assert values(*rows) == [Decimal("730.5")] * 4


def test_another_dimension_is_said_and_not_converted() -> None:
    found, problems = read(",松原市,2018,gdp,7.5,%,,2019,,,,", ",松原市,2018,gdp,7.5,万人,,2019,,,,")
    assert (len(found), problems) == (0, ["observe-other-unit a.csv F2", "observe-other-unit a.csv F3"])


@pytest.mark.parametrize("cell", ["", "—", "…", "-", "--", "……", "/", "N/A"])
def test_a_cell_without_a_value_gives_neither_an_observation_nor_a_problem(cell: str) -> None:
    assert read(f",松原市,2018,gdp,{cell},亿元,,2019,,,,") == (Observations.of([]), [])


def test_a_cell_that_is_no_number_is_said() -> None:
    assert read(",松原市,2018,gdp,约730,亿元,,2019,,,,")[1] == ["observe-not-a-number a.csv E2"]


def test_a_word_that_nobody_knows_is_said_once_with_its_first_cell() -> None:
    rows = [f",松园市,{year},gdp,1,亿元,,2019,,,," for year in (2016, 2017)] + [
        ",松原市,2018,国民幸福,1,亿元,,2019,,,,"
    ]
    found, problems = read(*rows)
    assert (len(found), problems) == (0, ["observe-unknown-place a.csv B2", "observe-unknown-indicator a.csv D4"])


def test_a_row_is_believed_before_the_table() -> None:
    rows = (",松原市,2018,gdp,1,亿元,,2018-02-28,初步,公报,,", ",松原市,2018,gdp,2,亿元,,,,,,")
    found, problems = read(*rows, statistics="年鉴", published=date(2019, 11, 5), quality="revised")
    assert problems == []
    assert [(one.vintage, one.quality, one.origin.statistics) for one in found] == [
        (date(2018, 2, 28), "preliminary", "公报"),
        (date(2019, 11, 5), "revised", "年鉴"),
    ]


def test_a_value_of_which_nobody_says_when_it_was_published_is_not_observed() -> None:
    assert read(",松原市,2018,gdp,1,亿元,,,,,,") == (Observations.of([]), ["observe-no-vintage a.csv H2"])


def test_a_place_is_the_one_that_had_the_name_in_the_period() -> None:
    rows = [f",公主岭市,{year},gdp,1,亿元,,2022,,,," for year in (2019, 2021)]
    assert [one.place for one in read(*rows)[0]] == ["220381", "220184"]


def test_a_code_of_another_time_is_taken_and_said() -> None:
    found, problems = read("220381,公主岭市,2021,gdp,1,亿元,,2022,,,,")
    assert ([one.place for one in found], problems) == (["220381"], ["observe-place-not-then a.csv B2"])


def test_a_code_that_is_not_its_names_is_said() -> None:
    assert read("220100,松原市,2018,gdp,1,亿元,,2019,,,,")[1] == ["observe-code-not-its-name a.csv B2"]


def test_prices_and_boundaries_are_years() -> None:
    found, problems = read(",松原市,2018,gdp,1,亿元,2015年价,2019,,,2020,")
    assert ((found[0].prices, found[0].boundaries), problems) == ((2015, 2020), [])


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    found, _ = read(',松原市,2017,gdp,1,亿元,,2019,,,,"两行\n的备注"', "", SOUND)
    assert [one.origin.row for one in found] == [2, 4]


def test_a_lone_quote_costs_no_row() -> None:
    found, _ = read(SOUND + '"', SOUND)
    assert [one.origin.row for one in found][:1] == [2]


def test_observations_are_a_sequence_over_their_frame() -> None:
    found, _ = read(SOUND, SOUND.replace("2018", "2017", 1))
    assert (len(found), found[-1].period, [one.period for one in found[1:]]) == (2, "2017", ["2017"])
    assert Observations.of(found) == found
    assert Observations.joined([found, found]).frame.height == 4
