"""What is remembered holds until something happens, and not longer."""

from __future__ import annotations

from conftest import Office
from luoshi_web.desk.remembered import remembered


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
