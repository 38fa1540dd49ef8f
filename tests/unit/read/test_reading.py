"""From a path or from bytes to documents, whatever the file holds."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from luoshi import read
from luoshi.model import LuoshiError

GAZETTE = """甲州人民政府公报
甲州人民政府关于印发甲州绿道管理办法的通知
甲政发〔2018〕12号
各县人民政府：
一、修建绿道。
甲州人民政府关于印发甲州花木名录的通知
甲政发〔2018〕13号
各县人民政府：
一、栽种花木。
"""


@pytest.fixture
def gazette(tmp_path: Path) -> Path:
    path = tmp_path / "gazette.txt"
    path.write_text(GAZETTE, encoding="utf-8")
    return path


def test_a_file_that_is_not_there_is_the_callers_mistake(tmp_path: Path) -> None:
    with pytest.raises(LuoshiError, match=r"nowhere\.txt") as error:
        read.document(tmp_path / "nowhere.txt")
    assert error.value.problem.code == "no-such-file"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(LuoshiError) as error:
        read.file(tmp_path)
    assert error.value.problem.code == "not-a-file"


def test_which_document_of_several_must_be_said(gazette: Path) -> None:
    with pytest.raises(LuoshiError) as error:
        read.document(gazette)
    assert error.value.problem.words["count"] == "2"
    assert read.document(gazette, part=2).flow.startswith("甲州人民政府关于印发甲州花木名录")


@pytest.mark.parametrize("part", [0, 3, -1])
def test_a_part_that_is_not_there_is_the_callers_mistake(gazette: Path, part: int) -> None:
    with pytest.raises(LuoshiError):
        read.document(gazette, part=part)


def test_the_received_file_is_known_by_its_bytes() -> None:
    data = "栽种花木。".encode("gb18030")
    received = read.from_bytes(data, "plan.txt").received
    assert received.sha256 == hashlib.sha256(data).hexdigest()
    assert (received.size, received.format, received.encoding) == (len(data), "text", "gb18030")
    assert received.text == "栽种花木。"


def test_a_format_that_cannot_be_read_is_read_as_text_and_said() -> None:
    reading = read.from_bytes(b"PK\x03\x04 this is no zip file", "plan.docx")
    assert reading.received.text
    assert reading.problems


@pytest.mark.parametrize(
    "name",
    [
        "plan.html",
        "plan.aspx",
        pytest.param("plan.txt"),
    ],
)
def test_a_page_is_known_by_its_bytes_whatever_its_suffix(name: str) -> None:
    reading = read.from_bytes("<html><body><p>栽种花木。</p></body></html>".encode(), name)
    assert reading.received.format == "html"
    assert reading.documents[0].flow == "栽种花木。"


@pytest.mark.parametrize("suffix", [".txt", ".html", ".docx", ".pdf", ".md"])
def test_the_usual_suffixes_are_known(suffix: str) -> None:
    assert suffix in read.suffixes()


def test_an_empty_file_is_an_empty_document() -> None:
    (document,) = read.from_bytes(b"", "plan.txt").documents
    assert (document.flow, document.blocks) == ("", ())
