"""Documents at the desk: received, read, reviewed one by one, set up, assigned; by those who may, and by nobody else."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from conftest import ENERGY, EPD, LAND, NOON, Office
from luoshi.act.workflow import Refused
from luoshi_web import clock, documents
from luoshi_web.desk import actions, tick, verify
from luoshi_web.desk.actions import documents as received_documents
from luoshi_web.desk.models import Event, Notice, Record

pytestmark = pytest.mark.django_db

OPINION = """吉林省人民政府关于推进矿山生态修复的意见
吉政发〔2017〕3号
各市（州）人民政府：
一、总体要求
到2020年，历史遗留矿山地质环境恢复治理率达到50%以上。
二、重点任务
1.加快推进矿山修复，2018年年底前编制修复方案。（省国土资源厅牵头，省环保厅配合）
2.做好电力外送通道前期工作。（省能源局负责）
3.建设矿区监测平台。（省矿山监测局负责）
吉林省人民政府
2017年1月5日
"""
MEASURE = "加快推进矿山修复，2018年年底前编制修复方案。"


def sent(name: str = "意见.txt", content: bytes | str = OPINION) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def received(office: Office, content: str = OPINION) -> str:
    """The id of a document that the coordinator has sent in."""
    rows = actions.receive_document(upload=sent(content=content), actor=office["coordinator"], at=NOON)
    return rows[0].key


def proposal(words: str) -> Record:
    return Record.objects.get(registry="proposals", title__contains=words)


def text(page: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def post(office: Office, name: str, row: Record, move: str, **fields: object) -> HttpResponse:
    row.refresh_from_db()
    at = f"/documents/{row.data['document']}/"
    given = {"proposal": row.pk, "version": row.version, "move": move, **fields}
    return office.client(name).post(at, given)  # type: ignore[return-value]


# ------------------------------------------------------------------ receiving


def test_a_document_is_read_at_once_and_everything_in_it_is_proposed(office: Office) -> None:
    page = office.client("coordinator").post("/documents/new/", {"file": sent()}, follow=True)
    assert "读出任务 3 项、目标 1 个、项目 0 个；已审 0 项（采纳 0，不采纳 0），余 4 项" in text(page)
    one = proposal(MEASURE)
    assert (one.state, one.data["lead"], one.data["participants"], one.data["deadline"]) == (
        "proposed", LAND, [EPD], "2018-12-31",
    )  # fmt: skip
    assert one.data["quote"] == MEASURE
    assert list(verify.broken()) == []


def test_the_bytes_are_kept_as_they_came_with_a_sidecar_that_says_from_whom(office: Office) -> None:
    row = documents.received(received(office))
    assert row is not None
    path = documents.path_of(row.data["sha256"], row.data["file"])
    assert path.read_bytes() == OPINION.encode()
    assert json.loads(path.with_suffix(".json").read_text())["name"] == "意见.txt"


def test_a_lead_that_nobody_knows_is_left_to_a_person(office: Office) -> None:
    received(office)
    one = proposal("监测平台")
    assert "lead" not in one.data
    assert post(office, "coordinator", one, "accept").status_code == 422
    one.refresh_from_db()
    assert one.state == "proposed"


def test_the_same_bytes_are_recognised_whatever_they_are_called(office: Office) -> None:
    id = received(office)
    page = office.client("coordinator").post("/documents/new/", {"file": sent("另一个名字.txt")})
    assert page.status_code == 409
    assert f"/documents/{id}/" in page.content.decode()
    assert Record.objects.filter(registry="received").count() == 1


def test_a_document_of_the_pack_is_recognised(office: Office) -> None:
    file = Path("packs/jilin/documents/2014-20-ziyuanxing-shishi-yijian.txt")
    page = office.client("coordinator").post("/documents/new/", {"file": sent(file.name, file.read_bytes())})
    assert page.status_code == 409
    assert "吉政办发〔2014〕20号" in text(page)


def test_what_is_still_open_of_an_earlier_text_is_superseded_by_the_new_one(office: Office) -> None:
    first = received(office)
    post(office, "coordinator", proposal(MEASURE), "accept")
    received(office, OPINION.replace("50%", "60%"))
    states = Record.objects.filter(registry="proposals", data__document=first).values_list("state", flat=True)
    assert sorted(states) == ["accepted", "superseded", "superseded", "superseded"]


def test_a_file_with_several_documents_gives_each_of_them(office: Office) -> None:
    gazette = Path("packs/jilin/documents/2017-2-shengzhengfu-gongbao.txt").read_text(encoding="utf-8") + " "
    rows = actions.receive_document(upload=sent("公报.txt", gazette), actor=office["coordinator"], at=NOON)
    assert [row.data["number"] for row in rows][:3] == [
        "吉政发〔2016〕40号",
        "吉政发〔2016〕41号",
        "吉政发〔2016〕42号",
    ]
    assert Record.objects.filter(registry="proposals", data__document=rows[1].key, data__kind="项目").count() == 94


def packed(*, size: int) -> bytes:
    """A Word file whose text is that large when it is unpacked."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file,
        file.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(size // 2**20):
            part.write(b"0" * 2**20)
    return content.getvalue()


HOSTILE = {
    "a program under another name": ("意见.docx", b"MZ\x90\x00" + b"0" * 200, "内容不是 docx"),
    "a kind that is no document": ("意见.exe", b"MZ\x90\x00", "不接收"),
    "a Word file that is a bomb": ("意见.docx", packed(size=410 * 2**20), "内容不是 docx"),
    "a Word file without a text": ("意见.docx", b"PK\x03\x04" + b"0" * 50, "内容不是 docx"),
    "bytes that are no text": ("意见.txt", b"\x00\x01\x02" * 50, "内容不是 txt"),
    "more than is taken": ("意见.txt", b"0" * 21 * 2**20, "超过 20 MB"),
    "nothing": ("意见.txt", b"", "空文件"),
    "a text without words": ("意见.txt", b" \n \n", "没有读出文字"),
}


@pytest.mark.parametrize(("name", "content", "says"), HOSTILE.values(), ids=HOSTILE)
def test_a_bad_file_is_refused_in_words_and_leaves_nothing(
    office: Office, name: str, content: bytes, says: str
) -> None:
    before = Event.objects.count()
    page = office.client("coordinator").post("/documents/new/", {"file": sent(name, content)})
    assert page.status_code == 422
    assert says in text(page)
    assert (Event.objects.count(), Record.objects.count()) == (before, 0)
    assert not list((documents.path_of("0" * 64, "a.txt").parent).glob("*"))


def test_what_a_page_carries_does_not_run_at_the_desk(office: Office) -> None:
    body = "".join(f"<p>{line}</p>" for line in OPINION.splitlines())
    html = f"<html><head><script>alert(1)</script></head><body>{body}<p>4.&lt;script&gt;alert(2)&lt;/script&gt;</p>"
    html += "<img src=x onerror=alert(3)></body></html>"
    rows = actions.receive_document(upload=sent("意见.html", html), actor=office["coordinator"], at=NOON)
    client = office.client("coordinator")
    for address in (f"/documents/{rows[0].key}/", f"/plan/{rows[0].key}.html"):
        page = client.get(address).content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)|<img|onerror=", page), address
    original = client.get(f"/documents/{rows[0].key}/original")
    assert original["Content-Disposition"].startswith("attachment")
    assert "sandbox" in original["Content-Security-Policy"]


