"""What templates say in two languages, and how they show a value. They format and do not decide."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import urlencode

from django import template
from django.contrib.staticfiles import finders
from django.template.context import Context
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from luoshi.act.calendar import period_title
from luoshi.act.workflow import who_in_words
from luoshi.model.finding import Step
from luoshi.model.problem import Problem
from luoshi.model.registry import Field
from luoshi.publish import page as pages
from luoshi.publish.dispatch_rows import plain
from luoshi_web import documents
from luoshi_web.desk import city_map, lit, queries
from luoshi_web.desk import shown as showing
from luoshi_web.desk.lamps import LIGHTS, Lamp
from luoshi_web.packs import office

register = template.Library()
# How the source of something begins that no document prints.
_OWN = "系统默认，非官方"
_LABELLED = re.compile(r'aria-label="([^"]*)"')
_QUOTED = re.compile("“([^”]+)”")


@register.simple_tag(takes_context=True)
def say(context: Context, zh: str, en: str, **words: object) -> str:
    """Words of the screen, Chinese first; `{name}` is filled in."""
    text = en if context.get("language") == "en" else zh
    return text.format_map({key: str(value) for key, value in words.items()}) if words else text


@register.simple_tag(takes_context=True)
def title(context: Context, noun: Any) -> str:
    """What a registry, field, state, move or choice is called."""
    english = context.get("language") == "en"
    named = getattr(noun, "title", None) or getattr(noun, "id", "")
    return (getattr(noun, "title_en", "") or named) if english else named


@register.simple_tag(takes_context=True)
def called(context: Context, words: str) -> str:
    """What an indicator, an answer or a word of the build's pages is called; other words stand as they are."""
    if context.get("language") != "en":
        return words
    return office().in_english(words) or words


@register.simple_tag(takes_context=True)
def cited(context: Context, source: str) -> str:
    """Where something is written; what no document prints is said to be so in the language of the screen."""
    if context.get("language") != "en" or not source:
        return source
    rest = source.removeprefix(_OWN)
    own = "system default, not official" if rest != source else ""
    rest = format_html('<span lang="zh-Hans">{}</span>', rest.lstrip("：:")) if rest.strip("：: ") else ""
    return mark_safe(": ".join(part for part in (own, rest) if part))


@register.simple_tag(takes_context=True)
def registry_of(context: Context, record: Any) -> str:
    """What the registry of a record is called."""
    return title(context, office().registries.get(record.registry))


@register.simple_tag(takes_context=True)
def begun_by(context: Context) -> str:
    """Who sets up the records of the registry that is shown; of an empty one, what comes next."""
    flow, named = context["flow"], context["named"]
    said = []
    for move in flow.beginnings if not named.given else ():
        if people := [one for one in move.who if one.role != "系统"]:
            who = say(context, *who_in_words(people))
            said.append(say(context, "“{m}”由{who}办理。", "“{m}” is done by {who}.", m=title(context, move), who=who))
    if not said:
        said.append(
            say(context, "条目由系统随调度下达、收文审核或时限到期建立，不用手工添加。",
                "The system sets them up: when a dispatch opens, a document is reviewed, or a day comes.")
        )  # fmt: skip
    if context["beginnings"]:
        said.append(say(context, "可从上面的按钮开始。", "The button above begins."))
    return "".join(said) if context.get("language") != "en" else " ".join(said)


@register.simple_tag(takes_context=True)
def state_of(context: Context, record: Any) -> str:
    """What the state of a record is called."""
    flow = office().workflows.get(record.registry)
    found = flow.state(record.state) if flow else None
    return title(context, found) if found else str(record.state)


@register.simple_tag(takes_context=True)
def move_of(context: Context, record: Any, event: Any) -> str:
    """What the move of an event is called."""
    flow = office().workflows.get(record.registry)
    found = flow.move(event.move) if flow else None
    return title(context, found) if found else say(context, "填写", "Write")


@register.simple_tag(takes_context=True)
def help_of(context: Context, field: Field) -> str:
    """The sentence under a field."""
    return (field.help_en or field.help) if context.get("language") == "en" else field.help


