"""What a document says shall be done: duties, targets, projects, and what they need to be understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from luoshi.model.document import Document
from luoshi.model.problem import Problem
from luoshi.model.rows import Rows
from luoshi.model.span import Span

Role = Literal["lead", "participant", "responsible", "guide"]
Rule = Literal["explicit", "order", "joint"]
Comparator = Literal["=", ">=", ">", "<=", "<", "~", "range"]
PilotClass = Literal["confirmed", "to-apply", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Provision:
    """One node of the outline (条款): a numbered heading or item. `span` covers it with all that stands below it."""

    level: int
    marker: str
    title: str
    span: Span
    path: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A document that is named: by 文号, by 《title》, or both. `ordered` where it is to be issued, not yet existing."""

    title: str | None
    doc_number: str | None
    ordered: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the document says of itself; `None` or empty where nothing is printed.

    `title` is the title as issued (of the notice, where a notice carries a plan), `attached_title` the plan's.
    `plan_from`, `plan_to` are the first and the last year of the plan's period.
    """

    title: str | None = None
    attached_title: str | None = None
    doc_number: str | None = None
    issuer: tuple[str, ...] = ()
    date: date | None = None
    addressees: tuple[str, ...] = ()
    plan_from: int | None = None
    plan_to: int | None = None
    cited: tuple[Citation, ...] = ()
    spans: dict[str, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation in a responsibility clause: as printed, in which role, and which organisation of the pack it is."""

    printed: str
    role: Role
    is_place: bool = False
    id: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A point in time by which something is due: the words, and the last day that they allow (`None` if not a date)."""

    text: str
    due: date | None
    span: Span


@dataclass(frozen=True, slots=True)
class Deliverable:
    """Something that is to exist afterwards: a 《办法》 to be issued, a plan to be drawn up."""

    title: str
    verb: str
    span: Span


@dataclass(frozen=True, slots=True)
class Duty:
    """A measure with the organisations that answer for it (任务).

    `number` is the marker of the item as printed ("46", "（一）"), `path` the markers from the top. `rule` says how the
    leads are known: `explicit` verbs, the document's `order` rule, or `joint` where nothing is said. `open` is true where
    the list ends in 等.
    """

    number: str
    path: str
    text: str
    parties: tuple[Party, ...]
    rule: Rule
    open: bool
    deadlines: tuple[Deadline, ...]
    deliverables: tuple[Deliverable, ...]
    pilot: PilotClass | None
    span: Span
    clause: Span

    @property
    def lead(self) -> tuple[str, ...]:
        """Who leads, as printed; for a joint duty everybody who is responsible for it."""
        return tuple(p.printed for p in self.parties if not p.is_place and p.role in ("lead", "responsible"))

    @property
    def participants(self) -> tuple[str, ...]:
        return tuple(p.printed for p in self.parties if not p.is_place and p.role in ("participant", "guide"))

    @property
    def places(self) -> tuple[str, ...]:
        """The governments and committees that answer themselves, as printed."""
        return tuple(p.printed for p in self.parties if p.is_place)


@dataclass(frozen=True, slots=True)
class Target:
    """A number that is promised (目标).

    `kind`: level, growth (a year), change (cumulative), zero-growth, count, area, amount, trend (a direction without a
    number). `value` is None for a trend; `high` is the upper end of a range. `unit` as printed, blank for a bare number.
    `deadline` is the last day of the time by which it holds; `since` the first year of a span (“十三五”期间).
    """

    quote: str
    indicator: str
    scope: str | None
    kind: str
    comparator: Comparator | None
    value: float | None
    high: float | None
    unit: str
    deadline: date | None
    since: int | None
    baseline_year: int | None
    binding: Literal["约束性", "预期性"] | None
    lead: tuple[str, ...]
    path: str
    span: Span
    direction: Literal["up", "down", "hold"] | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """A row of a project table (项目). Years are None where the cell says none; `total_investment` in `unit`."""

    seq: str
    name: str
    owner: str
    scale_text: str
    start_year: int | None
    end_year: int | None
    total_investment: float | None
    unit: str
    note: str
    group: str
    span: Span


@dataclass(frozen=True, slots=True)
class Assignment:
    """A place that is said to be something (松原市 → 成长型).

    `code` is its administrative code on the day of the document, `current_code` and `current_name` what it is today;
    all None where no pack knows it.
    """

    place: str
    code: str | None
    says: str
    span: Span
    current_code: str | None = None
    current_name: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A document compiled: everything it promises, and everything that was not understood."""

    document: Document
    metadata: Metadata
    outline: Rows[Provision]
    duties: Rows[Duty]
    targets: Rows[Target]
    projects: Rows[Project]
    assignments: Rows[Assignment]
    problems: Rows[Problem]
