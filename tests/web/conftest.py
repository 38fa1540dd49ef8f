"""A small office: the commission, two departments, two cities; an account for each role; two duties, one of them open."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from luoshi_web import packs
from luoshi_web.desk import actions, people
from luoshi_web.desk.actions.records import Setting
from luoshi_web.desk.models import Organisation, Record, User

CHROMIUM = "/usr/bin/chromium"
NOON = datetime(2016, 12, 20, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
COMMISSION, ENERGY, LAND = "jilin/development-and-reform", "jilin/energy", "jilin/land-and-resources"
EPD = "jilin/environmental-protection"
JILIN_CITY, SONGYUAN, GOVERNMENT = "government/220200", "government/220700", "jilin/government"

ROLES = [
    ("coordinator", COMMISSION, "牵头协调"),
    ("reviewer", COMMISSION, "审核人"),
    ("energy", ENERGY, "部门联络员"),
    ("land", LAND, "部门联络员"),
    ("land_reviewer", LAND, "审核人"),
    ("epd", EPD, "部门联络员"),
    ("jilin_city", JILIN_CITY, "市州联络员"),
    ("songyuan", SONGYUAN, "市州联络员"),
    ("inspector", GOVERNMENT, "督查员"),
    ("administrator", GOVERNMENT, "系统管理员"),
]


@dataclass
class Office:
    """The people of the office, and what they do."""

    users: dict[str, User] = field(default_factory=dict)

    def __getitem__(self, name: str) -> people.Actor:
        return people.actor(self.users[name])

    def client(self, name: str | None = None) -> Client:
        found = Client()
        if name:
            found.force_login(self.users[name])
        return found

    def duty(self, owner: str = ENERGY, *others: str, document: str = "jizhengfa-2016-41", **more: str) -> Record:
        """A duty that the commission has set up and assigned."""
        given = {
            "text": "推进电力外送通道前期工作",
            "document": document,
            "lead_basis": "文件写明",
            "number": "46",
            **more,
        }
        setting = Setting(owner=owner, participants=others, due=date(2017, 3, 31), given=given)
        row = actions.establish(registry="duties", actor=self["coordinator"], at=NOON, setting=setting)
        return self.move(row, "assign", "coordinator")

    def dispatch(self, document: str = "jizhengfa-2016-41") -> Record:
        """A dispatch of a document for the last quarter of 2016, opened."""
        data = {"title": "2016年第四季度调度", "period": "2016-Q4", "document": document, "due_on": "2017-01-05"}
        setting = Setting(owner=COMMISSION)
        row = actions.establish(registry="dispatches", actor=self["coordinator"], at=NOON, setting=setting, data=data)
        return self.move(row, "open", "coordinator")

    def report(self, owner: str = ENERGY) -> Record:
        """The report that an organisation owes on the one duty of a dispatch."""
        self.duty(owner)
        dispatch = self.dispatch()
        return Record.objects.filter(asked_in=dispatch, owner=owner).latest("pk")

    def submitted(self, owner: str = ENERGY, by: str = "energy") -> Record:
        """That report, handed in."""
        return self.move(self.report(owner), "submit", by, {"stage": "推进中", "progress": "已取得路条"})

    def move(
        self,
        row: Record,
        name: str,
        by: str,
        data: dict[str, object] | None = None,
        note: str = "",
        at: datetime = NOON,
    ) -> Record:
        row.refresh_from_db()
        moved = {"record": row.pk, "version": row.version, "name": name, "actor": self[by], "at": at}
        return actions.move(**moved, data=data, note=note)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(settings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    settings.WORKSPACE = tmp_path / "workspace"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.TODAY = "2016-12-20"


@pytest.fixture
def office(db: None) -> Office:
    pack = packs.office().pack
    actions.take_in_organisations(pack, [pack.organisations[id] for id in dict.fromkeys(one for _, one, _ in ROLES)])
    found = Office()
    for name, organisation, role in ROLES:
        user = actions.make_account(
            username=name, name=f"{role}甲", password="gong-zuo-2016", actor=people.THE_SYSTEM, at=NOON
        )  # fmt: skip
        at = Organisation.objects.get(pk=organisation)
        actions.appoint(user=user, organisation=at, role=role, actor=people.THE_SYSTEM, at=NOON)
        found.users[name] = user
    return found


@pytest.fixture
def database_of_its_own(tmp_path: Path) -> str:
    """The address of an empty database for other processes: of the kind that this run of the tests is on."""
    return _own_database(tmp_path)


def _own_database(folder: Path) -> str:
    server = os.environ.get("DATABASE_URL", "")
    if not server:
        return f"sqlite:///{folder / 'desk.sqlite3'}"
    import psycopg

    name = f"own_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    parts = urlsplit(server)
    return parts._replace(path=f"/{name}").geturl()


@pytest.fixture
def driven(tmp_path: Path, database_of_its_own: str) -> Callable[..., str]:
    """Run one of the scripts beside this file on a database of its own; what it printed."""

    def run(script: str, *arguments: str, ends: int = 0) -> str:
        environment = os.environ | {
            "DATABASE_URL": database_of_its_own, "LUOSHI_WORKSPACE": str(tmp_path / "workspace"),
            "LUOSHI_TODAY": "2017-01-06", "PYTHONIOENCODING": "utf-8",
        }  # fmt: skip
        command = [sys.executable, str(Path(__file__).parent / script), *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=500)
        assert done.returncode == ends, done.stderr[-3000:]
        return done.stdout

    return run


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """The demonstration office of 20 December 2016 in front of a browser; one for all tests of a module."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"there is no browser at {CHROMIUM}")
    from playing import served

    folder = tmp_path_factory.mktemp("served")
    with served(folder, _own_database(folder), "2016-12-20") as found:
        yield found
