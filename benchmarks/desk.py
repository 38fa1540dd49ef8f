"""How fast the desk answers where much has happened: `python benchmarks/desk.py [--record] [--quick]`.

100,000 records, 1,000,000 events and 3,000,000 observations on SQLite. Every page in `desk/urls.py` is asked through WSGI in
this process, connections and static files and all, by people of several roles, and beside it a bare view of 200 rows. What
each line means stands in benchmarks/README.md.

The office is made once and kept in workspace/bench, or in the folder that LUOSHI_BENCH names; delete it to make it anew.
"""

from __future__ import annotations

import argparse
import gc
import io
import json
import logging
import os
import platform
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import luoshi
from luoshi import pipeline
from luoshi_web.running import ready

HISTORY = Path(__file__).with_name("history.jsonl")
TODAY = date(2017, 1, 3)
KB, MB = 1000, 1_000_000
MEDIAN_MS, P95_MS, PAGE_KB = 50, 150, 300

Measures = dict[str, float]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--record", action="store_true", help="append the result to benchmarks/history.jsonl")
    options.add_argument("--quick", action="store_true", help="a twentieth of everything, and few rounds")
    options.add_argument("--rounds", type=int, default=0, help="ask each page so often (40, or 5 with --quick)")
    options.add_argument("--only", default="", help="ask only the pages whose line contains this")
    options.add_argument("--command", choices=("tick", "verify"), help="only run that, and print seconds and peak MB")
    given = options.parse_args()
    times, rounds = (0.05, 5) if given.quick else (1.0, 40)
    rounds = given.rounds or rounds
    folder = Path(os.environ.get("LUOSHI_BENCH", "workspace/bench")) / ("quick" if given.quick else "whole")
    os.environ["LUOSHI_TODAY"] = TODAY.isoformat()
    ready(str(folder), "jilin")
    logging.getLogger("luoshi.refused").setLevel(logging.ERROR)
    if given.command:
        print(json.dumps(run(given.command)))
        return
    measured: Measures = {}
    for name, value in measure(folder, times, rounds, given.only):
        print(f"{name:72} {value:10.2f}", flush=True)
        measured[name] = value
    if given.record:
        line = {"date": date.today().isoformat(), "version": luoshi.__version__, "python": platform.python_version()}
        with HISTORY.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line | {name: round(value, 3) for name, value in measured.items()}) + "\n")


def measure(folder: Path, times: float, rounds: int, only: str) -> Iterator[tuple[str, float]]:
    """Make the office where it is not there, ask its pages, and run its commands."""
    yield from filled(folder, times)
    yield from pages(rounds, only)
    if not only:
        for name in ("tick", "verify"):
            arguments = [sys.executable, __file__, "--command", name, *(["--quick"] if times < 1 else [])]
            found = json.loads(subprocess.run(arguments, capture_output=True, text=True, check=True).stdout)
            yield f"luoshi {name}, seconds", found["seconds"]
            yield f"luoshi {name}, peak MB above the start", found["peak"]


# ------------------------------------------------------------------ the office


def filled(folder: Path, times: float) -> Iterator[tuple[str, float]]:
    """The office of that size: as it is kept, or made."""
    from support import filled_office

    from luoshi_web.desk.models import Event, Record

    records, events = int(100_000 * times), int(1_000_000 * times)
    if not (folder / "filled").exists():
        seconds = timed(lambda: filled_office.fill(records, events, TODAY, "gong-zuo-2016"))
        yield "office made, seconds", seconds
        yield "observations made, seconds", timed(lambda: observe(folder, times))
        (folder / "filled").touch()
    # Anew each time: what a build holds may have changed since.
    yield "build made, seconds", timed(lambda: pipeline.build("jilin", folder))
    yield "records", Record.objects.count()
    yield "events", Event.objects.count()


