"""The same tests on PostgreSQL: a cluster of their own, which is gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)


def somebody() -> str | None:
    """Whom the server runs as: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in names), "")


def why_not() -> str:
    if os.environ.get("DATABASE_URL"):
        return "this run is on the database that DATABASE_URL names"
    if not PROGRAMS:
        return "PostgreSQL is not installed (apt-get install postgresql)"
    return "there is nobody but root to run it as" if somebody() == "" else ""


pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "-")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a cluster that listens on a socket of its own."""
    who = somebody()
    folder = Path(tempfile.mkdtemp(prefix="luoshi-pg-"))
    if who:
        shutil.chown(folder, who)
    data = folder / "data"

    def run(program: str, *arguments: str) -> None:
        command = [str(PROGRAMS[0] / program), *arguments]
        subprocess.run(
            command, check=True, capture_output=True, user=who, cwd=folder, env={"LC_ALL": "C", "PATH": "/usr/bin"}
        )

    run("initdb", "-D", str(data), "-U", "desk", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c max_connections=120"
    run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        run("createdb", "-h", str(folder), "-U", "desk", "luoshi")
        yield f"postgresql://desk@/luoshi?host={folder}"
    finally:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def test_everything_holds_on_postgresql_too(server: str) -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-n",
        "2",
        "--dist",
        "loadfile",
        str(HERE),
    ]
    environment = os.environ | {"DATABASE_URL": server}
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
