"""The commands of the desk say what they did, and what is the matter."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from test_actions import unlocked

from conftest import NOON, Office
from luoshi.cli import cli
from luoshi.model.problem import LuoshiError
from luoshi_web import office as demonstration
from luoshi_web import ticking
from luoshi_web.desk import verify
from luoshi_web.desk.models import Event, Membership, Organisation, Record, User

SOURCE = Path(__file__).parents[2] / "src" / "luoshi_web"


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, words)


def test_verify_says_that_everything_holds_and_the_last_digest(office: Office) -> None:
    office.submitted()
    last = Event.objects.latest("number")
    done = run("verify")
    assert done.exit_code == 0
    assert f"留痕 {last.number} 条，完好" in done.output
    assert last.digest in done.output


def test_verify_names_the_first_event_that_was_altered(office: Office) -> None:
    office.submitted()
    unlocked("UPDATE desk_event SET note='x' WHERE number=7")
    done = run("verify")
    assert done.exit_code == 13
    assert "留痕第 7 条的内容被改动过" in done.output


def test_tick_says_what_it_did(office: Office) -> None:
    assert "开启 1，提醒 0，催办 0，结束 0，邮件 0" in run("tick").output
    assert "开启 0" in run("tick").output


@pytest.mark.parametrize(("words", "beside"), [((), 1), (("--no-tick",), 0)])
def test_serve_does_what_is_due_beside_it_unless_told_not_to(
    office: Office, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], beside: int
) -> None:
    begun: list[str] = []
    monkeypatch.setattr(ticking, "beside", lambda: begun.append("tick"))
    monkeypatch.setattr("waitress.serve", lambda *given, **more: begun.append("desk"))
    assert run("serve", *words).exit_code == 0
    assert begun == ["tick"] * beside + ["desk"]


def test_the_first_account_is_the_administrators(db: None) -> None:
    done = run("admin", "create", "guanli", "--password", "gong-zuo-2016")
    assert done.exit_code == 0, done.output
    held = Membership.objects.get(user__username="guanli")
    assert (held.role, held.organisation_id) == ("系统管理员", "jilin/development-and-reform")
    run("admin", "appoint", "guanli", "审核人", "省能源局")
    assert set(Membership.objects.values_list("role", "organisation")) == {
        ("系统管理员", "jilin/development-and-reform"), ("审核人", "jilin/energy"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["create", "energy", "--password", "gong-zuo-2016"], "账号“energy”已经有了"),
        (["create", "new", "--password", "short"], "密码不够安全"),
        (["appoint", "nobody", "审核人", "省能源局"], "没有账号“nobody”"),
        (["appoint", "energy", "审核人", "省魔法厅"], "没有单位“省魔法厅”"),
        (["appoint", "energy", "省长", "省能源局"], "没有“省长”这个角色"),
    ],
)
def test_what_is_the_matter_is_said(office: Office, words: list[str], says: str) -> None:
    done = run("admin", *words)
    assert isinstance(done.exception, LuoshiError)
    assert says in str(done.exception)


def test_another_password_signs_in(office: Office, client) -> None:  # type: ignore[no-untyped-def]
    run("admin", "password", "energy", "--password", "xin-mi-ma-2016")
    assert client.post("/sign-in/", {"username": "energy", "password": "xin-mi-ma-2016"}).status_code == 302


# ------------------------------------------------------------------ the demonstration office


def asked(row: Record) -> set[str]:
    """Who answers for a duty or takes part."""
    return {row.owner.short, *(one.short for one in row.participants.all())}


def test_the_demonstration_office_is_what_the_documents_ask_and_no_figure_more(db: None) -> None:
    demonstration.demonstrate("gong-zuo-2016", NOON)
    counts = {id: Record.objects.filter(registry=id).count() for id in ("duties", "projects", "targets")}
    assert counts["duties"] == 88 + 28
    assert counts["projects"] == 94
    assert set(Record.objects.values_list("state", flat=True)) == {"assigned"}
    plan = Record.objects.filter(registry="duties", data__document="jizhengfa-2016-41")
    numbers = {
        name: sorted(int(row.data["number"]) for row in plan if name in asked(row)) for name in ("省能源局", "长春市")
    }
    assert numbers == {"省能源局": [3, 24, 44, 46, 47, 48, 51], "长春市": [5, 35, 39, 61, 65]}
    # The document names no lead; 86 and 87 are for 中省直有关部门, which is nobody in particular.
    by_keeper = {row.data["number"]: row.owner.short for row in plan if row.data["lead_basis"] == "主管单位认定"}
    assert by_keeper == {"86": "省发展改革委", "87": "省发展改革委"}
    assert {row.data["lead_basis"] for row in plan} == {"主管单位认定", "文件未写明（建议列第一位的牵头）"}
    invented = {"share", "cumulative", "progress", "annual_done"}
    assert [row.pk for row in Record.objects.all() if invented & set(row.data)] == []
    assert list(verify.broken()) == []
    project = Record.objects.get(registry="projects", data__seq="36")
    assert (project.owner.short, project.data["total_investment"]) == ("松原市", "8")
    assert User.objects.filter(username="省能源局·联络员").exists()
    assert Organisation.objects.get(pk="jilin/development-and-reform").short == "省发展改革委"
    with pytest.raises(LuoshiError, match="已经有台账条目"):
        demonstration.demonstrate("gong-zuo-2016", NOON)


# ------------------------------------------------------------------ how it is built


def test_only_the_actions_write() -> None:
    """Nothing else saves, creates, updates or deletes a row."""
    writing = (
        ".save(",
        ".create(",
        ".update(",
        "bulk_create(",
        ".delete(",
        "get_or_create(",
        "update_or_create(",
        ".set(",
    )
    # What goes by such a name and is no row: a workbook, a set of words, the words of a dictionary.
    known = {
        ("sheets.py", "book.save(out)"), ("files.py", "total.update(piece)"), ("telling.py", "data.update(event.changes)"),
        ("views/records.py", "before.update(event.changes)"), ("views/records.py", "actions.save("),
        ("views/drafts.py", "actions.save("),
    }  # fmt: skip
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE / "desk").as_posix() if path.is_relative_to(SOURCE / "desk") else path.name
        if name.startswith(("actions/", "migrations/")):
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            if any(word in line for word in writing) and not any(name == file and word in line for file, word in known):
                found.append(f"{name}: {line.strip()}")
    assert found == []


def test_the_migrations_are_those_of_the_tables(db: None) -> None:
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_the_examples_of_the_desk_run() -> None:
    import doctest

    from luoshi_web import database
    from luoshi_web.desk.actions import warnings

    assert sum(doctest.testmod(module).attempted for module in (database, warnings)) >= 3
    assert sum(doctest.testmod(module).failed for module in (database, warnings)) == 0
