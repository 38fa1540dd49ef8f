"""Laws of warning: nothing flaps between the edges, order never matters, and running again says nothing new."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from luoshi.assess import warn
from luoshi.model.alert import LEVELS, Alert, AlertRecipient, WarnCase, WarnRule, Watched
from luoshi.model.light import Interval

DAY = date(2018, 12, 31)
POINTS = st.decimals(-60, 20, places=0)


@st.composite
def rules(draw: st.DrawFn) -> WarnRule:
    """A rule with a level for each of some edges, each left further up than it is entered."""
    edges = sorted(draw(st.lists(st.integers(-50, -5), min_size=1, max_size=3, unique=True)), reverse=True)
    cases = tuple(
        WarnCase(
            level,
            enter={"points": Interval(high=Decimal(edge))},
            stay={"points": Interval(high=Decimal(edge + draw(st.integers(0, 8))))},
            times=draw(st.integers(1, 3)),
        )
        for level, edge in zip(LEVELS, edges, strict=False)
    )
    return WarnRule("r", "1", "例", "", cases, (AlertRecipient("lead"),), "")


def watched(points: Decimal, period: int, target: str = "t") -> Watched:
    return Watched(target, "", str(period), measures={"points": points})


def after(rule: WarnRule, points: list[Decimal]) -> list[tuple[Alert, ...]]:
    """The alerts after each period."""
    stand: tuple[Alert, ...] = ()
    found = []
    for period, one in enumerate(points, 2000):
        stand = warn.alerts([rule], [watched(one, period)], stand, on=DAY)
        found.append(stand)
    return found


def level(stand: tuple[Alert, ...]) -> int:
    return -1 if not stand or stand[0].level is None else LEVELS.index(stand[0].level)


@given(st.integers(-50, -5), st.integers(1, 10), st.lists(st.integers(0, 9), min_size=1), st.booleans())
def test_between_the_edges_an_alert_never_flaps(enter: int, width: int, walk: list[int], begun: bool) -> None:
    """Whatever values between the two edges come, an alert that stood stands and one that did not does not."""
    case = WarnCase(
        "notice",
        enter={"points": Interval(high=Decimal(enter))},
        stay={"points": Interval(high=Decimal(enter + width))},
    )
    rule = WarnRule("r", "1", "例", "", (case,), (), "")
    first = Decimal(enter - 1) if begun else Decimal(enter + width)
    between = [enter + Decimal(step) * width / 10 for step in walk]
    assert {level(stand) for stand in after(rule, [first, *between])} == {0 if begun else -1}


@given(rules(), st.lists(POINTS, min_size=1, max_size=8))
def test_running_twice_gives_nothing_new(rule: WarnRule, points: list[Decimal]) -> None:
    stands = after(rule, points)
    again = warn.alerts([rule], [watched(points[-1], 2000 + len(points) - 1)], stands[-1], on=DAY)
    assert again == stands[-1]
    assert warn.news(again, stands[-1]) == ()


@given(rules(), st.lists(POINTS, min_size=1, max_size=6), POINTS)
def test_a_correction_is_as_if_the_wrong_figure_had_never_come(
    rule: WarnRule, points: list[Decimal], wrong: Decimal
) -> None:
    before = after(rule, points)[-1]
    period = 2000 + len(points)
    corrected = [watched(points[0], period)]
    mistaken = warn.alerts([rule], [watched(wrong, period)], before, on=DAY)
    assert warn.alerts([rule], corrected, mistaken, on=DAY) == warn.alerts([rule], corrected, before, on=DAY)


@given(rules(), st.lists(POINTS, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_order_never_matters(rule: WarnRule, points: list[Decimal], chance: Random) -> None:
    rows = [watched(one, 2018, f"t{number}") for number, one in enumerate(points)]
    shuffled = [*rows, rows[0]]
    chance.shuffle(shuffled)
    before = warn.alerts([rule], [watched(Decimal(-60), 2017, "t0")], on=DAY)
    assert warn.alerts([rule], shuffled, before, on=DAY) == warn.alerts([rule], rows, before, on=DAY)


@given(rules(), st.lists(POINTS, min_size=1, max_size=8), st.integers(0, 30))
def test_figures_that_are_better_throughout_never_warn_more(rule: WarnRule, points: list[Decimal], by: int) -> None:
    better = after(rule, [one + by for one in points])
    assert all(level(good) <= level(bad) for good, bad in zip(better, after(rule, points), strict=True))
