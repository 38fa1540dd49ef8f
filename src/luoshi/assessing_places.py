"""What is said of one place by a scheme: score and rank, why, what stands in the way, what it lacks and who should supply it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isnan

from luoshi.assess import coordinate
from luoshi.assess.compose import Evaluation, Uncertainty, explain, improvement
from luoshi.lines import Lines
from luoshi.model.assessed import AssessedPlace, ItemValue, Upgrade, YearScore
from luoshi.model.coordination import Coordination, Obstacle
from luoshi.model.finding import Missing
from luoshi.model.problem import Kind
from luoshi.model.said import Said, listed
from luoshi.model.scheme import Scheme
from luoshi.packs.suppliers import suppliers
from luoshi.panels import Panel

PLACE_LACKS = Kind(
    code="assess-place-lacks",
    zh="{place}{year}年没有得分：缺少{names}", en="{place} has no score in {year}: {names} missing",
    hint_zh="请由{who}补充。", hint_en="To be supplied by {who}.",
)  # fmt: skip

# The share of the replications that an interval of ranks holds.
LEVEL = 0.9


class Places:
    """The places of one scheme, one at a time.

    Args:
        upgrades: Whether it is worked out what would move a place one class up.
    """

    def __init__(self, lines: Lines, scheme: Scheme, upgrades: bool) -> None:
        self.lines, self.scheme, self.upgrades = lines, scheme, upgrades
        self.pack = lines.pack
        self.suppliers = suppliers(lines.pack)

    def without_score(self, given: Panel, code: str) -> AssessedPlace:
        """A place that has no score, with what it lacks and who should supply it."""
        items = tuple(self._item(given, code, leaf.id, None, 0.0) for leaf in self.scheme.root.leaves)
        return AssessedPlace(
            code, given.names[code], self._class(code), self._reason(given, code), 0, 0, 0, None, (), (), None, (), None,
            (), items, None, (),
        )  # fmt: skip

    def _reason(self, given: Panel, code: str) -> Missing:
        lacking = given.missing(code)
        titles = self._titles([one for one, _ in lacking])
        named = list(dict.fromkeys(self._who(given, code, [one for one, _ in lacking])))
        who = listed(named) if named else Said("统计部门", "the statistical office")
        return Missing(
            PLACE_LACKS(place=given.names[code], year=given.as_of, names=titles, who=who, where=given.names[code])
        )

    def _titles(self, indicators: Sequence[str]) -> Said:
        """The first three by name, and how many there are; each has its own reason among the items of the place."""
        names = [self.pack.indicators[one].name for one in indicators]
        return listed([Said(f"“{one.zh}”", f"“{one.en}”") for one in names], 3, "项指标")

    def _who(self, given: Panel, code: str, indicators: Sequence[str]) -> Iterator[str]:
        """Who should supply what is missing: of an indicator with a formula, the parts that are."""
        for id in indicators:
            for part in (id,) if id in self.suppliers else self.pack.indicators[id].parts or (id,):
                if any(point.year == given.as_of for point in self.lines.of(part, [code]).points):
                    continue
                supplier = self.suppliers.get(part)
                for organisation in supplier.organisations[:1] if supplier else ():
                    yield self.pack.organisations[organisation].name

    def _class(self, code: str) -> str:
        known = [city for city in self.pack.resource_cities if code in (city.code, city.code_2013)]
        return known[0].resource_class if known else ""

    def scored(self, given: Panel, found: Evaluation, spread: Uncertainty | None, code: str) -> AssessedPlace:
        """A place with its score, and everything that is said of it."""
        name, year = given.names[code], given.as_of
        row = found.row_of(name, str(year))
        rank, score = int(found.ranks[row]), float(found.score[row])
        low, high = (int(ends[row]) for ends in spread.rank_interval(LEVEL)) if spread else (rank, rank)
        forms = self._forms(found, row)
        years = tuple(self._year(given, found, code, one) for one in given.years)
        degrees = _running(years)
        items = tuple(
            self._item(given, code, one, float(found.normalised[row, n]), found.overall_weights[one])
            for n, one in enumerate(found.table.indicators)
        )
        return AssessedPlace(
            place=code,
            name=name,
            legal_class=self._class(code),
            score=score,
            rank=rank,
            low=low,
            high=high,
            band=self.scheme.band_of(score),
            sides=tuple(
                (item.title, float(found.scores[item.id][row])) for item in self.scheme.root.items if item.items
            ),
            forms=forms,
            lag=coordinate.lag(forms[0].sides, [item.title for item in self.scheme.root.items]) if forms else None,
            obstacles=_obstacles(items),
            warning=coordinate.city_warning(degrees) if forms else None,
            years=years,
            items=items,
            upgrade=self._upgrade(given, found, name),
            words=tuple(explain(found, name, period=str(year)).splitlines()),
        )

    def _forms(self, found: Evaluation, row: int) -> tuple[Coordination, ...]:
        """By the scheme's own form, and by the standard one for reference."""
        if not self.scheme.is_coordination:
            return ()
        root = self.scheme.root
        sides = [min(max(float(found.scores[item.id][row]), 0.0), 1.0) for item in root.items]
        weights = [float(weight) for weight in found.weights[root.id]]
        own = dict(self.scheme.aggregate.parameters)
        form = own.pop("form", "corrected")
        of_form = {"standard": coordinate.standard, "corrected": coordinate.corrected, "liao": coordinate.liao}
        named = dict.fromkeys((form, "standard"))
        return tuple(of_form[one](sides, weights, **(own if one == "liao" else {})) for one in named)

    def _year(self, given: Panel, found: Evaluation, code: str, year: int) -> YearScore:
        row = found.row_of(given.names[code], str(year))
        score = float(found.score[row])
        if isnan(score):
            names = self._titles([one for one in self.scheme.indicators if (one, code, year) in given.gaps])
            who, name = Said("供数单位", "whoever is named"), given.names[code]
            why = PLACE_LACKS(place=name, year=year, names=names, who=who, where=name)
            return YearScore(year, Missing(why), 0, None)
        forms = self._forms(found, row)
        return YearScore(
            year, score, int(found.ranks[row]), self.scheme.band_of(score), forms[0] if forms else None
        )  # fmt: skip

    def _item(self, given: Panel, code: str, id: str, normalised: float | None, weight: float) -> ItemValue:
        indicator = self.pack.indicators[id]
        leaf = next(one for one in self.scheme.root.leaves if one.id == id)
        key = (id, code, given.as_of)
        value = given.points.get(key) or given.gaps[key]
        known = None if normalised is None or isnan(normalised) else normalised
        return ItemValue(id, leaf.title, indicator.unit, str(leaf.better), value, known, weight)

    def _upgrade(self, given: Panel, found: Evaluation, name: str) -> Upgrade | None:
        if not self.scheme.bands or not self.upgrades:
            return None
        one = improvement(self.scheme, found.table, name, period=str(given.as_of))
        if one.next_band is None:
            return None
        names = one.indicators
        alone = {id: None if isnan(value) else float(value) for id, value in zip(names, one.alone, strict=True)}
        return Upgrade(
            one.next_band,
            one.needed,
            _numbers(names, one.values),
            alone,
            _numbers(names, one.together),
            one.confirmed,
            one.problems,
        )


def _running(years: Sequence[YearScore]) -> list[float]:
    """The degrees of the years that follow one another without a gap up to the last."""
    found: list[float] = []
    for one in reversed(years):
        if isinstance(one.score, Missing):
            break
        found.insert(0, one.score)
    return found


def _obstacles(items: Sequence[ItemValue]) -> tuple[Obstacle, ...]:
    values = {one.id: min(max(one.normalised, 0.0), 1.0) for one in items if one.normalised is not None}
    return coordinate.obstacles(values, {one.id: one.weight for one in items if one.id in values})


def _numbers(names: Sequence[str], values: Iterable[float]) -> Mapping[str, float]:
    return {id: float(value) for id, value in zip(names, values, strict=True)}
