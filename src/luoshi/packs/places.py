"""What follows from the tables of places: the classes of the resource-based cities, and the governments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from luoshi.model.pack import Organisation, Place, ResourceCity, Succession

_LEVEL_OF_GOVERNMENT = {"省": "省", "地级行政区": "市", "县级市": "县", "县": "县", "市辖区": "县"}
_MUNICIPALITIES = ("11", "12", "31", "50")


def with_resource_cities(places: Sequence[Place], cities: Iterable[ResourceCity]) -> list[Place]:
    """The places with their class of 2013, and the cities of the list that are not yet among them.

    A city that was renamed since is two places, as it was called and as it is called, and both carry the class.
    """
    found = {(place.code, place.name): place for place in places}
    for city in cities:
        for place in _places_of(city):
            known = found.get((place.code, place.name), place)
            found[place.code, place.name] = replace(known, resource_class=city.resource_class)
    return list(found.values())


def governments(places: Iterable[Place], organisations: Iterable[Organisation]) -> dict[str, Organisation]:
    """The people's government of each place that the organisations do not name themselves, by id."""
    named = {organisation.place for organisation in organisations if organisation.kind == "政府"}
    found = {}
    for place in places:
        if place.standard and place.level in _LEVEL_OF_GOVERNMENT and place.code not in named:
            government = _government(place)
            found[government.id] = government
    return found


def _places_of(city: ResourceCity) -> list[Place]:
    changed = (city.code_2013, city.name_2013) != (city.code, city.name)
    then = Place(
        code=city.code_2013,
        name=city.name_2013,
        level=city.level,
        parent=_parent(city.code_2013, city.level),
        valid_to=city.changed_on if changed else None,
        successor=city.code or None if changed else None,
        standard=city.code_2013.isdigit(),
        bare=city.bare,
    )
    if not changed or not city.code:
        return [then]
    level = "市辖区" if city.name.endswith("区") else "县级市" if city.name.endswith("市") else "县"
    return [then, Place(city.code, city.name, level, _parent(city.code, level), valid_from=city.changed_on)]


def _parent(code: str, level: str) -> str:
    """220581 → 220500; 220500, 429021 and 500151, which stand directly under a province, → 220000, 420000, 500000."""
    direct = level == "地级行政区" or code[2:4] == "90" or code.startswith(_MUNICIPALITIES)
    return code[:2] + "0000" if direct else code[:4] + "00"


def _government(place: Place) -> Organisation:
    id = f"government/{place.code}"
    heir = (f"government/{place.successor}", place.valid_to) if place.successor and place.valid_to else None
    return Organisation(
        # A former name under the same code (八道江区, today 浑江区) is told apart by its last day.
        id=f"{id}@{place.valid_to}" if place.successor == place.code else id,
        name=f"{place.name}人民政府",
        aliases=tuple(f"{alias}人民政府" for alias in place.aliases),
        level=_LEVEL_OF_GOVERNMENT[place.level],
        kind="政府",
        place=place.code,
        successors=(Succession(heir[0], heir[1], "行政区划调整", "places.csv"),) if heir else (),
        since=place.valid_from,
    )