@register.simple_tag(takes_context=True)
def matter(context: Context, problem: Problem) -> str:
    """What is the matter."""
    return problem.en if context.get("language") == "en" else problem.zh


@register.simple_tag(takes_context=True)
def advice(context: Context, problem: Problem) -> str:
    """What to do about it."""
    return problem.hint_en if context.get("language") == "en" else problem.hint_zh


@register.simple_tag(takes_context=True)
def value(context: Context, field: Field, kept: object) -> str:
    """A value in words."""
    if field.type == "date" and isinstance(kept, str) and kept:
        return day(context, date.fromisoformat(kept))
    if field.id == "commitment" and kept:
        return documents.commitment_name(str(kept), english=context.get("language") == "en")
    return showing.shown(field, kept, context.get("names") or {}, context.get("language") or "zh")


@register.simple_tag(takes_context=True)
def cells(context: Context, row: Any, columns: Iterable[Field]) -> str:
    """What stands in the columns of a table, a cell for each: many rows have many, and a template takes its time."""
    begun = {True: '<td class="number">', False: "<td>"}
    found = ((begun[one.is_number], value(context, one, row.data.get(one.id, ""))) for one in columns)
    return mark_safe("".join(f"{start}{escape(words)}</td>" for start, words in found))


@register.simple_tag(takes_context=True)
def day(context: Context, when: date | datetime | None, clock: bool = False) -> str:
    """2017年1月5日, with the time of day where it is asked."""
    if when is None:
        return ""
    if isinstance(when, datetime):
        when = timezone.localtime(when)
    hours = f" {when:%H:%M}" if clock and isinstance(when, datetime) else ""
    if context.get("language") == "en":
        return f"{when.day} {when:%b} {when.year}{hours}"
    return f"{when.year}年{when.month}月{when.day}日{hours}"


@register.simple_tag(takes_context=True)
def period(context: Context, text: str) -> str:
    """2016年第四季度."""
    return period_title(text, english=context.get("language") == "en") if text else ""


@register.simple_tag(takes_context=True)
def address(context: Context, **changed: object) -> str:
    """The address of this page with some of its question changed; what is blank is left out."""
    asked = {key: kept for key, kept in context["request"].GET.items() if key not in ("page", "open")}
    asked |= {key: str(given) for key, given in changed.items()}
    return "?" + urlencode({key: kept for key, kept in asked.items() if kept})


@register.simple_tag
def city_address(code: str) -> str:
    """The address of a city's page."""
    return city_map.address_of(code)


@register.simple_tag
def lamp_of(shade: str) -> Lamp:
    """How a light looks."""
    return LIGHTS[shade]  # type: ignore[index]  # a shade, as a template has it


@register.simple_tag
def asset(path: str) -> str:
    """The address of a file of ours, which changes when the file does."""
    return f"{static(path)}?v={_digest(path)}"


@register.simple_tag
def release() -> str:
    """What changes when the style sheet or the script of the build's pages do."""
    return _release()


@register.simple_tag
def sentence(record: Any) -> documents.Sentence | None:
    """Where the words of a document stand that a record is about, with the words; None where it is about none."""
    return documents.sentence_of(record)


@register.simple_tag(takes_context=True)
def origin(context: Context, record: Any) -> str:
    """The small 源 that leads to the sentence a record is about; blank where it is about none."""
    found = documents.sentence_of(record)
    if found is None:
        return ""
    words = f"{found.document}：{found.quote[:60]}"
    html = '<a class="origin" href="{}" title="{}" aria-label="{}">{}</a>'
    return format_html(html, found.address, words, words, say(context, "源", "source"))


@register.filter
def at(mapping: Any, key: str) -> Any:
    """`mapping[key]`, blank where it is not there."""
    return mapping.get(key, "") if mapping else ""


