"""The pages of what went wrong: what is the matter, and where to go from here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi_web.desk.views.ask import NotYours


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """It is there, and not for whoever asks; nothing of it is said."""
    offered = {"problem": exception.problem, "own": exception.own} if isinstance(exception, NotYours) else {}
    return render(request, "desk/error.html", {"code": 403, **offered}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is nothing at this address."""
    return render(request, "desk/error.html", {"code": 404}, status=404)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old, or came from elsewhere."""
    return render(request, "desk/error.html", {"code": 400}, status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """Something of ours failed; said without the database, which may be what failed."""
    text = "系统出错，您刚才的操作没有写入。请重试；若再次出现，请告诉管理员发生的时间。\n"
    text += "An error of ours; nothing was written. Try again."
    return HttpResponse(text, status=500, content_type="text/plain; charset=utf-8")
