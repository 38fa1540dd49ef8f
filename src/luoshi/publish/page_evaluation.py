"""The pages of evaluations: a list of the schemes with classes and appraisals, and a page for each scheme."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from luoshi.model.assessed import Assessed, AssessedPlace, ItemValue, Pattern, Upgrade
from luoshi.model.base_map import BaseMap
from luoshi.model.breaks import Break
from luoshi.model.finding import Missing
from luoshi.model.pack import Pack
from luoshi.publish import evaluation_figures as figures
from luoshi.publish.chart import Origin
from luoshi.publish.chart_words import Words, number
from luoshi.publish.evaluation_words import (
    BETTER,
    FORMS,
    NOT_OFFICIAL,
    RESPONSES,
    WARNINGS,
    answer,
    settings,
    warning_of,
)
from luoshi.publish.page_cities import Evaluations, pages_of
from luoshi.publish.page_html import EMPTY, Content, Markup, element, heads, join, link
from luoshi.publish.page_notes import section

LIST = "evaluations.html"
_NOT_MONOTONE = (
    "协调度（修正式）不是单调的：只提高领先的一方会使两方更不一致，协调度反而可能下降；工作建议应看滞后的一方和障碍度。"
    "按标准式计算的列在一旁供参考，两种公式的结果不比较。"
)
_HELD = "其他地区不变、权重不变时的最小变动（按指标全距折算）；是算术，不是建议。"


def file_of(given: Assessed) -> str:
    """The page of a scheme."""
    return f"evaluation-{given.scheme.id}.html"


# ------------------------------------------------------------------ the list


def evaluations(given: Evaluations) -> Markup:
    """All schemes with their answers, and the ways to classes, appraisals and support."""
    ways = [
        element("li", link(quote(file), element("b", title)), "：", said) for file, title, said, _ in pages_of(given)
    ]
    others = (
        section("others", "分类、考核与支持", "classes, appraisals, support", element("ul", *ways)) if ways else EMPTY
    )
    rows = [
        element(
            "li",
            link(quote(file_of(one)), element("b", one.scheme.title)),
            "：", answer(one), _other_year(one, given.as_of),
        )
        for one in given.assessed
    ]  # fmt: skip
    return element(
        "div",
        element("h1", "城市评价"),
        element(
            "p", f"{len(given.assessed)}个评价方案，每个方案一页：名次及其区间、等级、滞后、障碍、预警，每一步都可以展开。",
            class_="answer",
        ),
        element("p", _official(all(one.scheme.official for one in given.assessed)), class_="subtitle"),
        section("schemes", "评价方案", "schemes", element("ul", *rows)),
        others,
        class_="page",
    )  # fmt: skip


def _other_year(one: Assessed, as_of: int) -> str:
    return "" if one.as_of == as_of else f"（{as_of}年数据不全，这是数据齐全的最近一年。）"


def _official(is_official: bool) -> str:
    return (
        ""
        if is_official
        else f"文件要求评价而没有印指标、权重、公式和等级；标明“{NOT_OFFICIAL}”的都可以在规则包的 schemes/ 中改。"
    )


# ------------------------------------------------------------------ one scheme


def evaluation_page(given: Assessed, pack: Pack, as_of: int, base: BaseMap | None = None) -> Markup:
    """The page of one scheme: the answer, its figures, each place with its steps, the rules, and what is missing."""
    scheme = given.scheme
    return element(
        "div",
        element("h1", f"{scheme.title}（{given.as_of}年）"),
        element("p", answer(given), _other_year(given, as_of), class_="answer"),
        element("p", _basis(given, pack), class_="subtitle"),
        element("p", scheme.note, class_="subtitle") if scheme.note else EMPTY,
        _pictures(given, base),
        _places(given),
        _hangs(given),
        _pattern(given, base),
        _missing(given),
        _earlier(given),
        _rules(given),
        class_="page",
    )


def _basis(given: Assessed, pack: Pack) -> str:
    """For whom, over which years, why not further, and how official that is."""
    years = _years_of(given)
    own = "" if given.scheme.official else f"方案：{NOT_OFFICIAL}。"
    return (
        f"{given.area_title}；可比时段{years}。{_parted(given.breaks, pack, given)}{own}依据：{given.scheme.source}。"
    )


def _years_of(given: Assessed) -> str:
    return f"{given.first}—{given.as_of}年" if given.first != given.as_of else f"{given.as_of}年"


def _parted(breaks: Iterable[Break], pack: Pack, given: Assessed) -> str:
    """What parts the comparable years from those before and after, by indicator."""
    said = []
    for after in dict.fromkeys(one.after for one in breaks):
        names = dict.fromkeys(pack.indicators[one.indicator].title for one in breaks if one.after == after)
        before = max(one.before for one in breaks if one.after == after)
        said.append(f"{before}年与{after}年之间“{'”“'.join(names)}”有断点")
    return f"{'；'.join(said)}，不跨断点比较。" if said else ""


def _pictures(given: Assessed, base: BaseMap | None) -> Markup:
    if not given.scored:
        return EMPTY
    found = (figures.ranking_figure(given), figures.map_figure(given, base), figures.path_figure(given))
    return join(figure.html(origins=_origins(given)) for figure in found if figure is not None)


def _origins(given: Assessed) -> list[Origin]:
    """Each place's results, with the rows of its values."""
    return [(f"#place-{one.place}", Words(one.name, one.name)) for one in given.scored]


