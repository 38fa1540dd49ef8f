"""From a finding and its light to what is watched."""

from __future__ import annotations

from collections.abc import Mapping

from luoshi.assess.lights import measures
from luoshi.model.alert import AlertRole, Watched
from luoshi.model.finding import Finding, MilestoneFinding
from luoshi.model.light import Light


def watched(
    target: str,
    place: str,
    period: str,
    finding: Finding | MilestoneFinding,
    light: Light | None = None,
    parties: Mapping[AlertRole, tuple[str, ...]] | None = None,
) -> Watched:
    """A finding, with its light where there is one, in the form that rules of warning ask for.

    Args:
        target: The id of the commitment.
        place: The administrative code; blank for a target without a place.
        period: The period judged: 2018, 2018-Q3 or 2018-06.
        finding: What is said of the target.
        light: Its light.
        parties: The ids of the organisations that fill each role.

    Gaps:
        A measure that the finding misses is missing here, with the same reason.

    >>> from decimal import Decimal
    >>> watched("t1", "220200", "2018", MilestoneFinding("missed", 4, Decimal(1), ())).measures["days_late"]
    Decimal('4')
    """
    colour = light.colour if light else None
    return Watched(target, place, period, finding.grade, colour, measures(finding), dict(parties or {}))
