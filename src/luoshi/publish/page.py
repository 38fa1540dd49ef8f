"""Plans as a folder of pages that a browser opens from the disk: a first page, tables, and a page for each document.

Every page is complete in itself: style and script stand in it, nothing is fetched, and a content security policy that
names the two by their digests keeps anything that a document's text may carry from running. Without the script
everything is there all the same: notes follow the text, with links both ways.
"""

from __future__ import annotations

import hashlib
import html
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path

from luoshi.model.alert import Alert
from luoshi.model.assessed import Assessed
from luoshi.model.base_map import BaseMap
from luoshi.model.commitment import Plan
from luoshi.model.followed import Followed
from luoshi.model.pack import Pack
from luoshi.model.problem import Problem
from luoshi.publish.chart import stylesheet
from luoshi.publish.findings import frame
from luoshi.publish.page_cities import Evaluations, pages_of
from luoshi.publish.page_documents import DocumentPage, document_pages
from luoshi.publish.page_evaluation import LIST as EVALUATIONS
from luoshi.publish.page_evaluation import evaluation_page, evaluations
from luoshi.publish.page_evaluation import file_of as evaluation_file
from luoshi.publish.page_findings import LIST, Findings, finding_page, findings, grouped
from luoshi.publish.page_html import Markup, element, join, link
from luoshi.publish.page_index import index
from luoshi.publish.page_notes import place_beside
from luoshi.publish.page_reader import reader
from luoshi.publish.page_tables import TABLES, tables, write_csv

_OF_LUOSHI = " · 落实"
_CONTENT = '<main id="content">'
_WAYS = tuple((f"tables.html?table={kind.name}", kind.zh) for kind in TABLES)


