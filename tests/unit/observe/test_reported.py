"""What offices report beside what is published: which counts on which day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from luoshi.model.observation import Observation, Origin, Quality
from luoshi.model.pack import Pack
from luoshi.observe import checks
from luoshi.observe.choose import RANK, chosen
from luoshi.observe.frame import Observations
from luoshi.observe.reported import standing_rows
from luoshi.observe.store import Store


def said(value: str, day: str, quality: Quality, table: str = "yearbook", row: int = 2, note: str = "") -> Observation:
    origin = Origin(table, f"{table}.csv", "", "", row, 5, f"来源：{table}")
    return Observation("cover", "220000", "2016", Decimal(value), date.fromisoformat(day), quality, origin, note=note)


def counts(rows: list[Observation], on: str | None = None) -> str:
    found = chosen(rows, "cover", "220000", known_on=date.fromisoformat(on) if on else None)
    return str(found.values["2016"]) if found.values else found.missing["2016"].zh


REPORT = said("44.2", "2017-01-09", "reported-preliminary", "target_reports/1")
YEARBOOK = said("43.9", "2016-12-31", "final")


def test_what_is_published_goes_before_a_report_that_came_later() -> None:
    assert counts([REPORT, YEARBOOK]) == "43.9"


def test_a_report_fills_the_time_until_something_is_published() -> None:
    later = said("43.9", "2018-10-01", "final")
    assert counts([REPORT, later], "2017-12-31") == "44.2"
    assert counts([REPORT, later]) == "43.9"


def test_a_later_report_is_a_new_vintage() -> None:
    corrected = said("44.5", "2017-03-01", "reported", "target_reports/2")
    assert [counts([REPORT, corrected], day) for day in ("2017-02-01", "2017-03-01")] == ["44.2", "44.5"]


def test_a_report_that_was_taken_back_is_missing_from_that_day_with_the_reason() -> None:
    back = said("44.2", "2017-02-01", "withdrawn", "target_reports/1", note="已收回：口径有误")
    assert counts([REPORT, back], "2017-01-31") == "44.2"
    assert counts([REPORT, back]) == "填报已于 2017-02-01 收回（来源：target_reports/1）：已收回：口径有误"


def test_a_report_that_is_accepted_again_counts_again() -> None:
    back = said("44.2", "2017-02-01", "withdrawn", "target_reports/1")
    again = said("44.1", "2017-02-03", "reported", "target_reports/1")
    assert counts([REPORT, back, again]) == "44.1"


def test_taking_back_one_report_leaves_the_others() -> None:
    other = said("44.0", "2017-01-05", "reported", "target_reports/2")
    back = said("44.2", "2017-02-01", "withdrawn", "target_reports/1")
    assert counts([REPORT, other, back]) == "44.0"


def test_two_reports_of_one_day_that_differ_are_a_contradiction() -> None:
    other = said("40", "2017-01-09", "reported-preliminary", "target_reports/2")
    assert "同日" in counts([REPORT, other])
    assert [problem.code for problem in Store.of(Observations.of([REPORT, other]).frame).problems()] == [
        "observed-contradiction"
    ]


def test_a_report_that_differs_from_what_is_published_is_told() -> None:
    pack = Pack("p", "", "")
    problems = checks.problems(Observations.of([REPORT, YEARBOOK]), pack)
    (told,) = [problem.zh for problem in problems if problem.code == "observe-report-gives-way"]
    assert "44.2" in told
    assert "43.9" in told
    assert "以公布的为准" in told


def test_a_report_that_says_the_same_is_not_worth_a_word() -> None:
    same = said("43.9", "2017-01-09", "reported", "target_reports/1")
    assert checks.problems(Observations.of([same, YEARBOOK]), Pack("p", "", "")) == []


def test_every_quality_has_its_rank() -> None:
    assert set(RANK) == set(get_args(Quality))


ANY = st.builds(
    said,
    st.sampled_from(["1", "2"]),
    st.sampled_from(["2017-01-01", "2017-02-01", "2017-03-01"]),
    st.sampled_from(get_args(Quality)),
    st.sampled_from(["a", "b"]),
    st.integers(2, 4),
)


@given(st.lists(ANY, min_size=1, max_size=7))
def test_cell_by_cell_and_all_at_once_the_same_rows_may_count(rows: list[Observation]) -> None:
    frame = Observations.of(rows).frame
    left = list(Observations(standing_rows(frame)))
    found = chosen(rows, "cover", "220000")
    if "observed-report-withdrawn" in [one.code for one in found.missing.values()]:
        assert left == []
    else:
        assert {one.value for one in found.observations} <= {one.value for one in left}
        assert left
