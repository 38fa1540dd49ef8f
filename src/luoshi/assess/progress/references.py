"""Two published methods, for comparison with our own findings; a plan is not judged by them.

Both measure by compound growth, and share its defects. As published, a series that starts at or passes through zero gives
a division by zero or a complex number (Open SDG puts 0.001 in place of zero, and the answer hangs on that choice), a target
that equals the base divides by zero, and one bad last year decides everything, because only the first and the last value
count. Here, what cannot be computed is `Missing` with its reason; the last defect is in the method itself and stays.
"""

from __future__ import annotations

from fractions import Fraction

from luoshi.assess.method import method
from luoshi.assess.numbers import power, rounded, significant
from luoshi.assess.progress.ends import ends
from luoshi.assess.progress.judge import BASE_IS_TARGET
from luoshi.model.finding import Compared, Goal, Missing
from luoshi.model.series import Series

Bands = tuple[tuple[Fraction, str], ...]
_OPEN_SDG: Bands = (
    (Fraction(95, 100), "On track"),
    (Fraction(60, 100), "Progress made but acceleration needed"),
    (Fraction(0), "Limited progress"),
)
_CHART: Bands = (
    (Fraction(95, 100), "Target met or on track"),
    (Fraction(10, 100), "Fair progress, but acceleration needed"),
)


@method(title="复合增长率之比", source="Open SDG, docs/progress-methodology.md, after Eurostat")
def growth_ratio(goal: Goal, series: Series, *, as_of: int) -> Compared:
    """Observed compound growth over the growth that the target requires, as in Open SDG after Eurostat.

    Args:
        goal: With a base and a value above zero (`up`, `down`, `change`, `count`, `growth` towards something).
        series: Its yearly values; the last one up to `as_of` is taken.
        as_of: The last year looked at.

    Returns:
        The ratio, 1 where growth is just as required. The category is "Target achieved" where the value reaches the target,
        else by the ratio from 0.95, 0.60 and 0 on, and "Deterioration" below.

    Gaps:
        As for `ends`: no data, no base, base equal to or better than the target, a value that is not above zero.

    Source:
        Open SDG, docs/progress-methodology.md (Statistics Canada, after Eurostat's method): R = CAGR_i ÷ CAGR_T.

    >>> from decimal import Decimal
    >>> rise = Goal("up", Decimal(121), due=2017, base_year=2015, base=Decimal(100))
    >>> growth_ratio(rise, Series(((2016, Decimal(106)),)), as_of=2016)
    Compared(value=Decimal('0.6000'), category='Progress made but acceleration needed')
    """
    found = ends(goal, series, as_of)
    if isinstance(found, Missing):
        return Compared(found, None)
    grown = power(found.value / found.base, Fraction(1, found.passed)) - 1
    required = power(found.target / found.base, Fraction(1, found.whole)) - 1
    if required == 0:
        return Compared(Missing(BASE_IS_TARGET(value=significant(found.base))), None)
    ratio = grown / required
    if found.is_reached:
        return Compared(rounded(ratio, 4), "Target achieved")
    return Compared(rounded(ratio, 4), _band(ratio, _OPEN_SDG, "Deterioration"))


@method(title="联合国进展图", source="UN Statistics Division, SDG Progress Chart 2023, Technical Note")
def progress_chart(goal: Goal, series: Series, *, as_of: int) -> Compared:
    """The share of the way that compound growth would have covered at the deadline, as in the UN's SDG Progress Chart.

    Args:
        goal: As for `growth_ratio`.
        series: Its yearly values; the last one up to `as_of` is taken.
        as_of: The last year looked at.

    Returns:
        (expected − base) ÷ (target − base), where the observed growth rate continues to the deadline. The category is the
        best where the target is reached or the share is at least 0.95, the middle from 0.10, else the lowest.

    Gaps:
        As for `growth_ratio`.

    Source:
        UN Statistics Division, Progress Chart Technical Note 2023, as restated by Eustat (its site, metodologia.md).

    >>> from decimal import Decimal
    >>> rise = Goal("up", Decimal(121), due=2017, base_year=2015, base=Decimal(100))
    >>> progress_chart(rise, Series(((2016, Decimal(105)),)), as_of=2016)
    Compared(value=Decimal('0.4881'), category='Fair progress, but acceleration needed')
    """
    found = ends(goal, series, as_of)
    if isinstance(found, Missing):
        return Compared(found, None)
    expected = found.base * power(found.value / found.base, Fraction(found.whole, found.passed))
    share = (expected - found.base) / (found.target - found.base)
    category = _CHART[0][1] if found.is_reached else _band(share, _CHART, "Stagnation or regression")
    return Compared(rounded(share, 4), category)


def _band(number: Fraction, bands: Bands, below: str) -> str:
    return next((category for edge, category in bands if number >= edge), below)
