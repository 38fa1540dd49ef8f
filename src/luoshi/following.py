"""Targets followed: from what was promised and what was observed to what is said of it, place by place.

reviewed target → area and goal → values with their breaks → finding → light. Every step that was assumed is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from luoshi.assess import lights, progress
from luoshi.assess.breaks.across import CROSSES_A_BREAK
from luoshi.assess.cascade.parts import parts_and_whole
from luoshi.assess.progress.goals import Stated, goal
from luoshi.assess.progress.judge import NOT_BEGUN
from luoshi.assess.progress.ways import NO_BASELINE
from luoshi.assess.warn import alerts, watched
from luoshi.lines import Line, Lines
from luoshi.model.alert import Alert, AlertRole, Watched
from luoshi.model.area import Area, Assumption, Judging
from luoshi.model.breaks import Break
from luoshi.model.cascade import Cascade
from luoshi.model.finding import Finding, Goal, Missing, Step
from luoshi.model.followed import Followed, Point
from luoshi.model.indicator import Indicator
from luoshi.model.light import Light, LightRule
from luoshi.model.observation import REPORTED, Observation
from luoshi.model.pack import Pack
from luoshi.model.planned import PlannedValue
from luoshi.model.problem import Kind
from luoshi.model.review import Reviewed, Value
from luoshi.model.revision import Revision, Terms
from luoshi.model.said import Said
from luoshi.model.series import Series
from luoshi.model.span import Span
from luoshi.model.supplier import Supplier
from luoshi.model.unit import Amount
from luoshi.observe.store import Store
from luoshi.packs import cascades, light_rules, planned_values, reviewed, revisions, suppliers, warn_rules
from luoshi.packs.judging import judging

NO_INDICATOR = Kind(
    code="follow-no-indicator",
    zh="目标没有对应的指标", en="the target has no indicator",
    hint_zh="请在 commitments 中写明 indicator_id。", hint_en="State its indicator_id in the commitments.",
)  # fmt: skip
NO_AREA = Kind(
    code="follow-no-area",
    zh="没有约定“{scope}”指哪些地方", en="nothing says which places '{scope}' are",
    hint_zh="请在 judging.yaml 的 areas 中写明。", hint_en="Add an area to judging.yaml.",
)  # fmt: skip
NO_LIGHT_RULE = Kind(
    code="follow-no-light-rule",
    zh="没有约定用哪一套亮灯规则", en="no rule of lights is agreed on",
    hint_zh="请在 judging.yaml 的 light_rules 中写明。", hint_en="Add it to judging.yaml.",
)  # fmt: skip


_EVER = 9999
NATURES = {"reported": "正式", "reported-preliminary": "快报，暂定", "reported-estimated": "预计，暂定"}


@dataclass(frozen=True, slots=True)
class _Promise:
    """What is followed: a reviewed target, or a row of a plan's table."""

    id: str
    document: str
    quote: str
    span: Span | None
    title: str
    indicator: str
    stated: Stated
    scope: str
    assumption: Assumption | None
    of_row: bool = False


def follow(
    pack: Pack,
    store: Store,
    *,
    as_of: int,
    known_on: date | None = None,
    spans: Mapping[str, Span] | None = None,
) -> list[Followed]:
    """Every target of a pack's documents, for its area and for the places of it.

    Args:
        store: What was observed.
        as_of: The year judged; later values are not looked at.
        known_on: With what was known on that day; None for everything that was received.
        spans: Where the words of each target stand, by its id.

    Returns:
        In the order of the documents; a target for its whole area first, then the places. Those without a value are
        there, and say what is missing and who should supply it.
    """
    return list(_followed_in(pack, Lines(pack, store, known_on), as_of, spans or {}))


def warned(
    pack: Pack, store: Store, *, as_of: int, known_on: date | None = None, years: int = 8
) -> tuple[list[Followed], tuple[Alert, ...]]:
    """The alerts that stand in a year after those before it, so that what must last several years is counted.

    Args:
        years: How many years are followed, the last of them `as_of`.

    Returns:
        The targets as followed in `as_of`, without the places of their words, and the alerts, the most severe first.
    """
    lines, rules = Lines(pack, store, known_on), warn_rules(pack)
    leads = {one.id: one.fields.get("lead", ()) for one in reviewed(pack) if one.kind == "target"}
    followed: list[Followed] = []
    stand: tuple[Alert, ...] = ()
    judged: dict[str, int | None] = {}
    for year in range(as_of - years + 1, as_of + 1):
        followed = list(_followed_in(pack, lines, year, {}))
        seen = [_watched(one, year, pack, leads.get(one.target, ()), judged.get(one.id)) for one in followed]
        stand = alerts(rules, seen, stand, on=date(year, 12, 31))
        judged |= {one.id: one.finding.year for one in followed if one.finding.year is not None}
    return followed, tuple(one for one in stand if one.level is not None or one.change == "closed")


