"""A pack as the stages see it: what is known of organisations, places, units, words, and what a plan calls for.

All nouns are plain values. `Pack` adds one thing: it answers by name, from indexes that are made once when it is made
(see `naming`), so that a grammar may ask for every name in a document.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from luoshi.model.areas import BoundaryChange
from luoshi.model.indicator import Indicator
from luoshi.model.naming import OrganisationNames, PlaceNames
from luoshi.model.unit import Unit, unit_of

_OFFICE = re.compile(r"(?:人民政府|政府|管理委员会|管委会|党工委)$")

Confidence = Literal["high", "low"]
Level = Literal["国家", "省", "市", "县"]
ResourceClass = Literal["成长型", "成熟型", "衰退型", "再生型"]
Priority = Literal["P1", "P2", "P3"]


@dataclass(frozen=True, slots=True)
class Succession:
    """An organisation that took over: which, from when, how (更名, 合并, 划入, 职责划转), by which document.

    `on` is the first day of the month or the year where only that is known; `confidence` is low where the outcome or
    the date has not been read in a source.
    """

    id: str
    on: date
    how: str
    source: str
    confidence: Confidence = "high"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation (组织) under its full name, with the names by which documents call it.

    `level` is 国家, 省, 市 or 县; `place` the code of the place it works for, blank for the whole country.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    level: str
    kind: str
    place: str
    successors: tuple[Succession, ...] = ()
    since: date | None = None
    confidence: Confidence = "high"
    note: str = ""

    @property
    def until(self) -> date | None:
        """The day on which others took over; `None` while it exists."""
        return min((successor.on for successor in self.successors), default=None)

    def existed(self, on: date) -> bool:
        """Whether it was there on that day.

        >>> renamed = Succession("new", date(2018, 10, 1), "更名", "机构改革方案")
        >>> Organisation("old", "旧局", (), "省", "政府部门", "220000", (renamed,)).existed(date(2018, 10, 1))
        False
        """
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative place (行政区划) under one name: renamed or raised, it becomes another row with its own dates.

    `level` is 省, 地级行政区, 县级市, 县, 市辖区 or 开发区. `parent` is the place its code belongs to, `managed_by`
    the one that governs it where that is another (梅河口市: code of 通化市, governed by the province). A place that the
    national standard does not know (长白山保护开发区) has `standard` false and a code in words. `bare` is false where
    the name without 市 or 县 is also a word (白银, 东方).
    """

    code: str
    name: str
    level: str
    parent: str
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None
    resource_class: str | None = None
    aliases: tuple[str, ...] = ()
    managed_by: str | None = None
    standard: bool = True
    bare: bool = True
    note: str = ""

    def existed(self, on: date) -> bool:
        """Whether it had this name and this code on that day (`valid_to` is the first day on which it had not)."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True)
class ResourceCity:
    """A line of the national list of 2013 (资源型城市名单): as it was called then, its class, and what it is today.

    `code` and `name` are blank where the place was divided since (莱芜市). `exhausted_batch` is the batch (1 to 3) in
    which it was named a resource-exhausted city. `bare` is false where the name without 市 or 县 is also a word (白银).
    """

    name_2013: str
    province: str
    level: str
    resource_class: str
    exhausted_batch: int | None
    code_2013: str
    code: str
    name: str
    changed_on: date | None
    bare: bool
    note: str
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class PackDocument:
    """A document that a pack holds: the file, which of the documents in it, and what it is called there.

    `part` counts from 1 where a file holds several documents, and `lines` are the first and last line of the part.
    `not_printed` names the fields that stand here from elsewhere because the file does not print them.
    """

    id: str
    file: str
    title: str | None
    doc_number: str | None
    sha256: str
    part: int | None = None
    lines: tuple[int, int] | None = None
    issuer: tuple[str, ...] = ()
    date: date | None = None
    not_printed: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class MechanismQuote:
    """The words by which a document orders a mechanism: the text, the document's id, and where in its outline."""

    text: str
    document: str
    where: str


