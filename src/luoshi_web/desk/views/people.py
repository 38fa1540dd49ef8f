"""Accounts and what they may do, for administrators; and everybody's own password."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from luoshi.act.people import LEVEL_OF_ROLE, may_administer
from luoshi.model.person import ROLES
from luoshi.model.problem import Kind, LuoshiError
from luoshi_web import clock
from luoshi_web.desk import actions, queries
from luoshi_web.desk.models import Membership, Organisation, User
from luoshi_web.desk.people import Actor
from luoshi_web.desk.typed import whole
from luoshi_web.desk.views import ask

WRONG_OLD_PASSWORD = Kind(
    code="account-wrong-old-password",
    zh="现在的密码不对", en="the present password is not right",
    hint_zh="请重新输入；忘记密码请联系管理员。", hint_en="Type it again; an administrator can set a new one.",
)  # fmt: skip
TWO_PASSWORDS = Kind(
    code="account-two-passwords",
    zh="两次输入的新密码不一样", en="the two new passwords differ",
    hint_zh="请重新输入。", hint_en="Type them again.",
)  # fmt: skip
NO_NAME = Kind(
    code="account-no-name",
    zh="没有填写账号名", en="the account has no name",
    hint_zh="请填写登录用的账号名，如“省能源局·联络员”。", hint_en="Write the name to sign in with.",
)  # fmt: skip
_GRANTED = [role for role in ROLES if role not in ("公众", "系统")]


@ask.handled
def index(request: HttpRequest) -> HttpResponse:
    """All accounts, with a form for a new one."""
    who = _administrator(request)
    if request.method == "POST":
        return _make(request, who)
    return _index(request)


@ask.handled
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: its roles, and what may be done with it."""
    who, user = _administrator(request), get_object_or_404(User, pk=pk)
    if request.method != "POST":
        return _account(request, user)
    try:
        _act(request, user, who)
    except LuoshiError as error:
        return _account(request, user, error, status=422)
    return redirect("person", pk=pk)


@ask.handled
def own(request: HttpRequest) -> HttpResponse:
    """One's own roles and password."""
    who = ask.person(request)
    problem = None
    if request.method == "POST":
        try:
            _set_own_password(request, who)
        except LuoshiError as error:
            problem = error.problem
        else:
            _say(request, "密码已更改。", "The password was changed.")
            return redirect("account")
    held = Membership.objects.filter(user=who.user, until=None).select_related("organisation")
    context = {"held": held, "problem": problem}
    return render(request, "desk/account.html", context, status=422 if problem else 200)


# ------------------------------------------------------------------ what is sent


def _make(request: HttpRequest, who: Actor) -> HttpResponse:
    typed = {name: request.POST.get(name, "").strip()[:100] for name in ("username", "name", "email")}
    password = secrets.token_urlsafe(9)
    try:
        if not typed["username"]:
            raise LuoshiError(NO_NAME(where="username"))
        user = actions.make_account(
            username=typed["username"], name=typed["name"] or typed["username"], email=typed["email"],
            password=password, actor=who, at=clock.now(),
        )  # fmt: skip
    except LuoshiError as error:
        return _index(request, error, typed, status=422)
    _tell_password(request, user, password)
    return redirect("person", pk=user.pk)


def _act(request: HttpRequest, user: User, who: Actor) -> None:
    """Whatever an administrator asked for; raises LuoshiError where it is not possible."""
    at, asked = clock.now(), request.POST.get("do", "")
    if asked == "appoint":
        organisation = get_object_or_404(Organisation, pk=request.POST.get("organisation", ""))
        actions.appoint(user=user, organisation=organisation, role=request.POST.get("role", ""), actor=who, at=at)
        _say(request, "已任职。", "Appointed.")
    elif asked == "end":
        membership = get_object_or_404(Membership, pk=whole(request.POST.get("membership", "")), user=user)
        actions.end_membership(membership=membership, actor=who, at=at)
        _say(request, "已免去。", "The role was ended.")
    elif asked == "password":
        password = secrets.token_urlsafe(9)
        actions.set_password(user=user, password=password, actor=who, at=at)
        _tell_password(request, user, password)
    elif asked == "close":
        actions.close_account(user=user, actor=who, at=at)
        _say(request, "账号已停用。", "The account was closed.")
    elif asked == "open":
        actions.open_account(user=user, actor=who, at=at)
        _say(request, "账号已恢复。", "The account was opened again.")


def _set_own_password(request: HttpRequest, who: Actor) -> None:
    assert who.user is not None
    if not who.user.check_password(request.POST.get("old", "")):
        raise LuoshiError(WRONG_OLD_PASSWORD(where="old"))
    if request.POST.get("new", "") != request.POST.get("again", ""):
        raise LuoshiError(TWO_PASSWORDS(where="again"))
    actions.set_password(user=who.user, password=request.POST.get("new", ""), actor=who, at=clock.now())
    update_session_auth_hash(request, who.user)


# ------------------------------------------------------------------ what is shown


def _index(
    request: HttpRequest, error: LuoshiError | None = None, typed: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:  # fmt: skip
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    users = User.objects.prefetch_related("memberships__organisation").order_by("username")
    for word in words.split():
        users = users.filter(
            Q(username__icontains=word) | Q(name__icontains=word) | Q(memberships__organisation__short__icontains=word)
        ).distinct()
    page = queries.paginator(users).get_page(request.GET.get("page"))
    context = {"page": page, "words": words, "problem": error.problem if error else None, "typed": typed or {}}
    return render(request, "desk/people.html", context, status=status)


def _account(request: HttpRequest, user: User, error: LuoshiError | None = None, status: int = 200) -> HttpResponse:
    held = user.memberships.select_related("organisation").order_by("until", "-since")
    context = {
        "user": user, "held": held, "roles": _GRANTED, "organisations": Organisation.objects.all(),
        "levels": {role: "、".join(levels) for role, levels in LEVEL_OF_ROLE.items()},
        "problem": error.problem if error else None,
    }  # fmt: skip
    return render(request, "desk/person.html", context, status=status)


def _administrator(request: HttpRequest) -> Actor:
    who = ask.person(request)
    if not may_administer(who.person):
        raise PermissionDenied
    return who


def _tell_password(request: HttpRequest, user: User, password: str) -> None:
    """Said once, to be handed on; it is kept nowhere."""
    zh = f"{user.username} 的初始密码是 {password} ，只显示这一次；请转告本人，登录后在“账号”中更改。"
    en = f"The password of {user.username} is {password}. It is shown this once; its owner should change it."
    _say(request, zh, en)


def _say(request: HttpRequest, zh: str, en: str) -> None:
    messages.success(request, en if request.language == "en" else zh)  # type: ignore[attr-defined]
