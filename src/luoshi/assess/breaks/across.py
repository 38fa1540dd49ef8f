"""How to go on where a series breaks: keep to one side, chain by growth, or refuse; never across as if nothing were."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Context, Decimal
from fractions import Fraction

from luoshi.assess.breaks.levels import OTHER_PLACE
from luoshi.model.breaks import Across, Break, Stretch
from luoshi.model.finding import Missing, Step
from luoshi.model.observation import Observation
from luoshi.model.observed import Observed, year_of
from luoshi.model.problem import Kind, LuoshiError, Mismatch
from luoshi.model.said import Said

CROSSES_A_BREAK = Kind(
    code="break-crossed",
    zh="“{indicator}”（{place}）在{before}—{after}年断裂，{first}年与{last}年不可比：{evidence}",
    en="'{indicator}' of {place} breaks between {before} and {after}, so {first} and {last} cannot be compared: {evidence}",
    hint_zh="请改用断点同一侧的基期、按公布的增速链接，或补充按新口径调整的历史数据。",
    hint_en="Take a base on the same side of the break, chain by published growth, or supply figures restated on one footing.",
)  # fmt: skip
NOTHING_TO_JUDGE = Kind(
    code="break-no-value",
    zh="“{indicator}”（{place}）到{year}年没有数值", en="'{indicator}' of {place} has no value up to {year}",
    hint_zh="请补充数据。", hint_en="Supply the values.",
)  # fmt: skip
CHAIN_TORN = Kind(
    code="break-chain-torn",
    zh="“{indicator}”（{place}）缺{year}年增速，不能由{anchor}年链接到{base}年",
    en="'{indicator}' of {place} cannot be chained from {anchor} to {base}: the growth of {year} is missing",
    hint_zh="请补充{year}年增速，或改用{year}年及以后的基期。",
    hint_en="Supply the growth of {year}, or take a base in {year} or later.",
)  # fmt: skip
NO_GROWTH_SERIES = Kind(
    code="break-chain-without-growth",
    zh="链接需要增速序列", en="chaining needs a series of growth",
    hint_zh="请给出 growth。", hint_en="Give `growth`.",
)  # fmt: skip

# As many digits as a result keeps that has no end.
_DIGITS = Context(prec=28)
_EVER = 9999


def across(
    series: Observed,
    breaks: Iterable[Break],
    how: Across,
    *,
    year: int,
    base: int | None = None,
    growth: Observed | None = None,
) -> Stretch | Missing:
    """The years of a series that may be compared with the judged year.

    Args:
        series: Yearly values.
        breaks: Its breaks; those of other series are not looked at.
        how: `split` gives the published values between the breaks around the judged year. `chain` goes across: from the
            last value up to the judged year, every earlier one is worked out by published real growth, so that the
            values are of the volume, at the prices and by the method of that year. `refuse` gives published values where
            there is no break to be crossed, and the reason where there is.
        year: The year that is judged; later values are not looked at.
        base: The year with which it is compared; without it, `refuse` wants the whole series without a break.
        growth: For `chain`, real growth over the year before, in percent.

    Returns:
        The stretch, with what was done in its steps.

    Gaps:
        `Missing` with the reason where the base lies beyond a break (`split`, `refuse`), where the growth of a year
        between is missing (`chain`), and where there is no value up to the judged year. Without a base, a chain ends
        where growth does.

    Raises:
        LuoshiError: `chain` without `growth`.
        Mismatch: the growth is that of another place.

    >>> from datetime import date
    >>> from luoshi.model.observation import Origin
    >>> def values(indicator, given):
    ...     row = Origin("yearbook", "yearbook.csv", "", "", 2, 3, "")
    ...     rows = [Observation(indicator, "220700", str(year), Decimal(value), date(2021, 1, 1), "final", row)
    ...             for year, value in given.items()]
    ...     return Observed(indicator, "220700", None, tuple(rows))
    >>> gdp = values("gdp", {2017: "1373", 2018: "1374", 2019: "730", 2020: "753"})
    >>> cut = Break("gdp", "220700", 2018, 2019, "level", (Step("由1374降为730", "from 1374 to 730"),))
    >>> across(gdp, [cut], "split", year=2020, base=2019).values
    ((2019, Decimal('730')), (2020, Decimal('753')))
    >>> print(across(gdp, [cut], "split", year=2020, base=2017).zh)
    “gdp”（220700）在2018—2019年断裂，2017年与2020年不可比：由1374降为730
    >>> grown = across(gdp, [cut], "chain", year=2019, base=2018, growth=values("growth", {2019: "2.5"}))
    >>> grown.values[0], grown.steps[0].zh.startswith("链接序列，不是公布的数值")
    ((2018, Decimal('712.1951219512195121951219512')), True)
    """
    rows = [one for one in series.observations if (found := year_of(one.period)) is not None and found <= year]
    if not rows:
        return Missing(NOTHING_TO_JUDGE(indicator=series.indicator, place=series.place, year=year, where=series.place))
    own = sorted(
        (one for one in breaks if (one.indicator, one.place) == (series.indicator, series.place)),
        key=lambda one: (one.after, one.kind),
    )
    if how == "chain":
        return _chained(series, own, rows, year, base, _growth_of(series, growth))
    return _published(series, own, rows, how, year, base)


def _published(
    series: Observed, breaks: Sequence[Break], rows: Sequence[Observation], how: Across, year: int, base: int | None
) -> Stretch | Missing:
    first = max((one.after for one in breaks if one.after <= year), default=0)
    last = min((one.before for one in breaks if one.after > year), default=_EVER)
    start = int(rows[0].period) if base is None and how == "refuse" else base
    crossed = [one for one in breaks if start is not None and start < one.after <= year]
    if crossed:
        return _crossed(crossed[-1], start if start is not None else 0, year)
    kept = [one for one in rows if first <= int(one.period) <= last]
    ends = tuple(one for one in breaks if one.after == first or one.before == last)
    return Stretch(series.indicator, series.place, how, _values(kept), tuple(kept), ends, (_kept_step(kept, ends),))


def _chained(
    series: Observed,
    breaks: Sequence[Break],
    rows: Sequence[Observation],
    year: int,
    base: int | None,
    rates: dict[int, Observation],
) -> Stretch | Missing:
    anchor = rows[-1]
    values, used = {int(anchor.period): Fraction(anchor.value)}, [anchor]
    at, until = int(anchor.period), base if base is not None else int(rows[0].period)
    while at > until:
        rate = rates.get(at)
        if rate is None or rate.value <= -100:
            break
        values[at - 1] = values[at] / (1 + Fraction(rate.value) / 100)
        used.append(rate)
        at -= 1
    if base is not None and at > base:
        return _torn(series, at, base, anchor)
    crossed = tuple(one for one in breaks if at < one.after <= year)
    chained = tuple((each, _decimal(values[each])) for each in sorted(values))
    steps = (_chain_step(anchor, at), *(_crossed_step(one) for one in crossed))
    return Stretch(series.indicator, series.place, "chain", chained, tuple(used), crossed, steps, int(anchor.period))


def _torn(series: Observed, year: int, base: int, anchor: Observation) -> Missing:
    words = CHAIN_TORN(
        indicator=series.indicator,
        place=series.place,
        year=year,
        base=base,
        anchor=anchor.period,
        where=series.place,
    )
    return Missing(words)


def _growth_of(series: Observed, growth: Observed | None) -> dict[int, Observation]:
    if growth is None:
        raise LuoshiError(NO_GROWTH_SERIES())
    if growth.place != series.place:
        raise Mismatch(OTHER_PLACE(first=series.place, second=growth.place))
    return {found: one for one in growth.observations if (found := year_of(one.period)) is not None}


def _crossed(one: Break, first: int, last: int) -> Missing:
    return Missing(
        CROSSES_A_BREAK(
            indicator=one.indicator,
            place=one.place,
            before=one.before,
            after=one.after,
            first=first,
            last=last,
            evidence=Said("；".join(step.zh for step in one.evidence), "; ".join(step.en for step in one.evidence)),
            where=one.place,
        )
    )


def _values(rows: Sequence[Observation]) -> tuple[tuple[int, Decimal], ...]:
    return tuple((int(one.period), one.value) for one in rows)


def _decimal(exact: Fraction) -> Decimal:
    return _DIGITS.divide(Decimal(exact.numerator), Decimal(exact.denominator))


def _kept_step(rows: Sequence[Observation], ends: Sequence[Break]) -> Step:
    years = f"{rows[0].period}—{rows[-1].period}" if rows else "—"
    if not ends:
        return Step(f"没有断点，采用 {years} 年公布的数值", f"no break: the published values of {years}")
    cuts = "、".join(dict.fromkeys(f"{one.before}/{one.after}" for one in ends))
    return Step(
        f"在断点 {cuts} 处截开，只采用 {years} 年公布的数值",
        f"cut at {cuts.replace('、', ', ')}: only the published values of {years}",
    )


def _chain_step(anchor: Observation, first: int) -> Step:
    return Step(
        f"链接序列，不是公布的数值：以 {anchor.period} 年的 {anchor.value} 为基准，按公布的实际增速逐年推算到 {first} 年",
        f"a chained series, not published values: from {anchor.value} of {anchor.period} back to {first} by published"
        " real growth",
    )


def _crossed_step(one: Break) -> Step:
    return Step(
        f"越过 {one.before}—{one.after} 年断点：{one.evidence[0].zh}",
        f"across the break of {one.before} to {one.after}: {one.evidence[0].en}",
    )
