"""The page of one document: its text as issued, everything compiled from it marked in place and said beside it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from unicodedata import normalize

from luoshi.model.commitment import Duty, Provision
from luoshi.model.document import Document
from luoshi.publish.page_documents import KINDS, DocumentPage, Item, ItemKind
from luoshi.publish.page_html import EMPTY, Markup, element, join, link
from luoshi.publish.page_notes import Notes, headline, section_title
from luoshi.publish.page_text import Mark, TextView
from luoshi.publish.page_words import day, short

_HEADING_LENGTH = 45
_UNITS: dict[ItemKind, str] = {
    "duty": "项任务", "target": "个目标", "project": "个项目",
    "assignment": "处归类", "citation": "处引用", "problem": "处疑点",
}  # fmt: skip


def reader(page: DocumentPage) -> Markup:
    """The content of a document's page."""
    provisions = provisions_of(page)
    view = _view(page, provisions)
    hint = element("p", "点按文中带标记的文字，这里显示从中读出的内容。", class_="hint")
    return element(
        "div",
        _outline(provisions),
        element("article", _masthead(page), _summary(page), view.render(), class_="document", id="text"),
        element("aside", hint, id="panel", aria_live="polite"),
        _notes(page, view.placed),
        class_="reader",
    )


def text_of(page: DocumentPage) -> Markup:
    """The text alone, as issued, with its marks: for pages that stand something else beside it."""
    return element("article", _masthead(page), _view(page, provisions_of(page)).render(), class_="document", id="text")


def provisions_of(page: DocumentPage) -> list[tuple[str, Provision]]:
    """The provisions of a document's outline, each with its address on the page (`s12`)."""
    return [(f"s{number}", provision) for number, provision in enumerate(page.plan.outline, 1)]


def address_at(page: DocumentPage, start: int, end: int) -> str:
    """The address on the page that is nearest to a piece of the received text: an item around it, else its provision.

    Blank where neither is there.
    """
    around = [item for item in page.items if item.span and item.span.start < end and item.span.end > start]
    if around:
        return min(around, key=lambda item: (abs(item.span.start - start) if item.span else 0, item.id)).id
    before = [(one.span.start, name) for name, one in provisions_of(page) if one.span.start <= start]
    return max(before)[1] if before else ""


def _view(page: DocumentPage, provisions: list[tuple[str, Provision]]) -> TextView:
    return TextView(
        page.plan.document,
        [*_marks(page), *_headings(page.plan.document, provisions)],
        style_of=_Styles(page, provisions),
        anchors=[(provision.span.start, name) for name, provision in provisions],
    )


# ------------------------------------------------------------------ around the text


def _outline(provisions: list[tuple[str, Provision]]) -> Markup:
    """The two upper levels of the outline, each a way into the text."""
    levels = sorted({provision.level for _, provision in provisions})[:2]
    rows = [
        element(
            "li", link(f"#{name}", f"{one.marker}{short(one.title, 28)}"), class_=f"level{levels.index(one.level) + 1}"
        )
        for name, one in provisions
        if one.level in levels
    ]
    content = element("ol", *rows) if rows else element("p", "本文没有分章节。", class_="empty")
    return element(
        "nav", element("details", element("summary", "目录"), content, open=True), class_="outline", aria_label="目录"
    )


def _masthead(page: DocumentPage) -> Markup:
    issuer = element("p", " ".join(page.issuer) or "（未印发文机关）", class_="issuer")
    line = element(
        "p", join([page.doc_number or "（未印文号）", day(page.date) or "（未印日期）"], "　"), class_="number-line"
    )
    about = page.plan.metadata
    is_in_text = bool(about.title) and "title" in about.spans
    title = EMPTY if is_in_text else element("h1", page.title)
    supplied = f"{'、'.join(page.supplied)}原件未印，据规则包补录。" if page.supplied else ""
    note = element("p", supplied, page.note, class_="note-on-source") if supplied or page.note else EMPTY
    return element("header", issuer, line, element("hr"), title, note, class_="masthead")


