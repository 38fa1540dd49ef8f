"""Any text and any bytes are read and compiled without refusal, and every place leads back."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given
from inputs import anything, names, texts
from walk import spans

from luoshi import read
from luoshi.compile import commitments
from luoshi.model import Document
from luoshi.read.flow import fold
from luoshi.testing import document, plan


def bare(text: str) -> str:
    """Without line breaks and blanks."""
    return "".join(text.split())


@given(anything, names)
def test_any_bytes_are_read_and_compiled(data: bytes, name: str) -> None:
    reading = read.from_bytes(data, name)
    assert reading.documents
    for found in reading.documents:
        for span in spans(commitments(found)):
            assert bare(reading.received.text[span.start : span.end]) == span.quote


@given(texts)
@example("")
@example("（" * 3000)
@example("《" * 3000 + "》" * 3000)
@example("1." * 3000)
@example("\n" * 3000)
@example("一、" * 3000)
def test_any_text_is_compiled_and_every_quote_stands_in_it(text: str) -> None:
    found = plan(text)
    received = found.document.received.text
    for span in spans(found):
        assert 0 <= span.start <= span.end <= len(received)
        assert bare(received[span.start : span.end]) == span.quote


@given(texts)
def test_the_same_text_gives_the_same_plan(text: str) -> None:
    assert plan(text) == plan(text)


@given(texts)
def test_a_provision_begins_with_its_marker(text: str) -> None:
    for provision in plan(text).outline:
        assert bare(fold(provision.span.quote)).startswith(bare(provision.marker))


@given(texts)
def test_a_provision_lies_inside_the_one_above_it(text: str) -> None:
    found = plan(text).outline
    for earlier, later in pairwise(found):
        assert later.level <= earlier.level + 1
        if later.level > earlier.level:
            assert later.span.end <= earlier.span.end
        else:
            assert earlier.span.end <= later.span.start


# ------------------------------------------------------------------ the reading


def received_of(found: Document) -> str:
    return fold(found.received.text)


@given(texts)
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(texts)
def test_places_never_go_back(text: str) -> None:
    found = document(text)
    places = [found.offsets.position(i) for i in range(len(found.flow))]
    assert places == sorted(places)


@given(texts)
def test_each_character_of_the_reading_is_the_folded_character_at_its_place(text: str) -> None:
    found = document(text)
    folded = received_of(found)
    for i, char in enumerate(found.flow):
        place = found.offsets.position(i)
        if char == "和" and folded[place : place + 4].lstrip().startswith("and"):
            continue
        assert char in "\n\t" or folded[place] == char


@given(texts)
def test_blocks_stand_in_order_and_cover_the_reading_but_for_separators(text: str) -> None:
    found = document(text)
    position = 0
    for block in found.blocks:
        assert found.flow[position : block.start].strip("\n") == ""
        assert block.start <= block.end
        position = block.end
    assert found.flow[position:].strip("\n") == ""


@given(texts)
def test_cells_lie_inside_their_table(text: str) -> None:
    found = document(text)
    for block in found.blocks:
        for row in block.table.rows if block.table else ():
            for cell in row:
                assert cell is None or block.start <= cell.start <= cell.end <= block.end
