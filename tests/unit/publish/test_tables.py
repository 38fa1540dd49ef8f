"""Plans as tables: one row a commitment, with its document."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from luoshi.publish.tables import KINDS, table, write_parquet
from luoshi.testing import plan

PLANS = {
    "a": plan("一、目标\n到2020年，绿道密度达到60%以上。\n（一）整治岸线。（州水务局、州园林局负责）"),
    "b": plan("一、目标\n到2020年，肥料用量逐年下降。"),
}


def test_rows_of_several_plans_stand_under_each_other_with_their_document() -> None:
    rows = table(PLANS, "targets")
    assert rows.columns[0] == "document"
    assert rows.select("document", "value").rows() == [("a", 60.0), ("b", None)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_as_many_rows_as_the_plans_together(kind: str) -> None:
    assert table(PLANS, kind).height == sum(len(getattr(plan, kind)) for plan in PLANS.values())


def test_a_kind_that_nobody_has_is_an_empty_frame() -> None:
    assert table({}, "duties").height == 0


def test_each_kind_that_has_rows_is_a_file(tmp_path: Path) -> None:
    written = {path.stem: path for path in write_parquet(PLANS, tmp_path)}
    assert set(written) == {kind for kind in KINDS if any(getattr(plan, kind) for plan in PLANS.values())}
    assert pl.read_parquet(written["duties"])["lead"].to_list() == [["州水务局", "州园林局"]]
