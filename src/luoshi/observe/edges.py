"""Where a difference begins to be looked at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edges:
    """Where a difference begins to be looked at (系统默认，非官方, but for the 0.1 % of the sectors of GDP).

    Attributes:
        parts: How far a total may be from its parts, as a share of it.
        places: How far the sum of places may be from the place they make.
        spread: How many times the usual spread (median absolute deviation) a change may be from the usual change.
        deviations: How many standard deviations of the other changes it may be from their mean.
        least: What share of a value a change must be to be looked at, or how many points of a share.
        changes: From how many yearly changes on a series has usual ones.
    """

    parts: float = 0.001
    places: float = 0.01
    spread: float = 6.0
    deviations: float = 3.0
    least: float = 0.15
    changes: int = 6


USUAL = Edges()
