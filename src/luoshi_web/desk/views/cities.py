"""The cities: all of them in a table with a map, and one with everything about it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from luoshi.model.profile import Profile
from luoshi.publish.chart_words import Words
from luoshi.publish.city_rows import city_rows
from luoshi_web import clock
from luoshi_web.desk import cities as joined
from luoshi_web.desk import listing
from luoshi_web.desk.views import ask

# What the map is drawn from: the table on the same page, in which each city leads to its targets.
_ORIGINS = (("#cities", Words("上表各城市", "the cities of the table")),)


@ask.handled
def cities(request: HttpRequest) -> HttpResponse:
    """All cities, as the address asks for them."""
    who, found = ask.open_to(request, "cities"), ask.built()
    rows, language = joined.lines(found, who, clock.now().date()), request.language  # type: ignore[attr-defined]
    shown = listing.listing(joined.TABLE, rows, request.GET.dict(), language)
    context = {
        "found": shown, "build": found.build, "all": len(rows),
        "listed": sum(bool(line.city.classed) for line in rows), "without": [line for line in rows if not line.city.has_data],
        "late": sum(line.late for line in rows), "open": sum(line.open for line in rows),
        # Markup of ours: publish escapes what it is given.
        "map": mark_safe(found.city_map.html(language, _ORIGINS)) if found.city_map else "",
        "schemes": found.build.evaluated.assessed if found.build.evaluated else (),
    }  # fmt: skip
    return render(request, "desk/cities.html", context)


@ask.handled
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The cities that the address asks for, as a file."""
    who, found = ask.person(request), ask.built()
    language = request.language  # type: ignore[attr-defined]
    rows = joined.lines(found, who, clock.now().date())
    shown = listing.listing(joined.TABLE, rows, request.GET.dict(), language)
    return listing.exported(shown, "cities", "城市", kind, language)


@ask.handled
def city(request: HttpRequest, code: str) -> HttpResponse:
    """One city; another place of the province is shown with what documents and records say of it."""
    who, found = ask.open_to(request, "cities"), ask.built()
    row = found.cities.get(code)
    if row is None:
        place = found.build.pack.place_of_code(code)
        homes = {one.code[:2] for one in found.build.pack.places if one.name in found.build.pack.home_provinces}
        if place is None or code[:2] not in homes:
            raise Http404(code)
        row = city_rows([Profile(code, place.name, place.level, ())], (), (), None, found.build.pack, {})[0]
    context = {"city": joined.city(found, row, who, clock.now().date()), "build": found.build, "here": "cities"}
    return render(request, "desk/city.html", context)
