"""Which terms held on a day, and revisions that do not follow from what was in force."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from luoshi.assess.cascade import broken_chain, history, in_force
from luoshi.model.finding import Missing
from luoshi.model.problem import LuoshiError
from luoshi.model.revision import Revision, Terms

ISSUED = date(2014, 5, 1)
FIRST = Terms(Decimal(72), date(2020, 12, 31))
SECOND = Terms(Decimal(70), date(2020, 12, 31))
THIRD = Terms(Decimal(70), date(2022, 12, 31))


def revision(on: date, old: Terms, new: Terms) -> Revision:
    return Revision("t1", on, old, new, reason="受灾", approver="省政府", source="某文件")


LOWERED = revision(date(2016, 7, 1), FIRST, SECOND)
PUT_OFF = revision(date(2018, 7, 1), SECOND, THIRD)


@pytest.mark.parametrize(
    ("on", "terms"),
    [
        (date(2014, 5, 1), FIRST),
        (date(2016, 6, 30), FIRST),
        (date(2016, 7, 1), SECOND),
        (date(2018, 6, 30), SECOND),
        (date(2018, 7, 1), THIRD),
        (date(2030, 1, 1), THIRD),
    ],
)
def test_a_revision_holds_from_its_own_day_on(on: date, terms: Terms) -> None:
    found = in_force(FIRST, ISSUED, [PUT_OFF, LOWERED], on=on)
    assert not isinstance(found, Missing)
    assert found.terms == terms


def test_before_it_was_issued_there_is_no_target() -> None:
    found = in_force(FIRST, ISSUED, [LOWERED], on=date(2014, 4, 30))
    assert isinstance(found, Missing)
    assert "2014-05-01 才印发" in found.zh


def test_what_was_changed_keeps_its_reason_and_approver() -> None:
    found = history(FIRST, ISSUED, [PUT_OFF, LOWERED])
    assert [(one.since, one.revision) for one in found] == [
        (ISSUED, None), (date(2016, 7, 1), LOWERED), (date(2018, 7, 1), PUT_OFF),
    ]  # fmt: skip


def test_equal_revisions_count_once_and_two_on_a_day_are_refused() -> None:
    assert history(FIRST, ISSUED, [LOWERED, LOWERED]) == history(FIRST, ISSUED, [LOWERED])
    with pytest.raises(LuoshiError, match="2016-07-01 有两次不同的调整"):
        history(FIRST, ISSUED, [LOWERED, revision(LOWERED.on, FIRST, THIRD)])


def test_a_chain_of_revisions_has_no_gap() -> None:
    assert broken_chain(FIRST, ISSUED, [PUT_OFF, LOWERED]) == []


def test_a_revision_from_terms_that_were_not_in_force_is_a_problem() -> None:
    (found,) = broken_chain(FIRST, ISSUED, [PUT_OFF])
    assert str(found) == "目标 t1 于 2018-07-01 由 70（2020-12-31） 调整，但当时有效的是 72（2020-12-31）"
