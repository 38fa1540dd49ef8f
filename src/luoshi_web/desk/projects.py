"""Projects as the desk knows them: class, money, gates, the rolling library, and what was reported from period to period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from luoshi.act.investment import investment_paces
from luoshi.act.projects import CLASSES, open_gates
from luoshi.model.investment import Pace, Spent
from luoshi.model.problem import Problem
from luoshi.model.said import Said
from luoshi.packs.review import conflicts
from luoshi_web.desk import queries
from luoshi_web.desk.figures import Spending
from luoshi_web.desk.models import Record
from luoshi_web.desk.nouns import values
from luoshi_web.desk.people import Actor
from luoshi_web.desk.remembered import followed, remembered
from luoshi_web.desk.shown import document_name, organisation_names
from luoshi_web.desk.typed import whole
from luoshi_web.documents import sentence_of
from luoshi_web.packs import office

REGISTRY, REPORTS = "projects", "project_reports"
UNDECIDED = "类别未定"
# So many numbers are no list in a question any more.
_MANY = 1000
AMOUNTS = ("total_investment", "annual_plan", "annual_done", "cumulative")


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project as a row of the page: its record, its class, its money as last reported, what is the matter with it."""

    record: Record
    kind: str
    amounts: Mapping[str, Decimal | None]
    period: str
    listed: bool
    days_late: int
    gates: tuple[Problem, ...]
    library: str
    paces: tuple[Pace, ...] = ()

    @property
    def behind(self) -> list[Pace]:
        """The money that is behind its pace."""
        return [one for one in self.paces if one.behind]


@dataclass(frozen=True, slots=True)
class Brief:
    """What is counted of a project, and by what it is found and put in order; its record is read where it is shown."""

    pk: int
    order: tuple[str, int, str]
    words: str
    owner: str
    kind: str
    amounts: tuple[Decimal | None, ...]
    days_late: int
    marks: Mapping[str, str]


@dataclass(frozen=True)
class ProjectGroup:
    """The projects of a class: all of them as they are counted, and those of a page."""

    kind: str
    briefs: list[Brief] = field(default_factory=list)
    lines: list[ProjectLine] = field(default_factory=list)

    @property
    def number(self) -> int:
        return len(self.briefs)

    @cached_property
    def sums(self) -> dict[str, Decimal | None]:
        """Each amount of all together; what was not reported adds nothing, and where nothing was there is no sum."""
        given = [
            [value for value in column if value is not None]
            for column in zip(*(one.amounts for one in self.briefs), strict=True)
        ]
        totals = [sum(values, Decimal(0)) if values else None for values in given] or [None] * len(AMOUNTS)
        return dict(zip(AMOUNTS, totals, strict=True))

    def with_mark(self, name: str, value: str = "1") -> int:
        """How many are late, listed and so on."""
        return sum(one.marks[name] == value for one in self.briefs)


