"""What every answer carries, what no request may exceed, and which language is spoken."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi_web.packs import refresh

Next = Callable[[HttpRequest], HttpResponse]

# Nothing from elsewhere, nothing inline; forms go home, and nobody frames us.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self';"
    " form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
LANGUAGES = ("zh", "en")


class SafeHeaders:
    """The headers that keep a page to itself."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class LimitedUploads:
    """A request that says it is larger than what is allowed is not read."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > settings.REQUEST_MEGABYTES * 2**20:
            limit = settings.REQUEST_MEGABYTES
            text = f"上传的内容超过 {limit} MB，没有接收。请分几次上传。\nMore than {limit} MB were sent and not taken."
            return HttpResponse(text, status=413, content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class WordsOnly:
    """A form or an address with a byte of zero in it was typed by nobody, and no database would keep it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = (one for several in request.POST.lists() for one in (several[0], *several[1]))
        if "\x00" in request.path or any("\x00" in one for one in sent):
            text = (
                "提交的内容含有无法保存的字符，没有写入。\nSomething was sent that cannot be kept; nothing was written."
            )
            return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class FreshPack:
    """A registry or workflow that was added or changed holds from the next request on."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refresh()
        return self.get_response(request)


class SpokenLanguage:
    """`request.language` is zh or en, as the person chose."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get("language", "zh")
        request.language = chosen if chosen in LANGUAGES else "zh"  # type: ignore[attr-defined]
        return self.get_response(request)


class PagesOnly:
    """An address that takes forms has no page of its own; whoever opens it is told so, not shown a blank one."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        said = render(request, "desk/error.html", {"code": 405}, status=405)
        said.headers["Allow"] = response.headers.get("Allow", "POST")
        return said
