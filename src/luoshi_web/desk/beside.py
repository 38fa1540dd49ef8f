"""What the desk and the build know of the sentences of a document, said beside each: light, who answers, how far, reports.

Whoever looks sees what they may see: records by `queries.visible`, lights where the page of targets is open to them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse

from luoshi.act.calendar import period_title
from luoshi.model.workflow import State
from luoshi.publish.page_documents import DocumentPage
from luoshi.publish.page_findings import ALERT_LEVELS, mark
from luoshi.publish.page_html import EMPTY, Content, Markup, element, join, link, terms
from luoshi_web import documents
from luoshi_web.built import Built, built
from luoshi_web.desk import lit, queries
from luoshi_web.desk.lamps import LIGHTS
from luoshi_web.desk.models import Record
from luoshi_web.desk.people import Actor
from luoshi_web.desk.targets import word
from luoshi_web.packs import office
from luoshi_web.taking_in import REGISTRIES

_MOST_REPORTS = 4


@dataclass(frozen=True, slots=True)
class _Looking:
    """Who looks, in which language, on which day."""

    actor: Actor
    language: str
    today: date

    def say(self, zh: str, en: str) -> str:
        return en if self.language == "en" else zh

    def title(self, noun: object) -> str:
        return str(getattr(noun, "title_en" if self.language == "en" else "title", ""))

    def day(self, when: date) -> str:
        return self.say(f"{when.year}年{when.month}月{when.day}日", f"{when.day} {when:%b} {when.year}")


def beside(page: DocumentPage, actor: Actor, language: str, today: date) -> dict[str, Markup]:
    """What is said beside the items of a document, by the id of the item; nothing where nothing is known."""
    looking, found = _Looking(actor, language, today), built()
    records = _records(page, actor)
    reports = _reports([row for rows in records.values() for row in rows], actor)
    lit.lit([one for rows in (*records.values(), *reports.values()) for one in rows], today)
    lights = _lights(page, found, looking)
    said: dict[str, Markup] = {}
    for item in page.items:
        if parts := [*lights.get(item.id, []), *_of_records(records.get(item.id, []), reports, looking)]:
            heading = element("h4", looking.say("督办", "At the desk"))
            said[item.id] = element("section", heading, *parts, class_="of-the-desk")
    return said


# ------------------------------------------------------------------ which records


def _records(page: DocumentPage, actor: Actor) -> Mapping[str, list[Record]]:
    """The records of a document that somebody may see, by the item on whose words they stand."""
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for row in _of_document(page.id, actor):
        if item := item_of(page, str(row.data.get("commitment", ""))):
            found[item].append(row)
    return found


def item_of(page: DocumentPage, commitment: str) -> str:
    """The item of a document on whose words a commitment stands; blank where none does."""
    found = built()
    if found and (place := found.places.get(commitment)):
        return place.item
    item = documents.item_of(page, commitment)
    return item.id if item else ""


def _of_document(id: str, actor: Actor) -> Iterator[Record]:
    if actor.user is None:
        return
    for name in REGISTRIES.values():
        if registry := office().registries.get(name):
            rows = queries.visible(registry, actor).filter(data__document=id).select_related("owner")
            yield from rows.prefetch_related("participants").order_by("pk")


def _reports(subjects: Iterable[Record], actor: Actor) -> Mapping[int, list[Record]]:
    """The reports on some records that somebody may see, the latest first."""
    keys = [row.pk for row in subjects]
    found: defaultdict[int, list[Record]] = defaultdict(list)
    names = Record.objects.filter(subject__in=keys).values_list("registry", flat=True).distinct() if keys else []
    for name in sorted(names):
        if registry := office().registries.get(name):
            rows = queries.visible(registry, actor).filter(subject__in=keys).select_related("owner")
            for row in rows.order_by("-period", "owner__order", "pk"):
                found[row.subject_id].append(row)
    return found


# ------------------------------------------------------------------ what is said


def _lights(page: DocumentPage, found: Built | None, looking: _Looking) -> Mapping[str, list[Markup]]:
    """The light and the standing alerts of each target that is followed, with the way to its page."""
    said: defaultdict[str, list[Markup]] = defaultdict(list)
    if found is None or (looking.actor.user is None and "targets" not in settings.OPEN_PAGES):
        return said
    for item in page.of("target"):
        for id in found.commitments_of.get((page.id, item.id), []):
            if group := found.targets.get(id):
                levels = dict.fromkeys(
                    looking.say(ALERT_LEVELS[one.level], str(one.level))
                    for one in found.alerts.get(group[0].target, [])
                )
                alerts = (looking.say("预警", "Alert"), looking.say("、", ", ").join(levels))
                said[item.id].append(terms([_light(found, id, looking), alerts]))
    return said


def _light(found: Built, id: str, looking: _Looking) -> tuple[str, Content]:
    one = found.targets[id][0]
    shown = mark(one)
    why = looking.say(one.reason.zh, one.reason.en)
    called = looking.say(shown.word, word(shown, "en"))
    light = element("span", f"{shown.shape} {called}", class_=f"light {shown.name}", title=why)
    way = link(found.address_of_target(id), looking.say("实际与计划", "Actual and plan"))
    return looking.say("灯色", "Light"), join([light, why, way], " ")


def _of_records(rows: Iterable[Record], reports: Mapping[int, list[Record]], looking: _Looking) -> Iterator[Markup]:
    for row in rows:
        flow, registry = office().workflows[row.registry], office().registries[row.registry]
        state = flow.state(row.state)
        way = link(reverse("record", args=[row.pk]), looking.title(registry), " ", str(row.data.get("number", "")))
        yield element("p", way, " ", _state(state, looking), _lamp(row, looking), class_="of-record")
        others = "、".join(one.short for one in row.participants.all())
        yield terms([
            (looking.say("责任单位", "Answers"), element("b", row.owner.short)),
            (looking.say("配合", "With"), others),
            (looking.say("时限", "Due"), looking.day(row.due) if row.due else ""),
            (looking.say("填报", "Reports"), _of_reports(row, reports.get(row.pk, []), looking)),
        ])  # fmt: skip


def _of_reports(row: Record, rows: list[Record], looking: _Looking) -> Content:
    shown = [_report(one, looking) for one in rows[:_MOST_REPORTS]]
    if len(rows) > _MOST_REPORTS:
        more = looking.say(f"共 {len(rows)} 份", f"{len(rows)} in all")
        shown.append(element("li", link(reverse("record", args=[row.pk]), more)))
    return element("ul", *shown) if shown else ""


def _report(row: Record, looking: _Looking) -> Markup:
    state = office().workflows[row.registry].state(row.state)
    period = period_title(row.period, english=looking.language == "en") if row.period else ""
    share = f"{row.data['share']}%" if row.data.get("share") else ""
    words = [period, row.owner.short, str(row.data.get("stage", "")), share]
    way = link(reverse("record", args=[row.pk]), " ".join(filter(None, words)))
    return element("li", way, " ", _state(state, looking), _lamp(row, looking))


def _state(state: State | None, looking: _Looking) -> Markup:
    return element("span", looking.title(state), class_="state") if state else EMPTY


def _lamp(row: Record, looking: _Looking) -> Content:
    """The light of a record, as a shape and a word; why, when one points at it."""
    found = row.light  # type: ignore[attr-defined]  # set by `lit`
    if found is None:
        return ""
    lamp = LIGHTS[found.shade]
    why = "\n".join(looking.say(step.zh, step.en) for step in found.because)
    words = f"{lamp.sign} {looking.say(lamp.zh, lamp.en)}"
    return join([" ", element("span", words, class_=f"light {lamp.name}", title=why)])