@dataclass(frozen=True, slots=True)
class Mechanism:
    """Something that the documents order to exist (机制), with what it takes and how one knows that it works.

    `served_by` names what serves it: files of the pack (`schemes/city_classes`) or modules of the library
    (`luoshi.compile.duties`); empty where nothing does yet.
    """

    code: str
    title: str
    title_en: str
    priority: Priority
    quotes: tuple[MechanismQuote, ...]
    who: str
    inputs: str
    rules: str
    outputs: str
    deadlines: str
    check: str
    see_also: tuple[str, ...] = ()
    served_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """Data that a plan needs, and the reviewed reading of it; nothing in it runs.

    `path` is the folder, `extends` the folders of the packs it stands on, nearest first. `words` leads from a word to
    the indicators that it may mean.
    """

    id: str
    title: str
    path: str
    documents: tuple[PackDocument, ...] = ()
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    resource_cities: tuple[ResourceCity, ...] = ()
    units: Mapping[str, Unit] = field(default_factory=dict)
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    boundary_changes: tuple[BoundaryChange, ...] = ()
    extends: tuple[str, ...] = ()
    _organisation_names: OrganisationNames[Organisation] = field(init=False, repr=False, compare=False)
    _place_names: PlaceNames[Place] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = OrganisationNames(self.organisations.values(), self.home_provinces)
        object.__setattr__(self, "_organisation_names", names)
        object.__setattr__(self, "_place_names", PlaceNames(self.places))

    @property
    def home_provinces(self) -> list[str]:
        """The provinces whose departments the pack knows; in their documents 省 stands for the province's name."""
        homes = {one.place for one in self.organisations.values() if one.kind == "政府部门"}
        return [place.name for place in self.places if place.level == "省" and place.code in homes]

    def organisation(self, printed: str, on: date | None = None, level: str | None = None) -> Organisation | None:
        """The organisation that a printed name means.

        Args:
            printed: As the document has it: full or short, with or without the province's name.
            on: The document's date. Of several that bore the name, the one that existed then; without it, the latest.
            level: Only organisations of this level (国家, 省, 市, 县).

        Returns:
            `None` where nobody is called so, or where several are and nothing decides.

        >>> ministry = Organisation("gxt", "吉林省工业和信息化厅", ("省工信厅",), "省", "政府部门", "220000")
        >>> pack = Pack("p", "", "", organisations={"gxt": ministry}, places=(Place("220000", "吉林省", "省", ""),))
        >>> [pack.organisation(name).id for name in ("省工业信息化厅", "省工信厅", "吉林省工业和信息化厅")]
        ['gxt', 'gxt', 'gxt']
        """
        return self._organisation_names.find(printed, on, level)

    def current(self, id: str, on: date) -> tuple[Organisation, ...]:
        """Who stands in an organisation's place on a day: itself, or those who took over, and took over from those.

        Raises:
            KeyError: the pack has no organisation of that id.
        """
        found: dict[str, Organisation] = {}
        waiting, seen = [id], {id}
        while waiting:
            organisation = self.organisations[waiting.pop(0)]
            heirs = [successor.id for successor in organisation.successors if successor.on <= on]
            if not heirs:
                found[organisation.id] = organisation
            waiting += [heir for heir in heirs if heir not in seen and heir in self.organisations]
            seen.update(heirs)
        return tuple(found.values())

    def place(self, printed: str, on: date | None = None) -> Place | None:
        """The place that a printed name means: 吉林市, 延边州, 长春, 通化市二道江区, 白山市政府.

        Args:
            printed: As the document has it, also with the places above it in front; or its government or committee.
            on: The document's date: of several places that had the name, the one that had it then; without it, the
                latest.

        Returns:
            `None` where no place is called so or where a short name may mean several (吉林: the province or the city).

        >>> province, city = Place("220000", "吉林省", "省", ""), Place("220200", "吉林市", "地级行政区", "220000")
        >>> pack = Pack("p", "", "", places=(province, city))
        >>> [found.code if (found := pack.place(name)) else None for name in ("吉林", "吉林市", "吉林市政府")]
        [None, '220200', '220200']
        """
        if found := self._place_names.find(printed, on):
            return found
        committee = self._organisation_names.find(printed, on)
        if committee and committee.kind in ("政府", "管委会"):
            return self._place_names.of_code(committee.place, on)
        return self._place_names.find(_OFFICE.sub("", printed), on)

    def place_of_code(self, code: str, on: date | None = None) -> Place | None:
        """The place that has or had a code; of several that had it one after the other, the one of that day.

        >>> Pack("p", "", "", places=(Place("220000", "吉林省", "省", ""),)).place_of_code("220000").name
        '吉林省'
        """
        return self._place_names.of_code(code, on)

    def place_now(self, place: Place) -> Place | None:
        """What a place is called today, following its renamings; the place itself where it never changed."""
        seen = {place.code}
        while place.successor and place.successor not in seen:
            seen.add(place.successor)
            later = self._place_names.of_code(place.successor)
            if later is None:
                return None
            place = later
        return place

    def unit(self, printed: str) -> Unit | None:
        """The unit that is printed so: a listed one under any of its spellings (％, 百分点), or made of such (千公顷)."""
        return unit_of(printed, self.units)
