"""What is known of one indicator for one place: for each period one observation, or the reason why there is none."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from luoshi.model.finding import Missing
from luoshi.model.observation import Observation
from luoshi.model.problem import Kind

if TYPE_CHECKING:
    import polars

NOT_OBSERVED = Kind(
    code="observed-nothing",
    zh="“{indicator}”（{place}）没有 {period} 的数值", en="there is no value of '{indicator}' for {place} in {period}",
    hint_zh="请补充这一期的统计表，或换一个有数据的时期。",
    hint_en="Supply the table of this period, or choose one that has a value.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Observed:
    """The observations of one indicator for one place that count, one a period (观测序列).

    Attributes:
        known_on: The day whose knowledge it is; None for everything that was received.
        observations: In the order of their periods, all at the prices `prices` and on the boundaries `boundaries` (None:
            current prices, or no money; the boundaries of each period's own time).
        missing: The periods for which numbers were published and none can be taken, with the reason.
    """

    indicator: str
    place: str
    known_on: date | None
    observations: tuple[Observation, ...]
    missing: Mapping[str, Missing] = field(default_factory=lambda: MappingProxyType({}))
    prices: int | None = None
    boundaries: int | None = None

    @property
    def values(self) -> dict[str, Decimal]:
        """The value of each period that has one."""
        return {one.period: one.value for one in self.observations}

    @property
    def yearly(self) -> dict[int, Decimal]:
        """The values of whole years; those of quarters and months are left aside."""
        return {year: one.value for one in self.observations if (year := year_of(one.period)) is not None}

    def at(self, period: str | int) -> Observation | Missing:
        """The observation of a period, or why there is none.

        >>> Observed("gdp", "220700", None, ()).at(2018).zh
        '“gdp”（220700）没有 2018 的数值'
        """
        wanted = str(period)
        for one in self.observations:
            if one.period == wanted:
                return one
        nothing = Missing(NOT_OBSERVED(indicator=self.indicator, place=self.place, period=wanted, where=self.place))
        return self.missing.get(wanted, nothing)

    def between(self, first: int, last: int) -> Observed:
        """The same without the periods before the year `first` and after the year `last`."""
        kept = tuple(one for one in self.observations if first <= int(one.period[:4]) <= last)
        missing = {period: why for period, why in self.missing.items() if first <= int(period[:4]) <= last}
        return replace(self, observations=kept, missing=MappingProxyType(missing))

    def to_frame(self) -> polars.DataFrame:
        """One row a period, with the value and where it is from."""
        frame_of = importlib.import_module("polars")
        rows = [_row(one) for one in self.observations]
        return frame_of.DataFrame(rows, infer_schema_length=None)  # type: ignore[no-any-return]


def year_of(period: str) -> int | None:
    """The year that a period is; None for a quarter or a month.

    >>> year_of("2018"), year_of("2018-Q3")
    (2018, None)
    """
    return int(period) if len(period) == 4 else None


def _row(one: Observation) -> dict[str, object]:
    names = ("indicator", "place", "period", "value", "vintage", "quality")
    origin = ("table", "file", "sheet", "row", "column", "statistics")
    return {name: getattr(one, name) for name in names} | {name: getattr(one.origin, name) for name in origin}
