"""The registries: what there is, and the table of each, with filters, order, saved views and export."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST

from luoshi.model.registry import Field, Registry
from luoshi_web import clock
from luoshi_web.desk import actions, exchange, lit, past, past_tables, queries, sheets
from luoshi_web.desk.models import Record
from luoshi_web.desk.people import Actor, asking
from luoshi_web.desk.shown import organisation_names, place_name, shown
from luoshi_web.desk.typed import whole
from luoshi_web.desk.views import ask
from luoshi_web.packs import office


def index(request: HttpRequest) -> HttpResponse:
    """All registries; to a visitor those that have something public."""
    who = asking(request)
    rows = [
        (registry, queries.number_of(registry, who))
        for registry in office().registries.values()
        if who.user or registry.public_states
    ]
    return render(request, "desk/registries.html", {"rows": rows})


@ask.handled
def table(request: HttpRequest, id: str) -> HttpResponse:
    """The table of a registry."""
    registry, who = ask.registry(id), asking(request)
    if who.user is None and not registry.public_states:
        raise ask.SignInFirst(request)
    asked, as_of = queries.asked(registry, request.GET.dict(), who), _as_of(request, who)
    on = as_of or clock.now().date()
    rows, late = _counted(registry, who, asked, as_of)
    page = queries.paginator(rows).get_page(asked.page)
    page.object_list = lit.lit(page.object_list, on, as_of)
    flow, language = office().workflows[id], request.language  # type: ignore[attr-defined]
    states = {state.id: state for state in flow.states}
    columns = [one for one in queries.columns_of(registry, who) if one.id != registry.named_by]
    shown = {
        "registry": registry, "flow": flow, "page": page, "total": page.paginator.count, "asked": asked,
        "late": late,
        "columns": columns, **_standing(columns, page.object_list, asked, who),
        "named": flow.by_field[registry.named_by], "states": states,
        "filters": [(field, _answers(field, language)) for field in queries.filters_of(registry, who)],
        "states_asked": queries.states_of(registry, who),
        "names": organisation_names(), "views": queries.views_of(registry, who),
        "beginnings": queries.beginnings(registry, who, on) if who.user and not as_of else [],
        "query": request.GET.urlencode(), "may_fill": queries.may_fill(registry, who) and not as_of,
        "as_of": as_of, "today": on, "has_lights": who.user is not None and lit.plan_of(id) is not None,
        **(_opened(request, registry, who) if as_of is None else {"opened": None}),
    }  # fmt: skip
    response = render(request, _part_of_table(request), shown)
    # One address has a page and parts of it; neither stands for the other when one goes back.
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _standing(
    columns: list[Field], rows: Iterable[Record], asked: queries.Asked, who: Actor
) -> dict[str, object]:  # fmt: skip
    """Which of the columns of every registry are shown: not beside a field of the same name, nor with nothing in them."""
    own = {one.title for one in columns}
    dated = any(row.due for row in rows) or asked.sort.lstrip("-") == "due"
    return {"with_owner": "责任单位" not in own, "with_due": who.user is not None and dated and "时限" not in own}


def _part_of_table(request: HttpRequest) -> str:
    """The template for what is asked: the page, its rows alone, or the panel beside them."""
    asking = request.htmx  # type: ignore[attr-defined]
    if not asking or asking.boosted or asking.history_restore_request:
        return "desk/table.html"
    return "desk/panel.html" if asking.target == "panel" else "desk/rows.html"


def _opened(request: HttpRequest, registry: Registry, who: Actor) -> dict[str, object]:
    """The record in the side panel, as the address names it, where one may see it."""
    asked = whole(request.GET.get("open", "")) or 0
    if not asked:
        return {"opened": None}
    row = queries.visible(registry, who).select_related("owner", "keeper", "subject").filter(pk=asked).first()
    if row is None:
        return {"opened": None}
    fields = [one for one in office().workflows[registry.id].fields if one.id != registry.named_by]
    kept = [(one, row.data[one.id]) for one in fields if row.data.get(one.id) and (who.user or one.public)]
    events = row.events.select_related("by", "organisation").order_by("-number")[:5] if who.user else []
    return {"opened": row, "opened_fields": kept, "opened_events": events}


@require_POST
@ask.handled
def views(request: HttpRequest, id: str) -> HttpResponse:
    """Save the view that is shown under a name, or forget one."""
    who, registry = ask.person(request), ask.registry(id)
    if number := whole(request.POST.get("remove", "")):
        actions.remove_view(view=number, actor=who)
    asked = queries.asked(registry, _question(request.POST.get("query", "")), who)
    kept = {**asked.filters, "q": asked.words, "sort": asked.sort}
    query = urlencode({key: value for key, value in kept.items() if value})
    if "remove" not in request.POST:
        actions.save_view(registry=id, name=request.POST.get("name", ""), query=query, actor=who)
    return redirect(f"{reverse('registry', args=[id])}?{query}")


@ask.handled
def export(request: HttpRequest, id: str, kind: str) -> HttpResponse | StreamingHttpResponse:
    """The rows that are shown, all of them, as CSV or Excel."""
    registry, who = ask.registry(id), ask.person(request)
    if kind not in ("csv", "xlsx"):
        raise Http404(kind)
    asked, as_of = queries.asked(registry, request.GET.dict(), who), _as_of(request, who)
    rows = _rows(registry, who, asked, as_of)
    language = request.language  # type: ignore[attr-defined]
    # A state of the past is no form: it does not come back.
    header, lines = exchange.export(registry, rows, language, versions=as_of is None)
    name = f"{id}-{as_of or clock.now():%Y%m%d}.{kind}"
    if kind == "csv":
        response = StreamingHttpResponse(sheets.lines(header, lines), content_type="text/csv; charset=utf-8")
    else:
        content = sheets.table(registry.title, header, lines, exchange.HIDDEN[language])
        response = HttpResponse(content, content_type=sheets_type())
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _as_of(request: HttpRequest, who: Actor) -> date | None:
    """The day in the past that is asked for; a visitor sees what is public now."""
    return past.asked(request.GET.dict(), clock.now().date()) if who.user else None


def _rows(registry: Registry, who: Actor, asked: queries.Asked, as_of: date | None) -> QuerySet[Record] | list[Record]:
    if as_of:
        return past_tables.found(registry, who, asked, as_of)
    return queries.found(registry, who, asked, clock.now().date())


def _counted(
    registry: Registry, who: Actor, asked: queries.Asked, as_of: date | None
) -> tuple[queries.Rows | list[Record], int]:  # fmt: skip
    """The rows of a table, and how many of them are late."""
    if as_of is None:
        rows = queries.Rows(registry, who, asked, clock.now().date())
        return rows, rows.late
    late = queries.Asked({**asked.filters, "late": "1"}, asked.words)
    return past_tables.found(registry, who, asked, as_of), len(past_tables.found(registry, who, late, as_of))


def sheets_type() -> str:
    """The type of an Excel file."""
    return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _question(query: str) -> dict[str, str]:
    return QueryDict(query).dict()


def _answers(field: Field, language: str) -> list[tuple[str, str]]:
    if field.type == "place":
        return [(code, place_name(code)) for code in exchange.places_at_the_desk()]
    chosen = field if field.choices or field.type == "truth" else replace(field, type="text")
    return [(answer, shown(chosen, answer, {}, language)) for answer in exchange.answers_of(field)]
