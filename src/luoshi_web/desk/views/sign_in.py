"""Signing in and out, and the language."""

from __future__ import annotations

import json
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from luoshi.model.problem import Kind
from luoshi_web import clock
from luoshi_web.desk import actions
from luoshi_web.desk.models import SignInTry, User
from luoshi_web.middleware import LANGUAGES

WRONG = Kind(
    code="sign-in-wrong",
    zh="账号或密码不对", en="the account or the password is not right",
    hint_zh="请检查大小写和输入法；忘记密码请联系管理员。",
    hint_en="Check capitals and the keyboard; an administrator can set a new password.",
)  # fmt: skip
LOCKED = Kind(
    code="sign-in-locked",
    zh="密码连续输错，已暂停登录 {minutes} 分钟", en="too many wrong passwords; signing in is closed for {minutes} minutes",
    hint_zh="请稍后再试，或联系管理员。", hint_en="Try again later, or ask an administrator.",
)  # fmt: skip


def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in; a name and an address are closed for a while after too many wrong passwords."""
    there, written = _next(request), request.POST.get("carried", "")
    if request.method != "POST":
        return render(request, "desk/sign_in.html", {"next": there, "nobody_yet": not User.objects.exists()})
    username, address = request.POST.get("username", "").strip(), request.META.get("REMOTE_ADDR", "")
    if _is_locked(username, address):
        problem = LOCKED(minutes=settings.SIGN_IN_MINUTES, where="username")
        return render(request, "desk/sign_in.html", {"problem": problem, "next": there, "carried": written}, status=429)
    user = authenticate(request, username=username, password=request.POST.get("password", ""))
    if user is None:
        actions.note_failed_sign_in(username=username, address=address, at=clock.now())
        shown = {"problem": WRONG(where="username"), "username": username, "next": there, "carried": written}
        return render(request, "desk/sign_in.html", shown, status=403)
    login(request, user)
    actions.forget_tries(username=username)
    if fields := _written(written):
        return render(request, "desk/carry_on.html", {"next": there, "fields": fields})
    # What one owes comes first, unless one was on the way to something.
    return redirect("my" if there == "/" else there)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    logout(request)
    return redirect("sign-in")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Speak another language, and go on where one was."""
    response = redirect(_next(request))
    chosen = request.POST.get("language", "")
    if chosen in LANGUAGES:
        response.set_cookie(
            "language", chosen, max_age=365 * 24 * 3600, samesite="Lax", httponly=True, secure=settings.PRODUCTION
        )
    return response


def _next(request: HttpRequest) -> str:
    """Where to go on, on this desk alone."""
    there = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return there if safe else "/"


def _written(carried: str) -> list[tuple[str, str]]:
    """What was in the form that somebody had sent before signing in, name by name."""
    try:
        found = json.loads(carried or "[]")
        return [(str(name), str(value)) for name, value in found]
    except (TypeError, ValueError, RecursionError):
        return []


def _is_locked(username: str, address: str) -> bool:
    since = clock.now() - timedelta(minutes=settings.SIGN_IN_MINUTES)
    tries = SignInTry.objects.filter(at__gt=since)
    of_name, of_address = tries.filter(username=username).count(), tries.filter(address=address).count()
    return of_name >= settings.SIGN_IN_TRIES or of_address >= settings.SIGN_IN_TRIES_OF_ADDRESS
