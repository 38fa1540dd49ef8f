"""The texts of the records in memory, as they are searched: read once, and after an event those alone that it touched."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import BooleanField, F, Func, QuerySet

from luoshi.search import Texts, plain
from luoshi_web.desk.models import Organisation, Record
from luoshi_web.desk.overview import of_reports
from luoshi_web.desk.remembered import followed, remembered
from luoshi_web.packs import office


class Words(NamedTuple):
    """What is searched of one record, in the form of `luoshi.search.plain`."""

    title: str
    rest: str
    said: str


@dataclass(frozen=True)
class Known:
    """What stands in the records.

    Attributes:
        own: The numbers of the records that have a title of their own; `titles` and `texts` are in their order.
        reports: The numbers of the reports of which something was said; `told` and `said` are in their order.
    """

    own: list[int]
    titles: Texts
    texts: Texts
    reports: list[int]
    told: Texts
    said: Texts


def known() -> Known:
    """The texts as they stand."""
    names = dict(Organisation.objects.order_by().values_list("pk", "short"))
    key = tuple(sorted(names.items()))
    return remembered(("texts", key), lambda: _known(key, names))


def _known(key: object, names: Mapping[str, str]) -> Known:
    own = followed(("own words", key), lambda pks: _words(_own(), names, pks))
    reports = followed(("reports' words", key), lambda pks: _words(_told(), names, pks))
    return Known(
        list(own), Texts([one.title for one in own.values()]), _whole(own),
        list(reports), _whole(reports), Texts([one.said for one in reports.values()]),
    )  # fmt: skip


def _whole(some: Mapping[int, Words]) -> Texts:
    return Texts(["\n".join(one) for one in some.values()])


def _words(rows: QuerySet[Record], names: Mapping[str, str], pks: Collection[int] | None) -> dict[int, Words]:
    rows = rows if pks is None else rows.filter(pk__in=pks)
    found = rows.order_by().values_list("pk", "title", "key", "owner", "said")
    return {
        pk: Words(plain(title), "\n".join((plain(key), plain(names.get(owner, "")))), plain(said))
        for pk, title, key, owner, said in found
    }


def _own() -> QuerySet[Record]:
    reports = {one.id for one in of_reports()}
    return Record.objects.filter(registry__in=[id for id in office().registries if id not in reports])


def _told() -> QuerySet[Record]:
    # In the words of the index `said_something`.
    has_said = Func(F("said"), template="NOT (%(expressions)s = '')", output_field=BooleanField())
    return Record.objects.filter(has_said, registry__in=[one.id for one in of_reports()])
