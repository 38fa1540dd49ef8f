"""Targets followed through a small pack: what is judged, what is assumed, what is missing, and where a break parts them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from luoshi import packs
from luoshi.following import follow, warned
from luoshi.keeping import observed
from luoshi.model.finding import Goal, Missing
from luoshi.model.followed import Followed
from luoshi.model.light import Light
from luoshi.model.pack import Pack
from luoshi.observe.store import Store

HEAD = "地区代码,地区,年份,指标,数值,单位,价格,发布日期,数据性质,来源,边界,备注\n"
PACK = """\
id: small
title: 小规则包
title_en: A small pack
extends: [{common}]
checked_by: 待核
checked_on:
next_review:
"""
INDICATOR = """\
id: {id}
title: {title}
title_en: {id}
unit: "{unit}"
better: {better}
definition: 例
{more}aggregation: {aggregation}
source: 例
official: 是
confidence: high
checked_by: 待核
checked_on:
next_review:
"""
TARGET = """\
- id: "plan#{number}"
  quote: {quote}
  indicator: {indicator}
  indicator_id: {indicator_id}
  scope: "{scope}"
  kind: {kind}
  comparator: "{comparator}"
  value: "{value}"
  unit: "{unit}"
  deadline: "{deadline}"
  direction: "{direction}"
"""
JUDGING = """\
areas:
- {id: two, title: 两市, words: [两市], places: ["220700", "220400"]}
- {id: each, title: 各市, words: [各市], places: ["220700", "220400"], each: 是}
assumptions:
- document: plan
  area: two
  base_year: "2013"
  due: "2020"
  light_rules: {default: default-difference, trend: default-direction}
  why: 例
"""


class Making:
    """A pack on the disk, made of targets, indicators and rows."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.targets: list[str] = []
        self.rows: list[str] = []
        (folder / "documents").mkdir(parents=True)
        (folder / "indicators").mkdir()
        common = Path(packs.pack("common-cn").path)
        (folder / "pack.yaml").write_text(PACK.format(common=common), "utf-8")
        (folder / "documents" / "plan.txt").write_text("目标。", "utf-8")
        self.indicator("rate", "绿道率", "%", "up", "none")
        self.indicator("amount", "绿道长", "公里", "up", "sum")

    def indicator(self, id: str, title: str, unit: str, better: str, aggregation: str, more: str = "") -> None:
        text = INDICATOR.format(id=id, title=title, unit=unit, better=better, aggregation=aggregation, more=more)
        (self.folder / "indicators" / f"{id}.yaml").write_text(text, "utf-8")

    def target(self, indicator: str, **fields: str) -> None:
        given = {
            "quote": "绿道率达到60%", "indicator": "绿道率", "scope": "", "kind": "level", "comparator": ">=", "value": "60",
            "unit": "%", "deadline": "2020-12-31", "direction": "up",
        } | fields  # fmt: skip
        self.targets.append(TARGET.format(number=len(self.targets) + 1, indicator_id=indicator, **given))

    def row(self, place: str, year: int, indicator: str, value: str, unit: str, vintage: int | None = None) -> None:
        day = vintage or year + 1
        self.rows.append(f"{place},,{year},{indicator},{value},{unit},,{day},最终,统计年鉴{day},,\n")

    def made(self) -> Pack:
        documents = (
            "documents:\n- id: plan\n  file: plan.txt\n  sha256: "
            + "0" * 64
            + "\n  title: 规划\n  doc_number:\n  date: 2014-01-01\n"
        )
        (self.folder / "documents" / "documents.yaml").write_text(documents, "utf-8")
        (self.folder / "commitments").mkdir(exist_ok=True)
        head = "checked_by: 待核\nchecked_on:\nnext_review:\ntargets:\n"
        (self.folder / "commitments" / "plan.yaml").write_text(head + "".join(self.targets), "utf-8")
        (self.folder / "judging.yaml").write_text(JUDGING, "utf-8")
        (self.folder / "statistics").mkdir(exist_ok=True)
        (self.folder / "statistics" / "table.csv").write_text(HEAD + "".join(self.rows), "utf-8")
        (self.folder / "tables.yaml").write_text(
            "tables:\n- {id: table, file: table.csv, shape: long, statistics: 统计年鉴}\n", "utf-8"
        )
        return packs.pack(str(self.folder))

    def followed(self, as_of: int = 2018, known_on: date | None = None) -> list[Followed]:
        pack = self.made()
        store, problems = observed(pack)
        assert [str(problem) for problem in problems] == []
        return follow(pack, store, as_of=as_of, known_on=known_on)


@pytest.fixture
def making(tmp_path: Path) -> Making:
    return Making(tmp_path / "small")


def of(found: list[Followed], place: str = "") -> Followed:
    (one,) = [each for each in found if each.place == place]
    return one


def reason(one: Followed) -> str:
    assert isinstance(one.finding.attainment, Missing)
    return one.finding.attainment.code


# ------------------------------------------------------------------ from sentence and rows to a finding


