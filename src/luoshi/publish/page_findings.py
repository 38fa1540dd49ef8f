"""The pages of targets followed: a list of all with their lights, and a page for each with its figure, reasons and rows."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import quote

from luoshi.model.alert import Alert
from luoshi.model.finding import Missing, Number, Outlook, Step
from luoshi.model.followed import Followed, Point
from luoshi.model.observation import REPORTED, Observation
from luoshi.model.pack import Pack
from luoshi.model.record_light import Shade
from luoshi.publish.chart import Figure, Origin
from luoshi.publish.chart_cities import Panel, cities
from luoshi.publish.chart_course import Break
from luoshi.publish.chart_target import QUALITIES, target
from luoshi.publish.chart_words import Words, number
from luoshi.publish.page_documents import DocumentPage, Item
from luoshi.publish.page_html import EMPTY, Content, Markup, element, join, link
from luoshi.publish.page_notes import section

LIST = "findings.html"
_BOUNDS = ("at-least", "at-most", "range", "zero-growth")
_NOT_OF_PLACES = "目标是对全范围提出的，这里按同一尺度看各地，不是对各地的考核。"
_UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """How a target stands, by shape, word and colour at once (标记)."""

    shape: str
    word: str
    name: str


DONE, MISSED = Mark("◆", "完成", "done"), Mark("■", "未完成", "late")
SLIGHTLY = Mark("●", "正常（略滞后）", "normal")
NORMAL, WARNING, LATE = Mark("●", "正常", "normal"), Mark("▲", "预警", "warning"), Mark("■", "滞后", "late")
UNJUDGED, NOTHING = Mark("○", "不能评估", "nothing"), Mark("○", "无数据", "nothing")
ORDER = (MISSED, LATE, WARNING, SLIGHTLY, NORMAL, DONE, UNJUDGED, NOTHING)
ALERT_LEVELS = {"notice": "提示", "warning": "警示", "serious": "严重", "critical": "特别严重"}
ALERT_CHANGES = {
    "opened": "新发", "raised": "加重", "lowered": "减轻", "closed": "解除", "unchanged": "持续", "none": "—",
}  # fmt: skip
ALERT_ROLES = {
    "lead": "牵头单位", "participant": "配合单位", "place": "所在地政府", "supervisor": "督查机构", "statistics": "统计机构",
}  # fmt: skip
_SHADES: dict[str, Shade] = {"■": "red", "▲": "yellow", "●": "green", "◆": "done", "○": "none"}
_BY_COLOUR = {"green": NORMAL, "yellow": WARNING, "red": LATE}


def mark(one: Followed) -> Mark:
    """How a target stands: met or missed by its grade, else by its light; hollow where nothing can be said.

    >>> from luoshi.testing import nothing_followed
    >>> mark(nothing_followed()).word
    '无数据'
    """
    if one.finding.grade in ("met", "missed"):
        return DONE if one.finding.grade == "met" else MISSED
    colour = None if isinstance(one.light, Missing) else one.light.colour
    if colour is None or isinstance(colour, Missing):
        return UNJUDGED if one.points else NOTHING
    return SLIGHTLY if colour == "green" and one.finding.grade == "behind" else _BY_COLOUR[colour]


def shade_of(found: Mark) -> Shade:
    """The light by which a mark is counted and put on a map.

    >>> shade_of(MISSED), shade_of(SLIGHTLY), shade_of(DONE), shade_of(UNJUDGED)
    ('red', 'green', 'done', 'none')
    """
    return _SHADES[found.shape]


def file_of(one: Followed) -> str:
    """The page of a target, the same for all its places."""
    return f"target-{_UNSAFE.sub('-', one.target).strip('.-')}.html"


# ------------------------------------------------------------------ the list


@dataclass(frozen=True, slots=True)
class Findings:
    """What the pages of targets are made of: the targets followed as of a year, the alerts, and the pack."""

    followed: Sequence[Followed]
    alerts: Sequence[Alert]
    pack: Pack
    as_of: int
    known_on: date | None = None


def findings(given: Findings) -> Markup:
    """All targets: how many stand how, what is warned of, those that can be judged, and what is missing from whom."""
    pack, as_of = given.pack, given.as_of
    # One that stands for each target: the whole, or the first place of one that is about each place.
    standing: dict[str, Followed] = {}
    for one in given.followed:
        if one.scope == "whole" or one.target not in standing:
            standing[one.target] = one
    targets = list(standing.values())
    wholes = [one for one in targets if one.scope == "whole"]
    places = [one for one in given.followed if one.scope != "whole" and one.points]
    seen = {one.target for one in given.followed if one.points}
    return element(
        "div",
        element("h1", f"目标评估（截至{as_of}年）"),
        element("p", f"只用{given.known_on}及以前发布的数据。", class_="subtitle") if given.known_on else EMPTY,
        _answer(targets, places),
        element("p", link("findings.csv", "导出 CSV"), class_="subtitle"),
        _warned(given),
        _judged(
            "judged", "全范围的目标", [one for one in wholes if one.points], "没有一个目标有全范围的数据；见各地对照。"
        ),
        _judged(
            "places",
            "各地对照",
            places,
            "各地都没有数据。",
            note=_NOT_OF_PLACES,
        ),
        _lacking([one for one in targets if one.target not in seen], pack),
        class_="page",
    )


def _answer(found_targets: Sequence[Followed], places: Sequence[Followed]) -> Markup:
    wholes = [one for one in found_targets if one.scope == "whole"]
    targets = {one.target for one in found_targets}
    seen = {one.target for one in (*wholes, *places) if one.points}
    counted = Counter(mark(one) for one in (*(one for one in wholes if one.points), *places))
    shown = [
        join([element("span", found.shape, class_=f"light {found.name}"), f" {found.word} {counted[found]} 项"])
        for found in ORDER
        if counted[found] and found is not NOTHING
    ]
    return element(
        "p",
        "共 ", element("b", str(len(targets))), " 个目标，", element("b", str(len(seen))),
        " 个有统计数据（连同各地对照见下表），", link("#lacking", element("b", str(len(targets) - len(seen))), " 个缺数据"),
        "。", join(shown, "，"), "。" if shown else EMPTY,
        class_="answer",
    )  # fmt: skip


def _warned(given: Findings) -> Markup:
    """The alerts that say more than that figures are missing, the most severe first."""
    by_id = {(one.target, one.place): one for one in given.followed}
    shown = [
        (alert, by_id[alert.target, alert.place])
        for alert in given.alerts
        if (alert.target, alert.place) in by_id and by_id[alert.target, alert.place].points
    ]
    if not shown:
        return section("alerts", "预警", "alerts", element("p", "没有需要处置的预警。", class_="empty"))
    rows = [
        element(
            "tr",
            element("th", link(quote(file_of(one)), one.title), scope="row"),
            element("td", one.place_title or one.area_title, class_="nowrap"),
            element("td", ALERT_LEVELS[alert.level] if alert.level else "解除", class_="nowrap"),
            element("td", f"{ALERT_CHANGES[alert.change]}（自{alert.now.since or alert.period}年）", class_="nowrap"),
            element("td", alert.step or "—"),
            element("td", _recipients(alert, given.pack)),
            element("td", alert.rule.title, "" if alert.official else "（系统默认，非官方）", class_="quiet"),
        )
        for alert, one in shown
    ]
    heads = ("目标", "范围", "级别", "变化", "建议处置", "送达", "规则")
    table = element("table", element("thead", _head(heads, numbers=())), element("tbody", *rows))
    return section("alerts", f"预警（{len(rows)} 条）", "alerts", element("div", table, class_="scroll"))


def _recipients(alert: Alert, pack: Pack) -> str:
    """Who is told: organisations where they are known, else the role."""
    names = []
    for to in alert.to:
        ids = to.organisations or ((to.organisation,) if to.organisation else ())
        known = [pack.organisations[id].name for id in ids if id in pack.organisations]
        names += known or ([f"{ALERT_ROLES[to.role]}（文件未写明）"] if to.role else [])
    return "、".join(dict.fromkeys(names)) or "—"


def _judged(id: str, title: str, rows: Sequence[Followed], nothing: str, note: str = "") -> Markup:
    if not rows:
        return section(id, title, id, element("p", nothing, class_="empty"))
    heads = ("目标", "范围", "灯", "最近观测", "完成程度", "与计划之差", "进度差（个百分点）", "预计到期", "达标可能性")
    head = element(
        "tr", *(element("th", name, scope="col", class_="number" if at > 2 else None) for at, name in enumerate(heads))
    )
    ordered = sorted(rows, key=lambda one: ORDER.index(mark(one)))
    table = element("table", element("thead", head), element("tbody", *map(_row, ordered)))
    said = element("p", note, class_="subtitle") if note else EMPTY
    return section(id, title, id, said, element("div", table, class_="scroll"))


def _head(heads: Sequence[str], numbers: Collection[int]) -> Markup:
    cells = (
        element("th", name, scope="col", class_="number" if at in numbers else None) for at, name in enumerate(heads)
    )
    return element("tr", *cells)


def _row(one: Followed) -> Markup:
    address = f"{quote(file_of(one))}{f'#place-{one.place}' if one.place else ''}"
    found = mark(one)
    outlook = one.finding.outlook
    cells: list[Content] = [
        join([element("span", found.shape, class_=f"light {found.name}"), f" {found.word}"]),
        _observed(one),
        attained(one),
        _gap(one),
        points_of(one),
        EMPTY if isinstance(outlook, Missing) else _value(outlook.value),
        EMPTY if isinstance(outlook, Missing) else share(outlook.chance),
    ]
    return element(
        "tr",
        element("th", link(address, one.title), scope="row"),
        element("td", one.place_title or one.area_title, class_="nowrap"),
        element("td", cells[0], class_="nowrap", title=one.reason.zh),
        *(element("td", cell, class_="number") for cell in cells[1:]),
    )


def _lacking(rows: Sequence[Followed], pack: Pack) -> Markup:
    """What is missing, by who should supply it; those that owe most first."""
    owed: defaultdict[str, list[Followed]] = defaultdict(list)
    for one in rows:
        first = one.supplier.organisations[0] if one.supplier else ""
        owed[first].append(one)
    parts = []
    for id in sorted(owed, key=lambda key: (-len(owed[key]), key)):
        organisation = pack.organisations.get(id)
        name = organisation.name if organisation else "未定供数单位"
        items = [
            element(
                "li",
                link(quote(file_of(one)), one.title), f"（{one.area_title}）：{one.reason.zh}",
                f"。还缺：{one.supplier.needs}" if one.supplier and one.supplier.needs else "",
            )
            for one in owed[id]
        ]  # fmt: skip
        parts.append(element("details", element("summary", f"{name}（{len(items)} 项）"), element("ul", *items)))
    if not parts:
        return section("lacking", "缺数据", "lacking", element("p", "没有缺数据的目标。", class_="empty"))
    said = element("p", "按供数单位。供数单位没有文件依据的，按部门职责，系统默认，非官方。", class_="subtitle")
    return section("lacking", f"缺数据的目标（{len(rows)} 个）", "lacking", said, *parts)


# ------------------------------------------------------------------ one target


def finding_page(group: Sequence[Followed], page: DocumentPage | None, pack: Pack, as_of: int) -> Markup:
    """The page of one target: the answer, its figure, why, where each number is from, and its places."""
    whole = next((one for one in group if one.scope == "whole"), group[0])
    places = [one for one in group if one is not whole and (one.scope == "each" or one.points)]
    return element(
        "div",
        element("h1", _headline(whole)),
        _sentence(whole, page),
        _three(whole),
        _figure(whole, page, as_of),
        _why(whole),
        _supplied(whole, pack),
        _values(whole),
        _places(places, as_of),
        class_="page",
    )


def figure_of(one: Followed, as_of: int) -> Figure:
    """The figure of a target followed: values, base, planned path, target, outlook, breaks.

    A year of several places or parts has the vintage of none; it is drawn as one value.
    """
    name = Words(f"{one.title}（{one.place_title or one.area_title}）", f"{one.indicator}, {one.place or one.area}")
    outlook = one.finding.outlook if isinstance(one.finding.outlook, Outlook) else None
    goal = None if isinstance(one.goal, Missing) else one.goal
    return target(
        goal if goal and goal.kind != "trend" else None,
        _drawn(one),
        name=name,
        unit=one.unit,
        planned=one.planned,
        outlook=outlook,
        breaks=_breaks(one),
        as_of=date(as_of, 12, 31) if not _published(one) else None,
        reason=one.reason,
        sources=_sources(one),
        official=False,
    )


def places_figure(places: Sequence[Followed]) -> Figure:
    """The figure of one target in several places, a small picture each; one without data is hatched, with its reason."""
    first = places[0]
    panels = [
        Panel(
            one.place_title,
            _drawn(one),
            None if isinstance(one.goal, Missing) or one.goal.kind == "trend" else one.goal,
            one.planned,
            one.finding.outlook if isinstance(one.finding.outlook, Outlook) else None,
            _breaks(one),
            one.reason,
        )
        for one in places
    ]
    return cities(
        panels, name=Words(first.title, first.indicator), unit=first.unit, sources=_sources(first), official=False
    )


def _drawn(one: Followed) -> list[Observation]:
    """The observations of published values; of a computed value one observation that stands for it."""
    rows = []
    for point in one.points:
        first = point.observations[0] if point.observations else None
        if first is None:
            continue
        if len(point.observations) == 1 and first.value == point.value:
            rows.append(first)
        else:
            rows.append(_stand_in(point, first))
    return rows


def _stand_in(point: Point, first: Observation) -> Observation:
    return Observation(
        first.indicator, first.place, str(point.year), _six(point.value), first.vintage, "estimated", first.origin
    )  # fmt: skip


def _six(value: Decimal) -> Decimal:
    """A quotient without end to as many digits as anybody reads."""
    return round(value, 0) if abs(value) >= 10**6 else Decimal(f"{value:.6g}")


def _published(one: Followed) -> bool:
    return any(len(point.observations) == 1 and point.observations[0].value == point.value for point in one.points)


def _breaks(one: Followed) -> list[Break]:
    kinds = {"level": "level", "share": "level", "method": "method", "boundary": "boundary", "part": "method"}
    found: dict[int, Break] = {}
    for each in one.breaks:
        said = each.evidence[0] if each.evidence else Step("", "")
        found.setdefault(each.after, (each.after, kinds[each.kind], said.zh))
    return [found[year] for year in sorted(found)]


def _sources(one: Followed) -> tuple[str, ...]:
    names = {row.origin.statistics for point in one.points for row in point.observations if row.origin.statistics}
    ordered = sorted(names)
    return (*ordered[:3], f"等{len(ordered)}种") if len(ordered) > 3 else tuple(ordered)


def _headline(one: Followed) -> Markup:
    found = mark(one)
    light = element("span", found.shape, " ", found.word, class_=f"light {found.name}")
    return join([one.title, element("small", f"（{one.place_title or one.area_title}）"), " ", light])


def _sentence(one: Followed, page: DocumentPage | None) -> Markup:
    """The words of the document, with the way to where they stand."""
    where: Content = "原文残损，按专栏复原"
    if page is not None:
        item = item_of(one, page)
        address = page.address(item) if item else quote(page.file)
        where = link(address, f"{page.name} · 原文")
    return element("p", element("q", one.quote), " ", where, class_="promise")


def item_of(one: Followed, page: DocumentPage) -> Item | None:
    """The compiled target that stands on the same words as one that is followed; None where none does."""
    if one.span is None:
        return None
    best, most = None, 0
    for item in page.of("target"):
        if item.span is not None:
            shared = min(item.span.end, one.span.end) - max(item.span.start, one.span.start)
            same = getattr(item.noun, "indicator", "") == one.title
            if shared > 0 and shared + 1000 * same > most:
                best, most = item, shared + 1000 * same
    return best


def _three(one: Followed) -> Markup:
    """Attainment, against plan, outlook: three numbers, never one, each with its reason where it is missing."""
    finding, outlook = one.finding, one.finding.outlook
    if isinstance(finding.observed, Missing):
        return element("p", one.reason.zh, class_="answer")
    parts = [
        element("div", element("dt", "最近观测"), element("dd", _observed(one))),
        element("div", element("dt", "完成程度"), element("dd", attained(one) or _reason(finding.attainment))),
        element("div", element("dt", "对照计划"), element("dd", _against(one) or _reason(_plan_gap(one)))),
        element("div", element("dt", _due(one)), element("dd", _outlook(outlook) or _reason(outlook))),
    ]
    return element("dl", *parts, class_="three")


def _due(one: Followed) -> str:
    return "预计" if isinstance(one.goal, Missing) else f"预计{one.goal.due}年"


def _plan_gap(one: Followed) -> object:
    plan = one.finding.against_plan
    return plan if isinstance(plan, Missing) else plan.gap


def _reason(said: object) -> Markup:
    return element("span", said.zh, class_="quiet") if isinstance(said, Missing) else EMPTY


def _outlook(outlook: Outlook | Missing) -> Content:
    if isinstance(outlook, Missing):
        return EMPTY
    if isinstance(outlook.low, Missing) or isinstance(outlook.high, Missing):
        return _value(outlook.value)
    level = f"{outlook.level * 100:.0f}%"
    chance = share(outlook.chance)
    return (
        f"{_value(outlook.value)}（{level}区间 {_value(outlook.low)} 至 {_value(outlook.high)}，达标可能性 {chance}）"
    )


def _figure(one: Followed, page: DocumentPage | None, as_of: int) -> Markup:
    return figure_of(one, as_of).html(origins=_origins(one, page)) if one.points else EMPTY


def _origins(one: Followed, page: DocumentPage | None) -> list[Origin]:
    """The rows of the values, and the sentence of the target."""
    rows = ("#values", Words("各年的值和所在行", "each year's value with its row"))
    item = item_of(one, page) if page else None
    return [rows, (page.address(item), Words("文件原文", "the sentence"))] if page and item else [rows]


def _why(one: Followed) -> Markup:
    steps = [*one.assumed, *one.finding.steps, *_concluded(one)]
    lit = () if isinstance(one.light, Missing) else one.light.steps
    breaks = [step for each in one.breaks for step in each.evidence]
    parts = [
        element("details", element("summary", "怎样得出"), _steps(steps), open=True),
        element("details", element("summary", "为什么是这个颜色"), _steps(lit)) if lit else EMPTY,
        element("details", element("summary", f"断点的依据（{len(breaks)} 条）"), _steps(breaks)) if breaks else EMPTY,
    ]
    return section("why", "依据", "why", *parts)


def _concluded(one: Followed) -> list[Step]:
    """Why a target is said to be met or missed whatever its light."""
    if one.finding.grade not in ("met", "missed") or isinstance(one.goal, Missing):
        return []
    met = one.finding.grade == "met"
    said, word = ("已达到", DONE.word) if met else ("没有达到", MISSED.word)
    return [Step(f"{one.finding.year}年的数值{said}目标：{word}；目标是否完成先于亮灯规则", one.finding.grade)]


def _steps(steps: Iterable[Step]) -> Markup:
    said = dict.fromkeys(step.zh for step in steps)
    return element("ol", *(element("li", words) for words in said))


def _supplied(one: Followed, pack: Pack) -> Markup:
    if one.supplier is None or (one.points and not one.supplier.needs):
        return EMPTY
    names = [pack.organisations[id].name for id in one.supplier.organisations if id in pack.organisations]
    own = "" if one.supplier.official else "（按部门职责，系统默认，非官方）"
    nearest = [pack.indicators[id].title for id in one.supplier.nearest if id in pack.indicators]
    return section(
        "supply",
        "还缺什么，由谁提供",
        "supply",
        element(
            "p",
            f"供数单位：{'、'.join(names)}{own}。{'还缺：' + one.supplier.needs + '。' if one.supplier.needs else ''}",
        ),
        element("p", f"已有口径不同的数据可供参考，不能代替：{'、'.join(nearest)}。", class_="subtitle")
        if nearest
        else EMPTY,
    )


def _values(one: Followed) -> Markup:
    if not one.points:
        return EMPTY
    heads = ("年份", f"数值（{one.unit}）", "性质", "发布", "来源", "文件与行")
    head = element(
        "tr", *(element("th", name, scope="col", class_="number" if at == 1 else None) for at, name in enumerate(heads))
    )
    rows = [_value_row(one, point) for point in one.points]
    table = element("table", element("thead", head), element("tbody", *rows))
    return section("values", "观测值", "values", element("div", table, class_="scroll"))


def _value_row(one: Followed, point: Point) -> Markup:
    first = point.observations[0] if point.observations else None
    compared = one.compared is not None and one.compared[0] <= point.year <= one.compared[1]
    year = element("th", str(point.year), scope="row", class_=None if compared else "quiet")
    value = element("td", _value(point.value), class_="number", title=f"{point.value}")
    if first is None:
        return element("tr", year, value, element("td", "基期", colspan=4, class_="quiet"))
    if len(point.observations) == 1 and first.value == point.value:
        cells: list[Content] = [
            QUALITIES[first.quality].zh,
            str(first.vintage.year),
            first.origin.statistics,
            _place(first),
        ]
        note = element("div", first.note, class_="subtitle") if first.note else EMPTY
        return element("tr", year, value, *(element("td", cell) for cell in cells[:3]), element("td", cells[3], note))
    files = list(dict.fromkeys(_place(row) for row in sorted(point.observations, key=_file_and_row)))
    worked = _steps(point.steps) if point.steps else EMPTY
    details = element("details", element("summary", f"由 {len(point.observations)} 个数计算"), worked,
                      element("p", join(files, "；"), class_="subtitle"))  # fmt: skip
    return element("tr", year, value, element("td", "计算值"), element("td", details, colspan=3))


def _place(row: Observation) -> Content:
    """Where a value stands; of a report, the way to its record at the desk."""
    if row.quality in REPORTED:
        return link(f"/records/of/{quote(row.origin.table)}/", "台账中的填报")
    sheet = f"{row.origin.sheet} " if row.origin.sheet else ""
    return f"{row.origin.file} {sheet}第{row.origin.row}行"


def _file_and_row(row: Observation) -> tuple[str, str, int]:
    return row.origin.file, row.origin.sheet, row.origin.row


def _places(places: Sequence[Followed], as_of: int) -> Markup:
    if not places:
        return EMPTY
    first = places[0]
    origins = [(f"#place-{one.place}", Words(one.place_title, one.place_title)) for one in places]
    pictures = places_figure(places).html(origins=origins)
    said = "目标对各地分别提出。" if first.scope == "each" else _NOT_OF_PLACES
    details = [
        element(
            "details",
            element("summary", _headline(one)),
            _three(one),
            _steps([*one.assumed, *one.finding.steps, *(() if isinstance(one.light, Missing) else one.light.steps)]),
            _values_inside(one),
            id=f"place-{one.place}",
        )
        for one in places
    ]
    return section("places", "各地", "places", element("p", said, class_="subtitle"), pictures, *details)


def _values_inside(one: Followed) -> Markup:
    rows = [_value_row(one, point) for point in one.points]
    return element("div", element("table", element("tbody", *rows)), class_="scroll") if rows else EMPTY


# ------------------------------------------------------------------ words


def share(value: Number) -> str:
    """A share as per cent; blank where it is missing.

    >>> from decimal import Decimal
    >>> share(Decimal("0.4100")), share(Decimal("-0.025"))
    ('41%', '−2.5%')
    """
    return "" if isinstance(value, Missing) else f"{number(round(value * 100, 1))}%"


def _value(value: Number) -> str:
    return "" if isinstance(value, Missing) else number(value)


def _observed(one: Followed) -> Content:
    if isinstance(one.finding.observed, Missing):
        return EMPTY
    year = element("span", f"（{one.finding.year}年）", class_="quiet")
    unit = "" if one.unit.endswith("=100") else one.unit
    return join([f"{_value(one.finding.observed)}{unit}", year])


def attained(one: Followed) -> str:
    """How much of the way is done; of what shall hold every year, in how many years it did."""
    said = share(one.finding.attainment)
    if not said or isinstance(one.goal, Missing):
        return said
    if one.goal.kind in _BOUNDS:
        return f"达标年份 {said}"
    return f"符合方向年份 {said}" if one.goal.kind == "trend" else said


def _gap(one: Followed) -> str:
    """By how much the value is better or worse than planned, in its own unit."""
    plan = one.finding.against_plan
    if isinstance(plan, Missing) or isinstance(plan.gap, Missing):
        return ""
    is_share = one.unit == "%" or (not isinstance(one.goal, Missing) and one.goal.kind == "growth")
    if plan.gap == 0:
        return "与计划相同"
    return f"{'超前' if plan.gap > 0 else '落后'} {number(abs(plan.gap))}{'个百分点' if is_share else one.unit}"


def points_of(one: Followed) -> str:
    """The difference of progress; of a bound there is none."""
    plan = one.finding.against_plan
    if isinstance(plan, Missing) or isinstance(plan.points, Missing) or isinstance(one.goal, Missing):
        return ""
    return "" if one.goal.kind in _BOUNDS else f"{'+' if plan.points > 0 else ''}{number(plan.points)}"


def _against(one: Followed) -> str:
    gap, points = _gap(one), points_of(one)
    if not gap:
        return ""
    return f"{gap}；进度差 {points} 个百分点" if points else gap


def grouped(followed: Iterable[Followed]) -> Mapping[str, list[Followed]]:
    """The targets with their places, by the file of their page."""
    found: defaultdict[str, list[Followed]] = defaultdict(list)
    for one in followed:
        found[file_of(one)].append(one)
    return found
