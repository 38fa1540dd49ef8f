"""What a build holds, as tables to take away: CSV, Excel, JSON and Parquet, each with what its columns mean and where from.

data/<id>.csv, .xlsx, .json, .parquet     the rows
data/data.json                            what there is: titles, columns, rows, sizes
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl

from luoshi.model.alert import Alert
from luoshi.model.commitment import Plan
from luoshi.model.finding import Missing
from luoshi.model.followed import Followed
from luoshi.model.pack import Mechanism, Pack
from luoshi.publish.cells import safe_frame
from luoshi.publish.chart_words import Words
from luoshi.publish.data_columns import meaning
from luoshi.publish.evaluation_words import warning_of
from luoshi.publish.findings import frame, values
from luoshi.publish.page_cities import Evaluations
from luoshi.publish.tables import table

CATALOGUE = "data.json"
# More rows than this are not put into Excel: it opens no more than a million, and slowly.
MOST_IN_EXCEL = 100_000
_PLAN = Words("从规则包所列文件编译；文件为政府公开文件", "compiled from the documents, which are public")
_FIGURES = Words(
    "转录自公开的统计资料，逐行注明；数是事实，未与纸本核对",
    "transcribed from public statistics, named row by row; not checked against print",
)
_WORKED_OUT = Words(
    "由系统计算；规则和参数除注明外为系统默认，非官方",
    "worked out here; rules and parameters are system defaults unless marked",
)


@dataclass(frozen=True, slots=True)
class DataSet:
    """A table to take away (数据集)."""

    id: str
    title: Words
    about: Words
    source: Words
    frame: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Given:
    """What the data sets are made of; `observed` holds every observation with the columns of the store."""

    plans: Mapping[str, Plan]
    pack: Pack
    followed: Sequence[Followed]
    alerts: Sequence[Alert]
    evaluated: Evaluations | None
    mechanisms: Sequence[Mechanism]
    observed: pl.DataFrame


def data_sets(given: Given) -> Iterator[DataSet]:
    """The tables of a build, those that are empty too: one that is not there would be looked for."""
    yield DataSet(
        "observations",
        Words("观测值", "Observations"),
        Words(
            "收到的每一个统计数字，一行一个，带出处和发布日期",
            "every number that was received, with its row and day of publication",
        ),
        _FIGURES,
        _observations(given.observed, given.pack),
    )
    yield DataSet(
        "values",
        Words("目标用到的数值", "Values of targets"),
        Words("每个目标逐年的数值，公布的或计算的", "the values of each target by year, published or worked out"),
        _FIGURES,
        values(given.followed),
    )
    yield DataSet(
        "findings",
        Words("目标评估结论", "Findings"),
        Words(
            "每个目标、每个地方一行：完成程度、与计划相比、预期",
            "a row a target and place: attainment, against plan, outlook",
        ),
        _WORKED_OUT,
        frame(given.followed),
    )
    yield DataSet(
        "alerts",
        Words("系统预警", "Alerts"),
        Words("现在成立的预警，带规则和建议处置", "the alerts that stand, with rule and suggestion"),
        _WORKED_OUT,
        _alerts(given.alerts, given.pack),
    )
    for kind, zh, en in (("duties", "任务", "Duties"), ("targets", "目标", "Targets"), ("projects", "项目", "Projects"),
                         ("assignments", "地方归类", "Places as named")):  # fmt: skip
        about = Words(f"从文件中编译出的{zh}，带原文", f"{en.lower()} as compiled from the documents, with their words")
        yield DataSet(kind, Words(zh, en), about, _PLAN, table(given.plans, kind))
    yield from _evaluated(given.evaluated)
    yield DataSet(
        "indicators",
        Words("指标", "Indicators"),
        Words("指标的定义、单位、公式和来源", "definitions, units, formulas and sources"),
        _PLAN,
        _indicators(given.pack),
    )
    yield DataSet(
        "mechanisms",
        Words("机制", "Mechanisms"),
        Words(
            "文件要求建立的机制，带原文和由什么实现",
            "what the documents order to exist, with their words and what serves it",
        ),
        _PLAN,
        _mechanisms(given.mechanisms),
    )


def write_data(sets: Iterable[DataSet], folder: Path) -> None:
    """Write each table in every form that it fits, and what there is."""
    folder.mkdir(parents=True, exist_ok=True)
    told = [_write(one, folder) for one in sets]
    (folder / CATALOGUE).write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


# ------------------------------------------------------------------ files


def _write(one: DataSet, folder: Path) -> dict[str, Any]:  # Any: JSON
    rows, plain = one.frame, safe_frame(one.frame)
    rows.write_parquet(folder / f"{one.id}.parquet")
    (folder / f"{one.id}.csv").write_text("\ufeff" + plain.write_csv(), encoding="utf-8")
    decimals = pl.col(pl.Decimal)
    exact = rows.with_columns(decimals.cast(pl.String).str.strip_chars_end("0").str.strip_chars_end("."))
    exact.write_json(folder / f"{one.id}.json")
    if rows.height <= MOST_IN_EXCEL:
        _excel(one.title.zh, plain, folder / f"{one.id}.xlsx")
    files = {
        path.suffix.removeprefix("."): path.stat().st_size
        for kind in ("xlsx", "csv", "json", "parquet")
        if (path := folder / f"{one.id}.{kind}").is_file()
    }
    columns = [{"id": name, **asdict(meaning(one.id, name))} for name in rows.columns]
    words = {"title": asdict(one.title), "about": asdict(one.about), "source": asdict(one.source)}
    return {"id": one.id, **words, "rows": rows.height, "columns": columns, "files": files}


def _excel(title: str, rows: pl.DataFrame, path: Path) -> None:
    book = importlib.import_module("openpyxl").Workbook(write_only=True)
    sheet = book.create_sheet(title[:28])
    sheet.append(rows.columns)
    for row in rows.iter_rows():
        sheet.append(row)
    book.save(path)


# ------------------------------------------------------------------ tables


def _observations(observed: pl.DataFrame, pack: Pack) -> pl.DataFrame:
    names = {place.code: place.name for place in pack.places}
    known = pack.indicators
    words = [pl.col("indicator").cast(pl.String), pl.col("place").cast(pl.String)]
    return observed.select(
        words[0],
        words[0]
        .replace_strict({id: one.title for id, one in known.items()}, default="", return_dtype=pl.String)
        .alias("title"),
        words[1],
        words[1].replace_strict(names, default="", return_dtype=pl.String).alias("place_name"),
        pl.col("period").cast(pl.String),
        pl.col("value"),
        words[0]
        .replace_strict({id: one.unit for id, one in known.items()}, default="", return_dtype=pl.String)
        .alias("unit"),
        "vintage",
        *(pl.col(name).cast(pl.String) for name in ("quality", "table", "file", "sha256", "sheet")),
        "row",
        "column",
        pl.col("statistics").cast(pl.String),
        "prices",
        "boundaries",
        "note",
    )


def _alerts(alerts: Iterable[Alert], pack: Pack) -> pl.DataFrame:
    rows = [
        {
            "target": one.target, "place": one.place, "period": one.period, "level": one.level, "since": one.now.since,
            "change": one.change, "step": one.step, "rule": one.rule.title, "official": one.official,
            "to": [pack.organisations[id].name for to in one.to for id in to.organisations if id in pack.organisations],
            "reason": one.steps[-1].zh if one.steps else "",
        }
        for one in alerts
        if one.level is not None
    ]  # fmt: skip
    text = dict.fromkeys(("target", "place", "period", "level", "since", "change", "step", "rule"), pl.String)
    return pl.DataFrame(rows, schema=text | {"official": pl.Boolean, "to": pl.List(pl.String), "reason": pl.String})


def _evaluated(given: Evaluations | None) -> Iterator[DataSet]:
    schemes = given.assessed if given else ()
    places = [(scheme, place) for scheme in schemes for place in scheme.places]
    results = [
        {
            "scheme": scheme.scheme.id, "title": scheme.scheme.title, "as_of": scheme.as_of, "place": place.place,
            "place_name": place.name, "score": None if isinstance(place.score, Missing) else place.score,
            "rank": place.rank, "low": place.low, "high": place.high, "band": place.band.title if place.band else None,
            "lag": place.lag, "warning": warning_of(place), "why": place.score.zh if isinstance(place.score, Missing) else None,
            "official": scheme.scheme.official,
        }
        for scheme, place in places
    ]  # fmt: skip
    yield DataSet(
        "evaluations",
        Words("城市评价", "Evaluations"),
        Words(
            "每个方案、每个地方一行：得分、名次及其区间、等级、警度",
            "a row a scheme and place: score, rank and interval, class, warning",
        ),
        _WORKED_OUT,
        pl.DataFrame(results, schema=_RESULTS),
    )
    items = [
        {
            "scheme": scheme.scheme.id, "as_of": scheme.as_of, "place": place.place, "place_name": place.name,
            "indicator": item.id, "title": item.title, "unit": item.unit, "weight": item.weight,
            "value": None if isinstance(item.point, Missing) else float(item.point.value), "normalised": item.normalised,
            "alone": place.upgrade.alone.get(item.id) if place.upgrade else None,
            "why": item.point.zh if isinstance(item.point, Missing) else None,
        }
        for scheme, place in places
        for item in place.items
    ]  # fmt: skip
    yield DataSet(
        "evaluation-items",
        Words("评价指标", "Indicators of evaluations"),
        Words(
            "每个方案、地方、指标一行：数值、标准化值、权重",
            "a row a scheme, place and indicator: value, normalised, weight",
        ),
        _WORKED_OUT,
        pl.DataFrame(items, schema=_ITEMS),
    )
    classes = [
        {
            "place": one.place, "name": one.name, "level": one.level, "within": one.within, "legal": one.legal,
            "exhausted_batch": one.exhausted_batch, "printed_by": [document for document, _ in one.printed_by],
            "suggested": None if isinstance(one.suggested, Missing) else one.suggested.suggested,
            "advice": one.advice.advice if one.advice else None,
            "why": one.suggested.zh if isinstance(one.suggested, Missing) else None,
        }
        for one in (given.classes if given else ())
    ]  # fmt: skip
    yield DataSet(
        "classes",
        Words("城市分类", "Classes of cities"),
        Words("2013年名单的类别和建议类别", "the class of the list of 2013 beside the suggested one"),
        _WORKED_OUT,
        pl.DataFrame(classes, schema=_CLASSES),
    )


_RESULTS = {
    "scheme": pl.String,
    "title": pl.String,
    "as_of": pl.Int64,
    "place": pl.String,
    "place_name": pl.String,
    "score": pl.Float64,
    "rank": pl.Int64,
    "low": pl.Int64,
    "high": pl.Int64,
    "band": pl.String,
    "lag": pl.String,
    "warning": pl.String,
    "why": pl.String,
    "official": pl.Boolean,
}
_ITEMS = {
    "scheme": pl.String,
    "as_of": pl.Int64,
    "place": pl.String,
    "place_name": pl.String,
    "indicator": pl.String,
    "title": pl.String,
    "unit": pl.String,
    "weight": pl.Float64,
    "value": pl.Float64,
    "normalised": pl.Float64,
    "alone": pl.Float64,
    "why": pl.String,
}
# Any: polars has classes and instances of types
_CLASSES: dict[str, Any] = {
    "place": pl.String,
    "name": pl.String,
    "level": pl.String,
    "within": pl.String,
    "legal": pl.String,
    "exhausted_batch": pl.Int64,
    "printed_by": pl.List(pl.String),
    "suggested": pl.String,
    "advice": pl.String,
    "why": pl.String,
}


def _indicators(pack: Pack) -> pl.DataFrame:
    names = ("id", "title", "title_en", "unit", "better", "definition", "formula", "aggregation", "source")
    rows = [
        {name: getattr(one, name) for name in names} | {"official": one.official} for one in pack.indicators.values()
    ]
    schema: dict[str, Any] = dict.fromkeys(names, pl.String) | {
        "official": pl.Boolean
    }  # Any: polars has classes and instances of types
    return pl.DataFrame(rows, schema=schema)


def _mechanisms(mechanisms: Iterable[Mechanism]) -> pl.DataFrame:
    rows = [
        {
            "code": one.code, "title": one.title, "title_en": one.title_en, "priority": one.priority,
            "quote": " ‖ ".join(quote.text for quote in one.quotes),
            "document": "、".join(dict.fromkeys(quote.document for quote in one.quotes)), "who": one.who, "rules": one.rules,
            "check": one.check, "served_by": list(one.served_by),
        }
        for one in mechanisms
    ]  # fmt: skip
    names = ("code", "title", "title_en", "priority", "quote", "document", "who", "rules", "check")
    # Any: polars has classes and instances of types
    schema: dict[str, Any] = dict.fromkeys(names, pl.String) | {"served_by": pl.List(pl.String)}
    return pl.DataFrame(rows, schema=schema)
