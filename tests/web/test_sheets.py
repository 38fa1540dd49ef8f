"""The form in Excel, what comes back in it, and what leaves: every error at its cell, and nothing that a program would run."""

from __future__ import annotations

import csv
import io
import re
from contextlib import suppress

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from conftest import ENERGY, NOON, Office
from luoshi.model.problem import LuoshiError
from luoshi_web import packs
from luoshi_web.desk import actions, exchange, people, sheets
from luoshi_web.desk.models import Record

AT = "/registries/reports/import/"


def form(office: Office, name: str = "energy") -> tuple[Workbook, Worksheet, list[str]]:
    page = office.client(name).get("/registries/reports/form.xlsx")
    book = load_workbook(io.BytesIO(page.content))
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return book, sheet, [str(cell.value) for cell in sheet[1]]


def sent(book: Workbook, name: str = "填报.xlsx") -> SimpleUploadedFile:
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def fill(sheet: Worksheet, ids: list[str], row: int, **values: object) -> None:
    for id, value in values.items():
        sheet.cell(row, ids.index(id) + 1, value)  # type: ignore[arg-type]


# ------------------------------------------------------------------ the form


def test_the_form_has_a_row_for_each_report_that_is_owed_and_drop_downs(office: Office) -> None:
    office.duty()
    row = office.report()
    _, sheet, ids = form(office)
    assert [sheet.cell(line, ids.index("key") + 1).value for line in (3, 4)][1] is not None
    assert sheet.row_dimensions[1].hidden
    assert sheet["A2"].value == "编号"
    first = f"{chr(65 + ids.index('stage'))}3"
    assert first in {str(rule.sqref).split(":")[0] for rule in sheet.data_validations.dataValidation}
    lists = sheet.parent["选项"]
    column = ids.index("stage") + 1
    assert [lists.cell(line, column).value for line in range(1, 5)] == ["未启动", "推进中", "已完成", "受阻"]
    assert row.title in [sheet.cell(line, ids.index("item") + 1).value for line in (3, 4)]


def test_nobody_gets_the_rows_of_another_organisation(office: Office) -> None:
    office.report()
    _, sheet, _ = form(office, "land")
    assert sheet.max_row == 2


# ------------------------------------------------------------------ the dry run


def test_each_error_is_shown_at_its_cell_and_nothing_is_written(office: Office) -> None:
    office.duty()
    office.report()
    book, sheet, ids = form(office)
    fill(sheet, ids, 3, stage="推进中", share=120, progress="一")
    fill(sheet, ids, 4, stage="快了", share="30光年", progress="二")
    page = office.client("energy").post(AT, {"file": sent(book)})
    assert page.status_code == 422
    html = page.content.decode()
    letter = {id: chr(65 + index) for index, id in enumerate(ids)}
    cells = re.findall(r'<th scope="row">([A-Z]+\d+)</th>', html)
    assert cells == [f"{letter['share']}3", f"{letter['stage']}4", f"{letter['share']}4"]
    assert "不能大于 100" in html
    assert "单位“光年”不认识" in html
    assert "推进中、已完成" in html, "it says what may be chosen"
    assert not Record.objects.filter(data__has_key="progress").exists()


def test_a_form_without_errors_is_written_as_drafts_when_one_says_so(office: Office) -> None:
    office.duty()
    office.report()
    book, sheet, ids = form(office)
    for line in (3, 4):
        fill(sheet, ids, line, stage="推进中", share=55.5, progress=f"第{line}行", item="改了题目")
    client = office.client("energy")
    page = client.post(AT, {"file": sent(book)})
    assert "将改写 2 条草稿，新增 0 条" in page.content.decode()
    assert not Record.objects.filter(data__has_key="progress").exists()
    kept = re.search(r'name="kept" value="(\w+)"', page.content.decode())
    assert kept is not None
    assert client.post(AT, {"kept": kept[1], "name": "填报.xlsx", "write": "1"}).status_code == 302
    rows = Record.objects.filter(registry="reports")
    assert {(row.state, row.data["share"], row.data["progress"], row.title) for row in rows} == {
        ("owed", "55.5", "第3行", "推进电力外送通道前期工作"), ("owed", "55.5", "第4行", "推进电力外送通道前期工作"),
    }  # fmt: skip


