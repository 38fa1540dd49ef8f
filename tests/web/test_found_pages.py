"""The pages of what a build found, joined with the records: each asked by one who may, one who may only look, a stranger."""

from __future__ import annotations

import json
import pickle
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from conftest import COMMISSION, ENERGY, JILIN_CITY, NOON, SONGYUAN, Office
from luoshi.assess.protect import standing
from luoshi.model.alert import Alert, AlertRecipient, Standing, WarnCase, WarnRule
from luoshi.model.base_map import BaseMap
from luoshi.model.followed import Followed, Point
from luoshi.model.observation import Observation, Origin
from luoshi.model.profile import Measured, Profile
from luoshi.model.protection import ProtectedPlace
from luoshi.model.supplier import Supplier
from luoshi.observe.frame import Observations
from luoshi.packs.protections import protections
from luoshi.pipeline import KEPT, Build
from luoshi.protecting import alerts_of
from luoshi.publish.data_sets import Given, data_sets, write_data
from luoshi.publish.page_cities import Evaluations
from luoshi.testing import nothing_followed, plan, protection_year
from luoshi_web import built, packs
from luoshi_web.desk import actions, city_map
from luoshi_web.desk.actions.records import Setting
from luoshi_web.desk.actions.warnings import Response, key_of
from luoshi_web.desk.models import Organisation, Record
from luoshi_web.desk.targets_in_brief import in_brief

pytestmark = pytest.mark.django_db

DOCUMENT, TARGET = "jizhengfa-2016-41", "jizhengfa-2016-41#1.t1"
TEXT = """吉政发〔2016〕41号
一、总体要求
到2020年，全市绿道密度达到8%以上。
二、任务
整治松原市沿江岸线。（省能源局牵头，松原市政府参与）"""
PAGE = "target-jizhengfa-2016-41-1.t1.html"
RULE = WarnRule(
    "low-chance", "1", "可能性规则", "", (WarnCase("warning"),), (AlertRecipient("lead"),), "某办法", official=False
)
ROW = Observation(
    "gdp", "220700", "2018", Decimal(761), date(2019, 1, 1), "final", Origin("t", "a.csv", "", "", 2, 3, "年鉴2019")
)


def alert(level: str = "warning", since: str = "2019") -> Alert:
    to = (AlertRecipient("lead", organisations=(ENERGY,)),)
    return Alert(RULE, TARGET, "220700", "2023", Standing(level, since), Standing(), to, "提出补救措施")  # type: ignore[arg-type]


def followed() -> tuple[Followed, ...]:
    supplier = Supplier("greenways", (ENERGY,), False, "各年绿道长度")
    whole = replace(nothing_followed(), target=TARGET, document=DOCUMENT, supplier=supplier, area_title="吉林省")
    place = replace(whole, place="220700", place_title="松原市", scope="each", points=(Point(2018, Decimal(7), ()),))
    return whole, place


def write_build(workspace: Path, *alerts: Alert, name: str = "d1", evaluated: Evaluations | None = None) -> None:
    """A small build in a workspace, which `current` points at."""
    folder = workspace / "build" / name
    (folder / "pages").mkdir(parents=True)
    html = '<!doctype html><title>绿道密度 · 落实</title><body><main id="content"><p>目标页</p></main></body>'
    (folder / "pages" / PAGE).write_text(html, encoding="utf-8")
    pack, plans = packs.office().pack, {DOCUMENT: plan(TEXT, packs.office().pack)}
    profiles = (
        Profile("220700", "松原市", "地级行政区", (Measured("gdp", "220700", (Point(2018, Decimal(761), (ROW,)),)),)),
        Profile("220200", "吉林市", "地级行政区", ()),
    )
    made = Build(pack, name, folder, plans, (), (), 2023, None, followed(), alerts, evaluated, profiles)
    (folder / KEPT).write_bytes(pickle.dumps(made))
    observed = Observations.of([ROW]).to_frame()
    write_data(data_sets(Given(plans, pack, followed(), alerts, None, (), observed)), folder / "data")
    (workspace / "build" / "current").write_text(name, encoding="utf-8")


