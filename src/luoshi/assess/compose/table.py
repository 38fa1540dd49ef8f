"""What a method is given, as one thing: numbers in rows and columns, their names, and which way each column is better.

A method takes what the analyst has at hand: a numpy array, a polars or pandas frame, or columns by name. Missing values
are NaN here, and only here; they are never zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from luoshi.model.problem import Kind, LuoshiError

NOT_A_TABLE = Kind(
    code="compose-not-a-table",
    zh="需要“行×指标”的数值表，得到的是 {found}", en="a table of places by indicators is needed, not {found}",
    hint_zh="请给出二维数组，或每列一个指标、每行一个地方的数据框。",
    hint_en="Give a two-dimensional array, or a frame with a column for each indicator and a row for each place.",
)  # fmt: skip
NOT_A_NUMBER = Kind(
    code="compose-infinite",
    zh="指标“{indicator}”有无穷大的值", en="indicator '{indicator}' has an infinite value",
    hint_zh="请改正，或把它作为缺失留空。", hint_en="Correct it, or leave it blank as missing.",
)  # fmt: skip
UNKNOWN_DIRECTION = Kind(
    code="compose-unknown-direction",
    zh="指标“{indicator}”的优劣方向“{better}”无法使用", en="'{better}' is no direction for indicator '{indicator}'",
    hint_zh="请写 up（越大越好）、down（越小越好），或适度区间的两端，如 (4, 8)。",
    hint_en="Write up, down, or the two ends of the best range, such as (4, 8).",
)  # fmt: skip
OTHER_COLUMNS = Kind(
    code="compose-other-columns",
    zh="{what}有 {found} 项，指标有 {expected} 个，不相对应：{names}",
    en="{what}: {found} given for {expected} indicators that do not match: {names}",
    hint_zh="请为每个指标恰好给出一项。", hint_en="Give exactly one for each indicator.",
)  # fmt: skip

NOTHING_IN_IT = Kind(
    code="compose-nothing-in-it",
    zh="表中没有一行数，或没有一列指标", en="the table has no row, or no column of numbers",
    hint_zh="一行一个地区，一列一个指标。", hint_en="A row for each place, a column for each indicator.",
)  # fmt: skip

Array: TypeAlias = NDArray[Any]  # Any: float64, or float32 where many replications are worked on
Data: TypeAlias = Any  # Any: an array, a polars or pandas frame, or a mapping of columns
Direction: TypeAlias = str | tuple[float, float]
Directions: TypeAlias = Direction | Sequence[Direction] | Mapping[str, Direction]

PLACE, PERIODS = "place", ("period", "year")


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Numbers by rows (places, or places in periods) and indicators. `periods` is empty where there is one of each place."""

    values: Array
    places: tuple[str, ...]
    indicators: tuple[str, ...]
    periods: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[str, ...]:
        """A name for each row: the place, with its period where there are several."""
        return (
            tuple(f"{a} {b}" for a, b in zip(self.places, self.periods, strict=True)) if self.periods else self.places
        )


@dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """Which way each column is better: `sign` +1 or −1, or between `low` and `high` (NaN where the column has no range)."""

    sign: Array
    low: Array
    high: Array

    @property
    def ranged(self) -> Array:
        return ~np.isnan(self.low)

    def of(self, columns: Sequence[int]) -> Sense:
        """The same of some of the columns."""
        pick = list(columns)
        return Sense(self.sign[pick], self.low[pick], self.high[pick])


def table_of(data: Data, indicators: Sequence[str] | None = None) -> Table:
    """The table in whatever the analyst has.

    Args:
        data: A two-dimensional array; a polars or pandas frame; or a mapping of columns. In a frame a column `place` names
            the rows and a column `period` or `year` their time; without `place`, the first column of text does, or in
            pandas an index of text.
        indicators: Which columns, in which order; all that are left without it.

    Raises:
        LuoshiError: it is no table, or a value is infinite.

    >>> table_of({"place": ["甲", "乙"], "gdp": [1, None]}).values
    array([[ 1.],
           [nan]])
    """
    if isinstance(data, Table):
        return data
    columns = _columns(data)
    if columns is None:
        return _finite(_of_array(data, indicators))
    place, period = _labels(columns)
    names = tuple(indicators or [name for name in columns if name not in (place, period)])
    count = len(next(iter(columns.values()), ()))
    return _finite(
        Table(
            np.column_stack([_numbers(columns, name) for name in names]) if names else np.empty((count, 0)),
            _texts(columns[place]) if place else tuple(str(number + 1) for number in range(count)),
            names,
            _texts(columns[period]) if period else (),
        )
    )


def sense_of(better: Directions, indicators: Sequence[str]) -> Sense:
    """The directions of the columns, from one for all, one for each, or some by name (the others are up).

    Raises:
        LuoshiError: something is no direction, or their number is another.

    >>> sense_of({"jobless": "down"}, ["gdp", "jobless"]).sign
    array([ 1., -1.])
    """
    listed = directions_of(better, indicators)
    low, high = np.full(len(listed), np.nan), np.full(len(listed), np.nan)
    sign = np.ones(len(listed))
    for number, (one, indicator) in enumerate(zip(listed, indicators, strict=True)):
        if one == "down":
            sign[number] = -1
        elif not isinstance(one, str) and _is_range(one):
            low[number], high[number] = one
        elif one != "up":
            raise LuoshiError(UNKNOWN_DIRECTION(indicator=indicator, better=one))
    return Sense(sign, low, high)


