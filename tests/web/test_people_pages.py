"""Accounts: for the administrator alone, except one's own password."""

from __future__ import annotations

import re

import pytest

from conftest import ENERGY, NOON, Office
from luoshi.model.problem import LuoshiError
from luoshi_web.desk import actions
from luoshi_web.desk.models import Event, Membership, User


def test_an_administrator_makes_an_account_whose_password_is_shown_once_and_works(office: Office) -> None:
    client = office.client("administrator")
    page = client.post("/people/", {"username": "省能源局·新联络员"}, follow=True).content.decode()
    password = re.search(r"初始密码是 (\S+) ", page)
    assert password
    assert office.client().login(username="省能源局·新联络员", password=password[1])
    assert password[1] not in client.get("/people/").content.decode()


def test_an_appointed_account_sees_what_its_organisation_owes_until_the_role_is_ended(office: Office) -> None:
    row = office.report()
    user = actions.make_account(
        username="n", name="n", password="gong-zuo-2016", actor=office["administrator"], at=NOON
    )
    client, administrator = office.client(), office.client("administrator")
    client.force_login(user)
    assert client.get(f"/records/{row.pk}/").status_code == 403
    administrator.post(f"/people/{user.pk}/", {"do": "appoint", "organisation": ENERGY, "role": "部门联络员"})
    assert client.get(f"/records/{row.pk}/").status_code == 200
    membership = Membership.objects.get(user=user)
    administrator.post(f"/people/{user.pk}/", {"do": "end", "membership": membership.pk})
    assert client.get(f"/records/{row.pk}/").status_code == 403


def test_a_closed_account_is_signed_out_and_cannot_sign_in(office: Office) -> None:
    client = office.client("energy")
    office.client("administrator").post(f"/people/{office.users['energy'].pk}/", {"do": "close"})
    assert client.get("/my/").status_code == 302
    assert not office.client().login(username="energy", password="gong-zuo-2016")


def test_the_last_administrator_stays(office: Office) -> None:
    page = office.client("administrator").post(f"/people/{office.users['administrator'].pk}/", {"do": "close"})
    assert page.status_code == 422
    assert "最后一位系统管理员" in page.content.decode()
    assert User.objects.get(username="administrator").is_active


@pytest.mark.parametrize("name", ["coordinator", "energy"])
def test_nobody_else_opens_the_accounts_or_acts_on_them(office: Office, name: str) -> None:
    client, before = office.client(name), Event.objects.count()
    assert client.get("/people/").status_code == 403
    assert client.post(f"/people/{office.users['land'].pk}/", {"do": "close"}).status_code == 403
    with pytest.raises(LuoshiError):
        actions.set_password(user=office.users["land"], password="xin-mi-ma-2017", actor=office[name], at=NOON)
    assert Event.objects.count() == before


def test_a_visitor_is_asked_to_sign_in(office: Office) -> None:
    assert office.client().get("/people/").status_code == 302
    assert office.client().get("/account/").status_code == 302


def test_one_changes_ones_own_password_with_the_old_one(office: Office) -> None:
    client = office.client("energy")
    new = {"new": "xin-mi-ma-2017", "again": "xin-mi-ma-2017"}
    assert client.post("/account/", {"old": "wrong", **new}).status_code == 422
    assert client.post("/account/", {"old": "gong-zuo-2016", **new | {"again": "other"}}).status_code == 422
    assert client.post("/account/", {"old": "gong-zuo-2016", **new}).status_code == 302
    assert client.get("/account/").status_code == 200, "still signed in"
    assert office.client().login(username="energy", password="xin-mi-ma-2017")


def test_numbers_that_are_none_are_no_error(office: Office) -> None:
    client = office.client("coordinator")
    for query in ("page=²", "asked_in=²", f"asked_in={'9' * 40}", f"page={'9' * 40}"):
        assert client.get(f"/registries/reports/?{query}").status_code == 200
