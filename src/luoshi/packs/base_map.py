"""The approved base map of an office: `base_map.yaml` of a pack, and what can be wrong with the file that it names.

A file with anything wrong in it is not used: maps are then drawn as without it, and make no claim of approval.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import Field

from luoshi.model.base_map import BaseMap, code_of
from luoshi.model.pack import Pack, Place
from luoshi.model.problem import Kind, Problem
from luoshi.packs.files import read_yaml, shown, where
from luoshi.packs.schemas import NotNegative, PartialDate, Schema, Text

NO_FILE = Kind(
    code="pack-base-map-missing",
    zh="找不到底图文件 {file}", en="there is no base map file {file}",
    hint_zh="请把底图（GeoJSON）放在 base_map.yaml 旁边，或改正文件名。",
    hint_en="Put the base map (GeoJSON) beside base_map.yaml, or correct the name.",
)  # fmt: skip
NOT_GEOJSON = Kind(
    code="pack-base-map-not-geojson",
    zh="底图文件 {file} 不是 GeoJSON：{reason_zh}", en="the base map {file} is not GeoJSON: {reason_en}",
    hint_zh="请用地理信息软件另存为 GeoJSON（FeatureCollection，UTF-8）。",
    hint_en="Save it as GeoJSON (a FeatureCollection in UTF-8) from a program for maps.",
)  # fmt: skip
NO_CODES = Kind(
    code="pack-base-map-without-codes",
    zh="底图的{count}个面没有属性“{key}”或不是行政区划代码，第一个是第{first}个要素",
    en="{count} areas of the base map have no administrative code as '{key}', the first is feature {first}",
    hint_zh="请在 base_map.yaml 的 code 写明存放行政区划代码的属性；这个要素的属性有：{known}。",
    hint_en="Name the property that holds the administrative code as code in base_map.yaml; this feature has: {known}.",
)  # fmt: skip
CODE_TWICE = Kind(
    code="pack-base-map-code-twice",
    zh="底图中代码 {code} 有{count}个面", en="code {code} has {count} areas in the base map",
    hint_zh="请把同一地区的面合并为一个 MultiPolygon。", hint_en="Join the areas of one place into one MultiPolygon.",
)  # fmt: skip
NOT_DEGREES = Kind(
    code="pack-base-map-not-degrees",
    zh="底图中{place}的坐标 ({x}, {y}) 不是我国范围内的经纬度",
    en="({x}, {y}), a position of {place} in the base map, is no longitude and latitude within China",
    hint_zh="坐标应为经纬度（度），先经度后纬度；投影坐标（米）请先转为 CGCS2000 经纬度。",
    hint_en="Positions are degrees, longitude first; turn projected ones (metres) into degrees (CGCS2000) first.",
)  # fmt: skip
NO_OUTLINE = Kind(
    code="pack-base-map-no-outline",
    zh="底图中{place}的边界不成面", en="the outline of {place} in the base map encloses nothing",
    hint_zh="每个环至少要有四个点，每个点是两个数。", hint_en="A ring has at least four positions of two numbers each.",
)  # fmt: skip
PLACES_LACKING = Kind(
    code="pack-base-map-without-places",
    zh="底图中没有{names}", en="the base map lacks {names}",
    hint_zh="请补上这些地区的面；代码应与 places.csv 一致。",
    hint_en="Add their areas, with the codes of places.csv.",
)  # fmt: skip

_FILE = "base_map.yaml"
# Longitude and latitude between which everything of China lies, its islands in the south too.
_WEST, _EAST, _SOUTH, _NORTH = 73.0, 136.0, 3.0, 54.0
Feature = Mapping[str, Any]  # Any: whatever stands in a file before it is looked at


class BaseMapFile(Schema):
    file: str = Field(
        pattern=r"^[^/\\]+\.(geo)?json$",
        description="The GeoJSON file beside this one: areas in degrees of longitude and latitude.",
    )
    approval: Text = Field(description="The number under which it was approved (审图号), shown under every map.")
    approved_by: Text = Field(description="Who approved it, shown beside the number.")
    approved_on: PartialDate = Field(None, description="When.")
    code: Text = Field("code", description="The property of an area that holds its administrative code.")
    name: Text = Field("name", description="The property of an area that holds its name.")
    simplified: NotNegative = Field(
        default=0, validate_default=True,
        description="By how many degrees lines may move when they are drawn; 0 draws them as approved. Said under the map.",
    )  # fmt: skip
    note: str = Field("", description="Anything else that the next reader should know.")

    def noun(self, folder: Path) -> BaseMap:
        kept = {key: value for key, value in self if key not in ("file", "simplified", "note")}
        return BaseMap(str(folder / self.file), simplified=float(self.simplified), **kept)


def base_map(pack: Pack) -> BaseMap | None:
    """The approved base map of a pack (底图), its own before that of a pack it extends.

    Gaps:
        None without a `base_map.yaml`, and where anything is wrong with the file it names (`of_base_map` says what).

    Raises:
        PackError: `base_map.yaml` is not what its schema says.

    >>> from luoshi.packs import pack
    >>> base_map(pack("jilin")) is None
    True
    """
    found = _declared(pack)
    return found if found and not any(_problems(pack, found)) else None


def of_base_map(pack: Pack) -> Iterator[Problem]:
    """What is the matter with the file of the base map: no GeoJSON, codes or places that lack, positions that are no degrees."""
    if found := _declared(pack):
        yield from _problems(pack, found)


def _declared(pack: Pack) -> BaseMap | None:
    folders = (Path(root) for root in (pack.path, *pack.extends))
    folder = next((one for one in folders if (one / _FILE).is_file()), None)
    return read_yaml(folder / _FILE, BaseMapFile).noun(folder.resolve()) if folder else None


def _problems(pack: Pack, found: BaseMap) -> Iterator[Problem]:
    file = Path(found.path)
    declared = file.with_name(_FILE)
    if not file.is_file():
        yield NO_FILE(file=file.name, where=where(declared, ("file",)))
        return
    features, wrong = _features(file)
    if wrong:
        yield wrong
        return
    areas = [(number, one) for number, one in enumerate(features, 1) if _kind(one) in ("Polygon", "MultiPolygon")]
    yield from _of_codes(areas, found, where(declared, ("code",)))
    yield from (problem for _, one in areas for problem in _of_outline(one, found))
    codes = {code_of(_properties(one).get(found.code) or "") for _, one in areas}
    if lacking := [place.name for place in _wanted(pack) if place.code not in codes]:
        yield PLACES_LACKING(names="、".join(lacking), where=shown(file))


def _features(file: Path) -> tuple[list[Feature], Problem | None]:
    try:
        read = json.loads(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        return [], NOT_GEOJSON(
            file=file.name, where=shown(file), reason_zh="不是 UTF-8 编码", reason_en="it is not UTF-8"
        )
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        zh, en = f"第{line}行不是 JSON", f"line {line} is not JSON"
        return [], NOT_GEOJSON(file=file.name, where=f"{shown(file)}:{line}", reason_zh=zh, reason_en=en)
    features = read.get("features") if isinstance(read, dict) else None
    if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
        zh, en = "没有要素列表（features）", "it has no list of features"
        return [], NOT_GEOJSON(file=file.name, where=shown(file), reason_zh=zh, reason_en=en)
    if not any(_kind(one) in ("Polygon", "MultiPolygon") for one in features):
        zh, en = "其中没有面（Polygon、MultiPolygon）", "it has no areas (Polygon, MultiPolygon)"
        return [], NOT_GEOJSON(file=file.name, where=shown(file), reason_zh=zh, reason_en=en)
    return features, None


def _of_codes(areas: list[tuple[int, Feature]], found: BaseMap, place: str) -> Iterator[Problem]:
    codes = [(number, one, code_of(_properties(one).get(found.code) or "")) for number, one in areas]
    without = [(number, one) for number, one, code in codes if not code]
    if without:
        number, first = without[0]
        known = "、".join(map(str, _properties(first))) or "—"
        yield NO_CODES(count=len(without), key=found.code, first=number, known=known, where=place)
    for code, count in Counter(code for _, _, code in codes if code).items():
        if count > 1:
            yield CODE_TWICE(code=code, count=count, where=shown(Path(found.path)))


def _of_outline(feature: Feature, found: BaseMap) -> Iterator[Problem]:
    """The first thing that is the matter with an outline."""
    properties, path = _properties(feature), shown(Path(found.path))
    place = str(properties.get(found.name) or properties.get(found.code) or "—")
    coordinates = feature["geometry"].get("coordinates")
    polygons = [coordinates] if _kind(feature) == "Polygon" else coordinates
    try:
        rings = [[(float(x), float(y)) for x, y, *_ in ring] for polygon in polygons for ring in polygon]
    except (TypeError, ValueError):
        rings = []
    if not rings or min(map(len, rings)) < 4:
        yield NO_OUTLINE(place=place, where=path)
        return
    outside = (at for ring in rings for at in ring if not (_WEST <= at[0] <= _EAST and _SOUTH <= at[1] <= _NORTH))
    if at := next(outside, None):
        yield NOT_DEGREES(place=place, x=f"{at[0]:g}", y=f"{at[1]:g}", where=path)


def _wanted(pack: Pack) -> list[Place]:
    """The prefectures of the pack's provinces, as they are today."""
    homes = [one.code for one in pack.places if one.level == "省" and one.name in pack.home_provinces]
    return [
        one
        for one in pack.places
        if one.level == "地级行政区" and one.standard and one.valid_to is None and one.parent in homes
    ]


def _kind(feature: Feature) -> str:
    geometry = feature.get("geometry")
    return str(geometry.get("type", "")) if isinstance(geometry, dict) else ""


def _properties(feature: Feature) -> Mapping[str, Any]:
    found = feature.get("properties")
    return found if isinstance(found, dict) else {}
