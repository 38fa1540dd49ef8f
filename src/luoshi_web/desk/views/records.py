"""One record: what stands in it, the form to write into it, what may be done with it, and what happened to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from luoshi.act.conditions import categories_of
from luoshi.act.fields import in_its_unit, read
from luoshi.act.workflow import Refused
from luoshi.model.problem import Problem
from luoshi.model.registry import Field, Registry
from luoshi.model.workflow import Move
from luoshi_web import clock, documents
from luoshi_web.built import built
from luoshi_web.desk import actions, exchange, leaving, lit, overview, past, queries, sheets
from luoshi_web.desk.actions.records import NO_OWNER, Setting
from luoshi_web.desk.models import Event, Organisation, Record
from luoshi_web.desk.nouns import values
from luoshi_web.desk.people import Actor
from luoshi_web.desk.shown import organisation_names, place_name, shown
from luoshi_web.desk.typed import whole
from luoshi_web.desk.views import ask
from luoshi_web.desk.views.beside import beside
from luoshi_web.desk.views.registries import sheets_type
from luoshi_web.packs import current, office

SAVED = ("已保存，尚未上报。", "Saved, not handed in yet.")


@dataclass(frozen=True, slots=True)
class Asked:
    """A field of a form: what stands in it, what can be chosen, what is the matter, and what somebody else wrote."""

    field: Field
    typed: Any  # text, or several
    answers: Sequence[tuple[str, str]] = ()
    problem: Problem | None = None
    other: str | None = None
    mine: str = ""


@ask.handled
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """A record; what is sent to it is written, or shown again with what is the matter."""
    row, who = ask.record(request, pk)
    if request.method != "POST":
        day = past.asked(request.GET.dict(), clock.now().date()) if who.user else None
        return _page_as_of(request, row, who, day) if day else _page(request, row, who)
    ask.person(request)
    name = request.POST.get("move", "save")
    fields = fields_sent(row, who, name)
    data, problems, typed = ask.form(request, fields)
    files = {field.id: request.FILES.getlist(field.id) for field in fields if field.id in request.FILES}
    note, version = request.POST.get("note", "").strip()[:2000], version_sent(request)
    try:
        if problems:
            raise Refused(problems)
        if name == "save":
            actions.save(record=pk, version=version, actor=who, at=clock.now(), data=data, files=files)
        else:
            moved = {"record": pk, "version": version, "name": name, "actor": who, "at": clock.now()}
            actions.move(**moved, data=data, note=note, files=files)  # type: ignore[arg-type]
    except actions.Changed as changed:
        row = ask.record(request, changed.record.pk)[0]
        return _page(request, row, who, typed=typed, problems=[changed.problem], conflict=True, note=note, status=409)
    except Refused as refused:
        row = ask.record(request, pk)[0]
        return _page(request, row, who, typed=typed, problems=refused.problems, note=note, tried=name, status=422)
    step = office().workflows[row.registry].move(name)
    _say(request, *(SAVED if step is None else (f"已{step.title}。", f"{step.title_en}: done.")))
    row.refresh_from_db()
    return redirect("record", pk=pk) if queries.may_see(row, who) else redirect("registry", id=row.registry)


@ask.handled
def by_key(request: HttpRequest, registry: str, key: str) -> HttpResponse:
    """A record by its registry and key, as files that left the desk name it."""
    found = Record.objects.filter(registry=registry, key=key).first()
    row, _ = ask.record(request, found.pk if found else 0)
    return redirect("record", pk=row.pk)


@ask.handled
def new(request: HttpRequest, id: str) -> HttpResponse:
    """Set up a record."""
    registry, who = ask.registry(id), ask.person(request)
    choices = queries.beginnings(registry, who, clock.now().date())
    if not choices:
        raise PermissionDenied
    move, owners = choices[0]
    fields = [field for field in office().workflows[id].fields if not field.given and field in registry.fields]
    if request.method != "POST":
        return _form(request, registry, who, move, owners, fields, {}, [])
    data, problems, typed = ask.form(request, fields)
    files = {field.id: request.FILES.getlist(field.id) for field in fields if field.id in request.FILES}
    try:
        if problems:
            raise Refused(problems)
        setting = _setting(request, registry, owners, who)
        row = actions.establish(
            registry=id, actor=who, at=clock.now(), setting=setting, data=data, name=move.id, files=files
        )  # fmt: skip
    except Refused as refused:
        return _form(request, registry, who, move, owners, fields, typed, refused.problems, status=422)
    _say(request, f"已{move.title}。", f"{move.title_en}: done.")
    return redirect("record", pk=row.pk)


@ask.handled
def asked(request: HttpRequest, pk: int) -> HttpResponse:
    """The reports of a dispatch by organisation, as Excel."""
    ask.person(request)
    row, who = ask.record(request, pk)
    found = queries.asked_of(row, who, clock.now().date())
    if found is None:
        raise Http404(str(pk))
    header, lines = exchange.asked_table(found, request.language)  # type: ignore[attr-defined]
    response = HttpResponse(sheets.table(row.title, header, lines), content_type=sheets_type())
    response["Content-Disposition"] = f'attachment; filename="dispatch-{row.key}.xlsx"'
    return response


# ------------------------------------------------------------------ what a form asks


def fields_sent(row: Record, who: Actor, name: str) -> list[Field]:
    """The fields that may be sent with a move: those of the form, and those that the move asks."""
    flow = office().workflows[row.registry]
    step = flow.move(name)
    asked = {*step.asks, *step.requires} if step else set()
    editable = queries.may_edit(row, who)
    fields = [field for field in flow.fields if field.id in asked or (editable and not field.given)]
    return [in_its_unit(field, row.data) for field in fields]


def _setting(request: HttpRequest, registry: Registry, owners: list[Organisation], who: Actor) -> Setting:
    """Who answers for a new record, who takes part, until when: as chosen, among what may be chosen."""
    allowed = {owner.pk for owner in owners}
    chosen = request.POST.get("@owner", "")
    if chosen not in allowed and len(owners) > 1:
        raise Refused([NO_OWNER(where="@owner")])
    owner = chosen if chosen in allowed else owners[0].pk
    due_field = Field("@due", "时限", "Due", "date")
    due, problem = read(due_field, request.POST.get("@due", ""), office().known, "@due")
    if problem:
        raise Refused([problem])
    shared = [one for one in request.POST.getlist("@participants") if one in allowed and one != owner]
    keeper = current(registry.keeper, clock.now().date()) or (
        owner if len(owners) == 1 else next(iter(who.organisations))
    )
    return Setting(
        owner=owner, keeper=keeper, participants=tuple(shared), due=date.fromisoformat(str(due)) if due else None
    )  # fmt: skip


def answers(field: Field, language: str) -> list[tuple[str, str]]:
    """What can be chosen for a field: what is kept, and the words."""
    if field.choices:
        return [
            (choice.id, choice.title_en or choice.id if language == "en" else choice.id) for choice in field.choices
        ]
    if field.type == "truth":
        return [("是", "yes"), ("否", "no")] if language == "en" else [("是", "是"), ("否", "否")]
    if field.type in ("organisation", "organisations"):
        return [(one.pk, one.short) for one in Organisation.objects.all()]
    if field.type == "place":
        return [(code, place_name(code)) for code in exchange.places_at_the_desk()]
    if field.type == "document":
        return documents.choices()
    return []


# ------------------------------------------------------------------ the page


def _page_as_of(request: HttpRequest, row: Record, who: Actor, day: date) -> HttpResponse:
    """A record as it stood at the end of a day; it must have been theirs to see then, too."""
    then = past.row_as_of(row, day)
    if then is None:
        return render(request, "desk/not_yet.html", {"row": row, "as_of": day, "today": day})
    if not queries.may_see(then, who):
        raise PermissionDenied
    return _page(request, then, who, as_of=day)


def _page(
    request: HttpRequest, row: Record, who: Actor, *, as_of: date | None = None, typed: Mapping[str, object] | None = None,
    problems: Sequence[Problem] = (), conflict: bool = False, note: str = "", tried: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    registry, flow = office().registries[row.registry], office().workflows[row.registry]
    language = request.language  # type: ignore[attr-defined]
    signed_in = who.user is not None
    on = as_of or clock.now().date()
    acts = signed_in and as_of is None
    editable = acts and queries.may_edit(row, who)
    moves = queries.moves_of(row, who) if acts else []
    files = list(row.attachments.all()) if signed_in else []
    names = organisation_names() | {one.sha256: one.name for one in files}
    form = [
        _field(field, row, typed or {}, problems, conflict, names, language) for field in flow.fields if not field.given
    ]
    in_form = {asked.field.id for asked in form} if editable else set()
    left = leaving.whereabouts(row) if acts else None
    context = {
        "registry": registry, "flow": flow, "row": row, "state": flow.state(row.state), "editable": editable,
        "form": form if editable else [], "names": names, "files": files, "problems": problems, "conflict": conflict,
        "shown": _shown(registry, row, signed_in),
        "asked": queries.asked_of(row, who, on) if acts else None, "note": note, "tried": tried,
        "as_of": as_of, "today": on, "lit": lit.lit([row], on, as_of)[0] if signed_in else None,
        "asked_columns": exchange.ASKED,
        "of_period": row.data.get("period", "") if row.registry in overview.of_dispatches() else "",
        "with_form": [move for move in moves if editable and move.complete and not move.note],
        "moves": [(move, _extra(move, flow.by_field, row, typed or {}, problems, in_form, names, language))
                  for move in moves if not (editable and move.complete and not move.note)],
        "history": (history := _history(row, flow.by_field, as_of)) if signed_in else [],
        "was_due": _was_due(history) if signed_in else None,
        "related": _reports_first(_related(row, who, as_of)) if signed_in else [],
        "says": list(categories_of(flow.categories, values(row.data))),
        "left": left, "target_page": _target_page(row) if left else "",
        "participants": list(row.participants.all()), "last_decision": row.said,
        **beside(row, who, language),
    }  # fmt: skip
    return render(request, "desk/record.html", context, status=status)


def _target_page(row: Record) -> str:
    """The page on which a target is judged, of the target or of a report on it; blank where there is none."""
    found, about = built(), row.subject or row
    return found.address_of_target(str(about.data.get("commitment", ""))) if found else ""


def _field(
    field: Field, row: Record, typed: Mapping[str, object], problems: Sequence[Problem], conflict: bool,
    names: Mapping[str, str], language: str,
) -> Asked:  # fmt: skip
    field = in_its_unit(field, row.data)
    kept = row.data.get(field.id, [] if field.is_several else "")
    given = typed.get(field.id, kept)
    problem = next((one for one in problems if one.where == field.id), None)
    mine = "、".join(map(str, given)) if isinstance(given, list) else str(given)
    other = None
    if conflict and field.id in typed and _differs(field, given, kept):
        other = shown(field, kept, names, language) or "—"
        mine = shown(field, given, names, language)
    return Asked(field, given, answers(field, language), problem, other, mine)


def _differs(field: Field, typed: object, kept: object) -> bool:
    value, problem = read(field, typed, office().known)
    plain = list(value) if isinstance(value, tuple) else (value or ([] if field.is_several else ""))
    return bool(problem) or plain != (kept or ([] if field.is_several else ""))


def _extra(
    move: Move, fields: Mapping[str, Field], row: Record, typed: Mapping[str, object], problems: Sequence[Problem],
    in_form: set[str], names: Mapping[str, str], language: str,
) -> list[tuple[Asked, bool]]:  # fmt: skip
    """The fields that a move asks beside the form, each with whether it must be filled."""
    ids = [id for id in (*move.requires, *move.asks) if id in fields and id not in in_form]
    return [(_field(fields[id], row, typed, problems, False, names, language), id in move.requires) for id in ids]


def _shown(registry: Registry, row: Record, signed_in: bool) -> list[tuple[Field, object]]:
    """What stands in the record beside its title; to a visitor the public fields alone."""
    fields = [field for field in office().workflows[row.registry].fields if field.id != registry.named_by]
    return [
        (in_its_unit(field, row.data), row.data[field.id])
        for field in fields
        if row.data.get(field.id) and (signed_in or field.public)
    ]


def _history(row: Record, fields: Mapping[str, Field], as_of: date | None = None) -> list[dict[str, Any]]:
    """What happened, the latest first, each event with what it changed and what stood there before."""
    flow = office().workflows[row.registry]
    before: dict[str, object] = {}
    found = []
    events = row.events.select_related("by", "organisation")
    for event in events.filter(at__lt=past.after(as_of)) if as_of else events:
        changes = [(fields[id], before.get(id), value) for id, value in event.changes.items() if id in fields]
        moved = "@due" in event.changes and event.before
        due = (_day(before.get("@due")), _day(event.changes["@due"])) if moved else None
        organisation = event.organisation.short if event.organisation else ""
        # The accounts of an office often begin with its name.
        who = "" if event.by and event.by.name.startswith(organisation) else organisation
        found.append({"event": event, "title": _done(flow, event), "changes": changes, "due": due, "who": who})
        before.update(event.changes)
    return found[::-1]


def _was_due(history: Sequence[dict[str, Any]]) -> dict[str, date | None] | None:
    """The day until which it was due before somebody decided on another; none where nobody did."""
    decided = [one["due"][0] for one in history if one["due"] and getattr(one["title"], "decision", False)]
    return {"day": decided[-1]} if decided else None


def _day(kept: object) -> date | None:
    return date.fromisoformat(str(kept)) if kept else None


def _done(flow: Any, event: Event) -> object:
    return flow.move(event.move) or {"save": Move("save", "填写", "Write", (), "", ())}.get(event.move, event)


def _related(row: Record, who: Actor, as_of: date | None = None) -> list[Record]:
    """The reports on this record, or the ones beside this report, as far as one may see them."""
    around = (
        Record.objects.filter(subject=row) if row.subject_id is None else Record.objects.filter(subject=row.subject_id)
    )
    rows: Sequence[Record] = (
        around.exclude(pk=row.pk).prefetch_related("owner", "subject", "participants").order_by("-period", "pk")[:60]
    )
    return [one for one in (past.as_of(rows, as_of) if as_of else rows) if queries.may_see(one, who)]


def _reports_first(rows: Sequence[Record]) -> list[tuple[Registry | None, list[Record]]]:
    """Rows by what they are: the reports together, with no registry, then what else is about the same, by registry."""
    found: dict[str, list[Record]] = {"": []}
    for one in rows:
        plan = lit.plan_of(one.registry)
        found.setdefault("" if plan and plan.of_reports else one.registry, []).append(one)
    return [(office().registries.get(id), some) for id, some in found.items() if some]


def _form(
    request: HttpRequest, registry: Registry, who: Actor, move: Move, owners: list[Organisation], fields: list[Field],
    typed: Mapping[str, object], problems: Sequence[Problem], status: int = 200,
) -> HttpResponse:  # fmt: skip
    language = request.language  # type: ignore[attr-defined]
    form = [
        Asked(field, typed.get(field.id, [] if field.is_several else ""), answers(field, language),
              next((one for one in problems if one.where == field.id), None))
        for field in fields
    ]  # fmt: skip
    chosen = {"owner": request.POST.get("@owner", ""), "due": request.POST.get("@due", "")}
    chosen["participants"] = request.POST.getlist("@participants")  # type: ignore[assignment]
    context = {
        "registry": registry, "move": move, "owners": owners, "form": form, "problems": problems, "chosen": chosen,
        "asks_due": not _due_fields(registry),
    }  # fmt: skip
    return render(request, "desk/new.html", context, status=status)


def _due_fields(registry: Registry) -> set[str]:
    """The fields of a registry from which a move takes the due day; it is not asked a second time."""
    effects = [one for move in office().workflows[registry.id].moves for one in move.causes]
    return {one.field for one in effects if one.do == "due" and registry.field(one.field)}


def _say(request: HttpRequest, zh: str, en: str) -> None:
    messages.success(request, en if request.language == "en" else zh)  # type: ignore[attr-defined]


def version_sent(request: HttpRequest) -> int:
    """The version of the record that a form was filled in from."""
    found = whole(request.POST.get("version", ""))
    return -1 if found is None else found
