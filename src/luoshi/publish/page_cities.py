"""The pages that stand beside the schemes: classes of cities, each appraisal, the support list, and transfer payments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from luoshi.model.appraisal import Appraised, DomainScore, ItemScore
from luoshi.model.assessed import Assessed, PlaceClass
from luoshi.model.finding import Missing
from luoshi.model.pack import Pack
from luoshi.model.support import Payment, Settlement, Supported, SupportList, SupportYear, TransferRule
from luoshi.publish.chart import Figure
from luoshi.publish.chart_plane import InPlane, class_plane
from luoshi.publish.chart_words import Words
from luoshi.publish.evaluation_words import ADVICE, DECISIONS, NOT_OFFICIAL, STAGES
from luoshi.publish.page_findings import share
from luoshi.publish.page_html import EMPTY, Content, Markup, element, join
from luoshi.publish.page_notes import section

CLASSES, SUPPORT = "classes.html", "support-list.html"
# The file, the title, its answer in one sentence, and what draws it.
Page = tuple[str, str, str, Callable[[], Markup]]


@dataclass(frozen=True, slots=True)
class Evaluations:
    """What the pages of evaluations are made of: schemes, classes, appraisals by rule, support and payments, and the pack."""

    assessed: Sequence[Assessed]
    classes: Sequence[PlaceClass]
    appraised: Sequence[Sequence[Appraised]]
    pack: Pack
    as_of: int
    supported: Sequence[Supported] = ()
    support_list: SupportList | None = None
    payments: Sequence[tuple[TransferRule, Sequence[Payment]]] = ()


def pages_of(given: Evaluations) -> list[Page]:
    """The pages beside the schemes, those that the pack has something for."""
    year, pack = given.as_of, given.pack
    found: list[Page] = []
    if given.classes:
        found.append(
            (CLASSES, "综合分类", classes_answer(given.classes), partial(classes_page, given.classes, pack, year))
        )
    for each in given.appraised:
        if each:
            rule = each[0].rule
            page = partial(appraisal_page, each, pack, year)
            found.append((f"appraisal-{rule.id}.html", rule.title, appraisal_answer(each, pack), page))
    if given.support_list is not None:
        page = partial(support_page, given.supported, given.support_list, year)
        found.append((SUPPORT, given.support_list.title, support_answer(given.supported, year), page))
    for transfer_rule, paid in given.payments:
        page = partial(payment_page, transfer_rule, paid, year)
        found.append((f"payment-{transfer_rule.id}.html", transfer_rule.title, payment_answer(paid), page))
    return found


# ------------------------------------------------------------------ classes


def classes_answer(given: Sequence[PlaceClass]) -> str:
    """How many cities of each class, and for how many a class is suggested."""
    counts = {legal: sum(one.legal == legal for one in given) for legal in dict.fromkeys(one.legal for one in given)}
    said = "、".join(f"{legal}{count}个" for legal, count in counts.items())
    open_ = [one for one in given if isinstance(one.suggested, Missing)]
    other = [one.name for one in given if one.advice and one.advice.advice == "change"]
    if len(open_) == len(given):
        rest = "缺分市的储量数据，今年不能提出建议类别"
    else:
        rest = f"建议调整的：{'、'.join(other) or '没有'}" + (f"；{len(open_)}个缺数据" if open_ else "")
    return f"{len(given)}个资源型城市，现行{said}；{rest}。"


def classes_page(given: Sequence[PlaceClass], pack: Pack, as_of: int) -> Markup:
    """The plane of the two axes, the class in force beside the suggested one, and how each came to be."""
    edges = given[0].edges
    heads = ("城市", "所在", "现行类别", "打印该类别的文件", "R", "S", "D", "临界", "建议类别", "建议")
    rows = [_class_row(one, pack) for one in given]
    table = element("table", element("thead", _head(heads, (4, 5, 6))), element("tbody", *rows))
    said = (
        f"分界：R {edges.supply:g}、S {edges.sustainability:g}、D {edges.dependence:g}，"
        f"累计采出比 {edges.extracted:g}%，产量增速 {edges.output_growth:g}%；"
        f"离分界不足{edges.borderline:.0%}的标为临界。指数、分界、判定表：{NOT_OFFICIAL}，文件没有印。"
    )
    return element(
        "div",
        element("h1", f"综合分类（{as_of}年）"),
        element("p", classes_answer(given), class_="answer"),
        element("p", "现行类别以国家名单为准，由主管部门调整；这里只提建议，连续两年一致才建议调整。", class_="subtitle"),
        _plane_of(given, as_of).html(),
        section("table", "现行与建议", "in force and suggested", element("div", table, class_="scroll"),
                element("p", said, class_="subtitle")),
        section("trace", "每个类别的由来", "how each came to be", *(_trace(one) for one in given)),
        class_="page",
    )  # fmt: skip


def _plane_of(given: Sequence[PlaceClass], as_of: int) -> Figure:
    edges = given[0].edges
    cities = [
        InPlane(
            one.name, one.legal, _index(one, "R"), _index(one, "S"), bool(one.borderline),
            one.suggested if isinstance(one.suggested, Missing) else Words(one.suggested.suggested, one.suggested.suggested),
        )
        for one in given
    ]  # fmt: skip
    title = Words(classes_answer(given).rstrip("。"), "Cities by supply and sustainability")
    name = Words(f"综合分类（{as_of}年）", f"Classes of cities, {as_of}")
    return class_plane(cities, edges=(edges.supply, edges.sustainability), name=name, title=title, official=False)


def _index(one: PlaceClass, letter: str) -> float | None:
    value = next((value for name, value in one.indices if name.endswith(letter)), None)
    return value if isinstance(value, float) else None


def _class_row(one: PlaceClass, pack: Pack) -> Markup:
    batch = f"，资源枯竭城市第{one.exhausted_batch}批" if one.exhausted_batch else ""
    advice = ADVICE[one.advice.advice] if one.advice else "—"
    suggested = (
        element("span", "不能分类", class_="quiet", title=one.suggested.zh)
        if isinstance(one.suggested, Missing)
        else one.suggested.suggested + ("（请人工复核）" if one.suggested.review else "")
    )
    return element(
        "tr",
        element("th", one.name, scope="row", class_="nowrap"),
        element("td", one.within or "—", class_="nowrap"),
        element("td", one.legal, batch),
        element("td", _printed(one, pack)),
        *(element("td", _number(one, letter), class_="number") for letter in "RSD"),
        element("td", "、".join(name[-1] for name in one.borderline) or "—"),
        element("td", suggested, class_="nowrap"),
        element("td", advice, class_="nowrap"),
    )


def _number(one: PlaceClass, letter: str) -> Content:
    value = next((value for name, value in one.indices if name.endswith(letter)), None)
    if isinstance(value, float):
        return f"{value:.3f}"
    return element("span", "缺", title=value.zh if value else "", class_="quiet")


def _printed(one: PlaceClass, pack: Pack) -> Content:
    titles = {document.id: document.doc_number or document.title for document in pack.documents}
    said = [element("span", titles.get(document) or document, title=words) for document, words in one.printed_by]
    return join(said, "、") if said else element("span", "名单", class_="quiet")


def _trace(one: PlaceClass) -> Markup:
    """The way to a class: the list, changes with their document and evaluation, then every assessment with its steps."""
    steps = [element("li", f"2013年名单（国发〔2013〕45号）：{one.listed}")]
    steps += [
        element("li", f"{change.effective:%Y年%m月%d日}起 {change.resource_class}，"
                f"依据{change.document}；评估：{change.evaluation}")
        for change in one.history
    ]  # fmt: skip
    if not one.history:
        steps.append(element("li", "此后规则包没有记录任何调整（class_changes.yaml）", class_="quiet"))
    for found in one.assessments:
        inside = element("ul", *(element("li", step.zh) for step in found.steps))
        steps.append(element("li", f"{found.year}年评估：{found.suggested}", inside))
    if one.advice:
        steps.append(element("li", one.advice.steps[0].zh))
    lacking = [element("li", value.zh, class_="quiet") for _, value in one.indices if isinstance(value, Missing)]
    advice = ADVICE[one.advice.advice] if one.advice else "缺数据，不能提出建议"
    return element("details", element("summary", element("b", one.name), f"：{one.legal}；{advice}"),
                   element("ul", *steps, *lacking))  # fmt: skip


# ------------------------------------------------------------------ appraisals


def appraisal_answer(given: Sequence[Appraised], pack: Pack) -> str:
    """Who is first and last, or that nobody can be rated yet."""
    rated = sorted((one for one in given if not isinstance(one.total, Missing)), key=lambda one: -_total(one))
    if not rated:
        return f"{len(given)}个城市的填报不全，都是待补数，没有一个按零分计。"
    names = _names(pack)
    first, last = rated[0], rated[-1]
    said = f"{len(rated)}个城市有总分：{names[first.place]}{first.total}分（{first.grade}）最高"
    said += f"，{names[last.place]}{last.total}分（{last.grade}）最低" if len(rated) > 1 else ""
    return said + (f"；{len(given) - len(rated)}个待补数。" if len(given) > len(rated) else "。")


def _total(one: Appraised) -> float:
    return 0.0 if isinstance(one.total, Missing) else float(one.total)


def appraisal_page(
    given: Sequence[Appraised], pack: Pack, as_of: int, settlement: Settlement | Missing | None = None
) -> Markup:
    """A year's appraisal: ranks, domains, every item with its value, evidence and reason, and what the grades mean."""
    rule, names = given[0].rule, _names(pack)
    ordered = sorted(given, key=lambda one: (isinstance(one.total, Missing), -_total(one)))
    heads = ("名次", "城市", "总分", "等级", "可评权重", "有佐证", *(domain.title for domain in rule.domains))
    rows = [_appraised_row(one, ordered, names) for one in ordered]
    table = element("table", element("thead", _head(heads, (0, 2, 4, 5))), element("tbody", *rows))
    said = (
        f"统计里有的项目先填上，其余须由城市填报；一个领域缺的权重超过{share(rule.missing_share)}就不可评，绝不按零分计；"
        f"不适用的领域，权重按比例分给其他领域；没有佐证的数照算，但在“有佐证”里看得出。"
    )
    return element(
        "div",
        element("h1", f"{rule.title}（{as_of}年）"),
        element("p", appraisal_answer(given, pack), class_="answer"),
        element("p", f"对象：{rule.cities}；版本{rule.version}；依据：{rule.source}。", class_="subtitle"),
        section(
            "result", "结果", "result", element("div", table, class_="scroll"), element("p", said, class_="subtitle")
        ),
        section("items", "逐项", "items", *(_appraised_details(one, names) for one in ordered)),
        _grades(given),
        _settlement(settlement, names),
        class_="page",
    )


