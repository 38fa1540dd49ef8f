"""The shapes of table that yearbooks and offices use, as they print them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from luoshi import observe
from luoshi.model.mapping import Fixed, TableMapping
from luoshi.observe.sheet import Sheet
from luoshi.packs import pack

JILIN = pack(Path(__file__).parents[3] / "packs" / "jilin")


def read(drawn: str, **mapping: Any) -> tuple[list[tuple[str, ...]], list[str]]:
    """What a table drawn with | holds: indicator, place, period, value and cell each; and the problems with their places."""
    lines = [line.strip()[1:-1].split("|") for line in drawn.strip().splitlines()]
    data = "\n".join(",".join(f'"{cell.strip()}"' for cell in line) for line in lines).encode()
    usual = {"shape": "grid", "published": date(2019, 11, 5), "statistics": "吉林统计年鉴2019"}
    found, problems = observe.table(data, TableMapping("t", "a.csv", **(usual | mapping)), JILIN)
    rows = [
        (one.indicator, one.place, one.period, str(one.value), f"R{one.origin.row}C{one.origin.column}")
        for one in found
    ]
    return rows, [f"{one.code} {one.where}" for one in problems]


def test_years_across() -> None:
    found, problems = read(
        """
        |2-4 地区生产总值||单位：万元|
        |地 区|2017年|2018年|
        |长 春 市|65300000|71757100|
        |松原市|16370000|—|
        |注：本表按当年价格计算。|||
        """,
        shape="years-across",
        fixed=Fixed(indicator="gdp"),
    )
    assert problems == []
    assert found == [
        ("gdp", "220100", "2017", "6530", "R3C2"),
        ("gdp", "220100", "2018", "7175.71", "R3C3"),
        ("gdp", "220700", "2017", "1637", "R4C2"),
    ]


def test_places_down_with_units_in_the_header() -> None:
    found, problems = read(
        """
        |地区|地区生产总值（亿元）|常住人口(万人)|城镇化率/%|
        |辽源市|729.6|117.6|53.3|
        |通化县|98.2|23.1|…|
        """,
        shape="places-down",
        fixed=Fixed(period="2018"),
    )
    assert (found[:3], problems) == (
        [
            ("gdp", "220400", "2018", "729.6", "R2C2"),
            ("population", "220400", "2018", "117.6", "R2C3"),
            ("urbanisation_rate", "220400", "2018", "53.3", "R2C4"),
        ],
        [],
    )
    assert [one[1] for one in found[3:]] == ["220521", "220521"]


def test_two_rows_of_header_with_years_below_indicators() -> None:
    found, problems = read(
        """
        |地区|地区生产总值(亿元)||年末总人口①||
        ||2017|2018|2017|2018|
        |白山市|662.2|509.6|120.6|119.0|
        """,
        shape="two-row-header",
        header={1: "indicator", 2: "period"},
        columns={"A": "place"},
        words={"年末总人口": "population"},
    )
    assert [one[:4] for one in found] == [
        ("gdp", "220600", "2017", "662.2"),
        ("gdp", "220600", "2018", "509.6"),
    ]
    assert problems == ["observe-no-unit a.csv D3"]


def test_two_rows_of_header_with_units_below_indicators() -> None:
    found, problems = read(
        """
        |市县|地区生产总值|常住人口|
        ||（万元）|（人）|
        |敦化市|1925600|463000|
        """,
        header={1: "indicator", 2: "unit"},
        columns={"A": "place"},
        fixed=Fixed(period="2018"),
    )
    assert problems == []
    assert [(one[0], one[3]) for one in found] == [("gdp", "192.56"), ("population", "46.3")]


def test_a_column_beneath_a_group_is_the_group_only_where_it_is_its_total() -> None:
    found, problems = read(
        """
        ||地区生产总值（亿元）||
        |地区|总计|第一产业增加值|有色金属|
        |长春市|7175.7|300.1|12.5|
        """,
        header={1: "indicator", 2: "indicator"},
        columns={"A": "place"},
        fixed=Fixed(period="2018"),
    )
    assert [(indicator, value) for indicator, _, _, value, _ in found] == [
        ("gdp", "7175.7"), ("primary_value_added", "300.1")
    ]  # fmt: skip
    assert [problem.split()[0] for problem in problems] == ["observe-unknown-indicator"]


def test_a_row_of_totals_beneath_indicators_belongs_to_the_header() -> None:
    rows = [
        ["", "地区生产总值（亿元）", "", ""],
        ["地区", "总计", "第一产业", "第二产业"],
        ["长春市", "7175.7", "300.1", "3511.8"],
        ["吉林市", "2210.2", "240.4", "900.1"],
    ]
    found = observe.guess(Sheet("", rows), TableMapping("t", "a.csv"), JILIN)
    assert found.mapping.header == {1: "indicator", 2: "indicator"}


def test_indicators_down_with_their_units_in_a_column() -> None:
    found, problems = read(
        """
        |指标|单位|2017|2018|
        |一、地区生产总值|亿元|829|726|
        |其中：第二产业增加值|亿元|412.1|300.5|
        |#第三产业增加值|亿元|345|350|
        """,
        header={1: "period"},
        columns={"A": "indicator", "B": "unit"},
        fixed=Fixed(place="通化市"),
    )
    assert problems == []
    assert [(one[0], one[2], one[3]) for one in found] == [
        ("gdp", "2017", "829"),
        ("gdp", "2018", "726"),
        ("secondary_value_added", "2017", "412.1"),
        ("secondary_value_added", "2018", "300.5"),
        ("tertiary_value_added", "2017", "345"),
        ("tertiary_value_added", "2018", "350"),
    ]


def test_a_place_printed_once_holds_for_the_rows_below() -> None:
    found, _ = read(
        """
        |地区|年份|地区生产总值（亿元）|
        |四平市|2017|1197|
        ||2018|1217|
        |白城市|2018|506|
        """,
        header={1: "indicator"},
        columns={"A": "place", "B": "period"},
    )
    assert [one[1:3] for one in found] == [("220300", "2017"), ("220300", "2018"), ("220800", "2018")]


def test_the_english_of_a_bilingual_yearbook_is_left_out() -> None:
    found, problems = read(
        """
        |地 区 Region|地区生产总值 Gross Regional Product (亿元)|
        |长春市 Changchun|7175.7|
        |延边州 Yanbian|927.7|
        """,
        header={1: "indicator"},
        columns={"A": "place"},
        fixed=Fixed(period="2018", unit="亿元"),
    )
    assert ([one[1] for one in found], problems) == (["220100", "222400"], [])


def test_only_the_columns_with_an_indicator_are_read_where_some_are_given() -> None:
    found, problems = read(
        """
        |地区|总量|比上年增长%|位次|
        |长春市|7175.7|7.2|1|
        """,
        columns={"A": "place", "总量": Fixed(indicator="gdp", unit="亿元", period="2018")},
        header={1: "indicator"},
    )
    assert (found, problems) == ([("gdp", "220100", "2018", "7175.7", "R2C2")], [])


def test_a_column_that_nobody_knows_is_said_at_its_header() -> None:
    found, problems = read(
        """
        |地区|地区生产总值（亿元）|幸福指数|
        |长春市|7175.7|88|
        |吉林市|2210.2|87|
        """,
        header={1: "indicator"},
        columns={"A": "place"},
        fixed=Fixed(period="2018"),
    )
    assert ([one[3] for one in found], problems) == (["7175.7", "2210.2"], ["observe-unknown-indicator a.csv C1"])


def test_rows_and_labels_that_are_to_be_skipped() -> None:
    found, problems = read(
        """
        |地区|地区生产总值（亿元）|
        |市区小计|1|
        |长春市|7175.7|
        |沈阳市|6292|
        """,
        header={1: "indicator"},
        columns={"A": "place"},
        fixed=Fixed(period="2018"),
        skip=("市区",),
        rows=(2, 3),
    )
    assert ([one[3] for one in found], problems) == (["7175.7"], [])


def test_the_words_of_a_table_are_its_own() -> None:
    found, problems = read(
        """
        |地区|生产总值|
        |州本级|927.7|
        """,
        header={1: "indicator"},
        columns={"A": "place"},
        fixed=Fixed(period="2018", unit="亿元"),
        words={"生产总值": "gdp", "州本级": "222400"},
    )
    assert (found, problems) == ([("gdp", "222400", "2018", "927.7", "R2C2")], [])


TOTALS = """
|地区|新增就业（万人）|
|全省合计|{total}|
|长春市|1.2|
|延边州|2.3|
|敦化市|0.5|
"""


@pytest.mark.parametrize("total", ["3.5", "4.0", "3.6"])
def test_a_total_is_the_sum_of_its_rows_with_or_without_nested_places_but_for_rounding(total: str) -> None:
    found, problems = read(
        TOTALS.format(total=total),
        header={1: "indicator"},
        columns={"A": "place"},
        fixed=Fixed(period="2018", indicator=""),
        words={"新增就业": "new_urban_jobs"},
    )
    assert ([one[1] for one in found], problems) == (["220100", "222400", "222403"], [])


def test_a_total_that_is_not_the_sum_is_said_at_its_cell() -> None:
    _, problems = read(
        TOTALS.format(total="5.3"),
        header={1: "indicator"},
        columns={"A": "place"},
        fixed=Fixed(period="2018"),
        words={"新增就业": "new_urban_jobs"},
    )
    assert problems == ["observe-not-the-sum a.csv B2"]


def test_a_total_of_a_named_place_is_its_value() -> None:
    found, _ = read(
        TOTALS.format(total="5.3"),
        header={1: "indicator"},
        columns={"A": "place"},
        fixed=Fixed(period="2018"),
        words={"新增就业": "new_urban_jobs"},
        total="吉林省",
    )
    assert found[0] == ("new_urban_jobs", "220000", "2018", "5.3", "R2C2")


@pytest.mark.parametrize(
    ("drawn", "mapping"),
    [
        (
            "|地区|2017|2018|\n|长春市|6530|7175.7|",
            {"shape": "years-across", "fixed": Fixed(indicator="gdp", unit="亿元")},
        ),
        ("|地区|地区生产总值（亿元）|\n|长春市|7175.7|", {"shape": "places-down", "fixed": Fixed(period="2018")}),
        ("|地区|地区生产总值|\n||亿元|\n|长春市|7175.7|", {"shape": "two-row-header", "fixed": Fixed(period="2018")}),
        ("|年份|长春市|\n|2018|7175.7|", {"shape": "grid", "fixed": Fixed(indicator="gdp", unit="亿元")}),
    ],
)
def test_header_and_columns_are_found_where_the_mapping_does_not_say(drawn: str, mapping: dict[str, Any]) -> None:
    found, problems = read(drawn, **mapping)
    assert ("220100", "2018", "7175.7") in [one[1:4] for one in found]
    assert problems == []


def test_a_table_without_a_header_that_is_understood_is_said() -> None:
    assert read("|甲|乙|\n|丙|丁|")[1] == ["observe-no-header a.csv"]


def test_a_column_that_is_not_there_is_said() -> None:
    problems = read("|地区|2018|\n|长春市|1|", header={1: "period"}, columns={"地区": "place", "单位": "unit"})[1]
    assert problems[0] == "observe-no-such-column a.csv"


def test_a_long_table_without_a_column_of_values_is_said() -> None:
    assert read("|地区|2018|\n|长春市|1|", shape="long")[1] == ["observe-no-value-column a.csv A1"]


def test_a_label_that_begins_like_a_note_is_read() -> None:
    found, problems = read(
        """
        |指标|2018|
        |单位地区生产总值能耗（吨标准煤/万元）|0.52|
        |单位：吨标准煤/万元|0.52|
        """,
        header={1: "period"},
        columns={"A": "indicator"},
        fixed=Fixed(place="通化市"),
    )
    assert (found, problems) == ([("energy_intensity", "220500", "2018", "0.52", "R2C2")], [])


def test_dates_that_a_program_made_of_years_are_years() -> None:
    found, problems = read(
        "|地区|2017-01-01|43101|\n|长春市|6530|7175.7|",
        header={1: "period"},
        columns={"A": "place"},
        fixed=Fixed(indicator="gdp", unit="亿元"),
    )
    assert ([one[2] for one in found], problems) == (["2017", "2018"], [])
