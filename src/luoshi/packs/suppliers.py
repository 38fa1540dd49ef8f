"""Who should supply which figures: `suppliers.yaml` of a pack, its schema, and what can be wrong in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import Field

from luoshi.model.pack import Pack
from luoshi.model.problem import Kind, Problem
from luoshi.model.supplier import Supplier
from luoshi.packs.files import check_unique, read_yaml, shown, where
from luoshi.packs.references import unknown
from luoshi.packs.review import reviewed
from luoshi.packs.schemas import Schema, Text, Truth

NOBODY_SUPPLIES = Kind(
    code="pack-nobody-supplies",
    zh="有目标的指标“{id}”没有写明由谁供数", en="a target is about '{id}', and nobody is named who supplies it",
    hint_zh="请在 suppliers.yaml 中加上这个指标和供数单位。",
    hint_en="Add the indicator and the organisation to suppliers.yaml.",
)  # fmt: skip

_FILE = "suppliers.yaml"


class SupplierEntry(Schema):
    indicator: Text
    organisations: tuple[Text, ...] = Field(min_length=1)
    official: Truth
    needs: str = ""
    needs_en: str = ""
    nearest: tuple[Text, ...] = ()
    reports_count: Truth = Field(
        False, description="是: reports that were accepted at the desk count like published figures, by their day."
    )

    def noun(self) -> Supplier:
        return Supplier(**dict(self))


class SuppliersFile(Schema):
    suppliers: tuple[SupplierEntry, ...]


def suppliers(pack: Pack) -> Mapping[str, Supplier]:
    """Who should supply the figures of each indicator, by the indicator's id.

    Gaps:
        An indicator that nobody is named for is not in it; without a `suppliers.yaml` there is none.

    Raises:
        PackError: the file is not what its schema says, or an indicator stands twice in it.

    >>> from luoshi import packs
    >>> jilin = packs.pack("jilin")
    >>> who = suppliers(jilin)["registered_unemployment"]
    >>> [jilin.organisations[id].name for id in who.organisations], who.nearest
    (['吉林省人力资源和社会保障厅'], ('registered_unemployed', 'urban_unit_employed'))
    """
    path = Path(pack.path) / _FILE
    if not path.is_file():
        return {}
    entries = read_yaml(path, SuppliersFile).suppliers
    numbered = enumerate(entries)
    check_unique(
        path, ((entry.indicator, ("suppliers", number, "indicator")) for number, entry in numbered), "indicator"
    )
    return {entry.indicator: entry.noun() for entry in entries}


def of_suppliers(pack: Pack) -> Iterator[Problem]:
    """What `suppliers.yaml` names and is not there, and the targets' indicators that it forgets.

    >>> list(of_suppliers(Pack("small", "小包", "no-such-folder")))
    []
    """
    found, path = suppliers(pack), Path(pack.path) / _FILE
    for number, one in enumerate(found.values()):
        named = (
            ("indicator", (one.indicator,), pack.indicators),
            ("organisations", one.organisations, pack.organisations),
            ("nearest", one.nearest, pack.indicators),
        )
        for key, ids, known in named:
            for id in ids:
                if id not in known:
                    yield unknown(one.indicator, key, id, known, where(path, ("suppliers", number, key)))
    if found:
        promised = (entry.indicator_id for entry in reviewed(pack) if entry.kind == "target" and not entry.rejected)
        for id in dict.fromkeys(id for id in promised if id and id not in found):
            yield NOBODY_SUPPLIES(id=id, where=shown(path))
