"""Where there are many records: the same is shown, the database is asked no more often, and it reads from an index."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import COMMISSION, ENERGY, LAND, NOON, Office
from luoshi_web import packs
from luoshi_web.desk import actions, columns, queries
from luoshi_web.desk.models import Organisation, Record
from luoshi_web.desk.people import THE_SYSTEM

TODAY = date(2016, 12, 20)


def questions(office: Office, who: str, path: str) -> int:
    client = office.client(who)
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize("path", ["/registries/duties/", "/my/", "/notices/", "/registries/"])
@pytest.mark.parametrize("who", ["coordinator", "energy"])
def test_a_page_asks_the_database_as_often_for_many_records_as_for_few(office: Office, path: str, who: str) -> None:
    for _ in range(2):
        office.duty(ENERGY, LAND)
    few = questions(office, who, path)
    for _ in range(12):
        office.duty(ENERGY, LAND)
    assert questions(office, who, path) <= few


def test_a_record_asks_the_database_as_often_however_many_reports_stand_beside_it(office: Office) -> None:
    row = office.duty(ENERGY, LAND)
    office.dispatch()
    few = questions(office, "coordinator", f"/records/{row.pk}/")
    for _ in range(4):
        office.dispatch()
    assert questions(office, "coordinator", f"/records/{row.pk}/") <= few


def test_who_sees_a_record_in_two_ways_sees_it_once(office: Office) -> None:
    row = office.duty(ENERGY, LAND, COMMISSION)
    land = Organisation.objects.get(pk=LAND)
    actions.appoint(
        user=office.users["coordinator"], organisation=land, role="部门联络员", actor=office["administrator"], at=NOON
    )
    report = office.dispatch()
    seen = queries.visible(packs.office().registries["reports"], office["coordinator"]).filter(subject=row)
    assert len(seen) == seen.values("pk").distinct().count() == Record.objects.filter(asked_in=report).count()


@pytest.mark.parametrize("words", ["电力", "46", "能源局", "没有这样的词", "电力 能源局"])
def test_few_rows_are_found_in_the_order_in_which_many_are(
    office: Office, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for owner in (ENERGY, LAND, ENERGY):
        office.duty(owner)
    registry = packs.office().registries["duties"]
    row = Record.objects.filter(registry="duties").latest("pk")
    Record.objects.filter(pk=row.pk).update(due=None)
    found = []
    for few in (2000, 0):
        monkeypatch.setattr(queries, "_FEW", few)
        rows = queries.Rows(registry, office["coordinator"], queries.Asked(words=words), date(2018, 1, 1))
        found.append((rows.total, rows.late, [one.pk for one in rows[0:200]]))
    assert found[0] == found[1]


def test_what_is_waited_for_stands_first_and_what_has_no_due_day_last(office: Office) -> None:
    rows = [office.duty() for _ in range(4)]
    for row, turn, due in zip(rows, ("", "owner", "owner", ""), (None, None, TODAY, TODAY), strict=True):
        Record.objects.filter(pk=row.pk).update(turn=turn, due=due)
    found = queries.Rows(packs.office().registries["duties"], office["coordinator"], queries.Asked(), TODAY)[0:9]
    assert [one.pk for one in found] == [rows[place].pk for place in (2, 1, 3, 0)]


def test_own_work_shows_what_is_due_first_and_says_how_many_more_there_are(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST", 2)
    rows = [office.duty() for _ in range(3)]
    Record.objects.filter(pk=rows[2].pk).update(due=date(2017, 1, 1))
    work = queries.work_of(office["energy"], TODAY)
    assert [row.pk for row in work.owed] == [rows[2].pk, rows[0].pk]
    assert (work.owed.total, work.owed.more) == (3, 1)
    page = office.client("energy").get("/my/").content.decode()
    assert "待办 3 项" in page
    assert "另有 1 项" in page


# Skipped before the database is asked for: PostgreSQL would refuse to be emptied of events afterwards, as it should.
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads small tables whole")
@pytest.mark.django_db(transaction=True)
def test_a_column_of_the_pack_is_sorted_and_filtered_in_an_index(transactional_db: None) -> None:
    columns.keep_indexes()
    columns.keep_indexes()
    registry = packs.office().registries["contaminated_plots"]
    for asked in (
        queries.Asked(sort="area"), queries.Asked(sort="-planned_use"), queries.Asked({"treatment": "治理修复"}), queries.Asked()
    ):  # fmt: skip
        rows = queries.found(registry, THE_SYSTEM, asked, TODAY).select_related(None)
        plan = rows.values_list("pk").explain()
        assert ("USING INDEX on_" in plan or "USING COVERING INDEX on_" in plan) is (asked != queries.Asked()), (
            asked,
            plan,
        )


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL would refuse to be emptied of events afterwards")
@pytest.mark.django_db(transaction=True)
def test_the_index_of_a_field_that_is_gone_is_removed(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def there() -> set[str]:
        with connection.cursor() as cursor:
            return {
                name for name in connection.introspection.get_constraints(cursor, "desk_record") if name[:3] == "on_"
            }

    columns.keep_indexes()
    before, registries = there(), packs.office().registries
    monkeypatch.setattr(columns, "office", lambda: SimpleNamespace(registries={}, workflows={}))
    columns.keep_indexes()
    assert there() == {"on_title"}
    monkeypatch.undo()
    columns.keep_indexes()
    assert there() == before
    assert len(before) > len(registries)


def test_an_id_that_could_leave_its_quotation_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="area"):
        columns._quoted("area') --")
