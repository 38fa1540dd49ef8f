"""What tests do to a desk from outside, in processes of their own: many write at once, and some are killed in the middle.

drive.py writers 50      so many write into one record at once, each adding a word
drive.py killed          tick and an import are killed at one statement after another, and run again
drive.py leaving         an acceptance is killed while its file leaves, at each step; then tick is run
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from luoshi_web.running import ready

ready()

from django.conf import settings  # noqa: E402
from django.db import connection, connections  # noqa: E402

from luoshi_web import packs  # noqa: E402
from luoshi_web.desk import actions, people, tick, verify  # noqa: E402
from luoshi_web.desk import leaving as desk_leaving  # noqa: E402
from luoshi_web.desk.actions.records import Setting  # noqa: E402
from luoshi_web.desk.models import Due, Event, Notice, Organisation, Record, User  # noqa: E402
from luoshi_web.desk.sheets import SheetRow  # noqa: E402

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
        SheetRow(number, row.key, "", {"progress": "导入"})
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
    {"writers": lambda: writers(int(sys.argv[2])), "killed": killed, "leaving": leaving}[sys.argv[1]]()
