"""A city with everything that was found about it: class, lights, evaluations, alerts, figures, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from luoshi.model.alert import Alert
from luoshi.model.appraisal import Appraised
from luoshi.model.assessed import Assessed, AssessedPlace, PlaceClass
from luoshi.model.finding import Missing
from luoshi.model.followed import Followed
from luoshi.model.pack import Pack
from luoshi.model.profile import Profile
from luoshi.model.supplier import Supplier
from luoshi.publish.chart_words import Words
from luoshi.publish.page_cities import Evaluations
from luoshi.publish.page_findings import ORDER, Mark, mark


@dataclass(frozen=True, slots=True)
class Lack:
    """Figures of a city that are missing (缺数): of what, why, and who should supply them."""

    title: Words
    why: Words
    needs: str
    suppliers: tuple[str, ...]
    official: bool


@dataclass(frozen=True, slots=True)
class Upward:
    """One indicator on the way to the next class: what it is, and what it has to become alone, and with all others.

    None where it cannot get there alone, or need not change.
    """

    title: str
    unit: str
    now: float
    alone: float | None
    together: float | None


@dataclass(frozen=True, slots=True)
class CityRow:
    """A city with what was found about it (城市一览).

    Attributes:
        followed: The targets in this place, those that stand worst first; `scope` tells whether a target is about it.
        assessed: The schemes in which it is, each with its own result.
    """

    profile: Profile
    classed: PlaceClass | None
    followed: tuple[Followed, ...]
    alerts: tuple[Alert, ...]
    assessed: tuple[tuple[Assessed, AssessedPlace], ...]
    appraised: Appraised | None
    lacking: tuple[Lack, ...]

    @property
    def place(self) -> str:
        return self.profile.place

    @property
    def name(self) -> str:
        return self.profile.name

    @property
    def has_data(self) -> bool:
        return bool(self.profile.measured)

    @property
    def worst(self) -> Followed | None:
        """The target that stands worst of those with a value."""
        return next((one for one in self.followed if one.points), None)

    @property
    def worst_mark(self) -> Mark | None:
        return mark(self.worst) if self.worst else None

    @property
    def coordination(self) -> tuple[Assessed, AssessedPlace] | None:
        """The result by which the sides of the city go together."""
        return next(((one, place) for one, place in self.assessed if one.scheme.is_coordination), None)


def city_rows(
    profiles: Sequence[Profile], followed: Sequence[Followed], alerts: Sequence[Alert], evaluated: Evaluations | None,
    pack: Pack, suppliers: Mapping[str, Supplier],
) -> list[CityRow]:  # fmt: skip
    """The cities of a build.

    >>> from luoshi.packs import pack
    >>> city = Profile("220700", "松原市", "地级行政区", ())
    >>> row = city_rows([city], [], [], None, pack("common-cn"), {})[0]
    >>> row.has_data, row.worst, row.lacking
    (False, None, ())
    """
    classes = {one.place: one for one in evaluated.classes} if evaluated else {}
    # By the first of the pack's rules that appraises the city.
    appraised = {one.place: one for rule in reversed(evaluated.appraised) for one in rule} if evaluated else {}
    # What is measured elsewhere is asked of every place of the level.
    asked: dict[str, dict[str, None]] = {}
    for one in profiles:
        asked.setdefault(_level(one), {}).update({line.indicator: None for line in one.measured})
    rows = []
    for city in profiles:
        own = [one for one in followed if one.place == city.place]
        found = [
            (scheme, place)
            for scheme in (evaluated.assessed if evaluated else ())
            for place in scheme.places
            if place.place == city.place
        ]
        rows.append(
            CityRow(
                city, classes.get(city.place), tuple(sorted(own, key=lambda one: ORDER.index(mark(one)))),
                tuple(one for one in alerts if one.place == city.place and one.level is not None), tuple(found),
                appraised.get(city.place), tuple(_lacking(city, asked[_level(city)], own, found, pack, suppliers)),
            )
        )  # fmt: skip
    return rows


def upward(place: AssessedPlace) -> list[Upward]:
    """What would move a place one class up, indicator by indicator; nothing for one without classes, or at the top."""
    found = place.upgrade
    if found is None:
        return []
    rows = []
    for item in place.items:
        if item.id not in found.now:
            continue
        now, together = found.now[item.id], found.together.get(item.id)
        moves = together is not None and abs(together - now) > 1e-6 * max(abs(now), 1)
        if moves or found.alone.get(item.id) is not None:
            rows.append(Upward(item.title, item.unit, now, found.alone.get(item.id), together if moves else None))
    return rows


def _level(one: Profile) -> str:
    return "prefecture" if one.level == "地级行政区" else "county"


def _lacking(
    city: Profile, asked: Mapping[str, None], followed: Sequence[Followed],
    assessed: Sequence[tuple[Assessed, AssessedPlace]], pack: Pack, suppliers: Mapping[str, Supplier],
) -> Iterator[Lack]:  # fmt: skip
    told = {line.indicator for line in city.measured}
    for one in followed:
        if not one.points and one.indicator not in told:
            told.add(one.indicator)
            yield _lack(one.indicator, Words(one.reason.zh, one.reason.en), one.title, pack, suppliers)
    for _, place in assessed:
        for item in place.items:
            if isinstance(item.point, Missing) and item.id not in told:
                told.add(item.id)
                yield _lack(item.id, Words(item.point.zh, item.point.en), item.title, pack, suppliers)
    for indicator in asked:
        if indicator not in told:
            why = Words("别的地方有数据，这里没有", "published for other places, not for this one")
            yield _lack(indicator, why, indicator, pack, suppliers)


def _lack(indicator: str, why: Words, title: str, pack: Pack, suppliers: Mapping[str, Supplier]) -> Lack:
    known, supplier = pack.indicators.get(indicator), suppliers.get(indicator)
    named = Words(known.title, known.title_en or known.title) if known else Words(title, title)
    if supplier is None:
        return Lack(named, why, "", (), False)
    return Lack(named, why, supplier.needs, supplier.organisations, supplier.official)
