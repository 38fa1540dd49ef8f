"""The reviewed reading of a document: what a person found to be promised, and how that differs from what was compiled.

Grammar proposes, a person decides. What was decided is pinned to the words of the document (the quote), so that it
stays true however the grammar changes, and falls when the document does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from luoshi.model.span import Span

ReviewedKind = Literal["duty", "target", "project", "assignment"]
Value = str | tuple[str, ...]
How = Literal["same-promise", "conflict", "narrower-scope", "wider-scope", "carried-out-by", "successor-of"]
What = Literal["new", "missing", "field", "settled", "corrected"]


@dataclass(frozen=True, slots=True)
class Correction:
    """A field that was read wrongly or not at all (更正): what the grammar reads, what is right, and why."""

    field: str
    machine: Value
    reviewed: Value
    reason: str


@dataclass(frozen=True, slots=True)
class Link:
    """What another commitment is to this one: the same promise in another document, its conflict, a part of it.

    `narrower-scope`: the other is about a part of this one's places or people; `wider-scope`: the other way round;
    `carried-out-by`: the other is the project or measure that carries this one out; `successor-of`: this one took
    the other's place. `to` is the other's id; where the other is in no reviewed reading, `to` is the document's id and
    `quote` its words.
    """

    to: str
    how: How
    note: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A commitment as a person read it (经核对的承诺事项).

    Args:
        id: An address that never changes: document, outline, and the item itself (`jizhengfa-2016-41#46`, `…#一.t3`).
        document: The id of the document in its pack.
        quote: The words it stands on, as issued, without line breaks and blanks.
        fields: What was read, every field as text: days in ISO form, lists as tuples, blank where nothing is said.
        indicator_id: The indicator of the pack that a target is about; blank where none is known.
        missing: The grammar does not find it. `reason` says why it is one all the same.
        rejected: It looks like a commitment and is none, whether or not it is compiled. `reason` says why not.
    """

    id: str
    kind: ReviewedKind
    document: str
    quote: str
    fields: Mapping[str, Value] = field(default_factory=dict)
    indicator_id: str = ""
    corrections: tuple[Correction, ...] = ()
    links: tuple[Link, ...] = ()
    missing: bool = False
    rejected: bool = False
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the compiled reading is not the reviewed one (核对差异).

    `what`: `new` (compiled, never reviewed), `missing` (reviewed, no longer compiled), `field` (a field differs),
    `settled` (a recorded correction that nothing needs any more), `corrected` (a difference that a recorded correction
    explains: nothing to do). `field` is blank where it is about the whole commitment; `reviewed` and `machine` are
    the values, one or several; `reason` is that of the recorded correction.
    """

    what: What
    document: str
    id: str
    kind: ReviewedKind
    field: str
    reviewed: Value
    machine: Value
    reason: str = ""
    span: Span | None = None

    @property
    def recorded(self) -> bool:
        """Whether a recorded correction explains it, so that nobody need look at it again."""
        return self.what == "corrected"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict: a reviewed commitment by its id, or words of a document that are no commitment."""

    id: str
    document: str
    quote: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Passages that contradict each other, or seem to (矛盾或歧义), and how the plan treats them; both in `said_en`."""

    id: str
    title: str
    what: str
    sides: tuple[Side, ...]
    treatment: str
    said_en: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and what must come out of it (示例): for each commitment the fields that matter, in order."""

    sentence: str
    document: str
    why: str
    duties: tuple[Mapping[str, Value], ...] = ()
    targets: tuple[Mapping[str, Value], ...] = ()