def observe(folder: Path, times: float) -> None:
    """Statistics of 500 indicators beside those of the pack, as benchmarks/observe.py has them."""
    from functools import partial

    from observe import Size, table

    from luoshi.observe.store import Source, build

    size = Size(places=max(1, int(340 * times)))
    keys = [(group, year) for group in range(size.groups) for year in range(size.years)]
    build(
        folder / "observed", (Source(f"{group:03}-{year}", partial(table, size, group, year)) for group, year in keys)
    )


# ------------------------------------------------------------------ the pages


@dataclass(frozen=True, slots=True)
class Page:
    """An address, and what it is called in the result."""

    name: str
    path: str


# Addresses that are no pages: they are written to, or hand over a file.
NO_PAGES = {
    "sign-out", "language", "views", "draft", "raise-warning", "attachment", "form", "export", "asked", "notice-word",
    "document-all", "dispatch-word", "calendar-file", "download", "download-registry", "alerts-export", "document-original",
    "figure-style", "figures-style", "plan-style", "plan-script", *(f"{page}-export" for page in (
        "overview", "departments", "targets", "cities", "mechanisms",
    )),
}  # fmt: skip


def examples() -> dict[str, list[tuple[str, Mapping[str, object], str]]]:
    """For each address that takes an argument: examples, each with a word for it, its arguments and its question."""
    from django.db.models import Count

    from luoshi_web.desk.models import Record, User
    from luoshi_web.packs import office

    def one(**what: object) -> int:
        return Record.objects.filter(**what).order_by("pk").values_list("pk", flat=True)[0]

    asked = Record.objects.filter(registry="dispatches").annotate(n=Count("asked")).order_by("-n")[0].pk
    tables = [(id, {"id": id}, "") for id in office().registries]
    questions = {
        "by state": "?state=owed", "late": "?late=1", "search": "?q=矿山 治理", "search, nothing": "?q=没有这样的词",
        "by title": "?sort=title", "by a number": "?sort=-share", "by words": "?sort=stage", "of a choice": "?stage=推进中",
        "by owner": "?sort=owner", "page 100": "?page=100",
    }  # fmt: skip
    tables += [(f"reports {name}", {"id": "reports"}, question) for name, question in questions.items()]
    tables += [("projects by a number", {"id": "projects"}, "?sort=-total_investment")]
    tables += [("reports of a dispatch", {"id": "reports"}, f"?asked_in={asked}")]
    return {
        "registry": tables,
        "new": [("duties", {"id": "duties"}, ""), ("plots", {"id": "contaminated_plots"}, "")],
        "person": [("one", {"pk": User.objects.order_by("pk").values_list("pk", flat=True)[0]}, "")],
        "plan": [("its first page", {"name": "index.html"}, "")],
        "overview-rows": [("late", {"count": "late"}, "")],
        "by-key": [],  # leads on to a record
        "department": [("energy", {"id": "jilin/energy"}, "")],
        "calendar-day": [("today", {"day": TODAY.isoformat()}, "")],
        "city": [("Jilin", {"code": "220200"}, "")],
        "search": [("two words", {}, "?q=矿山 治理"), ("nothing", {}, "?q=没有这样的词")],
        "document": [],  # none was received in this office
        "import": [("reports", {"id": "reports"}, "")],
        "record": [
            ("dispatch", {"pk": asked}, ""), ("report", {"pk": one(registry="reports", state="submitted")}, ""),
            ("duty", {"pk": one(registry="duties", state="in-progress")}, ""),
            ("project", {"pk": one(registry="projects", state="assigned")}, ""),
        ],
    }  # fmt: skip


def every_page() -> Iterator[Page]:
    """Every page of the desk; an address of which nobody gave an example is an error."""
    from django.urls import reverse

    from luoshi_web.desk.urls import urlpatterns

    given = examples()
    for pattern in urlpatterns:
        name = pattern.name or str(pattern.pattern)
        if name in NO_PAGES:
            continue
        if name in given:
            for word, arguments, question in given[name]:
                yield Page(f"{name}, {word}", reverse(name, kwargs=dict(arguments)) + question)
        elif getattr(pattern.pattern, "converters", None) or pattern.name is None:
            raise SystemExit(f"{name}: no example of its arguments; add one to `examples` in {__file__}")
        else:
            yield Page(name, reverse(name))


