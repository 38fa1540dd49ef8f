"""A plan is the same in whatever format, wrapped or not, with page numbers or without."""

from __future__ import annotations

import html
import io

import docx
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from plans import outlines
from printer import Item, printed
from test_printed_plans import said

from luoshi import read
from luoshi.compile import commitments
from luoshi.model import Plan
from luoshi.testing import plan


def compiled(data: bytes, name: str) -> Plan:
    (document,) = read.from_bytes(data, name).documents
    return commitments(document)


@given(outlines())
def test_a_plan_is_the_same_on_a_page(items: list[Item]) -> None:
    text = printed(items)
    paragraphs = "".join(f"<p>{html.escape(line)}</p>\n" for line in text.splitlines())
    page = f"<html><head><title>甲州门户网站</title></head><body><div>{paragraphs}</div></body></html>"
    assert said(compiled(page.encode(), "plan.html")) == said(plan(text))


@given(outlines())
@settings(max_examples=30)
def test_a_plan_is_the_same_in_word(items: list[Item]) -> None:
    text = printed(items)
    file = docx.Document()
    for line in text.splitlines():
        file.add_paragraph(line)
    buffer = io.BytesIO()
    file.save(buffer)
    assert said(compiled(buffer.getvalue(), "plan.docx")) == said(plan(text))


@given(outlines())
def test_a_plan_is_the_same_in_markdown(items: list[Item]) -> None:
    text = printed(items)
    assert said(compiled(text.replace("\n", "\n\n").encode(), "plan.md")) == said(plan(text))


@given(outlines(), st.sampled_from(["- {} -", "— {} —", "第 {} 页", "·{}·"]), st.integers(1, 9))
def test_a_plan_is_the_same_between_page_numbers(items: list[Item], number: str, lines_a_page: int) -> None:
    lines = printed(items).splitlines()
    pages = [lines[i : i + lines_a_page] for i in range(0, len(lines), lines_a_page)]
    text = "\n".join("\n".join([*page, number.format(i)]) for i, page in enumerate(pages, 1))
    assert said(plan(text)) == said(plan(printed(items)))


@given(outlines(), st.integers(24, 40))
def test_a_plan_is_the_same_when_its_lines_are_wrapped(items: list[Item], width: int) -> None:
    lines = printed(items).splitlines()
    wrapped = [line[i : i + width] for line in lines for i in range(0, len(line), width)]
    full = sum(len(line) == width for line in wrapped)
    assume(len(wrapped) >= 12)
    assume(full * 2 >= len(wrapped))  # as in a wrapped text, most lines are full
    assert said(plan("\n".join(wrapped))) == said(plan("\n".join(lines)))
