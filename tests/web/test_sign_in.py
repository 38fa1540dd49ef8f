"""Signing in, and what keeps a desk safe from the start."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from django.test import Client
from waitress.server import create_server

from conftest import NOON, Office
from luoshi.model.problem import LuoshiError
from luoshi_web import middleware, safety
from luoshi_web.database import database
from luoshi_web.desk.models import SignInTry, User
from luoshi_web.running import proxy_headers

GOOD, BAD = {"username": "energy", "password": "gong-zuo-2016"}, {"username": "energy", "password": "wrong"}
SAFE = {
    "LUOSHI_PRODUCTION": "1", "LUOSHI_SECRET_KEY": "k" * 64, "LUOSHI_HOSTS": "luoshi.example.gov.cn", "LUOSHI_BEHIND_PROXY": "1",
}  # fmt: skip


def test_one_signs_in_and_goes_on_where_one_wanted(office: Office, client: Client) -> None:
    assert client.post("/sign-in/", {**GOOD, "next": "/registries/duties/"}).url == "/registries/duties/"
    assert client.get("/my/").status_code == 200
    assert client.post("/sign-out/").url == "/sign-in/"
    assert client.get("/my/").status_code == 302


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_host(office: Office, client: Client, there: str) -> None:
    assert client.post("/sign-in/", {**GOOD, "next": there}).url == "/my/"


def test_a_wrong_password_says_no_more_than_a_wrong_name(office: Office, client: Client) -> None:
    wrong = client.post("/sign-in/", BAD)
    nobody = client.post("/sign-in/", {"username": "nobody", "password": "wrong"})
    assert wrong.status_code == nobody.status_code == 403
    assert "账号或密码不对" in wrong.content.decode()
    assert "账号或密码不对" in nobody.content.decode()


def test_too_many_wrong_passwords_close_the_account_for_a_while(office: Office, client: Client) -> None:
    for _ in range(5):
        client.post("/sign-in/", BAD)
    closed = client.post("/sign-in/", GOOD)
    assert closed.status_code == 429
    assert "暂停登录 15 分钟" in closed.content.decode()
    SignInTry.objects.update(at=NOON - timedelta(days=1))
    assert client.post("/sign-in/", GOOD).status_code == 302


def test_an_address_that_tries_many_names_is_closed_too(office: Office, client: Client) -> None:
    for number in range(20):
        client.post("/sign-in/", {"username": f"name{number}", "password": "wrong"})
    assert client.post("/sign-in/", GOOD).status_code == 429
    assert client.post("/sign-in/", GOOD, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_signing_in_forgets_the_tries_before(office: Office, client: Client) -> None:
    for _ in range(4):
        client.post("/sign-in/", BAD)
    client.post("/sign-in/", GOOD)
    assert not SignInTry.objects.filter(username="energy").exists()


def test_a_closed_account_does_not_sign_in(office: Office, client: Client) -> None:
    User.objects.filter(username="energy").update(is_active=False)
    assert client.post("/sign-in/", GOOD).status_code == 403


def test_cookies_are_kept_from_scripts_and_from_other_sites(office: Office, client: Client) -> None:
    client.post("/sign-in/", GOOD)
    for name in ("sessionid", "csrftoken"):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"


def test_a_form_from_elsewhere_is_refused(office: Office) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.users["energy"])
    page = client.post("/sign-out/")
    assert page.status_code == 403
    assert "没有写入" in page.content.decode()


def test_a_request_that_is_too_large_is_not_read(office: Office, client: Client) -> None:
    page = client.generic("POST", "/sign-in/", b"x", CONTENT_LENGTH=str(10**9))
    assert page.status_code == 413


def test_nothing_is_allowed_inline_or_from_elsewhere() -> None:
    assert "unsafe" not in middleware.CONTENT_SECURITY_POLICY
    assert "http" not in middleware.CONTENT_SECURITY_POLICY
    assert middleware.CONTENT_SECURITY_POLICY.startswith("default-src 'none'")


# ------------------------------------------------------------------ production


def test_production_starts_when_everything_is_said() -> None:
    safety.refuse_unsafe(SAFE)
    safety.refuse_unsafe({})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"LUOSHI_SECRET_KEY": ""}, "desk-no-secret"),
        ({"LUOSHI_SECRET_KEY": "short"}, "desk-no-secret"),
        ({"LUOSHI_HOSTS": ""}, "desk-no-hosts"),
        ({"LUOSHI_HOSTS": "*"}, "desk-no-hosts"),
        ({"LUOSHI_DEBUG": "1"}, "desk-debugging"),
        ({"LUOSHI_TODAY": "2016-12-20"}, "desk-moved-clock"),
        ({"LUOSHI_BEHIND_PROXY": ""}, "desk-not-encrypted"),
    ],
)
def test_production_refuses_to_start_unsafe(change: dict[str, str], code: str) -> None:
    with pytest.raises(LuoshiError) as caught:
        safety.refuse_unsafe({**SAFE, **change})
    assert caught.value.problem.code == code


@pytest.mark.parametrize(
    ("environment", "believed"), [(SAFE, "https 203.0.113.7"), ({}, "http 127.0.0.1")], ids=["behind-a-proxy", "alone"]
)  # fmt: skip
def test_what_a_proxy_says_of_who_asks_is_believed_where_there_is_one(
    environment: Mapping[str, str], believed: str
) -> None:
    def application(environ: Mapping[str, str], start: Callable[..., object]) -> Iterable[bytes]:
        start("200 OK", [])
        return [f"{environ['wsgi.url_scheme']} {environ['REMOTE_ADDR']}".encode()]

    server = create_server(application, host="127.0.0.1", port=0, **proxy_headers(environment))
    threading.Thread(target=server.run, daemon=True).start()
    sent = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "10.9.9.9, 203.0.113.7"}
    address = f"http://127.0.0.1:{server.effective_port}/"
    with urlopen(Request(address, headers=sent), timeout=10) as answer:
        assert answer.read().decode() == believed


def test_an_address_that_others_reach_is_for_production() -> None:
    safety.refuse_foreign("127.0.0.1", {})
    safety.refuse_foreign("0.0.0.0", SAFE)
    with pytest.raises(LuoshiError, match="其他机器也能访问"):
        safety.refuse_foreign("0.0.0.0", {})


@pytest.mark.parametrize(
    ("url", "engine", "name"),
    [
        ("", "sqlite3", "/w/desk.sqlite3"),
        ("sqlite:////var/desk.db", "sqlite3", "/var/desk.db"),
        ("postgresql://u:p%40ss@db:5433/luoshi", "postgresql", "luoshi"),
        ("postgresql:///luoshi?host=/run/pg", "postgresql", "luoshi"),
    ],
)
def test_an_address_names_the_database(url: str, engine: str, name: str) -> None:
    found = database(url, Path("/w"))
    assert found["ENGINE"].endswith(engine)
    assert found["NAME"] == name


def test_a_socket_and_a_password_are_read_from_the_address() -> None:
    assert database("postgresql:///luoshi?host=/run/pg", Path("/w"))["HOST"] == "/run/pg"
    assert database("postgresql://u:p%40ss@db/luoshi", Path("/w"))["PASSWORD"] == "p@ss"
    with pytest.raises(LuoshiError, match="mysql"):
        database("mysql://db/luoshi", Path("/w"))


def test_before_the_first_account_the_page_says_how_to_make_one(client, db) -> None:  # type: ignore[no-untyped-def]
    assert "luoshi admin create" in client.get("/sign-in/").content.decode()


def test_with_an_account_it_does_not(office: Office) -> None:
    assert "luoshi admin create" not in office.client().get("/sign-in/").content.decode()


def test_whoever_was_signed_out_sends_what_was_written_after_signing_in(office: Office, client: Client) -> None:
    row = office.report()
    address, written = f"/records/{row.pk}/", {"move": "save", "version": row.version, "progress": "已取得“路条”"}
    asked = client.post(address, written)
    assert asked.status_code == 403
    carried = asked.context["carried"]
    wrong = client.post("/sign-in/", {**BAD, "next": address, "carried": carried})
    assert wrong.context["carried"] == carried, "a wrong password loses nothing"
    page = client.post("/sign-in/", {**GOOD, "next": address, "carried": carried})
    assert 'value="已取得“路条”"' in page.content.decode()
    client.post(address, dict(page.context["fields"]))
    row.refresh_from_db()
    assert row.data["progress"] == "已取得“路条”"


@pytest.mark.parametrize("carried", ["", "[", "{}", "[1]", "[[1]]", '"text"', "[" * 100000])
def test_what_nobody_wrote_is_not_carried_on(office: Office, client: Client, carried: str) -> None:
    assert client.post("/sign-in/", {**GOOD, "carried": carried}).url == "/my/"
