"""The tobacco programme of California, on which synthetic controls are measured: the published numbers from the raw figures.

cigarettes.csv: packs sold per head and year in 39 states, 1970–2000 (Tax Burden on Tobacco; Abadie, Diamond & Hainmueller,
Journal of the American Statistical Association 105(490), 2010, 493–505), to one decimal.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from luoshi.assess.effect import difference_in_differences, synthetic_control

COLUMNS = {"outcome": "packs", "place": "state", "year": "year"}


@pytest.fixture(scope="module")
def cigarettes() -> dict[str, list[object]]:
    with (Path(__file__).parent / "cigarettes.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    years = [int(name) for name in rows[0] if name != "state"]
    cells = [
        (row["state"], year, float(row[str(year)]), 1989 if row["state"] == "California" else None)
        for row in rows
        for year in years
    ]
    return dict(zip(("state", "year", "packs", "from"), map(list, zip(*cells, strict=True)), strict=True))


def test_the_mixture_that_is_matched_on_the_outcome_alone_is_the_known_one(cigarettes: dict[str, list[object]]) -> None:
    """Equal to augsynth (R) and to a general optimiser: a gap of −19.5136 packs, 52.13 left before, Utah 0.394.

    Arkhangelsky and others, American Economic Review 111(12), 2021, table 1, print −19.6 of an optimiser that stops earlier.
    """
    found = synthetic_control(cigarettes, **COLUMNS, treated="California", start=1989)
    assert found.mean_gap == pytest.approx(-19.51363, abs=1e-4)
    assert round(found.weights["Utah"], 3) == 0.394
    before = [gap for year, gap in zip(range(1970, 2001), found.gap, strict=True) if year < 1989]
    assert sum(gap**2 for gap in before) == pytest.approx(52.1296, abs=1e-3)
    assert found.p == pytest.approx(3 / 39)


def test_the_difference_in_differences_is_the_published_one(cigarettes: dict[str, list[object]]) -> None:
    """Arkhangelsky and others (2021), table 1: −27.3."""
    pytest.importorskip("pyfixest")
    found = difference_in_differences(cigarettes, **COLUMNS, treated_from="from")
    assert round(found.estimate, 1) == -27.3
