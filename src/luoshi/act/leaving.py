"""A record that was accepted leaves the desk as a received file: a long table of one row, and a sidecar that says whose it is.

The file is all that the two sides of the loop share. It is made of events alone, so that it can be made again, byte for byte.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from luoshi.act.calendar import period_title
from luoshi.act.conditions import all_hold
from luoshi.model.mapping import LONG_HEADER, QUALITIES
from luoshi.model.observation import Quality
from luoshi.model.registry import Data, ObservedAs, Registry

KIND = "desk-report"
WITHDRAWN: Quality = "withdrawn"
_NATURES: Mapping[str, Quality] = {"快报": "reported-preliminary", "预计": "reported-estimated"}
_WORDS = {quality: word for word, quality in QUALITIES.items()}


@dataclass(frozen=True, slots=True)
class Happened:
    """An event by which a record became an observation or ceased to be one, as far as its file tells it.

    `on` is its day in the time of the office, `organisation` whoever answers for the record, by id and by name. `data` is
    what stood in the record then.
    """

    number: int
    digest: str
    before: str
    after: str
    on: date
    record: int
    key: str
    organisation: str
    organisation_name: str
    data: Data
    note: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """A file that leaves the desk (离台文件): its bytes, by which it is named, and what is said of it beside them."""

    content: bytes
    told: Mapping[str, object]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def sidecar(self) -> bytes:
        """The sidecar as it is written."""
        whole = {"name": f"{self.sha256}.csv", "sha256": self.sha256, "size": len(self.content), **self.told}
        return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def concerns(observed: ObservedAs, before: str, after: str) -> bool:
    """Whether an event makes an observation of a record, changes it, or takes it back.

    >>> seen = ObservedAs("indicator", "place", "period", "value", "unit")
    >>> [concerns(seen, *states) for states in (("submitted", "accepted"), ("accepted", "returned"), ("", "owed"))]
    [True, True, False]
    """
    return observed.state in (before, after)


def left(registry: Registry, event: Happened) -> Left | None:
    """The file by which an event leaves the desk.

    Returns:
        None where the event concerns no observation, or where the record does not say for which indicator, place and period
        it holds, has no value, or is not one that is observed (`ObservedAs.when`): such a report stays at the desk.

    Notes:
        Its vintage is the day of the event. A record that is accepted again leaves as another file; one that is sent back
        after it was accepted leaves with the quality 收回, and from that day on its value is missing, for the reason given.
    """
    seen = registry.observed
    if seen is None or not concerns(seen, event.before, event.after):
        return None
    needed = [str(event.data.get(id) or "") for id in (seen.place, seen.period, seen.indicator, seen.value, seen.unit)]
    if not all(needed) or not all_hold(seen.when, event.data):
        return None
    stands = event.after == seen.state
    place, period, indicator, value, unit = needed
    nature = str(event.data.get(seen.nature) or "")
    quality = _NATURES.get(nature, "reported") if stands else WITHDRAWN
    source = said(event, period, str(event.data.get(seen.source) or ""))
    cells = {
        "地区代码": place, "年份": period, "指标": indicator, "数值": value, "单位": unit, "发布日期": event.on.isoformat(),
        "数据性质": _WORDS[quality], "来源": source, "备注": _note(event, nature, str(event.data.get(seen.note) or ""), stands),
    }  # fmt: skip
    told: dict[str, object] = {
        "kind": KIND, "registry": registry.id, "registry_title": registry.title, "key": event.key, "record": event.record,
        "event": event.number, "digest": event.digest, "organisation": event.organisation,
        "organisation_name": event.organisation_name, "state": "accepted" if stands else WITHDRAWN,
        "accepted_on" if stands else "withdrawn_on": event.on.isoformat(), "vintage": event.on.isoformat(),
        "period": period, "source": source, "address": address(registry.id, event.key),
    }  # fmt: skip
    return Left(_table(cells), told if stands else {**told, "reason": event.note})


def said(event: Happened, period: str, basis: str) -> str:
    """Who says so, and which event: the statistical source of the value.

    >>> happened = Happened(123, "", "", "accepted", date(2017, 1, 9), 7, "k", "jilin/forestry", "省林业厅", {})
    >>> said(happened, "2016-Q4", "")
    '填报：省林业厅 2016年第四季度，留痕第123条'
    """
    whole = f"填报：{event.organisation_name} {period_title(period)}，留痕第{event.number}条"
    return f"{whole}（数据来源：{_line(basis)}）" if basis else whole


def address(registry: str, key: str) -> str:
    """The address of a record at the desk, by its key, which is the same at every desk.

    >>> address("target_reports", "2017-0001/甲#1")
    '/records/of/target_reports/2017-0001/%E7%94%B2%231/'
    """
    return f"/records/of/{registry}/{quote(key)}/"


def _note(event: Happened, nature: str, note: str, stands: bool) -> str:
    if not stands:
        return f"已收回：{_line(event.note)}" if event.note else "已收回"
    return "；".join(filter(None, (nature, _line(note))))


def _line(text: str) -> str:
    """On one line, so that a report is one row."""
    return " ".join(text.split())


def _table(cells: Mapping[str, str]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(LONG_HEADER)
    writer.writerow([cells.get(title, "") for title in LONG_HEADER])
    return out.getvalue().encode()