def _names(pack: Pack) -> dict[str, str]:
    return {place.code: place.name for place in pack.places}


def _appraised_row(one: Appraised, ordered: Sequence[Appraised], names: dict[str, str]) -> Markup:
    is_rated = not isinstance(one.total, Missing)
    rank = 1 + sum(_total(other) > _total(one) for other in ordered) if is_rated else None
    total = (
        element("span", "待补数", class_="quiet", title=one.total.zh)
        if isinstance(one.total, Missing)
        else str(one.total)
    )
    return element(
        "tr",
        element("td", str(rank) if rank else "—", class_="number"),
        element("th", names.get(one.place, one.place), scope="row", class_="nowrap"),
        element("td", total, class_="number"),
        element("td", one.grade or "—", f"（{one.capped}封顶）" if one.capped else ""),
        element("td", share(one.rated), class_="number"),
        element("td", share(one.backed) if one.rated else "—", class_="number"),
        *(element("td", _domain(score)) for score in one.domains),
    )


def _domain(score: DomainScore) -> Content:
    """The points of a domain, or how many of its items are known and why that is not enough."""
    if not score.applies:
        return element("span", "不适用", class_="quiet")
    if not isinstance(score.points, Missing):
        return f"{score.points} / {score.weight}"
    known = [one.item.title for one in score.items if not isinstance(one.handed.value, Missing)]
    said = f"不可评（{len(known)}/{len(score.items)}项有数）"
    return element("span", said, title=score.points.zh, class_="quiet")


