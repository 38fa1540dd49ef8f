"""Evaluations at the terminal: a table for eyes, and what stands under it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.table import Table

from luoshi.model.appraisal import Appraised
from luoshi.model.assessed import Assessed, AssessedPlace, PlaceClass
from luoshi.model.economy import Economy
from luoshi.model.finding import Missing
from luoshi.model.pack import Pack
from luoshi.model.protection import ProtectedPlace
from luoshi.model.scheme import Scheme
from luoshi.model.support import Payment, Supported
from luoshi.publish.chart_words import number
from luoshi.publish.evaluation_words import NOT_OFFICIAL, STAGES, WARNINGS, answer, warning_of
from luoshi.publish.page_appraisals import stability_words
from luoshi.publish.page_protection import mark_of


def schemes_table(schemes: Iterable[Scheme], others: Mapping[str, str]) -> Table:
    """The schemes of a pack, and what else can be asked for by its id."""
    table = Table("方案", "名称", "版本", "指标", "缺数据的指标", box=None, pad_edge=False)
    for one in schemes:
        table.add_row(one.id, one.title, one.version, str(len(one.indicators)), str(len(one.lacking)))
    for id, title in others.items():
        table.add_row(id, title, "", "", "")
    return table


def ranking_table(given: Assessed) -> Table:
    """Rank, score, interval, level, lag, first obstacle, warning; those without a score with the reason."""
    table = Table("名次", "地区", "得分", f"{given.level:.0%}区间", box=None, pad_edge=False)
    extra = _extra(given)
    for head in extra:
        table.add_column(head)
    table.add_column("为什么")
    for one in given.places:
        if isinstance(one.score, Missing):
            table.add_row("—", one.name, "", "", *("" for _ in extra), one.score.zh.rpartition("：")[2])
        else:
            interval = f"{one.low}—{one.high}" if one.low != one.high else f"{one.low}"
            table.add_row(
                str(one.rank), one.name, f"{one.score:.3f}", interval, *(_cell(one, head) for head in extra), _why(one)
            )
    return table


def _extra(given: Assessed) -> Sequence[str]:
    heads = ["等级"] if given.scheme.bands else []
    heads += ["滞后", "预警"] if given.scheme.is_coordination else []
    return heads + (["首要障碍"] if len(given.scheme.indicators) > 1 else [])


def _cell(one: AssessedPlace, head: str) -> str:
    if head == "等级":
        return one.band.title if one.band else ""
    if head == "滞后":
        return one.lag or "同步"
    if head == "预警":
        warning = warning_of(one)
        return " ".join(WARNINGS[warning][:2]) if warning else "○ 无法判断"
    titles = {item.id: item.title for item in one.items}
    return f"{titles[one.obstacles[0].factor]} {one.obstacles[0].degree:.0f}%" if one.obstacles else ""


def _why(one: AssessedPlace) -> str:
    """The values of the two indicators by which most was lost, or the sides."""
    if one.sides and one.forms:
        return "；".join(f"{title} {score:.2f}" for title, score in one.sides)
    items = {item.id: item for item in one.items}
    worst = [items[found.factor] for found in one.obstacles[:2]] or list(one.items)
    return "；".join(
        f"{item.title} {number(item.point.value)}{item.unit}" for item in worst if not isinstance(item.point, Missing)
    )


def under(given: Assessed) -> list[str]:
    """What stands under the table: the answer, the years, what was varied, what is not official."""
    years = f"{given.first}—{given.as_of}" if given.first != given.as_of else f"{given.as_of}"
    lines = [answer(given), f"可比时段 {years}；{given.area_title}。"]
    if given.scored and given.replications:
        varied = "；".join(given.varied)
        lines.append(f"区间：重复计算 {given.replications} 次（种子 {given.seed}），{varied}。")
    if given.scheme.lacking:
        lines.append(f"应有而没有数据的指标 {len(given.scheme.lacking)} 项，见网页或 --json。")
    if not given.scheme.official:
        lines.append(f"指标、权重、公式、等级：{NOT_OFFICIAL}。")
    return lines


def classes_table(given: Sequence[PlaceClass]) -> Table:
    """The class in force beside the suggested one."""
    table = Table("城市", "所在", "现行类别", "枯竭批次", "可持续 S", "依赖 D", "建议类别", box=None, pad_edge=False)
    for one in given:
        indices = {name[-1]: "缺" if isinstance(value, Missing) else f"{value:.3f}" for name, value in one.indices}
        suggested = one.suggested.zh if isinstance(one.suggested, Missing) else one.suggested.suggested
        batch = str(one.exhausted_batch or "")
        table.add_row(
            one.name, one.within, one.legal, batch, indices.get("S", ""), indices.get("D", ""), suggested
        )  # fmt: skip
    return table


def appraisal_table(given: Sequence[Appraised], pack: Pack) -> Table:
    """Total, what share could be rated, and the points of each domain."""
    places = {place.code: place.name for place in pack.places}
    domains = given[0].rule.domains if given else ()
    table = Table(
        "城市",
        "总分",
        "名次区间",
        "等级不变",
        "可评权重",
        "有佐证",
        *(domain.title for domain in domains),
        box=None,
        pad_edge=False,
    )
    for one in given:
        total = "待补数" if isinstance(one.total, Missing) else f"{one.total} {one.grade}"
        cells = [
            "不适用" if not score.applies else "不可评" if isinstance(score.points, Missing) else str(score.points)
            for score in one.domains
        ]
        total += f"（{one.capped}封顶）" if one.capped else ""
        table.add_row(
            places.get(one.place, one.place),
            total,
            *stability_words(one),
            f"{one.rated:.0%}",
            f"{one.backed:.0%}",
            *cells,
        )
    return table


def economy_table(given: Economy) -> Table:
    """Location quotients, concentration, competitive effect and dependence of each place."""
    titles = [title.removesuffix("增加值") for title in given.industries]
    table = Table("地区", *titles, "HHI", "差异", "增加", "结构", "竞争力", "采矿从业", box=None, pad_edge=False)
    for one in given.places:
        if isinstance(one.shares, Missing):
            table.add_row(one.name, *("缺" for _ in titles))
            continue
        shift = ("", "", "")
        if not isinstance(one.shift, Missing):
            shift = (f"{one.shift.growth:+.1f}", f"{one.shift.industry:+.1f}", f"{one.shift.competitive:+.1f}")
        depends = "缺" if isinstance(one.dependence, Missing) else f"{one.dependence:.1%}"
        quotients = (f"{value:.2f}" for value in one.quotients)
        table.add_row(one.name, *quotients, f"{one.herfindahl:.3f}", f"{one.theil:.3f}", *shift, depends)
    return table


def support_table(given: Sequence[Supported], as_of: int) -> Table:
    """The cities of the support list with their stage in the year, the share that is paid, and since when."""
    table = Table("城市", "类别", "批次", "列入", f"{as_of}年", "份额", "依据", box=None, pad_edge=False)
    for one in given:
        last = one.years[-1] if one.years else None
        is_known = last is not None and one.awaiting is None
        stage = (
            STAGES[last.stage] + (f"第{last.year_of_stage}年" if last.stage in ("first", "prolonged") else "")
            if last
            else ""
        )
        why = last.because.zh if last and is_known else one.awaiting.zh if one.awaiting else ""
        share = f"{last.share:.0%}" if last and is_known else ""
        batch = str(one.batch or "")
        table.add_row(one.name, one.legal, batch, str(one.decisions[0].year), stage if is_known else "待定", share, why)
    return table


def payment_table(given: Sequence[Payment]) -> Table:
    """The transfer payment of each city, or what is lacking."""
    table = Table("城市", "定额", "因素", "合计（万元）", "怎样算的、缺什么", box=None, pad_edge=False)
    for one in given:
        if isinstance(one.transfer, Missing):
            table.add_row(one.name, "", "", "", one.transfer.zh)
        else:
            amounts = (one.transfer.fixed, one.transfer.factor, one.transfer.total)
            table.add_row(one.name, *(f"{amount:,.2f}" for amount in amounts), one.transfer.steps[0].zh)
    return table


def protection_table(given: Sequence[ProtectedPlace]) -> Table:
    """The counties of which something is known: whether they are restricted, since when, and why."""
    table = Table("县（市、区）", "所属", "状态", "自", "依据", box=None, pad_edge=False)
    for one in given:
        if one.now is not None:
            since = str(one.now.since) if one.restricted else ""
            tests = [test.step.zh for test in (one.now.area, one.now.quality) if test.falls is not False]
            why = "；".join([one.now.because.zh, *tests])
            table.add_row(one.name, one.within, mark_of(one)[1], since, why)
    return table