def people() -> dict[str, Any]:
    """An account for each role, where it has the most to do; nobody is a visitor."""
    from django.db.models import Count

    from luoshi_web.desk.models import Membership, Record

    turns = Record.objects.filter(turn="owner").values("owner").annotate(n=Count("pk")).order_by("-n")
    busy = {one["owner"]: number for number, one in enumerate(turns)}
    found: dict[str, Any] = {"visitor": None}
    roles = {
        "coordinator": "牵头协调",
        "reviewer": "审核人",
        "department": "部门联络员",
        "city": "市州联络员",
        "inspector": "督查员",
    }
    for word, role in roles.items():
        held = Membership.objects.filter(role=role, until=None).select_related("user")
        if word == "reviewer":
            held = held.filter(organisation="jilin/development-and-reform")
        found[word] = min(held, key=lambda one: busy.get(one.organisation_id, len(busy))).user
    return found


@dataclass(frozen=True, slots=True)
class Answered:
    """How long a page took, in milliseconds, and how many kilobytes it has.

    `work` is the processor's time (median): what a page takes where nobody else is on the machine, for the database is in
    this process and its pages are in memory.
    """

    median: float
    tail: float
    work: float
    size: float

    @property
    def is_wanted(self) -> bool:
        return self.median <= MEDIAN_MS and self.tail <= P95_MS and self.size <= PAGE_KB


def pages(rounds: int, only: str) -> Iterator[tuple[str, float]]:
    """The milliseconds and kilobytes of every page, for each who may see it; and of a bare view beside."""
    bare = clocked(plain, max(rounds, 20))
    yield "a bare view of 200 rows, ms (median)", bare.median
    yield "a bare view of 200 rows, ms of work", bare.work
    found: list[Answered] = []
    cookies = {word: cookie_of(user) for word, user in people().items()}
    for page in every_page():
        for word, cookie in cookies.items():
            line = f"{page.name}, {word}"
            if only not in line or not (one := asked(page, cookie, rounds)):
                continue
            numbers = f"{one.median:8.1f} ms {one.tail:8.1f} ms {one.work:8.1f} ms of work {one.size:6.0f} KB"
            print(f"  {line:52} {numbers} {'' if one.is_wanted else '!'}", flush=True)
            found.append(one)
    yield from after_an_event(cookies["coordinator"], rounds)
    yield "pages asked, each by everybody who may see it", len(found)
    yield "the slowest page, ms (median)", max(one.median for one in found)
    yield "the slowest page, ms (95 of 100 are faster)", max(one.tail for one in found)
    yield "the slowest page, ms of work", max(one.work for one in found)
    yield "the slowest page, times the bare view", max(one.work for one in found) / bare.work
    yield "the middle page, ms (median)", statistics.median(one.median for one in found)
    yield "the middle page, ms of work", statistics.median(one.work for one in found)
    yield "the heaviest page, KB", max(one.size for one in found)
    yield "pages above what is wanted", sum(not one.is_wanted for one in found)
    yield "pages above what is wanted, by their work", sum(one.work > MEDIAN_MS or one.size > PAGE_KB for one in found)


def after_an_event(cookie: str, rounds: int) -> Iterator[tuple[str, float]]:
    """Every page as after something happened, each time: what is remembered until the next event is counted anew."""
    found: dict[str, Answered] = {}
    for page in every_page():
        if answer(page.path, cookie)[0].startswith("200"):
            one = clocked(lambda path=page.path: (happen(), answer(path, cookie)), rounds)  # type: ignore[misc]
            found[page.name] = one
            if one.tail > P95_MS or one.median > P95_MS / 2:
                print(f"  {page.name + ', just after an event':52} {one.median:8.1f} ms {one.tail:8.1f} ms", flush=True)
    for name in ("home", "departments"):
        yield f"{name}, just after an event, ms (median)", found[name].median
        yield f"{name}, just after an event, ms (95 of 100 are faster)", found[name].tail
    yield "the slowest page just after an event, ms (median)", max(one.median for one in found.values())
    yield "the slowest page just after an event, ms (95 of 100 are faster)", max(one.tail for one in found.values())


