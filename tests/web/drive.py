"""What tests do to a desk from outside, in processes of their own: many write at once, and some are killed in the middle.

drive.py writers 50      so many write into one record at once, each adding a word
drive.py killed          tick and an import are killed at one statement after another, and run again
drive.py leaving         an acceptance is killed while its file leaves, at each step; then tick is run
drive.py mailed          tick is killed before and after a mail server has taken a message
drive.py compiled        tick is killed while it takes in a large document, and run again
drive.py beside          a served desk compiles a large document by itself, and is killed; what ran beside it ends
drive.py built           a build is killed at one file after another, and run again
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from luoshi_web.running import ready

ready()

from django.conf import settings  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.mail import EmailMessage  # noqa: E402
from django.db import connection, connections  # noqa: E402

from luoshi import pipeline  # noqa: E402
from luoshi_web import clock, documents, packs, ticking  # noqa: E402
from luoshi_web.desk import actions, people, tick, verify  # noqa: E402
from luoshi_web.desk import leaving as desk_leaving  # noqa: E402
from luoshi_web.desk.actions.records import Setting  # noqa: E402
from luoshi_web.desk.models import Due, Event, Notice, Organisation, Record, User  # noqa: E402
from luoshi_web.desk.sheets import SheetRow  # noqa: E402

LETTER = """吉林省人民政府关于推进矿山生态修复的意见
吉政发〔2017〕3号
各市（州）人民政府：
一、重点任务
1.加快推进矿山修复，2018年年底前编制修复方案。（省国土资源厅负责）
2.做好电力外送通道前期工作。（省能源局负责）
吉林省人民政府
2017年1月5日
"""
ZONE = ZoneInfo("Asia/Shanghai")
BEFORE, AFTER = datetime(2016, 12, 20, 12, tzinfo=ZONE), datetime(2017, 1, 6, 9, tzinfo=ZONE)
COMMISSION, ENERGY, LAND = "jilin/development-and-reform", "jilin/energy", "jilin/land-and-resources"
ROLES = ((COMMISSION, "牵头协调"), (ENERGY, "部门联络员"), (LAND, "部门联络员"))


def office() -> dict[str, people.Actor]:
    """An office with a dispatch of two duties, which two departments owe."""
    pack = packs.office().pack
    actions.take_in_organisations(pack, [pack.organisations[id] for id, _ in ROLES])
    found = {}
    for id, role in ROLES:
        account = {"username": id, "name": id, "password": "!", "password_is_hash": True}
        user = actions.make_account(**account, actor=people.THE_SYSTEM, at=BEFORE)
        actions.appoint(
            user=user, organisation=Organisation.objects.get(pk=id), role=role, actor=people.THE_SYSTEM, at=BEFORE
        )
        found[id] = people.actor(user)
    coordinator = found[COMMISSION]
    for owner in (ENERGY, LAND, ENERGY):
        given = {"text": f"任务 {owner}", "document": "jizhengfa-2016-41", "lead_basis": "文件写明"}
        row = actions.establish(
            registry="duties", actor=coordinator, at=BEFORE, setting=Setting(owner=owner, given=given)
        )
        actions.move(record=row.pk, version=row.version, name="assign", actor=coordinator, at=BEFORE)
    data = {"title": "调度", "period": "2016-Q4", "document": "jizhengfa-2016-41", "due_on": "2017-01-05"}
    row = actions.establish(
        registry="dispatches", actor=coordinator, at=BEFORE, setting=Setting(owner=COMMISSION), data=data
    )
    actions.move(record=row.pk, version=row.version, name="open", actor=coordinator, at=BEFORE)
    return found


# ------------------------------------------------------------------ many at once


def writers(number: int) -> None:
    """Each adds a word to one record, and tries again where somebody else was first."""
    people_there = office()
    record = Record.objects.filter(registry="reports", owner=ENERGY).first()
    assert record is not None
    together, failed = threading.Barrier(number), []

    def add(word: str) -> None:
        try:
            together.wait()
            while not _added(record.pk, word, people_there[ENERGY]):
                pass
        except Exception as error:  # told by the test
            failed.append(f"{type(error).__name__}: {error}")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=add, args=(f"词{index};",)) for index in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    record.refresh_from_db()
    words = [word for word in str(record.data["progress"]).split(";") if word]
    saves = record.events.filter(move="save").count()
    print(len(words), len(set(words)), saves, len(list(verify.broken())), failed[:3])


def _added(pk: int, word: str, actor: people.Actor) -> bool:
    row = Record.objects.get(pk=pk)
    data = {"progress": str(row.data.get("progress", "")) + word}
    try:
        actions.save(record=pk, version=row.version, actor=actor, at=BEFORE, data=data)
    except actions.Changed:
        return False
    return True


# ------------------------------------------------------------------ killed in the middle


def killed() -> None:
    """Tick and an import, killed at one statement that writes after another; then once to the end."""
    people_there = office()
    before = Event.objects.count(), Notice.objects.count()
    deaths = [_killed_at(at, lambda: tick.run(AFTER)) for at in (1, 2, 3, 5, 8, 11, 15, 20, 26, 33, 41)]
    tick.run(AFTER)
    once = Notice.objects.count()
    tick.run(AFTER)
    urged = sorted(row.data.get("urged", "") for row in Record.objects.filter(registry="reports"))
    overdue = Notice.objects.filter(key__startswith="overdue:reports:").count()
    print("tick", sum(deaths), urged, overdue, Notice.objects.count() - once, Due.objects.filter(done_at=None).count())
    rows = [
        SheetRow(number, row.key, "", {"progress": "导入"}, row.version)
        for number, row in enumerate(Record.objects.filter(registry="reports", owner=ENERGY), 3)
    ]
    actor = people_there[ENERGY]
    half = []
    for at in (1, 2, 3, 4):
        _killed_at(at, lambda: actions.import_rows(registry="reports", rows=rows, actor=actor, at=AFTER))
        half.append(Record.objects.filter(data__progress="导入").count())
    actions.import_rows(registry="reports", rows=rows, actor=actor, at=AFTER)
    print("import", half, Record.objects.filter(data__progress="导入").count())
    print("whole", len(list(verify.broken())), Event.objects.count() > before[0])


def leaving() -> None:
    """A report on a target is accepted by somebody who is killed before, between and after the two files it leaves as."""
    people_there = office()
    reviewer = actions.make_account(
        username="reviewer", name="r", password="!", password_is_hash=True, actor=people.THE_SYSTEM, at=BEFORE
    )
    at = Organisation.objects.get(pk=COMMISSION)
    actions.appoint(user=reviewer, organisation=at, role="审核人", actor=people.THE_SYSTEM, at=BEFORE)
    given = {
        "item": "覆盖率",
        "part": "牵头",
        "period": "2016",
        "indicator_id": "forest_cover",
        "place": "220000",
        "unit": "%",
    }
    folder = settings.WORKSPACE / "received"
    for step in (1, 2, 3):
        setting = Setting(owner=ENERGY, keeper=COMMISSION, key=str(step), given=given)
        row = actions.establish(registry="target_reports", actor=people_there[COMMISSION], at=BEFORE, setting=setting)
        said = {"achieved": "44", "nature": "正式", "basis": "演示"}
        row = actions.move(
            record=row.pk, version=row.version, name="submit", actor=people_there[ENERGY], at=BEFORE, data=said
        )
        killed_there = _killed_while_leaving(step, row, people.actor(reviewer))
        row.refresh_from_db()
        before = len(list(folder.glob("*.json")))
        tick.run(BEFORE)
        print(step, killed_there, row.state, before, len(list(folder.glob("*.json"))), len(list(folder.glob("*.csv"))))
    print(desk_leaving.hand_over_all(), len(list(verify.broken())), Due.objects.filter(done_at=None).count())


def compiled() -> None:
    """A large document is taken in by a tick that is killed at one statement after another; then once to the end."""
    people_there = office()
    tick.run(BEFORE)
    upload = SimpleUploadedFile("意见.txt", LETTER.encode())
    id = actions.receive_later(upload=upload, actor=people_there[COMMISSION], at=BEFORE)
    deaths, taken = 0, []
    for at in (1, 2, 3, 5, 7, 9, 11, 15, 20):
        deaths += _killed_at(at, lambda: tick.run(BEFORE))
        taken.append(Record.objects.filter(registry__in=("received", "proposals")).count())
        assert ([one.id for one in documents.waiting()] == [id]) == (taken[-1] == 0)
    tick.run(BEFORE)
    tick.run(BEFORE)
    rows = [Record.objects.filter(registry=name).count() for name in ("received", "proposals")]
    print(deaths, set(taken) <= {0, 3}, rows, len(documents.waiting()), len(list(verify.broken())))


def beside() -> None:
    """A large document is compiled by the tick beside a desk; that is killed and comes again, and ends with the desk."""
    people_there = office()
    started: list[int] = []
    start = subprocess.Popen

    class Noted(start):  # type: ignore[misc, type-arg, valid-type]
        def __init__(self, *given: Any, **more: Any) -> None:
            super().__init__(*given, **more)
            started.append(self.pid)

    subprocess.Popen = Noted  # type: ignore[misc]
    ticking.LOOKS_EVERY = 0.2
    ticking.beside()
    while not started:
        time.sleep(0.05)
    os.kill(started[0], signal.SIGKILL)
    at = clock.now()
    actions.receive_later(upload=SimpleUploadedFile("意见.txt", LETTER.encode()), actor=people_there[COMMISSION], at=at)
    for _ in range(600):
        if not documents.waiting():
            break
        time.sleep(0.1)
    rows = [Record.objects.filter(registry=name).count() for name in ("received", "proposals")]
    print(len(started), rows, len(list(verify.broken())), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


def _killed_while_leaving(step: int, row: Record, actor: people.Actor) -> bool:
    """Accept a report in a child that is killed before it writes its so-manieth file; whether it was."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        put, seen = desk_leaving._put, 0

        def count(path: Path, content: bytes) -> bool:
            nonlocal seen
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return put(path, content)

        desk_leaving._put = count
        actions.move(record=row.pk, version=row.version, name="accept", actor=actor, at=BEFORE)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