def write_pages(
    plans: Mapping[str, Plan],
    folder: Path,
    *,
    pack: Pack | None,
    problems: Iterable[Problem] = (),
    digest: str,
    followed: Sequence[Followed] = (),
    alerts: Sequence[Alert] = (),
    as_of: int = 0,
    known_on: date | None = None,
    evaluated: Evaluations | None = None,
) -> Path:
    """Write the pages of plans into a folder.

    Args:
        plans: Plans by the ids of their documents.
        folder: Where to; it is made if it is not there.
        pack: What the plans were compiled with: names the set, and what a document does not print of itself.
        problems: Problems beyond those of the plans, such as the pack's own.
        digest: The name of the build, printed at the foot of each page.
        followed: The targets followed as of the year `as_of`, with the alerts; without them there is no page of theirs.
        known_on: With what was known on that day; None for everything that was received.
        evaluated: The schemes worked out, classes and appraisals; without them there is no page of theirs.

    Returns:
        The path of the first page, `index.html`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pages = document_pages(plans, pack)
    title = pack.title if pack else "编译结果"
    ways = [(LIST, "评估")] if followed else []
    ways += [(EVALUATIONS, "评价")] if evaluated else []
    shell = _Shell(title, digest, ways)
    for page in pages:
        shell.write(folder / page.file, page.title, reader(page), here="document")
    shell.write(folder / "tables.html", f"任务、目标、项目 · {title}", tables(pages), here="tables.html")
    write_csv(pages, folder)
    if followed and pack:
        _write_findings(shell, folder, pages, Findings(followed, alerts, pack, as_of, known_on))
    if evaluated:
        _write_evaluations(shell, folder, evaluated)
    first = folder / "index.html"
    shell.write(first, title, index(pages, list(problems), pack), here="index.html")
    return first


def content_of(page: str) -> tuple[str, Markup]:
    """The title and the content of a page that was written here, to be shown within another frame."""
    title = page[page.index("<title>") + len("<title>") : page.index("</title>")].removesuffix(_OF_LUOSHI)
    start = page.index(_CONTENT) + len(_CONTENT)
    return html.unescape(title), Markup(page[start : page.rindex("</main>")])


def with_beside(content: str, said: Mapping[str, str]) -> Markup:
    """The content of a document's page with more said of some of its items.

    Args:
        content: As `content_of` or `reader` gives it.
        said: What is said, as markup, by the address of the item (`d46`).

    >>> str(with_beside("<p>甲</p><!--beside d1-->", {"d1": "<p>乙</p>"}))
    '<p>甲</p><p>乙</p>'
    """
    for item, more in said.items():
        content = content.replace(place_beside(item), more, 1)
    return Markup(content)


def style() -> str:
    """The style sheet of all pages and their figures."""
    return (files("luoshi.publish") / "static" / "page.css").read_text("utf-8") + stylesheet()


def script() -> str:
    """The script of all pages; without it they are complete all the same."""
    return (files("luoshi.publish") / "static" / "page.js").read_text("utf-8")


def _write_findings(shell: _Shell, folder: Path, pages: Sequence[DocumentPage], given: Findings) -> None:
    by_document = {page.id: page for page in pages}
    shell.write(folder / LIST, f"目标评估 · {given.pack.title}", findings(given), here=LIST)
    (folder / "findings.csv").write_text("\ufeff" + frame(given.followed).write_csv(), encoding="utf-8")
    for file, group in grouped(given.followed).items():
        content = finding_page(group, by_document.get(group[0].document), given.pack, given.as_of)
        shell.write(folder / file, group[0].title, content, here=LIST)


def _write_evaluations(shell: _Shell, folder: Path, given: Evaluations) -> None:
    shell.write(folder / EVALUATIONS, f"城市评价 · {given.pack.title}", evaluations(given), here=EVALUATIONS)
    for one in given.assessed:
        content = evaluation_page(one, given.pack, given.as_of, given.base_map)
        shell.write(folder / evaluation_file(one), one.scheme.title, content, here=EVALUATIONS)
    for file, title, _, draw in pages_of(given):
        shell.write(folder / file, title, draw(), here=EVALUATIONS)


def write_evaluation(given: Assessed, pack: Pack, path: Path, *, digest: str = "", base: BaseMap | None = None) -> Path:
    """Write the page of one scheme on its own.

    Args:
        given: The scheme worked out.
        pack: The pack that it is of.
        path: The file; its folder is there.
        digest: What is printed at the foot.
        base: The office's own base map.
    """
    shell = _Shell(pack.title, digest or f"{given.scheme.id} {given.scheme.version}", (), alone=True)
    shell.write(path, given.scheme.title, evaluation_page(given, pack, given.as_of, base), here="")
    return path


def write_page(title: str, content: Markup, pack: Pack, path: Path, *, digest: str = "") -> Path:
    """Write any content of the pages on its own.

    Args:
        title: Of the page.
        content: What stands on it.
        pack: The pack that it is of.
        path: The file; its folder is there.
        digest: What is printed at the foot.
    """
    _Shell(pack.title, digest or pack.id, (), alone=True).write(path, title, content, here="")
    return path


class _Shell:
    """What stands around every page: head, navigation, foot."""

    def __init__(self, title: str, digest: str, ways: Sequence[tuple[str, str]], *, alone: bool = False) -> None:
        self._title, self._digest = title, digest
        self._ways = () if alone else (("index.html", "总览"), *_WAYS, *ways, ("index.html#problems", "疑点"))
        self._style, self._script = Markup(style()), Markup(script())
        self._policy = (
            f"default-src 'none'; style-src {_source_digest(self._style)}; script-src {_source_digest(self._script)}; "
            "form-action 'none'; base-uri 'none'"
        )

    def write(self, path: Path, title: str, content: Markup, *, here: str) -> None:
        head = element(
            "head",
            element("meta", charset="utf-8"),
            element("meta", http_equiv="Content-Security-Policy", content=self._policy),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("meta", name="color-scheme", content="light dark"),
            element("title", title + _OF_LUOSHI),
            element("style", self._style),
        )
        skip = link("#content", "跳到正文", class_="skip")
        main = element("main", content, id="content")
        body = element("body", skip, self._navigation(here), main, self._foot(), element("script", self._script))
        page = join([Markup("<!doctype html>"), element("html", head, body, lang="zh-CN")], "\n")
        path.write_text(page, encoding="utf-8", errors="backslashreplace")

    def _navigation(self, here: str) -> Markup:
        ways = [link(address, word, aria_current="page" if address == here else None) for address, word in self._ways]
        brand = link("index.html", "落实", class_="brand") if self._ways else element("span", "落实", class_="brand")
        return element("header", brand, element("nav", *ways, aria_label="主导航"), class_="bar-top")

    def _foot(self) -> Markup:
        said = f"{self._title} · 编译版本 {self._digest} · 一切以原文为准"
        return element("footer", said)


def _source_digest(source: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"
