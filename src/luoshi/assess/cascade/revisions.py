"""Which terms of a target held on a day; the old ones stay, with reason and approver."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from luoshi.model.finding import Missing
from luoshi.model.problem import Kind, LuoshiError, Problem
from luoshi.model.revision import InForce, Revision, Terms

NOT_YET = Kind(
    code="revision-not-yet",
    zh="{on} 时还没有这一目标，{issued} 才印发", en="on {on} there was no such target yet; it was issued on {issued}",
    hint_zh="请选择印发之后的日期。", hint_en="Ask for a day from then on.",
)  # fmt: skip
TWO_ON_A_DAY = Kind(
    code="revision-two-on-a-day",
    zh="目标 {target} 在 {on} 有两次不同的调整", en="target {target} is revised in two ways on {on}",
    hint_zh="一日只能有一次调整，请核对。", hint_en="Keep one of them.",
)  # fmt: skip
CHAIN_BROKEN = Kind(
    code="revision-chain-broken",
    zh="目标 {target} 于 {on} 由 {old} 调整，但当时有效的是 {held}",
    en="target {target} was revised on {on} from {old}, while {held} was in force",
    hint_zh="请核对原值，或补上缺少的一次调整。", hint_en="Check the old terms, or add the revision in between.",
)  # fmt: skip


def history(original: Terms, issued: date, revisions: Iterable[Revision]) -> tuple[InForce, ...]:
    """All terms of a target, the first ones first, each with the day from which it held.

    Args:
        original: As issued.
        issued: From which day.
        revisions: Those of this target, in any order; equal ones count once.

    Raises:
        LuoshiError: two different revisions on one day.

    >>> from decimal import Decimal
    >>> first, second = Terms(Decimal(72)), Terms(Decimal(70))
    >>> lower = Revision("t1", date(2018, 7, 1), first, second, "受灾", "省政府", "某文件")
    >>> [(str(one.terms.value), str(one.since)) for one in history(first, date(2014, 5, 1), [lower])]
    [('72', '2014-05-01'), ('70', '2018-07-01')]
    """
    later = [InForce(one.new, one.on, one) for one in _in_order(revisions)]
    return (InForce(original, issued), *later)


def in_force(original: Terms, issued: date, revisions: Iterable[Revision], *, on: date) -> InForce | Missing:
    """The terms that held on a day. A revision holds from its own day on.

    Args:
        original: As issued.
        issued: From which day.
        revisions: Those of this target, in any order.
        on: The day.

    Gaps:
        Before it was issued there is no target.

    Raises:
        LuoshiError: two different revisions on one day.

    >>> from decimal import Decimal
    >>> in_force(Terms(Decimal(72)), date(2014, 5, 1), [], on=date(2014, 4, 30)).code
    'revision-not-yet'
    """
    if on < issued:
        return Missing(NOT_YET(on=on, issued=issued))
    return [one for one in history(original, issued, revisions) if one.since <= on or one.revision is None][-1]


def broken_chain(original: Terms, issued: date, revisions: Iterable[Revision]) -> list[Problem]:
    """Revisions whose old terms are not those that were in force: one in between is not known, or a value is wrong.

    >>> from decimal import Decimal
    >>> odd = Revision("t1", date(2018, 7, 1), Terms(Decimal(71)), Terms(Decimal(70)), "受灾", "省政府", "某文件")
    >>> print(broken_chain(Terms(Decimal(72)), date(2014, 5, 1), [odd])[0])
    目标 t1 于 2018-07-01 由 71 调整，但当时有效的是 72
    """
    return [
        CHAIN_BROKEN(
            target=after.revision.target, on=after.since, old=_shown(after.revision.old), held=_shown(before.terms)
        )
        for before, after in pairwise(history(original, issued, revisions))
        if after.revision and after.revision.old != before.terms
    ]


def _in_order(revisions: Iterable[Revision]) -> Iterator[Revision]:
    found: dict[date, Revision] = {}
    for one in revisions:
        if found.setdefault(one.on, one) != one:
            raise LuoshiError(TWO_ON_A_DAY(target=one.target, on=one.on))
    return iter(sorted(found.values(), key=lambda one: one.on))


def _shown(terms: Terms) -> str:
    value = "—" if terms.value is None else str(terms.value)
    return value if terms.due is None else f"{value}（{terms.due}）"
