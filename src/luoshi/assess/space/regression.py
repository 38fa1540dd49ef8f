"""Ordinary least squares with standard errors that hold where the spread differs (HC1), for the few lines needed here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats  # type: ignore[import-untyped]  # scipy carries no types

from luoshi.assess.arrays import Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """Coefficients in the order of the columns, with standard errors and two-sided p-values."""

    coefficients: Numbers
    errors: Numbers
    p: Numbers
    r_squared: float
    count: int


def fitted(outcome: Numbers, columns: Numbers) -> Line:
    """Fit the outcome by columns (a constant is one of them).

    >>> line = fitted(np.array([1.0, 3.0, 5.0, 7.2]), np.column_stack([np.ones(4), np.arange(4.0)]))
    >>> line.coefficients.round(2).tolist()
    [0.96, 2.06]
    """
    count, width = columns.shape
    inverse = np.linalg.pinv(columns.T @ columns)
    coefficients = inverse @ columns.T @ outcome
    rest = outcome - columns @ coefficients
    spread = (
        inverse @ (columns.T * rest**2) @ columns @ inverse * (count / (count - width) if count > width else np.nan)
    )
    errors = np.sqrt(np.diag(spread))
    with np.errstate(divide="ignore", invalid="ignore"):
        p = 2 * stats.t.sf(np.abs(coefficients / errors), max(count - width, 1))
    total = ((outcome - outcome.mean()) ** 2).sum()
    return Line(coefficients, errors, p, float(1 - (rest**2).sum() / total) if total else np.nan, count)