def happen() -> None:
    """What the pages remember, as if the last event had just come."""
    from dataclasses import replace

    from luoshi_web.desk import remembered
    from luoshi_web.desk.models import Event

    remembered._kept.clear()
    before = Event.objects.order_by("-number").values_list("number", "digest")[1]
    for key, known in remembered._followed.items():
        remembered._followed[key] = replace(known, event=before)


def asked(page: Page, cookie: str, rounds: int) -> Answered | None:
    """What a page takes; None where it is not shown to whoever asks."""
    status, body = answer(page.path, cookie)
    if not status.startswith("200"):
        if status.startswith("5"):
            raise SystemExit(f"{page.path}: {status}")
        return None
    without_charts = re.sub(rb"<svg.*?</svg>", b"", body, flags=re.DOTALL)
    return clocked(lambda: answer(page.path, cookie), rounds, len(without_charts) / KB)


def clocked(work: Callable[[], object], rounds: int, size: float = 0) -> Answered:
    gc.collect()
    times, works = [], []
    for _ in range(rounds):
        start, begun = time.perf_counter(), time.process_time()
        work()
        times.append((time.perf_counter() - start) * 1000)
        works.append((time.process_time() - begun) * 1000)
    tail = sorted(times)[min(rounds - 1, int(rounds * 0.95))]
    return Answered(statistics.median(times), tail, statistics.median(works), size)


def answer(address: str, cookie: str) -> tuple[str, bytes]:
    """What the desk answers, through its WSGI application, as a server asks it."""
    from urllib.parse import quote

    from luoshi_web.wsgi import application

    path, _, question = address.partition("?")
    said: list[str] = []
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "SCRIPT_NAME": "", "QUERY_STRING": quote(question, safe="=&"),
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
        "HTTP_COOKIE": cookie, "HTTP_HOST": "127.0.0.1", "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http", "wsgi.multithread": False, "wsgi.multiprocess": False, "wsgi.run_once": False,
        "wsgi.version": (1, 0),
    }  # fmt: skip
    response = application(environ, lambda status, headers, *more: said.append(status))
    try:
        body = b"".join(response)
    finally:
        response.close()
    return said[0], body


def cookie_of(user: Any) -> str:
    """What the browser of somebody who has signed in sends."""
    if user is None:
        return ""
    from django.conf import settings
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def plain() -> int:
    """200 rows in one question, four columns of each, and nothing else."""
    from django.template import Context, Engine

    from luoshi_web.desk.models import Record

    rows = Record.objects.select_related("owner").order_by("pk")[:200]
    template = Engine().from_string(
        "<table>{% for row in rows %}<tr><td>{{ row.title }}<td>{{ row.state }}<td>{{ row.owner.short }}<td>{{ row.due }}"
        "{% endfor %}</table>"
    )
    return len(template.render(Context({"rows": rows})))


# ------------------------------------------------------------------ the commands


def run(name: str) -> Measures:
    """`luoshi tick` or `luoshi verify` on the office; what tick does is taken back."""
    from luoshi_web import clock
    from luoshi_web.desk import tick, verify

    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = kilobytes("VmRSS")
    if name == "verify":
        seconds = timed(lambda: [print(one, file=sys.stderr) for one in verify.broken()])
    else:
        seconds = taken_back(lambda: tick.run(clock.now()))
    return {"seconds": seconds, "peak": (kilobytes("VmHWM") - before) / KB}


def taken_back(work: Callable[[], object]) -> float:
    from django.db import transaction

    with transaction.atomic():
        seconds = timed(work)
        transaction.set_rollback(True)
    return seconds


def kilobytes(what: str) -> int:
    found = re.search(what + r":\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    assert found is not None
    return int(found[1])


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