def _watched(one: Followed, year: int, pack: Pack, lead: Value, before: int | None) -> Watched:
    """What rules of warning are told; a value that was judged a year ago is not news, and counts for nothing twice."""
    named = (lead,) if isinstance(lead, str) else lead
    found = [organisation.id for name in named if name and (organisation := pack.organisation(name))]
    parties: dict[AlertRole, tuple[str, ...]] = {"lead": tuple(found)}
    if one.supplier:
        parties["statistics"] = one.supplier.organisations
    if one.place:
        parties["place"] = (f"government/{one.place}",)
    light = None if isinstance(one.light, Missing) else one.light
    made = watched(one.target, one.place, str(year), one.finding, light, parties)
    if one.finding.year is not None and one.finding.year == before:
        return replace(made, grade=None, colour=None, measures={})
    return made


def _followed_in(pack: Pack, lines: Lines, as_of: int, spans: Mapping[str, Span]) -> Iterator[Followed]:
    told = judging(pack)
    rules = light_rules(pack)
    who = suppliers(pack)
    broken_down = {one.target: one for one in cascades(pack)}
    for promise in _promises(pack, told, spans, as_of):
        cascade = broken_down.get(promise.id)
        for area, place, scope in _places(promise, told, lines, cascade):
            own = _own_part(promise, cascade, place, lines) if cascade else promise
            one = _followed(own, area, place, scope, lines, as_of, who.get(promise.indicator))
            yield replace(one, light=_light(one, promise, rules, as_of))


# ------------------------------------------------------------------ what was promised


def _promises(pack: Pack, told: Judging, spans: Mapping[str, Span], as_of: int) -> Iterator[_Promise]:
    changed: defaultdict[str, list[Revision]] = defaultdict(list)
    for one in revisions(pack):
        changed[one.target].append(one)
    for entry in reviewed(pack):
        if entry.kind == "target" and not entry.rejected:
            yield _of_target(entry, pack, told, spans.get(entry.id), changed[entry.id], as_of)
    for row in planned_values(pack):
        if row.usable and row.indicator:
            yield _of_row(row, pack, told)


def _of_target(
    entry: Reviewed, pack: Pack, told: Judging, span: Span | None, changed: Sequence[Revision], as_of: int
) -> _Promise:
    assumption = told.assumptions.get(entry.document)
    indicator = pack.indicators.get(entry.indicator_id)
    fields, steps = _revised(entry.fields, changed, as_of)
    stated = goal(fields, indicator, pack.units, assumption) if indicator else Stated(Missing(NO_INDICATOR()), ())
    stated = replace(stated, assumed=(*steps, *stated.assumed))
    name, scope = (str(entry.fields.get(key, "")) for key in ("indicator", "scope"))
    return _Promise(entry.id, entry.document, entry.quote, span, name, entry.indicator_id, stated, scope, assumption)


def _revised(
    fields: Mapping[str, Value], changed: Sequence[Revision], as_of: int
) -> tuple[dict[str, Value], tuple[Step, ...]]:
    """The fields as they were in force at the end of a year; every change is told, with its reason and approver."""
    now, steps = dict(fields), []
    for one in sorted(changed, key=lambda one: one.on):
        if one.on.year > as_of:
            continue
        old, new = (_terms(terms) for terms in (one.old, one.new))
        steps.append(
            Step(
                f"{one.on} 调整：由 {old} 改为 {new}；理由：{one.reason}；批准：{one.approver}（{one.source}）",
                f"revised on {one.on} from {old} to {new}: {one.reason}; approved by {one.approver} ({one.source})",
            )
        )
        now |= {"value": "" if one.new.value is None else f"{one.new.value:f}"}
        now |= {"deadline": one.new.due.isoformat()} if one.new.due else {}
    return now, tuple(steps)


def _terms(terms: Terms) -> str:
    said = ["—" if terms.value is None else f"{terms.value:f}", *([str(terms.due)] if terms.due else [])]
    return "，".join(said)