@pytest.fixture(autouse=True)
def _a_build(settings: Any, tmp_path: Path) -> None:
    settings.WORKSPACE = tmp_path
    write_build(tmp_path, alert())


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", response.content.decode()))


def content(response: Any) -> bytes:
    return b"".join(response) if response.streaming else response.content


@pytest.mark.parametrize(
    "address",
    ["/targets/", "/cities/", "/cities/220700/", "/warnings/", "/data/", f"/plan/{PAGE}", "/targets/export.csv",
     "/cities/export.csv", "/warnings/export.csv", "/data/findings.csv", "/data/registries/duties.csv"],
)  # fmt: skip
def test_a_stranger_signs_in_first(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer.url == f"/sign-in/?next={quote(address)}"  # type: ignore[attr-defined]


# ------------------------------------------------------------------ targets


def test_a_target_says_what_is_missing_and_from_whom(office: Office) -> None:
    page = text(office.client("songyuan").get("/targets/"))
    assert "共 1 个目标" in page
    assert "各年绿道长度" in page
    assert "省能源局" in page
    assert "系统默认，非官方" in page


@pytest.mark.parametrize(
    ("asked", "shown"), [("place=220700", 1), ("place=220200", 0), ("document=other", 0), ("q=绿道", 1)]
)
def test_the_address_filters_the_targets(office: Office, asked: str, shown: int) -> None:
    rows = json.loads(content(office.client("energy").get(f"/targets/export.json?{asked}")))
    assert len(rows) == shown


def test_targets_leave_as_a_table(office: Office) -> None:
    client = office.client("energy")
    assert "绿道密度" in content(client.get("/targets/export.csv")).decode("utf-8-sig")
    assert content(client.get("/targets/export.xlsx")).startswith(b"PK")
    assert client.get("/targets/export.exe").status_code == 404


def target_record(office: Office, commitment: str, owner: str = ENERGY) -> Record:
    given = {"text": "绿道密度达到8%", "indicator": "绿道密度", "document": DOCUMENT, "commitment": commitment}
    setting = Setting(owner=owner, given=given)
    row = actions.establish(registry="targets", actor=office["coordinator"], at=NOON, setting=setting)
    return office.move(row, "assign", "coordinator")


def test_a_target_of_a_later_document_is_listed_too(office: Office) -> None:
    target_record(office, "uploaded-2017#1.t1")
    assert "共 2 个目标" in text(office.client("coordinator").get("/targets/"))


def report_on(office: Office, target: Record, owner: str) -> Record:
    given = {"item": target.title, "part": "牵头"}
    setting = Setting(owner=owner, keeper=COMMISSION, subject=target, period="2016-Q4", given=given)
    return actions.establish(registry="reports", actor=office["coordinator"], at=NOON, setting=setting)


JUDGED = {
    "stage": "推进中",
    "progress": "甲",
    "confidence": "有把握",
    "confidence_by": "张三",
    "confidence_reason": "已立项",
}


def test_beside_a_target_stand_its_record_and_the_reports_that_one_may_see(office: Office) -> None:
    report = report_on(office, target_record(office, TARGET, owner=JILIN_CITY), JILIN_CITY)
    office.move(report, "submit", "jilin_city", JUDGED)
    seen = {name: text(office.client(name).get(f"/plan/{PAGE}")) for name in ("coordinator", "songyuan")}
    assert "张三" in seen["coordinator"]
    assert "吉林市" in seen["songyuan"]
    assert "张三" not in seen["songyuan"]
    assert "还没有填报" in seen["songyuan"]


def test_a_judgement_that_differs_from_the_light_is_pointed_at(office: Office, tmp_path: Path) -> None:
    missed = replace(followed()[0], finding=replace(followed()[0].finding, grade="missed"))
    folder = tmp_path / "build" / "d1"
    build = pickle.loads((folder / KEPT).read_bytes())
    (folder / KEPT).write_bytes(pickle.dumps(replace(build, followed=(missed,))))
    report = report_on(office, target_record(office, TARGET), ENERGY)
    client, at = office.client("coordinator"), f"/plan/{PAGE}"
    assert "判断与测算不一致" not in text(client.get(at))
    office.move(report, "submit", "energy", JUDGED)
    assert "判断与测算不一致" in text(client.get(at))
    office.move(report, "return", "reviewer", note="请再核")
    office.move(report, "submit", "energy", JUDGED | {"confidence": "难以完成"})
    assert "判断与测算不一致" not in text(client.get(at))


# ------------------------------------------------------------------ cities


def test_a_city_shows_its_figures_with_their_row(office: Office) -> None:
    page = text(office.client("energy").get("/cities/220700/"))
    assert "761" in page
    assert "a.csv 第2行" in page
    assert "年鉴2019" in page
    assert "整治松原市沿江岸线" in page


def test_a_city_without_figures_says_which_are_missing(office: Office) -> None:
    page = text(office.client("energy").get("/cities/220200/"))
    assert "没有收到这个地方的统计数据" in page
    assert "地区生产总值" in page


def test_a_place_that_nobody_knows_has_no_page(office: Office) -> None:
    client = office.client("energy")
    assert client.get("/cities/110000/").status_code == 404
    assert client.get("/cities/none/").status_code == 404
    assert client.get("/cities/220882/").status_code == 200


def test_what_is_late_in_a_city_is_counted_for_who_may_see_it(office: Office, settings: Any) -> None:
    office.duty(SONGYUAN)
    settings.TODAY = "2017-04-10"

    def late(name: str) -> int:
        rows = json.loads(content(office.client(name).get("/cities/export.json")))
        return next(row["late"] for row in rows if row["code"] == "220700")

    assert (late("coordinator"), late("songyuan"), late("jilin_city")) == (1, 1, 1)
    report = office.dispatch()
    assert report.asked.filter(owner=SONGYUAN).exists()
    assert (late("songyuan"), late("jilin_city")) == (2, 1)


# ------------------------------------------------------------------ warnings


def raising(key: str) -> str:
    return f"/warnings/raise/?alert={quote(key, safe='')}"


SENT = {"owner": ENERGY, "asked": "说明原因，报送整改措施", "due": "2017-02-01"}


def test_a_coordinator_raises_an_alert_once_and_the_response_is_a_duty(office: Office) -> None:
    client, at = office.client("coordinator"), raising(key_of(alert()))
    assert "提出补救措施" in client.get(at).content.decode()
    first, second = client.post(at, SENT), client.post(at, SENT)
    assert first.status_code == second.status_code == 302
    (warning,) = Record.objects.filter(registry="warnings")
    (duty,) = Record.objects.filter(registry="duties")
    assert (warning.owner_id, warning.state, warning.data["level"], warning.keeper_id) == (
        ENERGY,
        "raised",
        "橙色",
        COMMISSION,
    )
    assert (duty.owner_id, duty.state, duty.due, duty.subject) == (ENERGY, "assigned", date(2017, 2, 1), warning)
    assert "说明原因" in duty.title
    page = text(office.client("energy").get(f"/records/{warning.pk}/"))
    assert "各期、各单位的填报" not in page
    assert duty.title[:20] in page.partition("任务 ")[2]


def test_a_county_whose_farmland_falls_is_raised_the_same_way(office: Office, tmp_path: Path) -> None:
    rule = protections(packs.office().pack)["priority-farmland"]
    states = standing(rule, [protection_year(2018, 1000), protection_year(2019, 900)])
    county = ProtectedPlace(rule, "220182", "榆树市", "长春市", states)
    (one,) = alerts_of([county])
    pages = Evaluations((), (), (), packs.office().pack, 2019, protected=((county,),))
    write_build(tmp_path, one, name="d2", evaluated=pages)
    client = office.client("coordinator")
    page = client.get("/warnings/").content.decode()
    assert "/plan/protection-priority-farmland.html#place-220182" in page
    assert "优先保护类耕地面积减少" in page
    assert "扣除类别调整" in client.get(raising(key_of(one))).content.decode()
    assert client.post(raising(key_of(one)), SENT).status_code == 302
    (warning,) = Record.objects.filter(registry="warnings")
    assert (warning.data["place"], warning.data["level"], warning.data["commitment"]) == ("220182", "红色", one.target)
    assert "扣除类别调整" in warning.data["because"]


def test_the_action_itself_raises_an_alert_once(office: Office) -> None:
    response = Response("绿道密度", "甲", ENERGY, "说明原因", DOCUMENT)
    rows = [
        actions.raise_warning(alert=alert(), response=response, actor=office["coordinator"], at=NOON) for _ in range(2)
    ]
    assert rows[0] == rows[1]
    assert Record.objects.filter(registry__in=("warnings", "duties")).count() == 2


@pytest.mark.parametrize("name", ["energy", "songyuan", "inspector"])
def test_who_may_not_raise_sees_the_alert_and_no_button(office: Office, name: str) -> None:
    client = office.client(name)
    page = client.get("/warnings/").content.decode()
    assert "绿道密度" in page
    assert "/warnings/raise/" not in page
    assert client.post(raising(key_of(alert())), SENT).status_code == 403
    assert not Record.objects.exists()


@pytest.mark.parametrize("missing", ["owner", "asked"])
def test_what_is_missing_is_said_and_nothing_is_raised(office: Office, missing: str) -> None:
    answer = office.client("coordinator").post(raising(key_of(alert())), SENT | {missing: ""})
    assert answer.status_code == 422
    assert f'href="#f-{missing}"' in answer.content.decode()
    assert not Record.objects.exists()


def test_an_alert_that_does_not_stand_cannot_be_raised(office: Office) -> None:
    assert office.client("coordinator").get(raising("none/none/none/2019")).status_code == 404


def test_where_a_newer_build_has_the_alert_no_longer_lifting_is_suggested(office: Office, tmp_path: Path) -> None:
    client = office.client("coordinator")
    client.post(raising(key_of(alert())), SENT)
    assert "仍成立" in text(client.get("/warnings/"))
    write_build(tmp_path, alert("serious", "2023"), name="d2")
    page = text(client.get("/warnings/"))
    assert "仍成立（严重，自2023年）" in page
    assert "建议解除" not in page
    write_build(tmp_path, name="d3")
    assert "建议解除" in text(client.get("/warnings/"))
    assert Record.objects.get(registry="warnings").state == "raised"


# ------------------------------------------------------------------ search


def found(office: Office, name: str | None, asked: str) -> str:
    return text(office.client(name).get("/search/", {"q": asked}))


def test_a_few_characters_find_what_documents_say(office: Office) -> None:
    page = office.client("energy").get("/search/", {"q": "绿道"}).content.decode()
    assert "<mark>绿道</mark>" in page
    assert "41号" in found(office, "energy", "４１號")


def test_a_sentence_leads_to_where_it_stands(office: Office) -> None:
    page = office.client("energy").get("/search/", {"q": "沿江岸线", "kind": "sentence"}).content.decode()
    assert f'href="/plan/{DOCUMENT}.html#d1"' in page


def test_a_record_is_found_by_who_may_see_it(office: Office) -> None:
    row = office.report(SONGYUAN)
    kind = {"q": "电力外送", "kind": "record"}
    # The report has the words of its duty and is found there.
    for who in ("songyuan", "jilin_city"):
        assert "台账条目 1" in text(office.client(who).get("/search/", kind))
    assert "台账条目" not in text(office.client().get("/search/", kind)).split("没有找到")[0]
    office.move(row, "submit", "songyuan", {"stage": "推进中", "progress": "演示"})
    office.move(row, "return", "reviewer", note="请附线路核准批复")
    kind = {"q": "核准批复", "kind": "record"}
    assert "台账条目 1" in text(office.client("songyuan").get("/search/", kind))
    assert "台账条目 1" not in text(office.client("jilin_city").get("/search/", kind))


def test_what_happened_since_the_last_search_is_found_and_what_was_replaced_is_not(office: Office) -> None:
    def searched(asked: str) -> bool:
        return "台账条目 1" in text(office.client("songyuan").get("/search/", {"q": asked, "kind": "record"}))

    assert not searched("核准批复")
    row = office.report(SONGYUAN)
    assert searched("电力外送")
    office.move(row, "submit", "songyuan", {"stage": "推进中", "progress": "演示"})
    office.move(row, "return", "reviewer", note="请附线路核准批复")
    assert searched("核准批复")
    assert searched("核准 批復")
    office.move(row, "submit", "songyuan", {"stage": "推进中", "progress": "演示"})
    assert not searched("核准批复")
    Organisation.objects.filter(pk=SONGYUAN).update(short="江城市")
    assert searched("江城市 电力外送")


def test_a_visitor_searches_documents_and_no_targets(office: Office, client: Client) -> None:
    page = text(client.get("/search/", {"q": "绿道"}))
    assert "原文 1" in page
    assert "目标 1" not in page


def test_what_is_near_is_shown_where_nothing_has_the_word(office: Office) -> None:
    setting = Setting(owner=SONGYUAN, given={"seq": "36", "name": "新建松原民用机场", "legal_entity": "松原市政府"})
    row = actions.establish(registry="projects", actor=office["coordinator"], at=NOON, setting=setting)
    office.move(row, "assign", "coordinator")
    page = office.client("coordinator").get("/search/", {"q": "松原机场"}).content.decode()
    assert "没有完全相同的词“松原机场”，以下含其中的字。" in page
    assert "台账条目只比对标题" in page
    assert "<mark>松原</mark>民用<mark>机场</mark>" in page
    exact = office.client("coordinator").get("/search/", {"q": "民用机场"}).content.decode()
    assert "没有完全相同的词" not in exact


def test_what_has_the_words_comes_before_what_is_near(office: Office) -> None:
    for seq, name in (("36", "新建松原民用机场"), ("37", "松原机场道路")):
        setting = Setting(owner=SONGYUAN, given={"seq": seq, "name": name, "legal_entity": "松原市政府"})
        row = actions.establish(registry="projects", actor=office["coordinator"], at=NOON, setting=setting)
        office.move(row, "assign", "coordinator")
    page = found(office, "coordinator", "松原机场")
    exact, note, near = page.partition("以下没有完全相同的词，含其中的字。")
    assert "道路" in exact
    assert "民用" not in exact
    assert note
    assert "民用" in near
    assert "道路" not in near
    every = text(office.client("coordinator").get("/search/", {"q": "松原机场", "kind": "record", "near": "1"}))
    assert "民用" in every
    assert "道路" not in every


def test_what_one_may_not_see_is_not_near_either(office: Office) -> None:
    office.report(SONGYUAN)
    kind = {"q": "电力通道前期", "kind": "record"}
    for who in ("songyuan", "jilin_city"):
        assert "台账条目 1" in text(office.client(who).get("/search/", kind))
    assert "台账条目" not in text(office.client().get("/search/", kind)).split("没有找到")[0]


def test_a_record_of_others_alone_is_near_to_them_alone(office: Office) -> None:
    row = office.duty(SONGYUAN)
    # Plots are seen by those concerned, not by everybody.
    Record.objects.filter(pk=row.pk).update(registry="contaminated_plots", state="listed")
    kind = {"q": "电力通道前期", "kind": "record"}
    assert "台账条目 1" in text(office.client("songyuan").get("/search/", kind))
    assert "台账条目 1" not in text(office.client("jilin_city").get("/search/", kind))


def test_nothing_found_says_what_can_be_searched(office: Office) -> None:
    page = found(office, "energy", "没有这样的词语")
    assert "没有找到“没有这样的词语”" in page
    assert "文号可以只写“41号”" in page


def test_what_is_typed_is_shown_and_not_run(office: Office) -> None:
    page = office.client("energy").get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page


# ------------------------------------------------------------------ data


def test_what_the_build_holds_is_taken_away(office: Office) -> None:
    client = office.client("songyuan")
    assert "观测值" in text(client.get("/data/"))
    answer = client.get("/data/observations.csv")
    assert answer.streaming
    assert "年鉴2019" in content(answer).decode("utf-8-sig")
    for kind in ("xlsx", "json", "parquet"):
        assert content(client.get(f"/data/findings.{kind}"))


def test_nothing_beside_the_tables_is_taken(office: Office) -> None:
    client = office.client("coordinator")
    for address in ("/data/data.json", "/data/none.csv", "/data/findings.pickle", "/data/..%2fbuild.pickle"):
        assert client.get(address).status_code == 404


def test_a_registry_leaves_with_what_one_may_see(office: Office) -> None:
    office.report(SONGYUAN)

    def rows(name: str) -> int:
        return len(json.loads(content(office.client(name).get("/data/registries/reports.json"))))

    assert (rows("songyuan"), rows("jilin_city"), rows("coordinator")) == (1, 0, 1)


# ------------------------------------------------------------------ all of them


@pytest.mark.parametrize(
    "address", ["/targets/", "/cities/", "/cities/220700/", "/warnings/", "/data/", "/search/?q=绿道"]
)
def test_in_english_the_words_of_the_desk_are_english(office: Office, address: str) -> None:
    client = office.client("coordinator")
    client.cookies["language"] = "en"
    page = text(client.get(address))
    for word in ("筛选", "导出", "下一步", "系统默认", "责任单位", "最差", "共 ", "没有"):
        assert word not in page.replace("没有数据", ""), word


@pytest.mark.parametrize("address", ["/targets/", "/cities/", "/warnings/", "/data/", "/search/?q=绿道"])
def test_before_the_first_build_a_page_says_so(office: Office, settings: Any, tmp_path: Path, address: str) -> None:
    settings.WORKSPACE = tmp_path / "none"
    answer = office.client("coordinator").get(address)
    assert answer.status_code in (200, 503)
    assert "编译结果" in text(answer)


@pytest.mark.parametrize(("grade", "sign", "shade"), [("missed", "■ 未完成", "red"), ("met", "◆ 完成", "done")])
def test_a_target_that_is_over_stands_alike_on_every_page(
    office: Office, settings: Any, grade: str, sign: str, shade: str
) -> None:
    """A light is given while there is time; once it is over, met or missed is what counts, on the map as in the tables."""
    whole, place = followed()
    over = tuple(replace(one, finding=replace(one.finding, grade=grade)) for one in (whole, place))  # type: ignore[arg-type]
    folder = settings.WORKSPACE / "build" / "d1"
    kept = pickle.loads((folder / KEPT).read_bytes())
    (folder / KEPT).write_bytes(pickle.dumps(replace(kept, followed=over)))
    (settings.WORKSPACE / "build" / "current").write_text("d1 ", encoding="utf-8")
    found = built.built()
    assert found
    assert [city.shade for city in city_map.cities(found)] == [shade]
    assert [(lamp.id, number) for lamp, number in in_brief(found).lamps] == [(shade, 1)]
    for page in ("/targets/", "/cities/220700/"):
        assert sign in text(office.client("coordinator").get(page))


def test_the_map_of_the_desk_is_drawn_on_the_offices_base_map(office: Office, settings: Any, tmp_path: Path) -> None:
    ring = [[124, 44], [125, 44], [125, 45], [124, 45], [124, 44]]
    area = {"properties": {"id": "220700", "name": "松原"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    (tmp_path / "base.geojson").write_text(json.dumps({"features": [area]}), encoding="utf-8")
    folder = settings.WORKSPACE / "build" / "d1"
    kept = pickle.loads((folder / KEPT).read_bytes())
    base = BaseMap(str(tmp_path / "base.geojson"), "江S（2026）001号", "江省自然资源厅", code="id")
    (folder / KEPT).write_bytes(pickle.dumps(replace(kept, base_map=base)))
    (settings.WORKSPACE / "build" / "current").write_text("d1  ", encoding="utf-8")
    for page in ("/", "/cities/"):
        said = text(office.client("coordinator").get(page))
        assert "审图号：江S（2026）001号（江省自然资源厅审定）" in said, page
        assert "未经审定" not in said, page
