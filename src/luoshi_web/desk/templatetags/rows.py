"""The rows of long tables and lists as HTML, each written at once: a template of a dozen tags takes longer than its row to read.

What a cell says is said by the tags of `desk`; here cells become lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from html import escape
from urllib.parse import quote

from django import template
from django.template.context import Context
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString, mark_safe

from luoshi.model.investment import Pace
from luoshi_web.desk.departments import Department
from luoshi_web.desk.lamps import LIGHTS
from luoshi_web.desk.models import Record
from luoshi_web.desk.projects import AMOUNTS, ProjectLine
from luoshi_web.desk.templatetags import desk

register = template.Library()


@register.simple_tag(takes_context=True)
def table_rows(context: Context) -> SafeString:
    """The lines of a registry's table."""
    page, columns, states, opened = context["page"], context["columns"], context["states"], context["opened"]
    with_light = context["has_lights"] and context["actor"].user
    with_owner, with_due = context["with_owner"], context["with_due"]
    at_day, opens, of_owner = _at_day(context), _more(context, "open"), _more(context, "owner")
    lines = []
    for row in page:
        here = ' aria-current="true"' if opened and opened.pk == row.pk else ""
        link = (
            f'<a href="{desk.record_address(row.pk)}{at_day}" hx-get="{opens}{row.pk}" hx-target="#panel"'
            f' hx-push-url="true" data-opens{here}>{escape(desk.short(row.title, 60))}</a>'
        )
        head = f'<th scope="row">{link}{desk.origin(context, row)} {desk.flags(context, row)}</th>'
        light = f'<td class="nowrap">{desk.light(context, row)}</td>' if with_light else ""
        of = f"{of_owner}{quote(row.owner_id, safe='')}"
        owner = f'<td><a class="quiet" href="{of}">{escape(row.owner.short)}</a></td>' if with_owner else ""
        due = f'<td class="nowrap">{desk.due_mark(context, row)}</td>' if with_due else ""
        state = desk.state_mark(context, row, states)
        lines.append(f"<tr>{head}{light}<td>{state}</td>{owner}{due}{desk.cells(context, row, columns)}</tr>\n")
    return mark_safe("".join(lines))


@register.simple_tag(takes_context=True)
def counted_rows(context: Context) -> SafeString:
    """The lines that a number of the overview counts."""
    at_day, kept, say = _at_day(context), escape(context["kept"]), desk.say
    lines = []
    for row in context["page"]:
        late = desk.days_late(row, context["today"])
        day, owner = escape(desk.day(context, row.due)), _address("department", row.owner_id)
        if late:
            words = say(context, "逾期{n}天", "{n} days late", n=late)
            due = f'<span class="late">{day}<br>{words}</span>'
        elif came := row.data.get("days_late"):
            words = escape(say(context, "迟报{n}天", "came {n} days late", n=came))
            due = f'{day}<br><span class="quiet">{words}</span>'
        else:
            due = day
        link = f'<a href="{desk.record_address(row.pk)}{at_day}">{escape(desk.short(row.title, 60))}</a>'
        lines.append(
            f'<tr><th scope="row">{link}</th><td class="nowrap">{desk.light(context, row)}</td>'
            f'<td>{escape(desk.registry_of(context, row))}</td><td><a class="quiet" href="{owner}?{kept}">'
            f"{escape(row.owner.short)}</a></td><td>{escape(desk.called(context, str(row.data.get('part') or '')))}</td>"
            f'<td>{escape(desk.state_of(context, row))}</td><td class="nowrap">{due}</td></tr>\n'
        )
    return mark_safe("".join(lines))


@register.simple_tag(takes_context=True)
def work_rows(context: Context, rows: Iterable[Record], with_owner: bool = False) -> SafeString:
    """The lines of what an organisation leads or takes part in."""
    at_day = _at_day(context)
    return mark_safe(
        "".join(
            f'<tr><th scope="row"><a href="{desk.record_address(row.pk)}{at_day}">{escape(desk.short(row.title, 60))}</a></th>'
            f'<td class="nowrap">{desk.light(context, row)}</td>'
            + (f"<td>{escape(row.owner.short)}</td>" if with_owner else "")
            + f'<td>{escape(desk.state_of(context, row))}</td><td class="nowrap">{escape(desk.day(context, row.due))}</td></tr>\n'
            for row in rows
        )
    )


@register.simple_tag(takes_context=True)
def department_rows(context: Context) -> SafeString:
    """The lines of the organisations, each number with the address of what it counts."""
    kept = escape(context["kept"])
    counted = {id: f"{reverse('overview-rows', args=[id])}?{kept}&amp;owner=" for id in _COUNTED}
    then = f"as_of={day.isoformat()}&amp;" if (day := context.get("as_of")) else ""
    warned = f"{reverse('registry', args=['warnings'])}?{then}owner="
    return mark_safe("".join(_department(one, kept, counted, warned) for one in context["rows"]))


_COUNTED = ("owed", "handed-in", "late", "handed-in-late", "accepted")


