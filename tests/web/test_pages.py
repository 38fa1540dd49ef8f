"""Every page, asked by three people: one who may, one who may only look, and a stranger."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conftest import ENERGY, LAND, NOON, SONGYUAN, Office
from luoshi_web import packs
from luoshi_web.desk import actions, people, queries
from luoshi_web.desk.actions.records import Setting
from luoshi_web.desk.models import Attachment, Event, Notice, Record, SavedView, User

TEMPLATES = Path(__file__).parents[2] / "src" / "luoshi_web" / "desk" / "templates"


def text(response) -> str:  # type: ignore[no-untyped-def]
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", response.content.decode()))


# ------------------------------------------------------------------ the record


def test_who_may_is_shown_the_form_and_the_moves(office: Office) -> None:
    page = office.client("energy").get(f"/records/{office.report().pk}/")
    assert page.status_code == 200
    assert 'name="progress"' in page.content.decode()
    assert 'value="submit"' in page.content.decode()


def test_a_colleague_may_only_look(office: Office) -> None:
    page = office.client("inspector").get(f"/records/{office.report().pk}/")
    assert page.status_code == 200
    assert 'name="progress"' not in page.content.decode()
    assert 'value="submit"' not in page.content.decode()


def test_a_stranger_is_refused_and_told_nothing_of_it(
    office: Office, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("luoshi"), "propagate", True)
    row = office.report(SONGYUAN)
    actions.save(record=row.pk, version=row.version, actor=office["songyuan"], at=NOON, data={"progress": "松原的草稿"})
    page = office.client("jilin_city").get(f"/records/{row.pk}/")
    assert page.status_code == 403
    assert "松原" not in text(page)
    assert "推进电力外送" not in text(page)
    assert f"record {row.pk}" in caplog.text


def test_nobody_is_led_to_the_sign_in_and_back(office: Office) -> None:
    row = office.report()
    page = office.client().get(f"/records/{row.pk}/")
    assert page.status_code == 302
    assert page.url == f"/sign-in/?next=/records/{row.pk}/"


@pytest.mark.parametrize("name", ["jilin_city", "inspector", None])
def test_what_is_not_drawn_is_not_done_either(office: Office, name: str | None) -> None:
    row = office.report()
    sent = {"move": "submit", "version": row.version, "stage": "推进中", "progress": "冒名"}
    page = office.client(name).post(f"/records/{row.pk}/", sent)
    row.refresh_from_db()
    assert page.status_code in (302, 403, 422)
    assert (row.state, row.data.get("progress")) == ("owed", None)


def test_a_quarter_is_played_on_the_pages(office: Office) -> None:
    office.duty()
    coordinator, energy, reviewer = (office.client(name) for name in ("coordinator", "energy", "reviewer"))
    new = {
        "title": "2016年第四季度调度",
        "period": "2016年第四季度",
        "document": "吉政发〔2016〕41号",
        "due_on": "2017-01-05",
    }
    dispatch = coordinator.post("/registries/dispatches/new/", new)
    at = dispatch.url
    coordinator.post(at, {"move": "open", "version": 1})
    row = Record.objects.get(registry="reports")
    assert "待办 2 项" in text(energy.get("/my/"))
    report = f"/records/{row.pk}/"
    sent = {"stage": "推进中", "progress": "已取得路条", "share": "55%"}
    assert energy.post(report, {"move": "submit", "version": 1, **sent}).status_code == 302
    assert "待您审核 1 项" in text(reviewer.get("/my/"))
    reviewer.post(report, {"move": "return", "version": 2, "note": "请补充批复文号"})
    assert "请补充批复文号" in text(energy.get("/my/"))
    energy.post(report, {"move": "submit", "version": 3, **sent, "progress": "文号：吉发改〔2016〕1号"})
    reviewer.post(report, {"move": "accept", "version": 4})
    coordinator.post(at, {"move": "close", "version": 2})
    row.refresh_from_db()
    assert (row.state, row.data["share"]) == ("accepted", "55")
    assert "应报 1 项（填报 1 份），已报 1 份，已通过 1 份" in text(coordinator.get(at))


def test_an_error_stands_at_its_field_and_what_was_typed_is_kept(office: Office) -> None:
    row = office.report()
    sent = {"move": "submit", "version": row.version, "stage": "推进中", "progress": "已取得路条", "share": "一半"}
    page = office.client("energy").post(f"/records/{row.pk}/", sent)
    assert page.status_code == 422
    assert 'href="#f-share"' in page.content.decode()
    assert 'value="一半"' in page.content.decode()
    assert "已取得路条" in text(page)


def test_the_second_of_two_sees_both_versions_and_chooses(office: Office) -> None:
    row = office.report()
    first, second = office.client("energy"), office.client("energy")
    at, version = f"/records/{row.pk}/", row.version
    first.post(at, {"move": "save", "version": version, "progress": "甲的版本", "stage": "推进中"})
    page = second.post(at, {"move": "save", "version": version, "progress": "乙的版本", "stage": "推进中"})
    assert page.status_code == 409
    assert "甲的版本" in text(page)
    assert "乙的版本" in text(page)
    given = re.search(r'name="version" value="(\d+)"', page.content.decode())
    assert given is not None
    assert (
        second.post(at, {"move": "save", "version": given[1], "progress": "乙的版本", "stage": "推进中"}).status_code
        == 302
    )
    row.refresh_from_db()
    assert row.data["progress"] == "乙的版本"
    assert [event.changes.get("progress") for event in row.events.filter(move="save")] == ["甲的版本", "乙的版本"]


def test_history_shows_who_did_what_and_what_stood_there_before(office: Office) -> None:
    row = office.submitted()
    office.move(row, "return", "reviewer", note="请补充")
    page = text(office.client("energy").get(f"/records/{row.pk}/"))
    assert page.index("退回") < page.index("下发")
    assert "“请补充”" in page


def test_of_a_decision_the_button_is_not_drawn_for_who_handed_in(office: Office) -> None:
    row = office.submitted()
    assert 'value="accept"' in office.client("reviewer").get(f"/records/{row.pk}/").content.decode()
    assert 'value="accept"' not in office.client("energy").get(f"/records/{row.pk}/").content.decode()


# ------------------------------------------------------------------ setting up


def plot(**more: str) -> dict[str, str]:
    return {"name": "某化工厂原址", "place": SONGYUAN.removeprefix("government/"), **more}


def test_a_city_registers_a_plot_and_another_does_not_see_it(office: Office) -> None:
    page = office.client("songyuan").post("/registries/contaminated_plots/new/", plot())
    assert page.status_code == 302
    row = Record.objects.get(registry="contaminated_plots")
    assert (row.owner_id, row.keeper_id, row.state) == (SONGYUAN, LAND, "draft")
    for name in ("jilin_city", "land_reviewer", "coordinator"):
        assert office.client(name).get(page.url).status_code == 403, "a draft is its owner's alone"
        assert "某化工厂" not in text(office.client(name).get("/registries/contaminated_plots/"))


@pytest.mark.parametrize("name", ["energy", "coordinator", "inspector"])
def test_who_may_not_set_up_a_record_is_refused(office: Office, name: str) -> None:
    assert office.client(name).get("/registries/contaminated_plots/new/").status_code == 403
    assert office.client(name).post("/registries/contaminated_plots/new/", plot()).status_code == 403
    assert office.client().get("/registries/contaminated_plots/new/").status_code == 302


def test_a_duty_is_set_up_for_others_by_the_commission(office: Office) -> None:
    sent = {
        "@owner": ENERGY, "@participants": [SONGYUAN, ENERGY], "@due": "2017-03-31", "text": "新任务",
        "document": "吉政发〔2016〕41号", "lead_basis": "文件写明",
    }  # fmt: skip
    page = office.client("coordinator").post("/registries/duties/new/", sent)
    assert page.status_code == 302
    row = Record.objects.get(registry="duties")
    assert (row.owner_id, row.due.isoformat(), [one.pk for one in row.participants.all()]) == (
        ENERGY,
        "2017-03-31",
        [SONGYUAN],
    )


def test_a_plot_on_the_negative_list_does_not_pass_the_gate(office: Office) -> None:
    given = {
        "name": "甲地块", "place": "220700", "planned_use": "居住用地", "meets": "是", "negative_list": "是",
        "treatment": "无需处置", "forbidden_uses": "居住用地", "survey": ("0" * 64,),
    }  # fmt: skip
    setting = Setting(owner=SONGYUAN, given=given)
    row = actions.establish(registry="contaminated_plots", actor=office["songyuan"], at=NOON, setting=setting)
    row = office.move(office.move(row, "submit", "songyuan"), "accept", "land_reviewer")
    page = text(office.client("land_reviewer").get(f"/records/{row.pk}/"))
    assert "列入负面清单的地块不得进入用地程序" in page
    sent = {"move": "release", "version": row.version}
    assert "不得进入用地程序" in text(office.client("land_reviewer").post(f"/records/{row.pk}/", sent))


def test_a_pilot_that_may_be_applied_for_is_incomplete_without_a_backward_schedule(office: Office) -> None:
    sent = {"name": "某试点", "class": "我省可以争取", "basis": "某文件", "milestones": "三步"}
    at = office.client("energy").post("/registries/pilots/new/", sent).url
    row = Record.objects.get(registry="pilots")
    page = office.client("energy").post(at, {"move": "submit", "version": row.version, **sent})
    assert page.status_code == 422
    assert "“倒排工期”还没有填" in text(page)


# ------------------------------------------------------------------ tables


def test_a_table_is_filtered_sorted_and_says_how_many(office: Office) -> None:
    for number, owner in (("1", ENERGY), ("2", LAND), ("10", ENERGY)):
        office.duty(owner, number=number, text=f"任务{number}")
    client = office.client("energy")
    assert "共 3 条" in text(client.get("/registries/duties/"))
    assert "共 2 条" in text(client.get("/registries/duties/", {"owner": ENERGY}))
    assert "共 1 条" in text(client.get("/registries/duties/", {"q": "任务10"}))
    shown = text(client.get("/registries/duties/", {"sort": "-owner"}))
    assert shown.index("任务2") < shown.index("任务10")
    assert "没有符合条件的条目" in text(client.get("/registries/duties/", {"state": "closed"}))


def test_numbers_are_sorted_as_numbers_and_what_is_missing_comes_last(office: Office) -> None:
    for name, money in (("甲", "9"), ("乙", "100"), ("丙", ""), ("丁", "20.5")):
        given = {"name": f"项目{name}", "legal_entity": "某公司"} | ({"total_investment": money} if money else {})
        setting = Setting(owner=SONGYUAN, given=given)
        actions.establish(registry="projects", actor=office["coordinator"], at=NOON, setting=setting)
    client = office.client("coordinator")
    for sort, order in (("total_investment", "甲丁乙丙"), ("-total_investment", "乙丁甲丙")):
        shown = text(client.get("/registries/projects/", {"sort": sort}))
        assert re.sub("[^甲乙丙丁]", "", "".join(re.findall("项目([甲乙丙丁])", shown))) == order


def test_what_is_late_is_counted_and_listed(office: Office, settings) -> None:  # type: ignore[no-untyped-def]
    office.duty()
    settings.TODAY = "2017-04-03"
    client = office.client("energy")
    assert "逾期 1 条" in text(client.get("/registries/duties/"))
    late = text(client.get("/registries/duties/", {"late": "1"}))
    assert "■ 滞后 已交办" in late
    assert "2017年3月31日" in late


def test_a_view_is_saved_and_is_ones_own(office: Office) -> None:
    client = office.client("energy")
    page = client.post("/registries/duties/views/", {"name": "我的任务", "query": "state=assigned&sort=due&nonsense=1"})
    assert page.url == "/registries/duties/?state=assigned&sort=due"
    assert "我的任务" in text(client.get("/registries/duties/"))
    assert "我的任务" not in text(office.client("land").get("/registries/duties/"))
    number = SavedView.objects.get().pk
    office.client("land").post("/registries/duties/views/", {"remove": number})
    assert SavedView.objects.exists()
    client.post("/registries/duties/views/", {"remove": number})
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    "asked", ["page=x", "page=999", "sort=nonsense", "sort=-'", "state=' OR 1=1", "asked_in=x", "owner=", "q=%00"]
)
def test_any_question_gets_a_table(office: Office, asked: str) -> None:
    office.duty()
    assert office.client("energy").get(f"/registries/duties/?{asked}").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/?as_of=0001-01-01", "/?period=0000-Q1", "/?period=9999-Q4&since=9999-12-31", "/overview/owed/?period=0000-Q1",
        "/departments/?as_of=0001-01-01", "/history/?since=0001-01-01", "/history/?until=9999-12-31", "/history/?record=²",
        f"/history/?before={'9' * 40}", f"/history/?record={'9' * 4400}", "/calendar/?month=9999-12",
        "/calendar/?month=0001-01", "/calendar/?month=²", "/search/?page=²", "/registries/duties/?as_of=0001-01-01",
        "/documents/?page=²",
    ],
)  # fmt: skip
def test_days_and_numbers_of_nobody_s_time_are_no_error(office: Office, address: str) -> None:
    assert office.client("coordinator").get(address).status_code == 200


@pytest.mark.parametrize("address", ["/departments/%00/", "/records/of/duties/%00/"])
def test_an_address_with_a_byte_of_zero_is_refused(office: Office, address: str) -> None:
    assert office.client("coordinator").get(address).status_code == 400


def test_a_form_with_a_byte_of_zero_is_refused_before_a_database_sees_it(office: Office) -> None:
    client = office.client("administrator")
    assert client.post("/people/", {"username": "li\x00", "name": "李某"}).status_code == 400
    assert client.post("/people/", {"username": "li", "name\x00": "李某"}).status_code == 400
    assert not User.objects.filter(username__startswith="li").exists()


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2017-02-30", "²"])
def test_a_day_of_nobody_s_time_has_no_page(office: Office, day: str) -> None:
    assert office.client("coordinator").get(f"/calendar/{day}/").status_code == 404


def test_the_table_holds_what_a_person_may_see_and_nothing_else(office: Office) -> None:
    """The same as the pure function says, for every person and every record."""
    office.duty(ENERGY, SONGYUAN)
    office.submitted()
    office.client("songyuan").post("/registries/contaminated_plots/new/", plot())
    office.client("energy").post("/registries/pilots/new/", {"name": "某试点"})
    for name in (*office.users, None):
        who = office[name] if name else people.A_VISITOR
        for registry in packs.office().registries.values():
            seen = set(queries.visible(registry, who).values_list("pk", flat=True))
            every = Record.objects.filter(registry=registry.id)
            assert seen == {row.pk for row in every if queries.may_see(row, who)}, (name, registry.id)


# ------------------------------------------------------------------ the public


def listed(office: Office) -> Record:
    given = {
        "name": "公开的企业", "place": "220700", "industry": "化工", "pollutants": ("铅",), "listed_since": "2016",
        "credit_code": "秘密代码",
    }  # fmt: skip
    setting = Setting(owner=SONGYUAN, given=given)
    row = actions.establish(registry="key_enterprises", actor=office["songyuan"], at=NOON, setting=setting)
    return office.move(row, "submit", "songyuan")


def test_a_visitor_sees_what_is_public_and_no_more(office: Office, client) -> None:  # type: ignore[no-untyped-def]
    row = listed(office)
    assert "公开的企业" not in text(client.get("/registries/key_enterprises/"))
    assert client.get(f"/records/{row.pk}/").status_code == 302
    actions.appoint(
        user=office.users["land_reviewer"],
        organisation=row.keeper,
        role="审核人",
        actor=office["administrator"],
        at=NOON,
    )
    office.move(row, "accept", "land_reviewer")
    assert "公开的企业" in text(client.get("/registries/key_enterprises/"))
    page = text(client.get(f"/records/{row.pk}/"))
    assert "化工" in page
    for secret in ("秘密代码", "联络员甲", "办理记录", "申报"):
        assert secret not in page


@pytest.mark.parametrize(
    "address",
    ["my/", "notices/", *(f"registries/duties/{one}" for one in ("", "export.csv", "form.xlsx", "import/", "new/"))],
)
def test_what_is_not_public_asks_a_visitor_to_sign_in(office: Office, client, address: str) -> None:  # type: ignore[no-untyped-def]
    page = client.get(f"/{address}")
    assert page.status_code == 302
    assert page.url.startswith("/sign-in/")


def test_what_there_is_not_is_not_there(office: Office) -> None:
    client = office.client("energy")
    for address in ("/registries/nonsense/", "/records/999/", "/registries/duties/export.exe", "/nonsense/"):
        page = client.get(address)
        assert page.status_code == 404
        assert "没有这一页" in text(page)


# ------------------------------------------------------------------ files, notices


def with_file(office: Office) -> Record:
    row = office.report()
    sent = {"move": "save", "version": row.version, "evidence": SimpleUploadedFile("批复.pdf", b"%PDF-1.4 reply")}
    office.client("energy").post(f"/records/{row.pk}/", sent)
    return row


def test_a_file_is_given_to_who_may_see_its_record(office: Office) -> None:
    row = with_file(office)
    digest = Attachment.objects.get().sha256
    page = office.client("reviewer").get(f"/records/{row.pk}/files/{digest}/")
    assert b"".join(page.streaming_content) == b"%PDF-1.4 reply"
    assert page["Content-Disposition"].startswith("attachment")
    assert office.client("jilin_city").get(f"/records/{row.pk}/files/{digest}/").status_code == 403
    assert office.client().get(f"/records/{row.pk}/files/{digest}/").status_code == 302
    assert office.client("reviewer").get(f"/records/{row.pk}/files/{'0' * 64}/").status_code == 404


def test_a_notice_is_read_by_the_organisation_that_was_told(office: Office) -> None:
    office.report()
    notice = Notice.objects.filter(organisation=ENERGY).first()
    assert notice is not None
    office.client("land").post("/notices/", {"notice": notice.pk})
    notice.refresh_from_db()
    assert notice.read_at is None
    assert "应报 1 项" in text(office.client("energy").get("/notices/"))
    office.client("energy").post("/notices/", {"notice": notice.pk})
    notice.refresh_from_db()
    assert notice.read_at is not None


# ------------------------------------------------------------------ the pack, live


def test_a_registry_is_added_by_adding_one_file(office: Office, settings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "town"
    (folder / "registries").mkdir(parents=True)
    (folder / "pack.yaml").write_text("id: town\ntitle: 镇\nextends: [jilin]\n", encoding="utf-8")
    settings.PACK = str(folder)
    client = office.client("songyuan")
    assert client.get("/registries/wells/").status_code == 404
    tutorial = (Path(__file__).parents[2] / "docs" / "tutorials" / "add-a-registry.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", tutorial, re.S)
    assert example is not None
    (folder / "registries" / "wells.yaml").write_text(example[1], encoding="utf-8")
    assert client.get("/registries/wells/").status_code == 200
    at = client.post("/registries/wells/new/", {"name": "一号井", "kind": "水井", "depth": "1.2百米"}).url
    assert "一号井" in text(client.get(at))
    assert Record.objects.get(registry="wells").data["depth"] == "120"


def test_a_file_that_is_wrong_leaves_what_holds_and_is_shown_to_the_administrator(
    office: Office, settings, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "town"
    (folder / "registries").mkdir(parents=True)
    (folder / "pack.yaml").write_text("id: town\ntitle: 镇\nextends: [jilin]\n", encoding="utf-8")
    settings.PACK = str(folder)
    assert office.client("energy").get("/registries/duties/").status_code == 200
    (folder / "registries" / "wells.yaml").write_text("id: wells\ntitel: 水井\n", encoding="utf-8")
    assert "不认识的字段“titel”" in text(office.client("administrator").get("/registries/duties/"))
    assert "titel" not in text(office.client("energy").get("/registries/duties/"))


# ------------------------------------------------------------------ every page


def test_no_page_holds_inline_script_or_style_or_another_host(office: Office) -> None:
    row = with_file(office)
    addresses = [
        "/my/", "/notices/", "/registries/", "/registries/reports/", "/registries/pilots/new/", f"/records/{row.pk}/",
        "/registries/reports/import/",
    ]  # fmt: skip
    for address in addresses:
        page = office.client("energy").get(address)
        html = page.content.decode()
        assert page.status_code == 200, address
        assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|<style", html), address
        assert re.findall(r'(?:src|href|action)="(?:https?:)?//[^"]*"', html) == [], address
        assert "script-src 'self'" in page["Content-Security-Policy"]
        assert page["X-Frame-Options"] == "DENY"


def test_every_word_of_a_template_is_said_in_both_languages() -> None:
    """Chinese stands inside a tag that says it in English too."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        bare = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", path.read_text(encoding="utf-8"), flags=re.S)
        found = re.findall(r"[\u4e00-\u9fff]+", bare)
        assert [word for word in found if word not in ("落实", "中文")] == [], path.name


