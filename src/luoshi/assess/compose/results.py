"""What the methods of composing give: numbers with their names, how they were made, and every setting in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from luoshi.assess.compose.table import Array
from luoshi.model.finding import Missing
from luoshi.model.problem import Problem
from luoshi.model.rows import frame

if TYPE_CHECKING:
    import polars


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A table after imputing or treating (处理后的数据). `changed` is true where a value is another than before."""

    method: str
    values: Array
    changed: Array
    places: tuple[str, ...]
    indicators: tuple[str, ...]
    settings: Mapping[str, object]
    workings: Mapping[str, Array] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def to_frame(self) -> polars.DataFrame:
        """One row a place, one column an indicator."""
        return frame({"place": self.places} | dict(zip(self.indicators, self.values.T, strict=True)))


@dataclass(frozen=True, slots=True, eq=False)
class Normalised:
    """A table without units, in which more is always better (标准化结果).

    `indifferent` is true for a column in which all places are alike: it has no normalised value and holds a neutral one
    instead, which `settings` names; a scheme gives it no weight.
    """

    method: str
    values: Array
    indifferent: Array
    places: tuple[str, ...]
    indicators: tuple[str, ...]
    settings: Mapping[str, object]
    workings: Mapping[str, Array] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def to_frame(self) -> polars.DataFrame:
        """One row a place, one column an indicator."""
        return frame({"place": self.places} | dict(zip(self.indicators, self.values.T, strict=True)))


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """How much each indicator counts (权重); together they are one."""

    method: str
    weights: Array
    indicators: tuple[str, ...]
    settings: Mapping[str, object]
    workings: Mapping[str, Array] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def to_frame(self) -> polars.DataFrame:
        """One row an indicator."""
        return frame({"indicator": self.indicators, "weight": self.weights})


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """What a method of aggregation says of each place (综合得分).

    Attributes:
        scores: More is better, whatever the method; NaN where a place has no score, and `problems` says why.
        ranks: 1 for the best; places whose scores do not differ share the better rank; 0 where there is no score.
        weights: As used, together one.
        normalised: As used.
        workings: What stands between, by the names of the literature: distances, S and R, relational coefficients.
        settings: Every setting in force, also those that nobody chose.
    """

    method: str
    scores: Array
    ranks: Array
    weights: Array
    normalised: Array
    places: tuple[str, ...]
    indicators: tuple[str, ...]
    settings: Mapping[str, object]
    workings: Mapping[str, Array] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def to_frame(self) -> polars.DataFrame:
        """One row a place."""
        return frame({"place": self.places, "score": self.scores, "rank": self.ranks})

    @property
    def missing(self) -> Mapping[str, Missing]:
        """The places without a score, each with the reason."""
        bare = {name for name, score in zip(self.places, self.scores, strict=True) if np.isnan(score)}
        return {problem.where: Missing(problem) for problem in self.problems if problem.where in bare}