# ------------------------------------------------------------------ deciding


def test_what_is_accepted_is_set_up_with_the_way_back_to_its_words(office: Office) -> None:
    id = received(office)
    answer = post(office, "coordinator", proposal(MEASURE), "accept")
    assert answer.status_code == 302
    duty = Record.objects.get(registry="duties")
    assert (duty.owner_id, [one.pk for one in duty.participants.all()]) == (LAND, [EPD])
    assert (duty.state, str(duty.due), duty.data["lead_basis"]) == ("established", "2018-12-31", "文件写明")
    words = documents.sentence_of(duty)
    assert words is not None
    assert (words.address, words.quote, words.document) == (f"/plan/{id}.html#d1", MEASURE, "吉政发〔2017〕3号")
    assert duty.events.get(move="establish").by == office.users["coordinator"]


def test_whoever_corrects_does_not_accept_and_a_colleague_does(office: Office) -> None:
    received(office)
    one = proposal("监测平台")
    fields = {"text": one.data["text"], "lead": ENERGY, "participants.sent": "1"}
    assert post(office, "coordinator", one, "correct", **fields).status_code == 422, "a correction needs a reason"
    assert post(office, "coordinator", one, "correct", **fields, note="省矿山监测局无此单位").status_code == 302
    assert post(office, "coordinator", one, "accept").status_code == 422
    assert post(office, "reviewer", one, "accept").status_code == 302
    duty = Record.objects.get(registry="duties")
    assert (duty.owner_id, duty.data["lead_basis"]) == (ENERGY, "主管单位认定")
    assert [event.note for event in one.events.filter(move="correct")] == ["省矿山监测局无此单位"]


