"""Targets followed as data: one JSON for programs, two Parquet tables for analysts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from luoshi.model.alert import Alert
from luoshi.model.finding import Missing, Number
from luoshi.model.followed import Followed


def write_findings(followed: Sequence[Followed], alerts: Sequence[Alert], folder: Path) -> None:
    """Write `findings.json`, `alerts.json`, `findings.parquet` and `values.parquet` into a folder."""
    told = [followed_json(one) for one in followed]
    (folder / "findings.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    warned = json.dumps([_json(alert) for alert in alerts], ensure_ascii=False, indent=1)
    (folder / "alerts.json").write_text(warned, encoding="utf-8")
    frame(followed).write_parquet(folder / "findings.parquet")
    values(followed).write_parquet(folder / "values.parquet")


def followed_json(one: Followed) -> dict[str, Any]:  # Any: JSON
    """A target followed in the form that is written: decimals as text, what is missing as its code and words."""
    found: dict[str, Any] = _json(one)
    return {"id": one.id} | found


def frame(followed: Iterable[Followed]) -> pl.DataFrame:
    """One row a target and place: the three numbers, grade and light; a missing number is null, its reason beside it."""
    rows = [_row(one) for one in followed]
    return pl.DataFrame(rows, schema=_COLUMNS)


def values(followed: Iterable[Followed]) -> pl.DataFrame:
    """One row a value that was looked at, with the table and the row it came from."""
    rows = [
        {
            "id": one.id,
            "year": point.year,
            "value": float(point.value),
            "printed": str(point.value),
            "is_published": len(point.observations) == 1 and point.observations[0].value == point.value,
            "file": "；".join(sorted({row.origin.file for row in point.observations})),
            "row": "；".join(str(row.origin.row) for row in point.observations),
            "statistics": "；".join(sorted({row.origin.statistics for row in point.observations})),
        }
        for one in followed
        for point in one.points
    ]
    return pl.DataFrame(rows, schema=_VALUES)


_COLUMNS = {
    "id": pl.String, "target": pl.String, "document": pl.String, "title": pl.String, "indicator": pl.String,
    "unit": pl.String, "area": pl.String, "place": pl.String, "scope": pl.String, "grade": pl.String, "light": pl.String,
    "year": pl.Int64, "observed": pl.Float64, "attainment": pl.Float64, "planned": pl.Float64, "points": pl.Float64,
    "ratio": pl.Float64, "outlook": pl.Float64, "low": pl.Float64, "high": pl.Float64, "chance": pl.Float64,
    "reason": pl.String, "quote": pl.String,
}  # fmt: skip
_VALUES = {
    "id": pl.String, "year": pl.Int64, "value": pl.Float64, "printed": pl.String, "is_published": pl.Boolean,
    "file": pl.String, "row": pl.String, "statistics": pl.String,
}  # fmt: skip


def _row(one: Followed) -> dict[str, Any]:  # Any: a row of a data frame
    finding, plan, outlook = one.finding, one.finding.against_plan, one.finding.outlook
    light = None if isinstance(one.light, Missing) or isinstance(one.light.colour, Missing) else one.light.colour
    given: dict[str, Any] = {
        name: getattr(one, name)
        for name in ("id", "target", "document", "title", "indicator", "unit", "scope", "quote")
    }
    given |= {"area": one.area_title, "place": one.place_title, "grade": finding.grade, "light": light}
    given |= {"year": finding.year, "observed": _float(finding.observed), "attainment": _float(finding.attainment)}
    for name in ("planned", "points", "ratio"):
        given[name] = None if isinstance(plan, Missing) else _float(getattr(plan, name))
    for name, of in (("outlook", "value"), ("low", "low"), ("high", "high"), ("chance", "chance")):
        given[name] = None if isinstance(outlook, Missing) else _float(getattr(outlook, of))
    return given | {"reason": one.reason.zh}


def _float(value: Number) -> float | None:
    return None if isinstance(value, Missing) else float(value)


def _json(value: Any) -> Any:  # Any: JSON, of any noun
    if isinstance(value, Missing):
        return {"missing": value.code, "zh": value.zh, "en": value.en}
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {
            field.name: _json(getattr(value, field.name)) for field in fields(value) if not field.name.startswith("_")
        }
    if isinstance(value, Mapping):
        return {str(key): _json(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_json(each) for each in value]
    return value
