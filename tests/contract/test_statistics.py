"""The statistics of every pack: each row has a place, an indicator, a unit and a source, and says what is doubtful in it."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from luoshi.model.pack import Pack
from luoshi.packs import pack, reviewed, suppliers

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT.parent / "shared" / "data"
HEADER = ["地区代码", "地区", "年份", "指标", "数值", "单位", "价格", "发布日期", "数据性质", "来源", "边界", "备注"]
# Figures that were found and are not used, each with the reason in its note.
WITHHELD = "withheld.csv"
TABLES = sorted(ROOT.glob("packs/*/statistics/*.csv"))
USED = [path for path in TABLES if path.name != WITHHELD]
JILIN = ROOT / "packs" / "jilin" / "statistics"
PREFECTURES = {"220100", "220200", "220300", "220400", "220500", "220600", "220700", "220800", "222400"}

Row = dict[str, str]

needs_reference_data = pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference data is not on this machine")


@cache
def rows(path: Path) -> tuple[Row, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def pack_of(path: Path) -> Pack:
    return pack(path.parents[1])


def jilin() -> Iterator[Row]:
    """The rows of the reference pack that are used."""
    return (row for path in USED if path.parent == JILIN for row in rows(path))


def of(place: str, indicator: str, year: int, boundaries: str = "") -> Row:
    """The one row of a place, an indicator and a year."""
    key = (place, indicator, str(year), boundaries)
    (found,) = [row for row in jilin() if (row["地区代码"], row["指标"], row["年份"], row["边界"]) == key]
    return found


def value(place: str, indicator: str, year: int, boundaries: str = "") -> Decimal:
    return Decimal(of(place, indicator, year, boundaries)["数值"])


def wrong(row: Row, known: Pack) -> Iterator[str]:
    """What is the matter with a row."""
    last_day = date(int(row["年份"]), 12, 31)
    names = {place.name for place in known.places if place.code == row["地区代码"] and place.existed(last_day)}
    if row["地区"] not in names:
        yield "place"
    indicator, unit = known.indicators.get(row["指标"]), known.unit(row["单位"])
    own = indicator and known.unit(indicator.unit)
    if own is None or unit is None or own.dimension != unit.dimension:
        yield "indicator or unit"
    if not re.fullmatch(r"-?\d+(\.\d+)?", row["数值"]):
        yield "value"
    if not all(re.fullmatch(r"(\d{4})?", row[key]) for key in ("价格", "边界")):
        yield "prices or boundaries"
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", row["发布日期"]) or row["发布日期"][:4] <= row["年份"]:
        yield "published"
    if row["数据性质"] not in ("最终", "初步", "修订", "估计", "填报") or not row["来源"]:
        yield "quality or source"


# ------------------------------------------------------------------ every table


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_table_has_the_one_header(path: Path) -> None:
    assert path.read_text(encoding="utf-8").splitlines()[0].split(",") == HEADER


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_every_row_has_a_known_place_indicator_unit_and_source(path: Path) -> None:
    assert [
        (number, list(wrong(row, pack_of(path))))
        for number, row in enumerate(rows(path), 2)
        if [*wrong(row, pack_of(path))]
    ] == []


@pytest.mark.parametrize("folder", sorted({path.parent for path in USED}), ids=lambda folder: folder.parent.name)
def test_nothing_is_stated_twice(folder: Path) -> None:
    keys = ("地区代码", "年份", "指标", "价格", "发布日期", "边界")
    count = Counter(tuple(row[key] for key in keys) for path in USED if path.parent == folder for row in rows(path))
    assert [key for key, times in count.items() if times > 1] == []


@pytest.mark.parametrize("path", USED, ids=lambda path: path.stem)
def test_a_share_lies_between_none_and_all_of_it(path: Path) -> None:
    shares = [row for row in rows(path) if row["单位"] == "%" and row["指标"] != "gdp_growth"]
    assert [row for row in shares if not 0 <= Decimal(row["数值"]) <= 100] == []


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_table_is_explained_with_the_number_of_its_rows(path: Path) -> None:
    assert f"| `{path.name}` | {len(rows(path))} |" in (path.parent / "README.md").read_text(encoding="utf-8")


def test_what_is_withheld_says_why() -> None:
    assert [row for row in rows(JILIN / WITHHELD) if len(row["备注"]) < 10] == []


# ------------------------------------------------------------------ Jilin's figures, by hand


@pytest.mark.parametrize(
    ("place", "indicator", "year", "expected"),
    [
        ("220700", "gdp", 2018, "1373.6009"),
        ("220700", "gdp", 2019, "730"),
        ("220700", "gdp_growth", 2019, "2.6"),
        ("220200", "gdp", 2018, "2210.2386"),
        ("220200", "gdp", 2019, "1417"),
        ("220400", "secondary_value_added", 2018, "302.5954"),
        ("222400", "gdp", 2023, "875.76"),
        ("220100", "local_fiscal_revenue", 2013, "381.8178"),
        ("220400", "mining_employed", 2010, "2"),
        ("220400", "mining_employed", 2011, "3"),
        ("220200", "registered_unemployed", 2017, "48691"),
        ("220700", "industrial_dust", 2020, "83981"),
        ("220500", "wastewater_discharged", 2015, "12078"),
        ("220600", "urban_population", 2020, "771554"),
        ("220503", "census_mining_employed", 2020, "63"),
        ("220113", "population", 2020, "613836"),
        ("220100", "urbanisation_rate", 2023, "68.18"),
        ("222400", "satellite_forest_share", 2020, "77.74"),
    ],
)
def test_a_figure_is_the_published_one(place: str, indicator: str, year: int, expected: str) -> None:
    assert value(place, indicator, year) == Decimal(expected)


def test_gdp_falls_in_2019_where_it_is_said_to_grow_and_both_rows_say_why() -> None:
    for place in PREFECTURES - {"222400"}:
        assert value(place, "gdp", 2019) < value(place, "gdp", 2018)
        assert value(place, "gdp_growth", 2019) > 0
        assert "四经普前" in of(place, "gdp", 2018)["备注"]
        assert "四经普后" in of(place, "gdp", 2019)["备注"]


@pytest.mark.parametrize("year", range(2010, 2024))
def test_the_three_sectors_make_up_the_whole(year: int) -> None:
    sectors = ("primary_value_added", "secondary_value_added", "tertiary_value_added")
    complete = [row["地区代码"] for row in jilin() if (row["指标"], row["年份"]) == (sectors[1], str(year))]
    assert len(complete) >= 8
    for place in complete:
        whole = value(place, "gdp", year)
        assert abs(sum(value(place, sector, year) for sector in sectors) - whole) < whole * Decimal("0.0025")


def test_the_prefectures_make_up_the_province_as_the_censuses_count_it() -> None:
    for year, province in ((2010, 27_452_815), (2020, 24_073_453)):
        assert sum(value(place, "population", year) for place in PREFECTURES) == province


def test_2010_is_restated_on_the_boundaries_of_2020() -> None:
    assert value("220100", "population", 2010, "2020") == 8_767_375 == 7_674_439 + 1_092_936
    assert value("220300", "urban_population", 2010, "2020") == 1_069_253 == 1_407_104 - 337_851


@pytest.mark.parametrize(
    ("place", "indicator", "year", "says"),
    [
        ("220400", "mining_employed", 2011, "取整到万人"),
        ("220100", "mining_employed", 2014, "0是不足5000人，不是没有"),
        ("220200", "industrial_sulphur_dioxide", 2016, "2016年统计方法改变"),
        ("220300", "industrial_sulphur_dioxide", 2017, "另一来源数值不同"),
        ("220700", "industrial_dust", 2020, "存疑"),
        ("220100", "gdp", 2020, "含公主岭"),
        ("220300", "gdp", 2020, "不含公主岭"),
        ("220500", "gdp", 2020, "含梅河口"),
        ("220500", "gdp", 2021, "不含梅河口"),
        ("220400", "gdp_growth", 2019, "疑为插补"),
        ("220600", "sewage_treatment", 2011, "疑为转录时一列重列"),
        ("220400", "general_solid_waste_utilisation", 2015, "含尾矿"),
        ("220600", "satellite_forest_share", 2015, "不是森林覆盖率"),
        ("220503", "census_mining_employed", 2020, "人数很少"),
    ],
)
def test_a_row_says_what_is_doubtful_in_it(place: str, indicator: str, year: int, says: str) -> None:
    assert says in of(place, indicator, year)["备注"]


def test_growth_at_current_prices_does_not_pass_for_real_growth() -> None:
    """What is transcribed as the growth of 2013 is that of the current prices, in all eight cities."""
    withheld = [row for row in rows(JILIN / WITHHELD) if row["指标"] == "gdp_growth"]
    assert {row["年份"] for row in withheld} == {"2013"}
    assert len(withheld) == 8
    for row in withheld:
        nominal = value(row["地区代码"], "gdp", 2013) / value(row["地区代码"], "gdp", 2012) * 100 - 100
        assert abs(nominal - Decimal(row["数值"])) < Decimal("0.006")


def test_nothing_of_the_plan_is_taken_for_a_statistic() -> None:
    """No series where only another definition is published: they are missing, and somebody is named who has them."""
    observed = {row["指标"] for row in jilin()}
    known = suppliers(pack(ROOT / "packs" / "jilin"))
    for id in ("forest_cover", "sulphur_dioxide", "solid_waste_utilisation", "registered_unemployment", "air_quality"):
        assert id not in observed
        assert set(known[id].nearest) & observed


def test_whom_a_document_makes_responsible_is_asked_first() -> None:
    found = pack(ROOT / "packs" / "jilin")
    dates = {document.id: document.date for document in found.documents}
    leads: defaultdict[str, set[str]] = defaultdict(set)
    for entry in reviewed(found):
        for printed in entry.fields.get("lead", ()) if entry.kind == "target" and not entry.rejected else ():
            then = found.organisation(printed, dates[entry.document])
            assert then is not None
            leads[entry.indicator_id] |= {one.id for one in found.current(then.id, date(2024, 1, 1))}
    assert {id for id, one in suppliers(found).items() if one.official} == set(leads)
    assert [id for id, bodies in leads.items() if suppliers(found)[id].organisations[0] not in bodies] == []


# ------------------------------------------------------------------ against the reference data

PANEL, YEARBOOK, SATELLITE = "city_panel_2000_2023.csv", "jilin_yearbook_2003_2023.csv", "jilin_satellite_2001_2020.csv"
COLUMNS = {
    "gdp": (PANEL, "gdp_100m"),
    "primary_value_added": (PANEL, "gdp_primary_100m"),
    "secondary_value_added": (PANEL, "gdp_secondary_100m"),
    "tertiary_value_added": (PANEL, "gdp_tertiary_100m"),
    "gdp_growth": (PANEL, "gdp_growth_pct"),
    "local_fiscal_revenue": (PANEL, "fiscal_revenue_100m"),
    "local_fiscal_expenditure": (PANEL, "fiscal_expenditure_100m"),
    "hukou_population": (PANEL, "hukou_pop_10k"),
    "population": (PANEL, "resident_pop_10k"),
    "urbanisation_rate": (PANEL, "urbanisation_pct"),
    "registered_unemployed": (YEARBOOK, "registered_unemployed"),
    "urban_unit_employed": (YEARBOOK, "employment_units_10k"),
    "mining_employed": (YEARBOOK, "mining_employment_10k"),
    "industrial_sulphur_dioxide": (YEARBOOK, "industrial_so2_t"),
    "industrial_dust": (YEARBOOK, "industrial_dust_t"),
    "wastewater_discharged": (YEARBOOK, "industrial_wastewater_10k_t"),
    "sewage_treatment": (YEARBOOK, "sewage_treatment_pct"),
    "garbage_treatment": (YEARBOOK, "garbage_treatment_pct"),
    "general_solid_waste_utilisation": (YEARBOOK, "solid_waste_utilisation_pct"),
    "pm25": (YEARBOOK, "pm25_ugm3"),
    "satellite_forest_share": (SATELLITE, "forest_share_pct"),
}
CENSUS = {
    "population": "population",
    "urban_population": "urban_population",
    "census_employed": "employed_sample",
    "census_mining_employed": "mining_sample",
}


@needs_reference_data
@pytest.mark.parametrize("indicator", COLUMNS)
def test_all_of_jilins_figures_are_carried_over_or_withheld_with_a_reason(indicator: str) -> None:
    name, column = COLUMNS[indicator]
    expected = {
        (row["adcode"], row["year"], Decimal(row[column]))
        for row in rows(REFERENCE / name)
        if row["adcode"] in PREFECTURES and int(row["year"]) >= 2010 and row[column]
    }
    stated = [
        row for row in (*jilin(), *rows(JILIN / WITHHELD)) if row["指标"] == indicator and "普查" not in row["来源"]
    ]
    assert len(stated) == len(expected)
    assert {(row["地区代码"], row["年份"], Decimal(row["数值"])) for row in stated} == expected


@needs_reference_data
@pytest.mark.parametrize("indicator", CENSUS)
def test_the_census_is_carried_over(indicator: str) -> None:
    counted = {
        (row["census_code"], row["census"]): Decimal(row[CENSUS[indicator]])
        for row in rows(REFERENCE / "census_2010_2020_jilin_counties.csv")
        if row["census_code"]
    }
    stated = [row for row in jilin() if row["指标"] == indicator and "普查" in row["来源"] and not row["边界"]]
    assert len(stated) >= 32
    assert [row for row in stated if Decimal(row["数值"]) != counted[row["地区代码"], row["年份"]]] == []