def test_a_rejection_needs_a_reason_and_sets_nothing_up(office: Office) -> None:
    received(office)
    one = proposal("外送通道")
    assert post(office, "coordinator", one, "reject").status_code == 422
    post(office, "coordinator", one, "reject", note="与41号第46项重复")
    one.refresh_from_db()
    assert (one.state, one.said) == ("rejected", "与41号第46项重复")
    assert not Record.objects.filter(registry="duties").exists()


def test_two_who_decide_at_once_do_not_both(office: Office) -> None:
    received(office)
    one = proposal(MEASURE)
    at, given = f"/documents/{one.data['document']}/", {"proposal": one.pk, "version": one.version}
    office.client("coordinator").post(at, {**given, "move": "accept"})
    second = office.client("reviewer").post(at, {**given, "move": "reject", "note": "重复"})
    one.refresh_from_db()
    assert (second.status_code, one.state) == (409, "accepted")


def test_all_that_is_unchanged_is_accepted_at_once_and_the_rest_stays(office: Office) -> None:
    id = received(office)
    client = office.client("coordinator")
    assert "采纳全部未更正的 3 项" in text(client.get(f"/documents/{id}/"))
    page = client.post(f"/documents/{id}/all/", {"do": "accept"}, follow=True)
    assert "已采纳 3 项并立项" in text(page)
    assert "已审 3 项（采纳 3，不采纳 0），余 1 项；已立项 3 项，已交办 0 项" in text(page)
    assert Record.objects.get(registry="targets").data["value"] == "≥50%"


def test_what_is_set_up_is_assigned_and_each_organisation_is_told_once(office: Office) -> None:
    id = received(office)
    actions.accept_unchanged(document=id, actor=office["coordinator"], at=NOON)
    page = office.client("coordinator").post(f"/documents/{id}/all/", {"do": "assign"}, follow=True)
    assert "已交办 3 项" in text(page)
    assert set(Record.objects.filter(registry="duties").values_list("state", flat=True)) == {"assigned"}
    assert Notice.objects.filter(organisation=LAND, key__startswith=f"assigned:{id}").count() == 1
    assert MEASURE in text(office.client("land").get("/my/"))


def test_a_dispatch_of_a_received_document_asks_what_it_set_up(office: Office) -> None:
    id = received(office)
    actions.accept_unchanged(document=id, actor=office["coordinator"], at=NOON)
    actions.assign_document(document=id, actor=office["coordinator"], at=NOON)
    for row in Record.objects.filter(registry="duties", data__lead_basis__startswith="文件未写明"):
        office.move(row, "take-first-listed", "coordinator")
    office.dispatch(document=id)
    assert Record.objects.filter(registry="reports", owner=LAND, title=MEASURE).exists()


def test_my_work_says_how_much_is_to_review_in_one_line(office: Office) -> None:
    received(office)
    page = text(office.client("coordinator").get("/my/"))
    assert "吉政发〔2017〕3号：待审承诺 4 项" in page
    assert MEASURE not in page