def _own_part(promise: _Promise, cascade: Cascade, place: str, lines: Lines) -> _Promise:
    """A target that was broken down, as it is for one place; for the whole, with the check that its parts make it."""
    goal, indicator = promise.stated.goal, lines.pack.indicators.get(promise.indicator)
    if not place:
        within = {part.to: above for part in cascade.parts if (above := lines.areas.container(part.to, _EVER))}
        steps = parts_and_whole(cascade, within).steps
        return replace(promise, stated=replace(promise.stated, assumed=(*promise.stated.assumed, *steps)))
    part = next((part for part in cascade.parts if part.to == place and part.value is not None), None)
    unit, into = lines.pack.unit(cascade.unit), lines.pack.unit(indicator.unit) if indicator else None
    if part is None or part.value is None or isinstance(goal, Missing) or unit is None or into is None:
        return promise
    value = Amount(part.value, unit).to(into).value
    step = Step(
        f"分解到{lines.areas.name(place)}：{part.value:f}{cascade.unit}（{part.source or cascade.source}）",
        f"broken down to {place}: {part.value:f} {cascade.unit}",
    )
    stated = Stated(replace(goal, value=value), (*promise.stated.assumed, step))
    return replace(promise, stated=stated)


def _of_row(row: PlannedValue, pack: Pack, told: Judging) -> _Promise:
    step = Step(
        f"专栏复原，可信程度{row.certainty}：{row.restored}",
        f"restored from a damaged print, certainty {row.certainty}",
    )
    return _Promise(
        row.id,
        row.document,
        row.quote,
        None,
        row.name,
        row.indicator,
        Stated(_goal_of_row(row, pack), (step,)),
        row.scope.removeprefix("全国"),
        told.assumptions.get(row.document),
        of_row=True,
    )


def _goal_of_row(row: PlannedValue, pack: Pack) -> Goal | Missing:
    """The way from the base to the last planned value, or the change of the whole period."""
    steps = row.path
    better = "down" if pack.indicators[row.indicator].better == "down" else "up"
    if steps:
        unit, into = pack.unit(row.unit), pack.unit(pack.indicators[row.indicator].unit)
        factor = Decimal(1)
        if unit and into and unit.dimension == into.dimension:
            ratio = unit.factor / into.factor
            factor = Decimal(ratio.numerator) / Decimal(ratio.denominator)
        last = steps[-1]
        base = None if row.base_value is None else row.base_value * factor
        listed = tuple((step.year, step.value * factor) for step in steps[:-1])
        if last.comparator in ("<", "<="):
            return Goal("at-most", last.value * factor, last.year)
        return Goal(better, last.value * factor, last.year, base_year=row.base_year, base=base, listed=listed)  # type: ignore[arg-type]
    change = row.change
    if change is None:
        return Missing(NO_BASELINE())
    value = -change.value if change.direction == "down" else change.value
    kind = "change" if change.kind == "change" else "growth" if change.kind == "growth" else "count"
    return Goal(
        kind,  # type: ignore[arg-type]
        value,
        2020,
        base_year=row.base_year or 2012,
        change_in="points" if change.unit == "个百分点" else "percent",
    )


# ------------------------------------------------------------------ for which places


def _places(
    promise: _Promise, told: Judging, lines: Lines, cascade: Cascade | None
) -> Iterator[tuple[Area | Missing, str, str]]:
    """The whole area and the places of it, each with how the target is about it; one with a part of its own is asked for."""
    area = _area(promise, told, lines.pack)
    if isinstance(area, Missing):
        yield area, "", "whole"
        return
    members = _members(area, lines, promise)
    if area.each:
        yield from ((area, place, "each") for place in members)
        return
    yield area, "", "whole"
    # What a plan's table prints is of the whole country; no city is measured by the country's base.
    parts = {part.to for part in cascade.parts} if cascade else set()
    if len({*members, *parts}) > 1 and not promise.of_row:
        own = [place for place in sorted({*members, *parts}) if place in parts]
        yield from ((area, place, "each") for place in own if place.isdigit())
        yield from ((area, place, "member") for place in members if place not in parts)


def _area(promise: _Promise, told: Judging, pack: Pack) -> Area | Missing:
    return area_of(promise.document, promise.scope, told, pack) or Missing(NO_AREA(scope=promise.scope or "本文件"))