def _places(given: Assessed) -> Markup:
    if not given.scored:
        return EMPTY
    coordinated, classed = given.scheme.is_coordination, bool(given.scheme.bands)
    columns = ["地区", "名次", "得分", f"名次{given.level:.0%}区间"]
    columns += ["等级"] if classed else []
    columns += ["滞后", "预警", "建议响应"] if coordinated else []
    columns += ["首要障碍"] if len(given.scheme.indicators) > 1 else []
    columns += ["2013年类别"]
    rows = [_row(given, one) for one in given.scored]
    table = element("table", element("thead", heads(columns, numbers=(1, 2, 3))), element("tbody", *rows))
    pairs = [f"{first}先于{second} {chance:.0%}" for first, second, chance in given.before if chance < 0.95]
    said = f"相邻地区先后的把握不足95%的：{'；'.join(pairs)}。" if pairs else "相邻地区的先后都有95%以上的把握。"
    details = [_details(given, one) for one in given.scored]
    return section(
        "places",
        "各地结果",
        "places",
        element("div", table, class_="scroll"),
        element("p", said if given.replications else "", class_="subtitle"),
        element("p", _NOT_MONOTONE, class_="subtitle") if coordinated else EMPTY,
        *details,
    )


def _row(given: Assessed, one: AssessedPlace) -> Markup:
    interval = f"{one.low}—{one.high}" if one.low != one.high else f"{one.low}"
    cells = [
        element("th", link(f"#place-{one.place}", one.name), scope="row", class_="nowrap"),
        element("td", str(one.rank), class_="number"),
        element("td", _score(one.score), class_="number"),
        element("td", interval, class_="number"),
    ]
    if given.scheme.bands:
        cells.append(element("td", one.band.title if one.band else "—", class_="nowrap"))
    if given.scheme.is_coordination:
        warning = warning_of(one)
        cells.append(element("td", f"{one.lag}滞后" if one.lag else "同步", class_="nowrap"))
        cells.append(element("td", _lamp(one), class_="nowrap"))
        cells.append(element("td", RESPONSES[warning] if warning else "—"))
    if len(given.scheme.indicators) > 1:
        cells.append(element("td", _first_obstacle(one)))
    cells.append(element("td", one.legal_class or "—", class_="nowrap"))
    return element("tr", *cells)


def _score(score: float | Missing) -> str:
    return "" if isinstance(score, Missing) else f"{score:.3f}"


def _lamp(one: AssessedPlace) -> Content:
    warning = warning_of(one)
    if warning is None:
        why = one.warning.zh if isinstance(one.warning, Missing) else ""
        return element("span", "○ 无法判断", class_="light nothing", title=why)
    shape, word, name = WARNINGS[warning]
    return element("span", shape, " ", word, class_=f"light {name}")


def _first_obstacle(one: AssessedPlace) -> str:
    if not one.obstacles:
        return "—"
    titles = {item.id: item.title for item in one.items}
    return f"{titles[one.obstacles[0].factor]}（{one.obstacles[0].degree:.0f}%）"