def test_of_a_form_with_an_error_no_row_is_written_even_if_one_says_so(office: Office) -> None:
    office.report()
    book, sheet, ids = form(office)
    fill(sheet, ids, 3, share=120)
    page = office.client("energy").post(AT, {"file": sent(book), "write": "1"})
    assert page.status_code == 422
    assert not Record.objects.filter(data__has_key="share").exists()


def test_the_key_of_another_organisation_is_refused_without_a_word_of_it(office: Office) -> None:
    row = office.report()
    book, sheet, _ = form(office)
    key = sheet.cell(3, 1).value
    other = office.client("land").post(AT, {"file": sent(book)})
    assert other.status_code == 422
    assert f"没有编号为“{key}”的条目，或不属于您的单位" in other.content.decode()
    assert row.title not in other.content.decode()


def test_what_was_handed_in_is_not_written_over(office: Office) -> None:
    row = office.report()
    book, sheet, ids = form(office)
    fill(sheet, ids, 3, progress="迟到的改动")
    office.move(row, "submit", "energy", {"stage": "推进中", "progress": "已报"})
    page = office.client("energy").post(AT, {"file": sent(book)})
    assert "您现在不能填写" in page.content.decode()


def test_a_column_that_nobody_knows_is_named_and_not_dropped(office: Office) -> None:
    text = "试点名称,类型,状态,依据文件\n某试点,我省可以争取,草稿,某文件\n".encode()
    page = office.client("energy").post("/registries/pilots/import/", {"file": SimpleUploadedFile("试点.csv", text)})
    html = page.content.decode()
    assert page.status_code == 422
    assert re.findall(r'<th scope="row">([A-Z]+\d+)</th>', html) == ["B1"], "what an export adds is no mistake"
    assert "没有叫“类型”的列" in html


def test_a_row_twice_is_named(office: Office) -> None:
    office.report()
    book, sheet, ids = form(office)
    fill(sheet, ids, 4, key=sheet.cell(3, 1).value, progress="又一次")
    assert "出现两次" in office.client("energy").post(AT, {"file": sent(book)}).content.decode()


def test_new_rows_are_set_up_for_ones_own_organisation(office: Office) -> None:
    """Columns are known by their titles in either language."""
    text = "试点名称,Class,依据文件\n某试点,我省可以争取,某文件\n".encode("gb18030")
    page = office.client("energy").post(
        "/registries/pilots/import/", {"file": SimpleUploadedFile("试点.csv", text), "write": "1"}
    )
    assert page.status_code == 302
    row = Record.objects.get(registry="pilots")
    assert (row.owner_id, row.title, row.state) == (ENERGY, "某试点", "draft")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("表.xlsx", b"PK\x03\x04 not a workbook", "内容不是"),
        ("表.csv", b"a,b\n1,2\n", "表头"),
        ("表.docx", b"PK\x03\x04", "不接收"),
        ("表.csv", b"", "空文件"),
        ("表.csv", b"\xff\xfe\x00", "内容不是"),
    ],
)
def test_what_is_no_form_is_refused_with_advice(office: Office, name: str, content: bytes, says: str) -> None:
    page = office.client("energy").post(AT, {"file": SimpleUploadedFile(name, content)})
    assert page.status_code == 422
    assert says in page.content.decode()


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_are_refused(content: bytes) -> None:
    for name in ("表.csv", "表.xlsx"):
        with suppress(LuoshiError):
            assert sheets.read(content, name, {"编号": "key", "名称": "name"}).columns


# ------------------------------------------------------------------ words that are newer than the table