def _appraised_details(one: Appraised, names: dict[str, str]) -> Markup:
    rows = [
        _item_row(score, item)
        for score in one.domains
        for item in score.items
    ]  # fmt: skip
    skipped = [element("li", score.points.zh) for score in one.domains if isinstance(score.points, Missing)]
    table = element(
        "table",
        element(
            "thead", _head(("领域", "指标", "数值", "上年", "目标", "得分", "权重", "佐证、说明"), (2, 3, 4, 5, 6))
        ),
        element("tbody", *rows),
    )
    total = one.total.zh if isinstance(one.total, Missing) else f"{one.total}分，{one.grade}"
    return element(
        "details",
        element("summary", element("b", names.get(one.place, one.place)), f"：{total}"),
        element("ul", *skipped) if skipped else EMPTY,
        element("div", table, class_="scroll"),
        element("ul", *(element("li", step.zh) for step in one.steps if "不可评" not in step.zh)),
    )


def _item_row(score: DomainScore, one: ItemScore) -> Markup:
    handed, target = one.handed, one.handed.target if one.handed.target is not None else one.item.target
    own = "" if target is None or one.item.official or handed.target is not None else "*"
    value = element("span", "缺", class_="quiet") if isinstance(handed.value, Missing) else f"{handed.value:f}"
    why = (
        handed.value.zh
        if isinstance(handed.value, Missing)
        else one.points.zh
        if isinstance(one.points, Missing)
        else ""
    )
    return element(
        "tr",
        element("th", score.domain.title, scope="row"),
        element("td", one.item.title),
        element("td", value, class_="number"),
        element("td", "" if handed.before is None else f"{handed.before:f}", class_="number"),
        element("td", "" if target is None else f"{target:f}{own}", class_="number"),
        element("td", "—" if isinstance(one.points, Missing) else str(one.points), class_="number"),
        element("td", str(one.weight or one.item.weight), class_="number"),
        element("td", "；".join(handed.evidence) or why, class_="quiet"),
    )