@pytest.mark.parametrize("address", ["/my/", "/registries/", "/registries/reports/", "/notices/"])
def test_a_page_is_shown_in_english_when_asked(office: Office, address: str) -> None:
    client = office.client("energy")
    client.post("/language/", {"language": "en", "next": address})
    page = client.get(address)
    assert '<html lang="en">' in page.content.decode()
    assert "Sign out" in text(page)


def test_the_language_leads_to_no_other_host(office: Office, client) -> None:  # type: ignore[no-untyped-def]
    assert client.post("/language/", {"language": "en", "next": "https://evil.example/"}).url == "/"


def test_reading_a_page_writes_nothing(office: Office) -> None:
    row = office.submitted()
    before = Event.objects.count(), Notice.objects.count()
    for address in (
        "/my/",
        "/notices/",
        "/registries/reports/",
        f"/records/{row.pk}/",
        reverse("export", args=["reports", "csv"]),
    ):
        assert office.client("reviewer").get(address).status_code == 200
    assert (Event.objects.count(), Notice.objects.count()) == before


def test_an_empty_registry_says_who_fills_it(office: Office) -> None:
    page = office.client("coordinator").get("/registries/pilots/").content.decode()
    assert "“新增”由责任单位部门联络员、责任单位市州联络员、责任单位县区联络员办理。" in page
    assert "可从上面的按钮开始。" not in page
    assert "可从上面的按钮开始。" in office.client("energy").get("/registries/pilots/").content.decode()
    assert "条目由系统" in office.client("energy").get("/registries/annual_reports/").content.decode()
    assert "条目由系统" not in office.client("energy").get("/registries/annual_reports/?q=土壤").content.decode()
