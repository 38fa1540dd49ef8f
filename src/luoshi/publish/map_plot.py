"""Outlines on a picture: projected so that areas compare, fitted to the width, with names where they have room.

The projection is Albers' conic of equal areas with the parallels 25° and 47° and the meridian 105° E, as maps of China have
it; a province is turned to its own meridian.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from luoshi.publish import chart_theme as theme
from luoshi.publish.chart_plot import KeyEntry, Plot, Specification, key_height
from luoshi.publish.chart_words import width
from luoshi.publish.map_boundaries import Area, BaseGeometry, the_library

Floats = npt.NDArray[np.float64]
_PEOPLES = (
    "朝鲜族|土家族|苗族|藏族|羌族|彝族|布依族|侗族|哈尼族|壮族|傣族|白族|景颇族|傈僳族|回族|蒙古族|蒙古|哈萨克|柯尔克孜"
)
_OFFICIAL = re.compile(rf"(?<=..)(?:(?:{_PEOPLES})*自治州|地区|市|盟|林区)$")
_TALLEST, _ROOM = 470, 10


@dataclass(frozen=True, slots=True)
class Fitted:
    """Places in pixels (投影后的区域): the shape of each by code, where its name may stand, and the size of all."""

    shapes: Mapping[str, BaseGeometry]
    middles: Mapping[str, tuple[float, float]]
    width: float
    height: float
    scale: float
    left: float
    top: float
    meridian: float

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point of the earth stands."""
        x, y = projected(np.array([[longitude, latitude]]), self.meridian)[0]
        return (x - self.left) * self.scale, (self.top - y) * self.scale


def short(name: str) -> str:
    """A place as everybody calls it.

    >>> short("延边朝鲜族自治州"), short("松原市"), short("大兴安岭地区"), short("沙市")
    ('延边', '松原', '大兴安岭', '沙市')
    """
    return _OFFICIAL.sub("", name)


def projected(points: Floats, meridian: float) -> Floats:
    """Degrees to a plane in which equal areas are equal (Snyder, Map Projections, eqs. 14-1 to 14-6)."""
    south, north = np.radians(25.0), np.radians(47.0)
    n = (np.sin(south) + np.sin(north)) / 2
    constant = np.cos(south) ** 2 + 2 * n * np.sin(south)
    radius = np.sqrt(constant - 2 * n * np.sin(np.radians(points[:, 1]))) / n
    angle = n * np.radians(points[:, 0] - meridian)
    return np.column_stack([radius * np.sin(angle), -radius * np.cos(angle)])


def fitted(areas: Sequence[Area], wide: float, also: Sequence[BaseGeometry] = ()) -> Fitted:
    """Areas, and lines that have to fit too, as large as the width allows and no taller than is readable."""
    shapely = the_library()
    bounds = shapely.total_bounds([area.shape for area in areas])
    meridian = 105.0 if bounds[2] - bounds[0] > 30 else float(bounds[0] + bounds[2]) / 2
    planes = [shapely.transform(area.shape, lambda points: projected(points, meridian)) for area in areas]
    lines = [shapely.transform(line, lambda points: projected(points, meridian)) for line in also]
    left, bottom, right, top = shapely.total_bounds([*planes, *lines])
    scale = min(wide / (right - left), min(_TALLEST, wide * 1.1) / (top - bottom))
    left -= (wide / scale - (right - left)) / 2
    fit = Fitted({}, {}, wide, (top - bottom) * scale, scale, left, top, meridian)

    def pixels(points: Floats) -> Floats:
        return np.column_stack([(points[:, 0] - left) * scale, (top - points[:, 1]) * scale])

    shapes = {area.code: shapely.transform(plane, pixels) for area, plane in zip(areas, planes, strict=True)}
    for n, line in enumerate(lines):
        shapes[f"line {n}"] = shapely.transform(line, pixels)
    middles = {code: _middle(shape) for code, shape in shapes.items() if not code.startswith("line")}
    return Fitted(shapes, middles, fit.width, fit.height, scale, left, top, meridian)


def _middle(shape: BaseGeometry) -> tuple[float, float]:
    """The point of the largest part that is farthest from its edge."""
    shapely = the_library()
    largest = max(shapely.get_parts(shape), key=shapely.area)
    inner = shapely.maximum_inscribed_circle(largest, tolerance=1).coords[0]
    return float(inner[0]), float(inner[1])


def map_of(
    fit: Fitted,
    wide: int,
    fills: Mapping[str, str],
    entries: Sequence[KeyEntry],
    links: Mapping[str, str] | None = None,
) -> Plot:
    """A plot in pixels with the areas in their colours, without names yet; lines are drawn in ink.

    `links` are the addresses to which areas lead on a page, by code.
    """
    top = key_height(entries, wide) + 4
    plot = Plot(
        wide, round(top + fit.height + _ROOM), (0, fit.width), (fit.height, 0), left=_ROOM, right=_ROOM, top=top,
        bottom=_ROOM,
    )  # fmt: skip
    outlines = [code for code in fit.shapes if not code.startswith("line")]
    led = links or {}
    plot.layers.append(
        _shapes(
            [(fit.shapes[code], fills.get(code, theme.GROUND), led.get(code, "")) for code in outlines], filled=True
        )
    )
    lines = [(shape, theme.SECONDARY, "") for code, shape in fit.shapes.items() if code.startswith("line")]
    if lines:
        plot.layers.append(_shapes(lines, filled=False))
    plot.key(entries)
    return plot


def _shapes(shapes: Iterable[tuple[BaseGeometry, str, str]], *, filled: bool) -> Specification:
    values = [
        {"type": "Feature", "geometry": _rounded(shape), "colour": colour}
        | ({"link": theme.HERE + link} if link else {})
        for shape, colour, link in shapes
    ]
    own = {"field": "colour", "type": "nominal", "scale": None, "legend": None}
    edge = {"stroke": theme.SECONDARY, "strokeWidth": 0.8, "strokeJoin": "round"}
    return {
        "data": {"values": values},
        "projection": {"type": "identity", "scale": 1, "translate": [0, 0]},
        "mark": {"type": "geoshape"} | (edge if filled else {"filled": False, "strokeWidth": 0.8}),
        "encoding": ({"fill": own} if filled else {"stroke": own})
        | ({"href": {"field": "link", "type": "nominal"}} if any("link" in one for one in values) else {}),
    }


def _rounded(shape: BaseGeometry) -> dict[str, Any]:
    shapely = the_library()
    geometry: dict[str, Any] = shapely.geometry.mapping(shapely.transform(shape, lambda points: np.round(points, 1)))
    return geometry


def placed(
    fit: Fitted, wanted: Mapping[str, Sequence[str]], size: float = theme.SMALL
) -> dict[str, tuple[float, float, str]]:
    """For each place the first of its forms that neither touches another name nor leaves the picture, and where it stands.

    Large places choose first. A form may have several lines; a place for whose forms there is no room is left out.
    """
    taken: list[tuple[float, float, float, float]] = []
    found: dict[str, tuple[float, float, str]] = {}
    for code in sorted(wanted, key=lambda one: -float(fit.shapes[one].area)):
        x, y = fit.middles[code]
        for form in wanted[code]:
            lines = form.split("\n")
            half, high = max(width(line, size) for line in lines) / 2 + 2, len(lines) * size * 0.65 + 1
            middle = min(max(x, half), fit.width - half)
            box = (middle - half, y - high, middle + half, y + high)
            if not any(_touch(box, other) for other in taken):
                taken.append(box)
                found[code] = (middle, y, form)
                break
    return found


def _touch(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