def test_a_target_is_judged_from_its_rows_and_says_what_was_assumed(making: Making) -> None:
    making.target("rate", scope="松原市")
    for year, value in ((2013, 50), (2016, 55), (2018, 56)):
        making.row("220700", year, "rate", str(value), "%")
    one = of(making.followed())
    assert (one.finding.grade, one.finding.year, str(one.finding.attainment)) == ("behind", 2018, "0.6000")
    assert [step.zh for step in one.assumed if "2013" in step.zh and "非官方" in step.zh]
    assert isinstance(one.light, Light)
    assert one.light.colour == "yellow"
    assert [(point.year, point.observations[0].origin.row) for point in one.points] == [(2013, 2), (2016, 3), (2018, 4)]


def test_the_places_of_an_area_stand_beside_the_whole(making: Making) -> None:
    making.target("amount", kind="count", value="100", unit="公里", scope="两市")
    for place in ("220700", "220400"):
        for year, value in ((2013, 10), (2018, 30)):
            making.row(place, year, "amount", str(value), "公里")
    found = making.followed()
    assert [(one.scope, one.place) for one in found] == [("whole", ""), ("member", "220400"), ("member", "220700")]
    assert of(found).finding.observed == Decimal(60)
    assert str(of(found).finding.attainment) == "0.5000"


def test_a_target_of_each_place_has_no_whole(making: Making) -> None:
    making.target("rate", scope="各市")
    making.row("220700", 2018, "rate", "61", "%")
    found = making.followed()
    assert [(one.scope, one.place, one.finding.grade) for one in found] == [
        ("each", "220700", "met"), ("each", "220400", "no-data")
    ]  # fmt: skip


def test_later_years_and_later_vintages_are_not_looked_at(making: Making) -> None:
    making.target("rate", scope="松原市")
    for year, value in ((2013, 50), (2016, 55), (2018, 56), (2019, 60)):
        making.row("220700", year, "rate", str(value), "%")
    making.row("220700", 2018, "rate", "59", "%", vintage=2021)
    assert of(making.followed()).finding.observed == Decimal(59)
    assert of(making.followed(known_on=date(2019, 12, 31))).finding.observed == Decimal(56)
    assert of(making.followed(as_of=2017)).finding.observed == Decimal(55)


# ------------------------------------------------------------------ what is missing


def test_a_target_without_figures_says_so(making: Making) -> None:
    making.target("rate", scope="松原市")
    one = of(making.followed())
    assert one.finding.grade == "no-data"
    assert "松原市" in one.reason.zh
    assert "绿道率" in one.reason.zh


def test_a_whole_of_which_a_place_is_missing_names_it(making: Making) -> None:
    making.target("amount", kind="count", value="100", unit="公里", scope="两市")
    making.row("220700", 2018, "amount", "30", "公里")
    one = of(making.followed())
    assert one.finding.grade == "no-data"
    assert "辽源市" in one.reason.zh
    assert "松原市" not in one.reason.zh


def test_ratios_are_not_averaged_and_the_reason_names_the_parts(making: Making) -> None:
    making.indicator("done", "已建", "公里", "up", "sum")
    making.indicator("share", "建成率", "%", "up", "from-parts", more="formula: done / amount\n")
    making.target("share", scope="两市")
    for place in ("220700", "220400"):
        making.row(place, 2018, "share", "50", "%")
    one = of(making.followed())
    assert one.finding.grade == "no-data"
    assert "已建、绿道长" in one.reason.zh


def test_a_target_without_an_indicator_says_so(making: Making) -> None:
    making.target("", scope="松原市")
    assert reason(of(making.followed())) == "follow-no-indicator"


def test_a_scope_that_nobody_explained_is_told(making: Making) -> None:
    making.target("rate", scope="重点行业")
    one = making.followed()[0]
    assert [step.zh for step in one.assumed if "重点行业" in step.zh and "非官方" in step.zh]
    assert one.area == "two"


# ------------------------------------------------------------------ ways, bounds, growth, flows


def test_a_way_that_was_gone_already_is_a_bound(making: Making) -> None:
    making.target("rate", scope="松原市")
    for year, value in ((2013, 70), (2018, 59)):
        making.row("220700", year, "rate", str(value), "%")
    one = of(making.followed())
    assert isinstance(one.goal, Goal)
    assert (one.goal.kind, one.finding.grade, str(one.finding.attainment)) == ("at-least", "behind", "0.0000")


def test_what_happens_each_year_is_added_up(making: Making) -> None:
    making.indicator("jobs", "新增岗位", "个", "up", "sum", more="flow: 是\n")
    making.target("jobs", kind="count", value="100", unit="个", scope="松原市")
    for year in range(2013, 2017):
        making.row("220700", year, "jobs", "10", "个")
    one = of(making.followed(as_of=2016))
    assert [(point.year, point.value) for point in one.points] == [(2014, 10), (2015, 20), (2016, 30)]
    assert str(one.finding.attainment) == "0.3000"


