"""The page of mechanisms: all of them, with their words, and nothing said to be there that is not."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.http import HttpResponse
from openpyxl import load_workbook

from conftest import Office
from luoshi.packs import mechanisms
from luoshi_web import packs

pytestmark = pytest.mark.django_db


def text(page: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def codes(page: HttpResponse) -> list[str]:
    return re.findall(r'<tr id="(\w+)">', page.content.decode())


def test_all_of_them_are_there_and_the_sentence_counts_them(office: Office) -> None:
    page, known = office.client().get("/mechanisms/"), mechanisms(packs.office().pack)
    served = sum(bool(one.served_by) for one in known)
    assert codes(page) == [one.code for one in known]
    assert len(known) == 165
    sentence = re.sub(r" ?([：，。]) ?", r"\1", text(page))
    assert f"165 项机制：已有实现 {served}，尚无 {165 - served}。" in sentence
    assert text(page).count("○ 尚未实现") == 165 - served


def test_the_three_people_see_it_and_each_counts_what_is_theirs(office: Office) -> None:
    office.report()
    coordinator, city, visitor = (
        office.client(name).get("/mechanisms/?area=D") for name in ("coordinator", "songyuan", None)
    )
    assert "台账 任务填报 1 条" in text(coordinator)
    assert "台账 任务填报 0 条" in text(city)
    assert "台账 任务填报" in text(visitor)
    assert not re.search(r"任务填报 \d+ 条", text(visitor))


def test_what_is_asked_stands_in_the_address(office: Office) -> None:
    client = office.client()
    assert {code[0] for code in codes(client.get("/mechanisms/?area=F"))} == {"F"}
    nothing = codes(client.get("/mechanisms/?served=no&priority=P1"))
    known = {one.code: one for one in mechanisms(packs.office().pack)}
    assert nothing
    assert all(not known[code].served_by and known[code].priority == "P1" for code in nothing)
    assert codes(client.get("/mechanisms/?q=就业困难人员")) == ["K1"]
    assert "没有符合条件的机制" in text(client.get("/mechanisms/?q=无此机制"))


def test_what_is_shown_is_exported_in_both_forms(office: Office) -> None:
    client = office.client()
    unserved = next(one.code for one in mechanisms(packs.office().pack) if not one.served_by)
    answer = client.get(f"/mechanisms/export.csv?area={unserved[0]}")
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))  # type: ignore[call-overload]
    known = [one for one in mechanisms(packs.office().pack) if one.code.startswith(unserved[0])]
    assert len(rows) == 1 + sum(len(one.quotes) for one in known)
    assert [unserved, "尚未实现"] in [[row[0], row[6]] for row in rows]
    sheet = load_workbook(io.BytesIO(client.get(f"/mechanisms/export.xlsx?area={unserved[0]}").content)).active
    assert sheet is not None
    assert sheet.max_row == len(rows)


def test_it_speaks_english(office: Office) -> None:
    client = office.client()
    client.cookies["language"] = "en"
    assert "165 mechanisms" in text(client.get("/mechanisms/"))
    assert "not implemented yet" in text(client.get("/mechanisms/"))
