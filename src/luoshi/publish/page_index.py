"""The first page: the answer in a sentence, then documents, who answers, by when, where, and what to look at."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from urllib.parse import quote, urlencode

from luoshi.model.commitment import Assignment, Duty, Rule, Target
from luoshi.model.pack import Pack
from luoshi.model.problem import Problem
from luoshi.publish.page_charts import timeline
from luoshi.publish.page_documents import KINDS, DocumentPage, Found, ItemKind
from luoshi.publish.page_html import EMPTY, Markup, element, join, link
from luoshi.publish.page_notes import found_list, section
from luoshi.publish.page_organisations import organisations
from luoshi.publish.page_words import RULES, day


def index(pages: Sequence[DocumentPage], problems: Sequence[Problem], pack: Pack | None) -> Markup:
    """The content of the first page."""
    title = pack.title if pack else "编译结果"
    return element(
        "div",
        element("h1", title),
        _answer(pages, problems),
        _rules_sentence(pages),
        _documents(pages),
        organisations(pages, pack),
        _timeline(pages),
        _places(pages),
        _problems(pages, problems),
        class_="page",
    )


# ------------------------------------------------------------------ the answer


def _answer(pages: Sequence[DocumentPage], problems: Sequence[Problem]) -> Markup:
    counted = [
        _figure("#documents", len(pages), "份文件"),
        _figure("tables.html?table=duties#duties", _count(pages, "duty"), "项任务"),
        _figure("tables.html?table=targets#targets", _count(pages, "target"), "个目标"),
        _figure("tables.html?table=projects#projects", _count(pages, "project"), "个项目"),
        _figure("#problems", _count(pages, "problem") + len(problems), "处疑点"),
    ]
    return element("p", join(counted, "，"), "。", class_="answer")


def _rules_sentence(pages: Sequence[DocumentPage]) -> Markup:
    """How it is known who leads; said first, since no count of leads means anything without it."""
    rules = Counter(item.noun.rule for page in pages for item in page.of("duty") if isinstance(item.noun, Duty))
    if not rules:
        return EMPTY
    counted = [
        join([_figure(_rule_address(rule), rules[rule], "项"), "（".join(RULES[rule]), "）"])
        for rule in RULES
        if rules[rule]
    ]
    return element("p", "任务由谁牵头：", join(counted, "；"), "。", class_="second")


def _rule_address(rule: Rule) -> str:
    return f"tables.html?{urlencode({'table': 'duties', 'rule': RULES[rule][0]})}#duties"


def _figure(address: str, count: int, unit: str) -> Markup:
    return link(address, element("b", str(count)), unit)


def _count(pages: Iterable[DocumentPage], kind: ItemKind) -> int:
    return sum(len(page.of(kind)) for page in pages)


# ------------------------------------------------------------------ documents


def _documents(pages: Sequence[DocumentPage]) -> Markup:
    if not pages:
        return section(
            "documents",
            "文件",
            "documents",
            element("p", "没有文件。请把文件放进规则包的 documents 目录后重新编译。", class_="empty"),
        )
    kinds: tuple[ItemKind, ...] = ("duty", "target", "project", "problem")
    head = [element("th", name, scope="col") for name in ("文件", "文号", "日期")]
    head += [element("th", KINDS[kind][0], scope="col", class_="number") for kind in kinds]
    rows = [
        element(
            "tr",
            element("th", link(quote(page.file), page.title), scope="row"),
            element("td", page.doc_number or "未印", class_="nowrap" if page.doc_number else "nowrap quiet"),
            element("td", day(page.date) or "未印", class_="nowrap"),
            *(_count_cell(page, kind) for kind in kinds),
        )
        for page in pages
    ]
    table = element("table", element("thead", element("tr", *head)), element("tbody", *rows))
    return section("documents", "文件", "documents", element("div", table, class_="scroll"))


def _count_cell(page: DocumentPage, kind: ItemKind) -> Markup:
    count = len(page.of(kind))
    address = f"{quote(page.file)}#list-{KINDS[kind][1]}"
    return element("td", link(address, str(count)) if count else element("span", "0", class_="quiet"), class_="number")


# ------------------------------------------------------------------ by when


def _timeline(pages: Sequence[DocumentPage]) -> Markup:
    targets: defaultdict[int, list[Found]] = defaultdict(list)
    duties: defaultdict[int, list[Found]] = defaultdict(list)
    for page in pages:
        for item in page.items:
            if isinstance(item.noun, Target) and item.noun.deadline:
                targets[item.noun.deadline.year].append((page, item))
            if isinstance(item.noun, Duty):
                for year in sorted({deadline.due.year for deadline in item.noun.deadlines if deadline.due}):
                    duties[year].append((page, item))
    years = sorted({*targets, *duties})
    if not years:
        return EMPTY
    counts = [(year, len(targets[year]), len(duties[year])) for year in years]
    undated = _count(pages, "target") - sum(map(len, targets.values()))
    details = [_year(year, targets[year], duties[year]) for year in years]
    subtitle = element(
        "p",
        "按期限所在年份计数。 ", element("span", "目标", class_="key target"), element("span", "任务", class_="key duty"),
        _undated(undated),
        class_="subtitle",
    )  # fmt: skip
    return section(
        "deadlines",
        _timeline_finding(counts),
        "deadlines",
        subtitle,
        timeline(counts),
        element("div", *details, class_="years"),
    )


def _undated(count: int) -> Markup:
    if not count:
        return EMPTY
    address = f"tables.html?{urlencode({'table': 'targets', 'year': '没有写明'})}#targets"
    return join([" 另有", link(address, f"{count}个目标"), "没有写明期限。"])


def _timeline_finding(counts: list[tuple[int, int, int]]) -> str:
    year, targets, duties = max(counts, key=lambda row: (row[1] + row[2], -row[0]))
    said = [f"{count}{unit}" for count, unit in ((targets, "个目标"), (duties, "项任务")) if count]
    return f"期限最集中的是{year}年：{'、'.join(said)}到期"


def _year(year: int, targets: list[Found], duties: list[Found]) -> Markup:
    groups = [
        join([element("h4", f"{word} {len(found)}"), found_list(found)])
        for word, found in (("目标", targets), ("任务", duties))
        if found
    ]
    said = "，".join(f"{len(found)}{unit}" for found, unit in ((targets, "个目标"), (duties, "项任务")) if found)
    return element(
        "details", element("summary", f"{year}年　{said}"), element("div", *groups, id=f"due-{year}", class_="at")
    )


# ------------------------------------------------------------------ where


def _places(pages: Sequence[DocumentPage]) -> Markup:
    groups: defaultdict[tuple[str, str], list[Found]] = defaultdict(list)
    for page in pages:
        for item in page.of("assignment"):
            assert isinstance(item.noun, Assignment)
            groups[page.name, item.noun.says].append((page, item))
    if not groups:
        return EMPTY
    rows = [
        element(
            "tr",
            element("th", says, scope="row"),
            element("td", join(map(_place, found), "、")),
            element("td", name, class_="nowrap quiet"),
        )
        for (name, says), found in groups.items()
    ]
    head = element("tr", *(element("th", word, scope="col") for word in ("归类", "地区", "文件")))
    table = element("table", element("thead", head), element("tbody", *rows))
    count = len(
        {item.noun.place for found in groups.values() for _, item in found if isinstance(item.noun, Assignment)}
    )
    return section("places", f"{count}个地区被归入{len(groups)}类", "places", element("div", table, class_="stack"))


def _place(found: Found) -> Markup:
    page, item = found
    assert isinstance(item.noun, Assignment)
    noun = item.noun
    later = (
        f"（今{noun.current_name}）"
        if noun.current_name and noun.code != noun.current_code and noun.place not in noun.current_name
        else ""
    )
    return join([link(page.address(item), noun.place, title=noun.code), later])


# ------------------------------------------------------------------ what to look at


def _problems(pages: Sequence[DocumentPage], problems: Sequence[Problem]) -> Markup:
    rows = [
        _problem(item.noun, element("td", link(page.address(item), page.name)))
        for page in pages
        for item in page.of("problem")
        if isinstance(item.noun, Problem)
    ]
    rows += [_problem(problem, element("td", problem.where or "—")) for problem in problems]
    if not rows:
        return section("problems", "疑点", "problems", element("p", "没有疑点：所有文件都读懂了。", class_="empty"))
    head = element("tr", *(element("th", word, scope="col") for word in ("何处", "疑点", "怎么办")))
    table = element("table", element("thead", head), element("tbody", *rows))
    return section("problems", f"{len(rows)}处疑点，请对照原件", "problems", element("div", table, class_="stack"))


def _problem(problem: Problem, where: Markup) -> Markup:
    said = element("td", problem.zh, element("span", problem.en, lang="en"))
    return element("tr", where, said, element("td", problem.hint_zh, element("span", problem.hint_en, lang="en")))
