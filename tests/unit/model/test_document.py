"""Documents: what a piece of the reading is in the file."""

from __future__ import annotations

import dataclasses

import pytest

from luoshi.model import Cell, Duty, Party, Span
from luoshi.testing import document

TEXT = "一、总 体\r\n要求\n到２０２０年成网。"


def test_a_quote_is_as_issued_without_blanks_and_line_breaks() -> None:
    read = document(TEXT)
    place = read.flow.index("2020")
    span = read.span(place, place + 5)
    assert (span.quote, TEXT[span.start : span.end]) == ("２０２０年", "２０２０年")
    assert read.span(0, 4).quote == "一、总体"


def test_the_reading_of_a_block_or_a_cell_is_a_piece_of_the_flow() -> None:
    read = document(TEXT)
    assert read.text(read.blocks[0]) == "一、总体"
    assert read.text(Cell(0, 2)) == "一、"


@pytest.mark.parametrize("noun", [Span("a.txt", 0, 1, "一"), Party("市水务局", "lead"), document(TEXT)])
def test_nouns_cannot_be_changed(noun: object) -> None:
    field = dataclasses.fields(noun)[0].name  # type: ignore[arg-type]
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(noun, field, "")


def parties(*roles: str) -> Duty:
    span = Span("a.txt", 0, 1, "一")
    named = tuple(Party(f"{role}局", role, is_place=False) for role in roles)  # type: ignore[arg-type]
    place = Party("甲县政府", "responsible", is_place=True)
    return Duty("", "", "", (*named, place), "joint", False, (), (), None, span, span)


def test_leads_participants_and_places_are_told_apart() -> None:
    duty = parties("lead", "participant", "guide")
    assert duty.lead == ("lead局",)
    assert duty.participants == ("participant局", "guide局")
    assert duty.places == ("甲县政府",)


def test_where_nobody_leads_everybody_who_is_responsible_does() -> None:
    assert parties("responsible", "responsible").lead == ("responsible局", "responsible局")
