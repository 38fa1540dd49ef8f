"""From a Vega-Lite chart to a finished SVG: hatching, colours of light and dark, title above and sources below.

Vega draws no hatching. What it fills with `NO_DATA` is hatched here, so that one rule holds for bars, bands and maps.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from luoshi.publish import chart_theme as theme

# What Vega writes for programs that read a page aloud, in English and once a mark: the alternative text says it once.
_ASIDE = re.compile(r' (?:aria-[a-z]+|role|pointer-events|class)="[^"]*"')
_FONT = re.compile(r' font-family="[^"]*"| font-weight="normal"')
_BLANK = re.compile(r'<path d="[^"]*" (?:fill|stroke)="transparent"/>|<path(?: d="[^"]*")?(?: display="none")?/>')
_COLOUR = re.compile(r'(?<=")#[0-9a-f]{6}(?=")')
_PART = re.compile(r'(?<= id=")|(?<=url\(#)|(?<=href="#)')
_SIZE = re.compile(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"[^>]*>')

# Lines of text: words, size, colour, whether bold.
Line = tuple[str, float, str, bool]


@lru_cache(maxsize=256)
def drawn(specification: str) -> tuple[float, float, str]:
    """Width, height and content of the picture that a Vega-Lite specification makes, in the colours of the theme."""
    import vl_convert

    svg = vl_convert.vegalite_to_svg(specification)
    found = _SIZE.search(svg)
    assert found is not None, "Vega writes the size of a picture into its first element"
    content = svg[found.end() : svg.rindex("</svg>")]
    content = _BLANK.sub("", _FONT.sub("", _ASIDE.sub("", content)))
    content = content.replace(f'xlink:href="{theme.HERE}', 'href="')
    hatch = f"hatch-{hashlib.sha256(specification.encode()).hexdigest()[:8]}"
    content = _PART.sub(f"{hatch}-", content)  # several figures on one page each keep their own clips
    content = content.replace(f'fill="{theme.NO_DATA}"', f'fill="url(#{hatch})"')
    pattern = _pattern(hatch) if f"#{hatch})" in content else ""
    wide, high = _size(specification) or (float(found[1]), float(found[2]))
    return wide, high, f'{pattern}<g font-family="{theme.FONTS}">{content}</g>'


def _size(specification: str) -> tuple[float, float] | None:
    """The size that a picture of several says of itself; Vega does not know it without moving them."""
    size = json.loads(specification).get("usermeta", {}).get("size")
    return (size[0], size[1]) if size else None


def _pattern(name: str) -> str:
    return (
        f'<defs><pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="6" height="6" fill="{theme.PAPER}"/>'
        f'<rect width="1.4" height="6" fill="{theme.HATCH}"/></pattern></defs>'
    )


def framed(plot: tuple[float, float, str], above: Sequence[Line], below: Sequence[Line], alt: str) -> str:
    """A picture of its own: paper, what stands above, the plot, what stands below."""
    wide, high, content = plot
    head, top = _lines(above, 10)
    foot, bottom = _lines(below, top + high + 4)
    height = bottom + (8 if below else 0)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:g}" height="{height:g}" '
        f'viewBox="0 0 {wide:g} {height:g}" role="img" aria-label={quoteattr(alt)}>'
        f'<rect width="{wide:g}" height="{height:g}" fill="{theme.PAPER}"/>'
        f'{head}<g transform="translate(0,{top:g})">{content}</g>{foot}</svg>'
    )


def bare(plot: tuple[float, float, str], alt: str, name: str) -> str:
    """A picture for a page that writes title and sources itself; it shrinks where there is less room."""
    wide, high, content = plot
    role = "group" if "<a href=" in content else "img"  # a picture has nothing in it that one could follow
    return (
        f'<svg class="{name}" width="{wide:g}" height="{high:g}" viewBox="0 0 {wide:g} {high:g}" role="{role}" '
        f"aria-label={quoteattr(alt)}>{content}</svg>"
    )


def _lines(lines: Sequence[Line], top: float) -> tuple[str, float]:
    """Lines of text from a height downwards, and the height below them."""
    parts = []
    for words, size, colour, bold in lines:
        top += size * 1.4
        weight = ' font-weight="bold"' if bold else ""
        parts.append(
            f'<text x="12" y="{top - size * 0.3:.1f}" font-family="{theme.FONTS}" font-size="{size}px" fill="{colour}"'
            f"{weight}>{escape(words)}</text>"
        )
    return "".join(parts), top + (6 if lines else 0)


def painted(svg: str, colours: Mapping[str, str]) -> str:
    """The picture in other colours.

    >>> painted('<rect fill="#1f2328"/>', {"#1f2328": "#e6edf3"})
    '<rect fill="#e6edf3"/>'
    """
    return _COLOUR.sub(lambda found: colours.get(found[0], found[0]), svg)


def for_a_style_sheet(svg: str) -> str:
    """The picture in colours that a style sheet may change, each with the one of light where none does.

    >>> for_a_style_sheet('<rect fill="#1f2328"/>')
    '<rect fill="var(--figure-1f2328,#1f2328)"/>'
    """
    known = theme.colours("light")
    return painted(svg, {colour: f"var({theme.name_of(colour)},{colour})" for colour in known})
