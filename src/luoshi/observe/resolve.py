"""What a table prints → observations: every distinct word is looked up once, however many million rows have it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from decimal import Context, Decimal
from fractions import Fraction
from functools import partial
from typing import Any

import polars as pl

from luoshi.model.mapping import Fixed, TableMapping
from luoshi.model.pack import Pack
from luoshi.model.problem import Kind, Problem
from luoshi.observe import frame as frames
from luoshi.observe.numbers import number
from luoshi.observe.periods import of_days, period
from luoshi.observe.printed import Printed
from luoshi.observe.trouble import Source, Trouble
from luoshi.observe.words import UNKNOWN_PERIOD, Words, Wrong, on_of

NOT_A_NUMBER = Kind(
    code="observe-not-a-number",
    zh="“{word}”不是数{count}", en="'{word}' is no number{count}",
    hint_zh="请改成数；没有数据的填“—”或留空。", hint_en="Correct it; write — or nothing where there is no value.",
)  # fmt: skip
TOO_BIG = Kind(
    code="observe-number-too-big",
    zh="换算后的数位数太多，不能保存{count}", en="converted to the indicator's unit the number has too many digits{count}",
    hint_zh="请核对数值和单位。", hint_en="Check the number and its unit.",
)  # fmt: skip
_EXACT = Context(prec=2 * frames.DIGITS)
# What needs no looking at: a few digits, and no more places than the frame keeps.
_FIT = r"^-?[0-9]{1,18}(\.[0-9]{1,12})?$"
# More than any spreadsheet has.
_COLUMNS = 1 << 16

Meaning = Callable[..., Any]  # the words of a row → what they mean, or a `Wrong`


def observations(
    printed: Printed, mapping: TableMapping, pack: Pack, source: Source
) -> tuple[frames.Observations, list[Problem]]:
    """The observations of a table, in the order of its rows, and what could not be understood.

    Args:
        printed: What the table prints; its pieces are taken out one by one, so that a large table is not held twice.

    Gaps:
        A cell without a value gives no observation and no problem. A row with a word that nobody knows gives none and a
        problem, one for all rows that have the word.
    """
    words, trouble = Words(pack, mapping), Trouble(source)
    periods = _periods(printed, mapping.fixed.period)
    questions = [
        _Question("period", ("period",), lambda word: periods.get(word) or Wrong(UNKNOWN_PERIOD, {"word": word})),
        _Question("indicator", ("indicator",), words.indicator),
        _Question("prices", ("prices",), words.year),
        _Question("boundaries", ("boundaries",), words.year),
        _Question("vintage", ("vintage",), partial(words.vintage, published=mapping.published), pl.Date),
        _Question("quality", ("quality",), partial(words.quality, usual=mapping.quality)),
        _Question("factor", ("indicator", "unit", "implied"), words.factor, at="unit"),
        _Question("place", ("place_code", "place", "period", "boundaries"), partial(_place, words)),
    ]
    done = [frames.empty()]
    while printed.pieces:
        piece = _with_numbers(_with_fixed(printed.pieces.pop(0), mapping.fixed), trouble)
        for question in questions:
            piece = question.answered(piece, printed, trouble)
        done.append(_finished(_converted(piece, trouble), mapping, source))
    return frames.Observations(pl.concat(done)), trouble.problems()


class _Question:
    """What the words of some columns mean together, and in which column the answer is put; each is asked once."""

    def __init__(
        self, name: str, keys: tuple[str, ...], meaning: Meaning, dtype: Any = frames.WORD, at: str = ""
    ) -> None:
        self._name = name
        self._keys = list(keys)
        self._meaning = meaning
        self._dtype = dtype
        self._at = at or name
        self._known: dict[tuple[str, ...], Any] = {}

    def answered(self, piece: pl.DataFrame, printed: Printed, trouble: Trouble) -> pl.DataFrame:
        """The rows whose words mean something, with what they mean."""
        distinct = _distinct(piece, self._keys)
        meant = [self._answer(row, printed, trouble) for row in distinct.iter_rows(named=True)]
        answers = distinct.select(self._keys).with_columns(pl.Series("answer", meant, dtype=self._dtype))
        found = _looked_up(piece, self._keys, answers).alias(self._name)
        piece = piece.with_columns(found)
        return piece.filter(found.is_not_null()) if found.null_count() else piece

    def _answer(self, row: dict[str, Any], printed: Printed, trouble: Trouble) -> Any:
        words = tuple(row[key] or "" for key in self._keys)
        if words not in self._known:
            self._known[words] = self._meaning(*words)
        meant = self._known[words]
        if not isinstance(meant, Wrong):
            return meant
        trouble.add(meant.kind, printed.cell_of(self._at, row["row"], row["column"]), meant.words, row["count"])
        return meant.kept


def _with_fixed(piece: pl.DataFrame, fixed: Fixed) -> pl.DataFrame:
    """What is known of the whole sheet stands where nothing else is said."""
    known = {name: text for name, text in asdict(fixed).items() if text}
    known = {name: text for name, text in known.items() if name != "place" or piece["place_code"].null_count()}
    return piece.with_columns(pl.col(name).fill_null(pl.lit(text).cast(frames.WORD)) for name, text in known.items())


def _periods(printed: Printed, fixed: str) -> dict[str, str]:
    """What the words of the column of periods mean; of days all must be seen to know whether years are meant."""
    words = {word for piece in printed.pieces for word in piece["period"].unique().to_list() if word}
    words |= {fixed} if fixed else set()
    found = {word: meant for word in words if (meant := period(word))}
    days = of_days([meant for meant in found.values() if len(meant) == 10])
    return {word: days.get(meant, meant) for word, meant in found.items()}


def _with_numbers(piece: pl.DataFrame, trouble: Trouble) -> pl.DataFrame:
    """The rows with a value: as a decimal, and beside it the unit that the number itself prints."""
    piece = piece.filter(piece["value"].is_not_null())
    texts = piece["value"]
    fit = texts.str.contains(_FIT)
    value = texts.set(~fit, None).cast(frames.VALUE, strict=False)
    if fit.all():
        return piece.with_columns(value, pl.lit(None, dtype=frames.WORD).alias("implied"))
    read = [
        (row["value"], *_number(row, trouble)) for row in _distinct(piece.filter(~fit), ["value"]).iter_rows(named=True)
    ]
    kinds: dict[str, Any] = {"value": pl.String, "number": frames.VALUE, "implied": frames.WORD, "mark": pl.String}
    other = piece.select("value").join(
        pl.DataFrame(read, schema=kinds, orient="row"), on="value", how="left", maintain_order="left"
    )
    note = pl.concat_str(piece["note"], other["mark"], ignore_nulls=True).alias("note")
    piece = piece.with_columns(value.zip_with(fit, other["number"]), other["implied"], note)
    return piece.filter(piece["value"].is_not_null())


def _number(row: dict[str, Any], trouble: Trouble) -> tuple[Decimal | None, str | None, str | None]:
    try:
        found = number(row["value"])
    except ValueError:
        trouble.add(NOT_A_NUMBER, (row["row"], row["column"]), {"word": row["value"][:40]}, row["count"])
        return None, None, None
    if found is None:
        return None, None, None
    return _in_places(Fraction(found.value)), found.unit or None, found.note or None


def _converted(piece: pl.DataFrame, trouble: Trouble) -> pl.DataFrame:
    """The values in the unit of their indicator, exactly; rounded to the frame's places where they have no end."""
    for text in piece["factor"].unique().to_list():
        if (factor := Fraction(text)) != 1:
            here = piece["factor"] == text
            distinct = piece["value"].filter(here).unique()
            became = pl.Series("answer", [_in_places(Fraction(one) * factor) for one in distinct], dtype=frames.VALUE)
            found = _looked_up(piece, ["value"], pl.DataFrame({"value": distinct, "answer": became}))
            piece = piece.with_columns(piece["value"].zip_with(~here, found).alias("value"))
    for row in piece.filter(piece["value"].is_null()).iter_rows(named=True):
        trouble.add(TOO_BIG, (row["row"], row["column"]), {})
    return piece.filter(piece["value"].is_not_null()) if piece["value"].null_count() else piece


