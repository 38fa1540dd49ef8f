"""The page of the structure of economies: shares and location quotients, concentration, shift-share, dependence, and what
a finer analysis lacks."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.model.economy import Economy, PlaceEconomy
from luoshi.model.finding import Missing
from luoshi.publish.evaluation_words import NOT_OFFICIAL
from luoshi.publish.page_html import Content, Markup, element, heads
from luoshi.publish.page_notes import section


def economy_answer(given: Economy) -> str:
    """Where each industry is most at home, and who depends most on mining."""
    known = [one for one in given.places if not isinstance(one.shares, Missing)]
    if not known:
        return f"{given.as_of}年没有一个地区有三次产业的数据。"
    most = [max(known, key=lambda one, k=k: one.quotients[k]) for k in range(len(given.industries))]  # type: ignore[misc]
    said = "，".join(
        f"{_short(title)}最专门的是{one.name}（区位商{one.quotients[k]:.2f}）"
        for k, (title, one) in enumerate(zip(given.industries, most, strict=True))
    )
    depending = [one for one in given.places if isinstance(one.dependence, float)]
    if not depending:
        return f"{given.as_of}年{said}。"
    first = max(depending, key=lambda one: one.dependence if isinstance(one.dependence, float) else 0)
    return f"{given.as_of}年{said}；采矿业从业比重最高的是{first.name}（{first.dependence:.0%}）。"


def economy_page(given: Economy) -> Markup:
    """The whole page."""
    titles = [_short(title) for title in given.industries]
    columns = ("地区", *(f"{title}占比" for title in titles), *(f"{title}区位商" for title in titles), "集中度 HHI",
               "与整体的差异", "采矿业从业比重")  # fmt: skip
    table = element(
        "table",
        element("thead", heads(columns, range(1, len(columns)))),
        element("tbody", *(_row(one, len(titles)) for one in given.places)),
    )
    said = f"区位商大于1：该产业在当地的比重高于整体。差异为锡尔指数，0 为与整体相同。{given.note}"
    lacking = element("ul", *(element("li", one) for one in given.lacking))
    return element(
        "div",
        element("h1", f"产业结构（{given.as_of}年）"),
        element("p", economy_answer(given), class_="answer"),
        element("p", f"{given.area_title}；当年价格增加值；{NOT_OFFICIAL}。", class_="subtitle"),
        section(
            "structure",
            "结构",
            "structure",
            element("div", table, class_="scroll"),
            element("p", said, class_="subtitle"),
        ),
        section("shift", "变动的来源", "shift-share", *_shifts(given)),
        section("lacking", "缺什么", "what is missing", lacking),
        class_="page",
    )


def _short(title: str) -> str:
    return title.removesuffix("增加值")


def _row(one: PlaceEconomy, count: int) -> Markup:
    if isinstance(one.shares, Missing):
        cells: list[Content] = [element("span", "缺", class_="quiet", title=one.shares.zh)] * (2 * count + 2)
    else:
        cells = [*(f"{share:.1%}" for share in one.shares), *(f"{quotient:.2f}" for quotient in one.quotients)]
        cells += [f"{one.herfindahl:.3f}", f"{one.theil:.3f}"]
    if isinstance(one.dependence, Missing):
        cells.append(element("span", "缺", class_="quiet", title=one.dependence.zh))
    else:
        cells.append(f"{one.dependence:.1%}")
    tags = (element("td", cell, class_="number") for cell in cells)
    return element("tr", element("th", one.name, scope="row", class_="nowrap"), *tags)


def _shifts(given: Economy) -> Sequence[Markup]:
    if given.first == given.as_of:
        return [element("p", f"可比时段只有{given.as_of}年，没有变动可分。")]
    columns = ("地区", f"{given.first}—{given.as_of}年增加", "整体增长", "产业结构", "竞争力")
    table = element(
        "table", element("thead", heads(columns, range(1, 5))), element("tbody", *map(_shift, given.places))
    )
    said = (
        f"增加额（{given.unit}，当年价格）＝按整体增速应有的＋因产业结构而有的＋其余（竞争力）。"
        "断点以外的年份不比较；统计核减没有列为断点的，会算进竞争力。"
    )
    return [element("div", table, class_="scroll"), element("p", said, class_="subtitle")]


def _shift(one: PlaceEconomy) -> Markup:
    if isinstance(one.shift, Missing):
        tags = [element("td", element("span", one.shift.zh, class_="quiet"), colspan=4)]
    else:
        parts = (one.shift.growth, one.shift.national, one.shift.industry, one.shift.competitive)
        tags = [element("td", f"{part:+,.1f}", class_="number") for part in parts]
    return element("tr", element("th", one.name, scope="row", class_="nowrap"), *tags)
