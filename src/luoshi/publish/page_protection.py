"""The page of a rule of protection: who is warned and restricted and why, what is handed in by nobody, and the limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from luoshi.model.pack import Organisation
from luoshi.model.protection import ProtectedPlace, ProtectionRule, ProtectionState
from luoshi.publish.evaluation_words import NOT_OFFICIAL
from luoshi.publish.page_html import Content, Markup, element, heads
from luoshi.publish.page_notes import section

RESTRICTED, CLEAR, UNKNOWN = ("■", "预警限批", "late"), ("●", "未下降", "normal"), ("○", "待补数", "nothing")
RELEASED = ("●", "已解除", "normal")
HEAD = "地区,项目,数值,年份"


def mark_of(one: ProtectedPlace) -> tuple[str, str, str]:
    """Shape, word and class of how a county stands; what is not known is no light that is green."""
    now = one.now
    if now is None:
        return UNKNOWN
    if now.restricted:
        return RESTRICTED
    if now.falls is None:
        return UNKNOWN
    return RELEASED if now.since is not None else CLEAR


def protection_answer(given: Sequence[ProtectedPlace], as_of: int) -> str:
    """How many counties are restricted, how many are not, and of how many it cannot be said.

    >>> protection_answer([], 2023)
    '2023年0个县（市、区）：预警限批0个，未下降0个，待补数0个。'
    """
    marks = [mark_of(one) for one in given]
    counts = (marks.count(RESTRICTED), marks.count(CLEAR) + marks.count(RELEASED), marks.count(UNKNOWN))
    restricted = "、".join(one.name for one in given if one.restricted)
    return (
        f"{as_of}年{len(given)}个县（市、区）：预警限批{counts[0]}个{f'（{restricted}）' if restricted else ''}，"
        f"未下降{counts[1]}个，待补数{counts[2]}个。"
    )


def lacking_words(rule: ProtectionRule, organisations: Mapping[str, Organisation]) -> str:
    """What is to be handed in, and who has it."""
    asked = "、".join(organisations[id].name if id in organisations else id for id in rule.handed_by)
    return f"待补数：规则包中没有县级数据，请向{asked}索取各县（市、区）各年的{'、'.join(one.title for one in rule.inputs)}。"


def protection_page(
    rule: ProtectionRule, given: Sequence[ProtectedPlace], organisations: Mapping[str, Organisation], as_of: int
) -> Markup:
    """The order, who is restricted with the comparisons, year by year, what to hand in, the limits, and when it ends."""
    known = [one for one in given if one.now is not None]
    parts: list[Markup] = [
        element("h1", f"{rule.title}（{as_of}年）"),
        element("p", protection_answer(given, as_of), class_="answer"),
        element("p", f"“{rule.quote}”", class_="subtitle"),
    ]
    if len(known) < len(given):
        parts.append(section("lacking", "待补数", "to be handed in", *_lacking(rule, given, organisations)))
    if known:
        parts.append(section("counties", "各县（市、区）", "counties", *_counties(known)))
    parts.append(section("rule", "怎样判断、何时解除", "the rule", *_rule(rule)))
    return element("div", *parts, class_="page")


def _lacking(
    rule: ProtectionRule, given: Sequence[ProtectedPlace], organisations: Mapping[str, Organisation]
) -> list[Markup]:
    names = [one.name for one in given if one.now is None]
    rows = [
        element("tr", element("th", one.title, scope="row", class_="nowrap"), element("td", element("code", one.id)),
                element("td", one.unit, class_="nowrap"), element("td", one.meaning),
                element("td", element("code", one.indicator), class_="quiet"))
        for one in rule.inputs
    ]  # fmt: skip
    columns = ("填报项", "填报名", "单位", "含义", "统计指标")
    asked = "、".join(organisations[id].name if id in organisations else id for id in rule.handed_by)
    return [
        element("p", f"{len(names)}个县（市、区）没有统计，也没有填报，所以不预警，也不说没有下降。数据在{asked}。"),
        element("div", element("table", element("thead", heads(columns)), element("tbody", *rows)), class_="stack"),
        element("p", f"每县每年六行，表头“{HEAD}”，没有变动的填 0，不知道的留空；例如：", class_="subtitle"),
        element("pre", f"{HEAD}\n榆树市,{rule.inputs[0].id},（数）,2019\n榆树市,{rule.inputs[1].id},（数）,2019"),
        element("p", element("code", f"luoshi assess packs/jilin --scheme {rule.id} --handed 填报.csv")),
        element("details", element("summary", f"{len(names)}个县（市、区）"), element("p", "、".join(names))),
    ]


def _counties(given: Sequence[ProtectedPlace]) -> list[Markup]:
    columns = ("县（市、区）", "所属", "状态", "自", "面积", "土壤环境质量", "结论")
    table = element(
        "table", element("thead", heads(columns)), element("tbody", *(_row(one, one.states[-1]) for one in given))
    )
    return [element("div", table, class_="scroll"), *(_history(one) for one in given)]


def _row(one: ProtectedPlace, now: ProtectionState) -> Markup:
    shape, word, name = mark_of(one)
    cells: list[Content] = [
        one.within, element("span", f"{shape} {word}", class_=f"light {name}"),
        str(now.since) if now.restricted else "", now.area.step.zh, now.quality.step.zh, now.because.zh,
    ]  # fmt: skip
    head = element("th", one.name, scope="row", class_="nowrap", id=f"place-{one.place}")
    return element(
        "tr", head, *(element("td", cell, class_="nowrap" if n < 3 else None) for n, cell in enumerate(cells))
    )


def _history(one: ProtectedPlace) -> Markup:
    rows = [
        element("li", f"{state.year}年 {'预警限批' if state.restricted else '不限批'}：{state.because.zh}。",
                element("span", f"{state.area.step.zh}；{state.quality.step.zh}", class_="quiet"))
        for state in one.states
    ]  # fmt: skip
    return element("details", element("summary", element("b", one.name), "：历年比较"), element("ul", *rows))


def _rule(rule: ProtectionRule) -> list[Markup]:
    mark = "文件规定" if rule.official else NOT_OFFICIAL
    limits = (
        ("面积减少", f"扣除类别调整和调查范围变化后，减少不少于上年的 {rule.fall_share:.0%} 或 {rule.fall_area} 公顷（取大）；"
         "各年小幅减少累计到界限同样算"),
        ("质量下降", f"同点位、同方法可比的点位不少于 {rule.least_points} 个，净变差不少于 {rule.worse_share:.0%}，"
         f"且偶然出现的可能小于 {rule.significance}（符号检验）"),
        ("比较", "每年与上一年比较；缺任何一项就不能判断，不当作 0，也不当作没有下降"),
        ("解除", f"连续 {rule.release_years} 年有数且面积、质量均未下降；缺数的年份不解除、不中断。由生态环境部门决定是否解除"),
    )  # fmt: skip
    rows = [
        element("tr", element("th", what, scope="row", class_="nowrap"), element("td", said),
                element("td", mark, class_="nowrap"))
        for what, said in limits
    ]  # fmt: skip
    table = element("table", element("thead", heads(("项目", "怎样判断", "性质"))), element("tbody", *rows))
    said = f"{rule.source}。{rule.note}预警提醒函的文字由生态环境部门拟定，这里不代拟。"
    return [element("div", table, class_="stack"), element("p", said, class_="subtitle")]
