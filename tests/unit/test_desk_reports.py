"""Reports that left a desk are one more source beside the tables of a pack."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from luoshi import observe, packs
from luoshi.act.leaving import Happened, left
from luoshi.desk_reports import DeskReports, received
from luoshi.keeping import checked, observed
from luoshi.model.registry import Field, ObservedAs, Registry

HEAD = "地区代码,地区,年份,指标,数值,单位,价格,发布日期,数据性质,来源,边界,备注\n"
SEEN = ObservedAs("indicator_id", "place", "period", "value", "unit", "basis", "nature")
REGISTRY = Registry("target_reports", "目标填报", "", "report", "item", (Field("item", "目标", ""),), observed=SEEN)
ACCEPTED = Happened(
    number=123, digest="d", before="submitted", after="accepted", on=date(2017, 1, 9), record=7, key="k1",
    organisation="jilin/forestry", organisation_name="省林业厅",
    data={"indicator_id": "forest_cover", "place": "220000", "period": "2016", "value": "44.2", "unit": "%"},
)  # fmt: skip


def reported(**fields: str) -> Happened:
    return replace(ACCEPTED, data={**ACCEPTED.data, **fields})


def hand_over(folder: Path, *events: Happened) -> DeskReports:
    folder.mkdir(exist_ok=True)
    for event in events:
        file = left(REGISTRY, event)
        assert file is not None
        (folder / f"{file.sha256}.csv").write_bytes(file.content)
        (folder / f"{file.sha256}.json").write_bytes(file.sidecar)
    return received(folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack with a yearbook that has the forest cover of 2015, an area of two cities, and one supplier who is believed."""
    made = tmp_path / "pack"
    (made / "statistics").mkdir(parents=True)
    common = Path(packs.pack("common-cn").path)
    (made / "pack.yaml").write_text(
        f"id: p\ntitle: 包\ntitle_en: p\nextends: [{common}]\nchecked_by: 待核\nchecked_on:\nnext_review:\n", "utf-8"
    )
    (made / "tables.yaml").write_text("tables:\n- {id: t, file: t.csv, shape: long, statistics: 年鉴}\n", "utf-8")
    (made / "statistics" / "t.csv").write_text(HEAD + "220000,,2015,forest_cover,43.9,%,,2016,最终,年鉴,,\n", "utf-8")
    (made / "judging.yaml").write_text(
        'areas:\n- {id: two, title: 两市, words: [两市], places: ["220700", "220400"]}\n', "utf-8"
    )
    (made / "suppliers.yaml").write_text(
        "suppliers:\n- {indicator: gdp, organisations: [jilin/statistics], official: 否, reports_count: 是}\n", "utf-8"
    )
    return made


@pytest.mark.parametrize("kept", [True, False])
def test_a_report_is_observed_beside_the_tables_with_who_said_it(folder: Path, tmp_path: Path, kept: bool) -> None:
    reports = hand_over(tmp_path / "received", ACCEPTED)
    store, problems = observed(packs.pack(str(folder)), tmp_path / "kept" if kept else None, reports=reports)
    values = store.series("forest_cover", "220000").observations
    assert [(one.period, str(one.value), one.quality) for one in values] == [
        ("2015", "43.9", "final"), ("2016", "44.2", "reported"),
    ]  # fmt: skip
    origin = values[1].origin
    assert (origin.table, origin.row, origin.statistics) == (
        "target_reports/k1", 2, "填报：省林业厅 2016年，留痕第123条",
    )  # fmt: skip
    assert (tmp_path / "received" / origin.file).is_file()
    assert problems == []


def test_the_unit_is_converted_and_one_that_does_not_fit_is_told_at_who_said_it(folder: Path, tmp_path: Path) -> None:
    area = reported(indicator_id="forest_area", value="12300", unit="万亩")
    wrong = replace(reported(unit="亿元"), number=124, key="k2")
    reports = hand_over(tmp_path / "received", area, wrong)
    store, problems = observed(packs.pack(str(folder)), reports=reports)
    unit = packs.pack(str(folder)).indicators["forest_area"].unit
    assert unit == "万公顷"
    assert str(store.series("forest_area", "220000").values["2016"]) == "820"
    assert [(one.code, one.where) for one in problems] == [
        ("observe-other-unit", "填报：省林业厅 2016年，留痕第124条"),
    ]  # fmt: skip