def test_growth_is_chained_by_published_growth_and_not_by_current_values(making: Making) -> None:
    making.indicator("speed", "增速", "%", "up", "none")
    making.indicator("output", "产值", "亿元", "up", "sum", more="real_growth: speed\n")
    making.target("output", kind="growth", value="8", scope="松原市")
    for year, value, speed in ((2013, 100, 9), (2014, 200, 10), (2015, 300, 10), (2017, 400, 10)):
        making.row("220700", year, "output", str(value), "亿元")
        making.row("220700", year, "speed", str(speed), "%")
    one = of(making.followed(as_of=2016))
    assert [(point.year, str(point.value)) for point in one.points] == [(2013, "100"), (2014, "110"), (2015, "121")]
    assert one.finding.grade == "on-track"
    assert one.unit == "2013年=100"


# ------------------------------------------------------------------ breaks


BREAK = """\
breaks:
- id: counted-otherwise
  indicators: [rate]
  figures_from: 2016
  what: 统计口径改变
  what_en: it is counted otherwise
  source: 例
  official: 是
  confidence: high
"""


def test_a_base_beyond_a_break_is_refused_with_the_evidence(making: Making) -> None:
    (making.folder / "breaks.yaml").write_text(BREAK, "utf-8")
    making.target("rate", scope="松原市")
    for year, value in ((2013, 50), (2015, 52), (2016, 40), (2018, 44)):
        making.row("220700", year, "rate", str(value), "%")
    one = of(making.followed())
    assert reason(one) == "break-crossed"
    assert "统计口径改变" in one.finding.steps[-1].zh
    assert (one.compared, one.breaks[0].before, one.breaks[0].after) == ((2016, 2018), 2015, 2016)


def test_before_a_break_the_series_is_judged_as_it_is(making: Making) -> None:
    (making.folder / "breaks.yaml").write_text(BREAK, "utf-8")
    making.target("rate", scope="松原市")
    for year, value in ((2013, 50), (2015, 54), (2016, 40)):
        making.row("220700", year, "rate", str(value), "%")
    one = of(making.followed(as_of=2015))
    assert (one.finding.grade, one.breaks) == ("on-track", ())


# ------------------------------------------------------------------ warning


def test_a_second_red_year_is_graver_than_the_first(making: Making) -> None:
    making.target("rate", scope="松原市")
    for year, value in ((2013, 50), (2016, 48), (2017, 47), (2018, 46)):
        making.row("220700", year, "rate", str(value), "%")
    pack = making.made()
    store: Store = observed(pack)[0]
    levels = {}
    for year in (2016, 2017, 2018):
        _, alerts = warned(pack, store, as_of=year, years=year - 2015)
        levels[year] = next(one.level for one in alerts if one.rule.name == "light-follow-up")
    assert levels == {2016: "warning", 2017: "serious", 2018: "critical"}


# ------------------------------------------------------------------ broken down, and revised

CASCADE = """\
cascades:
- target: "plan#1"
  kind: sum
  value: "100"
  unit: 公里
  better: up
  parts:
  - {to: "220700", value: "70", source: 分解表}
  - {to: "220400", value: "20", source: 分解表}
  source: 分解表
"""
REVISION = """\
revisions:
- target: "plan#1"
  on: 2017-07-01
  old: {value: "60", due: 2020-12-31}
  new: {value: "55", due: 2020-12-31}
  reason: 受灾
  approver: 省政府
  source: 例文
"""


def test_a_place_is_judged_by_its_own_part_and_the_parts_are_added_up(making: Making) -> None:
    (making.folder / "cascades.yaml").write_text(CASCADE, "utf-8")
    making.target("amount", kind="count", value="100", unit="公里", scope="两市")
    for place in ("220700", "220400"):
        for year, value in ((2013, 0), (2018, 20)):
            making.row(place, year, "amount", str(value), "公里")
    found = making.followed()
    assert [(one.scope, one.place, str(one.finding.attainment)) for one in found] == [
        ("whole", "", "0.4000"), ("each", "220400", "1.0000"), ("each", "220700", "0.2857")
    ]  # fmt: skip
    assert [step.zh for step in of(found).assumed if "90" in step.zh]
    assert [step.zh for step in of(found, "220700").assumed if "70公里（分解表）" in step.zh]


def test_a_revised_target_holds_from_its_day_and_keeps_the_old_value_with_its_reason(making: Making) -> None:
    (making.folder / "revisions.yaml").write_text(REVISION, "utf-8")
    making.target("rate", scope="松原市")
    for year, value in ((2013, 50), (2016, 54), (2018, 55)):
        making.row("220700", year, "rate", str(value), "%")
    before, after = of(making.followed(as_of=2016)), of(making.followed(as_of=2018))
    assert isinstance(before.goal, Goal)
    assert isinstance(after.goal, Goal)
    assert (before.goal.value, after.goal.value, after.finding.grade) == (60, 55, "met")
    assert [step.zh for step in after.assumed if "受灾" in step.zh and "省政府" in step.zh and "60" in step.zh]
