"""Plans as tables: one row a duty, a target, a project …, with the document it stands in; as frames and as Parquet."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from luoshi.model.commitment import Plan

KINDS = ("outline", "duties", "targets", "projects", "assignments", "problems")


def table(plans: Mapping[str, Plan], kind: str) -> pl.DataFrame:
    """All rows of one kind, with the name of their document in the first column; an empty frame where there are none.

    Args:
        plans: Plans by the name that the rows shall bear.
        kind: One of `KINDS`.
    """
    frames = [
        getattr(plan, kind).to_frame().select(pl.lit(name).alias("document"), pl.all())
        for name, plan in plans.items()
        if getattr(plan, kind)
    ]
    return pl.concat(frames, how="diagonal_relaxed") if frames else pl.DataFrame()


def write_parquet(plans: Mapping[str, Plan], folder: Path) -> list[Path]:
    """Each kind that has rows as `<kind>.parquet` in the folder; the files written."""
    written: list[Path] = []
    for kind in KINDS:
        rows = table(plans, kind)
        if rows.height:
            written.append(folder / f"{kind}.parquet")
            rows.write_parquet(written[-1])
    return written
