"""A plan as an outline of items, and the document that one prints from it.

    Item("（一）", 2, "整治岸线", (Promise("绿道覆盖率", ">=", 60, None, "%", 2020),), Answer(("市水务局",), ("市园林局",)))

is printed as

    （一）整治岸线。到2020年，绿道覆盖率达到60%以上。（市水务局牵头，市园林局参与）
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.model import Plan


@dataclass(frozen=True)
class Promise:
    """A target, as one would note it down."""

    indicator: str
    comparator: str
    value: float
    high: float | None
    unit: str
    year: int

    def printed(self) -> str:
        number = f"{self.value:g}{self.unit}"
        words = {
            ">=": f"达到{number}以上",
            ">": f"超过{number}",
            "<=": f"控制在{number}以内",
            "<": f"低于{number}",
            "~": f"达到{number}左右",
            "=": f"为{number}",
            "range": f"达到{self.value:g}-{self.high or 0:g}{self.unit}",
        }
        return f"到{self.year}年，{self.indicator}{words[self.comparator]}。"


@dataclass(frozen=True)
class Answer:
    """Who answers for an item; where `participants` is empty and `joint` true, all of them together."""

    leads: tuple[str, ...]
    participants: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    joint: bool = False

    def printed(self) -> str:
        if self.joint:
            return f"（{'、'.join((*self.leads, *self.places))}负责）"
        others = "、".join((*self.participants, *self.places))
        return f"（{'、'.join(self.leads)}牵头{f'，{others}参与' if others else ''}）"


@dataclass(frozen=True)
class Item:
    """One provision with what it promises and who answers for it."""

    marker: str
    level: int
    title: str
    promises: tuple[Promise, ...] = ()
    answer: Answer | None = None

    def printed(self) -> str:
        """The item on a line; a heading where nothing stands below its title."""
        if not self.promises and self.answer is None:
            return f"{self.marker}{self.title}"
        promises = "".join(promise.printed() for promise in self.promises)
        return f"{self.marker}{self.title}。{promises}{self.answer.printed() if self.answer else ''}"


def printed(items: Iterable[Item]) -> str:
    return "\n".join(item.printed() for item in items)


def noted(plan: Plan) -> list[Item]:
    """A compiled plan as the outline from which it can be printed again."""
    return [
        Item(
            provision.marker,
            provision.level,
            provision.title,
            tuple(
                Promise(
                    t.indicator, t.comparator or "", t.value or 0, t.high, t.unit, t.deadline.year if t.deadline else 0
                )
                for t in plan.targets
                if t.path == provision.path and provision.span.start <= t.span.start < provision.span.end
            ),
            next(
                (
                    Answer(duty.lead, duty.participants, duty.places, duty.rule == "joint")
                    for duty in plan.duties
                    if duty.path == provision.path and provision.span.start <= duty.span.start < provision.span.end
                ),
                None,
            ),
        )
        for provision in plan.outline
    ]