def _finished(piece: pl.DataFrame, mapping: TableMapping, source: Source) -> pl.DataFrame:
    """The columns of an observation, of rows that are fully understood."""
    said = {"table": mapping.id, "file": source.file, "sha256": source.sha256, "sheet": source.sheet}
    return piece.with_columns(
        *(pl.lit(word).cast(frames.WORD).alias(name) for name, word in said.items()),
        *(pl.col(name).cast(pl.String).cast(pl.Int16, strict=False) for name in ("prices", "boundaries")),
        pl.col("statistics").fill_null(pl.lit(mapping.statistics).cast(frames.WORD)),
        pl.col("note").fill_null(""),
    ).select(*frames.SCHEMA)


def _distinct(piece: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Every different combination of words, in the order of its first cell, with that cell and how often it stands."""
    cell = pl.col("row").cast(pl.UInt64) * _COLUMNS + pl.col("column")
    found = piece.group_by(keys).agg(cell.min().alias("cell"), pl.len().alias("count")).sort("cell")
    return found.with_columns(row=pl.col("cell") // _COLUMNS, column=pl.col("cell") % _COLUMNS)


def _looked_up(piece: pl.DataFrame, keys: list[str], answers: pl.DataFrame) -> pl.Series:
    """The answers to the words of every row, in order; null where there is none."""
    joined = piece.select(keys).join(answers, on=keys, how="left", nulls_equal=True, maintain_order="left")
    return joined["answer"]


def _in_places(exact: Fraction) -> Decimal | None:
    """Rounded half to even to the places of the frame; None where it has more digits before them than there are."""
    whole = round(exact * 10**frames.PLACES)
    return Decimal(whole).scaleb(-frames.PLACES, _EXACT) if abs(whole) < 10**frames.DIGITS else None


def _place(words: Words, code: str, name: str, period: str, boundaries: str) -> str | Wrong | None:
    return words.place(code, name, on_of(period, boundaries))
