"""A document that is printed from an outline compiles to that outline, however it is dressed and in whatever order."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from plans import answers, outlines, promises, titles
from printer import Item, noted, printed

from luoshi import read
from luoshi.compile import commitments
from luoshi.model import Plan
from luoshi.testing import plan


@given(outlines())
def test_a_printed_outline_compiles_to_itself(items: list[Item]) -> None:
    assert noted(plan(printed(items))) == items


@given(outlines())
def test_a_plan_printed_from_its_own_outline_compiles_to_the_same_plan(items: list[Item]) -> None:
    first = plan(printed(items))
    again = plan(printed(noted(first)))
    assert (again.outline, again.duties, again.targets) == (first.outline, first.duties, first.targets)


@given(outlines())
def test_nothing_in_a_plain_document_is_a_problem(items: list[Item]) -> None:
    codes = {problem.code for problem in plan(printed(items)).problems}
    assert codes <= {"metadata-no-title", "metadata-no-number"}


@given(outlines())
def test_each_deadline_is_the_last_day_of_its_year(items: list[Item]) -> None:
    years = [promise.year for item in items for promise in item.promises]
    assert [target.deadline for target in plan(printed(items)).targets] == [date(year, 12, 31) for year in years]


# ------------------------------------------------------------------ dress

FULL_WIDTH = str.maketrans("0123456789%.", "０１２３４５６７８９％．")
DRESSES = {
    "full-width digits": lambda text: text.translate(FULL_WIDTH),
    "half-width brackets": lambda text: text.replace("（", "(").replace("）", ")"),
    "mixed brackets": lambda text: text.replace("）", ")"),
    "half-width commas": lambda text: text.replace("，", ","),
    "other line ends": lambda text: text.replace("\n", "\r\n"),
    "empty lines": lambda text: text.replace("\n", "\n\n"),
    "indented lines": lambda text: "\u3000\u3000" + text.replace("\n", "\n\u3000\u3000"),
    "blanks about years": lambda text: text.replace("到20", "到 20").replace("年，", " 年，"),
    "blanks between characters": lambda text: text.replace("市", "市 ").replace("、", "、\u3000"),
    "zero-width characters": lambda text: text.replace("局", "\u200b局").replace("覆盖", "覆\ufeff盖"),
    "clause before the full stop": lambda text: re.sub("(?<=以上|以内|左右)。（(.*)）", "（\\1）。", text),
    "full stop behind the clause": lambda text: text.replace("参与）", "参与）。").replace("负责）", "负责）。"),
}


def said(found: Plan) -> tuple[object, ...]:
    """What a plan says, without where it stands."""
    return (
        [(p.level, p.title) for p in found.outline],
        [(d.parties, d.rule, d.open) for d in found.duties],
        [(t.indicator, t.kind, t.comparator, t.value, t.high, t.unit, t.deadline) for t in found.targets],
    )


@given(outlines(), st.sampled_from(sorted(DRESSES)))
def test_a_plan_is_the_same_in_any_dress(items: list[Item], dress: str) -> None:
    text = printed(items)
    assert said(plan(DRESSES[dress](text))) == said(plan(text))


@given(outlines(), st.sampled_from(["gb18030", "utf-16", "utf-8-sig"]))
def test_a_plan_is_the_same_in_any_encoding(items: list[Item], encoding: str) -> None:
    text = printed(items)
    (document,) = read.from_bytes(text.encode(encoding), "plan.txt").documents
    assert said(commitments(document)) == said(plan(text))


# ------------------------------------------------------------------ order


@st.composite
def shuffled(draw: st.DrawFn) -> tuple[list[Item], list[Item]]:
    """Paragraphs that have nothing to do with each other, in two orders."""
    some = draw(
        st.lists(
            st.builds(
                lambda title, found, answer: Item("", 1, title, tuple(found), answer),
                titles,
                st.lists(promises(), max_size=2),
                st.none() | answers(),
            ),
            max_size=6,
        )
    )
    return some, draw(st.permutations(some))


def found_in(items: list[Item]) -> Counter[object]:
    """What is found, whatever the order: each duty with its text, each target with its quote."""
    found = plan(printed(items))
    duties = [(d.text, d.parties, d.rule) for d in found.duties]
    targets = [(t.quote, t.indicator, t.comparator, t.value, t.unit, t.deadline, t.lead) for t in found.targets]
    return Counter([*duties, *targets])


@given(shuffled())
def test_the_order_of_independent_paragraphs_changes_nothing_in_them(orders: tuple[list[Item], list[Item]]) -> None:
    here, there = orders
    assert found_in(here) == found_in(there)


@given(outlines(), outlines())
def test_what_stands_behind_changes_nothing_before(first: list[Item], second: list[Item]) -> None:
    alone, followed = plan(printed(first)), plan(printed(first) + "\n" + printed(second))
    assert followed.duties[: len(alone.duties)] == alone.duties
    assert followed.targets[: len(alone.targets)] == alone.targets
