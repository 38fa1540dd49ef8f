"""What was compiled from a passage, said beside it: one note an item, with the way back to its words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from urllib.parse import urlencode

from luoshi.model.commitment import Assignment, Citation, Duty, Party, Project, Target
from luoshi.model.document import Received
from luoshi.model.problem import Problem
from luoshi.publish.page_documents import KINDS, DocumentPage, Found, Item, ItemKind
from luoshi.publish.page_html import EMPTY, Content, Markup, bilingual, element, join, link, terms
from luoshi.publish.page_words import (
    COMPARATORS,
    PILOTS,
    RULES,
    TARGET_KINDS,
    day,
    investment_of,
    number,
    short,
    value_of,
    years_of,
)

Terms = Iterable[tuple[str, Content]]


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of one document. `titles` leads from the path of a provision to its words."""

    page: DocumentPage
    titles: Mapping[str, str]
    targets_of: Mapping[str, list[Item]]
    duty_of: Mapping[str, Item]

    def note(self, item: Item, anchor: bool) -> Markup:
        """One note; `anchor` where the item has no place in the text, so that its address is here."""
        heading = element("h3", link(f"#{item.id}", item.label), " ", element("small", headline(item)))
        body = terms([*self._terms(item), *self._place(item)])
        address = element("p", "永久地址 ", link(f"#{item.id}", f"{self.page.file}#{item.id}"), class_="address")
        inside = join([element("span", id=item.id) if anchor else EMPTY, heading, body, place_beside(item.id), address])
        return element("article", inside, id=f"{item.id}-note", class_=f"note {item.kind}", data_of=item.id)

    def _terms(self, item: Item) -> Terms:
        noun = item.noun
        match noun:
            case Duty():
                return self._duty(noun, item)
            case Target():
                return self._target(noun, item)
            case Project():
                return _project(noun)
            case Assignment():
                return _assignment(noun)
            case Citation():
                return _citation(noun)
            case Problem():
                return _problem(noun)

    def _duty(self, duty: Duty, item: Item) -> Terms:
        for role, said in (("lead", "牵头"), ("responsible", "共同负责"), ("participant", "配合"), ("guide", "指导")):
            yield said, parties(p for p in duty.parties if p.role == role and not p.is_place)
        yield "地方", parties(p for p in duty.parties if p.is_place)
        yield "依据", join([element("b", RULES[duty.rule][0]), "：", RULES[duty.rule][1]])
        yield "名单", "以“等”结尾，另有未列名的单位" if duty.open else ""
        for deadline in duty.deadlines:
            yield "时限", _until(deadline.text, day(deadline.due))
        for deliverable in duty.deliverables:
            title = f"《{deliverable.title}》" if "《" in deliverable.span.quote else deliverable.title
            yield "成果", f"{deliverable.verb}{title}"
        yield "试点", PILOTS[duty.pilot] if duty.pilot else ""
        yield "目标", join((self._target_link(one) for one in self.targets_of.get(item.id, [])), "；")

    def _target_link(self, item: Item) -> Markup:
        return link(f"#{item.id}", headline(item))

    def _target(self, target: Target, item: Item) -> Terms:
        yield "指标", target.indicator
        yield "目标值", element("b", value_of(target), class_="value")
        yield "范围", target.scope
        yield "比较", COMPARATORS.get(target.comparator or "")
        yield "类型", join(filter(None, [TARGET_KINDS.get(target.kind, target.kind), target.binding]), "，")
        yield "期限", day(target.deadline) or "没有写明"
        yield "起始年", str(target.since) if target.since else ""
        yield "基期", f"{target.baseline_year}年" if target.baseline_year else ""
        yield "牵头", "、".join(target.lead)
        if duty := self.duty_of.get(item.id):
            yield "所在任务", link(f"#{duty.id}", f"{duty.label} {headline(duty)}")

    def _place(self, item: Item) -> Terms:
        path = getattr(item.noun, "path", "")
        steps = path.split("/") if path else []
        above = ["/".join(steps[: depth + 1]) for depth in range(len(steps))]
        yield "位置", " › ".join(self.titles.get(step, step.rpartition("/")[2]) for step in above)
        if item.span:
            yield "原文", place_in_file(self.page.plan.document.received, item.span.start, item.span.end)


