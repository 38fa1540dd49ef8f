"""A plot of which every pixel is known beforehand: two scales, the room around them, and layers of marks.

Rooms are computed from the labels that stand in them, so nothing is clipped or squeezed whatever the names are, and the
picture is exactly as wide as asked for. Marks stand at values, so the Vega-Lite form stays one of data. It is written
directly: a chart that Altair assembles takes a third of a second, which a page with ten of them has not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from luoshi.publish import chart_theme as theme
from luoshi.publish.chart_words import width

# A Vega-Lite specification, or a piece of one.
Specification = dict[str, Any]
Align = Literal["left", "center", "right"]
# x, y, text, colour
Label = tuple[float, float, str, str]
# x, y, x2, y2, colour
Box = tuple[float, float, float, float, str]
# x, y, colour
Dot = tuple[float, float, str]
# How it is drawn, its colour, its words.
Sign = Literal[
    "line", "dash", "tick", "box", "ring", "circle", "square", "triangle-up", "diamond", "cross", "triangle-down"
]
KeyEntry = tuple[Sign, str, str]
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"  # a name: nothing is fetched
LINE_HEIGHT = 1.25
_KEY_ROW, _KEY_SIGN = 20, 22


@dataclass
class Plot:
    """What is being drawn (绘图区).

    Attributes:
        width, height: Of the whole picture, in pixels.
        x, y: The values at the left and the right edge, and at the lower and the upper one.
        left, right, top, bottom: Room around the area of the marks.
        x_ticks, y_ticks: The values that an axis names; none, no axis.
        grid: Whether lines go through the picture at the values of the y axis, of the x axis, or not.
    """

    width: int
    height: int
    x: tuple[float, float]
    y: tuple[float, float]
    left: float = 8
    right: float = 8
    top: float = 8
    bottom: float = 8
    x_ticks: Sequence[float] = ()
    y_ticks: Sequence[float] = ()
    grid: Literal["x", "y", ""] = "y"
    layers: list[Specification] = field(default_factory=list)

    @property
    def across(self) -> float:
        """The width of the area of the marks."""
        return max(self.width - self.left - self.right, 10)

    @property
    def up(self) -> float:
        """The height of the area of the marks."""
        return max(self.height - self.top - self.bottom, 10)

    def dx(self, pixels: float) -> float:
        """So many pixels to the right, in values of x."""
        return pixels * (self.x[1] - self.x[0]) / self.across

    def dy(self, pixels: float) -> float:
        """So many pixels upwards, in values of y."""
        return pixels * (self.y[1] - self.y[0]) / self.up

    # ------------------------------------------------------------------ marks

    def lines(
        self, points: Iterable[tuple[float, float, str]], colour: str, *, dash: Sequence[int] = (), thick: float = 2
    ) -> None:
        """Lines through points in their order; points of one name are one line."""
        rows = [{"x": x, "y": y, "line": line, "order": n} for n, (x, y, line) in enumerate(points)]
        mark = {"type": "line", "color": colour, "strokeWidth": thick, "strokeDash": [*dash]}
        self._add(rows, mark, detail=_named("line"), order=_counted("order"))

    def areas(self, points: Iterable[tuple[float, float, float]], colour: str, opacity: float = 1) -> None:
        """A band between two values of y, over x."""
        rows = [{"x": x, "y": low, "y2": high} for x, low, high in points]
        self._add(rows, {"type": "area", "color": colour, "opacity": opacity}, y2={"field": "y2"})

    def boxes(self, boxes: Iterable[Box], *, edge: str | None = None, round: float = 0) -> None:
        """Rectangles between two corners."""
        mark = {"type": "rect", "cornerRadius": round} | ({"stroke": edge} if edge else {})
        self._add(_boxes(boxes), mark, x2={"field": "x2"}, y2={"field": "y2"}, fill=_OWN)

    def rules(self, rules: Iterable[Box], *, thick: float = 1, dash: Sequence[int] = ()) -> None:
        """Straight lines between two points."""
        mark = {"type": "rule", "strokeWidth": thick, "strokeDash": [*dash]}
        self._add(_boxes(rules), mark, x2={"field": "x2"}, y2={"field": "y2"}, color=_OWN)

    def dots(self, dots: Iterable[Dot], *, size: float = 40, shape: str = "circle", hollow: bool = False) -> None:
        """Marks at points; hollow ones are filled with paper."""
        rows = [{"x": x, "y": y, "colour": colour} for x, y, colour in dots]
        mark = {"type": "point", "size": size, "shape": shape, "strokeWidth": 2 if hollow else 1, "opacity": 1}
        self._add(rows, mark, fill={"value": theme.PAPER} if hollow else _OWN, stroke=_OWN)

    def labels(
        self, labels: Iterable[Label], *, align: Align = "left", size: float = theme.SMALL, bold: bool = False,
        halo: str = "", dx: float = 0, dy: float = 0,
    ) -> None:  # fmt: skip
        """Words at points, their middle at the height of the point; several lines are parted by a line feed.

        With a halo, its colour shines around the letters, so that they are read upon lines.
        """
        rows = [row for label in labels for row in self._each_line(label, size)]
        mark = {
            "type": "text", "align": align, "baseline": "middle", "fontSize": size, "dx": dx, "dy": dy,
            "fontWeight": "bold" if bold else "normal",
        }  # fmt: skip
        if halo:
            around = {"stroke": halo, "strokeWidth": 3, "strokeJoin": "round", "color": halo}
            self._add(rows, mark | around, text=_named("text"))
        self._add(rows, mark, text=_named("text"), color=_OWN)

    def _each_line(self, label: Label, size: float) -> list[Specification]:
        x, y, text, colour = label
        lines = text.split("\n")
        first = y + self.dy((len(lines) - 1) / 2 * size * LINE_HEIGHT)
        by = self.dy(size * LINE_HEIGHT)
        return [{"x": x, "y": first - n * by, "text": line, "colour": colour} for n, line in enumerate(lines)]

    def key(self, entries: Sequence[KeyEntry]) -> None:
        """What each sign means, in rows above the area of the marks; `top` has to have `key_height` of room for them."""
        words: list[Label] = []
        for entry, across, down in _key_places(entries, self.width):
            x = self.x[0] + self.dx(across - self.left)
            y = self.y[1] + self.dy(self.top - down - _KEY_ROW / 2)
            self._key_sign(entry, x, y)
            words.append((x + self.dx(_KEY_SIGN), y, entry[2], theme.SECONDARY))
        self.labels(words)

    def _key_sign(self, entry: KeyEntry, x: float, y: float) -> None:
        sign, colour, _ = entry
        middle, end = x + self.dx(8), x + self.dx(16)
        if sign in ("line", "dash"):
            self.rules([(x, y, end, y, colour)], thick=2, dash=(4, 3) if sign == "dash" else ())
        elif sign == "box":
            self.boxes([(x, y - self.dy(6), end, y + self.dy(6), colour)], edge=theme.LINE)
        elif sign == "tick":
            self.rules([(middle, y - self.dy(6), middle, y + self.dy(6), colour)], thick=3)
        else:
            shape = "circle" if sign == "ring" else sign
            self.dots([(middle, y, colour)], size=60, shape=shape, hollow=sign == "ring")

    def _add(self, rows: list[Specification], mark: Specification, **encoding: Specification) -> None:
        if rows:
            # The axes are those of the ground; to say them again in each layer takes Vega longer and changes nothing.
            again = [{"title": None} if ticks else {"axis": None} for ticks in (self.x_ticks, self.y_ticks)]
            where = {
                "x": _counted("x") | {"scale": _scale(self.x)} | again[0],
                "y": _counted("y") | {"scale": _scale(self.y)} | again[1],
            }
            self.layers.append({"data": {"values": rows}, "mark": mark, "encoding": where | encoding})

    # ------------------------------------------------------------------ the whole

    def specification(self) -> Specification:
        """All layers together, without the settings that belong to the whole picture."""
        quantitative = {"type": "quantitative"}
        ground: Specification = {
            "data": {"values": [{}]},
            "mark": {"type": "point", "opacity": 0, "size": 0, "color": theme.PAPER},
            "encoding": {
                "x": {"datum": self.x[0]} | quantitative | self._x(),
                "y": {"datum": self.y[0]} | quantitative | self._y(),
            },
        }
        return {"layer": [ground, *self.layers], "width": self.across, "height": self.up}

    def finished(self) -> Specification:
        """All layers together, as a picture of its own."""
        room = {"left": self.left, "right": self.right, "top": self.top, "bottom": self.bottom}
        whole = {"$schema": SCHEMA, "padding": room, "autosize": {"type": "none"}, "config": theme.config()}
        return whole | self.specification()

    def _x(self) -> Specification:
        axis = {"values": [*self.x_ticks], "format": "~f", "grid": self.grid == "x", "title": None, "tickSize": 4}
        return {"scale": _scale(self.x), "axis": axis if self.x_ticks else None}

    def _y(self) -> Specification:
        axis = {
            "values": [*self.y_ticks], "format": "~f", "grid": self.grid == "y", "title": None, "domain": False,
            "ticks": False, "labelPadding": 6,
        }  # fmt: skip
        return {"scale": _scale(self.y), "axis": axis if self.y_ticks else None}


def key_height(entries: Sequence[KeyEntry], wide: float) -> float:
    """The room that a key takes above a picture of that width."""
    return max((down for _, _, down in _key_places(entries, wide)), default=-_KEY_ROW) + _KEY_ROW + 8


def room_for(labels: Iterable[str], size: float = theme.SMALL, beside: float = 10) -> float:
    """The room that the longest of some labels takes, with a little beside it; one may have several lines."""
    return max((width(line, size) for label in labels for line in label.split("\n")), default=0) + beside


def apart(middles: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Middles as near to those given as they can be so that things of these sizes do not touch, between `low` and `high`.

    >>> apart([10, 11, 40], [10, 10, 10], 0, 100)
    [5.5, 15.5, 40.0]
    """
    order = sorted(range(len(middles)), key=lambda n: middles[n])
    groups: list[tuple[list[int], float, float]] = []  # members from below, their lower edge and their upper one
    for n in order:
        members, bottom = [n], middles[n] - sizes[n] / 2
        while groups and groups[-1][2] > bottom:
            members = groups.pop()[0] + members
            bottom = _bottom(members, middles, sizes)
        bottom = max(bottom, low)
        groups.append((members, bottom, bottom + sum(sizes[m] for m in members)))
    return _stacked(groups, sizes, high, len(middles))


