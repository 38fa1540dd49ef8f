"""A long table of places and years, set out with one row a place and one column a year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from luoshi.assess.arrays import Numbers, labels, matrix, require_same_length, vector
from luoshi.model.problem import Kind, LuoshiError

STANDS_TWICE = Kind(
    code="space-stands-twice",
    zh="“{place}”在{year}年有两行", en="'{place}' has two rows in {year}",
    hint_zh="每个地区每年只能有一行；请先去掉重复。", hint_en="A place has one row a year; remove the other first.",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class OverYears:
    """One number a place and year; NaN where there is none."""

    places: tuple[str, ...]
    years: tuple[Any, ...]
    values: Numbers

    def at(self, year: object) -> Numbers:
        """The values of one year.

        >>> by_years({"城市": ["甲", "乙"], "年": [2012, 2012], "值": [1, 2]}, value="值", place="城市", year="年").at(2012)
        array([1., 2.])
        """
        return self.values[:, self.years.index(year)]


def by_years(data: Any, *, value: str, place: str, year: str) -> OverYears:  # Any: a frame of any library, or a dict
    """Set out a long table by place and year.

    Args:
        data: A frame of polars or pandas, or a dict of columns, one row a place and year in any order.
        value, place, year: The names of its columns.

    Gaps:
        A place without a row in a year has NaN there.

    Raises:
        LuoshiError: a column is not there, or a place has two rows in a year.

    >>> table = {"城市": ["甲", "甲", "乙"], "年": [2012, 2013, 2013], "值": [1, 2, 3]}
    >>> by_years(table, value="值", place="城市", year="年").values.tolist()
    [[1.0, 2.0], [nan, 3.0]]
    """
    where, when = labels(data, place), labels(data, year)
    numbers = vector(list(labels(data, value)), what=value)
    places, years = tuple(dict.fromkeys(map(str, where))), tuple(sorted(set(when)))
    row, column = ({name: k for k, name in enumerate(names)} for names in (places, years))
    values = np.full((len(places), len(years)), np.nan)
    seen = set()
    for here, then, number in zip(where, when, numbers, strict=True):
        if (here, then) in seen:
            raise LuoshiError(STANDS_TWICE(place=here, year=then))
        seen.add((here, then))
        values[row[str(here)], column[then]] = number
    return OverYears(places, years, values)


def over_years(values: object, years: object = None, places: object = None) -> OverYears:
    """Values over years as a caller holds them: set out by `by_years`, or rows of places with columns of years.

    >>> over_years([[1, 2], [3, 4]], years=[2012, 2013]).at(2013).tolist()
    [2.0, 4.0]
    """
    if isinstance(values, OverYears):
        return values
    numbers, names = matrix(values, what="数值")
    when = tuple(labels(years)) if years is not None else names
    require_same_length(when, numbers.T, names=("年份", "数值的列"))
    called = tuple(str(k + 1) for k in range(len(numbers))) if places is None else tuple(map(str, labels(places)))
    require_same_length(called, numbers, names=("地区", "数值的行"))
    return OverYears(called, when, numbers)
