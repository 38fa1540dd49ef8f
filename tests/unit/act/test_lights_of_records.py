"""The light of a record on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from luoshi.act.lights import light
from luoshi.model.record_light import RecordStanding
from luoshi.packs import pack, problems
from luoshi.packs.record_lights import record_lights

PLANS = record_lights(pack("jilin"))
DUTY, REPORT = PLANS["supervision"], PLANS["report"]
DUE = date(2017, 1, 5)
OPEN = RecordStanding("in-progress", reported=True, stage="推进中")


def shade(on: date, **more: object) -> str:
    return light(DUTY, replace(OPEN, **more), on=on, reports=REPORT).shade  # type: ignore[arg-type]


@pytest.mark.parametrize(("day", "expected"), [(1, "green"), (2, "yellow"), (5, "yellow"), (6, "red"), (31, "red")])
def test_a_report_that_is_owed_turns_yellow_three_days_before_and_red_after_its_due_day(
    day: int, expected: str
) -> None:
    assert light(REPORT, RecordStanding("owed", due=DUE), on=date(2017, 1, day)).shade == expected


def test_a_report_handed_in_late_is_done_and_the_days_stay() -> None:
    for state in ("submitted", "accepted"):
        found = light(REPORT, RecordStanding(state, due=DUE, days_late=3), on=date(2017, 2, 1))
        assert (found.shade, found.because[0].zh) == ("done", "完成：逾期3天")


def test_what_is_reported_as_done_is_no_longer_late_and_not_done_before_it_is_accepted() -> None:
    assert light(DUTY, RecordStanding("reported-done", due=DUE), on=date(2017, 2, 1), reports=REPORT).shade == "green"


def test_a_report_that_was_never_handed_in_stays_red() -> None:
    assert light(REPORT, RecordStanding("not-reported", due=DUE), on=date(2018, 1, 1)).shade == "red"


def test_the_worst_of_what_is_said_decides() -> None:
    on = date(2017, 1, 10)
    assert shade(on) == "green"
    assert shade(on, stage="受阻") == "yellow"
    assert shade(on, stage="受阻", owed_until=DUE) == "red"
    assert shade(on, due=date(2016, 12, 31), share=Decimal("0.9")) == "red"


def test_green_never_stands_for_what_nobody_knows() -> None:
    on = date(2017, 1, 1)
    assert light(DUTY, RecordStanding("assigned"), on=on, reports=REPORT).shade == "none"
    assert light(DUTY, RecordStanding("assigned", owed_until=date(2017, 1, 31)), on=on, reports=REPORT).shade == "none"
    assert (
        light(DUTY, RecordStanding("in-progress", due=DUE), on=on, reports=REPORT)
        .because[0]
        .zh.endswith("没有报告完成比例")
    )
    assert shade(on, stage="未启动") == "none"


def test_a_milestone_near_its_day_is_judged_by_the_share_that_was_reported() -> None:
    on = date(2017, 1, 1)
    assert shade(on, due=DUE, share=Decimal("0.79")) == "yellow"
    assert shade(on, due=DUE, share=Decimal("0.8")) == "green"


def test_an_officials_own_confidence_never_changes_the_light_and_a_difference_is_said() -> None:
    on = date(2017, 1, 1)
    alike, other = (light(DUTY, replace(OPEN, confidence=one), on=on) for one in ("有把握", "难以完成"))
    assert (alike.shade, alike.differs) == ("green", False)
    assert (other.shade, other.differs) == ("green", True)
    assert not light(DUTY, RecordStanding("assigned", confidence="难以完成"), on=on).differs


def test_what_no_document_prints_is_not_official() -> None:
    found = light(DUTY, OPEN, on=DUE)
    assert not found.official
    assert "非官方" in found.source


def test_a_state_that_the_workflow_does_not_have_is_a_problem_of_the_pack(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(f"id: {tmp_path.name}\ntitle: 甲\ntitle_en: A\nextends: []\n", encoding="utf-8")
    (tmp_path / "record_lights.yaml").write_text(
        "record_lights:\n- {workflow: unheard-of, rule: unheard-of, done: [x], official: 否, source: 测试}\n",
        encoding="utf-8",
    )
    found = [one.where for one in problems(pack(tmp_path)) if "record_lights" in one.where]
    assert len(found) == 2
