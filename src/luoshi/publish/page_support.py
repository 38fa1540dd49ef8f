"""The pages of support: the list year by year with its decisions, and the transfer payments with their workings."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.model.finding import Missing
from luoshi.model.support import Payment, Supported, SupportList, SupportYear, TransferRule
from luoshi.publish.evaluation_words import DECISIONS, NOT_OFFICIAL, STAGES
from luoshi.publish.page_html import Content, Markup, element, heads
from luoshi.publish.page_notes import section


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
        "table", element("thead", heads(("城市", "现行类别", "批次", *map(str, span)))), element("tbody", *rows)
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
    rows += [element("li", f"{problem.zh}。{problem.hint_zh}", class_="late") for problem in one.unused]
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
    columns = ("城市", "支持阶段", "定额", "因素", "合计（万元）", "怎样算的、缺什么")
    rows = [_payment_row(one) for one in given]
    table = element("table", element("thead", heads(columns, (2, 3, 4))), element("tbody", *rows))
    factors = [
        element("tr", element("th", f"{one.title}系数", scope="row"), element("td", one.id), element("td", one.meaning),
                element("td", "文件规定" if one.official else NOT_OFFICIAL, class_="nowrap"),
                element("td", one.source, class_="quiet"))
        for one in rule.factors
    ]  # fmt: skip
    of_rule = element(
        "table", element("thead", heads(("系数", "填报名", "含义", "性质", "来源"))), element("tbody", *factors)
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