# ------------------------------------------------------------------ killed with a message in hand


def mailed() -> None:
    """Killed when a message was taken and nobody has noted it yet: it goes out again, under the same Message-ID."""
    office()
    User.objects.filter(username=ENERGY).update(email="energy@example.gov.cn")
    box = settings.WORKSPACE / "mail"
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", str(box)
    settings.EMAIL_HOST = "mail.example"
    told = Notice.objects.filter(organisation=ENERGY).count()
    deaths = [_dies(_send_and_die, taken) for taken in (False, True)]
    at_once = len(_message_ids(box))
    tick.run(BEFORE)
    left_alone = len(_message_ids(box))
    for _ in range(2):
        tick.run(BEFORE + timedelta(minutes=11))
    ids = _message_ids(box)
    print(sum(deaths), at_once, told - left_alone, len(set(ids)) == told, len(ids) - len(set(ids)))


def _send_and_die(taken: bool) -> None:
    send = EmailMessage.send

    def dying(message: EmailMessage) -> int:
        if taken:
            send(message)
        os.kill(os.getpid(), signal.SIGKILL)
        return 0

    EmailMessage.send = dying  # type: ignore[method-assign, assignment]
    tick.run(BEFORE)


def _message_ids(box: Path) -> list[str]:
    texts = [file.read_text(encoding="utf-8") for file in box.glob("*")] if box.exists() else []
    return [line for text in texts for line in text.splitlines() if line.startswith("Message-ID:")]


