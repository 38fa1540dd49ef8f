"""The approved base map of a pack: used as it is, or not at all and with the reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from luoshi.model.problem import PackError
from luoshi.packs import pack
from luoshi.packs.base_map import base_map, of_base_map
from luoshi.publish import map
from luoshi.publish.chart_words import Words

PLACES = """\
code,name,level,parent,managed_by,aliases,valid_from,valid_to,successor,standard,bare,note,source
990000,江省,省,,,,,,,是,是,,国标
990100,江州市,地级行政区,990000,,,,,,是,是,,国标
990200,湖州市,地级行政区,990000,,,,,,是,是,,国标
990300,老市,地级行政区,990000,,,,2019,,是,是,,国标
990181,山县,县,990100,,,,,,是,是,,国标
"""
OFFICE = "{id: plan, name: 江省发展和改革委员会, level: 省, kind: 政府部门, place: '990000'}"
SAID = "file: base.geojson\napproval: 江S（2026）001号\napproved_by: 江省自然资源厅\ncode: adcode\n"


def area(code: object, west: float = 120, south: float = 40, **more: Any) -> dict[str, Any]:
    ring = [[west, south], [west + 1, south], [west + 1, south + 1], [west, south + 1], [west, south]]
    return {
        "type": "Feature",
        "properties": {"adcode": code, "name": f"地{code}"},
        "geometry": {"type": "Polygon", "coordinates": [ring]} | more,
    }


BOTH = [area(990100), area("156990200", 121)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {
        "pack.yaml": "id: small\ntitle: 小包\n",
        "places.csv": PLACES,
        "organisations.yaml": f"organisations:\n- {OFFICE}\n",
        "base_map.yaml": SAID,
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return with_features(tmp_path, BOTH)


def with_features(folder: Path, features: object) -> Path:
    text = json.dumps({"type": "FeatureCollection", "features": features})
    (folder / "base.geojson").write_text(text, encoding="utf-8")
    return folder


def codes(folder: Path) -> list[str]:
    return [problem.code for problem in of_base_map(pack(folder))]


def note(folder: Path) -> str:
    found = base_map(pack(folder))
    return map.light_map({}, within="99", name=Words("灯", "lights"), base=found).note.zh


def test_every_map_carries_the_number_and_who_approved_it(folder: Path) -> None:
    assert codes(folder) == []
    assert note(folder) == "审图号：江S（2026）001号（江省自然资源厅审定）。"


def test_a_map_whose_lines_were_simplified_says_so(folder: Path) -> None:
    (folder / "base_map.yaml").write_text(SAID + "simplified: 0.005\n", encoding="utf-8")
    assert "显示时边界线简化不超过0.005度" in note(folder)


def test_a_pack_without_the_file_has_no_base_map_and_nothing_wrong(folder: Path) -> None:
    (folder / "base_map.yaml").unlink()
    assert base_map(pack(folder)) is None
    assert codes(folder) == []


def test_a_file_that_is_replaced_is_drawn_anew(folder: Path) -> None:
    def names() -> list[str]:
        found = map.light_map({}, within="99", name=Words("灯", "lights"), base=base_map(pack(folder)))
        return [str(row[0]) for row in found.rows]

    before = names()
    other = [one | {"properties": one["properties"] | {"name": "新名"}} for one in BOTH]
    assert before != ["新名", "新名"]
    with_features(folder, other)
    assert names() == ["新名", "新名"]


def test_districts_in_the_file_are_not_drawn_over_their_prefecture(folder: Path) -> None:
    with_features(folder, [*BOTH, area(990102), area(990000)])
    figure = map.light_map({}, within="99", name=Words("灯", "lights"), base=base_map(pack(folder)))
    assert [row[1] for row in figure.rows] == ["990100", "990200"]


@pytest.mark.parametrize(
    ("features", "code", "words"),
    [
        (None, "pack-base-map-not-geojson", "没有要素列表"),
        ([{"type": "Feature", "properties": {}, "geometry": None}], "pack-base-map-not-geojson", "没有面"),
        ([BOTH[0]], "pack-base-map-without-places", "湖州市"),
        ([*BOTH, area("")], "pack-base-map-without-codes", "第3个要素"),
        ([*BOTH, area(990100, 122)], "pack-base-map-code-twice", "990100"),
        ([BOTH[0], area(990200, 40, 121)], "pack-base-map-not-degrees", "(40, 121)"),
        ([BOTH[0], area(990200, 21500000, 4800000)], "pack-base-map-not-degrees", "地990200"),
        ([BOTH[0], area(990200, coordinates=[[[120, 40], [121, 41]]])], "pack-base-map-no-outline", "地990200"),
        ([BOTH[0], area(990200, coordinates=[[["a", 40]] * 4])], "pack-base-map-no-outline", "地990200"),
        ([BOTH[0], area(990200, coordinates=None)], "pack-base-map-no-outline", "地990200"),
    ],
)
def test_a_broken_file_is_not_used_and_the_reason_is_told(
    folder: Path, features: object, code: str, words: str
) -> None:
    (problem,) = of_base_map(pack(with_features(folder, features)))
    assert (problem.code, words in problem.zh) == (code, True)
    assert "base" in problem.where
    assert base_map(pack(folder)) is None


@pytest.mark.parametrize("data", [b"<svg/>", b"\xff\xfe\x00", b"[1, 2]", b"[" * 100_000, b'{"features": 3}'])
def test_a_file_that_is_not_geojson_at_all_is_named(folder: Path, data: bytes) -> None:
    (folder / "base.geojson").write_bytes(data)
    assert codes(folder) == ["pack-base-map-not-geojson"]


def test_a_file_that_is_not_there_is_named_at_its_line(folder: Path) -> None:
    (folder / "base.geojson").unlink()
    (problem,) = of_base_map(pack(folder))
    assert problem.code == "pack-base-map-missing"
    assert problem.where.endswith("base_map.yaml:1")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("file: ../base.geojson\n", "file"),
        ("file: base.shp\n", "file"),
        ("simplified: -1\n", "simplified"),
        ("colour: 1\n", "colour"),
    ],
)
def test_what_the_schema_does_not_know_is_refused(folder: Path, line: str, says: str) -> None:
    kept = SAID.replace("file: base.geojson\n", "") if line.startswith("file") else SAID
    (folder / "base_map.yaml").write_text(kept + line, encoding="utf-8")
    with pytest.raises(PackError, match=says):
        base_map(pack(folder))


def test_a_number_is_needed(folder: Path) -> None:
    (folder / "base_map.yaml").write_text("file: base.geojson\napproved_by: 厅\n", encoding="utf-8")
    with pytest.raises(PackError, match="approval"):
        base_map(pack(folder))
