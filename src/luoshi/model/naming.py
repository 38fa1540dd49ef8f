"""From a printed name to the noun it means, for organisations and for places.

Documents shorten names by a few habits: the province's name becomes 省, 和 is dropped, 委员会 becomes 委,
延边朝鲜族自治州 becomes 延边州, and a city is called by its bare name. The habits are rules here; what does not follow
from the full name (省工信厅) is an alias in the pack. Everything is a look-up in dictionaries that are made once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Generic, Protocol, TypeVar


class Named(Protocol):
    """What organisations and places have in common."""

    @property
    def name(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...
    @property
    def level(self) -> str: ...
    def existed(self, on: date) -> bool: ...


class NamedOrganisation(Named, Protocol):
    @property
    def until(self) -> date | None: ...


class NamedPlace(Named, Protocol):
    @property
    def code(self) -> str: ...
    @property
    def parent(self) -> str: ...
    @property
    def valid_to(self) -> date | None: ...
    @property
    def bare(self) -> bool: ...


Body = TypeVar("Body", bound=NamedOrganisation)
Area = TypeVar("Area", bound=NamedPlace)

_JOINING_WORDS = re.compile(r"[\s和与及、]")
_ENDINGS = (
    ("管理委员会", "管委会"), ("管委会", "管委"), ("委员会", "委"), ("人民政府", "政府"), ("办公室", "办"),
)  # fmt: skip
_PEOPLES = (
    "蒙古族|蒙古|朝鲜族|满族|回族|回|藏族|彝族|苗族|布依族|侗族|羌族|土家族|哈尼族|傣族|壮族|瑶族|白族|维吾尔"
    "|哈萨克|柯尔克孜|"
    "黎族|畲族|土族|撒拉族|哈萨克族|裕固族|保安族|东乡族|景颇族|傈僳族|佤族|拉祜族|纳西族|独龙族|怒族|仡佬族|水族"
    "|仫佬族|毛南族|"
    "各族|达斡尔族"
)
_SELF_GOVERNING = re.compile(rf"(?P<bare>.{{1,5}}?)(?:{_PEOPLES})+自治(?P<kind>[州县旗区])$")
_SUFFIX = re.compile(r"(?:省|市|地区|盟|州|县|自治区|特别行政区)$")


def canonical(printed: str) -> str:
    """A name without the freedoms that documents take with it.

    >>> canonical("省工业和信息化厅") == canonical("省工业信息化厅")
    True
    >>> canonical("省发展和改革委员会")
    '省发展改革委'
    """
    text = _JOINING_WORDS.sub("", unicodedata.normalize("NFKC", printed))
    for long, short in _ENDINGS:
        text = text.replace(long, short)
    return text


class OrganisationNames(Generic[Body]):
    """Every name of every organisation, as documents shorten them.

    Args:
        organisations: Whom to find.
        provinces: The provinces whose name a document of theirs replaces by 省.
    """

    def __init__(self, organisations: Iterable[Body], provinces: Sequence[str]) -> None:
        self._province = re.compile(rf"^(中共)?(?:{'|'.join(provinces)})") if provinces else None
        self._by_name: dict[str, list[Body]] = {}
        for organisation in organisations:
            for name in {self.key(name) for name in (organisation.name, *organisation.aliases)}:
                self._by_name.setdefault(name, []).append(organisation)

    def key(self, printed: str) -> str:
        """What two spellings of one name have in common."""
        text = canonical(printed)
        return self._province.sub("省", text) if self._province else text

    def all(self, printed: str) -> list[Body]:
        """Everybody who is or was called so."""
        return self._by_name.get(self.key(printed), [])

    def find(self, printed: str, on: date | None, level: str | None = None) -> Body | None:
        found = [one for one in self.all(printed) if level is None or one.level == level]
        if len(found) > 1:
            found = [one for one in found if (one.existed(on) if on else one.until is None)]
        return found[0] if len(found) == 1 else None


class PlaceNames(Generic[Area]):
    """Every name of every place: full, shortened, bare, and behind the places above it."""

    def __init__(self, places: Sequence[Area]) -> None:
        self._by_code: dict[str, list[Area]] = {}
        self._full: dict[str, list[Area]] = {}
        self._bare: dict[str, list[Area]] = {}
        for place in places:
            self._by_code.setdefault(place.code, []).append(place)
            for name in {place.name, *place.aliases, *_with_suffix(place.name)}:
                self._full.setdefault(name, []).append(place)
            if bare := _bare(place):
                self._bare.setdefault(bare, []).append(place)
        self._longest = max(map(len, self._full), default=0)

    def of_code(self, code: str, on: date | None = None) -> Area | None:
        """The place that has or had a code."""
        return next(iter(_of_the_time(self._by_code.get(code, []), on)), None)

    def find(self, printed: str, on: date | None) -> Area | None:
        text = "".join(unicodedata.normalize("NFKC", printed).split())
        if found := self._named(text, on):
            return found[0] if len(found) == 1 else None
        return self._below(text, on)

    def _named(self, text: str, on: date | None) -> list[Area]:
        """The places called so: by a full name, or by a bare one that can mean only one."""
        if text in self._full:
            return _of_the_time(self._full[text], on)
        found = _of_the_time(self._bare.get(text, []), on)
        if any(place.level == "省" for place in found):
            return found
        # 通化 is the city, not the county inside it.
        prefectures = [place for place in found if place.level == "地级行政区"]
        return prefectures or found

    def _below(self, text: str, on: date | None) -> Area | None:
        """A name that begins with the place above: 通化市二道江区, 吉林省长春市."""
        for cut in range(min(len(text) - 2, self._longest), 1, -1):
            above = self._named(text[:cut], on)
            if not above:
                continue
            for place in self._everything_called(text[cut:], on):
                if any(self._is_within(place, higher) for higher in above):
                    return place
        return None

    def _everything_called(self, text: str, on: date | None) -> list[Area]:
        found = _of_the_time(self._full.get(text, []) + self._bare.get(text, []), on)
        if not found and (one := self._below(text, on)):
            return [one]
        return found

    def _is_within(self, place: Area, higher: Area) -> bool:
        """Whether one lies in the other, by the code's parents."""
        code, steps = place.parent, 0
        while code and steps < 4:
            if code == higher.code:
                return True
            above = self.of_code(code)
            code, steps = (above.parent if above else _province_of(code)), steps + 1
        return False


def _of_the_time(places: list[Area], on: date | None) -> list[Area]:
    """Those that existed on the day; without a day those of today, or else the last ones."""
    if len(places) == 1:
        return places
    if on is not None:
        return [place for place in places if place.existed(on)]
    if today := [place for place in places if place.valid_to is None]:
        return today
    last = max((place.valid_to for place in places if place.valid_to), default=None)
    return [place for place in places if place.valid_to == last]


def _with_suffix(name: str) -> list[str]:
    """延边朝鲜族自治州 → 延边州."""
    found = _SELF_GOVERNING.match(name)
    return [found["bare"] + found["kind"]] if found and len(found["bare"]) > 1 else []


def _bare(place: NamedPlace) -> str | None:
    """延边, 长春, 汪清; nothing for districts, whose bare names mean other things (西安区), or for one character."""
    if not place.bare or place.level in ("市辖区", "开发区"):
        return None
    found = _SELF_GOVERNING.match(place.name)
    bare = found["bare"] if found else _SUFFIX.sub("", place.name)
    return bare if len(bare) > 1 and bare != place.name else None


def _province_of(code: str) -> str:
    """220581 → 220000; nothing above a province."""
    return code[:2] + "0000" if code[2:] != "0000" else ""
