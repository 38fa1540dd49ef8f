"""Accounts and what they may do; organisations are taken in from the pack."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from luoshi.act.people import LEVEL_OF_ROLE, may_administer
from luoshi.model.naming import canonical
from luoshi.model.pack import Organisation as PackOrganisation
from luoshi.model.pack import Pack
from luoshi.model.person import ROLES, Role
from luoshi.model.problem import Kind, LuoshiError
from luoshi_web.desk.actions.write import add_event, writing
from luoshi_web.desk.models import Membership, Organisation, SignInTry, User
from luoshi_web.desk.people import Actor

NAME_TAKEN = Kind(
    code="account-name-taken",
    zh="账号“{name}”已经有了", en="there is an account '{name}' already",
    hint_zh="请换一个账号名。", hint_en="Choose another name.",
)  # fmt: skip
WEAK_PASSWORD = Kind(
    code="account-weak-password",
    zh="密码不够安全：{says}", en="the password is not safe enough: {says}",
    hint_zh="至少 10 个字符，不要全是数字，不要用常见密码或账号名。",
    hint_en="At least 10 characters, not digits alone, no common password, not the account's name.",
)  # fmt: skip
NO_SUCH_ROLE = Kind(
    code="role-unknown",
    zh="没有“{role}”这个角色", en="there is no role '{role}'",
    hint_zh="可用的角色：{known}。", hint_en="Roles: {known}.",
)  # fmt: skip
ROLE_OF_ANOTHER_LEVEL = Kind(
    code="role-of-another-level",
    zh="“{role}”只设在{levels}级单位，而{organisation}是{level}级",
    en="'{role}' is a role of the level {levels}, and {organisation} is of the level {level}",
    hint_zh="请改用与单位级别相符的角色。", hint_en="Choose the role of its level.",
)  # fmt: skip


NOT_AN_ADMINISTRATOR = Kind(
    code="account-not-an-administrator",
    zh="只有系统管理员可以办理账号和任职", en="accounts and roles are for an administrator",
    hint_zh="请联系本单位的系统管理员。", hint_en="Ask the administrator.",
)  # fmt: skip
LAST_ADMINISTRATOR = Kind(
    code="account-last-administrator",
    zh="这是最后一位系统管理员，不能停用或免去", en="this is the last administrator",
    hint_zh="请先任命另一位系统管理员。", hint_en="Appoint another administrator first.",
)  # fmt: skip


def take_in_organisations(pack: Pack, organisations: Iterable[PackOrganisation]) -> int:
    """Take organisations of the pack in, or bring them up to date; how many there are."""
    found = list(organisations)
    for order, one in enumerate(found):
        values = {
            "name": one.name, "short": short_name(pack, one), "level": one.level, "kind": one.kind, "place": one.place,
            "places": places_of(pack, one.place), "order": order,
        }  # fmt: skip
        Organisation.objects.update_or_create(pk=one.id, defaults=values)
    return len(found)


def short_name(pack: Pack, organisation: PackOrganisation) -> str:
    """As documents call it: 省发展改革委, 松原市."""
    if organisation.kind == "政府" and organisation.level != "省":
        return next((place.name for place in pack.places if place.code == organisation.place), organisation.name)
    if organisation.aliases:
        return organisation.aliases[0]
    name = canonical(organisation.name)
    homes = [province for province in pack.home_provinces if name.startswith(province)]
    return f"省{name.removeprefix(homes[0])}" if homes else name


def places_of(pack: Pack, code: str) -> list[str]:
    """The code of a place and of those above it, nearest first."""
    by_code = {place.code: place for place in pack.places}
    found: list[str] = []
    while code and code in by_code and code not in found:
        found.append(code)
        code = by_code[code].parent
    return found


def make_account(
    *, username: str, name: str, password: str, actor: Actor, at: datetime, email: str = "", password_is_hash: bool = False
) -> User:  # fmt: skip
    """Make an account; it may do nothing before it is appointed.

    Raises:
        LuoshiError: the name is taken, the password is weak, or whoever acts is no administrator.
    """
    _administers(actor)
    if User.objects.filter(username=username).exists():
        raise LuoshiError(NAME_TAKEN(name=username, where=username))
    user = User(username=username, name=name, email=email, made_at=at)
    user.password = password if password_is_hash else _hashed(password, user)
    with writing():
        user.save()
        changes = {"username": username, "name": name}
        add_event(move="make-account", about=f"user:{username}", actor=actor, at=at, changes=changes)
    return user


def close_account(*, user: User, actor: Actor, at: datetime) -> None:
    """Close an account: it cannot sign in, and what was done by it stays.

    Raises:
        LuoshiError: it is the last administrator's, or whoever acts is no administrator.
    """
    _administers(actor)
    with writing():
        if any(one.role == "系统管理员" for one in user.memberships.filter(until=None)):
            _keep_an_administrator(user)
        if User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
            add_event(move="close-account", about=f"user:{user.username}", actor=actor, at=at)


def open_account(*, user: User, actor: Actor, at: datetime) -> None:
    """Open a closed account again.

    Raises:
        LuoshiError: whoever acts is no administrator.
    """
    _administers(actor)
    with writing():
        if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
            add_event(move="open-account", about=f"user:{user.username}", actor=actor, at=at)


def set_password(*, user: User, password: str, actor: Actor, at: datetime) -> None:
    """Give an account another password: one's own, or as an administrator anybody's.

    Raises:
        LuoshiError: it is weak, or it is somebody else's account.
    """
    if actor.user != user:
        _administers(actor)
    user.password = _hashed(password, user)
    with writing():
        user.save(update_fields=["password"])
        add_event(move="set-password", about=f"user:{user.username}", actor=actor, at=at)


def appoint(*, user: User, organisation: Organisation, role: str, actor: Actor, at: datetime) -> Membership:
    """Give an account a role at an organisation.

    Raises:
        LuoshiError: there is no such role, or it is one of another level.
    """
    _administers(actor)
    _check_role(role, organisation)
    with writing():
        held, new = Membership.objects.get_or_create(
            user=user, organisation=organisation, role=role, until=None, defaults={"since": at.date()}
        )
        if new:
            changes = {"role": role, "organisation": organisation.pk}
            about = f"user:{user.username}"
            add_event(move="appoint", about=about, actor=actor, at=at, changes=changes)
    return held


def end_membership(*, membership: Membership, actor: Actor, at: datetime, on: date | None = None) -> None:
    """End a role that an account holds; what was done in it stays.

    Raises:
        LuoshiError: it is the last administrator's, or whoever acts is no administrator.
    """
    _administers(actor)
    with writing():
        if membership.role == "系统管理员":
            _keep_an_administrator(membership.user)
        if Membership.objects.filter(pk=membership.pk, until=None).update(until=on or at.date()):
            changes = {"role": membership.role, "organisation": membership.organisation_id}
            about = f"user:{membership.user.username}"
            add_event(move="end-membership", about=about, actor=actor, at=at, changes=changes)


def note_failed_sign_in(*, username: str, address: str, at: datetime) -> None:
    """Note a sign-in that failed, and forget those of yesterday."""
    SignInTry.objects.filter(at__lt=at - timedelta(days=1)).delete()
    SignInTry.objects.create(username=username[:100], address=address[:60], at=at)


def forget_tries(*, username: str) -> None:
    """After a sign-in that succeeded."""
    SignInTry.objects.filter(username=username).delete()


def _administers(actor: Actor) -> None:
    if not may_administer(actor.person):
        raise LuoshiError(NOT_AN_ADMINISTRATOR(where=actor.person.name))


def _keep_an_administrator(leaving: User) -> None:
    others = Membership.objects.filter(role="系统管理员", until=None, user__is_active=True).exclude(user=leaving)
    if not others.exists():
        raise LuoshiError(LAST_ADMINISTRATOR(where=leaving.username))


def _check_role(role: str, organisation: Organisation) -> None:
    if role not in ROLES or role in ("公众", "系统"):
        known = "、".join(one for one in ROLES if one not in ("公众", "系统"))
        raise LuoshiError(NO_SUCH_ROLE(role=role, known=known, where=role))
    levels = LEVEL_OF_ROLE.get(_role(role))
    if levels and organisation.level not in levels:
        words = {"role": role, "levels": "、".join(levels), "level": organisation.level}
        raise LuoshiError(ROLE_OF_ANOTHER_LEVEL(organisation=organisation.short, where=role, **words))


def _role(text: str) -> Role:
    return next(one for one in ROLES if one == text)


def _hashed(password: str, user: User) -> str:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise LuoshiError(WEAK_PASSWORD(says="；".join(error.messages), where=user.username)) from None
    return make_password(password)
