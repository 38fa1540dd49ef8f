"""A value that was published by nobody: worked out of observations, for one place or for several together."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from luoshi.model.finding import Missing, Step
from luoshi.model.observation import Observation


@dataclass(frozen=True, slots=True)
class Computed:
    """A value with everything it was worked out of (计算值).

    Attributes:
        places: The areas that are in the value, each once; none lies inside another.
        value: In the unit of the indicator; exact, and of 28 digits where a quotient has no end.
        observations: Every number that went in, with its row.
        steps: The sum, so that it can be done again by hand.
        left_out: The areas that are not in the value, with what is missing; empty unless a partial value was asked for.
    """

    indicator: str
    period: str
    places: tuple[str, ...]
    value: Decimal
    observations: tuple[Observation, ...]
    steps: tuple[Step, ...]
    left_out: tuple[tuple[str, Missing], ...] = ()

    @property
    def is_partial(self) -> bool:
        """Whether areas are left out, so that it is not the value of the whole."""
        return bool(self.left_out)

    @property
    def coverage(self) -> tuple[int, int]:
        """How many areas are in the value, and how many there are."""
        return len(self.places), len(self.places) + len(self.left_out)
