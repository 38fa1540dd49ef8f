"""Laws of parts, promises and revisions: order and repetition never matter, and a change of unit changes no state."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from luoshi.assess.cascade import history, in_force, inconsistencies, parts_and_whole
from luoshi.model.cascade import Cascade, Part
from luoshi.model.finding import Missing
from luoshi.model.promise import Promise
from luoshi.model.revision import Revision, Terms

T = TypeVar("T")
NUMBERS = st.decimals(0, 1000, places=2)
RANDOM = st.randoms(use_true_random=False)


@st.composite
def cascades(draw: st.DrawFn) -> Cascade:
    names = draw(st.lists(st.sampled_from("abcdef"), unique=True))
    parts = tuple(Part(name, draw(NUMBERS | st.none()), draw(NUMBERS | st.none())) for name in names)
    return Cascade(
        "t", draw(st.sampled_from(["sum", "weighted-mean"])), draw(NUMBERS), "户", draw(st.sampled_from(["up", "down"])),
        parts, tuple(draw(st.lists(st.sampled_from("abcdef"), unique=True))), draw(NUMBERS),
    )  # fmt: skip


def shuffled(chance: Random, items: tuple[T, ...]) -> tuple[T, ...]:
    found = [*items, *items[:1]]
    chance.shuffle(found)
    return tuple(found)


@given(cascades(), RANDOM)
def test_the_order_of_parts_never_matters(cascade: Cascade, chance: Random) -> None:
    mixed = replace(cascade, parts=shuffled(chance, cascade.parts), expected=shuffled(chance, cascade.expected))
    assert parts_and_whole(mixed) == parts_and_whole(cascade)


@given(cascades(), st.integers(-4, 4))
def test_a_change_of_unit_never_changes_whether_parts_make_the_whole(cascade: Cascade, power: int) -> None:
    scaled = replace(
        cascade,
        value=cascade.value.scaleb(power),
        tolerance=cascade.tolerance.scaleb(power),
        parts=tuple(
            replace(part, value=None if part.value is None else part.value.scaleb(power)) for part in cascade.parts
        ),
    )
    one, other = parts_and_whole(cascade), parts_and_whole(scaled)
    assert (one.state, one.missing, one.covered) == (other.state, other.missing, other.covered)


@given(cascades())
def test_what_remains_makes_the_whole(cascade: Cascade) -> None:
    """Whoever is missing brings what remains, and the parts are the whole (up to six digits)."""
    found = parts_and_whole(cascade)
    if isinstance(found.remaining, Missing) or cascade.kind != "sum":
        return
    first, *others = found.missing
    parts = [part for part in cascade.parts if part.to not in found.missing]
    parts += [Part(first, found.remaining), *(Part(to, Decimal(0)) for to in others)]
    made = parts_and_whole(replace(cascade, parts=tuple(parts), tolerance=Decimal("0.1")))
    assert made.state == "whole"


PROMISES = st.builds(
    Promise,
    id=st.sampled_from(["a#1", "b#1", "c#1"]),
    document=st.just("a"),
    indicator=st.sampled_from(["x", "y"]),
    scope=st.sampled_from(["", "全省"]),
    kind=st.just("level"),
    comparator=st.sampled_from([">=", "<=", "="]),
    value=st.sampled_from([Decimal(45), Decimal(46)]),
    high=st.none(),
    unit=st.sampled_from(["%", "个百分点"]),
    deadline=st.sampled_from([None, date(2020, 12, 31)]),
    baseline_year=st.none(),
    quote=st.sampled_from(["一", "二"]),
)


@given(st.lists(PROMISES).map(tuple), RANDOM)
def test_the_order_of_promises_never_matters(promises: tuple[Promise, ...], chance: Random) -> None:
    found = inconsistencies(promises)
    assert inconsistencies(shuffled(chance, promises)) == found
    # What was found is still found among what was found, and nothing else.
    assert inconsistencies([one for group in found for one in group.promises]) == found


@given(st.dictionaries(st.integers(1, 2000), NUMBERS), st.integers(0, 2500), RANDOM)
def test_the_terms_of_a_day_are_those_of_the_last_revision_up_to_it(
    values: dict[int, Decimal], day: int, chance: Random
) -> None:
    issued = date(2014, 5, 1)
    revisions = tuple(
        Revision("t", issued + timedelta(at), Terms(None), Terms(value), "因", "谁", "何处")
        for at, value in values.items()
    )
    found = in_force(Terms(None), issued, shuffled(chance, revisions), on=issued + timedelta(day))
    until = [at for at in values if at <= day]
    assert not isinstance(found, Missing)
    assert found.terms.value == (values[max(until)] if until else None)
    assert len(history(Terms(None), issued, revisions)) == len(values) + 1
