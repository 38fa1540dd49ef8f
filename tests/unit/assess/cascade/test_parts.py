"""Whether parts make the whole: sums and weighted means by hand, both directions, the tolerance, and who is missing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from luoshi.assess.cascade import parts_and_whole
from luoshi.model.cascade import Cascade, Part
from luoshi.model.finding import Missing, Number
from luoshi.model.problem import LuoshiError


def parts(**values: str | None) -> tuple[Part, ...]:
    return tuple(Part(to, None if value is None else Decimal(value)) for to, value in values.items())


SUM = Cascade("t1", "sum", Decimal(100), "户", "up", parts(a="60", b="40"), tolerance=Decimal(2))
# Forest cover of 45 %: a has 3 and b 1 of the land.
MEAN = Cascade(
    "t2", "weighted-mean", Decimal(45), "%", "up",
    (Part("a", Decimal(50), Decimal(3)), Part("b", Decimal(30), Decimal(1))),
)  # fmt: skip


def shown(number: Number) -> str:
    return number.code if isinstance(number, Missing) else str(number)


@pytest.mark.parametrize(
    ("b", "up", "down", "gap"),
    [
        ("40", "whole", "whole", "0"),
        ("38", "whole", "whole", "-2"),
        ("37.99", "short", "beyond", "-2.01"),
        ("42", "whole", "whole", "2"),
        ("42.01", "beyond", "short", "2.01"),
    ],
)
def test_a_sum_up_to_its_tolerance(b: str, up: str, down: str, gap: str) -> None:
    rise, cap = (parts_and_whole(replace(SUM, parts=parts(a="60", b=b), better=better)) for better in ("up", "down"))  # type: ignore[arg-type]
    assert (rise.state, cap.state, shown(rise.gap)) == (up, down, gap)
    assert shown(cap.gap) == shown(-rise.gap if isinstance(rise.gap, Decimal) and rise.gap else rise.gap)


def test_a_mean_is_weighted() -> None:
    """(50 × 3 + 30 × 1) ÷ 4 = 45; the plain mean would be 40."""
    found = parts_and_whole(MEAN)
    assert (found.state, shown(found.total), shown(found.gap)) == ("whole", "45", "0")


def test_the_steps_can_be_done_again() -> None:
    assert [step.zh for step in parts_and_whole(MEAN).steps] == [
        "加权平均：a 50 × 3 + b 30 × 1 = 45 %",
        "承诺 45 %，相差 0，容许 0：足额",
    ]


# ------------------------------------------------------------------ what is missing


def test_who_has_no_part_is_listed_and_the_rest_is_not_called_short() -> None:
    found = parts_and_whole(replace(SUM, parts=parts(a="60", b=None), expected=("a", "b", "c")))
    assert (found.state, found.missing, shown(found.total), shown(found.gap), shown(found.remaining)) == (
        "incomplete", ("b", "c"), "60", "cascade-parts-missing", "40",
    )  # fmt: skip


def test_what_the_missing_must_bring_on_average() -> None:
    """45 × 4 − 50 × 3 = 30 for a weight of 1."""
    found = parts_and_whole(replace(MEAN, parts=(MEAN.parts[0], Part("b", None, Decimal(1)))))
    assert (found.state, shown(found.total), shown(found.remaining)) == ("incomplete", "50", "30")


def test_without_its_weight_a_part_of_a_mean_is_missing() -> None:
    found = parts_and_whole(replace(MEAN, parts=(MEAN.parts[0], Part("b", Decimal(30)))))
    assert (found.missing, shown(found.remaining)) == (("b",), "cascade-no-weights")


@pytest.mark.parametrize("kind", [SUM, MEAN])
def test_without_any_part_there_is_no_total(kind: Cascade) -> None:
    found = parts_and_whole(replace(kind, parts=()))
    assert (found.state, shown(found.total), shown(found.gap)) == (
        "incomplete", "cascade-nothing-broken-down", "cascade-nothing-broken-down",
    )  # fmt: skip


def test_weights_of_nothing_make_no_mean() -> None:
    found = parts_and_whole(replace(MEAN, parts=(Part("a", Decimal(50), Decimal(0)),)))
    assert (found.state, shown(found.total)) == ("incomplete", "cascade-no-weights")


def test_a_part_of_zero_is_a_part() -> None:
    found = parts_and_whole(replace(SUM, parts=parts(a="100", b="0"), expected=("a", "b")))
    assert (found.state, found.missing, shown(found.remaining)) == ("whole", (), "cascade-nothing-missing")


# ------------------------------------------------------------------ places inside places


def test_a_county_inside_a_prefecture_is_not_counted_twice() -> None:
    within = {"222403": "222400", "222424": "222400"}
    cascade = replace(
        SUM,
        parts=(Part("222400", Decimal(60)), Part("222403", Decimal(25)), Part("220100", Decimal(40))),
        expected=("220100", "222400", "222403", "222424"),
    )
    found = parts_and_whole(cascade, within)
    assert (found.state, shown(found.total), found.covered, found.missing) == ("whole", "100", ("222403", "222424"), ())


def test_a_county_counts_while_the_prefecture_around_it_has_no_part() -> None:
    cascade = replace(SUM, parts=(Part("222400"), Part("222403", Decimal(100))))
    found = parts_and_whole(cascade, {"222403": "222400"})
    assert (shown(found.total), found.covered, found.missing) == ("100", (), ("222400",))


def test_a_circle_of_places_comes_to_an_end() -> None:
    assert parts_and_whole(SUM, {"a": "b", "b": "a"}).covered == ("a", "b")


# ------------------------------------------------------------------ rows


def test_equal_parts_count_once() -> None:
    assert parts_and_whole(replace(SUM, parts=SUM.parts * 2)) == parts_and_whole(SUM)


def test_two_different_parts_are_refused() -> None:
    with pytest.raises(LuoshiError, match="“a”两个不同的数"):
        parts_and_whole(replace(SUM, parts=(*SUM.parts, Part("a", Decimal(61)))))