def written(office: Office, row: Record, **values: str) -> None:
    """A colleague of the same organisation writes on the page."""
    if "colleague" not in office.users:
        user = actions.make_account(
            username="colleague", name="联络员乙", password="gong-zuo-2016", actor=people.THE_SYSTEM, at=NOON
        )  # fmt: skip
        actions.appoint(user=user, organisation=row.owner, role="部门联络员", actor=people.THE_SYSTEM, at=NOON)
        office.users["colleague"] = user
    row.refresh_from_db()
    actions.save(record=row.pk, version=row.version, actor=office["colleague"], at=NOON, data=values)


def confirm(office: Office, page: HttpResponse, choice: str = "") -> HttpResponse:
    """Send what a dry run asks to be sent, with one choice for every cell."""
    html = page.content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(kept|name|seen)" value="([^"]*)"', html))
    chosen = dict.fromkeys(re.findall(r'name="(choose[^"]+)"', html), choice) if choice else {}
    return office.client("energy").post(AT, {**hidden, **chosen, "write": "1"})


@pytest.mark.parametrize(("choice", "stands"), [("keep", "同事写的"), ("take", "表里写的")])
def test_words_newer_than_the_form_are_shown_beside_its_own_and_chosen_from(
    office: Office, choice: str, stands: str
) -> None:
    row = office.report()
    book, sheet, ids = form(office)
    fill(sheet, ids, 3, progress="表里写的", share=40)
    written(office, row, progress="同事写的")
    page = office.client("energy").post(AT, {"file": sent(book)})
    html = page.content.decode()
    assert "同事写的" in html
    assert "表里写的" in html
    assert "联络员乙于 2016年12月20日 " in html
    assert confirm(office, page).status_code == 409
    row.refresh_from_db()
    assert (row.data["progress"], "share" in row.data) == ("同事写的", False), "nothing of the row before one chooses"
    assert confirm(office, page, choice).status_code == 302
    row.refresh_from_db()
    assert (row.data["progress"], row.data["share"]) == (stands, "40")


def test_a_choice_holds_for_the_words_that_were_shown_alone(office: Office) -> None:
    row = office.report()
    book, sheet, ids = form(office)
    fill(sheet, ids, 3, progress="表里写的")
    written(office, row, progress="同事写的")
    page = office.client("energy").post(AT, {"file": sent(book)})
    written(office, row, progress="同事又写的")
    again = confirm(office, page, "take")
    assert again.status_code == 409
    assert "同事又写的" in again.content.decode()
    row.refresh_from_db()
    assert row.data["progress"] == "同事又写的"


def test_what_nobody_typed_into_a_form_is_not_written_over_newer_words(office: Office) -> None:
    row = office.report()
    book, sheet, ids = form(office)
    fill(sheet, ids, 3, share=40)
    written(office, row, progress="同事写的")
    page = office.client("energy").post(AT, {"file": sent(book)})
    assert "这一格您没有改动" in page.content.decode()
    assert confirm(office, page).status_code == 302
    row.refresh_from_db()
    assert (row.data["progress"], row.data["share"]) == ("同事写的", "40")


def test_a_table_without_versions_says_whose_words_it_would_write_over_and_those_alone(office: Office) -> None:
    office.duty()
    office.report()
    rows = list(Record.objects.filter(registry="reports").order_by("pk"))
    written(office, rows[0], progress="同事写的")
    text = "编号,进展情况\n" + "".join(f"{row.key},表里写的\n" for row in rows)
    page = office.client("energy").post(AT, {"file": SimpleUploadedFile("填报.csv", text.encode())})
    html = page.content.decode()
    assert re.findall(
        r'<th scope="row">(B\d)</th><td>联络员乙于 \d+年\d+月\d+日 [0-9:]+ 在这一格写了“同事写的”', html
    ) == ["B2"]
    assert confirm(office, page).status_code == 302
    rows[0].refresh_from_db()
    assert rows[0].data["progress"] == "表里写的"


def test_what_was_written_while_a_table_without_versions_was_looked_at_is_shown(office: Office) -> None:
    row = office.report()
    text = f"编号,进展情况\n{row.key},表里写的\n"
    page = office.client("energy").post(AT, {"file": SimpleUploadedFile("填报.csv", text.encode())})
    written(office, row, progress="同事写的")
    again = confirm(office, page)
    assert again.status_code == 409
    assert "同事写的" in again.content.decode()
    assert confirm(office, again, "keep").status_code == 302
    row.refresh_from_db()
    assert row.data["progress"] == "同事写的"


def test_an_export_that_comes_back_knows_what_is_newer(office: Office) -> None:
    row = office.report()
    content = office.client("energy").get("/registries/reports/export.xlsx").content
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    titles = [str(cell.value) for cell in sheet[1]]
    version = sheet.cell(1, titles.index("条目版本") + 1).column_letter
    assert sheet.column_dimensions[version].hidden
    sheet.cell(2, titles.index("进展情况") + 1, "表里写的")
    written(office, row, progress="同事写的")
    page = office.client("energy").post(AT, {"file": sent(book)})
    assert "同事写的" in page.content.decode()
    assert confirm(office, page).status_code == 409


def test_the_version_in_a_form_is_hidden_and_cannot_be_typed_over(office: Office) -> None:
    office.report()
    _, sheet, ids = form(office)
    letter = sheet.cell(1, ids.index("@version") + 1).column_letter
    assert sheet.column_dimensions[letter].hidden
    assert any(
        rule.type == "custom" and f"{letter}1" in str(rule.sqref) for rule in sheet.data_validations.dataValidation
    )


# ------------------------------------------------------------------ what leaves


def test_an_export_holds_the_rows_that_are_shown_with_numbers_as_numbers(office: Office) -> None:
    row = office.report()
    office.move(row, "submit", "energy", {"stage": "推进中", "progress": "已取得路条", "share": "55.5"})
    office.duty()
    page = office.client("reviewer").get("/registries/reports/export.csv", {"state": "submitted"})
    text = b"".join(page.streaming_content).decode("utf-8-sig")
    (line,) = csv.DictReader(io.StringIO(text))
    assert (line["状态"], line["责任单位"], line["完成比例（%）"]) == ("已报待审", "省能源局", "55.5")
    book = load_workbook(io.BytesIO(office.client("reviewer").get("/registries/reports/export.xlsx").content))
    cells = list(book.worksheets[0].iter_rows(values_only=True))
    assert cells[1][cells[0].index("完成比例（%）")] == 55.5


DANGEROUS = ['=HYPERLINK("http://evil")', "+1+cmd|'/C calc'!A0", "-2+3", "@SUM(A1)", "\t=1"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_nothing_that_leaves_is_worked_out_by_the_program_that_opens_it(office: Office, text: str) -> None:
    row = office.report()
    data = {"progress": text}
    actions.save(record=row.pk, version=row.version, actor=office["energy"], at=NOON, data=data)
    registry = packs.office().registries["reports"]
    header, lines = exchange.export(registry, Record.objects.filter(registry="reports"))
    column = header.index("进展情况")
    (line,) = list(csv.reader(io.StringIO("".join(sheets.lines(header, lines)))))[1:]
    assert line[column] == f"'{text}"
    for content in (
        sheets.table("表", header, lines),
        office.client("energy").get("/registries/reports/form.xlsx").content,
    ):
        found = [cell for sheet in load_workbook(io.BytesIO(content)) for cells in sheet for cell in cells]
        assert [cell.coordinate for cell in found if cell.data_type == "f"] == []


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_left_with_an_apostrophe_comes_back_without(text: str) -> None:
    column = sheets.Column("name", "名称")
    content = sheets.form("表", [sheets.Column("key", "编号"), column], [{"key": "1", "name": text}])
    known = {"key": "key", "name": "name", "编号": "key", "名称": "name"}
    assert sheets.read(content, "表.xlsx", known).rows[0][1]["name"] == text