@dataclass(frozen=True)
class Projects:
    """Some projects: by class, and together."""

    groups: list[ProjectGroup]
    whole: ProjectGroup
    contradictions: list[Said]

    @property
    def number(self) -> int:
        return self.whole.number

    @property
    def sums(self) -> Mapping[str, Decimal | None]:
        return self.whole.sums

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many are late, listed for supervision, with open gates, behind their pace, and have no total."""
        found = {name: self.whole.with_mark(name) for name in ("late", "listed", "gates", "behind")}
        found |= {f"library_{where}": self.whole.with_mark("library", where) for where in ("in", "out")}
        return found | {"without_money": sum(one.amounts[0] is None for one in self.whole.briefs)}

    @cached_property
    def documents(self) -> list[str]:
        """The documents that they come from."""
        return [one for one in dict.fromkeys(brief.marks["document"] for brief in self.whole.briefs) if one]


def projects(actor: Actor, on: date) -> Projects:
    """The projects that somebody may see, by class; each is looked at once until something happens to it."""
    key = (on, actor.person.memberships, tuple(organisation_names().items()))

    def grouped() -> Projects:
        briefs = followed(("briefs", *key), lambda pks: _briefs(actor, on, pks))
        return _grouped(sorted(briefs.values(), key=lambda one: (*one.order, one.pk)))

    return remembered(("projects", *key), grouped)


def chosen(found: Projects, filters: Mapping[str, str]) -> Projects:
    """Those of the projects that an address asks for.

    Args:
        filters: `class`, `owner`, `library` (in, out), and `late`, `listed`, `gates`, `behind` where only those are asked
            for; `q` words.
    """
    return _grouped([one for one in found.whole.briefs if _fits(one, filters)])


def on_page(found: Projects, page: Sequence[Brief], actor: Actor, on: date) -> Projects:
    """The same with the lines of a page."""
    rows = queries.with_owners(list(Record.objects.filter(pk__in=[one.pk for one in page])))
    waited = {one.pk: one.days_late for one in page}
    lines = {one.record.pk: one for one in _lines(rows, actor, on, waited)}
    groups = [
        replace(group, lines=[lines[one.pk] for one in group.briefs if one.pk in lines]) for group in found.groups
    ]
    return replace(found, groups=groups)


def _grouped(briefs: list[Brief]) -> Projects:
    groups = {kind: ProjectGroup(kind) for kind in (*CLASSES, UNDECIDED)}
    for one in briefs:
        groups[one.kind].briefs.append(one)
    found = Projects(
        [one for one in groups.values() if one.briefs or one.kind != UNDECIDED], ProjectGroup("", briefs), []
    )
    return replace(found, contradictions=_contradictions(set(found.documents)))


def _briefs(actor: Actor, on: date, pks: Collection[int] | None) -> dict[int, Brief]:
    """Of some projects, or of all, by their numbers."""
    seen = queries.visible(office().registries[REGISTRY], actor)
    rows = list((seen if pks is None else seen.filter(pk__in=pks)).order_by("pk"))
    names = organisation_names()
    return {line.record.pk: _brief(line, names) for line in _lines(rows, actor, on, _waited_for(actor, on, pks))}


def _brief(line: ProjectLine, names: Mapping[str, str]) -> Brief:
    row, document = line.record, str(line.record.data.get("document", ""))
    marks = {
        "late": "1" if line.days_late else "", "listed": "1" if line.listed else "", "gates": "1" if line.gates else "",
        "behind": "1" if line.behind else "", "library": line.library, "document": document,
    }  # fmt: skip
    return Brief(
        row.pk, (document, *_number(row)), f"{row.title}\n{names.get(row.owner_id, '')}".casefold(), row.owner_id, line.kind,
        tuple(line.amounts[name] for name in AMOUNTS), line.days_late, marks,
    )  # fmt: skip


def _lines(rows: Sequence[Record], actor: Actor, on: date, waited: Mapping[int, int]) -> list[ProjectLine]:
    """`waited` says by how many days reports are late that are still waited for."""
    last = _last_reports(rows, actor)
    return [_line(row, last.get(row.pk), max(_days_late(row, on), waited.get(row.pk, 0))) for row in rows]


def _line(row: Record, report: Record | None, days_late: int) -> ProjectLine:
    told = report.data if report else {}
    amounts = {name: _amount(told.get(name)) for name in AMOUNTS}
    amounts["total_investment"] = _amount(row.data.get("total_investment"))
    kind = str(told.get("class") or row.data.get("class") or UNDECIDED)
    return ProjectLine(
        record=row, kind=kind if kind in CLASSES else UNDECIDED, amounts=amounts, period=report.period if report else "",
        listed=row.data.get("listed_supervision") == "是", days_late=days_late, gates=gates_of(row),
        library="in" if row.data.get("library_since") else "out" if row.data.get("library_exit") else "",
        paces=paces_of(row, report),
    )  # fmt: skip


def _days_late(row: Record, on: date) -> int:
    """By how many days it is late itself, where the document names a day."""
    return max(0, (on - row.due).days) if row.due and row.turn and not queries.is_handed_in(row) else 0


def _fits(one: Brief, filters: Mapping[str, str]) -> bool:
    wanted = {"class": one.kind, "owner": one.owner, **one.marks}
    words = filters.get("q", "").casefold().split()
    return all(not filters.get(name) or filters[name] == value for name, value in wanted.items()) and all(
        word in one.words for word in words
    )


def _contradictions(documents: set[str]) -> list[Said]:
    """What a document prints as a total and is not that of its rows."""
    return [
        Said(f"{one.what}{one.treatment}", one.said_en or f"{one.what}{one.treatment}")
        for one in conflicts(office().pack)
        if any(side.document in documents and "合计" in side.quote for side in one.sides)
    ]


def owners(found: Projects) -> list[tuple[str, str]]:
    """The organisations that answer for projects, those with the most first."""
    names, counted = organisation_names(), Counter(one.owner for one in found.whole.briefs)
    return [(id, names.get(id, id)) for id, _ in counted.most_common()]


def gates_of(row: Record) -> tuple[Problem, ...]:
    """What is the matter with the gates of a project."""
    return tuple(open_gates(values(row.data), office().registries[REGISTRY].fields)) if row.registry == REGISTRY else ()


def paces_of(row: Record, report: Record | None) -> tuple[Pace, ...]:
    """How a project's money stands beside its pace, by its lead's report; nothing where there is no report.

    Every page and every file asks here, so that a project is behind on all of them or on none.
    """
    if report is None or not office().paces:
        return ()
    told, known = report.data, row.data
    first = _year(known.get("first_year"))
    spent = Spent(
        period=report.period, kind=str(told.get("class") or known.get("class") or ""),
        annual_plan=_amount(told.get("annual_plan")), annual_done=_amount(told.get("annual_done")),
        cumulative=_amount(told.get("cumulative")), total=_amount(known.get("total_investment")),
        first_year=first, last_year=_year(known.get("last_year")) or first,
        path="直线" if known.get("planned_path") == "直线" else "S形曲线",
    )  # fmt: skip
    return investment_paces(office().paces, spent)


def last_paces(row: Record, actor: Actor) -> tuple[Pace, ...]:
    """The same by the last report that its lead handed in, as far as somebody may see it."""
    if row.registry != REGISTRY or REPORTS not in office().registries:
        return ()
    told = [one for one in reports_on(row, actor) if one.data.get("part") == "牵头"]
    return paces_of(row, told[-1] if told else None)


def _year(value: object) -> int | None:
    return whole(str(value or "")[:4])


# ------------------------------------------------------------------ what was reported


def reports_on(row: Record, actor: Actor) -> list[Record]:
    """The reports on a project that were handed in and not sent back, the earliest first, as far as somebody may see them."""
    seen = queries.visible(office().registries[REPORTS], actor)
    return list(_told(seen.filter(subject=row)).select_related("owner").order_by("period", "pk"))


def spending_of(row: Record, actor: Actor) -> Spending | None:
    """What a project's S-curve is drawn from; None where the document prints no years or no total."""
    first, last, total = (str(row.data.get(name) or "") for name in ("first_year", "last_year", "total_investment"))
    if row.registry != REGISTRY or not first[:4].isdigit() or not total:
        return None
    reported = [(one.period, _amount(one.data.get("cumulative"))) for one in reports_on(row, actor)]
    years = int(first[:4]), int((last or first)[:4])
    path = row.data.get("planned_path")
    return Spending(
        name=row.title, first_year=years[0], last_year=max(years), total=Decimal(total),
        reported=tuple((period, value) for period, value in reported if value is not None and "-Q" in period),
        path="直线" if path == "直线" else "S形曲线", source=document_name(str(row.data.get("document", ""))),
        sentence=found.address if (found := sentence_of(row)) else "",
    )  # fmt: skip


