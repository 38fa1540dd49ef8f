"""A scheme of a pack worked out for its places in a year: score, rank and how far it holds, why, and what is missing.

scheme → panel of indicator × place × year → evaluation → replications → levels, lag, obstacles, warning, steps up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from luoshi.assess.compose import (
    Alternatives,
    Evaluation,
    Uncertainty,
    evaluation,
    sensitivity,
    usual_alternatives,
    without_each,
)
from luoshi.assess.compose import uncertainty as replicated
from luoshi.assess.method import method_of
from luoshi.assessing_pattern import pattern_of
from luoshi.assessing_places import LEVEL, Places
from luoshi.lines import Lines
from luoshi.model.assessed import (
    Assessed,
    AssessedPlace,
    ChoiceShift,
    Reliance,
    WithoutItem,
)
from luoshi.model.finding import Missing
from luoshi.model.pack import Pack
from luoshi.model.problem import Kind, LuoshiError
from luoshi.model.scheme import Scheme
from luoshi.observe.store import Store
from luoshi.packs.schemes import scheme as scheme_of
from luoshi.packs.schemes import schemes
from luoshi.panels import Panel, last_year, panel

NO_SOBOL = Kind(
    code="assess-no-sobol",
    zh="没有作 Sobol 分析", en="Sobol indices were not worked out",
    hint_zh="请运行 luoshi assess --scheme 〈方案〉 --html 〈网页〉。", hint_en="Type luoshi assess --scheme ID --html PAGE.",
)  # fmt: skip
NOBODY_SCORED = Kind(
    code="assess-nobody-scored",
    zh="“{scheme}”在{year}年没有一个地区数据齐全", en="in {year} no place has all the figures that '{scheme}' needs",
    hint_zh="最近可评价的年份：{last}。", hint_en="The last year that can be judged: {last}.",
)  # fmt: skip
TOO_FEW = Kind(
    code="assess-too-few-for-sensitivity",
    zh="数据齐全的地区少于三个，或没有可变动的选择", en="fewer than three places have a score, or nothing varies",
    hint_zh="请补充数据。", hint_en="Supply the figures.",
)  # fmt: skip

REPLICATIONS = 1000
SEED = 20_140_522
_BASE = 256
_STEPS = {"normalise": "标准化", "weight": "赋权", "aggregate": "综合"}
_EARLIER = 2010


def assess(
    pack: Pack,
    store: Store,
    scheme: str | Scheme,
    *,
    as_of: int | None = None,
    known_on: date | None = None,
    replications: int = REPLICATIONS,
    seed: int = SEED,
    sobol: bool = True,
    earlier: bool = False,
    spatial: bool = False,
) -> Assessed:
    """A scheme worked out for its places in a year.

    Args:
        pack: The pack.
        store: Its observations, as `luoshi.observed(pack)` gives them.
        scheme: The id of one of its schemes, or a scheme of your own whose `area` the pack knows.
        as_of: The year judged; without it, the last in which two places have every indicator. Later values are not looked at.
        known_on: With what was known on that day; without it, with everything.
        replications: For the intervals of ranks; 0 for none, and then there is no analysis of sensitivity.
        seed: The same seed gives the same result.
        sobol: Whether Sobol indices are worked out, for which a library is loaded that takes seconds.
        earlier: Whether the scheme is also worked out, without replications, for the last year of each earlier stretch.
        spatial: Whether it is also told how the scores lie on the map, for which boundaries are loaded that take seconds.

    Returns:
        Places with their scores by rank, then those without, each with its reason.

    Gaps:
        A place without one of the indicators has no score. Years beyond a break of any series are not in the panel.

    Problems:
        Nobody has a score in that year; what `evaluation` reports.

    Raises:
        PackError: the pack has no such scheme.
        LuoshiError: the scheme does not say for which places it is.

    >>> import luoshi
    >>> jilin = luoshi.pack("jilin")
    >>> found = assess(jilin, luoshi.observed(jilin)[0], "coordination", as_of=2018, replications=100)
    >>> found.first, found.scored[0].name, found.unscored[0].name
    (2016, '长春市', '延边朝鲜族自治州')
    """
    lines = Lines(pack, store, known_on)
    chosen = scheme_of(pack, scheme) if isinstance(scheme, str) else scheme
    year = as_of if as_of is not None else (last_year(lines, chosen) or 0)
    found = _Assessing(lines, chosen, replications, seed, sobol).at(year or _EARLIER, earlier)
    return replace(found, pattern=pattern_of(found)) if spatial else found


def assess_all(
    pack: Pack, store: Store, *, as_of: int, known_on: date | None = None, replications: int = REPLICATIONS
) -> tuple[Assessed, ...]:
    """Every scheme of a pack that says for which places it is: in the year, or the last one before it that has figures.

    Args:
        pack: The pack.
        store: Its observations.
        as_of: The year judged.
        known_on: As in `assess`.
        replications: As in `assess`.

    Returns:
        In the order of their ids, each with its earlier stretches; `as_of` of each says which year it is.
    """
    lines, found = Lines(pack, store, known_on), []
    for one in schemes(pack).values():
        if one.area:
            year = last_year(lines, one, as_of) or as_of
            worked_out = _Assessing(lines, one, replications, SEED, sobol=False).at(year, earlier=True)
            found.append(replace(worked_out, pattern=pattern_of(worked_out)))
    return tuple(found)


class _Assessing:
    """One scheme on the lines of one pack."""

    def __init__(self, lines: Lines, scheme: Scheme, replications: int, seed: int, sobol: bool) -> None:
        self.lines, self.scheme, self.replications, self.seed = lines, scheme, replications, seed
        self.sobol = sobol
        self.of_places = Places(lines, scheme, upgrades=replications > 0)

    def at(self, year: int, earlier: bool) -> Assessed:
        given = panel(self.lines, self.scheme, year)
        found = self._worked_out(given)
        return replace(found, earlier=tuple(self._before(given))) if earlier else found

    def _before(self, given: Panel) -> Iterator[Assessed]:
        """The same in the last year of each earlier stretch, without replications."""
        plain = _Assessing(self.lines, self.scheme, 0, self.seed, sobol=False)
        until = given.before
        while until is not None and (year := last_year(self.lines, self.scheme, until)) is not None:
            one = panel(self.lines, self.scheme, year)
            yield plain._worked_out(one)
            until = one.before

    # ------------------------------------------------------------------ nobody

    def _nobody(self, given: Panel) -> Assessed:
        last = last_year(self.lines, self.scheme)
        problem = NOBODY_SCORED(scheme=self.scheme.title, year=given.as_of, last=last or "—", where=self.scheme.id)
        places = tuple(self.of_places.without_score(given, code) for code in given.names)
        nothing = Missing(TOO_FEW())
        return Assessed(
            self.scheme, given.area_title, given.as_of, given.years[0], given.breaks, places, LEVEL, 0, self.seed, (),
            nothing, (), (), (), (problem,),
        )  # fmt: skip

    # ------------------------------------------------------------------ somebody

    def _worked_out(self, given: Panel) -> Assessed:
        frame = given.to_frame()
        found = evaluation(self.scheme, frame)
        scored = [code for code, name in given.names.items() if found.ranks[found.row_of(name, str(given.as_of))]]
        return self._somebody(given, frame, found, scored) if scored else self._nobody(given)

    def _somebody(self, given: Panel, frame: object, found: Evaluation, scored: Sequence[str]) -> Assessed:
        varied = alternatives(self.scheme)
        spread = (
            replicated(self.scheme, frame, varied, seed=self.seed, replications=self.replications)
            if self.replications
            else None
        )
        places = [self.of_places.scored(given, found, spread, code) for code in scored]
        places.sort(key=lambda one: (one.rank, one.place))
        others = [self.of_places.without_score(given, code) for code in given.names if code not in scored]
        return Assessed(
            scheme=self.scheme,
            area_title=given.area_title,
            as_of=given.as_of,
            first=given.years[0],
            breaks=given.breaks,
            places=(*places, *others),
            level=LEVEL,
            replications=self.replications,
            seed=self.seed,
            before=tuple(_neighbours(places, spread, given.as_of)),
            reliance=self._reliance(frame, varied, len(scored)),
            without=tuple(self._left_out(given, frame)),
            by_choice=tuple(_by_choice(spread, varied, self.scheme, given.as_of)) if spread else (),
            varied=_varied(varied, self.scheme),
            problems=tuple(one for one in found.problems if one.code != "compose-no-score"),
        )

    def _reliance(self, frame: object, varied: Alternatives, scored: int) -> tuple[Reliance, ...] | Missing:
        if not self.replications or scored < 3:
            return Missing(TOO_FEW())
        if not self.sobol:
            return Missing(NO_SOBOL())
        try:
            found = sensitivity(self.scheme, frame, varied, seed=self.seed, base=_BASE)
        except LuoshiError as error:
            return Missing(error.problem)
        numbers = zip(
            found.factors, found.first, found.total, found.first_error, found.total_error, strict=True
        )  # fmt: skip
        return tuple(Reliance(name, *map(float, each)) for name, *each in numbers)

    def _left_out(self, given: Panel, frame: object) -> Iterator[WithoutItem]:
        """What the ranks of the year judged become without each indicator."""
        sides = [len(item.leaves) for item in self.scheme.root.items]
        if not self.replications or len(self.scheme.indicators) < 2 or (self.scheme.is_coordination and min(sides) < 2):
            return
        found = without_each(self.scheme, frame)
        all_rows = (found.evaluation.row_of(name, str(given.as_of)) for name in given.names.values())
        rows = [row for row in all_rows if found.evaluation.ranks[row]]
        titles = {leaf.id: leaf.title for leaf in self.scheme.root.leaves}
        for id, ranks in zip(found.indicators, found.ranks, strict=True):
            shift = abs(ranks[rows] - found.evaluation.ranks[rows])
            yield WithoutItem(id, titles[id], float(shift.mean()), int(shift.max()))


def alternatives(scheme: Scheme) -> Alternatives:
    """What the replications of a scheme vary: as usual, with errors of the data as it says; never the form of coupling."""
    found = usual_alternatives(scheme)
    own = replace(found, data_error=scheme.data_error.value if scheme.data_error else 0.0)
    if len(scheme.indicators) == 1:  # there is nothing to weigh or to put together
        return replace(own, weight=(), aggregate=(), weight_noise=0.0)
    # Degrees of coordination and means of the sides are not the same thing: one does not vary into the other.
    return replace(own, aggregate=()) if scheme.is_coordination else own


def _by_choice(
    spread: Uncertainty, varied: Alternatives, scheme: Scheme, year: int
) -> Iterator[ChoiceShift]:  # fmt: skip
    """The mean shift of ranks in the year judged, over the replications that make each choice."""
    table = spread.evaluation.table
    rows = [n for n, period in enumerate(table.periods) if period == str(year) and spread.evaluation.ranks[n]]
    shift = abs(spread.ranks[:, rows] - spread.evaluation.ranks[rows]).mean(axis=1)
    for step, word in _STEPS.items():
        for level, choice in enumerate(varied.of(step, scheme)):
            made = spread.draws.levels[step] == level
            if choice is not None and made.any() and not made.all():
                title = method_of("compose", choice.method).title
                yield ChoiceShift(word, title, choice == getattr(scheme, step), float(shift[made].mean()))


def _varied(varied: Alternatives, scheme: Scheme) -> tuple[str, ...]:
    methods = [
        f"{word}：{'、'.join(method_of('compose', one.method).title for one in varied.of(step, scheme) if one)}"
        for step, word in _STEPS.items()
        if len(varied.of(step, scheme)) > 1
    ]
    error = float(varied.data_error or 0)
    return (
        *methods,
        *((f"权重上下浮动 {varied.weight_noise:.0%}",) if varied.weight_noise else ()),
        *((f"数据相对误差 {error:.0%}",) if error else ()),
    )


def _neighbours(
    places: Sequence[AssessedPlace], spread: Uncertainty | None, year: int
) -> Iterator[tuple[str, str, float]]:
    """Each place and the next, with the share of replications in which it is before it."""
    if spread is None:
        return
    for one, other in pairwise(places):
        yield one.name, other.name, spread.probability_above(one.name, other.name, str(year))