def test_the_rest_is_rejected_at_once_with_one_reason_but_not_what_one_corrected_oneself(office: Office) -> None:
    id = received(office)
    post(office, "coordinator", proposal("外送通道"), "correct", text="做好外送通道前期工作", lead=ENERGY, note="精简")
    client = office.client("coordinator")
    assert "其余 3 项均不采纳" in text(client.get(f"/documents/{id}/"))
    assert client.post(f"/documents/{id}/all/", {"do": "reject", "note": " "}).status_code == 422
    client.post(f"/documents/{id}/all/", {"do": "reject", "note": "另行发文"})
    states = Record.objects.filter(registry="proposals").values_list("state", flat=True)
    assert sorted(states) == ["corrected", "rejected", "rejected", "rejected"]


# ------------------------------------------------------------------ who may


def test_the_three_people_at_the_page_of_a_document(office: Office) -> None:
    id = received(office)
    may, looks, stranger = (office.client(name).get(f"/documents/{id}/") for name in ("coordinator", "energy", None))
    assert 'value="accept"' in may.content.decode()
    assert looks.status_code == 200
    assert 'value="accept"' not in looks.content.decode()
    assert MEASURE not in text(looks), "what is not decided yet is for those who decide"
    assert stranger.url == f"/sign-in/?next=/documents/{id}/"  # type: ignore[attr-defined]


def test_the_three_people_at_the_list(office: Office) -> None:
    received(office)
    may, looks, stranger = (office.client(name).get("/documents/") for name in ("coordinator", "energy", None))
    assert "/documents/new/" in may.content.decode()
    assert "推进矿山生态修复" in text(looks)
    assert "/documents/new/" not in looks.content.decode()
    assert "推进矿山生态修复" not in text(stranger), "what was sent in is not public"


def test_the_three_people_at_the_upload(office: Office) -> None:
    answers = [office.client(name).post("/documents/new/", {"file": sent()}).status_code for name in ("energy", None)]
    assert answers == [403, 302]
    assert office.client("coordinator").get("/documents/new/").status_code == 200
    assert not Record.objects.exists()


def test_the_three_people_at_the_reader_of_a_received_document(office: Office) -> None:
    id = received(office)
    actions.accept_unchanged(document=id, actor=office["coordinator"], at=NOON)
    may, looks, stranger = (office.client(name).get(f"/plan/{id}.html") for name in ("coordinator", "energy", None))
    assert "责任单位 省国土资源厅" in text(may)
    assert MEASURE in text(looks)
    assert stranger.status_code == 302


@pytest.mark.parametrize("do", ["accept", "reject", "take-in", "assign"])
def test_what_is_not_drawn_is_not_done_at_once_either(office: Office, do: str) -> None:
    id = received(office)
    before = list(Record.objects.values_list("pk", "state"))
    office.client("energy").post(f"/documents/{id}/all/", {"do": do, "note": "冒名"})
    office.client().post(f"/documents/{id}/all/", {"do": do, "note": "冒名"})
    assert list(Record.objects.values_list("pk", "state")) == before


def test_there_is_no_page_of_a_document_that_nobody_knows(office: Office) -> None:
    for id in ("r-0123456789abcdef", "none", "r-"):
        assert office.client("coordinator").get(f"/documents/{id}/").status_code == 404


def test_the_pages_speak_english_and_carry_nothing_inline(office: Office) -> None:
    id = received(office)
    client = office.client("coordinator")
    client.cookies["language"] = "en"
    for address, says in (
        ("/documents/", "1 documents: 3 duties, 1 targets"), ("/documents/new/", "Upload and read"),
        (f"/documents/{id}/", "0 reviewed (0 accepted, 0 rejected), 4 left"),
    ):  # fmt: skip
        page = client.get(address)
        assert says in text(page), address
        assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|<style", page.content.decode()), address


# ------------------------------------------------------------------ what takes long to compile


@pytest.fixture
def _everything_is_large(settings) -> None:  # type: ignore[no-untyped-def]
    settings.COMPILE_AT_ONCE_MEGABYTES = 0


large = pytest.mark.usefixtures("_everything_is_large")