def _last_reports(rows: Sequence[Record], actor: Actor) -> dict[int, Record]:
    """The last report of each project's lead that was handed in, by the project, as far as somebody may see it."""
    if REPORTS not in office().registries:
        return {}
    last = {row.last_report_id for row in rows if row.last_report_id}
    seen = queries.visible(office().registries[REPORTS], actor)
    asked = Record.objects.filter(registry=REGISTRY).values("last_report") if len(last) > _MANY else last
    return {one.subject_id: one for one in seen.filter(pk__in=asked) if one.subject_id and one.pk in last}


def _waited_for(actor: Actor, on: date, pks: Collection[int] | None) -> dict[int, int]:
    """By how many days the reports are late that are still waited for, the latest of each project; of some, or of all."""
    if REPORTS not in office().registries:
        return {}
    reports = queries.visible(office().registries[REPORTS], actor).filter(turn="owner", due__lt=on)
    reports = reports if pks is None else reports.filter(subject__in=pks)
    late: dict[int, int] = {}
    for subject, due in reports.values_list("subject_id", "due"):
        late[subject] = max(late.get(subject, 0), (on - due).days)
    return late


def _told(rows):  # type: ignore[no-untyped-def]  # a set of records, and one again
    return rows.filter(state__in=("submitted", "accepted"))


def _amount(value: object) -> Decimal | None:
    return Decimal(str(value)) if value else None


def _number(row: Record) -> tuple[int, str]:
    text = str(row.data.get("seq") or "")
    number = whole(text)
    return (10**6 if number is None else number, text)