def place_beside(item: str) -> Markup:
    """Where whoever shows the page may say more of an item; nothing is seen of it."""
    return Markup(f"<!--beside {item}-->")


def headline(item: Item) -> str:
    """An item in a few words, for a list."""
    noun = item.noun
    match noun:
        case Duty():
            return short(noun.text, 40)
        case Target():
            return f"{noun.indicator} {value_of(noun)}"
        case Project():
            return noun.name
        case Assignment():
            return f"{noun.place}：{noun.says}"
        case Citation():
            return f"《{noun.title}》" if noun.title else noun.doc_number or ""
        case Problem():
            return short(noun.zh, 40)


def parties(found: Iterable[Party]) -> Markup:
    """Organisations as printed, each leading to its list; the full name beside a short one."""
    return join([_party(party) for party in found], "、")


def party_address(name: str) -> str:
    """Where the table of duties shows those of one organisation.

    >>> party_address("省农委").startswith("tables.html?table=duties&party=")
    True
    """
    return "tables.html?" + urlencode({"table": "duties", "party": name})


def _party(party: Party) -> Markup:
    name = party.name or party.printed
    return link(party_address(name), party.printed, title=name if name != party.printed else None)


def _until(words: str, last_day: str) -> str:
    return f"{words}（不晚于{last_day}）" if last_day else f"{words}（没有确切日期）"


def _project(project: Project) -> Terms:
    yield "序号", project.seq
    yield "类别", project.group
    yield "法人单位", project.owner
    yield "规模内容", project.scale_text
    yield "建设年限", years_of(project) or "没有写明"
    yield "总投资", investment_of(project) or "没有写明"
    yield "备注", project.note


def _assignment(assignment: Assignment) -> Terms:
    yield "地区", assignment.place
    yield "归类", assignment.says
    yield "行政区划代码", assignment.code or "不详"
    now = (assignment.current_code, assignment.current_name)
    if assignment.current_name and now != (assignment.code, assignment.place):
        yield "今为", f"{assignment.current_name}（{assignment.current_code}）"


def _citation(citation: Citation) -> Terms:
    yield "文件", f"《{citation.title}》" if citation.title else ""
    yield "文号", citation.doc_number
    yield "性质", "要求制定，此时尚未印发" if citation.ordered else "引用已印发的文件"


def _problem(problem: Problem) -> Terms:
    yield "疑点", join([problem.zh, element("span", problem.en, lang="en")], " ")
    yield "怎么办", join([problem.hint_zh, element("span", problem.hint_en, lang="en")], " ")


def place_in_file(received: Received, start: int, end: int) -> str:
    """Where it stands in the received file: its name, and the characters or what the format calls the place."""
    if page := _page_of(received, start):
        return f"{received.name}，第{page}页"
    if named := _named_place(received, start):
        return f"{received.name}，{named}"
    first, last = received.raw_offsets.span(start, end) if received.raw_offsets and end > start else (start, end)
    return f"{received.name}，第{number(first + 1)}—{number(last)}字"


def _page_of(received: Received, start: int) -> int | None:
    at = bisect_right(received.boxes, start, key=itemgetter(0))
    return received.boxes[at - 1][1].page if at else None


def _named_place(received: Received, start: int) -> str | None:
    at = bisect_right(received.places, start, key=itemgetter(0))
    return received.places[at - 1][1] if at else None


def section_title(kind: ItemKind, count: int) -> Markup:
    """The heading over a list of items of one kind: its name in both languages, and how many there are."""
    zh, en, _ = KINDS[kind]
    return join([f"{zh} ", element("span", en, lang="en"), f" {count}"])


def found_list(found: Iterable[Found]) -> Markup:
    """Items of any document, each with its document's name, leading to their words."""
    rows = [
        element("li", link(page.address(item), headline(item)), " ", element("span", page.name, class_="quiet"))
        for page, item in found
    ]
    return element("ul", *rows, class_="found")


def section(name: str, zh: str, en: str, *content: Markup) -> Markup:
    """A part of the first page under its heading."""
    return element("section", element("h2", bilingual(zh, en)), *content, id=name)
