"""A cycle: an obligation that comes again, as the documents say it: every quarter, by 31 January."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Every = Literal["month", "quarter", "half-year", "year", "three-years"]
Shift = Literal["none", "earlier", "later"]


@dataclass(frozen=True, slots=True)
class DueRule:
    """By when: the `day` of the month that is `months_after` the period's last, before it where negative; the month's last day
    where it has fewer.

    `shift`: what happens where that is no working day.
    """

    months_after: int
    day: int
    shift: Shift = "none"
    official: bool = True
    source: str = ""


@dataclass(frozen=True, slots=True)
class Cycle:
    """An obligation that comes again (周期).

    For each period from `first` to `last` (blank for ever), each organisation of `owed_by` owes `keeper` a record of
    `registry`, which is opened `opens` days before it is due. `remind` counts working days. `about` is the document that is
    asked about, where it is about one; `document` is the one that orders the cycle.
    """

    id: str
    title: str
    title_en: str
    every: Every
    due: DueRule
    registry: str
    owed_by: tuple[str, ...]
    keeper: str
    first: str
    last: str = ""
    opens: int = 30
    remind: tuple[int, ...] = ()
    remind_official: bool = False
    about: str = ""
    document: str = ""
    quote: str = ""
    mechanisms: tuple[str, ...] = ()
    source: str = ""
    note: str = ""
