"""A figure: a chart with everything that has to stand beside it, as picture, page, data and words.

A figure never stands alone: it carries its title (the finding), what is measured, a sentence for those who cannot see it,
the table from which it was drawn, its sources and the day up to which it knows. All forms are made without a browser and
without a network. `chart_target`, `chart_lights`, `map` and their neighbours make figures.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from luoshi.publish import chart_svg
from luoshi.publish import chart_theme as theme
from luoshi.publish.chart_plot import LINE_HEIGHT, Plot
from luoshi.publish.chart_theme import Mode
from luoshi.publish.chart_words import Cell, Language, Says, Words, cell, day, say, wrap
from luoshi.publish.page_html import EMPTY, Markup, element, join, link

if TYPE_CHECKING:
    from altair.typing import ChartType

WIDE, NARROW = 800, 360
NOTHING = Words("", "")
NOT_OFFICIAL = Words("含系统默认参数，非官方。", "With parameters of the system, not official.")

# From a width in pixels and a language to a Vega-Lite chart that is exactly as wide.
Draw = Callable[[int, Language], dict[str, Any]]
# An address, and what stands there.
Origin = tuple[str, Says]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart and what belongs to it (图).

    Attributes:
        title: The finding, as a sentence.
        measure: What is shown, in which unit.
        alt: A sentence that says what one sees, with the extremes, for those who cannot.
        columns: The heads of the table behind the figure.
        rows: Its rows; whatever is drawn stands in one of them.
        draw: Makes the chart for a width.
        note: What has to be known to read it, such as breaks and what is not drawn.
        sources: Where the numbers are from.
        as_of: The day up to which it knows.
        official: False where it rests on parameters that no document prints.
    """

    title: Says
    measure: Says
    alt: Says
    columns: tuple[Says, ...]
    rows: tuple[tuple[Cell, ...], ...]
    draw: Draw
    note: Says = NOTHING
    sources: tuple[str, ...] = ()
    as_of: date | None = None
    official: bool = True

    def svg(self, width: int = WIDE, *, language: Language = "zh", mode: Mode = "light") -> str:
        """The figure as a picture of its own, exactly as wide as asked for, with title above and sources below."""
        plot = chart_svg.drawn(self._specification(width, language))
        above = self._above(width - 24, language)
        picture = chart_svg.framed(plot, above, self._below(width - 24, language), say(self.alt, language))
        return chart_svg.painted(picture, theme.colours(mode))

    def png(self, scale: float = 2, width: int = WIDE, *, language: Language = "zh", mode: Mode = "light") -> bytes:
        """The same picture as pixels: `scale` for each pixel of the width; 2 or more for paper."""
        import vl_convert

        return vl_convert.svg_to_png(self.svg(width, language=language, mode=mode), scale=scale)

    def json(self, width: int = WIDE, *, language: Language = "zh") -> dict[str, Any]:
        """The figure as Vega-Lite, for programs that draw it themselves; there a place without data is plain grey."""
        chart: dict[str, Any] = json.loads(self._specification(width, language))
        title = {
            "text": [words for words, _, _, bold in self._above(width - 24, language) if bold],
            "subtitle": [words for words, _, _, bold in self._above(width - 24, language) if not bold],
            "anchor": "start", "font": theme.FONTS, "subtitleFont": theme.FONTS,
        }  # fmt: skip
        foot = [words for words, *_ in self._below(width - 24, language)]
        return chart | {
            "title": title, "description": say(self.alt, language), "usermeta": {"foot": foot}, "autosize": {"type": "pad"},
        }  # fmt: skip

    def html(self, language: Language = "zh", origins: Sequence[Origin] = ()) -> Markup:
        """The figure as a piece of a page: a picture for a desk, one for a phone, words, and the table to unfold.

        No script, no style within; `stylesheet` goes into the page once.

        Args:
            origins: Where on that page, or on which other, the rows and the sentence stand that it is drawn from.
        """
        pictures = [
            Markup(chart_svg.for_a_style_sheet(chart_svg.bare(chart_svg.drawn(self._specification(wide, language)),
                                                              say(self.alt, language), name)))
            for wide, name in ((WIDE, "wide"), (NARROW, "narrow"))
        ]  # fmt: skip
        title = element("strong", say(self.title, language))
        measure = element("span", say(self.measure, language), class_="measure")
        foot = join([element("p", line, class_="foot") for line in self._foot(language)])
        unfold = element("summary", "数据表" if language == "zh" else "The numbers")
        return element(
            "figure",
            element("figcaption", title, measure),
            *pictures,
            foot,
            _origins(origins, language),
            element("details", unfold, self._table(language)),
            class_="figure",
        )

    def chart(self, width: int = WIDE, *, language: Language = "zh") -> ChartType:
        """The figure as an Altair chart, for a notebook: it is shown as it is, or goes on from there."""
        import altair as alt

        chart: ChartType = alt.Chart.from_dict(self.json(width, language=language))
        return chart

    def csv(self, language: Language = "zh") -> str:
        """The table behind the figure; a missing value is blank with its reason beside the row."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow([say(column, language) for column in self.columns])
        writer.writerows([[cell(value, language) for value in row] for row in self.rows])
        return text.getvalue()

    def _specification(self, width: int, language: Language) -> str:
        return _written(self.draw, width, language)

    def _above(self, room: float, language: Language) -> list[chart_svg.Line]:
        title = wrap(say(self.title, language), theme.HEADING, room)
        measure = wrap(say(self.measure, language), theme.SIZE, room)
        return [
            *((line, theme.HEADING, theme.INK, True) for line in title),
            *((line, theme.SIZE, theme.SECONDARY, False) for line in measure),
        ]

    def _below(self, room: float, language: Language) -> list[chart_svg.Line]:
        lines = [line for words in self._foot(language) for line in wrap(words, theme.SMALL, room)]
        return [(line, theme.SMALL, theme.SECONDARY, False) for line in lines]

    def _foot(self, language: Language) -> list[str]:
        """Note, sources and day, each a line."""
        zh = language == "zh"
        note = say(self.note, language)
        own = "" if self.official else say(NOT_OFFICIAL, language)
        sources = ("来源：" if zh else "Sources: ") + ("；" if zh else "; ").join(self.sources) if self.sources else ""
        until = ("截至" if zh else "As of ") + day(self.as_of, language) if self.as_of else ""
        return [line for line in (note, own, "　".join(part for part in (sources, until) if part)) if line]

    def _table(self, language: Language) -> Markup:
        head = element("tr", *(element("th", say(column, language), scope="col") for column in self.columns))
        body = [element("tr", *(_td(value, language) for value in row)) for row in self.rows]
        return element("table", element("thead", head), element("tbody", *body))


def empty(title: Says, measure: Says, reason: Says, **more: Any) -> Figure:  # Any: what else a figure has
    """A figure that says that there is nothing to draw, and why; never an empty plot."""
    columns, rows = (Words("说明", "What is missing"),), ((reason,),)
    alt_ = Words(f"没有可画的数据：{reason.zh}", f"There is nothing to draw: {reason.en}")
    return Figure(title, measure, alt_, columns, rows, lambda wide, language: _nothing(wide, reason, language), **more)


def stylesheet() -> str:
    """What a page needs once for all its figures: which picture for which width, and the colours of the dark."""
    dark = "".join(f"{theme.name_of(light)}:{dark};" for light, dark in theme.colours("dark").items())
    return (
        ".figure svg{max-width:100%;height:auto}.figure .narrow{display:none}"
        f"@media (max-width:{WIDE - 200}px){{.figure .wide{{display:none}}.figure .narrow{{display:inline}}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
    )


@lru_cache(maxsize=128)
def _written(draw: Draw, width: int, language: Language) -> str:
    return json.dumps(draw(width, language), ensure_ascii=False)


def _nothing(wide: int, reason: Says, language: Language) -> dict[str, Any]:
    words = ("没有数据：" if language == "zh" else "No data: ") + say(reason, language)
    lines = wrap(words, theme.SIZE, wide - 80)
    plot = Plot(wide, 120 + round(len(lines) * theme.SIZE * LINE_HEIGHT), (0, 1), (0, 1))
    plot.boxes([(0, 0, 1, 1, theme.NO_DATA)], edge=theme.LINE)
    half = plot.dy(len(lines) * theme.SIZE * LINE_HEIGHT / 2 + 12)
    plot.boxes([(plot.dx(20), 0.5 - half, 1 - plot.dx(20), 0.5 + half, theme.PAPER)], round=4)
    plot.labels([(0.5, 0.5, "\n".join(lines), theme.INK)], align="center", size=theme.SIZE)
    return plot.finished()


def _origins(origins: Sequence[Origin], language: Language) -> Markup:
    """The small 源 under a figure."""
    if not origins:
        return EMPTY
    ways = [link(address, say(words, language), class_="origin") for address, words in origins]
    return element("p", "源：" if language == "zh" else "Drawn from: ", join(ways, " "), class_="foot")


def _td(value: Cell, language: Language) -> Markup:
    number = isinstance(value, int | float) or type(value).__name__ == "Decimal"
    return element("td", cell(value, language), class_="number" if number else None)