@large
def test_a_large_document_is_kept_and_compiled_by_tick(office: Office) -> None:
    client = office.client("coordinator")
    page = client.post("/documents/new/", {"file": sent("意见.md")}, follow=True)
    at = page.redirect_chain[-1][0]
    assert "等待编译：意见.md" in text(page)
    assert client.get(at).headers["Refresh"] == "15", "the page comes again by itself, without a script"
    assert Record.objects.filter(registry__in=("received", "proposals")).count() == 0
    assert "等待编译" in text(client.get("/documents/"))
    assert tick.run(NOON).counts["compile"] == 1
    assert "读出任务 3 项、目标 1 个、项目 0 个" in text(client.get(at))
    assert "Refresh" not in client.get(at).headers
    assert "等待编译" not in text(client.get("/documents/"))
    assert Notice.objects.filter(zh__contains="意见.md", link=at).count() == 1
    assert tick.run(NOON).counts["compile"] == 0
    assert Record.objects.filter(registry="received").count() == 1
    assert list(verify.broken()) == []


@large
def test_the_page_of_a_large_document_says_when_compiling_began_and_when_nobody_compiles(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def page(minutes: int) -> str:
        monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(minutes=minutes))
        return text(office.client("coordinator").get(f"/documents/{id}/"))

    id = actions.receive_later(upload=sent("意见.md"), actor=office["coordinator"], at=NOON)
    assert "没有运行" not in page(2)
    assert "后台任务没有运行" in page(4)

    def dies(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(documents, "compile_bytes", dies)
    with pytest.raises(KeyboardInterrupt):
        tick.run(NOON + timedelta(minutes=5))
    assert "正在编译：意见.md" in page(9)
    assert "没有运行" not in page(9)


@large
def test_what_tick_read_is_not_compiled_again_for_a_page(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    id = actions.receive_later(upload=sent("别的.md"), actor=office["coordinator"], at=NOON)
    tick.run(NOON)
    documents._pages.cache_clear()
    monkeypatch.setattr(documents, "compile_bytes", lambda *given: pytest.fail("compiled again"))
    assert documents.page_of(id) is not None


@large
def test_a_tick_that_dies_while_it_proposes_is_made_good_by_the_next(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = actions.receive_later(upload=sent(), actor=office["coordinator"], at=NOON)
    whole = received_documents._propose

    def dies(page, item, keeper, at) -> None:  # type: ignore[no-untyped-def]
        whole(page, item, keeper, at)
        raise KeyboardInterrupt

    monkeypatch.setattr(received_documents, "_propose", dies)
    with pytest.raises(KeyboardInterrupt):
        tick.run(NOON)
    assert Record.objects.filter(registry__in=("received", "proposals")).count() == 0
    assert [one.id for one in documents.waiting()] == [id]
    monkeypatch.setattr(received_documents, "_propose", whole)
    tick.run(NOON)
    assert Record.objects.filter(registry="proposals").count() == 4
    assert list(verify.broken()) == []


@large
def test_what_cannot_be_read_says_so_on_its_page_and_is_tried_once(office: Office) -> None:
    client = office.client("coordinator")
    at = client.post("/documents/new/", {"file": sent("空.txt", " \n　")}, follow=True).redirect_chain[-1][0]
    tick.run(NOON)
    assert tick.run(NOON).counts["compile"] == 0
    page = text(client.get(at))
    assert "“空.txt”里没有读出文字" in page
    assert "扫描件请先做文字识别" in page
    assert "没有读成" in text(client.get("/documents/"))
    client.post("/documents/new/", {"file": sent("空.txt", " \n　")})
    assert "等待编译" in text(client.get(at))


@large
def test_who_may_not_receive_sees_nothing_of_what_waits(office: Office) -> None:
    id = actions.receive_later(upload=sent(), actor=office["coordinator"], at=NOON)
    assert office.client("energy").get(f"/documents/{id}/").status_code == 404
    assert "编译" not in text(office.client("energy").get("/documents/"))
    with pytest.raises(Refused):
        actions.receive_later(upload=sent(content="别的"), actor=office["energy"], at=NOON)


@large
def test_a_document_that_is_here_is_not_compiled_later_either(office: Office) -> None:
    received(office)
    page = office.client("coordinator").post("/documents/new/", {"file": sent()})
    assert page.status_code == 409
    assert documents.waiting() == []
