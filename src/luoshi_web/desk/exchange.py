"""Forms that go out and come back, and tables that leave: what stands in them, and what is the matter with each cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Prefetch

from luoshi import act
from luoshi.act.complete import out_of_order
from luoshi.act.conditions import is_required
from luoshi.act.fields import in_its_unit, read
from luoshi.act.workflow import Refused
from luoshi.model.problem import Kind, Problem
from luoshi.model.record_light import RecordLight
from luoshi.model.registry import Field, Registry
from luoshi.model.registry import Value as Kept
from luoshi.model.workflow import Move, State, Workflow
from luoshi_web.desk import queries, sheets
from luoshi_web.desk.lamps import LIGHTS
from luoshi_web.desk.models import Event, Organisation, Record
from luoshi_web.desk.newer import NOTHING_SEEN, Newer, Seen, compared, resolved, unversioned
from luoshi_web.desk.nouns import history, values
from luoshi_web.desk.nouns import record as noun
from luoshi_web.desk.people import Actor
from luoshi_web.desk.shown import document_name, organisation_names, place_name, shown
from luoshi_web.packs import office

NO_SUCH_KEY = Kind(
    code="import-unknown-key",
    zh="没有编号为“{key}”的条目，或不属于您的单位", en="there is no record '{key}', or it is not your organisation's",
    hint_zh="新增的行请把编号留空。", hint_en="Leave the key of a new row empty.",
)  # fmt: skip
NO_SUCH_COLUMN = Kind(
    code="import-unknown-column",
    zh="这个台账没有叫“{title}”的列", en="this registry has no column called “{title}”",
    hint_zh="请改成填报表中的列名，或删去这一列。", hint_en="Call it as the form does, or remove it.",
)  # fmt: skip
NOT_FOR_YOU = Kind(
    code="import-not-for-you",
    zh="您现在不能填写“{record}”", en="you cannot write into “{record}” now",
    hint_zh="它可能已经上报。请删去这一行。", hint_en="It may have been handed in. Remove the row.",
)  # fmt: skip
KEY_TWICE = Kind(
    code="import-key-twice",
    zh="编号“{key}”在表中出现两次", en="the key '{key}' stands twice in the table",
    hint_zh="请只保留一行。", hint_en="Keep one of the rows.",
)  # fmt: skip

OF_ANOTHER_PART = Kind(
    code="import-of-another-part",
    zh="这一行是{owner}的填报，您单位在这一项中是“{own}”", en="this row is the report of {owner}; your organisation is “{own}”",
    hint_zh="请改用您单位自己的编号“{key}”。", hint_en="Use your organisation's own key, '{key}'.",
)  # fmt: skip

# What every row of a form begins with: its key, and where its record stands; for reading only.
_STANDS = ((sheets.KEY, "编号"), ("@state", "状态"), ("@due", "时限"), ("@said", "审核意见"))
# What it ends with, hidden: by it words are recognised that are newer than the form.
_VERSION, _VERSION_EN = "条目版本", "Record version"
# What every record has in an export before its fields.
_HEAD, _HEAD_EN = ["编号", "状态", "责任单位", "时限"], ["Key", "State", "Organisation", "Due"]
_EXPORTED = {*_HEAD, *_HEAD_EN}
HIDDEN = {"zh": _VERSION, "en": _VERSION_EN}


# ------------------------------------------------------------------ a form in Excel


def form_columns(registry: Registry) -> list[sheets.Column]:
    """The columns of the form: the key and where the record stands, what the system fills, what is to be filled, the version."""
    found_columns = [sheets.Column(id, title, read_only=True) for id, title in _STANDS]
    for one in registry.fields:
        if one.type == "attachment":
            continue
        unit = f"（{one.unit}）" if one.unit else ""
        star = "*" if is_required(one, {}) and not one.given else ""
        found_columns.append(sheets.Column(one.id, f"{one.title}{unit}{star}", one, answers_of(one), one.given))
    return [*found_columns, sheets.Column(sheets.VERSION, _VERSION, read_only=True, hidden=True)]


def answers_of(asked_field: Field) -> tuple[str, ...]:
    """What may be chosen for a field, in words."""
    if asked_field.choices:
        return tuple(choice.id for choice in asked_field.choices)
    if asked_field.type == "truth":
        return ("是", "否")
    if asked_field.type == "document":
        return tuple(document_name(one.id) for one in office().pack.documents)
    if asked_field.type in ("organisation", "organisations"):
        return tuple(Organisation.objects.values_list("short", flat=True))
    if asked_field.type == "place":
        return tuple(place_name(code) for code in places_at_the_desk())
    return ()


def places_at_the_desk() -> list[str]:
    """The codes of the places for which organisations work at the desk."""
    return sorted(set(Organisation.objects.exclude(place="").values_list("place", flat=True)))


def form_rows(registry: Registry, actor: Actor) -> list[dict[str, str]]:
    """A row for each record that somebody may write into now, with what stands in it."""
    names, flow = organisation_names(), office().workflows[registry.id]
    rows = (
        queries.visible(registry, actor)
        .exclude(turn="")
        .select_related("owner")
        .order_by("due", "pk")[: sheets.MOST_ROWS]
    )
    return [
        _where_it_stands(row, flow) | {one.id: shown(one, row.data.get(one.id), names) for one in registry.fields}
        for row in rows
        if queries.may_edit(row, actor)
    ]


def _where_it_stands(row: Record, flow: Workflow) -> dict[str, str]:
    due = row.due.isoformat() if row.due else ""
    return {
        sheets.KEY: row.key,
        "@state": _state_title(flow.state(row.state), english=False),
        "@due": due,
        "@said": row.said,
        sheets.VERSION: str(row.version),
    }


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a form would write: its rows, and the problems of its cells; with one problem nothing is written.

    `lacking` is what keeps rows from being handed in, though not from being written as drafts. `newer` are the cells of
    which there are two versions, `not_comparable` those where nobody can tell.
    """

    rows: tuple[sheets.SheetRow, ...]
    problems: tuple[Problem, ...]
    new: int
    changed: int
    lacking: tuple[Problem, ...] = ()
    newer: tuple[Newer, ...] = ()
    not_comparable: tuple[Problem, ...] = ()

    @property
    def undecided(self) -> int:
        """For how many cells somebody has still to choose; until then nothing is written."""
        return sum(not one.choice for one in self.newer)

    @property
    def may_be_written(self) -> bool:
        """Whether there is something to write and nothing in its way."""
        return bool(self.rows) and not self.problems and not self.undecided

    @property
    def ready(self) -> int:
        """How many rows may be handed in as they are."""
        return sum(bool(row.hand_in) for row in self.rows)


