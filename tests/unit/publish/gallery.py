"""One small figure of every kind, and what its picture says: the words with their places, and the values that are drawn."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from lxml import etree

from luoshi.model.base_map import BaseMap
from luoshi.model.coordination import Coordination, Level, Obstacle
from luoshi.model.finding import Goal, Outlook
from luoshi.model.observation import Observation, Origin
from luoshi.publish import chart_words, map
from luoshi.publish.chart import Figure, empty
from luoshi.publish.chart_bars import Influence, influences, obstacles
from luoshi.publish.chart_cities import Panel, cities
from luoshi.publish.chart_coordination import coordination_levels, coordination_plane
from luoshi.publish.chart_effect import Effect, event_study
from luoshi.publish.chart_investment import Instalment, investment
from luoshi.publish.chart_lights import LightRow, lights
from luoshi.publish.chart_plane import InPlane, class_plane
from luoshi.publish.chart_profile import Profile, radar
from luoshi.publish.chart_ranking import Ranked, ranking
from luoshi.publish.chart_slope import Change, slope
from luoshi.publish.chart_target import target
from luoshi.publish.chart_timeline import Task, timeline
from luoshi.publish.chart_words import Words

LONG = "沿江高新技术产业开发区管理委员会"
REASON = Words("尚未填报，须由统计部门补录", "not reported yet")
_BANDS = ((0, 0.4, "失调"), (0.4, 0.6, "濒临失调"), (0.6, 0.8, "初级协调"), (0.8, 1, "良好协调"))
LEVELS = [Level(n + 1, low, high, name, name, "") for n, (low, high, name) in enumerate(_BANDS)]


def seen(year: int, value: str, published: date | None = None, quality: Any = "final") -> Observation:
    origin = Origin("table", "a.csv", "", "", 1, 1, "统计年鉴")
    return Observation("gdp", "990100", str(year), Decimal(value), published or date(year + 1, 3, 1), quality, origin)


def series() -> list[Observation]:
    """Values of ten years with a missing one, a break, and a revision."""
    values = {
        2010: "900",
        2011: "1000",
        2012: "1150",
        2014: "1300",
        2015: "1320",
        2016: "1374",
        2017: "730",
        2018: "760",
    }
    return [*(seen(*pair) for pair in values.items()), seen(2016, "1410", date(2017, 1, 20), "preliminary")]


def coordination(coupling: float, index: float, form: Any = "standard") -> Coordination:
    degree = (coupling * index) ** 0.5
    level = next(level for level in LEVELS if degree < level.high)
    return Coordination(form, (), (), coupling, index, degree, level)


def a_target(**more: Any) -> Figure:
    goal = Goal("up", Decimal(900), due=2020, base_year=2017, base=Decimal(730), listed=((2019, Decimal(820)),))
    return target(
        goal,
        series(),
        name=Words("江州地区生产总值", "GDP of 江州"),
        unit="亿元",
        planned=[(2017, Decimal(730)), (2018, Decimal(775)), (2019, Decimal(820)), (2020, Decimal(900))],
        outlook=Outlook("直线", 2020, Decimal(820), Decimal(790), Decimal(850), Decimal("0.8"), Decimal("0.02")),
        breaks=[(2017, "level", "普查后未调整历史数据")],
        **({"as_of": date(2019, 4, 10), "sources": ("统计年鉴2019",)} | more),
    )


SQUARES = {"990100": "江州市", "990200": "湖州地区", "990300": "山州市"}


def base_map(folder: Path, approval: str = "") -> BaseMap:
    """Three squares beside one another."""
    features = []
    for n, (code, name) in enumerate(SQUARES.items()):
        ring = [[120 + n, 40], [121 + n, 40], [121 + n, 41], [120 + n, 41], [120 + n, 40]]
        features.append(
            {
                "type": "Feature",
                "properties": {"gb": f"156{code}", "name": name},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
        )
    path = folder / "base.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return BaseMap(str(path), approval)


def figures(base: BaseMap) -> dict[str, Figure]:
    """One of every kind, each with something that is missing."""
    name = Words("各地区", "Places")
    panels = [Panel("江州", series(), breaks=[(2017, "level", "普查")]), Panel(LONG, reason=REASON)]
    path = {2015: coordination(0.5, 0.3), 2016: REASON, 2017: coordination(0.8, 0.5), 2018: coordination(0.9, 0.6)}
    return {
        "target": a_target(),
        "cities": cities(panels, name=name, unit="亿元"),
        "lights": lights(
            [LightRow("江州", {"red": 1, "green": 3, "none": 1}, ["绿道"]), LightRow(LONG, {}, reason=REASON)],
            name=name,
        ),
        "light map": map.light_map({"990100": "red", "990200": "green"}, within="99", name=name, base=base),
        "value map": map.value_map(
            {"990100": Decimal(3), "990200": Decimal(9)}, within="99", name=name, unit="亿元", base=base
        ),
        "cluster map": map.cluster_map({"990100": "HH", "990200": "NS"}, within="99", name=name, base=base),
        "point map": map.point_map([map.Point("江州", 120.5, 40.5, "成熟型")], name=name, measure=name, base=base),
        "ranking": ranking(
            [Ranked("江州", 1, 1, 2, 0.8), Ranked("湖州", 2, 1, 2, 0.61), Ranked(LONG, None, reason=REASON)], name=name
        ),
        "radar": radar(
            ["经济", "生态", "民生"], [Profile("江州", [0.4, None, 0.9]), Profile("湖州", [0.2, 0.3, 0.5])], name=name
        ),
        "slope": slope(
            [Change("江州", 3, 5), Change("湖州", 6, 4), Change("山州", None, None, REASON)],
            first=2010,
            last=2018,
            name=name,
            unit="%",
        ),
        "plane": coordination_plane(path, LEVELS, name=name),
        "classes": class_plane(
            [
                InPlane("江州", "成熟型", 0.7, 0.6, False, Words("成熟型", "mature")),
                InPlane("湖州", "衰退型", None, 0.3, True, REASON),
                InPlane("山州", "再生型", None, None, False, REASON),
            ],
            edges=(0.5, 0.5),
            name=name,
        ),
        "bands": coordination_levels(
            {"江州": path, "湖州": {2015: coordination(0.4, 0.4)}, "山州": {}}, LEVELS, name=name
        ),
        "obstacles": obstacles(
            [Obstacle(LONG, 0.5, 0.6, 60.0), Obstacle("失业率", 0.5, 0.4, 40.0)], without={"矿山": REASON}, name=name
        ),
        "influences": influences(
            [Influence("权重", 0.4, 0.5, (0.3, 0.5), (0.4, 0.6)), Influence("误差", None, None, reason=REASON)],
            name=name,
        ),
        "effect": event_study(
            [
                Effect(-2, 0.1, -0.2, 0.4),
                Effect(-1, 0, reference=True),
                Effect(0, 0.5, 0.2, 0.8),
                Effect(1, None, reason=REASON),
            ],
            name=name,
            unit="%",
        ),
        "timeline": timeline(
            [
                Task(LONG, date(2017, 1, 31), date(2016, 6, 1)),
                Task("绿道", date(2018, 1, 1), done=date(2017, 3, 1)),
                Task("划定红线", None),
            ],
            name=name,
            as_of=date(2017, 6, 1),
        ),
        "investment": investment(
            [
                Instalment("2016Q1", Decimal(2), Decimal(1)),
                Instalment("2016Q2", Decimal(4), None),
                Instalment("2016Q3", Decimal(6), Decimal(5)),
                Instalment("2016Q4", Decimal(9), None),
            ],
            name=name,
            total=Decimal(12),
        ),
        "nothing": empty(name, name, REASON),
    }


KINDS = (
    "target", "cities", "lights", "light map", "value map", "cluster map", "point map", "ranking", "radar", "slope",
    "plane", "classes", "bands", "obstacles", "influences", "effect", "timeline", "investment", "nothing",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """A line of words in a picture, with the box that it takes."""

    words: str
    left: float
    right: float
    top: float
    bottom: float

    def touches(self, other: Label) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


_MOVE = re.compile(r"translate\(([-\d.e]+)(?:[ ,]([-\d.e]+))?\)")


def labels(svg: str) -> list[Label]:
    """Every line of words in a picture, where it stands; what is drawn twice, for its halo, once."""
    found = [_label(text) for text in etree.fromstring(svg.encode()).iter("{*}text") if text.text]
    return list(dict.fromkeys(found))


def _label(text: etree._Element) -> Label:
    x, y = float(text.get("x", 0)), float(text.get("y", 0))
    element: etree._Element | None = text
    while element is not None:
        for across, down in _MOVE.findall(element.get("transform", "")):
            x, y = x + float(across), y + float(down or 0)
        element = element.getparent()
    size = float(text.get("font-size", "11").removesuffix("px"))
    wide = chart_words.width(text.text or "", size)
    left = x - {"middle": wide / 2, "end": wide}.get(text.get("text-anchor", "start"), 0)
    return Label(
        text.text or "", round(left, 1), round(left + wide, 1), round(y - size * 0.75, 1), round(y + size * 0.15, 1)
    )


def drawn(figure: Figure) -> Iterator[dict[str, Any]]:
    """Every row of data that stands in the Vega-Lite form."""
    waiting: list[Any] = [figure.json()]
    while waiting:
        piece = waiting.pop()
        if isinstance(piece, dict):
            yield from piece.get("data", {}).get("values", [])
            waiting += [*piece.get("layer", []), *piece.get("concat", [])]
