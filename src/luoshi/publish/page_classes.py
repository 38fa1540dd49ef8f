"""The page of classes: the plane of the two axes, the class in force beside the suggested one, and how each came to be."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.model.assessed import PlaceClass
from luoshi.model.finding import Missing
from luoshi.model.pack import Pack
from luoshi.publish.chart import Figure
from luoshi.publish.chart_plane import InPlane, class_plane
from luoshi.publish.chart_words import Words
from luoshi.publish.evaluation_words import ADVICE, NOT_OFFICIAL
from luoshi.publish.page_html import Content, Markup, element, heads, join
from luoshi.publish.page_notes import section


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
    columns = ("城市", "所在", "现行类别", "打印该类别的文件", "R", "S", "D", "临界", "建议类别", "建议")
    rows = [_class_row(one, pack) for one in given]
    table = element("table", element("thead", heads(columns, (4, 5, 6))), element("tbody", *rows))
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
        _plane_of(given, as_of).html(origins=[("#trace", Words("每个类别的由来", "how each came to be"))]),
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
    counts = [sum(_index(one, letter) is not None for one in given) for letter in "RS"]
    title = Words(
        f"{len(given)}个城市中{counts[0]}个有资源保障能力得分，{counts[1]}个有可持续发展能力得分",
        f"Of {len(given)} cities {counts[0]} have an index of supply, {counts[1]} of sustainability",
    )
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