def _department(one: Department, kept: str, counted: dict[str, str], warned: str) -> str:
    id, n = one.organisation.pk, one.n
    page, owner = f"{_address('department', id)}?{kept}", quote(id, safe="")

    def number(count: str, address: str, rest: str = "", style: str = "") -> str:
        return f'<a{style} href="{address}">{n[count]}</a>{rest}' if n[count] else f"0{rest}"

    late = ' class="late"'
    cells = (
        number("leads", f"{page}#leads"),
        number("shares", f"{page}#shares"),
        number("owed", counted["owed"] + owner),
        number("handed-in", counted["handed-in"] + owner, f" / {n['owed']}") if n["owed"] else "—",
        number("late", counted["late"] + owner, style=late),
        number("handed-in-late", counted["handed-in-late"] + owner),
        number("accepted", counted["accepted"] + owner, f" / {n['handed-in']}") if n["handed-in"] else "—",
        number("red", f"{page}#leads", style=late),
        number("warnings", warned + owner),
    )
    head = f'<th scope="row"><a href="{page}">{escape(one.organisation.short)}</a></th>'
    return f"<tr>{head}" + "".join(f'<td class="number">{cell}</td>' for cell in cells) + "</tr>\n"


@register.simple_tag(takes_context=True)
def project_rows(context: Context, lines: Iterable[ProjectLine]) -> SafeString:
    """The lines of projects: what is the matter with each, and its money as last reported."""
    return mark_safe("".join(_project(context, one) for one in lines))


def _project(context: Context, one: ProjectLine) -> str:
    row, data, say = one.record, one.record.data, desk.say
    first, last = str(data.get("first_year") or ""), str(data.get("last_year") or "")
    years = f"{first}—{last}" if last and last != first else first
    marks = [desk.flags(context, row)]
    if one.days_late:
        marks.append(f'<span class="late">■ {say(context, "逾期{n}天", "{n} days late", n=one.days_late)}</span>')
    marks += [f'<span class="late">▲ {escape(desk.matter(context, gate))}</span>' for gate in one.gates]
    marks += [_pace(context, pace) for pace in one.behind]
    number = f'<span class="quiet">{escape(str(data["seq"]))}</span> ' if data.get("seq") else ""
    money = "".join(f'<td class="number">{escape(desk.money(one.amounts[name]))}</td>' for name in AMOUNTS)
    state = escape(desk.state_of(context, row))
    if one.library == "out":
        why = escape(desk.called(context, str(data.get("library_exit") or "")))
        state += f" <small>{say(context, '已出库：', 'left: ')}{why}</small>"
    return (
        f'<tr><th scope="row">{number}<a href="{desk.record_address(row.pk)}">{escape(row.title)}</a>'
        f" {' '.join(mark for mark in marks if mark)}</th><td>{escape(row.owner.short)}</td>"
        f'<td class="nowrap">{escape(years) or "—"}</td>{money}'
        f'<td class="nowrap">{escape(desk.period(context, one.period)) or "—"}</td><td>{state}</td></tr>\n'
    )


def _pace(context: Context, pace: Pace) -> str:
    lamp, title = LIGHTS[pace.shade], desk.say(context, pace.rule.title, pace.rule.title_en)
    behind = desk.say(context, "落后{n}个百分点", " {n} points behind", n=pace.points_behind)
    why = escape(desk.say(context, pace.because.zh, pace.because.en))
    return f'<span class="pace"><span class="light {lamp.name}" title="{why}">{lamp.sign} {escape(title + behind)}</span></span>'


@register.simple_tag(takes_context=True)
def meta(context: Context, row: Record, owner: bool = False, with_state: bool = False) -> SafeString:
    """The line under a record in a list: its registry, number, part, period, flags, light and due day."""
    say: Callable[..., str] = desk.say
    words = [desk.registry_of(context, row)]
    if number := row.data.get("number"):
        words.append(say(context, "第{n}项", "No. {n}", n=number))
    words += [desk.called(context, str(row.data["part"]))] if row.data.get("part") else []
    words += [row.owner.short] if owner else []
    words += [desk.state_of(context, row)] if with_state else []
    words += [desk.period(context, row.period)] if row.period else []
    spans = "".join(f"<span>{escape(one)}</span>" for one in words)
    return mark_safe(
        f'<p class="meta">{spans}{desk.flags(context, row)}{desk.light(context, row)}{_due(context, row)}</p>'
    )


def _due(context: Context, row: Record) -> str:
    if not row.due:
        return ""
    late, until = desk.days_late(row, context["today"]), desk.say(context, "截止 ", "due ") + desk.day(context, row.due)
    if not late:
        return f"<span>{escape(until)}</span>"
    said = desk.say(context, "逾期{n}天，", "{n} days late, ", n=late)
    return f'<span class="late">{escape(said + until)}</span>'


def _at_day(context: Context) -> str:
    """What a link to a record adds so that it is shown as of the same day."""
    day = context.get("as_of")
    return f"?as_of={day.isoformat()}" if day else ""


def _more(context: Context, name: str) -> str:
    """The beginning of the address of this page with one more thing asked."""
    asked = desk.address(context, **{name: ""})
    return escape(asked + ("&" if len(asked) > 1 else "")) + f"{name}="


def _address(name: str, id: str) -> str:
    return _pattern(name, get_script_prefix()).replace("~", quote(id))


@lru_cache(maxsize=16)
def _pattern(name: str, prefix: str) -> str:
    """An address with a tilde for what it is about; looking each up by its name takes longer than reading the row."""
    return reverse(name, args=["~"])
