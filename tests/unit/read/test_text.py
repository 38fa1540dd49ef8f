"""Plain text: which encoding it is, and which lines it has."""

from __future__ import annotations

import codecs

import pytest

from luoshi.decoding import decode
from luoshi.read import text

SENTENCE = "到２０２０年，全市绿道密度达到60％以上。"


def lines(data: str) -> list[str]:
    return [data[piece.start : piece.end] for piece in text.extract(data.encode(), "a.txt").pieces]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SENTENCE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + SENTENCE.encode(), "utf-8"),
        (SENTENCE.encode("gb18030"), "gb18030"),
        (codecs.BOM_UTF16_LE + SENTENCE.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + SENTENCE.encode("utf-32-le"), "utf-32-le"),
        (codecs.BOM_UTF32_BE + SENTENCE.encode("utf-32-be"), "utf-32-be"),
        (b"", "utf-8"),
        (b"plain ASCII", "utf-8"),
    ],
)
def test_the_encoding_is_found_and_a_byte_order_mark_is_no_character(data: bytes, encoding: str) -> None:
    decoded, found, problems = decode(data, "a.txt")
    assert (found, problems) == (encoding, [])
    assert not decoded.startswith("\ufeff")
    assert decoded in (SENTENCE, "", "plain ASCII")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_zeros(encoding: str) -> None:
    printed = "1. 2020: 60%\n2. 2025: 70%\n绿道"
    assert decode(printed.encode(encoding), "a.txt")[:2] == (printed, encoding)


def test_bytes_that_no_encoding_reads_are_kept_as_signs_and_reported() -> None:
    damaged = SENTENCE.encode() + b"\xff\xfe\xff" + SENTENCE.encode()
    decoded, encoding, problems = decode(damaged, "a.txt")
    assert decoded.startswith(SENTENCE)
    assert decoded.endswith(SENTENCE)
    assert encoding == "utf-8"
    (problem,) = problems
    assert (problem.code, problem.where) == ("read-undecodable", "a.txt")
    assert problem.words["offset"] == str(len(SENTENCE.encode()))


def test_half_a_character_at_the_end_of_utf_16_is_reported() -> None:
    data = codecs.BOM_UTF16_LE + "绿道".encode("utf-16-le") + b"\x01"
    decoded, _, problems = decode(data, "a.txt")
    assert decoded == "绿道\ufffd"
    assert problems[0].code == "read-undecodable"


def test_a_damaged_utf_16_text_is_still_a_text() -> None:
    data = codecs.BOM_UTF16_LE + "1. 2020: 60%\n".encode("utf-16-le") * 20 + b"\x41"
    assert [problem.code for problem in decode(data, "a.txt")[2]] == ["read-undecodable"]


def test_a_file_of_control_characters_is_read_and_said_to_be_no_text() -> None:
    decoded, _, problems = decode(b"\x01\x02\x03abc" * 20, "a.bin")
    assert "abc" in decoded
    assert [problem.code for problem in problems] == ["read-not-text"]


@pytest.mark.parametrize("head", [b"%PDF-1.7", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_other_formats_are_not_taken_for_text(head: bytes) -> None:
    assert not text.matches(head + b"rest")


@pytest.mark.parametrize("data", [b"", b"a", SENTENCE.encode("gb18030"), b"\x00\xff"])
def test_anything_else_can_be_text(data: bytes) -> None:
    assert text.matches(data)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x0c", "\x0b", "\x85"])
def test_every_kind_of_line_end_ends_a_line(end: str) -> None:
    assert lines(f"甲{end}乙") == ["甲", "乙"]


def test_empty_lines_are_no_pieces() -> None:
    assert lines("\n\n甲\n \n\u3000\n乙\n") == ["甲", "乙"]


def test_blanks_inside_a_line_are_kept() -> None:
    assert lines("  甲 乙  ") == ["  甲 乙  "]


def test_a_text_whose_line_breaks_became_blanks_is_cut_at_them_again() -> None:
    paragraphs = [f"（一）第{i}段，栽种花木，修建绿道，清理河道，整治岸线。" for i in range(80)]
    assert lines(" ".join(paragraphs)) == paragraphs


def test_blanks_between_english_words_are_no_line_breaks() -> None:
    words = "green way and flower house " * 60
    assert lines(words) == [words]
