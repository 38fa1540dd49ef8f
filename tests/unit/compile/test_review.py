"""What is compiled against what was reviewed."""

from __future__ import annotations

from luoshi import read
from luoshi.compile import commitments
from luoshi.compile.review import diff_text, differences, fields
from luoshi.model import Difference, Plan, Reviewed
from luoshi.model.review import Correction, Value

TEXT = (
    "一、目标\n到2020年，森林覆盖率达到45%以上。（省林业厅牵头，省财政厅参与）\n"
    "二、措施\n加快铁路建设。（省发展改革委牵头，省交通运输厅参与）\n"
)
FORESTS = "森林覆盖率达到45%以上"
RAILWAYS = "加快铁路建设。"


def plan(text: str = TEXT) -> Plan:
    return commitments(read.from_bytes(text.encode(), "a.txt").documents[0])


def duty(quote: str = RAILWAYS, **changed: Value) -> Reviewed:
    compiled = next(one for one in plan().duties if quote in one.span.quote)
    return Reviewed("a#1", "duty", "a", compiled.span.quote, fields(compiled) | changed)


def target(**changed: Value) -> Reviewed:
    return Reviewed("a#一.t1", "target", "a", FORESTS, fields(plan().targets[0]) | changed)


def found(*entries: Reviewed, text: str = TEXT) -> list[Difference]:
    everything, _ = differences({"a": plan(text)}, entries)
    return [one for one in everything if one.kind in {entry.kind for entry in entries}]


def both_duties() -> tuple[Reviewed, Reviewed]:
    other = next(one for one in plan().duties if RAILWAYS not in one.span.quote)
    return duty(), Reviewed("a#0", "duty", "a", other.span.quote, fields(other))


def test_a_reading_that_is_as_reviewed_has_no_differences() -> None:
    assert found(*both_duties(), target()) == []


def test_what_nobody_has_reviewed_is_new() -> None:
    everything, _ = differences({"a": plan()}, [])
    assert {(one.what, one.kind) for one in everything} == {("new", "duty"), ("new", "target")}
    assert FORESTS in {one.machine for one in everything if one.kind == "target"}.pop()


def test_a_field_that_differs_is_shown_with_both_values() -> None:
    (difference,) = found(target(comparator="~"))
    assert (difference.what, difference.field, difference.reviewed, difference.machine) == (
        "field", "comparator", "~", ">=",
    )  # fmt: skip
    assert not difference.recorded


def test_a_recorded_correction_explains_its_difference_and_no_other() -> None:
    correction = Correction("comparator", ">=", "~", "“左右”是大约")
    covered = Reviewed(
        "a#一.t1", "target", "a", "森林覆盖率达到45%", target(comparator="~").fields, corrections=(correction,)
    )
    assert [(one.what, one.reason, one.recorded) for one in found(covered)] == [("corrected", "“左右”是大约", True)]
    moved = found(covered, text=TEXT.replace("45%以上", "45%以内"))
    assert ("field", "comparator", "<=") in [(one.what, one.field, one.machine) for one in moved]


def test_a_correction_that_nothing_needs_any_more_is_said() -> None:
    entry = Reviewed(
        "a#一.t1", "target", "a", FORESTS, target().fields, corrections=(Correction("unit", "", "%", "漏"),)
    )
    assert [(one.what, one.field, one.reason) for one in found(entry)] == [("settled", "unit", "漏")]


def test_a_commitment_that_is_no_longer_compiled_is_missing() -> None:
    entry = Reviewed("a#一.t2", "target", "a", "省林业厅牵头", {"indicator": "造林"})
    assert ("missing", "a#一.t2") in [(one.what, one.id) for one in found(target(), entry)]


def test_a_commitment_known_to_be_missed_is_recorded_until_it_is_found() -> None:
    away = Reviewed("a#二.t1", "target", "a", RAILWAYS, missing=True, reason="没有数量")
    assert [(one.what, one.recorded) for one in found(target(), away)] == [("corrected", True)]
    here = Reviewed("a#一.t1", "target", "a", FORESTS, target().fields, missing=True, reason="漏")
    assert [one.what for one in found(here)] == ["settled"]


def test_a_rejected_commitment_is_never_new_and_never_missing() -> None:
    compiled = Reviewed("a#一.r1", "target", "a", FORESTS, rejected=True, reason="只是预测")
    assert [(one.what, one.reason) for one in found(compiled)] == [("corrected", "只是预测")]
    not_compiled = Reviewed("a#二.r1", "target", "a", RAILWAYS, rejected=True, reason="没有数量")
    assert found(target(), not_compiled) == []


def test_a_quote_that_is_gone_is_a_problem() -> None:
    entry = Reviewed("a#一.t1", "target", "a", "森林覆盖率达到46%以上")
    _, problems = differences({"a": plan()}, [entry])
    assert [(one.code, one.where) for one in problems] == [("review-quote-gone", "a#一.t1")]
    assert "46%" in problems[0].zh


def test_blanks_and_line_breaks_do_not_move_a_quote() -> None:
    wrapped = TEXT.replace("覆盖率", "覆\n盖 率")
    _, problems = differences({"a": plan(wrapped)}, [target()])
    assert problems == []


def test_of_two_targets_in_the_same_words_each_finds_its_own() -> None:
    """The same words stand twice: the fields decide."""
    twice = plan("一、近期\n到2020年，造林达到30万亩。\n二、远期\n到2030年，造林达到30万亩。\n").targets
    entries = [Reviewed(f"a#{n}.t1", "target", "a", "造林达到30万亩", fields(one)) for n, one in enumerate(twice)]
    text = "一、近期\n到2020年，造林达到30万亩。\n二、远期\n到2030年，造林达到30万亩。\n"
    assert found(*entries, text=text) == []
    assert found(*reversed(entries), text=text) == []


def test_documents_that_were_not_compiled_are_not_looked_at() -> None:
    assert differences({}, [target()]) == ([], [])


def test_the_text_is_a_diff_and_lists_corrections_only_when_asked() -> None:
    shown = Difference("field", "a", "a#1", "duty", "lead", ("省林业厅", "省农委"), ("省林业厅",))
    hidden = Difference("corrected", "a", "a#2", "duty", "pilot", "to-apply", "confirmed", "尚未批准")
    assert diff_text([shown, hidden]).splitlines() == [
        "--- a  reviewed 已核对",
        "+++ a  compiled 现编译",
        "@@ a#1 duty lead @@",
        "- 省林业厅、省农委",
        "+ 省林业厅",
    ]
    assert "尚未批准" in diff_text([shown, hidden], corrections=True)
    assert diff_text([hidden]) == ""


def test_a_blank_value_is_shown_as_a_line() -> None:
    cleared = Difference("field", "a", "a#1", "duty", "pilot", "", "confirmed")
    assert diff_text([cleared]).splitlines()[-2:] == ["- ", "+ confirmed"]
