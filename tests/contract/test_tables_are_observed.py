"""Every table of a pack's statistics is listed in `tables.yaml` and read whole: a row, an observation, and no problem."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from luoshi import observe
from luoshi.model.mapping import TableMapping
from luoshi.packs import pack, tables
from luoshi.packs.tables import file_of

ROOT = Path(__file__).parents[2]
JILIN = pack(ROOT / "packs" / "jilin")
MAPPINGS = tables(JILIN)


@pytest.mark.parametrize("mapping", MAPPINGS, ids=lambda mapping: mapping.id)
def test_every_row_becomes_an_observation(mapping: TableMapping) -> None:
    data = file_of(JILIN, mapping).read_bytes()
    found, problems = observe.table(data, mapping, JILIN)
    assert [f"{problem.where}  {problem.en}" for problem in problems] == []
    assert len(found) == len(data.decode().splitlines()) - 1


def test_every_table_is_listed_but_the_one_that_is_withheld() -> None:
    there = {path.name for path in (ROOT / "packs" / "jilin" / "statistics").glob("*.csv")}
    assert there - {mapping.file for mapping in MAPPINGS} == {"withheld.csv"}


def test_a_yearbook_counts_as_published_on_the_last_day_of_its_year() -> None:
    (economy,) = [mapping for mapping in MAPPINGS if mapping.id == "economy"]
    found, _ = observe.table(file_of(JILIN, economy).read_bytes(), economy, JILIN)
    (one,) = [row for row in found if (row.indicator, row.place, row.period) == ("gdp", "220700", "2018")]
    assert one.vintage == date(2019, 12, 31)
