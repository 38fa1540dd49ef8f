"""What one's organisations were told."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from luoshi_web import clock
from luoshi_web.desk import actions, queries
from luoshi_web.desk.typed import whole
from luoshi_web.desk.views import ask


@ask.handled
def notices(request: HttpRequest) -> HttpResponse:
    """The notices, the latest first; each can be marked as read."""
    who = ask.person(request)
    if request.method == "POST":
        for number in request.POST.getlist("notice"):
            if found := whole(number):
                actions.read_notice(notice=found, actor=who, at=clock.now())
        return redirect("notices")
    return render(request, "desk/notices.html", {"notices": queries.notices_of(who)[:200]})
