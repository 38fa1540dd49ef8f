"""The main pages asked in English: Chinese stands only in what is data, in names and in the words of documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from test_found_pages import RULE, alert, write_build

from conftest import ENERGY, Office
from luoshi.packs import mechanisms
from luoshi_web import packs
from luoshi_web.desk.models import Organisation, Record, User

pytestmark = pytest.mark.django_db

HAN = re.compile(r"[\u3400-\u9fff]+")
VOID = {"br", "hr", "img", "input", "link", "meta", "col", "wbr"}
ADDRESSES = (
    "/", "/my/", "/documents/", "/targets/", "/projects/", "/cities/", "/departments/", f"/departments/{ENERGY}/",
    "/warnings/", "/mechanisms/?served=no", "/calendar/", "/search/", "/history/", "/data/", "/registries/",
    "/account/", "/notices/", "/sign-in/", "/nothing/", "/registries/duties/", "/registries/projects/",
    "/registries/reports/", "/registries/warnings/", "/registries/duties/new/", "/registries/projects/new/",
    "/registries/duties/import/", "/overview/owed/?period=2016-Q4", "/documents/new/",
)  # fmt: skip


class Words(HTMLParser):
    """The words of a page, those aside that are marked as Chinese or that people write."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        chinese = (given.get("lang") or "").startswith("zh") or tag in (
            "script",
            "style",
            "textarea",
            "q",
            "blockquote",
        )
        if not chinese and not any(skipped for _, skipped in self.open):
            self.found += [given[name] or "" for name in ("aria-label", "placeholder") if name in given]
        if tag not in VOID:
            self.open.append((tag, chinese))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(skipped for _, skipped in self.open):
            self.found.append(data)


def names() -> Iterator[str]:
    """What is data: names of organisations, places, people and documents, and what stands in records."""
    pack = packs.office().pack
    for one in pack.organisations.values():
        yield from (one.name, *one.aliases)
    for place in pack.places:
        yield from (place.name, place.name[:2], place.name[:3], *place.aliases)
    yield from (words for one in pack.documents for words in (one.title, one.doc_number) if words)
    yield from Organisation.objects.values_list("short", flat=True)
    yield from User.objects.values_list("name", flat=True)
    yield from Record.objects.values_list("title", flat=True)
    # Sources, quotations, units and what people wrote stay as they are printed.
    yield from (one.source for one in packs.office().registries.values())
    yield from (words for one in mechanisms(pack) for words in (one.title_en, one.check))
    yield from ("亿元", "万元", "已取得路条", "绿道密度", "各年绿道长度", "年鉴", "整治松原市沿江岸线", "某办法")


def chinese(page: str) -> set[str]:
    words = Words()
    words.feed(page)
    known = {run for name in names() for run in HAN.findall(name)}
    return {run for text in words.found for run in HAN.findall(text) if run not in known}


def left_in_chinese(client: Client, addresses: Iterable[str]) -> dict[str, set[str]]:
    """What still stands in Chinese on each page that is asked in English."""
    client.cookies["language"] = "en"
    left = {}
    for address in addresses:
        page = client.get(address)
        assert page.status_code in (200, 404, 503), address
        content = b"".join(page) if page.streaming else page.content
        left[address] = chinese(content.decode())
    return {address: found for address, found in left.items() if found}


def test_no_chinese_stands_outside_of_what_is_data(office: Office) -> None:
    report = office.submitted()
    records = [f"/records/{pk}/" for pk in (report.pk, report.subject_id, report.asked_in_id)]
    assert not left_in_chinese(office.client("coordinator"), (*ADDRESSES, *records))


def test_what_a_build_found_is_said_in_english(office: Office, settings: Any, tmp_path: Path) -> None:
    settings.WORKSPACE = tmp_path
    write_build(tmp_path, replace(alert(), rule=replace(RULE, title_en="Likelihood"), step_en="propose remedies"))
    pages = ("/targets/", "/cities/", "/cities/220700/", "/cities/220200/", "/warnings/", "/data/")
    assert not left_in_chinese(office.client("coordinator"), pages)