def _details(given: Assessed, one: AssessedPlace) -> Markup:
    """How a place came to its score: every indicator with its rows, both forms, what would move it up."""
    words = [line.strip() for line in one.words if not line.startswith(("规则", "其中"))]
    rank = f"第{one.rank}，{_score(one.score)}" + (f"，{one.band.title}" if one.band else "")
    return element(
        "details",
        element("summary", element("b", one.name), f"：{rank}"),
        element("ul", *(element("li", line) for line in words)),
        _forms(one),
        _items(given, one),
        _obstacle_list(one),
        _warning_steps(one),
        _upgrade(one.upgrade, one) if one.upgrade else EMPTY,
        _years(one),
        id=f"place-{one.place}",
    )


def _forms(one: AssessedPlace) -> Markup:
    if not one.forms:
        return EMPTY
    rows = [
        element(
            "tr",
            element("th", FORMS[form.form] + ("" if n == 0 else "（参考）"), scope="row"),
            *(element("td", f"{value:.4f}", class_="number") for value in (form.coupling, form.index, form.degree)),
            element("td", form.level.name),
        )
        for n, form in enumerate(one.forms)
    ]
    columns = ("公式", "耦合度 C", "综合指数 T", "协调度 D", "等级")
    return element("table", element("thead", heads(columns, numbers=(1, 2, 3))), element("tbody", *rows))


def _items(given: Assessed, one: AssessedPlace) -> Markup:
    columns = ("指标", f"{given.as_of}年数值", "方向", "标准化值", "权重", "出处")
    rows = [_item(item) for item in one.items]
    table = element("table", element("thead", heads(columns, numbers=(1, 3, 4))), element("tbody", *rows))
    return element("div", table, class_="scroll")


def _item(item: ItemValue) -> Markup:
    if isinstance(item.point, Missing):
        cells: list[Content] = [element("span", item.point.zh, class_="quiet"), "", "", "", ""]
    else:
        cells = [
            f"{number(item.point.value)}{item.unit}",
            BETTER.get(item.better, item.better),
            "" if item.normalised is None else f"{item.normalised:.4f}",
            f"{item.weight:.4f}",
            _origin(item),
        ]
    tags = [element("td", cell, class_="number" if n in (0, 2, 3) else None) for n, cell in enumerate(cells)]
    return element("tr", element("th", item.title, scope="row"), *tags)


def _origin(item: ItemValue) -> Content:
    """The rows that a value is from, and how it was worked out."""
    assert not isinstance(item.point, Missing)
    rows = item.point.observations
    named = "；".join(dict.fromkeys(f"{row.origin.file} 第{row.origin.row}行" for row in rows))
    steps = [element("li", step.zh) for step in item.point.steps]
    notes = [element("li", row.note) for row in rows if row.note]
    if not steps and not notes:
        return named
    return element("details", element("summary", named), element("ul", *steps, *notes))


def _obstacle_list(one: AssessedPlace) -> Markup:
    if len(one.obstacles) < 2:
        return EMPTY
    titles = {item.id: item.title for item in one.items}
    said = "；".join(f"{titles[found.factor]} {found.degree:.1f}%" for found in one.obstacles[:5])
    return element("p", f"障碍度前五：{said}。")


def _warning_steps(one: AssessedPlace) -> Markup:
    if one.warning is None:
        return EMPTY
    if isinstance(one.warning, Missing):
        return element("p", f"预警：{one.warning.zh}。")
    return element("p", "预警：", "；".join(step.zh for step in one.warning.steps), "。")


def _upgrade(found: Upgrade, one: AssessedPlace) -> Markup:
    """What would move the place one class up: each indicator alone, and the least of all together."""
    units = {item.id: item.unit for item in one.items}
    titles = {item.id: item.title for item in one.items}
    alone = [
        f"“{titles[id]}”由{number(found.now[id])}{units[id]}到{number(value)}{units[id]}"
        for id, value in found.alone.items()
        if value is not None
    ]
    together = [
        f"“{titles[id]}”{number(found.now[id])}→{number(value)}{units[id]}"
        for id, value in found.together.items()
        if abs(value - found.now[id]) > 1e-6 * max(abs(found.now[id]), 1)
    ]
    single = f"单项即可：{'；'.join(alone)}。" if alone else "没有一项单独能达到。"
    return element(
        "p",
        f"升到“{found.next_band.title}”（{found.needed:g}）：{single}"
        f"合起来最小：{'；'.join(together) or '—'}。{_HELD}连权重一起重算为{found.confirmed:.3f}。",
        *(f"{problem.zh}。" for problem in found.problems),
    )


