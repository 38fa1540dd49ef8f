"""Whether a condition of a pack holds for what stands in a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from luoshi.model.registry import Category, Data, Field, When


def holds(condition: When, data: Data) -> bool:
    """Whether a field has one of the values; any value will do where the condition names none.

    >>> holds(When("class", ("在建",)), {"class": "在建"}), holds(When("class"), {})
    (True, False)
    """
    value = data.get(condition.field)
    if not value:
        return False
    having = (value,) if isinstance(value, str) else value
    return not condition.values or any(one in condition.values for one in having)


def all_hold(conditions: Iterable[When], data: Data) -> bool:
    """Whether every condition holds; where there is none, it does."""
    return all(holds(condition, data) for condition in conditions)


def is_required(field: Field, data: Data) -> bool:
    """Whether a field must be filled before the record is handed in."""
    return field.required or bool(field.required_when and all_hold(field.required_when, data))


def categories_of(categories: Iterable[Category], data: Data) -> Iterator[Category]:
    """The categories that a record falls into, by what stands in it."""
    return (category for category in categories if all_hold(category.when, data))
