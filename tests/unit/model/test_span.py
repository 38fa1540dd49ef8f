"""Places: from the reading back to the text."""

from __future__ import annotations

from luoshi.model import OffsetMap

JOINED = OffsetMap(here=(0, 3, 7), there=(10, 14, 30))


def test_a_place_is_as_far_from_the_last_step_as_in_the_reading() -> None:
    assert [JOINED.position(place) for place in (0, 2, 3, 6, 7, 9)] == [10, 12, 14, 17, 30, 32]


def test_a_piece_ends_behind_its_last_character_not_before_what_was_passed_over() -> None:
    assert JOINED.span(0, 3) == (10, 13)
    assert JOINED.span(2, 4) == (12, 15)


def test_an_empty_piece_has_a_place_and_no_length() -> None:
    assert JOINED.span(3, 3) == (14, 14)
    assert JOINED.span(5, 4) == (16, 16)


def test_a_reading_that_changes_nothing_leads_to_the_same_places() -> None:
    same = OffsetMap((0,), (0,))
    assert [same.span(a, a + 2) for a in range(5)] == [(a, a + 2) for a in range(5)]
