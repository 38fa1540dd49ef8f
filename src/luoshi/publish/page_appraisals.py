"""The page of a yearly appraisal: ranks, domains, every item with its value and evidence, grades, settlement."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from luoshi.model.appraisal import Adjustment, Appraised, DomainScore, ItemScore
from luoshi.model.finding import Missing
from luoshi.model.pack import Pack
from luoshi.model.support import Settlement
from luoshi.publish.evaluation_words import NOT_OFFICIAL
from luoshi.publish.page_findings import share
from luoshi.publish.page_html import EMPTY, Content, Markup, element, heads
from luoshi.publish.page_notes import section


def appraisal_answer(given: Sequence[Appraised], pack: Pack) -> str:
    """Who is first and last, or that nobody can be rated yet."""
    rated = sorted((one for one in given if not isinstance(one.total, Missing)), key=lambda one: -_total(one))
    if not rated:
        return f"{len(given)}个城市的填报不全，都是待补数，没有一个按零分计。"
    names = _names(pack)
    first, last = rated[0], rated[-1]
    said = f"{len(rated)}个城市有总分：{names[first.place]}{first.total}分（{first.grade}）最高"
    said += f"，{names[last.place]}{last.total}分（{last.grade}）最低" if len(rated) > 1 else ""
    unsure = [one.stability for one in rated if one.stability and one.stability.same_grade < 1]
    said += f"；权重上下浮动{share(unsure[0].noise)}，{len(unsure)}个城市的等级会变" if unsure else ""
    return said + (f"；{len(given) - len(rated)}个待补数。" if len(given) > len(rated) else "。")


def _total(one: Appraised) -> float:
    return 0.0 if isinstance(one.total, Missing) else float(one.total)


def appraisal_page(
    given: Sequence[Appraised], pack: Pack, as_of: int, settlement: Settlement | Missing | None = None
) -> Markup:
    """A year's appraisal: ranks, domains, every item with its value, evidence and reason, and what the grades mean."""
    rule, names = given[0].rule, _names(pack)
    ordered = sorted(given, key=lambda one: (isinstance(one.total, Missing), -_total(one)))
    columns = (
        "城市",
        "名次",
        "总分",
        "等级",
        "名次区间",
        "等级不变",
        "可评权重",
        "有佐证",
        *(domain.title for domain in rule.domains),
    )
    rows = [_appraised_row(one, ordered, names) for one in ordered]
    table = element("table", element("thead", heads(columns, (1, 2, 4, 5, 6, 7))), element("tbody", *rows))
    said = (
        f"统计里有的项目先填上，其余须由城市填报；一个领域缺的权重超过{share(rule.missing_share)}就不可评，绝不按零分计；"
        f"不适用的领域，权重按比例分给其他领域；没有佐证的数照算，但在“有佐证”里看得出。"
        "“不可评”后面是有数的项数和总项数。" + stability_note(given)
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


def stability_words(one: Appraised) -> tuple[str, str]:
    """The ranks between which a place comes under other weights, and how often its grade stays; blank without a total."""
    found = one.stability
    if found is None:
        return "", ""
    return f"{found.low}—{found.high}" if found.low < found.high else str(found.low), share(found.same_grade)


def stability_note(given: Sequence[Appraised]) -> str:
    """How ranks between which places come were found; blank where no place has a total."""
    found = next((one.stability for one in given if one.stability), None)
    if found is None:
        return ""
    return (
        f"名次区间、等级不变：各指标权重上下浮动{share(found.noise)}，重复{found.replications}次（种子{found.seed}），"
        f"十次中九次的名次，和等级与本表相同的比例（{NOT_OFFICIAL}）。"
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
        element("th", names.get(one.place, one.place), scope="row", class_="nowrap"),
        element("td", str(rank) if rank else "—", class_="number"),
        element("td", total, class_="number"),
        element("td", one.grade or "—", f"（{one.capped}封顶）" if one.capped else ""),
        *(element("td", said or "—", class_="number") for said in stability_words(one)),
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
    said = f"不可评 {len(known)}/{len(score.items)}"
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
            "thead", heads(("领域", "指标", "数值", "上年", "目标", "得分", "权重", "佐证、说明"), (2, 3, 4, 5, 6))
        ),
        element("tbody", *rows),
    )
    lacking = sum(score.applies and isinstance(score.points, Missing) for score in one.domains)
    total = f"待补数，{lacking}个领域不可评" if isinstance(one.total, Missing) else f"{one.total}分，{one.grade}"
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
        element("tr", element("th", one.title, scope="row"), element("td", _range(one), class_="nowrap"),
                element("td", f"等级最高为{one.cap}" if one.cap else "—"))
        for one in rule.adjustments
    ]  # fmt: skip
    table = element("table", element("thead", heads(("等级、加减分", "界限", "后果"))), element("tbody", *rows))
    said = f"指标、权重、目标（带 * 的）、计分方式、等级、加减分：{NOT_OFFICIAL}；规则包 appraisals/{rule.id}.yaml。"
    return section(
        "grades", "等级", "grades", element("div", table, class_="stack"), element("p", said, class_="subtitle")
    )


def settlement_words(found: Settlement | Missing | None, pack: Pack) -> list[str]:
    """The settlement in a line or two; nothing where no amounts were handed in."""
    if found is None:
        return []
    if isinstance(found, Missing):
        return [f"{found.zh}。{found.reason.hint_zh}"]
    names = _names(pack)
    moved = [f"{names.get(one.place, one.place)}{one.rewarded - one.deducted:+f}" for one in found.places
             if one.rewarded or one.deducted]  # fmt: skip
    total = f"扣减合计{found.pool:f}，退回统筹{found.returned:f}"
    return [f"奖惩结算（{NOT_OFFICIAL}）：{'、'.join(moved) or '无奖无罚'}；{total}。"]


def _range(one: Adjustment) -> str:
    """Between which points an adjustment lies."""
    if one.low == one.high:
        return f"{one.low:+}分" if one.low else "不加减分"
    return f"{one.low:+}至{one.high:+}分"


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
    table = element("table", element("thead", heads(("城市", "存量", "增量", "扣减", "奖励", "说明"), (1, 2, 3, 4))),
                    element("tbody", *rows))  # fmt: skip
    rewarded = sum((one.rewarded for one in found.places), Decimal(0))
    said = f"扣减合计{found.pool:f}，奖励合计{rewarded:f}，退回统筹{found.returned:f}：收支相抵。比例：{NOT_OFFICIAL}。"
    return section("settlement", "奖惩结算", "settlement", element("p", said), element("div", table, class_="scroll"))