@register.simple_tag(takes_context=True)
def light(context: Context, record: Any) -> str:
    """The light of a record as a shape and a word; hovering shows why. Blank where it has none, and for visitors."""
    if not context["actor"].user:
        return ""
    found = record.light if hasattr(record, "light") else lit.lit([record], context["today"])[0].light
    if found is None:
        return ""
    english, one = context.get("language") == "en", LIGHTS[found.shade]
    why = "\n".join(_answers_said(step.en) if english else step.zh for step in found.because)
    html = '<span class="light {}" title="{}"><b aria-hidden="true">{}</b> {}</span>'
    return format_html(html, one.name, why, one.sign, one.en if english else one.zh)


@register.simple_tag(takes_context=True)
def flags(context: Context, record: Any) -> str:
    """What is said of a record wherever it is named: listed supervision, and that it was late, for good."""
    english = context.get("language") == "en"
    found: list[tuple[str, str]] = []
    if not context["actor"].user:
        return ""
    if any(one and one.data.get("listed_supervision") == "是" for one in (record, record.subject)):
        found.append(("listed", "Listed for supervision" if english else "挂牌督办"))
    if queries.is_handed_in(record) and (days := record.data.get("days_late")):
        found.append(("was-late", f"{days} days late" if english else f"逾期{days}天"))
    return format_html_join(" ", '<span class="flag {}">{}</span>', found) if found else ""


@register.simple_tag(takes_context=True)
def state_mark(context: Context, record: Any, states: Any) -> str:
    """What the state of a record is called, marked where it is an end."""
    state = states.get(record.state)
    final = " final" if state and state.final else " "
    return mark_safe(f'<span class="state{final}">{escape(title(context, state))}</span>')


@register.simple_tag(takes_context=True)
def due_mark(context: Context, record: Any) -> str:
    """The day by which something is owed, marked where it is past."""
    words = escape(day(context, record.due))
    return mark_safe(f'<span class="late">{words}</span>' if days_late(record, context["today"]) else words)


@register.simple_tag(takes_context=True)
def because(context: Context, step: Step) -> str:
    """A step of what a light rests on."""
    return _answers_said(step.en) if context.get("language") == "en" else step.zh


@register.simple_tag(takes_context=True)
def drawn(context: Context, picture: str) -> str:
    """A small figure of ours, which says what it shows in the language of the screen."""
    if context.get("language") != "en":
        return mark_safe(picture)
    say = office().in_english
    return mark_safe(_LABELLED.sub(lambda found: f'aria-label="{escape(say(found[1]) or found[1])}"', picture))


def _answers_said(english: str) -> str:
    """A sentence whose quoted answers of forms (推进中) are called by their English names."""
    return _QUOTED.sub(lambda found: f"“{office().english.get(found[1], found[1])}”", english)


@register.simple_tag(takes_context=True)
def number_of(context: Context, record: Any) -> str:
    """The number under which people refer to a record; blank where it has none."""
    return showing.number_of(record, english=context.get("language") == "en")


@register.filter
def money(amount: Decimal | None) -> str:
    """An amount as it was given, without zeros that say nothing; a dash where there is none."""
    return "—" if amount is None else plain(amount)


@register.filter
def short(text: str, most: int) -> str:
    """The beginning of a text that is longer than that many characters."""
    return text if len(text) <= most else text[: most - 1] + "…"


@register.simple_tag
def record_address(pk: int) -> str:
    """The address of a record; a table has hundreds, and looking one up by its name takes longer than reading the row."""
    return f"{_before_number(get_script_prefix())}{pk}/"


@register.filter
def days_late(record: Any, today: date) -> int:
    """By how many days a record is late that is still waited for; what was handed in is not any more."""
    waited_for = record.due and record.turn and not queries.is_handed_in(record)
    return max(0, (today - record.due).days) if waited_for else 0


@lru_cache(maxsize=1)
def _release() -> str:
    return hashlib.sha256((pages.style() + pages.script()).encode()).hexdigest()[:10]


@lru_cache(maxsize=4)
def _before_number(prefix: str) -> str:
    return reverse("record", args=[0]).removesuffix("0/")


@lru_cache(maxsize=64)
def _digest(path: str) -> str:
    found = finders.find(path)
    if not found:
        return "0"
    with open(found, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()[:10]
