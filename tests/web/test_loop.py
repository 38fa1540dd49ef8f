"""The loop: a target is asked about, reported on, accepted; the report leaves as a file, is observed, and the target judged."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st

from conftest import COMMISSION, ENERGY, LAND, NOON, Office
from luoshi import packs as library_packs
from luoshi import pipeline
from luoshi.act.leaving import left
from luoshi.desk_reports import received
from luoshi.keeping import observed
from luoshi.model.light import Light
from luoshi_web import office as demonstration
from luoshi_web.desk import actions, leaving, people, tick, verify
from luoshi_web.desk.actions.records import Setting
from luoshi_web.desk.models import Due, Record, User

pytestmark = pytest.mark.django_db
COVER = {
    "text": "森林覆盖率达到45％以上", "indicator": "森林覆盖率", "indicator_id": "forest_cover", "place": "220000", "unit": "%",
    "value": "≥45%", "document": "jizhengfa-2016-41",
}  # fmt: skip
SAID = {"achieved": "44.2", "nature": "快报", "basis": "森林资源清查"}


def target(office: Office, owner: str = ENERGY, *others: str, **more: str) -> Record:
    setting = Setting(owner=owner, participants=others, given={**COVER, **more})
    row = actions.establish(registry="targets", actor=office["coordinator"], at=NOON, setting=setting)
    return office.move(row, "assign", "coordinator")


def dispatched(office: Office, period: str = "2016", **more: str) -> list[Record]:
    data = {"title": f"{period}年目标", "period": period, "due_on": "2017-03-31", **more}
    setting = Setting(owner=COMMISSION)
    row = actions.establish(
        registry="target_dispatches", actor=office["coordinator"], at=NOON, setting=setting, data=data
    )  # fmt: skip
    office.move(row, "open", "coordinator")
    return list(Record.objects.filter(asked_in=row).order_by("pk"))


def accepted(office: Office, at: datetime = NOON, **more: str) -> Record:
    target(office)
    (row,) = dispatched(office)
    office.move(row, "submit", "energy", {**SAID, **more})
    return office.move(row, "accept", "reviewer", at=at)


def files(settings: Any) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((settings.WORKSPACE / "received").glob("*"))}


# ------------------------------------------------------------------ asking


def test_a_dispatch_of_targets_asks_about_targets_alone(office: Office) -> None:
    office.duty(), target(office)
    (row,) = dispatched(office)
    assert row.registry == "target_reports"
    assert (row.data["period"], row.data["value"], row.data["unit"]) == ("2016", "≥45%", "%")


def test_the_quarterly_dispatch_does_not_ask_about_targets(office: Office) -> None:
    office.duty(), target(office)
    assert [row.registry for row in Record.objects.filter(asked_in=office.dispatch())] == ["reports"]


def test_a_dispatch_may_be_of_one_document_or_of_all(office: Office) -> None:
    target(office), target(office, document="jizhengfa-2016-40")
    assert len(dispatched(office, document="jizhengfa-2016-40")) == 1
    assert len(dispatched(office)) == 2


def test_what_was_reported_last_time_stands_in_the_next_form(office: Office) -> None:
    accepted(office)
    (row,) = dispatched(office, "2017")
    assert row.data["achieved_before"] == "44.2"


def test_the_yearly_cycle_drafts_the_dispatch_for_the_coordinator(office: Office) -> None:
    tick.run(NOON + timedelta(days=50))
    row = Record.objects.get(registry="target_dispatches")
    assert (row.title, row.data["period"], row.due) == ("2016年规划目标年度监测", "2016", date(2017, 3, 31))


@pytest.mark.parametrize(
    ("typed", "kept"), [("44.2", "44.2"), ("44.2%", "44.2"), ("442‰", "44.2"), ("44.2公顷", "不能填“公顷”")]
)
def test_a_value_is_read_in_the_unit_of_its_target(office: Office, typed: str, kept: str) -> None:
    target(office)
    (row,) = dispatched(office)
    page = office.client("energy").post(
        f"/records/{row.pk}/", {"version": row.version, "move": "save", "achieved": typed}
    )  # fmt: skip
    row.refresh_from_db()
    assert row.data.get("achieved", "") == kept or kept in page.content.decode()


def test_a_sheet_is_read_in_the_unit_of_each_target(office: Office) -> None:
    from luoshi_web.desk import exchange

    target(office), target(office, unit="公顷", indicator_id="grassland_restoration")
    rows = dispatched(office)
    sheet = "key,achieved\n" + "".join(f"{row.key},15亩\n" for row in rows)
    registry = demonstration.office().registries["target_reports"]
    found = exchange.dry_run(registry, sheet.encode(), "a.csv", office["energy"], NOON.date())
    assert [problem.where for problem in found.problems] == ["B2"]
    assert found.rows[1].data == {"achieved": "1"}


def test_the_form_shows_the_unit(office: Office) -> None:
    target(office, unit="万公顷")
    (row,) = dispatched(office)
    assert "实际数<small>（万公顷）</small>" in office.client("energy").get(f"/records/{row.pk}/").content.decode()


# ------------------------------------------------------------------ leaving


def test_an_accepted_report_leaves_as_a_received_file_with_its_sidecar(
    office: Office, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        row = accepted(office)
    event = row.events.latest("number")
    table, sidecar = sorted(files(settings))
    told = json.loads(files(settings)[sidecar])
    assert table == f"{told['sha256']}.csv"
    assert (told["event"], told["digest"], told["organisation"]) == (event.number, event.digest, ENERGY)
    assert "填报快报" in files(settings)[table].decode()
    (due,) = Due.objects.filter(kind="leave")
    assert due.done_at is not None


def test_what_an_acceptance_left_undone_is_done_by_tick(office: Office, settings: Any) -> None:
    accepted(office)
    assert files(settings) == {}
    assert tick.run(NOON).counts["leave"] == 1
    assert len(files(settings)) == 2
    assert tick.run(NOON).counts["leave"] == 0


def test_a_report_that_was_sent_back_and_corrected_is_another_vintage(office: Office, settings: Any) -> None:
    days = [NOON + timedelta(days=one) for one in (0, 3, 5)]
    row = accepted(office, days[0])
    office.move(row, "reopen", "reviewer", note="口径有误", at=days[1])
    office.move(row, "submit", "energy", {"achieved": "43.8", "nature": "正式"}, at=days[2])
    office.move(row, "accept", "reviewer", at=days[2])
    tick.run(days[2])
    pack = library_packs.pack("jilin")
    store, problems = observed(pack, reports=received(settings.WORKSPACE / "received"))
    assert problems == []

    def known(day: datetime) -> str:
        found = store.series("forest_cover", "220000", day.date())
        return str(found.values.get("2016") or found.missing["2016"].zh)

    assert [known(day) for day in (days[0], days[2])] == ["44.2", "43.8"]
    assert known(days[1]).startswith("填报已于 2016-12-23 收回")
    assert known(days[1]).endswith("：已收回：口径有误")


def test_what_a_participant_reports_is_no_observation(office: Office, settings: Any) -> None:
    target(office, ENERGY, LAND)
    part = next(row for row in dispatched(office) if row.owner_id == LAND)
    office.move(part, "submit", "land", {"explanation": "完成造林任务"})
    office.move(part, "accept", "reviewer")
    tick.run(NOON)
    assert files(settings) == {}


def test_an_ordinary_report_leaves_nothing(office: Office, settings: Any) -> None:
    row = office.submitted()
    office.move(row, "accept", "reviewer")
    tick.run(NOON)
    assert (files(settings), Due.objects.filter(kind="leave").count()) == ({}, 0)


def test_handing_over_again_changes_nothing_and_mends_what_was_lost_or_altered(office: Office, settings: Any) -> None:
    accepted(office)
    tick.run(NOON)
    before = files(settings)
    assert leaving.hand_over_all() == (1, 0)
    assert files(settings) == before
    table, sidecar = sorted((settings.WORKSPACE / "received").iterdir())
    table.write_bytes(b"altered")
    sidecar.unlink()
    assert leaving.hand_over_all() == (1, 1)
    assert files(settings) == before


@tried(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    value=st.decimals(0, 100, places=2).map(str),
    words=st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=40),
)
def test_whatever_was_reported_exporting_it_twice_changes_nothing(
    office: Office, settings: Any, value: str, words: str
) -> None:
    Record.objects.filter(registry="targets").update(state="closed", turn="")
    row = accepted(office, achieved=value, explanation=words)
    number = row.events.latest("number").number
    leaving.hand_over(number)
    before = files(settings)
    assert leaving.hand_over(number) is False
    assert files(settings) == before
    file = leaving.file_of(number)
    assert file is not None
    frame, problems = observed(library_packs.pack("jilin"), reports=received(settings.WORKSPACE / "received"))
    assert problems == []
    assert frame.vintages("forest_cover", "220000")


def test_the_file_is_made_of_the_events_even_where_the_record_was_changed_behind_them(office: Office) -> None:
    row = accepted(office)
    number = row.events.latest("number").number
    before = leaving.file_of(number)
    Record.objects.filter(pk=row.pk).update(data={**row.data, "achieved": "99"})
    assert leaving.file_of(number) == before


def test_the_page_of_a_report_says_what_became_of_it_as_data(office: Office) -> None:
    def says(words: str) -> bool:
        return words in office.client("energy").get(f"/records/{row.pk}/").content.decode()

    row = accepted(office)
    assert says("这份填报待送出")
    tick.run(NOON)
    assert says("这份填报已作为数据送出")
    office.move(row, "reopen", "reviewer", note="口径有误")
    assert says("已收回")


def test_the_page_of_a_report_that_stays_at_the_desk_says_why(office: Office) -> None:
    target(office, place="")
    (row,) = dispatched(office)
    office.move(row, "submit", "energy", {**SAID})
    office.move(row, "accept", "reviewer")
    assert "只留在台账中" in office.client("energy").get(f"/records/{row.pk}/").content.decode()


# ------------------------------------------------------------------ the way back


def test_the_address_in_a_file_leads_to_the_record_for_those_who_may_see_it(office: Office) -> None:
    row = accepted(office)
    file = leaving.file_of(row.events.latest("number").number)
    assert file is not None
    address = str(file.told["address"])
    assert office.client("energy").get(address).headers["Location"] == f"/records/{row.pk}/"
    assert office.client("jilin_city").get(address).status_code == 403
    assert office.client().get(address).headers["Location"].startswith("/sign-in/")
    assert office.client("energy").get("/records/of/target_reports/none/").status_code == 404


# ------------------------------------------------------------------ the whole way round


def test_a_report_accepted_in_the_demonstration_office_gives_its_target_a_grade_and_a_light(
    db: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        pipeline, "evaluated", lambda *_, **__: None
    )  # schemes take as long again and are not asked here
    demonstration.demonstrate("gong-zuo-2016", NOON)
    number = {year: _reported(year, value) for year, value in (("2013", "43.2"), ("2016", "44.2"))}
    tick.run(NOON)
    built = pipeline.build("jilin", settings.WORKSPACE, as_of=2016)
    (found,) = [one for one in built.followed if one.indicator == "forest_cover" and one.scope == "whole"]
    assert (found.finding.grade, found.finding.observed, found.finding.year) == ("on-track", Decimal("44.2"), 2016)
    assert isinstance(found.light, Light)
    assert found.light.colour == "green"
    because = [step.zh for step in found.assumed]
    assert (
        f"2016年的数值来自填报（快报，暂定），尚无公布的统计数据：填报：省林业厅 2016年，留痕第{number['2016']}条"
        "（数据来源：演示）" in because
    )
    page = (built.folder / "pages" / _page(built.folder, "森林覆盖率达到45")).read_text("utf-8")
    row = Record.objects.get(registry="target_reports", data__indicator_id="forest_cover", period="2016")
    assert "填报快报（暂定）" in page
    assert f'href="{leaving.file_of(number["2016"]).told["address"]}"' in page  # type: ignore[union-attr]
    assert row.state == "accepted"
    assert list(verify.broken()) == []


def _reported(year: str, value: str) -> int:
    """Dispatch the targets of a document for a year, report the forest cover, accept it; the number of that event."""

    def who(name: str) -> people.Actor:
        return people.actor(User.objects.get(username=name))

    def move(row: Record, name: str, by: str, data: dict[str, object] | None = None) -> Record:
        row.refresh_from_db()
        return actions.move(record=row.pk, version=row.version, name=name, actor=who(by), at=NOON, data=data)

    data = {"title": f"{year}年", "period": year, "document": "shengtai-chengzhenhua-2014", "due_on": "2017-03-31"}
    dispatch = actions.establish(
        registry="target_dispatches", actor=who("省发展改革委·调度"), at=NOON, setting=Setting(owner=COMMISSION), data=data
    )  # fmt: skip
    move(dispatch, "open", "省发展改革委·调度")
    row = Record.objects.get(asked_in=dispatch, data__indicator_id="forest_cover")
    move(row, "submit", "省林业厅·联络员", {"achieved": value, "nature": "快报", "basis": "演示"})
    return int(move(row, "accept", "省发展改革委·审核").events.latest("number").number)


def _page(folder: Path, words: str) -> str:
    """The name of the page of the target that is promised in these words."""
    return next(path.name for path in (folder / "pages").glob("target-*.html") if words in path.read_text("utf-8"))


def test_a_left_file_needs_no_desk_to_be_made() -> None:
    """`luoshi` knows nothing of the desk: what makes the bytes is a function of nouns."""
    assert left.__module__ == "luoshi.act.leaving"
