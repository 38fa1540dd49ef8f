"""Projects as the desk knows them: class, money, gates, the rolling library, and what was reported from period to period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q

from luoshi.act.investment import investment_paces
from luoshi.act.projects import CLASSES, open_gates
from luoshi.model.investment import Pace, Spent
from luoshi.model.problem import Problem
from luoshi.packs.review import conflicts
from luoshi_web.desk import queries
from luoshi_web.desk.figures import Spending
from luoshi_web.desk.models import Record
from luoshi_web.desk.nouns import values
from luoshi_web.desk.people import Actor
from luoshi_web.desk.shown import document_name
from luoshi_web.documents import sentence_of
from luoshi_web.packs import office

REGISTRY, REPORTS = "projects", "project_reports"
UNDECIDED = "类别未定"
_AMOUNTS = ("total_investment", "annual_plan", "annual_done", "cumulative")


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
class ProjectGroup:
    """The projects of a class: how many of all and what they cost, with the sums of the rows that are shown."""

    kind: str
    lines: list[ProjectLine] = field(default_factory=list)

    @property
    def sums(self) -> dict[str, Decimal | None]:
        """Each amount of all lines together; what was not reported adds nothing, and where nothing was there is no sum."""
        given = {name: [value for one in self.lines if (value := one.amounts[name]) is not None] for name in _AMOUNTS}
        return {name: sum(values, Decimal(0)) if values else None for name, values in given.items()}


@dataclass(frozen=True, slots=True)
class Projects:
    """The page: the projects by class as they were filtered, and their sums."""

    groups: list[ProjectGroup]
    lines: list[ProjectLine]
    sums: Mapping[str, Decimal | None]
    late: int
    listed: int
    with_gates: int
    behind: int
    in_library: int
    left_library: int
    without_money: int
    contradictions: list[str]


def projects(actor: Actor, on: date, filters: Mapping[str, str]) -> Projects:
    """The projects that somebody may see, by class.

    Args:
        filters: `class`, `owner`, `library` (in, out), and `late`, `listed`, `gates`, `behind` where only those are asked
            for; `q` words.
    """
    lines = [line for line in _lines(actor, on, filters.get("q", "")) if _fits(line, filters)]
    groups = {kind: ProjectGroup(kind) for kind in (*CLASSES, UNDECIDED)}
    for line in lines:
        groups[line.kind].lines.append(line)
    whole = ProjectGroup("", lines)
    return Projects(
        groups=[one for one in groups.values() if one.lines or one.kind != UNDECIDED], lines=lines, sums=whole.sums,
        late=sum(bool(one.days_late) for one in lines), listed=sum(one.listed for one in lines),
        with_gates=sum(bool(one.gates) for one in lines), behind=sum(bool(one.behind) for one in lines),
        in_library=sum(one.library == "in" for one in lines),
        left_library=sum(one.library == "out" for one in lines),
        without_money=sum(one.amounts["total_investment"] is None for one in lines),
        contradictions=_contradictions({str(one.record.data.get("document", "")) for one in lines}),
    )  # fmt: skip


def _lines(actor: Actor, on: date, words: str) -> list[ProjectLine]:
    rows = queries.visible(office().registries[REGISTRY], actor).select_related("owner", "keeper", "subject")
    for word in words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(owner__short__icontains=word))
    found = list(rows.order_by("pk"))
    last, waited = _last_reports(actor), _waited_for(actor, on)
    lines = [_line(row, last.get(row.pk), max(_days_late(row, on), waited.get(row.pk, 0))) for row in found]
    return sorted(lines, key=lambda one: (str(one.record.data.get("document", "")), _number(one.record), one.record.pk))


def _line(row: Record, report: Record | None, days_late: int) -> ProjectLine:
    told = report.data if report else {}
    amounts = {name: _amount(told.get(name)) for name in _AMOUNTS}
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


def _fits(line: ProjectLine, filters: Mapping[str, str]) -> bool:
    wanted = (
        ("class", line.kind), ("owner", line.record.owner_id), ("library", line.library),
        ("late", "1" if line.days_late else ""), ("listed", "1" if line.listed else ""), ("gates", "1" if line.gates else ""),
        ("behind", "1" if line.behind else ""),
        ("document", str(line.record.data.get("document", ""))),
    )  # fmt: skip
    return all(not filters.get(name) or filters[name] == value for name, value in wanted)


def _contradictions(documents: set[str]) -> list[str]:
    """What a document prints as a total and is not that of its rows."""
    return [
        f"{one.what}{one.treatment}"
        for one in conflicts(office().pack)
        if any(side.document in documents and "合计" in side.quote for side in one.sides)
    ]


def owners(actor: Actor) -> list[tuple[str, str]]:
    """The organisations that answer for projects, those with the most first."""
    rows = queries.visible(office().registries[REGISTRY], actor).values_list("owner_id", "owner__short")
    return [pair for pair, _ in Counter(rows).most_common()]


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
    text = str(value or "")[:4]
    return int(text) if text.isdigit() else None


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


def _last_reports(actor: Actor) -> dict[int, Record]:
    """The last report of each project's lead that was handed in, by the project."""
    if REPORTS not in office().registries:
        return {}
    rows = _told(queries.visible(office().registries[REPORTS], actor)).filter(data__part="牵头")
    return {one.subject_id: one for one in rows.order_by("period", "pk") if one.subject_id}


def _waited_for(actor: Actor, on: date) -> dict[int, int]:
    """By how many days the reports are late that are still waited for, the latest of each project."""
    if REPORTS not in office().registries:
        return {}
    rows = queries.visible(office().registries[REPORTS], actor).filter(turn="owner", due__lt=on)
    late: dict[int, int] = {}
    for subject, due in rows.values_list("subject_id", "due"):
        late[subject] = max(late.get(subject, 0), (on - due).days)
    return late


def _told(rows):  # type: ignore[no-untyped-def]  # a set of records, and one again
    return rows.filter(state__in=("submitted", "accepted"))


def _amount(value: object) -> Decimal | None:
    return Decimal(str(value)) if value else None


def _number(row: Record) -> tuple[int, str]:
    text = str(row.data.get("seq") or "")
    return (int(text) if text.isdigit() else 10**6, text)
