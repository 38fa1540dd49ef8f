"""The document reader with its life: beside each sentence what has become of it, and from everything the way back to it."""

from __future__ import annotations

import dataclasses
import pickle
import re
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse

from conftest import ENERGY, LAND, NOON, Office
from luoshi import read
from luoshi.compile.commitments import commitments
from luoshi.pipeline import KEPT, Build
from luoshi.publish.page import write_pages
from luoshi.testing import nothing_followed
from luoshi_web import documents, packs
from luoshi_web.desk import actions
from luoshi_web.desk.models import Record

pytestmark = pytest.mark.django_db

READ = ("jizhengfa-2016-41", "jizhengbanfa-2014-20")
SENTENCE = "加快实施吉林—扎鲁特电力外送工程，做好建设新的特高压电力外送通道前期工作。"


@pytest.fixture(scope="module")
def plans() -> dict[str, Any]:
    pack = packs.office().pack
    known = {one.id: one for one in pack.documents}
    folder = Path(pack.path) / "documents"
    return {
        id: commitments(read.document(folder / known[id].file, part=known[id].part), pack) for id in READ
    }  # fmt: skip


@pytest.fixture(autouse=True)
def a_build(plans: dict[str, Any], settings: Any) -> None:
    """A build of two of the pack's documents, one of whose targets is followed."""
    pack, folder = packs.office().pack, settings.WORKSPACE / "build" / "d1"
    followed = dataclasses.replace(
        nothing_followed(), target="jizhengbanfa-2014-20#一.t12", document="jizhengbanfa-2014-20"
    )
    write_pages(plans, folder / "pages", pack=pack, digest="d1")
    built = Build(pack, "d1", folder, plans, (), (), 2018, None, (followed,), ())
    (folder / KEPT).write_bytes(pickle.dumps(built))
    (folder.parent / "current").write_text("d1", encoding="utf-8")


def text(page: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def note(page: HttpResponse, item: str) -> str:
    """What is said beside one item."""
    html = page.content.decode()
    found = html[html.index(f'id="{item}-note"') :]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[: found.index("</article>")]))


def duty(office: Office, owner: str = ENERGY) -> Record:
    return office.duty(owner, LAND, commitment="jizhengfa-2016-41#46")


def test_beside_a_sentence_stand_state_owner_and_reports(office: Office) -> None:
    duty(office)
    office.dispatch()
    row = Record.objects.get(registry="reports", owner=ENERGY)
    office.move(row, "submit", "energy", {"stage": "推进中", "progress": "已取得路条", "share": "55"})
    said = note(office.client("coordinator").get("/plan/jizhengfa-2016-41.html"), "d46")
    assert "责任单位 省能源局" in said
    assert "配合 省国土资源厅" in said
    assert "已交办" in said
    assert "2016年第四季度 省能源局 推进中 55%" in said
    assert "已报待审" in said


def test_a_target_bears_its_light_and_leads_to_its_page(office: Office) -> None:
    page = office.client("energy").get("/plan/jizhengbanfa-2014-20.html")
    assert "○ 无数据" in text(page)
    assert "/plan/target-jizhengbanfa-2014-20-" in page.content.decode()


def test_beside_a_sentence_stands_only_what_whoever_looks_may_see(office: Office) -> None:
    """A city sees the duty, which is everybody's who is signed in, and not the report of a department."""
    duty(office)
    office.dispatch()
    city = note(office.client("songyuan").get("/plan/jizhengfa-2016-41.html"), "d46")
    assert "责任单位 省能源局" in city
    assert "2016年第四季度" not in city
    visitor = office.client().get("/plan/jizhengfa-2016-41.html")
    assert visitor.status_code == 200
    assert "责任单位" not in note(visitor, "d46")
    assert "无数据" not in text(office.client().get("/plan/jizhengbanfa-2014-20.html"))


def test_what_people_wrote_is_not_markup_beside_a_sentence(office: Office) -> None:
    row = duty(office)
    Record.objects.filter(pk=row.pk).update(data={**row.data, "number": "<script>alert(1)</script>"})
    assert "<script>alert" not in office.client("energy").get("/plan/jizhengfa-2016-41.html").content.decode()


