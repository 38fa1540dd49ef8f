"""An indicator: what is measured, in which unit, which way is better, and how values of several places become one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from luoshi.model.said import Said

Better = Literal["up", "down", "range", "hold"]
Aggregation = Literal["sum", "weighted-mean", "from-parts", "none"]

_NAME = re.compile(r"[a-z]\w*")


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a target or an observation measures (指标).

    `better` is the direction of the indicator itself, not of its "reduction rate": up, down, range (between two ends that
    the target names) or hold (as it is); None where neither is better, as for a population. `unit` is one of the pack's.

    `formula` makes a derived indicator of others: their ids with + - / and brackets. `aggregation` says what several
    places have together: their `sum`; the mean of their values weighted by the indicator `weight`; the formula worked out
    again `from-parts`, each part summed over the places; or `none`, where nothing follows for the whole from its parts.

    `real_growth` names the indicator that is its published real growth over the year before: growth is judged by that and
    never by values at current prices. `flow` is true of what happens during a year (新增就业), which years add up to.
    `bounds` are the least and the most that it can be, None for no end, where that is not what its unit allows: a share
    lies between 0 and 100 %, anything else is not below 0, and a difference of shares may be anything.

    `official` is false where no document prints the definition and it is the system's own; `confidence` is low where it
    has not been read in a source.
    """

    id: str
    title: str
    title_en: str
    unit: str
    better: Better | None
    definition: str
    aggregation: Aggregation
    source: str
    formula: str = ""
    weight: str | None = None
    real_growth: str | None = None
    flow: bool = False
    official: bool = True
    confidence: Literal["high", "low"] = "high"
    note: str = ""
    bounds: tuple[Decimal | None, Decimal | None] | None = None

    @property
    def name(self) -> Said:
        """What it is called, in both languages."""
        return Said(self.title, self.title_en or self.title)

    @property
    def parts(self) -> tuple[str, ...]:
        """The ids of the indicators that the formula names, each once, in order.

        >>> Indicator("rate", "登记失业率", "", "%", "down", "", "from-parts", "", "idle / (employed + idle)").parts
        ('idle', 'employed')
        """
        return tuple(dict.fromkeys(_NAME.findall(self.formula)))