def _years(one: AssessedPlace) -> Markup:
    if len(one.years) < 2:
        return EMPTY
    said = "；".join(
        f"{found.year}年 {_score(found.score)}，第{found.rank}"
        if not isinstance(found.score, Missing)
        else f"{found.year}年 缺"
        for found in one.years
    )
    return element("p", f"各年得分：{said}。")


# ------------------------------------------------------------------ what it hangs on


def _hangs(given: Assessed) -> Markup:
    """Obstacles of the last, Sobol indices, and the ranks without each indicator."""
    if not given.scored or len(given.scheme.indicators) < 2:
        return EMPTY
    drawn = [figures.obstacles_figure(given, given.scored[-1]), figures.reliance_figure(given)]
    why = EMPTY
    if isinstance(given.reliance, Missing):
        why = element("p", f"{given.reliance.zh}。{given.reliance.reason.hint_zh}", class_="subtitle")
    choices = [
        element(
            "tr",
            element("th", f"{one.what}：{one.chosen}{'（方案所用）' if one.is_own else ''}", scope="row"),
            element("td", f"{one.mean_shift:.2f}", class_="number"),
        )
        for one in given.by_choice
    ]
    shifts = EMPTY
    if choices:
        head = heads(("重复计算所用的做法", "名次平均变动"), numbers=(1,))
        shifts = element("table", element("thead", head), element("tbody", *choices))
    rows = [
        element(
            "tr",
            element("th", one.title, scope="row"),
            element("td", f"{one.mean_shift:.2f}", class_="number"),
            element("td", str(one.largest_shift), class_="number"),
        )
        for one in sorted(given.without, key=lambda one: -one.mean_shift)
    ]
    table = EMPTY
    if rows:
        columns = ("剔除的指标", "名次平均变动", "最大变动")
        inside = element("table", element("thead", heads(columns, numbers=(1, 2))), element("tbody", *rows))
        table = element(
            "details",
            element("summary", "逐一剔除指标，名次变动多少"),
            element("div", inside, class_="scroll"),
            open=True,
        )
    seed = f"重复计算{given.replications}次（种子{given.seed}），变动：{'；'.join(given.varied)}。{NOT_OFFICIAL}。"
    return section(
        "hangs", "结果取决于什么", "what it hangs on",
        element("p", seed, class_="subtitle"), *(figure.html(origins=_origins(given)) for figure in drawn if figure),
        shifts, why, table,
    )  # fmt: skip


def _pattern(given: Assessed, base: BaseMap | None) -> Markup:
    """Whether like stands by like: the map of it, each place beside its neighbours, and how far so few places can tell."""
    found = given.pattern
    if found is None or not given.scored:
        return EMPTY
    if isinstance(found, Missing):
        said = element("p", f"不能计算：{found.zh}。{found.reason.hint_zh}", class_="subtitle")
        return section("pattern", "空间格局", "spatial pattern", said)
    figure = figures.pattern_figure(given, base)
    rows = [
        element(
            "tr",
            element("th", one.name, scope="row", class_="nowrap"),
            element("td", "、".join(one.neighbours) or "没有有得分的邻居"),
            element("td", _QUADRANTS.get(one.quadrant, one.quadrant), class_="nowrap"),
            element("td", _chance(one.p), class_="number"),
            element("td", _chance(one.p_corrected), class_="number"),
            element("td", _chance(one.fewest), class_="number"),
            element("td", _QUADRANTS.get(one.cluster, one.cluster), class_="nowrap"),
        )
        for one in found.places
    ]
    columns = ("地区", "相邻（有得分）", "本地—周边", "p 值", "校正后", "最小可能", "结论")
    table = element("table", element("thead", heads(columns, numbers=(3, 4, 5))), element("tbody", *rows))
    return section(
        "pattern", "空间格局", "spatial pattern",
        element("p", _whole(found)), figure.html(origins=_origins(given)) if figure else EMPTY,
        element("div", table, class_="scroll"),
        element("p", _FEW.format(count=len(found.places), permutations=found.permutations), class_="subtitle"),
    )  # fmt: skip


_QUADRANTS = {"高高": "高—高", "低低": "低—低", "高低": "高—低", "低高": "低—高"}
_FEW = (
    "只有{count}个地区，换位能给出的 p 值有下限（“最小可能”），多重检验校正后更难显著；“不显著”不等于没有格局，"
    "这里只用来看谁与周边不同。p 值为单侧，随机换位{permutations}次；校正按 Benjamini–Hochberg；邻居是有共同边界的地级行政区。"
)