def _summary(page: DocumentPage) -> Markup:
    """The answer in a sentence: what the document holds, each number leading to its list."""
    counted = [
        link(f"#list-{KINDS[kind][1]}", element("b", str(len(page.of(kind)))), unit, data_kind=kind)
        for kind, unit in _UNITS.items()
        if page.of(kind)
    ]
    if not counted:
        return element("p", "从本文没有读出任务、目标或项目。", class_="answer empty")
    return element("p", "从本文读出", join(counted, "，"), "。", class_="answer")


def _notes(page: DocumentPage, placed: set[str]) -> Markup:
    notes = _notes_of(page)
    sections = []
    for kind, (_, plural, _) in KINDS.items():
        if items := page.of(kind):
            title = element("h2", section_title(kind, len(items)), id=f"list-{plural}")
            listed = [notes.note(item, anchor=item.id not in placed) for item in items]
            sections.append(element("section", title, *listed, data_kind=kind))
    return element("section", *sections, class_="notes", id="notes", aria_label="注释") if sections else EMPTY


def _notes_of(page: DocumentPage) -> Notes:
    duties = [item for item in page.of("duty") if item.span]
    starts = [item.span.start for item in duties if item.span]
    targets_of: defaultdict[str, list[Item]] = defaultdict(list)
    duty_of: dict[str, Item] = {}
    for target in page.of("target"):
        at = bisect_right(starts, target.span.start) - 1 if target.span else -1
        if at >= 0 and target.span and (around := duties[at].span) and target.span.end <= around.end:
            targets_of[duties[at].id].append(target)
            duty_of[target.id] = duties[at]
    titles = {one.path: f"{one.marker}{short(one.title, 24)}" for one in page.plan.outline}
    return Notes(page, titles, targets_of, duty_of)


# ------------------------------------------------------------------ marks in the text


def _marks(page: DocumentPage) -> Iterator[Mark]:
    for item in page.items:
        if item.span:
            words = f"{item.label}：{headline(item)}"
            yield Mark(
                item.span.start, item.span.end, item.kind, item.id, anchor=True, label=item.label, describes=words
            )
        if isinstance(item.noun, Duty):
            yield from _marks_of_duty(item.noun, item.id)


def _marks_of_duty(duty: Duty, address: str) -> Iterator[Mark]:
    yield Mark(duty.clause.start, duty.clause.end, "clause", address)
    for deadline in duty.deadlines:
        yield Mark(deadline.span.start, deadline.span.end, "deadline", address)
    for deliverable in duty.deliverables:
        yield Mark(deliverable.span.start, deliverable.span.end, "deliverable", address)


def _headings(document: Document, provisions: list[tuple[str, Provision]]) -> Iterator[Mark]:
    """The words of a heading that runs on into its text, on the two upper levels."""
    levels = sorted({provision.level for _, provision in provisions})[:2]
    for _, provision in provisions:
        if provision.level in levels:
            start = provision.span.start
            line = document.received.text[start : start + 200]
            if (at := line.find(provision.title)) >= 0 and len(provision.title) <= _HEADING_LENGTH:
                yield Mark(start, start + at + len(provision.title), f"heading{levels.index(provision.level) + 1}")


class _Styles:
    """The class of a paragraph: the title, the number, the addressees, a signature, a heading; else running text."""

    def __init__(self, page: DocumentPage, provisions: list[tuple[str, Provision]]) -> None:
        about = page.plan.metadata
        self._text = page.plan.document.received.text
        self._spans = [(span.start, span.end, name) for name, span in about.spans.items()]
        self._attached_title = _bare(about.attached_title or "")
        self._issuers = {_bare(one) for one in page.issuer}
        levels = sorted({provision.level for _, provision in provisions})[:2]
        self._headings = {one.span.start: levels.index(one.level) + 1 for _, one in provisions if one.level in levels}

    def __call__(self, start: int, end: int) -> str:
        words = _bare(self._text[start : min(end, start + 200)])
        name = next((name for first, last, name in self._spans if first < end and last > start), "")
        if name in ("title", "doc_number", "addressees"):
            return name.replace("_", "-")
        if words == self._attached_title:
            return "attached-title"
        if words in self._issuers or (name == "date" and len(words) <= 20):
            return "signature"
        level = self._headings.get(start)
        return f"section{level}" if level and len(words) <= _HEADING_LENGTH else ""


def _bare(words: str) -> str:
    """Words without blanks, of one width."""
    return "".join(normalize("NFKC", words).split())
