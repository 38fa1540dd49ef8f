"""How templates show what a build found: lights with shape and word, and words in the language of the screen."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from luoshi.publish.chart_words import number
from luoshi.publish.page_findings import Mark
from luoshi_web.desk import shown as showing
from luoshi_web.desk.targets import word

register = template.Library()


@register.simple_tag(takes_context=True)
def of(context: Context, line: Any, part: str) -> str:
    """A cell of a line, as its column says it."""
    return str(line.title(_language(context)) if part == "title" else line.said(part, _language(context)))


@register.simple_tag(takes_context=True)
def both(context: Context, said: Any) -> str:
    """Something that is said in both languages: words, a step, a missing value, a problem."""
    if said is None:
        return ""
    return str(said.en if _language(context) == "en" else said.zh)


@register.simple_tag(takes_context=True)
def mark_word(context: Context, mark: Mark) -> str:
    """The word of a mark."""
    return word(mark, _language(context))


@register.simple_tag(takes_context=True)
def light(context: Context, mark: Mark) -> SafeString:
    """A light: its shape and its word, never colour alone."""
    return format_html('<span class="light {}">{} {}</span>', mark.name, mark.shape, word(mark, _language(context)))


@register.filter
def plainly(value: Any) -> str:
    """A number as printed; nothing where there is none."""
    return number(value) if isinstance(value, int | float) or hasattr(value, "adjusted") else ""


@register.filter
def document_name(id: str) -> str:
    """The number under which a document was issued, or its title."""
    return showing.document_name(id)


@register.filter
def organisation_name(id: str) -> str:
    """The short name of an organisation."""
    return showing.organisation_name(id)


def _language(context: Context) -> str:
    return context.get("language") or "zh"
