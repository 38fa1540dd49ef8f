"""Whether a record may be handed in as it is: what is required is there, and what belongs together fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from luoshi.act.conditions import categories_of, is_required
from luoshi.model.problem import Kind, Problem
from luoshi.model.registry import Data, Field
from luoshi.model.workflow import Move, Workflow

REQUIRED = Kind(
    code="record-field-required",
    zh="“{field}”还没有填", en="“{field}” is not filled",
    hint_zh="请填写后再办理。", hint_en="Fill it before you go on.",
)  # fmt: skip
REQUIRED_FOR_CATEGORY = Kind(
    code="record-category-requires",
    zh="“{field}”还没有填：{says}", en="“{field}” is not filled: {says_en}",
    hint_zh="请填写后再办理。", hint_en="Fill it before you go on.",
)  # fmt: skip
BELOW = Kind(
    code="record-step-backwards",
    zh="“{field}”为 {value}，小于“{other}” {limit}，没有说明原因",
    en="“{field}” is {value}, less than “{other}” ({limit}), and no reason is given",
    hint_zh="请核对数值；确实减少的，请填写“{reason}”。",
    hint_en="Check the number; where it did fall, fill “{reason}”.",
)  # fmt: skip
ABOVE = Kind(
    code="record-beyond",
    zh="“{field}”为 {value}，大于“{other}” {limit}，没有说明原因",
    en="“{field}” is {value}, more than “{other}” ({limit}), and no reason is given",
    hint_zh="请核对数值；确实如此的，请填写“{reason}”。", hint_en="Check the number; where it is so, fill “{reason}”.",
)  # fmt: skip


def incomplete(workflow: Workflow, move: Move, data: Data) -> Iterator[Problem]:
    """What keeps a move from being made with what stands in the record; each problem stands under its field's id.

    A move that asks for nothing judges nothing: who is late is urged, whatever the draft says.
    """
    asked = {*move.requires, *(field.id for field in workflow.fields if move.complete and is_required(field, data))}
    for field in workflow.fields:
        if field.id in asked and not data.get(field.id):
            yield REQUIRED(field=field.title, where=field.id)
    if move.complete:
        yield from _of_categories(workflow, data, asked)
    if move.complete or move.asks or move.requires or not move.sources:
        yield from out_of_order(workflow, data)


def out_of_order(workflow: Workflow, data: Data) -> Iterator[Problem]:
    """The values that go beyond others and give no reason, such as a sum that is less than last time."""
    fields = workflow.by_field
    for field in workflow.fields:
        yield from _of_order(field, fields, data)


def _of_categories(workflow: Workflow, data: Data, said: set[str]) -> Iterator[Problem]:
    fields = workflow.by_field
    for category in categories_of(workflow.categories, data):
        for id in category.requires:
            if id in fields and id not in said and not data.get(id):
                title = fields[id].title
                yield REQUIRED_FOR_CATEGORY(field=title, says=category.says, says_en=category.says_en, where=id)


def _of_order(field: Field, fields: Mapping[str, Field], data: Data) -> Iterator[Problem]:
    """A value beyond another is accepted only with a reason."""
    if field.except_with and data.get(field.except_with):
        return
    for other, kind, sign in ((field.not_below, BELOW, 1), (field.not_above, ABOVE, -1)):
        if not other or not data.get(field.id) or not data.get(other):
            continue
        value, limit = str(data[field.id]), str(data[other])
        if sign * _compared(field, value, limit) < 0:
            titles = {one: _title(fields, one) for one in (other, field.except_with)}
            yield kind(
                field=field.title, value=value, limit=limit, where=field.id,
                other=titles[other], reason=titles[field.except_with] or "—",
            )  # fmt: skip


def _title(fields: Mapping[str, Field], id: str) -> str:
    found = fields.get(id)
    return found.title if found else id


def _compared(field: Field, value: str, other: str) -> int:
    """1, 0 or −1: numbers as numbers, days and periods as they are written."""
    if field.is_number:
        return (Decimal(value) > Decimal(other)) - (Decimal(value) < Decimal(other))
    return (value > other) - (value < other)