def _grades(given: Sequence[Appraised]) -> Markup:
    rule = given[0].rule
    rows = [
        element("tr", element("th", band.name, scope="row"), element("td", f"{band.low}分起", class_="nowrap"),
                element("td", band.consequence or "—"))
        for band in rule.bands
    ]  # fmt: skip
    rows += [
        element("tr", element("th", one.title, scope="row"), element("td", f"{one.low:+}至{one.high:+}分", class_="nowrap"),
                element("td", f"等级最高为{one.cap}" if one.cap else "—"))
        for one in rule.adjustments
    ]  # fmt: skip
    table = element("table", element("thead", _head(("等级、加减分", "界限", "后果"))), element("tbody", *rows))
    said = f"指标、权重、目标（带 * 的）、计分方式、等级、加减分：{NOT_OFFICIAL}；规则包 appraisals/{rule.id}.yaml。"
    return section(
        "grades", "等级", "grades", element("div", table, class_="scroll"), element("p", said, class_="subtitle")
    )


def _settlement(found: Settlement | Missing | None, names: dict[str, str]) -> Markup:
    """Who is cut and who rewarded, and that both balance."""
    if found is None:
        return EMPTY
    if isinstance(found, Missing):
        return section("settlement", "奖惩结算", "settlement", element("p", f"{found.zh}。{found.reason.hint_zh}"))
    rows = [
        element(
            "tr",
            element("th", names.get(one.place, one.place), scope="row"),
            *(
                element("td", f"{value:f}", class_="number")
                for value in (one.base, one.increment, one.deducted, one.rewarded)
            ),
            element("td", "；".join(step.zh for step in one.steps), class_="quiet"),
        )
        for one in found.places
    ]
    table = element("table", element("thead", _head(("城市", "存量", "增量", "扣减", "奖励", "说明"), (1, 2, 3, 4))),
                    element("tbody", *rows))  # fmt: skip
    rewarded = sum((one.rewarded for one in found.places), start=found.pool * 0)
    said = f"扣减合计{found.pool:f}，奖励合计{rewarded:f}，退回统筹{found.returned:f}：收支相抵。比例：{NOT_OFFICIAL}。"
    return section("settlement", "奖惩结算", "settlement", element("p", said), element("div", table, class_="scroll"))


