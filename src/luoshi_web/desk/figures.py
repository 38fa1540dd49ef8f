"""Figures of the desk, drawn once for the same data: a figure depends on what it is given alone, so that none grows stale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from luoshi.act.calendar import last_day
from luoshi.act.projects import Path, planned_share, quarters
from luoshi.publish.chart import Figure
from luoshi.publish.chart_investment import Instalment, investment
from luoshi.publish.chart_words import Language, Words

# Where the reports stand on the page of a project.
REPORTS = "#reports"
_NOT_ASKED = Words("还没有填报", "not reported")
_PATHS: dict[Path, Words] = {
    "S形曲线": Words("按建设年限的S形曲线（逻辑斯蒂）推算", "an S (logistic) over the years of construction"),
    "直线": Words("按建设年限平均推算", "a straight line over the years of construction"),
}


@dataclass(frozen=True, slots=True)
class Spending:
    """What a project's S-curve is drawn from: its years, its money, what was reported up to each quarter.

    `sentence` is the address of the row of the document; blank where it is not known.
    """

    name: str
    first_year: int
    last_year: int
    total: Decimal
    reported: tuple[tuple[str, Decimal], ...] = ()
    path: Path = "S形曲线"
    source: str = ""
    sentence: str = ""


def s_curve(given: Spending) -> Figure:
    """Planned and reported investment in sum, quarter by quarter over the years of construction or as long as reports go on."""
    end = max([f"{given.last_year}-Q4", *(period for period, _ in given.reported)], key=last_day)
    path = _PATHS[given.path]
    note = Words(f"计划线{path.zh}，文件没有分年计划。", f"The planned path is {path.en}; no document prints one.")
    return investment(
        _instalments(given, quarters(given.first_year, end)),
        name=Words(given.name, given.name), total=given.total, note=note,
        sources=tuple(one for one in (given.source, "项目填报") if one), official=False,
    )  # fmt: skip


@lru_cache(maxsize=256)
def s_curve_as_html(given: Spending, language: Language) -> str:
    """The figure as a piece of a page; kept by its data, the last 256 that were asked for."""
    document = (
        [(given.sentence, Words(given.source or "原文", given.source or "the document"))] if given.sentence else []
    )
    reports = [(REPORTS, Words("各期填报", "the reports"))] if given.reported else []
    return str(s_curve(given).html(language, [*document, *reports]))


def _instalments(given: Spending, periods: Sequence[str]) -> list[Instalment]:
    reported = dict(given.reported)
    return [
        Instalment(
            period.replace("-", ""), _money(given.total * planned_share(given.first_year, given.last_year, period, given.path)),
            reported.get(period), _NOT_ASKED,
        )
        for period in periods
    ]  # fmt: skip


def _money(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"))