def test_a_record_quotes_its_sentence_and_leads_to_it(office: Office) -> None:
    row = duty(office)
    for address in (f"/records/{row.pk}/", "/registries/duties/"):
        page = office.client("energy").get(address).content.decode()
        assert 'href="/plan/jizhengfa-2016-41.html#d46"' in page, address
    assert SENTENCE in text(office.client("energy").get(f"/records/{row.pk}/"))


def test_a_report_leads_to_the_sentence_of_what_it_reports_on(office: Office) -> None:
    duty(office)
    office.dispatch()
    row = Record.objects.select_related("subject").get(registry="reports", owner=ENERGY)
    words = documents.sentence_of(row)
    assert words is not None
    assert (words.address, words.quote) == ("/plan/jizhengfa-2016-41.html#d46", SENTENCE)


def test_every_reviewed_commitment_leads_to_a_place_that_is_on_the_page(office: Office) -> None:
    found = documents.built()
    assert found is not None
    pages = {id: (found.pages / page.file).read_text(encoding="utf-8") for id, page in found.documents.items()}
    assert len(found.places) > 190
    for id, place in found.places.items():
        anchor = place.address.partition("#")[2]
        assert anchor, id
        assert f'id="{anchor}"' in pages[place.document], id


def test_the_commitments_of_a_document_of_the_pack_are_taken_in_once(office: Office) -> None:
    client, at = office.client("coordinator"), "/documents/jizhengbanfa-2014-20/"
    asked = re.search(r"将本文件的承诺立项（(\d+) 项）", text(client.get(at)))
    assert asked
    page = client.post(f"{at}all/", {"do": "take-in"}, follow=True)
    number = Record.objects.filter(registry="targets").count()
    assert (number, f"已立项 {number} 项，尚未交办" in text(page)) == (int(asked[1]), True)
    assert "将本文件的承诺立项" not in text(page)
    client.post(f"{at}all/", {"do": "take-in"})
    assert Record.objects.filter(registry="targets").count() == number
    assert all(documents.sentence_of(row) for row in Record.objects.filter(registry="targets"))


def test_others_do_not_take_in_what_a_document_asks(office: Office) -> None:
    at = "/documents/jizhengbanfa-2014-20/"
    assert "将本文件的承诺立项" not in text(office.client("energy").get(at))
    assert office.client("energy").post(f"{at}all/", {"do": "take-in"}).status_code == 422
    assert office.client().post(f"{at}all/", {"do": "take-in"}).status_code == 403
    assert not Record.objects.exists()


def test_the_list_counts_what_is_set_up_assigned_reported_and_late(office: Office) -> None:
    row = duty(office)
    Record.objects.filter(pk=row.pk).update(due="2016-12-01", state="in-progress", turn="owner")
    office.dispatch()
    report = Record.objects.get(registry="reports", owner=ENERGY)
    office.move(report, "submit", "energy", {"stage": "推进中", "progress": "已取得路条"})
    page = office.client("coordinator").get("/documents/").content.decode()
    line = page[page.index("/plan/jizhengfa-2016-41.html") :]
    cells = re.findall(r'<td class="number[^"]*">(?:<a[^>]*>)?(\d+)', line[: line.index("</tr>")])
    assert cells == ["88", "2", "94", "1", "1", "1", "1"]


def test_a_table_is_filtered_by_its_document(office: Office) -> None:
    duty(office)
    office.duty(LAND, document="jizhengfa-2016-40", text="改良盐碱地")
    page = text(office.client("energy").get("/registries/duties/?document=jizhengfa-2016-41"))
    assert "推进电力外送" in page
    assert "改良盐碱地" not in page


def test_a_document_sent_in_without_a_build_is_read_all_the_same(office: Office, settings: Any, tmp_path: Path) -> None:
    settings.WORKSPACE = tmp_path / "empty"
    from test_documents import OPINION, sent

    rows = actions.receive_document(upload=sent(content=OPINION), actor=office["coordinator"], at=NOON)
    assert office.client("coordinator").get(f"/plan/{rows[0].key}.html").status_code == 200