# ------------------------------------------------------------------ support


def support_answer(given: Sequence[Supported], as_of: int) -> str:
    """How many are on the list at which stage, and for how many nobody has decided."""
    awaiting = [one.name for one in given if one.awaiting]
    stages = [one.years[-1].stage for one in given if one.years and not one.awaiting]
    parts = [f"{STAGES[stage]}{stages.count(stage)}个" for stage in dict.fromkeys(stages)]
    if awaiting:
        parts.append(f"{len(awaiting)}个支持期已满而没有转型评估决定（{'、'.join(awaiting)}）")
    return f"{as_of}年名单上{len(given)}个城市：{'，'.join(parts)}。"


def support_page(given: Sequence[Supported], known: SupportList, as_of: int) -> Markup:
    """The support list as a table of cities by years, every decision with its evidence, and the rule."""
    first = min((year.year for one in given for year in one.years), default=as_of)
    span = range(first, as_of + 1)
    rows = [_support_row(one, span) for one in given]
    table = element(
        "table", element("thead", _head(("城市", "现行类别", "批次", *map(str, span)))), element("tbody", *rows)
    )
    rule = known.rule
    taper = "、".join(f"{one:.0%}" for one in rule.taper)
    said = (
        f"首轮支持{rule.first_years}年，期满评估未转型的延续{rule.prolonged_years}年；评估转型成功的退坡三年（{taper}），"
        f"然后退出。依据：{rule.source}。{known.note}"
    )
    return element(
        "div",
        element("h1", f"{known.title}（{as_of}年）"),
        element("p", support_answer(given, as_of), class_="answer"),
        element(
            "p",
            "有进有出、奖惩分明、滚动推进：每一年的状态由历年决定和规则推出，决定只添加、不改写。",
            class_="subtitle",
        ),
        section(
            "years",
            "历年状态",
            "state by year",
            element("div", table, class_="scroll"),
            element("p", said, class_="subtitle"),
        ),
        section("decisions", "历年决定", "decisions", *(_decisions(one) for one in given)),
        class_="page",
    )


def _support_row(one: Supported, span: range) -> Markup:
    by_year = {year.year: year for year in one.years}
    return element(
        "tr",
        element("th", one.name, scope="row", class_="nowrap"),
        element("td", one.legal, class_="nowrap"),
        element("td", str(one.batch or "—"), class_="number"),
        *(element("td", _state(by_year.get(year), one, year), class_="nowrap") for year in span),
    )


def _state(year: SupportYear | None, one: Supported, at: int) -> Content:
    if year is None:
        before = not one.years or at < one.years[0].year
        return "" if before else element("span", "待定", class_="quiet", title=one.awaiting.zh if one.awaiting else "")
    number = f"{year.year_of_stage}" if year.stage in ("first", "prolonged") else f"{year.share:.0%}"
    return element("span", f"{_SHORT[year.stage]}{number}", title=year.because.zh)


