"""What is remembered holds until something happens, and not longer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from test_project_pages import next_quarter, reported

from conftest import Office
from luoshi_web.desk import projects
from luoshi_web.desk.models import Record
from luoshi_web.desk.remembered import followed, remembered


def test_what_was_counted_is_counted_anew_after_an_event_and_not_before(office: Office) -> None:
    row, counted = office.report(), []

    def count() -> int:
        counted.append(row.state)
        return len(counted)

    assert [remembered("numbers", count), remembered("numbers", count)] == [1, 1]
    assert remembered("other numbers", count) == 2
    office.move(row, "submit", "energy", {"stage": "推进中", "progress": "演示"})
    assert remembered("numbers", count) == 3


def test_the_overview_shows_what_was_handed_in_a_moment_ago(office: Office) -> None:
    row, client = office.report(), office.client("coordinator")
    before = client.get("/").content.decode()
    office.move(row, "submit", "energy", {"stage": "推进中", "progress": "演示"})
    after = client.get("/").content.decode()
    link = "/overview/handed-in/?"
    assert [page.split(link)[1].split(">")[1].split("<")[0] for page in (before, after)] == ["0", "1"]


def test_after_an_event_only_what_it_touched_and_what_that_reports_on_is_found_anew(office: Office) -> None:
    other, row, asked = office.duty(), office.report(), []

    def find(pks: Collection[int] | None) -> Mapping[int, str]:
        asked.append(pks)
        rows = Record.objects.all() if pks is None else Record.objects.filter(pk__in=pks)
        return dict(rows.values_list("pk", "state"))

    assert followed("states", find)[row.pk] == "owed"
    office.move(row, "submit", "energy", {"stage": "推进中", "progress": "演示"})
    found = followed("states", find)
    assert (found[row.pk], found[other.pk]) == ("submitted", other.state)
    assert followed("states", find) is found
    assert asked == [None, {row.pk, row.subject_id}]


def test_the_projects_show_what_was_reported_since_they_were_counted(office: Office) -> None:
    reported(office, "6.1")
    row, on = next_quarter(office), date(2017, 3, 20)
    before = projects.projects(office["coordinator"], on)
    office.move(
        row, "submit", "songyuan",
        {"class": "在建", "annual_plan": "3", "annual_done": "0.5", "image": "跑道", "cumulative": "6.6"},
    )  # fmt: skip
    after = projects.projects(office["coordinator"], on)
    assert [str(one.sums["cumulative"]) for one in (before, after)] == ["6.1", "6.6"]
    assert after.number == before.number
