"""The figures of an evaluation: ranking with intervals, map by level, path over the years, obstacles, and what it hangs on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from luoshi.model.assessed import Assessed, AssessedPlace, Pattern
from luoshi.model.base_map import BaseMap
from luoshi.model.coordination import Level
from luoshi.model.finding import Missing
from luoshi.model.problem import LuoshiError
from luoshi.publish.chart import Figure
from luoshi.publish.chart_bars import Influence, influences, obstacles
from luoshi.publish.chart_coordination import Result, coordination_levels
from luoshi.publish.chart_ranking import Ranked, ranking
from luoshi.publish.chart_slope import Change, slope
from luoshi.publish.chart_words import Says, Words
from luoshi.publish.map import cluster_map
from luoshi.publish.map_levels import level_map

FACTORS = {
    "normalise": "标准化方法", "weight": "赋权方法", "aggregate": "综合方法", "weight_noise": "权重浮动",
    "data_error": "数据误差", "impute": "插补", "treat": "异常值处理", "leave_out": "剔除指标",
}  # fmt: skip


_CLUSTERS = {"高高": "HH", "低低": "LL", "高低": "HL", "低高": "LH", "不显著": "NS"}
_ALONE = Words("相邻地区没有得分", "no neighbour has a score")


def name_of(given: Assessed) -> Words:
    """What a figure of an evaluation is about."""
    english = given.scheme.title_en or given.scheme.title
    return Words(f"{given.scheme.title}（{given.as_of}年）", f"{english}, {given.as_of}")


def ranking_figure(given: Assessed) -> Figure:
    """All places with the ranks between which they come; those without a score are hatched, with the reason."""
    rows = [
        Ranked(one.name, None, reason=Words(one.score.zh.rpartition("：")[2], one.score.en))
        if isinstance(one.score, Missing)
        else Ranked(one.name, one.rank, one.low, one.high, round(one.score, 3))
        for one in given.places
    ]
    varied = Words(f"变动：{'；'.join(given.varied)}。", f"Replications: {given.replications}.")
    title = None
    if len(given.scored) > 1:
        first, last = given.scored[0].name, given.scored[-1].name
        title = Words(
            f"{given.as_of}年{first}居首，{last}居末；区间重叠的先后不能断定",
            f"{given.as_of}: {first} first, {last} last; where intervals overlap, the order is not certain",
        )
    return ranking(rows, name=name_of(given), level=given.level, note=varied, title=title, **_more(given))


def map_figure(given: Assessed, base: BaseMap | None = None) -> Figure | None:
    """The map by level; None without levels, where a place is no prefecture, or without boundaries."""
    codes = [one.place for one in given.places]
    prefixes = {code[:2] for code in codes}
    if not given.scheme.bands or len(prefixes) != 1 or any(not code.endswith("00") for code in codes):
        return None
    levels = {one.place: Words(one.band.title, one.band.title_en or one.band.title) for one in given.scored if one.band}
    order = [Words(band.title, band.title_en or band.title) for band in given.scheme.bands]
    reasons: Mapping[str, Says] = {one.place: one.score for one in given.unscored if isinstance(one.score, Missing)}
    try:
        return level_map(
            levels, order=order, within=prefixes.pop(), name=name_of(given), reasons=reasons, title=_of_levels(given),
            base=base, **_more(given),
        )  # fmt: skip
    except LuoshiError:
        return None


def pattern_figure(given: Assessed, base: BaseMap | None = None) -> Figure | None:
    """The map of each place beside its neighbours; None where that could not be worked out."""
    if not isinstance(given.pattern, Pattern):
        return None
    clusters = {one.place: _CLUSTERS[one.cluster] for one in given.pattern.places if one.cluster in _CLUSTERS}
    reasons: dict[str, Says] = {one.place: one.score for one in given.unscored if isinstance(one.score, Missing)}
    reasons |= {one.place: _ALONE for one in given.pattern.places if one.place not in clusters}
    significant = sum(one != "NS" for one in clusters.values())
    title = Words(
        f"{given.as_of}年：{significant}个地区与周边的关系显著"
        if significant
        else f"{given.as_of}年：没有显著的聚集或突出",
        f"{given.as_of}: {significant} places with a significant pattern",
    )
    within = given.places[0].place[:2]
    try:
        return cluster_map(
            clusters, within=within, name=name_of(given), reasons=reasons, title=title, base=base, **_more(given)
        )
    except LuoshiError:
        return None


def path_figure(given: Assessed) -> Figure | None:
    """Over the comparable years: degrees upon levels, or the first and the last score; None for one year or one indicator."""
    if given.first == given.as_of or not given.scored or len(given.scheme.indicators) < 2:
        return None
    if given.scheme.is_coordination:
        results: dict[str, dict[int, Result]] = {one.name: _results(one) for one in given.scored}
        return coordination_levels(results, _levels(given), name=name_of(given), title=_moved(given), **_more(given))
    changes = [Change(one.name, _score(one, 0), _score(one, -1), _why(one)) for one in given.scored]
    return slope(
        changes, first=given.first, last=given.as_of, name=name_of(given), unit="得分", title=_moved(given), **_more(given)
    )  # fmt: skip


def obstacles_figure(given: Assessed, place: AssessedPlace) -> Figure | None:
    """What keeps a place from the best; None where there is one indicator alone, or nothing does."""
    if len(given.scheme.indicators) < 2 or not place.obstacles:
        return None
    titles = {item.id: item.title for item in place.items}
    name = Words(f"{place.name}{given.as_of}年障碍度", f"Obstacles of {place.name}, {given.as_of}")
    return obstacles(place.obstacles, name=name, titles=titles, **_more(given))


def reliance_figure(given: Assessed) -> Figure | None:
    """On which choice the ranks hang; None where it could not be worked out or where they never move."""
    if isinstance(given.reliance, Missing) or not any(one.total > 0 for one in given.reliance):
        return None
    choices = [
        Influence(
            FACTORS.get(one.factor, one.factor),
            max(one.first, 0.0),
            one.total,
            (max(one.first - one.first_error, 0.0), max(one.first, 0.0) + one.first_error),
            (max(one.total - one.total_error, 0.0), one.total + one.total_error),
        )
        for one in given.reliance
    ]
    name = Words(f"{given.scheme.title}的位次", f"Ranks of {given.scheme.title_en or given.scheme.title}")
    return influences(choices, name=name, **_more(given))


def _more(given: Assessed) -> dict[str, Any]:  # Any: what every figure has besides
    return {"sources": sources(given), "official": given.scheme.official}


def sources(given: Assessed) -> tuple[str, ...]:
    """The statistical sources of the values of the year judged, the first three."""
    rows = (row for place in given.scored for item in place.items if not isinstance(item.point, Missing)
            for row in item.point.observations)  # fmt: skip
    found = sorted({row.origin.statistics for row in rows if row.origin.statistics})
    return (*found[:3], f"等{len(found)}种") if len(found) > 3 else tuple(found)


def _of_levels(given: Assessed) -> Words:
    counted = Counter(one.band.title for one in given.scored if one.band)
    english = {band.title: band.title_en or band.title for band in given.scheme.bands}
    zh = "，".join(f"{title}{count}个" for title, count in counted.items())
    en = ", ".join(f"{count} {english[title]}" for title, count in counted.items())
    return Words(f"{given.as_of}年：{zh}", f"{given.as_of}: {en}")


def _moved(given: Assessed) -> Words:
    """How many rose and fell from the first comparable year to the last."""
    pairs = [(first, last) for one in given.scored if (first := _score(one, 0)) is not None
             and (last := _score(one, -1)) is not None]  # fmt: skip
    up, down = sum(last > first for first, last in pairs), sum(last < first for first, last in pairs)
    return Words(
        f"{given.first}年至{given.as_of}年：{up}个上升，{down}个下降",
        f"{given.first} to {given.as_of}: {up} up, {down} down",
    )


def _results(place: AssessedPlace) -> dict[int, Result]:
    found: dict[int, Result] = {}
    for one in place.years:
        if one.coordination is not None:
            found[one.year] = one.coordination
        elif isinstance(one.score, Missing):
            found[one.year] = one.score
    return found


def _levels(given: Assessed) -> tuple[Level, ...]:
    return tuple(
        Level(n + 1, band.low or 0.0, band.high or 1.0, band.title, band.title_en, "")
        for n, band in enumerate(given.scheme.bands)
    )


def _score(place: AssessedPlace, at: int) -> float | None:
    score = place.years[at].score
    return None if isinstance(score, Missing) else score


def _why(place: AssessedPlace) -> Says:
    return next((one.score for one in place.years if isinstance(one.score, Missing)), Words("没有得分", "no score"))