def area_of(document: str, scope: str, told: Judging, pack: Pack) -> Area | None:
    """The places that a target of a document is about; None where nothing says which they are.

    >>> from luoshi import packs
    >>> from luoshi.packs.judging import judging
    >>> jilin = packs.pack("jilin")
    >>> area_of("jizhengfa-2016-40", "全省", judging(jilin), jilin).places
    ('220000',)
    """
    assumption = told.assumptions.get(document)
    default = told.areas.get(assumption.area) if assumption else None
    if not scope:
        return default
    fitting = [area for area in told.areas.values() if scope in area.words]
    for area in sorted(fitting, key=lambda area: document not in area.documents):
        if not area.documents or document in area.documents:
            return area
    named = [pack.place(word) for word in scope.split("、")]
    if named and all(named):
        return Area("", scope, tuple(place.code for place in named if place))
    return default


def _members(area: Area, lines: Lines, promise: _Promise) -> list[str]:
    """The places of an area for which there is anything to look at, outermost ones only."""
    codes = list(area.places)
    if len(codes) == 1:
        codes = lines.prefectures(codes[0]) or codes
    if area.each:
        return codes
    indicator = lines.pack.indicators.get(promise.indicator)
    if indicator is None:
        return []
    here = {lines.areas.now(code) for code in codes}
    return sorted(code for code in here if lines.of_place(indicator.id, code).points)


# ------------------------------------------------------------------ what is said of it


def _followed(
    promise: _Promise,
    area: Area | Missing,
    place: str,
    scope: str,
    lines: Lines,
    as_of: int,
    supplier: Supplier | None,
) -> Followed:
    assumed = list(promise.stated.assumed)
    if not isinstance(area, Missing) and promise.scope and area.id and promise.scope not in (*area.words, area.title):
        assumed.append(
            Step(
                f"对象“{promise.scope}”按{area.title}评估；系统默认，非官方",
                f"'{promise.scope}' is judged for {area.id}",
            )
        )
    indicator = lines.pack.indicators.get(promise.indicator)
    made = Followed(
        target=promise.id,
        document=promise.document,
        quote=promise.quote,
        span=promise.span,
        title=promise.title,
        indicator=promise.indicator,
        unit=indicator.unit if indicator else "",
        area="" if isinstance(area, Missing) else area.id,
        area_title=promise.scope if isinstance(area, Missing) else area.title,
        place=place,
        place_title=lines.areas.name(place) if place else "",
        scope=scope,  # type: ignore[arg-type]
        goal=promise.stated.goal,
        assumed=tuple(assumed),
        points=(),
        planned=(),
        compared=None,
        breaks=(),
        finding=_nothing(Missing(NO_INDICATOR())),
        light=Missing(NO_LIGHT_RULE()),
        supplier=supplier,
    )
    wanting = area if isinstance(area, Missing) else promise.stated.goal
    if isinstance(wanting, Missing) or indicator is None or isinstance(area, Missing):
        return replace(made, finding=_nothing(wanting if isinstance(wanting, Missing) else Missing(NO_INDICATOR())))
    begins = promise.assumption.base_year if promise.assumption else None
    if wanting.base_year is None and begins is not None and as_of <= begins:
        return replace(made, finding=_nothing(Missing(NOT_BEGUN(base=begins, as_of=as_of))))
    places = [place] if place else list(area.places)
    if wanting.kind == "growth" and indicator.real_growth and wanting.base_year is not None:
        line = lines.growth(indicator, places, wanting.base_year)
        made = replace(made, unit=f"{wanting.base_year}年=100")
    else:
        line = lines.of(indicator.id, places) if place else lines.of_area(indicator.id, area)
    made = replace(
        made, assumed=(*made.assumed, *_reported(line.points, as_of), *lines.set_aside(indicator.id, places))
    )
    return _judged(made, wanting, line, as_of, called=indicator)


def _reported(points: Sequence[Point], as_of: int) -> Iterator[Step]:
    """That a value rests on what an office reports of itself, published by nobody; report by report."""
    rows = {row: point.year for point in points if point.year <= as_of for row in point.observations}
    for row, year in rows.items():
        if row.quality in REPORTED:
            nature = NATURES[row.quality]
            yield Step(
                f"{year}年的数值来自填报（{nature}），尚无公布的统计数据：{row.origin.statistics}",
                f"the value of {year} was reported, not published: {row.origin.statistics}",
            )