_SHORT = {
    "outside": "未列入", "first": "首轮", "prolonged": "延续", "taper-1": "退坡", "taper-2": "退坡", "taper-3": "退坡",
    "left": "退出",
}  # fmt: skip


def _decisions(one: Supported) -> Markup:
    rows = [
        element("li", f"{said.year}年 {DECISIONS[said.decision]}：{said.evidence}",
                element("span", f"（来源：{said.source}；把握{said.confidence}）", class_="quiet"))
        for said in one.decisions
    ]  # fmt: skip
    if one.awaiting:
        rows.append(element("li", f"{one.awaiting.zh}。{one.awaiting.reason.hint_zh}"))
    now = "待定" if one.awaiting or not one.years else STAGES[one.years[-1].stage]
    return element("details", element("summary", element("b", one.name), f"：{now}"), element("ul", *rows))


# ------------------------------------------------------------------ transfer payments


def payment_answer(given: Sequence[Payment]) -> str:
    """How much in all, or what is lacking."""
    known = [one.transfer for one in given if not isinstance(one.transfer, Missing)]
    if not known:
        return "财政部门还没有填报资金总额、定额补助、人口和系数，不能测算。"
    return f"{len(known)}个城市合计{sum(one.total for one in known):,.2f}万元。"


def payment_page(rule: TransferRule, given: Sequence[Payment], as_of: int) -> Markup:
    """The transfer payment of each city with its workings, the formula, and which of its factors were ever printed."""
    heads = ("城市", "支持阶段", "定额", "因素", "合计（万元）", "怎样算的、缺什么")
    rows = [_payment_row(one) for one in given]
    table = element("table", element("thead", _head(heads, (2, 3, 4))), element("tbody", *rows))
    factors = [
        element("tr", element("th", f"{one.title}系数", scope="row"), element("td", one.id), element("td", one.meaning),
                element("td", "文件规定" if one.official else NOT_OFFICIAL, class_="nowrap"),
                element("td", one.source, class_="quiet"))
        for one in rule.factors
    ]  # fmt: skip
    of_rule = element(
        "table", element("thead", _head(("系数", "填报名", "含义", "性质", "来源"))), element("tbody", *factors)
    )
    return element(
        "div",
        element("h1", f"{rule.title}（{as_of}年）"),
        element("p", payment_answer(given), class_="answer"),
        element("p", f"{rule.formula}。办法：{rule.source}。", class_="subtitle"),
        section(
            "amounts",
            "测算",
            "amounts",
            element("div", table, class_="scroll"),
            element("p", rule.note, class_="subtitle"),
        ),
        section("factors", "系数", "factors", element("div", of_rule, class_="stack")),
        class_="page",
    )


def _payment_row(one: Payment) -> Markup:
    support = one.support
    stage = "待定" if support.awaiting or not support.years else STAGES[support.years[-1].stage]
    if isinstance(one.transfer, Missing):
        cells: list[Content] = ["", "", "", element("span", one.transfer.zh, class_="quiet")]
    else:
        said = "；".join(step.zh for step in one.transfer.steps)
        cells = [f"{one.transfer.fixed:,.2f}", f"{one.transfer.factor:,.2f}", f"{one.transfer.total:,.2f}", said]
    tags = [element("td", cell, class_="number" if n < 3 else None) for n, cell in enumerate(cells)]
    return element(
        "tr", element("th", one.name, scope="row", class_="nowrap"), element("td", stage, class_="nowrap"), *tags
    )


def _head(heads: Sequence[str], numbers: Sequence[int] = ()) -> Markup:
    cells = (
        element("th", name, scope="col", class_="number" if n in numbers else None) for n, name in enumerate(heads)
    )
    return element("tr", *cells)