def per_column(given: Any, indicators: Sequence[str], what: str, otherwise: float = np.nan) -> Array:
    """A number for each column, from one for all, one for each, or some by name (`otherwise` for the rest).

    Raises:
        LuoshiError: their number is another, or a name is none of the columns.
    """
    if given is None:
        return np.full(len(indicators), otherwise)
    if isinstance(given, Mapping):
        if not set(given) <= set(indicators):
            raise LuoshiError(_other(what, given, indicators))
        return np.array([float(given.get(name, otherwise)) for name in indicators])
    numbers = np.asarray(given, dtype=float)
    if numbers.ndim == 0:
        return np.full(len(indicators), float(numbers))
    if numbers.shape != (len(indicators),):
        raise LuoshiError(_other(what, [str(one) for one in numbers.ravel()], indicators))
    return numbers


def oriented(values: Array, sense: Sense) -> Array:
    """The values with more always better: as they are, with the sign turned, or minus their distance from the range."""
    if not sense.ranged.any():
        return values if (sense.sign > 0).all() else values * sense.sign.astype(values.dtype)
    outside = np.maximum(np.maximum(sense.low - values, values - sense.high), 0)
    return np.where(sense.ranged, -outside, values * sense.sign).astype(values.dtype)


# ------------------------------------------------------------------ frames


def _columns(data: Data) -> dict[str, Any] | None:
    """The columns of a frame or a mapping by name; None for an array."""
    if isinstance(data, Mapping):
        return {str(name): list(column) for name, column in data.items()}
    if not hasattr(data, "columns"):
        return None
    columns = {str(name): data[name] for name in data.columns}
    index = getattr(data, "index", None)  # of pandas, whose frames name their rows
    if index is not None and PLACE not in columns and _is_text(index):
        return {PLACE: list(index), **columns}
    return columns


def _labels(columns: Mapping[str, Any]) -> tuple[str, str]:
    period = next((name for name in PERIODS if name in columns), "")
    texts = [name for name, column in columns.items() if name != period and _is_text(column)]
    return (PLACE if PLACE in columns else texts[0] if texts else ""), period


def _is_text(column: Any) -> bool:
    return any(isinstance(value, str) for value in column)


def _texts(column: Iterable[Any]) -> tuple[str, ...]:
    return tuple(map(str, column))


def _numbers(columns: Mapping[str, Any], name: str) -> Array:
    if name not in columns:
        raise LuoshiError(_other("列（columns）", [name], list(columns)))
    try:
        return np.array([np.nan if value is None else value for value in columns[name]], dtype=float)
    except (TypeError, ValueError):
        raise LuoshiError(NOT_A_TABLE(found=f"“{name}”：{list(columns[name])[:3]}…")) from None


def _of_array(data: Data, indicators: Sequence[str] | None) -> Table:
    try:
        values = np.array(data, dtype=float)
    except (TypeError, ValueError):
        raise LuoshiError(NOT_A_TABLE(found=type(data).__name__)) from None
    if values.ndim != 2:
        raise LuoshiError(NOT_A_TABLE(found=f"{values.ndim} 维数组（{values.ndim} dimensions）"))
    names = tuple(indicators or [f"x{number + 1}" for number in range(values.shape[1])])
    if len(names) != values.shape[1]:
        raise LuoshiError(_other("列（columns）", [f"x{number + 1}" for number in range(values.shape[1])], names))
    return Table(values, tuple(str(number + 1) for number in range(len(values))), names)


def _finite(table: Table) -> Table:
    if not table.values.size:
        raise LuoshiError(NOTHING_IN_IT())
    infinite = np.isinf(table.values).any(axis=0)
    if infinite.any():
        raise LuoshiError(NOT_A_NUMBER(indicator=table.indicators[int(infinite.argmax())]))
    return table


# ------------------------------------------------------------------ directions


def directions_of(better: Directions, indicators: Sequence[str]) -> list[Direction]:
    """The direction of each column, from one for all, one for each, or some by name (the others are up).

    Raises:
        LuoshiError: their number is another, or a name is none of the columns.
    """
    if isinstance(better, Mapping):
        if not set(better) <= set(indicators):
            raise LuoshiError(_other("优劣方向（directions）", list(better), indicators))
        return [better.get(name, "up") for name in indicators]
    if isinstance(better, str):
        return [better] * len(indicators)
    if _is_range(better):
        return [cast(Direction, tuple(better))] * len(indicators)
    if len(better) != len(indicators):
        raise LuoshiError(_other("优劣方向（directions）", list(map(str, better)), indicators))
    return [cast(Direction, one) for one in better]


def _is_range(better: object) -> bool:
    numbers = (int, float, np.integer, np.floating)
    return isinstance(better, tuple | list) and len(better) == 2 and all(isinstance(one, numbers) for one in better)


def _other(what: str, found: Iterable[str], indicators: Sequence[str]) -> Any:
    named = list(found)
    unlike = [name for name in named if name not in indicators] or [name for name in indicators if name not in named]
    names = "、".join(unlike[:5])
    return OTHER_COLUMNS(what=what, found=len(named), expected=len(indicators), names=names)
