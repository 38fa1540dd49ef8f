"""A scheme: how places are judged by many indicators at once, with every choice named, sourced and versioned.

A scheme chooses named methods and gives them parameters; nothing in it runs. Each choice says whether a document prints
it: what none prints is the system's own, 系统默认，非官方.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

MissingRule = Literal["no-score", "reweight"]
Within = Literal["group", "all"]
Closed = Literal["low", "high", "both"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A named method with its parameters (方法选用), by which source, and whether an official document prints it."""

    method: str
    parameters: Mapping[str, Any] = field(default_factory=dict)  # Any: each method has its own
    official: bool = False
    source: str = ""

    def __str__(self) -> str:
        given = "，".join(f"{name}={value}" for name, value in self.parameters.items())
        return f"{self.method}（{given}）" if given else self.method


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number of a scheme (参数): a weight, a reference, by which source, and whether an official document prints it."""

    value: float
    official: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class SchemeItem:
    """A node of a scheme's tree (评价项): a group of items, or at its end an indicator.

    Attributes:
        id: An address within the scheme; that of an indicator is the id of the pack's indicator.
        items: What a group is made of; empty for an indicator.
        better: `up`, `down`, or the two ends of the best range; of an indicator alone.
        weight: How much it counts within its group; None where the scheme's method weighs it.
        lower: A fixed lower end for `min_max`, in the indicator's unit, which keeps scores comparable.
        upper: The same for the upper end.
        treat: Instead of the scheme's; of an indicator alone.
        normalise: Instead of the scheme's; of an indicator alone.
        weigh: How the items of a group are weighed, instead of the scheme's way.
        aggregate: How the items of a group are put together, instead of the scheme's way.
    """

    id: str
    title: str
    title_en: str = ""
    items: tuple[SchemeItem, ...] = ()
    better: str | tuple[float, float] = "up"
    weight: Parameter | None = None
    lower: Parameter | None = None
    upper: Parameter | None = None
    treat: Choice | None = None
    normalise: Choice | None = None
    weigh: Choice | None = None
    aggregate: Choice | None = None
    note: str = ""

    @property
    def leaves(self) -> tuple[SchemeItem, ...]:
        """The indicators at or below it, in order."""
        return tuple(leaf for item in self.items for leaf in item.leaves) if self.items else (self,)

    def walk(self) -> Iterator[SchemeItem]:
        """It and all below it, groups before what they are made of."""
        yield self
        for item in self.items:
            yield from item.walk()


@dataclass(frozen=True, slots=True)
class Band:
    """A class of scores (等级): from `low` to `high`, of which `closed` says which end belongs to it; None for no end."""

    id: str
    title: str
    title_en: str = ""
    low: float | None = None
    high: float | None = None
    closed: Closed = "low"
    official: bool = False
    source: str = ""

    def holds(self, score: float) -> bool:
        """Whether a score is of this class.

        >>> good = Band("good", "良好", low=0.8, high=0.9)
        >>> good.holds(0.8), good.holds(0.9)
        (True, False)
        """
        above = self.low is None or score > self.low or (score == self.low and self.closed in ("low", "both"))
        below = self.high is None or score < self.high or (score == self.high and self.closed in ("high", "both"))
        return above and below


@dataclass(frozen=True, slots=True)
class Lacking:
    """An indicator that a scheme would have and that has no figures (缺数据的指标): what stands in for it, if anything does.

    Attributes:
        group: The group of the scheme that it belongs to.
        nearest: The indicator of the scheme that comes nearest to it; blank where none does.
        needs: What would have to be supplied, and by whom.
    """

    title: str
    group: str
    nearest: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """How places are judged by many indicators (评价方案), as it holds from one day to another.

    Attributes:
        root: The tree; its own way of putting together gives the score.
        impute: None leaves gaps as they are, which is the rule.
        treat: None leaves values as they are.
        missing: `no-score`, or `reweight`: the weight of what is missing is spread over the rest of its group, if at least
            `at_least` of the group's weight is there.
        within: Whether weights that are drawn from the data are drawn within each `group`, or over `all` indicators at
            once, a group then counting what its indicators count together.
        bands: Classes of the score, worst first.
        digits: To how many decimals a score is rounded before it is classed; None for none.
        area: For which places it is worked out, by the id of an area of the pack.
        data_error: Standard error of the values as a share of each, for the analysis of uncertainty; None for none.
        lacking: What it would have and has no figures of.
    """

    id: str
    title: str
    version: str
    source: str
    root: SchemeItem
    normalise: Choice
    weight: Choice
    aggregate: Choice
    title_en: str = ""
    impute: Choice | None = None
    treat: Choice | None = None
    missing: MissingRule = "no-score"
    at_least: float = 0.7
    within: Within = "group"
    bands: tuple[Band, ...] = ()
    digits: int | None = None
    official: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    jurisdiction: str = ""
    note: str = ""
    area: str = ""
    data_error: Parameter | None = None
    lacking: tuple[Lacking, ...] = ()

    @property
    def is_coordination(self) -> bool:
        """Whether its score is a degree of coordination, and its first groups are the sides."""
        return self.aggregate.method == "coordination"

    @property
    def indicators(self) -> tuple[str, ...]:
        """The ids of its indicators, in order."""
        return tuple(leaf.id for leaf in self.root.leaves)

    @property
    def groups(self) -> tuple[SchemeItem, ...]:
        """The groups, the whole first."""
        return tuple(item for item in self.root.walk() if item.items)

    def band_of(self, score: float) -> Band | None:
        """The class of a score, after rounding as the scheme says; None where no class holds it, or it is NaN."""
        rounded = score if self.digits is None else round(score, self.digits)
        return next((band for band in self.bands if band.holds(rounded)), None)