def _whole(found: Pattern) -> str:
    """Moran's I in words."""
    relation = "相近的挨在一起" if found.statistic > found.expected else "高低相间"
    sure = "" if found.p <= found.level else "，但与随机没有显著差别"
    return (
        f"全局莫兰指数 {found.statistic:.3f}（随机时期望 {found.expected:.3f}，p = {found.p:.3f}）：{relation}{sure}。"
    )


def _chance(value: float) -> str:
    return "—" if value != value else f"{value:.3f}"  # NaN differs from itself


def _missing(given: Assessed) -> Markup:
    """Places without a score and indicators without figures, each with who should supply them."""
    places = [
        element(
            "details",
            element("summary", element("b", one.name), f"：{one.score.zh}。{one.score.reason.hint_zh}"),
            element("ul", *(element("li", item.point.zh) for item in one.items if isinstance(item.point, Missing))),
        )
        for one in given.unscored
        if isinstance(one.score, Missing)
    ]
    titles = {item.id: item.title for item in given.scheme.root.walk()}
    rows = [
        element(
            "tr",
            element("th", one.title, scope="row"),
            element("td", titles.get(one.group, "")),
            element("td", titles[one.nearest] if one.nearest else "没有"),
            element("td", one.needs),
        )
        for one in given.scheme.lacking
    ]
    lacking = EMPTY
    if rows:
        columns = ("应有而没有数据的指标", "所属", "现用的近似指标", "还缺什么、向谁要")
        table = element("table", element("thead", heads(columns)), element("tbody", *rows))
        lacking = element("div", table, class_="stack")
    if not places and not rows:
        return EMPTY
    return section("lacking", "缺什么", "what is missing", *places, lacking)


def _earlier(given: Assessed) -> Markup:
    """The last year of each earlier stretch, by the same rules: what would have been said then."""
    found = [one for one in given.earlier if one.scored]
    if not found:
        return EMPTY
    rows = [
        element(
            "tr",
            element("th", _years_of(one), scope="row", class_="nowrap"),
            element("td", "；".join(_back(one, place) for place in one.scored)),
        )
        for one in found
    ]
    table = element(
        "table", element("thead", heads(("时段", "最后一年按同样规则的结果，由高到低"))), element("tbody", *rows)
    )
    said = element("p", "回测：各时段分别标准化，段与段之间的得分不可比较。", class_="subtitle")
    return section("earlier", "以往时段", "earlier stretches", said, element("div", table, class_="stack"))


def _back(one: Assessed, place: AssessedPlace) -> str:
    level = f"，{place.band.title}" if place.band else ""
    warning = warning_of(place)
    lamp = f"，{WARNINGS[warning][1]}" if warning else ""
    return f"{place.name} {_score(place.score)}{level}{lamp}"


def _rules(given: Assessed) -> Markup:
    rows = [
        element(
            "tr",
            element("th", one.what, scope="row"),
            element("td", one.chosen),
            element("td", "文件规定" if one.official else NOT_OFFICIAL, class_="nowrap"),
            element("td", one.source, class_="quiet"),
        )
        for one in settings(given.scheme)
    ]
    own = [("名次区间的备选做法", "；".join(given.varied))] if given.varied else []
    if given.scheme.is_coordination:
        own += [("滞后判定", "两方相差超过0.1"), ("预警表", "协调度0.6、0.5、0.4三界，按近三年趋势分色"), ("响应", "；".join(
            f"{WARNINGS[warning][1]}：{said}" for warning, said in RESPONSES.items()))]  # fmt: skip
    rows += [
        element("tr", element("th", what, scope="row"), element("td", chosen), element("td", NOT_OFFICIAL, class_="nowrap"),
                element("td", "系统默认", class_="quiet"))
        for what, chosen in own
    ]  # fmt: skip
    table = element("table", element("thead", heads(("参数", "取值", "性质", "来源"))), element("tbody", *rows))
    version = f"版本{given.scheme.version}；规则包 schemes/{given.scheme.id}.yaml。"
    return section(
        "rules", "参数", "parameters", element("p", version, class_="subtitle"), element("div", table, class_="stack")
    )
