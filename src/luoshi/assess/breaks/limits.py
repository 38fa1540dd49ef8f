"""How far a series may move before it is said to break; no document prints these limits (系统默认，非官方)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits in percent and percentage points, each the last value that is let pass (界限；系统默认，非官方).

    Attributes:
        price_fall, price_rise: What a year's change of value over its real growth may leave as change of prices. The price
            level of a city that lives on coal or oil does move by a tenth in a year.
        constant_prices: The same where the series is at constant prices, and only rounding may be left.
        fall_alone, rise_alone: The change of a year whose growth was not published.
        share_points: How many percentage points of the whole may change hands in the year of another break.
    """

    price_fall: Decimal = Decimal(-15)
    price_rise: Decimal = Decimal(25)
    constant_prices: Decimal = Decimal(3)
    fall_alone: Decimal = Decimal(-25)
    rise_alone: Decimal = Decimal(50)
    share_points: Decimal = Decimal(5)
    official: bool = False

    @property
    def said_zh(self) -> str:
        """Behind a limit on the screen: whose it is."""
        return "" if self.official else "（系统默认，非官方）"

    @property
    def said_en(self) -> str:
        """The same in English."""
        return "" if self.official else " (a default of the system, not official)"


DEFAULT = Limits()