def dry_run(
    registry: Registry, content: bytes, name: str, actor: Actor, on: date, seen: Seen = NOTHING_SEEN
) -> DryRun:  # fmt: skip
    """Read a form that came back without writing anything.

    Args:
        seen: What the actor has seen of it and has chosen, where this is not the first time.

    Raises:
        LuoshiError: it is no table of this registry.
    """
    columns = form_columns(registry)
    known = {one.id: one.id for one in columns} | {_bare(one.title): one.id for one in columns}
    known |= {title: one.id for one in columns if one.field for title in (one.field.title, one.field.title_en)}
    known |= {_VERSION_EN: sheets.VERSION}
    exported = {*_EXPORTED, *(title for one in office().workflows[registry.id].fields for title in _titles(one))}
    sheet = sheets.read(content, name, known)
    by_key = {
        row.key: row
        for row in Record.objects.filter(registry=registry.id, key__in=_keys(sheet))
        .select_related("owner")
        .prefetch_related("participants", Prefetch("events", Event.objects.select_related("by")))
    }
    newer: list[Newer] = []
    not_comparable: list[Problem] = []
    rows: list[sheets.SheetRow] = []
    lacking: list[Problem] = []
    problems = [NO_SUCH_COLUMN(title=title, where=cell) for cell, title in sheet.unknown if title not in exported]
    for number, cells in sheet.rows:
        row, of_row = _read_row(registry, sheet, number, cells, by_key, actor, on)
        problems += of_row
        if any(row.key and row.key == other.key for other in rows):
            problems.append(KEY_TWICE(key=row.key, where=_cell(sheet, sheets.KEY, number)))
        if row.key in by_key and not of_row:
            record, where = by_key[row.key], {id: _cell(sheet, id, number) for id in row.data}
            of_cells = compared(record, cells.get(sheets.VERSION), row.data, where, seen)
            newer += of_cells
            row = replace(row, data=resolved(row.data, of_cells), version=record.version)
            not_comparable += unversioned(record, cells.get(sheets.VERSION), row.data, where, actor)
            of_row = list(_out_of_order(record, row.data, sheet, number))
            problems += of_row
            name, of_handing_in = _handing_in(record, row, sheet, actor, on)
            row = replace(row, hand_in="" if of_row else name)
            lacking += of_handing_in
        rows.append(row)
    new = sum(not row.key for row in rows)
    return DryRun(
        tuple(rows), tuple(problems), new, len(rows) - new, tuple(lacking), tuple(newer), tuple(not_comparable)
    )  # fmt: skip


