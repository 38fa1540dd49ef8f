"""What is observed of one indicator for one area, over the years."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from luoshi.model.problem import Kind, LuoshiError

TWO_VALUES = Kind(
    code="series-two-values",
    zh="{year} 年有两个不同的数值：{first} 和 {second}", en="{year} has two different values: {first} and {second}",
    hint_zh="请确定采用哪一个数据版本。", hint_en="Choose one vintage before it is judged.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one indicator for one area (序列), one a year, all in one unit; a year without a value is not in it.

    In whichever order they are given, they are kept by year, and equal rows once.

    Raises:
        LuoshiError: a year has two different values.

    >>> Series(((2017, Decimal("6.1")), (2015, Decimal("5")))).values
    ((2015, Decimal('5')), (2017, Decimal('6.1')))
    """

    values: tuple[tuple[int, Decimal], ...]

    def __post_init__(self) -> None:
        kept: dict[int, Decimal] = {}
        for year, value in self.values:
            if kept.setdefault(year, value) != value:
                raise LuoshiError(TWO_VALUES(year=year, first=kept[year], second=value))
        object.__setattr__(self, "values", tuple(sorted(kept.items())))

    def until(self, year: int) -> Series:
        """The values of that year and before."""
        if not self.values or self.values[-1][0] <= year:
            return self
        return Series(tuple(pair for pair in self.values if pair[0] <= year))

    def since(self, year: int) -> Series:
        """The values of that year and after."""
        if not self.values or self.values[0][0] >= year:
            return self
        return Series(tuple(pair for pair in self.values if pair[0] >= year))

    def at(self, year: int) -> Decimal | None:
        """The value of a year; `None` where there is none."""
        return next((value for found, value in self.values if found == year), None)
