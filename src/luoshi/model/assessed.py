"""Places judged by a scheme in a year: score, rank and how far it holds, why, and what is missing, each with its sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from luoshi.model.breaks import Break
from luoshi.model.classification import ClassAdvice, ClassChange, SuggestedClass, Thresholds
from luoshi.model.coordination import CityWarning, Coordination, Obstacle
from luoshi.model.finding import Missing
from luoshi.model.followed import Point
from luoshi.model.problem import Problem
from luoshi.model.scheme import Band, Scheme


@dataclass(frozen=True, slots=True)
class ItemValue:
    """One indicator of a place in the year judged (指标值): the value with its rows, and what became of it.

    Attributes:
        point: The value and the observations that it is from, or why there is none.
        normalised: 0 to 1, more always better; None without a value.
        weight: Its share in the whole.
    """

    id: str
    title: str
    unit: str
    better: str
    point: Point | Missing
    normalised: float | None
    weight: float


@dataclass(frozen=True, slots=True)
class YearScore:
    """The score of a place in one year of the panel (年度得分)."""

    year: int
    score: float | Missing
    rank: int
    band: Band | None
    coordination: Coordination | None = None


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What would move a place into the next class, all others staying as they are (提升一级).

    Attributes:
        needed: The score to reach.
        alone: By indicator, the value that is needed if it alone changes; None where not even its best is enough.
        together: By indicator, the value in the smallest change of all together.
        confirmed: The score when everything is worked out anew with these values.
    """

    next_band: Band
    needed: float
    now: Mapping[str, float]
    alone: Mapping[str, float | None]
    together: Mapping[str, float]
    confirmed: float
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class AssessedPlace:
    """A place as a scheme judges it (地区评价结果).

    Attributes:
        legal_class: Its class on the list of 2013; blank where it is not listed.
        score: Missing with the reason where an indicator is.
        rank: 0 without a score; `low` and `high` are the ranks between which it comes in the share `level`.
        sides: Scores of the scheme's first groups, by title.
        forms: Its coordination by the scheme's form first, and by the standard one for reference; empty for other schemes.
        lag: The side that stays behind; None where the sides keep pace, or there are none.
        warning: By level and trend of the degree; None for schemes that have no degree.
        years: Its scores over the comparable years, the year judged last.
        upgrade: None without classes, or at the top.
        words: Why it scored as it did, a line a thought.
    """

    place: str
    name: str
    legal_class: str
    score: float | Missing
    rank: int
    low: int
    high: int
    band: Band | None
    sides: tuple[tuple[str, float], ...]
    forms: tuple[Coordination, ...]
    lag: str | None
    obstacles: tuple[Obstacle, ...]
    warning: CityWarning | Missing | None
    years: tuple[YearScore, ...]
    items: tuple[ItemValue, ...]
    upgrade: Upgrade | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reliance:
    """How much of the movement of ranks rests on one choice (位次影响份额): alone, and with all that it does with others."""

    factor: str
    first: float
    total: float
    first_error: float
    total_error: float


@dataclass(frozen=True, slots=True)
class WithoutItem:
    """What becomes of the ranks without one indicator (剔除一项)."""

    id: str
    title: str
    mean_shift: float
    largest_shift: int


@dataclass(frozen=True, slots=True)
class ChoiceShift:
    """By how many ranks places are moved on average in the replications that make a choice (做法影响)."""

    what: str
    chosen: str
    is_own: bool
    mean_shift: float


@dataclass(frozen=True, slots=True)
class PatternPlace:
    """A place beside its neighbours (局部空间关联).

    Attributes:
        neighbours: Their names; none where nobody with a score borders on it.
        quadrant: 高高, 低高, 低低 or 高低: the place, then its neighbours; 无数据 without neighbours.
        p: By permutation, one-sided; `p_corrected` for as many tests as there are places.
        cluster: The quadrant where that is significant, else 不显著.
        fewest: The smallest p-value that so few places can give: 1 over the number of ways to draw its neighbours.
    """

    place: str
    name: str
    neighbours: tuple[str, ...]
    quadrant: str
    p: float
    p_corrected: float
    cluster: str
    fewest: float


@dataclass(frozen=True, slots=True)
class Pattern:
    """Whether like scores lie side by side (空间格局): Moran's I of all places, and each beside its neighbours."""

    statistic: float
    expected: float
    p: float
    permutations: int
    level: float
    how: str
    places: tuple[PatternPlace, ...]


@dataclass(frozen=True, slots=True)
class Assessed:
    """All places of a scheme in a year (方案评价).

    Attributes:
        first: The first year that may be compared with the year judged; the panel goes from it to `as_of`.
        breaks: What parts it from the years before, and the year judged from those after.
        places: Those with a score by rank, then those without.
        level: The share of replications of the rank intervals.
        before: For neighbours in rank, the share of replications in which the first is before the second.
        reliance: By choice; missing where it could not be worked out.
        by_choice: What the choices of the replications do to the ranks, each on the average of all others.
        varied: What the replications varied, in words.
        pattern: How the scores lie on the map; missing where it was not asked for or cannot be said.
        earlier: The same scheme in the last year of each earlier stretch; scores of different stretches do not compare.
    """

    scheme: Scheme
    area_title: str
    as_of: int
    first: int
    breaks: tuple[Break, ...]
    places: tuple[AssessedPlace, ...]
    level: float
    replications: int
    seed: int
    before: tuple[tuple[str, str, float], ...]
    reliance: tuple[Reliance, ...] | Missing
    without: tuple[WithoutItem, ...]
    by_choice: tuple[ChoiceShift, ...]
    varied: tuple[str, ...]
    problems: tuple[Problem, ...]
    earlier: tuple[Assessed, ...] = ()
    pattern: Pattern | Missing | None = None

    @property
    def scored(self) -> tuple[AssessedPlace, ...]:
        """The places with a score, by rank."""
        return tuple(one for one in self.places if not isinstance(one.score, Missing))

    @property
    def unscored(self) -> tuple[AssessedPlace, ...]:
        """The places without a score."""
        return tuple(one for one in self.places if isinstance(one.score, Missing))


@dataclass(frozen=True, slots=True)
class PlaceClass:
    """The class in force of a place beside the one that is suggested (现行类别与建议类别).

    Attributes:
        legal: The class in force; `listed` is that of the list of 2013.
        printed_by: The documents of the pack that print the class, with their words.
        indices: The indices that could be worked out, by name; a missing one brings its reason.
        assessments: What each year's indices suggest, in order; the advice rests on the last two.
        edges: Where the axes are divided, and `borderline` the known indices that lie on an edge.
        history: Changes of the class in force since the list of 2013, as far as the year judged.
    """

    place: str
    name: str
    level: str
    within: str
    legal: str
    listed: str
    exhausted_batch: int | None
    printed_by: tuple[tuple[str, str], ...]
    indices: tuple[tuple[str, float | Missing], ...]
    suggested: SuggestedClass | Missing
    advice: ClassAdvice | None
    edges: Thresholds
    borderline: tuple[str, ...] = ()
    assessments: tuple[SuggestedClass, ...] = ()
    history: tuple[ClassChange, ...] = ()