def _bottom(members: Sequence[int], middles: Sequence[float], sizes: Sequence[float]) -> float:
    """The lower edge of things that stand one upon the other as near to their places as they can."""
    below, wanted = 0.0, 0.0
    for m in members:
        wanted += middles[m] - sizes[m] / 2 - below
        below += sizes[m]
    return wanted / len(members)


def _stacked(groups: Sequence[tuple[Sequence[int], float, float]], sizes: Sequence[float], high: float,
             count: int) -> list[float]:  # fmt: skip
    """The middles of all; what stands above the upper edge comes down and pushes what is under it."""
    placed = [0.0] * count
    for members, _, top in reversed(groups):
        high = min(top, high)
        for m in reversed(members):
            placed[m] = high - sizes[m] / 2
            high -= sizes[m]
    return placed


def _key_places(entries: Sequence[KeyEntry], wide: float) -> list[tuple[KeyEntry, float, float]]:
    """Each entry, how far from the left edge and how far from the upper one it stands."""
    places, across, down = [], 12.0, 4.0
    for entry in entries:
        long = _KEY_SIGN + width(entry[2], theme.SMALL)
        if across > 12 and across + long > wide - 8:
            across, down = 12.0, down + _KEY_ROW
        places.append((entry, across, down))
        across += long + 16
    return places


def _boxes(boxes: Iterable[Box]) -> list[Specification]:
    return [{"x": x, "y": y, "x2": x2, "y2": y2, "colour": colour} for x, y, x2, y2, colour in boxes]


def _scale(domain: tuple[float, float]) -> Specification:
    return {"domain": [*domain], "nice": False, "zero": False}


def _named(name: str) -> Specification:
    return {"field": name, "type": "nominal"}


def _counted(name: str) -> Specification:
    return {"field": name, "type": "quantitative"}


# The colour that stands in the row itself.
_OWN: Specification = {"field": "colour", "type": "nominal", "scale": None, "legend": None}