def _judged(made: Followed, wanted: Goal, line: Line, as_of: int, *, called: Indicator) -> Followed:
    horizon = min(as_of, wanted.due)
    points = tuple(point for point in line.points if point.year <= as_of)
    if called.flow and wanted.kind == "count":
        points = _added_up(points, wanted.base_year)
    seen = [point for point in points if point.year <= horizon]
    breaks = tuple(one for one in line.breaks if one.after <= as_of)
    made = replace(made, points=points, breaks=breaks, assumed=(*made.assumed, *line.steps))
    if not seen:
        why = line.why_not(horizon)
        return replace(made, finding=progress.judge(wanted, Series(()), as_of=as_of) if why is None else _nothing(why))
    last = seen[-1].year
    first = max((one.after for one in breaks if one.after <= last), default=0)
    kept = [point for point in seen if point.year >= first]
    series = Series(tuple((point.year, point.value) for point in kept))
    if held := _held(wanted, series):
        wanted = held
        step = Step("基期值已达到目标，按“保持”评估", "the base is at the target already: judged as a bound")
        made = replace(made, goal=held, assumed=(*made.assumed, step))
    if wanted.kind != "trend":
        first_year = wanted.base_year or kept[0].year
        years = range(first_year, max(wanted.due, first_year) + 1)
        made = replace(made, planned=tuple((year, progress.planned_value(wanted, year, series)) for year in years))
    finding = progress.judge(wanted, series, as_of=as_of)
    crossed = [one for one in breaks if wanted.base_year is not None and wanted.base_year < one.after <= last]
    if crossed and wanted.base is None:
        finding = _with_reason(finding, _crossed(crossed[-1], wanted.base_year or 0, last, made, called))
    start = max(kept[0].year, wanted.base_year or kept[0].year)
    across = tuple(doubt.step for doubt in line.doubts if start < doubt.after <= last)
    return replace(made, finding=finding, assumed=(*made.assumed, *across), compared=(kept[0].year, kept[-1].year))


def _held(wanted: Goal, series: Series) -> Goal | None:
    """A way that was gone already in the base year, as the bound that is left of it."""
    base = wanted.base if wanted.base is not None or wanted.base_year is None else series.at(wanted.base_year)
    if wanted.kind not in ("up", "down") or wanted.value is None or base is None:
        return None
    is_up = wanted.kind == "up"
    if base < wanted.value if is_up else base > wanted.value:
        return None
    return replace(wanted, kind="at-least" if is_up else "at-most", base=None, listed=())


def _added_up(points: Sequence[Point], base_year: int | None) -> tuple[Point, ...]:
    """What happened in each year, added up from the year after the base."""
    total = Decimal(0)
    rows: list[Observation] = []
    found: list[Point] = []
    for point in points:
        if base_year is None or point.year > base_year:
            total += point.value
            rows += point.observations
            step = Step(f"累计至 {point.year} 年 = {total}", f"added up to {point.year} = {total}")
            found.append(Point(point.year, total, tuple(rows), (step,)))
    return tuple(found)


def _nothing(why: Missing) -> Finding:
    return Finding("no-data", None, why, why, why, why, (Step(why.zh, why.en),))


def _crossed(one: Break, first: int, last: int, made: Followed, called: Indicator) -> Missing:
    evidence = Said("；".join(step.zh for step in one.evidence), "; ".join(step.en for step in one.evidence))
    words = CROSSES_A_BREAK(
        indicator=Said(made.title, called.title_en or made.title),
        place=made.place_title or made.area_title,
        before=one.before,
        after=one.after,
        first=first,
        last=last,
        evidence=evidence,
    )
    return Missing(words)


def _with_reason(finding: Finding, why: Missing) -> Finding:
    """The break in place of the base that is not there because of it."""

    def mended(number: object) -> object:
        return why if isinstance(number, Missing) and number.code == NO_BASELINE.code else number

    steps = tuple(step for step in finding.steps if step.zh != NO_BASELINE().zh)
    return replace(
        finding,
        attainment=mended(finding.attainment),  # type: ignore[arg-type]
        against_plan=mended(finding.against_plan),  # type: ignore[arg-type]
        outlook=mended(finding.outlook),  # type: ignore[arg-type]
        steps=(*steps, Step(why.zh, why.en)),
    )


def _light(one: Followed, promise: _Promise, rules: Iterable[LightRule], as_of: int) -> Light | Missing:
    kind = one.goal.kind if isinstance(one.goal, Goal) else ""
    name = promise.assumption.light_rule(kind) if promise.assumption else ""
    if not name:
        return Missing(NO_LIGHT_RULE())
    rule = lights.in_force(rules, name, on=date(as_of, 12, 31))
    return lights.light(rule, lights.measures(one.finding))
