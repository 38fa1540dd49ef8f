"""Shares of a whole that jump in the year in which the whole breaks.

When a census finds that industry was counted too high, the whole falls and its shares move, though nothing changed in the
city: the secondary sector of 辽源 falls from 48.7 % to 29.4 % of GDP in one year. A jump of shares alone is no break: a
mine closes, a refinery opens. Together with a break of the whole it is one, and it is one for all its shares, since they
add up to 100.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from luoshi.assess.breaks.levels import percent
from luoshi.assess.breaks.limits import DEFAULT, Limits
from luoshi.model.breaks import Break
from luoshi.model.finding import Missing, Step
from luoshi.model.observation import Observation
from luoshi.model.observed import Observed


def share_breaks(shares: Sequence[Observed], levels: Iterable[Break], *, limits: Limits = DEFAULT) -> list[Break]:
    """The breaks of the shares of a whole, where the whole breaks.

    Args:
        shares: All the shares of one whole for one place, in percent; together they make 100.
        levels: The breaks of the whole, and of nothing else; those of other places are not looked at.
        limits: `share_points` says how many points may change hands.

    Returns:
        For each break of the whole over which more points changed hands, one break of each share.

    Gaps:
        Where a share has no value in the year before or the year after, nothing is said of that year.

    >>> share_breaks([], [])
    []
    """
    places = {one.place for one in shares}
    wholes = [one for one in levels if one.kind in ("level", "method") and one.place in places]
    # Found and declared besides, it is one break.
    by_years = {(one.before, one.after): one for one in reversed(wholes)}
    return [found for years in sorted(by_years) for found in _with(by_years[years], shares, limits)]


def _with(level: Break, shares: Sequence[Observed], limits: Limits) -> list[Break]:
    pairs = [(one.at(level.before), one.at(level.after)) for one in shares]
    known = [
        (first, second) for first, second in pairs if not (isinstance(first, Missing) or isinstance(second, Missing))
    ]
    moved = sum((abs(Fraction(second.value) - Fraction(first.value)) for first, second in known), Fraction(0)) / 2
    if len(known) < len(pairs) or moved <= Fraction(limits.share_points):
        return []
    whole = Step(
        f"总量在{level.before}—{level.after}年断裂：{level.evidence[0].zh}",
        f"the whole breaks between {level.before} and {level.after}: {level.evidence[0].en}",
    )
    together = Step(
        f"各份额合计变动 {percent(moved)} 个百分点，超过 {limits.share_points} 个百分点{limits.said_zh}",
        f"{percent(moved)} percentage points change hands, more than {limits.share_points}{limits.said_en}",
    )
    return [
        Break(
            one.indicator,
            one.place,
            level.before,
            level.after,
            "share",
            (_change(first, second), together, whole),
            (first, second, *level.observations),
            level.official,
        )
        for one, (first, second) in zip(shares, known, strict=True)
    ]


def _change(first: Observation, second: Observation) -> Step:
    points = percent(Fraction(second.value) - Fraction(first.value))
    return Step(
        f"份额由{first.period}年 {first.value} % 变为{second.period}年 {second.value} %（{points} 个百分点）",
        f"the share goes from {first.value} % in {first.period} to {second.value} % in {second.period} ({points} points)",
    )
