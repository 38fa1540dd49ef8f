"""A demonstration office: the departments and cities of the pack's province, an account for each role, and what the
documents ask of them. Nothing is invented: no figure, no report, no person.

Where a document names no lead, the first-listed organisation is proposed; the keeper decides when it dispatches, and that is
recorded as its decision, never as the document's words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password

from luoshi.act.projects import basis_of_class, class_of
from luoshi.model.pack import Organisation as PackOrganisation
from luoshi.model.pack import Pack
from luoshi.model.problem import Kind, LuoshiError
from luoshi.model.registry import Value
from luoshi.model.review import Reviewed
from luoshi.packs.review import reviewed
from luoshi_web.desk import actions
from luoshi_web.desk.actions.records import Setting
from luoshi_web.desk.actions.write import writing
from luoshi_web.desk.models import Organisation, Record, User
from luoshi_web.desk.people import THE_SYSTEM, Actor, actor
from luoshi_web.packs import current, office

NOT_EMPTY = Kind(
    code="demo-office-not-empty",
    zh="这里已经有台账条目，没有再建立演示单位", en="there are records here already; no demonstration office was made",
    hint_zh="请用新的工作目录：--workspace 目录。", hint_en="Use a new workspace: --workspace DIR.",
)  # fmt: skip

DOCUMENTS = ("jizhengfa-2016-41", "jizhengfa-2016-40")
_KEEPER = "jilin/development-and-reform"
_INSPECTORS = "jilin/government-inspection-office"
_LIAISON = {"省": "部门联络员", "市": "市州联络员", "县": "县区联络员"}
_BASIS = {"explicit": "文件写明", "order": "文件规定列第一位的牵头", "joint": "文件未写明（建议列第一位的牵头）"}


@dataclass(frozen=True, slots=True)
class Made:
    """What a demonstration office is made of, and the one password of its accounts."""

    organisations: int
    accounts: int
    records: int


def demonstrate(password: str, at: datetime) -> Made:
    """Fill an empty desk.

    Raises:
        LuoshiError: there are records already.
    """
    if Record.objects.exists():
        raise LuoshiError(NOT_EMPTY(where="luoshi demo-office"))
    pack = office().pack
    with writing():
        organisations = actions.take_in_organisations(pack, _of_the_province(pack, at.date()))
        accounts = _make_accounts(password, at)
        coordinator = actor(User.objects.get(username=_account(_name(_KEEPER, at.date()), "调度")))
        for entry in reviewed(pack):
            if entry.document in DOCUMENTS and not entry.rejected:
                _take_in(pack, entry, coordinator, at)
    return Made(organisations, accounts, Record.objects.count())


def _of_the_province(pack: Pack, on: date) -> Iterator[PackOrganisation]:
    homes = {place.code for place in pack.places if place.name in pack.home_provinces}
    within = {
        place.code for place in pack.places if place.code[:2] in {code[:2] for code in homes} and place.existed(on)
    }
    for one in pack.organisations.values():
        if one.place in homes | within and one.level != "国家" and one.existed(on):
            yield one


# ------------------------------------------------------------------ people


def _make_accounts(password: str, at: datetime) -> int:
    """One account for each role at each organisation; all have the password of the exercise."""
    hashed = make_password(password)
    made = 0
    for organisation in Organisation.objects.all():
        for role, says in _roles(organisation, at.date()):
            name = _account(organisation.short, says)
            user = actions.make_account(
                username=name, name=name, password=hashed, actor=THE_SYSTEM, at=at, password_is_hash=True
            )  # fmt: skip
            actions.appoint(user=user, organisation=organisation, role=role, actor=THE_SYSTEM, at=at)
            made += 1
    return made


def _roles(organisation: Organisation, on: date) -> Iterator[tuple[str, str]]:
    """Role and what it is called in the name of the account."""
    keepers = {current(registry.keeper, on) for registry in office().registries.values() if registry.keeper}
    keepers |= {current(cycle.keeper, on) for cycle in office().cycles.values()}
    if organisation.pk == current(_KEEPER, on):
        yield "牵头协调", "调度"
    if organisation.pk in keepers:
        yield "审核人", "审核"
    if organisation.pk == _INSPECTORS:
        yield "督查员", "督查"
    yield _LIAISON[organisation.level], "联络员"


def _account(organisation: str, says: str) -> str:
    return f"{organisation}·{says}"


def _name(organisation: str, on: date) -> str:
    return Organisation.objects.get(pk=current(organisation, on)).short


# ------------------------------------------------------------------ what the documents ask


def _take_in(pack: Pack, entry: Reviewed, coordinator: Actor, at: datetime) -> None:
    """A commitment becomes a record, and is assigned."""
    registry = {"duty": "duties", "target": "targets", "project": "projects"}.get(entry.kind)
    if registry is None or registry not in office().registries:
        return
    parties = _parties(pack, entry, at.date())
    owner = parties[0] if parties else current(_KEEPER, at.date())
    data = {"duty": _duty, "target": _target, "project": _project}[entry.kind](entry, bool(parties))
    if entry.kind == "project":
        data |= _class(data, at.date())
    setting = Setting(
        owner=owner, participants=tuple(parties[1:]), due=_deadline(entry), key=entry.id,
        given={id: value for id, value in data.items() if value and office().workflows[registry].by_field.get(id)},
    )  # fmt: skip
    row = actions.establish(registry=registry, actor=coordinator, at=at, setting=setting)
    actions.move(record=row.pk, version=row.version, name="assign", actor=coordinator, at=at, quiet=True)


def _parties(pack: Pack, entry: Reviewed, on: date) -> list[str]:
    """The organisations that answer, the lead first, as they are called on the day; those that nobody knows are left out."""
    document = next((one for one in pack.documents if one.id == entry.document), None)
    issued = document.date if document else None
    printed = [
        *_names(entry, "lead"), *_names(entry, "responsible"), *_names(entry, "participants"), *_names(entry, "places"),
    ]  # fmt: skip
    found = [id for name in printed for id in _organisation(pack, name, issued)]
    if entry.kind == "project":
        found = list(_of_project(pack, str(entry.fields.get("owner", "")), issued))
    known = set(Organisation.objects.values_list("pk", flat=True))
    heirs = [current(id, on) for id in found]
    return list(dict.fromkeys(id for id in heirs if id in known))


def _organisation(pack: Pack, printed: str, issued: date | None) -> Iterator[str]:
    if organisation := pack.organisation(printed, issued):
        yield organisation.id
    elif place := pack.place(printed, issued):
        yield f"government/{place.code}"


def _of_project(pack: Pack, owner: str, issued: date | None) -> Iterator[str]:
    """Who reports on a project: its owner, where that is an organisation of the list; else the city in whose name it stands."""
    if organisation := pack.organisation(owner, issued):
        yield organisation.id
        return
    bare = owner.removeprefix("吉林省")
    for length in range(min(len(bare), 10), 1, -1):
        place = pack.place(bare[:length], issued)
        if place and place.level != "省" and place.code[:2] == "22":
            yield f"government/{place.code[:4]}00"
            return


def _names(entry: Reviewed, field: str) -> tuple[str, ...]:
    value = entry.fields.get(field, ())
    return (value,) if isinstance(value, str) and value else tuple(value)


def _deadline(entry: Reviewed) -> date | None:
    """The last day that the document names; none where it names none."""
    texts = [value for field in ("deadline", "deadlines") for value in _names(entry, field)]
    days = [day for text in texts for day in [_day(text)] if day]
    return max(days, default=None)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _duty(entry: Reviewed, known: bool) -> dict[str, Value]:
    rule = str(entry.fields.get("rule", "joint"))
    printed = [*_names(entry, "lead"), *_names(entry, "participants"), *_names(entry, "places")]
    return {
        "number": str(entry.fields.get("number", "")), "text": entry.quote, "document": entry.document,
        "lead_printed": "、".join(printed), "lead_basis": _BASIS.get(rule, _BASIS["joint"]) if known else "主管单位认定",
        "deliverables": "、".join(_names(entry, "deliverables"))[:300], "commitment": entry.id,
    }  # fmt: skip


def _target(entry: Reviewed, known: bool) -> dict[str, Value]:
    fields = {key: str(value) for key, value in entry.fields.items() if isinstance(value, str)}
    pack = office().pack
    indicator = pack.indicators.get(entry.indicator_id)
    sign = {">=": "≥", "<=": "≤", "~": "约", "range": "", "=": "", "": ""}.get(fields.get("comparator", ""), "")
    high = f"—{fields['high']}" if fields.get("high") else ""
    value = f"{sign}{fields['value']}{high}{fields.get('unit', '')}" if fields.get("value") else ""
    return {
        "text": entry.quote, "indicator": indicator.title if indicator else fields.get("indicator", ""),
        "scope": fields.get("scope", ""), "value": value, "document": entry.document,
        "lead_printed": "、".join(_names(entry, "lead")), "commitment": entry.id,
    }  # fmt: skip


def _year_of(document: str) -> str:
    """The year in which a document was issued; blank where it is not known."""
    issued = next((one.date for one in office().pack.documents if one.id == document), None)
    return str(issued.year) if issued else ""


def _class(data: dict[str, Value], on: date) -> dict[str, Value]:
    """The class that a project's printed years suggest on the day, and that it is suggested."""
    first, last = str(data["first_year"]), str(data["last_year"])
    return {"class": class_of(first, on) or "", "class_basis": basis_of_class(first, last, on)}


