"""Markup without accidents: what is not made here as `Markup` is escaped.

The texts on a page come from files that anybody may have written, so no text reaches a page as it is.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

Content = str | None
Attribute = str | int | float | bool | None


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


EMPTY = Markup("")
_VOID = frozenset({"meta", "input", "br", "wbr"})


def text(content: Content) -> Markup:
    """Content as HTML: markup as it is, any other text escaped, nothing for `None`."""
    if isinstance(content, Markup):
        return content
    return Markup(html.escape(content)) if content else EMPTY


def join(parts: Iterable[Content], between: Content = "") -> Markup:
    """Pieces of content one behind the other."""
    return Markup(text(between).join(text(part) for part in parts))


def element(name: str, /, *content: Content, **attributes: Attribute) -> Markup:
    """An element; an attribute that is `None` or false is left out, one that is true stands without a value.

    A trailing underscore makes a Python word an attribute, other underscores become hyphens.

    >>> element("a", "甲 < 乙", href="#d1", class_="mark", hidden=False)
    '<a href="#d1" class="mark">甲 &lt; 乙</a>'
    """
    opening = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    return Markup(opening if name in _VOID else f"{opening}{join(content)}</{name}>")


def link(address: str, /, *content: Content, **attributes: Attribute) -> Markup:
    """A link to a page of this folder, or to a place in one.

    >>> str(link("tables.html", "表"))
    '<a href="tables.html">表</a>'
    """
    return element("a", *content, href=address, **attributes)


def bilingual(zh: Content, en: str) -> Markup:
    """Chinese, and behind it the same in English, smaller."""
    return join([zh, element("span", en, lang="en")], " ")


def terms(pairs: Iterable[tuple[str, Content]]) -> Markup:
    """A list of terms with what they say, leaving out those that say nothing."""
    rows = [join([element("dt", term), element("dd", said)]) for term, said in pairs if said]
    return element("dl", *rows) if rows else EMPTY


def heads(names: Sequence[str], numbers: Sequence[int] = ()) -> Markup:
    """The row of heads of a table; columns of numbers stand at the right."""
    cells = (
        element("th", name, scope="col", class_="number" if n in numbers else None) for n, name in enumerate(names)
    )
    return element("tr", *cells)


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{html.escape(str(value))}"'