# ------------------------------------------------------------------ killed while it builds


def built() -> None:
    """A build killed at one file after another: the one before stands until the new one does, and is then replaced."""
    office()
    town = settings.WORKSPACE / "town"
    town.mkdir(parents=True)
    _town(town, "镇")
    # This process builds nothing itself: a child that is forked from one that has would wait for threads that it lacks.
    never = sys.maxsize
    assert not _dies(_build_and_die, town, never)
    first = _current_build()
    _town(town, "新镇")
    stood, at = [], 1
    while _dies(_build_and_die, town, at):
        stood.append(_current_build())
        at += 1 + at // 3
    second = _current_build()
    assert not _dies(_build_and_die, town, never)
    left = [one.name for one in (settings.WORKSPACE / "build").iterdir() if one.suffix]
    found = pipeline.last_build(settings.WORKSPACE)
    whole = found is not None and found.digest == second == _current_build() != first
    print(len(stood), set(stood) <= {first, second}, whole, left, len(list(verify.broken())))


def _current_build() -> str:
    """The build that pages would show now; blank where it is not whole."""
    folder = settings.WORKSPACE / "build"
    name = (folder / "current").read_text(encoding="utf-8")
    return name if (folder / name / "build.pickle").is_file() else ""


def _town(folder: Path, title: str) -> None:
    (folder / "pack.yaml").write_text(f"id: town\ntitle: {title}\nextends: [common-cn]\n", encoding="utf-8")


def _build_and_die(town: Path, at: int) -> None:
    """Build, and die when a file or folder of the workspace is touched for the so-manieth time."""
    seen, workspace = 0, str(settings.WORKSPACE)

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        writes = event in ("os.rename", "os.mkdir", "os.remove", "shutil.rmtree", "shutil.copyfile") or (
            event == "open" and "w" in str(arguments[1])
        )
        if writes and workspace in str(arguments[0]):
            seen += 1
            if seen == at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    pipeline.build(town, settings.WORKSPACE)


def _dies(work: Callable[..., object], *given: object) -> bool:
    """Whether something that is done in a child kills it."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        work(*given)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _killed_at(statement: int, work: Callable[[], object]) -> bool:
    """Do something in a child that is killed when it is about to write for the so-manieth time; whether it was."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        seen = 0

        def count(execute, sql, parameters, many, context):  # type: ignore[no-untyped-def]
            nonlocal seen
            done = execute(sql, parameters, many, context)
            seen += sql.lstrip().upper().startswith(("INSERT", "UPDATE"))
            if seen >= statement:
                os.kill(os.getpid(), signal.SIGKILL)
            return done

        with connection.execute_wrapper(count):
            work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


if __name__ == "__main__":
    assert not User.objects.exists()
    orders = {
        "writers": lambda: writers(int(sys.argv[2])),
        "killed": killed,
        "leaving": leaving,
        "compiled": compiled,
        "beside": beside,
        "mailed": mailed,
        "built": built,
    }
    orders[sys.argv[1]]()
