"""The lights of rows: SQL says of each what the pure function says, and the past is told from the events alone."""

from __future__ import annotations

import random
from copy import copy
from datetime import date, timedelta

import pytest

from conftest import COMMISSION, ENERGY, LAND, NOON, Office
from luoshi_web.desk import actions, lit, past
from luoshi_web.desk.actions import standing
from luoshi_web.desk.models import Derived, Record
from luoshi_web.packs import office as pack_office

JANUARY = date(2017, 1, 1)
LAST = date(2017, 12, 31)


def a_busy_office(office: Office) -> None:
    """Duties with and without a due day, their reports in every state, with any stage and share."""
    chance = random.Random(41)
    days = [None, *(JANUARY + timedelta(days=number) for number in (-40, -3, 0, 5, 9, 14, 15, 90))]
    for number in range(24):
        row = office.duty(chance.choice([ENERGY, LAND, COMMISSION]), LAND, number=str(number))
        Record.objects.filter(pk=row.pk).update(due=days[number % len(days)])
    office.dispatch()
    for row in Record.objects.filter(registry="reports").order_by("pk"):
        by = {ENERGY: "energy", LAND: "land"}.get(row.owner_id)
        if by is None or chance.random() < 0.3:
            continue
        data = {"stage": chance.choice(["未启动", "推进中", "已完成"]), "progress": "演示"}
        if chance.random() < 0.6:
            data["share"] = str(chance.choice([0, 20, 79, 80, 100]))
        office.move(row, "submit", by, data)
        if (after := chance.choice(["accept", "return", ""])) and by != "reviewer":
            office.move(row, after, "reviewer", note="演示")


@pytest.mark.parametrize("registry", ["duties", "reports"])
def test_sql_and_the_pure_function_say_the_same_of_every_row(office: Office, registry: str) -> None:
    a_busy_office(office)
    seen = set()
    for number in (-35, -1, 0, 1, 4, 5, 10, 40, 100):
        on = JANUARY + timedelta(days=number)
        shaded = lit.with_shades(Record.objects.filter(registry=registry), [pack_office().registries[registry]], on)
        rows = lit.lit(shaded, on)
        from_reports = lit.lit(map(copy, rows), on, as_of=LAST)
        assert [(row.pk, row.shade) for row in rows] == [(row.pk, row.light.shade) for row in rows]  # type: ignore[attr-defined]
        assert [row.light for row in rows] == [row.light for row in from_reports]  # type: ignore[attr-defined]
        seen |= {row.shade for row in rows}  # type: ignore[attr-defined]
    assert {"red", "yellow", "green"} <= seen


def test_what_records_say_of_their_reports_is_made_anew_from_the_reports(office: Office) -> None:
    a_busy_office(office)
    columns = ("pk", "of_lead", "last_report", "last_stage", "last_share", "owed_until")
    before = list(Record.objects.order_by("pk").values_list(*columns))
    assert all(any(row[number] for row in before) for number in range(1, 6))
    Record.objects.update(of_lead=False, last_report=None, last_stage=None, last_share=None, owed_until=None)
    Derived.objects.all().delete()
    standing.renew_all()
    assert list(Record.objects.order_by("pk").values_list(*columns)) == before


def test_the_past_until_now_is_what_stands_there(office: Office) -> None:
    a_busy_office(office)
    rows = list(Record.objects.exclude(registry="duties").order_by("pk"))
    # Told from the events as if everything had been touched since.
    for row in rows:
        row.changed_at = past.after(NOON.date()) + timedelta(days=1)
    told = past.as_of(rows, NOON.date())
    assert len(told) == len(rows)
    for row, then in zip(rows, told, strict=True):
        for name in ("state", "due", "data", "entered_on", "turn", "said", "title", "version"):
            assert getattr(row, name) == getattr(then, name), (row.registry, name)


def test_what_was_known_on_a_day_is_not_what_is_known_now(office: Office) -> None:
    row = office.report()
    office.move(
        row,
        "submit",
        "energy",
        {"stage": "受阻", "progress": "甲", "problems": "乙", "measures": "丙"},
        at=NOON + timedelta(days=2),
    )
    (duty,) = Record.objects.filter(registry="duties")
    before, after = (NOON.date() + timedelta(days=number) for number in (1, 2))
    assert [lit.lit(past.as_of([duty], day), day, as_of=day)[0].light.shade for day in (before, after)] == [
        "green",
        "yellow",
    ]  # type: ignore[attr-defined]
    assert past.as_of([duty], NOON.date() - timedelta(days=1)) == []


def test_a_due_day_that_was_put_off_is_the_old_one_before(office: Office) -> None:
    row = office.move(office.duty(), "sign", "energy")
    office.move(
        row, "ask-extension", "energy", {"extension_to": "2017-06-30"}, note="批复未下达", at=NOON + timedelta(days=1)
    )
    row = office.move(row, "grant-extension", "reviewer", at=NOON + timedelta(days=2))
    then = past.row_as_of(row, NOON.date() + timedelta(days=1))
    assert then is not None
    assert (str(then.due), str(row.due), then.state) == ("2017-03-31", "2017-06-30", "extension-asked")


def test_a_record_saved_since_shows_the_words_of_the_day(office: Office) -> None:
    row = office.report()
    for number, words in ((1, "第一稿"), (2, "第二稿")):
        row = actions.save(
            record=row.pk, version=row.version, actor=office["energy"], at=NOON + timedelta(days=number), data={"progress": words}
        )  # fmt: skip
    then = past.row_as_of(row, NOON.date() + timedelta(days=1))
    assert then is not None
    assert then.data["progress"] == "第一稿"