def _project(entry: Reviewed, known: bool) -> dict[str, Value]:
    fields = {key: str(value) for key, value in entry.fields.items() if isinstance(value, str)}
    basis = "由法人单位所在地政府填报（主管单位指定）" if known else "法人单位不在名录中，暂由主管单位填报"
    return {
        "seq": fields.get("seq", ""), "name": fields.get("name", ""), "legal_entity": fields.get("owner", ""),
        "scale": fields.get("scale_text", ""), "first_year": fields.get("start_year", ""),
        "last_year": fields.get("end_year", ""), "total_investment": fields.get("total_investment", ""),
        "note": fields.get("note", ""), "owner_basis": basis, "document": entry.document, "commitment": entry.id,
        "library_since": _year_of(entry.document),
    }  # fmt: skip


# ------------------------------------------------------------------ the first people of any office


NO_SUCH_ACCOUNT = Kind(
    code="account-unknown",
    zh="没有账号“{name}”", en="there is no account '{name}'",
    hint_zh="请先用 luoshi admin create 建立。", hint_en="Make it with luoshi admin create.",
)  # fmt: skip
NO_SUCH_ORGANISATION = Kind(
    code="desk-organisation-unknown",
    zh="规则包中没有单位“{name}”", en="the pack has no organisation '{name}'",
    hint_zh="请写全称、简称或 id，如“省能源局”或 jilin/energy。", hint_en="Write its name or its id, such as jilin/energy.",
)  # fmt: skip


def account(username: str) -> User:
    """The account of a name.

    Raises:
        LuoshiError: there is none.
    """
    found = User.objects.filter(username=username).first()
    if found is None:
        raise LuoshiError(NO_SUCH_ACCOUNT(name=username, where=username))
    return found


def organisation_for(name: str, at: datetime) -> str:
    """The id of an organisation at the desk, by its name or id; the organisations of the province are taken in first.

    Without a name it is the one that coordinates.

    Raises:
        LuoshiError: the pack has none of that name.
    """
    pack = office().pack
    actions.take_in_organisations(pack, _of_the_province(pack, at.date()))
    id = current(office().known.organisation(name) or "" if name else _KEEPER, at.date())
    if not Organisation.objects.filter(pk=id).exists():
        raise LuoshiError(NO_SUCH_ORGANISATION(name=name, where=name))
    return id
