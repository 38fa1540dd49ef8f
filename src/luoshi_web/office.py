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

from luoshi.model.pack import Organisation as PackOrganisation
from luoshi.model.pack import Pack
from luoshi.model.problem import Kind, LuoshiError
from luoshi.model.review import Reviewed
from luoshi.packs.review import reviewed
from luoshi_web.desk import actions
from luoshi_web.desk.actions.write import writing
from luoshi_web.desk.models import Organisation, Record, User
from luoshi_web.desk.people import THE_SYSTEM, Actor, actor
from luoshi_web.packs import current, office
from luoshi_web.taking_in import taken

NOT_EMPTY = Kind(
    code="demo-office-not-empty",
    zh="这里已经有台账条目，没有再建立演示单位", en="there are records here already; no demonstration office was made",
    hint_zh="请用新的工作目录：--workspace 目录。", hint_en="Use a new workspace: --workspace DIR.",
)  # fmt: skip

# Whose duties and projects are asked about; targets are taken in of every document.
DOCUMENTS = ("jizhengfa-2016-41", "jizhengfa-2016-40")
_KEEPER = "jilin/development-and-reform"
_INSPECTORS = "jilin/government-inspection-office"
_LIAISON = {"省": "部门联络员", "市": "市州联络员", "县": "县区联络员"}


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
            if (entry.document in DOCUMENTS or entry.kind == "target") and not entry.rejected:
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
    found = taken(pack, entry, at.date())
    if found is None or found.registry not in office().registries:
        return
    row = actions.establish(registry=found.registry, actor=coordinator, at=at, setting=found.setting())
    actions.move(record=row.pk, version=row.version, name="assign", actor=coordinator, at=at, quiet=True)


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
