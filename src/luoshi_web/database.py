"""Which database: SQLite in the workspace as it is, PostgreSQL where DATABASE_URL names one."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from luoshi.model.problem import Kind, LuoshiError

UNKNOWN_DATABASE = Kind(
    code="desk-unknown-database",
    zh="不认识的数据库“{scheme}”", en="'{scheme}' is no database that the desk knows",
    hint_zh="请写 postgresql://用户:密码@主机:5432/库名，或 sqlite:///路径。",
    hint_en="Write postgresql://user:password@host:5432/name, or sqlite:///path.",
)  # fmt: skip

# One writer at a time: a transaction takes the lock when it begins, so that it never has to give up half-way. Readers never
# wait for it (WAL), and what was said to be written is on the disk (FULL). Pages of the file are read where the system keeps
# them, once for all threads (mmap), so each connection's own cache is small; the journal gives its space back.
_PRAGMAS = {
    "journal_mode": "WAL", "synchronous": "FULL", "foreign_keys": "ON", "cache_size": -16384, "mmap_size": 4 * 2**30,
    "temp_store": "MEMORY", "journal_size_limit": 64 * 2**20,
}  # fmt: skip
_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": " ".join(f"PRAGMA {name}={value};" for name, value in _PRAGMAS.items()),
}


def database(url: str, workspace: Path) -> dict[str, Any]:
    """Django's settings for a database.

    Args:
        url: `postgresql://…`, `sqlite:///path`, or blank for `desk.sqlite3` in the workspace.

    Raises:
        LuoshiError: it is another database.

    >>> database("postgresql://desk:secret@db:5433/luoshi", Path("workspace"))["PORT"]
    '5433'
    """
    parts = urlsplit(url)
    if parts.scheme in ("", "sqlite"):
        name = Path(unquote(parts.path[1:])) if parts.path else workspace / "desk.sqlite3"
        # Each thread keeps its connection for a minute, and with it the pages that it has read.
        return {
            "ENGINE": "django.db.backends.sqlite3", "NAME": str(name), "CONN_MAX_AGE": 60, "OPTIONS": dict(_SQLITE),
        }  # fmt: skip
    if parts.scheme not in ("postgres", "postgresql"):
        raise LuoshiError(UNKNOWN_DATABASE(scheme=parts.scheme, where="DATABASE_URL"))
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        # A socket's folder is given as host=… behind the question mark.
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
    }


def forget_statistics() -> None:
    """Let SQLite choose an index by what a question asks, not by what it once counted.

    The tables have an index for each question, and columns that are very uneven: of a hundred thousand records two fifths are
    reports. SQLite counts averages, and with them it takes the index of another question. PostgreSQL counts what is frequent.
    """
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE name = 'sqlite_stat1'")
            if cursor.fetchone():
                cursor.execute("DROP TABLE sqlite_stat1")
