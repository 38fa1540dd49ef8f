"""Two axes and a decision table: 成长型, 成熟型, 衰退型 or 再生型.

The national plan names the axes (资源保障能力, 经济社会可持续发展能力) and describes the four classes in words; it prints no
indicator, no threshold and no table. What is here is the system's own reading and says so. The class of 2013 stays in
force until the competent department changes it; a change is suggested only after two consecutive assessments agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from luoshi.model.classification import Advice, CityIndices, ClassAdvice, SuggestedClass, Thresholds
from luoshi.model.finding import Missing, Step
from luoshi.model.pack import ResourceClass
from luoshi.model.problem import Kind, LuoshiError

INDEX_MISSING = Kind(
    code="classify-index-missing",
    zh="缺少{names}，不能分类", en="{names_en} missing: no class can be suggested",
    hint_zh="请补充这些指数的数据。", hint_en="Supply the data of these indices.",
)  # fmt: skip
NO_CITIES = Kind(
    code="classify-no-cities",
    zh="没有可供求中位数的城市", en="no city has all three indices: there is no median",
    hint_zh="请给出阈值，或补充数据。", hint_en="Give thresholds, or supply data.",
)  # fmt: skip
NOT_ONE_CITY = Kind(
    code="classify-not-one-city",
    zh="历次评估应是同一城市、年份递增：{places}", en="assessments must be of one city, in rising years: {places}",
    hint_zh="请按城市分开，并按年份排列。", hint_en="Separate them by city and put them in order.",
)  # fmt: skip

_NAMES = {
    "supply": ("资源保障能力 R", "supply R"),
    "sustainability": ("可持续发展能力 S", "sustainability S"),
    "dependence": ("资源依赖度 D", "dependence D"),
    "extracted": ("累计采出比 R2", "share extracted R2"),
}
_AXES = ("supply", "sustainability", "dependence")
DEFAULT_NOTE = Step(
    "分类指数、阈值和判定表为系统默认，非官方", "indices, thresholds and table are the system's own, not official"
)


def by_median(cities: Iterable[CityIndices], *, high: float = 0.7) -> Thresholds:
    """Thresholds at the median of the cities compared.

    Args:
        cities: Those that lack an index are left out.
        high: From which sustainability on a growing city counts as mature.

    Raises:
        LuoshiError: no city has all three indices.

    >>> one, two = CityIndices("a", 2018, 0.2, 0.4, 0.5), CityIndices("b", 2018, 0.6, 0.8, 0.1)
    >>> edges = by_median([one, two])
    >>> round(edges.supply, 2), round(edges.sustainability, 2), round(edges.dependence, 2)
    (0.4, 0.6, 0.3)
    """
    whole = [city for city in cities if not _missing(city)]
    if not whole:
        raise LuoshiError(NO_CITIES())
    supply, sustainability, dependence = (
        float(median(getattr(city, axis) for city in whole)) for axis in _AXES
    )  # fmt: skip
    return Thresholds(supply, sustainability, dependence, high)


def suggest(city: CityIndices, edges: Thresholds) -> SuggestedClass | Missing:
    """The class that the indices of one year suggest.

    Gaps:
        One of the three indices is missing. Without R2 a city is not taken for exhausted, and without R4 not for growing;
        a step says so.

    >>> edges = Thresholds(0.5, 0.5, 0.5, sustainability_high=0.7)
    >>> found = suggest(CityIndices("220400", 2018, 0.2, 0.3, 0.6, extracted=80), edges)
    >>> found.suggested, found.official, found.borderline
    ('衰退型', False, ())
    """
    if missing := _missing(city):
        names = [_NAMES[name] for name in missing]
        return Missing(INDEX_MISSING(names="、".join(zh for zh, _ in names), names_en=", ".join(en for _, en in names)))
    supply, sustainability, dependence = (float(getattr(city, axis)) for axis in _AXES)
    is_rich, is_sound, is_free = (
        supply >= edges.supply, sustainability >= edges.sustainability, dependence < edges.dependence,
    )  # fmt: skip
    steps = [_compared(city, edges, axis) for axis in _AXES]
    is_exhausted = city.extracted is not None and city.extracted >= edges.extracted
    is_rising = city.output_growth is not None and city.output_growth > edges.output_growth
    steps += _of_output(city, edges)
    review = False
    found: ResourceClass
    if is_exhausted and not is_sound:
        found = "衰退型"
    elif not is_rich and is_sound and is_free:
        found = "再生型"
    elif is_rich:
        found = "成长型" if is_rising and sustainability < edges.sustainability_high else "成熟型"
    elif not is_sound:
        found = "衰退型"
    else:
        found, review = "成熟型", True
        steps.append(Step("资源保障弱而仍依赖资源：请人工复核", "poor in supply and yet dependent: people should look"))
    steps.append(Step(f"建议：{found}", f"suggested: {found}"))
    return SuggestedClass(city.place, city.year, found, borderline(city, edges), review, edges, (*steps, DEFAULT_NOTE))


def advise(legal: ResourceClass, assessments: Sequence[SuggestedClass]) -> ClassAdvice:
    """The class in force beside what successive yearly assessments suggest.

    Args:
        legal: The class in force (of 2013, until it is changed).
        assessments: Of one city in rising years; the last two decide.

    Returns:
        `change` only where two assessments of consecutive years suggest the same other class.

    Raises:
        LuoshiError: none, or of several cities, or not in rising years.

    >>> edges = Thresholds(0.5, 0.5, 0.5, sustainability_high=0.7)
    >>> years = [suggest(CityIndices("220700", year, 0.2, 0.6, 0.1), edges) for year in (2017, 2018)]
    >>> advise("成长型", years[:1]).advice, advise("成长型", years).advice, advise("再生型", years).advice
    ('watch', 'change', 'keep')
    """
    years = [one.year for one in assessments]
    if len({one.place for one in assessments}) != 1 or years != sorted(set(years)):
        raise LuoshiError(NOT_ONE_CITY(places=", ".join(f"{one.place} {one.year}" for one in assessments) or "-"))
    latest, before = assessments[-1], assessments[-2] if len(assessments) > 1 else None
    advice: Advice = "keep"
    if latest.suggested != legal:
        agrees = before is not None and before.year == latest.year - 1 and before.suggested == latest.suggested
        advice = "change" if agrees else "watch"
    said = "；".join(f"{one.year} 年{one.suggested}" for one in assessments[-2:])
    said_en = "; ".join(f"{one.year} {one.suggested}" for one in assessments[-2:])
    words = {
        "keep": ("维持", "keep"),
        "watch": ("关注，须连续两年一致", "watch: two consecutive years must agree"),
        "change": ("建议调整，由主管部门决定", "suggest a change; the competent department decides"),
    }[advice]
    step = Step(f"现行类别 {legal}；{said}：{words[0]}", f"in force {legal}; {said_en}: {words[1]}")
    return ClassAdvice(latest.place, legal, latest, advice, (step, DEFAULT_NOTE))


def borderline(city: CityIndices, edges: Thresholds) -> tuple[str, ...]:
    """The indices within the margin of their threshold, as a share of it; those that are known.

    >>> borderline(CityIndices("220700", 2018, None, 0.51, 0.1), Thresholds(0.5, 0.5, 0.5, sustainability_high=0.7))
    ('可持续发展能力 S',)
    """
    near = []
    for name, (zh, _) in _NAMES.items():
        value, edge = getattr(city, name), getattr(edges, name)
        if value is not None and abs(value - edge) <= edges.borderline * abs(edge) + 1e-12:
            near.append(zh)
    return tuple(near)


def _missing(city: CityIndices) -> list[str]:
    return [axis for axis in _AXES if getattr(city, axis) is None]


def _compared(city: CityIndices, edges: Thresholds, axis: str) -> Step:
    value, edge = getattr(city, axis), getattr(edges, axis)
    sign = "≥" if value >= edge else "＜"
    zh, en = _NAMES[axis]
    return Step(f"{zh} = {value:.4f} {sign} {edge:.4f}", f"{en} = {value:.4f} {sign} {edge:.4f}")


def _of_output(city: CityIndices, edges: Thresholds) -> list[Step]:
    steps = []
    if city.extracted is None:
        steps.append(Step("没有累计采出比，不按枯竭判定", "share extracted unknown: not taken for exhausted"))
    else:
        said = f"{city.extracted:g}% {'≥' if city.extracted >= edges.extracted else '＜'} {edges.extracted:g}%"
        steps.append(Step(f"累计采出比 {said}", f"share extracted {said}"))
    if city.output_growth is None:
        steps.append(Step("没有产量增速，不按成长判定", "growth of output unknown: not taken for growing"))
    else:
        sign = "＞" if city.output_growth > edges.output_growth else "≤"
        said = f"{city.output_growth:g}% {sign} {edges.output_growth:g}%"
        steps.append(Step(f"近五年产量年均增速 {said}", f"growth of output {said}"))
    return steps
