"""Days with what falls on them, as a file that calendars read (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_LINE = 75


@dataclass(frozen=True, slots=True)
class DayEntry:
    """Something that falls on a day (日历事项); the same `id` replaces what was imported before."""

    id: str
    day: date
    title: str
    note: str = ""
    address: str = ""


def calendar_file(entries: Iterable[DayEntry], name: str, *, made_at: datetime) -> str:
    """A calendar of days without hours.

    Args:
        name: What the calendar is called.
        made_at: When the file is made, which the format wants.

    >>> made_at = datetime(2017, 1, 10, 9, tzinfo=UTC)
    >>> print(calendar_file([DayEntry("d1", date(2017, 1, 31), "报告, 一份")], "落实", made_at=made_at).splitlines()[9])
    SUMMARY:报告\\, 一份
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//luoshi//desk//ZH",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    stamp = made_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for entry in entries:
        lines += _event(entry, stamp)
    return "".join(folded + "\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _folded(line))


def _event(entry: DayEntry, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(entry.id)}@luoshi"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
    yield f"SUMMARY:{_text(entry.title)}"
    yield f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}"
    if entry.note:
        yield f"DESCRIPTION:{_text(entry.note)}"
    if entry.address:
        yield f"URL:{entry.address}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(words: str) -> str:
    """Words with what means something to the format marked."""
    marked = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return marked.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of 75 bytes at most, none within a character; each but the first begins with a blank."""
    piece, size = "", 0
    for letter in line:
        length = len(letter.encode())
        if size + length > _LINE:
            yield piece
            piece, size = " ", 1
        piece, size = piece + letter, size + length
    yield piece