def test_an_impossible_value_is_doubted_as_in_any_table(folder: Path, tmp_path: Path) -> None:
    pack = packs.pack(str(folder))
    store, _ = observed(pack, tmp_path / "kept", reports=hand_over(tmp_path / "received", reported(value="144.2")))
    found = {one.code: one.where for one in checked(store, pack, tmp_path / "kept")}
    assert found["observe-impossible-value"] == "填报：省林业厅 2016年，留痕第123条"


def test_a_report_gives_way_to_a_yearbook_and_that_is_told(folder: Path, tmp_path: Path) -> None:
    pack = packs.pack(str(folder))
    store, _ = observed(pack, tmp_path / "kept", reports=hand_over(tmp_path / "received", reported(period="2015")))
    assert str(store.series("forest_cover", "220000").values["2015"]) == "43.9"
    assert "observe-report-gives-way" in [one.code for one in checked(store, pack, tmp_path / "kept")]


def test_where_the_pack_says_so_a_report_counts_like_a_published_figure(folder: Path, tmp_path: Path) -> None:
    reports = hand_over(tmp_path / "received", reported(indicator_id="gdp", unit="亿元", nature="快报"))
    store, _ = observed(packs.pack(str(folder)), reports=reports)
    assert store.series("gdp", "220000").observations[0].quality == "preliminary"


def test_a_report_may_be_about_an_area_as_a_whole(folder: Path, tmp_path: Path) -> None:
    store, problems = observed(packs.pack(str(folder)), reports=hand_over(tmp_path / "received", reported(place="two")))
    assert (store.places("forest_cover"), problems) == (("220000", "two"), [])


def test_of_several_events_of_one_day_the_last_counts(folder: Path, tmp_path: Path) -> None:
    back = replace(ACCEPTED, number=124, before="accepted", after="returned", note="录错")
    again = replace(reported(value="44.1"), number=125)
    pack = packs.pack(str(folder))
    store, _ = observed(pack, reports=hand_over(tmp_path / "received", ACCEPTED, back, again))
    assert str(store.series("forest_cover", "220000").values["2016"]) == "44.1"


def test_a_report_that_did_not_change_is_not_read_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack, reports = packs.pack(str(folder)), hand_over(tmp_path / "received", ACCEPTED)
    observed(pack, tmp_path / "kept", reports=reports)

    def never(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(observe, "table", never)
    again, _ = observed(pack, tmp_path / "kept", reports=received(tmp_path / "received"))
    assert again.series("forest_cover", "220000").values["2016"]


def test_a_file_that_was_altered_is_left_out_and_named(folder: Path, tmp_path: Path) -> None:
    hand_over(tmp_path / "received", ACCEPTED)
    (file,) = (tmp_path / "received").glob("*.csv")
    file.write_bytes(file.read_bytes().replace(b"44.2", b"54.2"))
    reports = received(tmp_path / "received")
    store, problems = observed(packs.pack(str(folder)), reports=reports)
    assert [one.code for one in problems] == ["desk-report-altered"]
    assert "2016" not in store.series("forest_cover", "220000").values


def test_what_is_no_report_is_passed_over_and_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"name": "a.txt", "pack": "jilin"}', "utf-8")
    (tmp_path / "b.json").write_text('{"kind": "desk-report"}', "utf-8")
    (tmp_path / "c.json").write_text("{", "utf-8")
    found = received(tmp_path)
    assert (found.reports, [one.where for one in found.problems]) == ((), ["b.json", "c.json"])


def test_without_a_folder_there_are_no_reports(tmp_path: Path) -> None:
    assert received(tmp_path / "none") == DeskReports()
