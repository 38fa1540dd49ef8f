"""Of a target that is taken in: whose figure is asked for, in which unit, of which place, and who supplies it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from luoshi.following import area_of
from luoshi.model.area import Judging
from luoshi.model.indicator import Indicator
from luoshi.model.pack import Pack
from luoshi.model.registry import Value
from luoshi.model.review import Reviewed
from luoshi.model.supplier import Supplier
from luoshi.packs.judging import judging
from luoshi.packs.suppliers import suppliers
from luoshi_web.desk.models import Organisation
from luoshi_web.packs import current, office

# Whether the document names an organisation, and whether the pack names one that supplies the figures.
_BASIS = {
    (True, False): "文件写明",
    (False, True): "由供数单位承担（主管单位认定）",
    (False, False): "文件未写明单位，暂由主管单位承担",
}


@dataclass(frozen=True, slots=True)
class _Told:
    """What the pack says beside the documents: who supplies figures, and which places targets are about."""

    suppliers: Mapping[str, Supplier]
    judging: Judging


def asked_of(pack: Pack, entry: Reviewed, named: bool, on: date) -> tuple[dict[str, Value], list[str]]:
    """The fields of a target's record that say which figure is asked for, and who supplies it where no document says so."""
    indicator, told = _indicator(pack, entry), _told(pack.path)
    supplying = [] if named else _supplying(pack, told.suppliers.get(entry.indicator_id), on)
    unit = entry.fields.get("unit", "")
    fields: dict[str, Value] = {
        "indicator_id": indicator.id if indicator else "", "unit": _unit(pack, indicator, str(unit)),
        "place": _place_of(pack, told.judging, entry), "owner_basis": _BASIS[named, bool(supplying)],
    }  # fmt: skip
    if indicator:
        fields["indicator"] = indicator.title
    return fields, supplying


@lru_cache(maxsize=2)
def _told(path: str) -> _Told:
    """Read once for a pack, as the pack itself is."""
    pack = office().pack
    return _Told(suppliers(pack), judging(pack))


def _indicator(pack: Pack, entry: Reviewed) -> Indicator | None:
    """The indicator whose figure is asked for: of a growth that is measured in real terms, its rate."""
    indicator = pack.indicators.get(entry.indicator_id)
    if indicator and indicator.real_growth and entry.fields.get("kind") == "growth":
        return pack.indicators.get(indicator.real_growth)
    return indicator


def _unit(pack: Pack, indicator: Indicator | None, printed: str) -> str:
    """The unit that the document prints, where it measures the same as the indicator's; else that of the indicator."""
    own, other = pack.unit(indicator.unit) if indicator else None, pack.unit(printed)
    same = own is None or (other is not None and own.dimension == other.dimension)
    return printed if same or indicator is None else indicator.unit


def _place_of(pack: Pack, told: Judging, entry: Reviewed) -> str:
    """The place, or the area as a whole, that a figure is asked of; none where the target is about each place, or reaches
    beyond the province.
    """
    area = area_of(entry.document, str(entry.fields.get("scope", "")), told, pack)
    homes = {place.code[:2] for place in pack.places if place.name in pack.home_provinces}
    if area is None or area.each or {code[:2] for code in area.places} - homes:
        return ""
    return area.places[0] if len(area.places) == 1 else area.id


def _supplying(pack: Pack, supplier: Supplier | None, on: date) -> list[str]:
    """Who should supply an indicator's figures, as it was called on a day; nobody where the pack names none at the desk."""
    known = set(Organisation.objects.values_list("pk", flat=True))
    found = [then for id in (supplier.organisations if supplier else ()) for then in _then(pack, id, on)]
    return [id for id in found if id in known]


def _then(pack: Pack, id: str, on: date) -> list[str]:
    """An organisation on a day: whoever took over from it by then, or those from whom it took over later."""
    one = pack.organisations[id]
    if one.since is None or one.since <= on:
        return [current(id, on)]
    return [
        before.id
        for before in pack.organisations.values()
        if before.existed(on) and id in {heir.id for heir in pack.current(before.id, one.since)}
    ]
