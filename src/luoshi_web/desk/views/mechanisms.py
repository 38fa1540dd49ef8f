"""The mechanisms that the documents order, with their words, what serves them and how far that is; open to everybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from luoshi_web import clock
from luoshi_web.desk import mechanisms, sheets
from luoshi_web.desk.mechanisms import Line
from luoshi_web.desk.views import ask
from luoshi_web.desk.views.registries import sheets_type

# The areas of the pack's list, by the letter that the codes begin with.
AREAS = {
    "A": ("分类与名录", "classes and lists"), "B": ("目标与统计", "targets and statistics"),
    "C": ("评价考核预警", "evaluation and warning"), "D": ("督办调度", "supervision"),
    "E": ("项目", "projects"), "F": ("土壤", "soil"), "G": ("损害赔偿", "damage compensation"),
    "H": ("科技成果转化", "technology transfer"), "I": ("生态环境", "environment"), "J": ("财税金融", "finance"),
    "K": ("就业民生", "work and welfare"), "L": ("矿产资源", "mineral resources"),
}  # fmt: skip
_HEADER = (
    ("编号", "code"), ("机制", "mechanism"), ("优先级", "priority"), ("文件", "document"), ("条款", "place"),
    ("原文", "quotation"), ("由什么实现", "served by"), ("状态", "state"), ("怎样检验", "how it is checked"),
)  # fmt: skip


@ask.handled
def index(request: HttpRequest) -> HttpResponse:
    """All mechanisms, filtered by area, priority and whether anything serves them."""
    who = ask.open_to(request, "mechanisms")
    every = mechanisms.lines(who)
    found = _chosen(request, every)
    letters = Counter(one.letter for one in every)
    shown = {
        "lines": found, "all": len(every), "served": (served := sum(bool(one.services) for one in every)),
        "unserved": len(every) - served,
        "areas": [(letter, AREAS.get(letter, (letter, letter)), number) for letter, number in sorted(letters.items())],
        "priorities": sorted({one.mechanism.priority for one in every}), "asked": request.GET, "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "desk/mechanisms.html", shown)


@ask.handled
def export(request: HttpRequest, kind: str) -> HttpResponse | StreamingHttpResponse:
    """The mechanisms that are shown, one quotation a row, as CSV or Excel."""
    if kind not in ("csv", "xlsx"):
        raise Http404(kind)
    found = _chosen(request, mechanisms.lines(ask.open_to(request, "mechanisms")))
    english = int(request.language == "en")  # type: ignore[attr-defined]
    header, rows = [words[english] for words in _HEADER], _rows(found, english)
    if kind == "csv":
        response: HttpResponse | StreamingHttpResponse = StreamingHttpResponse(
            sheets.lines(header, rows), content_type="text/csv; charset=utf-8"
        )
    else:
        response = HttpResponse(sheets.table("机制", header, rows), content_type=sheets_type())
    response["Content-Disposition"] = f'attachment; filename="mechanisms-{clock.now():%Y%m%d}.{kind}"'
    return response


def _chosen(request: HttpRequest, every: Sequence[Line]) -> list[Line]:
    asked = request.GET
    return mechanisms.chosen(
        every, asked.get("area", ""), asked.get("priority", ""), asked.get("served", ""), asked.get("q", "").strip()[:100]
    )  # fmt: skip


def _rows(found: Sequence[Line], english: int) -> Iterator[list[object]]:
    for one in found:
        title = one.mechanism.title_en if english else one.mechanism.title
        served = "；".join(f"{service.kind[english]} {service.title[english]}" for service in one.services)
        state = "；".join(service.state[english] for service in one.services if service.state[english])
        nothing = "not implemented yet" if english else "尚未实现"
        for words in one.quotes:
            yield [
                one.mechanism.code, title, one.mechanism.priority, words.document, words.where, words.text,
                served or nothing, state, one.mechanism.check,
            ]  # fmt: skip