def _handing_in(
    record: Record, row: sheets.SheetRow, sheet: sheets.Sheet, actor: Actor, on: date
) -> tuple[str, list[Problem]]:
    """The move that hands in a record with what a row says, or what is in its way, at its cells.

    A row in which nothing was filled is left alone, and so is one that was sent back and not changed since.
    """
    flow, now = office().workflows[record.registry], noun(record)
    step = next((one for one in flow.moves if _hands_in(one, record.state)), None)
    changed = any(value != now.data.get(id) for id, value in row.data.items())
    if step is None or not any(value is not None for value in row.data.values()) or (record.said and not changed):
        return "", []
    try:
        act.move(flow, history(record), step.id, by=actor.person, record=now, on=on, data=row.data)
    except Refused as refused:
        return "", [replace(one, where=_cell(sheet, one.where, row.number)) for one in refused.problems]
    return step.id, []


def _hands_in(move: Move, state: str) -> bool:
    return state in move.sources and move.complete and not move.decision


def _read_row(
    registry: Registry, sheet: sheets.Sheet, number: int, cells: Mapping[str, object], by_key: Mapping[str, Record],
    actor: Actor, on: date,
) -> tuple[sheets.SheetRow, list[Problem]]:  # fmt: skip
    key = str(cells.get(sheets.KEY) or "").strip()
    problems: list[Problem] = []
    data: dict[str, Kept | None] = {}
    for one in registry.fields:
        if one.id in cells and not one.given and one.type != "attachment":
            asked = in_its_unit(one, by_key[key].data if key in by_key else {})
            value, problem = read(asked, cells[one.id], office().known, _cell(sheet, one.id, number))
            problems += [problem] if problem else []
            data[one.id] = value
    owner = ""
    if key:
        problems += _of_key(key, by_key, actor, _cell(sheet, sheets.KEY, number))
    else:
        owner, of_new = _owner_of_new(registry, actor, on, _cell(sheet, sheets.KEY, number))
        problems += of_new
        data = {id: value for id, value in data.items() if value is not None}
    return sheets.SheetRow(number, key, owner, data), problems


def _of_key(key: str, by_key: Mapping[str, Record], actor: Actor, where: str) -> Iterable[Problem]:
    row = by_key.get(key)
    if row is not None and (own := queries.report_of_ones_own(row, actor)):
        yield OF_ANOTHER_PART(owner=row.owner.short, own=own.data.get("part", ""), key=own.key, where=where)
    elif row is None or not queries.may_see(row, actor):
        yield NO_SUCH_KEY(key=key, where=where)
    elif not queries.may_edit(row, actor):
        yield NOT_FOR_YOU(record=row.title[:30], where=where)


def _out_of_order(row: Record, data: Mapping[str, Kept | None], sheet: sheets.Sheet, number: int) -> Iterable[Problem]:
    """What the cells of a row, with what stands in its record, leave beyond something else without a reason."""
    after = {id: value for id, value in {**values(row.data), **data}.items() if value}
    for problem in out_of_order(office().workflows[row.registry], after):
        yield replace(problem, where=_cell(sheet, problem.where, number))


def _owner_of_new(registry: Registry, actor: Actor, on: date, where: str) -> tuple[str, list[Problem]]:
    """A new row belongs to one's own organisation, where one may set up a record for it."""
    own = [
        owner.pk
        for _, owners in queries.beginnings(registry, actor, on)
        for owner in owners
        if owner.pk in actor.organisations
    ]
    return (own[0], []) if own else ("", [NO_SUCH_KEY(key="", where=where)])


def _keys(sheet: sheets.Sheet) -> list[str]:
    return [str(cells.get(sheets.KEY) or "").strip() for _, cells in sheet.rows]


def _cell(sheet: sheets.Sheet, column: str, number: int) -> str:
    return f"{sheet.columns.get(column, 'A')}{number}"


def _bare(title: str) -> str:
    return title.rstrip("* ").strip()


# ------------------------------------------------------------------ what leaves


def export(
    registry: Registry, rows: Iterable[Record], language: str = "zh", *, versions: bool = False
) -> tuple[list[str], list[list[object]]]:  # fmt: skip
    """The header and the rows of an export: what every record has, then its fields; numbers as numbers.

    Args:
        versions: The version of each record stands last, for an export that comes back.
    """
    flow, names = office().workflows[registry.id], organisation_names()
    english = language == "en"
    fields = [one for one in flow.fields if one.type != "attachment"]
    head = _HEAD_EN if english else _HEAD
    header = [*head, *(_titles(one)[english] for one in fields), *([HIDDEN[language]] if versions else [])]
    lines: list[list[object]] = []
    for row in rows:
        state = flow.state(row.state)
        title = (state.title_en if english else state.title) if state else row.state
        line: list[object] = [row.key, title, row.owner.short, row.due.isoformat() if row.due else ""]
        line += [_exported(one, row.data.get(one.id), names, language) for one in fields]
        lines.append([*line, row.version] if versions else line)
    return header, lines


# How the reports of a dispatch are counted, as `queries.AskedOfOne.numbers`.
ASKED = (
    ("应报", "Asked"), ("已报", "Handed in"), ("已通过", "Accepted"), ("待报", "Owed"), ("其中逾期", "Of these late"),
    ("期末未报", "Never handed in"),
)  # fmt: skip


def asked_table(found: queries.AskedOf, language: str = "zh") -> tuple[list[str], list[list[object]]]:
    """The header and the rows of a dispatch by organisation; the last row is the total, counted over all reports."""
    english = language == "en"
    header = ["Organisation" if english else "单位", *(pair[english] for pair in ASKED)]
    rows: list[list[object]] = [[one.organisation.short, *one.numbers] for one in found.rows]
    return header, [*rows, ["Total" if english else "合计", *found.numbers]]


def _titles(asked_field: Field) -> tuple[str, str]:
    """What an export calls a column, in either language."""
    unit = f"（{asked_field.unit}）" if asked_field.unit else ""
    return f"{asked_field.title}{unit}", f"{asked_field.title_en}{unit}"


def _exported(asked_field: Field, value: object, names: Mapping[str, str], language: str) -> object:
    if asked_field.is_number and isinstance(value, str) and value:
        return int(value) if value.lstrip("-").isdigit() else float(value)
    return shown(asked_field, value, names, language)


_OVERVIEW = ("事项", "台账", "责任单位", "身份", "期", "状态", "时限", "逾期天数", "灯号", "依据")
_OVERVIEW_EN = ("Item", "Registry", "Organisation", "Part", "Period", "State", "Due", "Days late", "Light", "Because")


def overview_rows(rows: Iterable[Record], on: date, english: bool) -> tuple[list[str], list[list[object]]]:
    """The header and the rows of a list of the overview, which may hold records of several registries."""
    lines: list[list[object]] = []
    for row in rows:
        registry, state = office().registries[row.registry], office().workflows[row.registry].state(row.state)
        late = (on - row.due).days if row.due and row.turn and row.due < on else row.data.get("days_late", "")
        lines.append([
            row.title, registry.title_en if english else registry.title, row.owner.short, str(row.data.get("part", "")),
            row.period, _state_title(state, english), row.due.isoformat() if row.due else "", int(late) if late else "",
            *_light(row.light, english),  # type: ignore[attr-defined]
        ])  # fmt: skip
    return list(_OVERVIEW_EN if english else _OVERVIEW), lines


def _state_title(state: State | None, english: bool) -> str:
    return "" if state is None else state.title_en if english else state.title


def _light(light: RecordLight | None, english: bool) -> tuple[str, str]:
    """A light in a word, and why."""
    if light is None:
        return "", ""
    lamp = LIGHTS[light.shade]
    why = "；".join(step.en if english else step.zh for step in light.because)
    return (lamp.en if english else lamp.zh), why
