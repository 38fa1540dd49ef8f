"""Weights from judgements in pairs, with a test whether they contradict each other (层次分析法)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np

from luoshi.assess.compose.results import Weights
from luoshi.assess.compose.table import Array, table_of
from luoshi.assess.compose.weight import shared
from luoshi.assess.method import method
from luoshi.model.problem import Kind, LuoshiError, Problem

NOT_RECIPROCAL = Kind(
    code="compose-judgements-not-reciprocal",
    zh="判断矩阵第 {row} 行第 {column} 列与其对称元素不互为倒数，或不是正数",
    en="row {row}, column {column} of the judgements is not one over its counterpart, or not positive",
    hint_zh="请改为方阵，对角线为 1，其余互为倒数。", hint_en="Give a square matrix, 1 on the diagonal, reciprocals across.",
)  # fmt: skip
INCONSISTENT = Kind(
    code="compose-judgements-inconsistent",
    zh="判断矩阵的一致性比率为 {ratio}，超过 {limit}",
    en="the consistency ratio of the judgements is {ratio}, above {limit}",
    hint_zh="请重新核对两两比较，尤其是{pair}。", hint_en="Look at the comparisons again, first at {pair}.",
)  # fmt: skip

Way = Literal["eigenvector", "geometric"]
# Saaty's mean consistency index of random matrices, for 1 to 10 items.
RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)


def on_arrays(values: Array, *, given: Array | None = None, judgements: Any = None, way: Way = "eigenvector") -> Array:
    """The method on bare arrays; the values are not looked at."""
    weights, _ = _weights(_checked(judgements), way)
    return np.broadcast_to(weights, (*values.shape[:-2], values.shape[-1])).astype(values.dtype)


@method(title="层次分析法（AHP）", source="Saaty, The Analytic Hierarchy Process, McGraw-Hill 1980")
def ahp(
    judgements: Any, indicators: Sequence[str] | None = None, *, way: Way = "eigenvector", limit: float = 0.10
) -> Weights:
    """Weights from a matrix that says how many times as important the row is as the column (1 to 9, or one over that).

    Args:
        judgements: A square matrix, 1 on the diagonal, reciprocals across: an array, or a frame with a column for each item
            (a first column of text is passed over).
        indicators: Names of rows and columns; without them those of the frame, or x1, x2, ….
        way: `eigenvector` of the largest eigenvalue as Saaty has it, or the `geometric` means of the rows.
        limit: The largest consistency ratio that is let pass.

    Returns:
        The weights; `workings` holds `lambda_max`, `consistency_index`, `random_index` and `consistency_ratio`, NaN for
        more than ten items, for which Saaty's table has no index.

    Problems:
        The consistency ratio is above the limit; the pair that contradicts the weights most is named.

    Raises:
        LuoshiError: the matrix is not square, positive and reciprocal.

    Source:
        Saaty (1980); the worked example is tests/published/test_ahp.py.

    >>> ahp([[1, 3], [1 / 3, 1]]).weights.round(4).tolist()
    [0.75, 0.25]
    """
    matrix = _checked(judgements)
    names = tuple(indicators or _names(judgements, len(matrix)))
    weights, largest = _weights(matrix, way)
    numbers = _consistency(len(matrix), largest)
    ratio = numbers["consistency_ratio"]
    problems: tuple[Problem, ...] = ()
    if ratio > limit:
        pair = _worst_pair(matrix, weights, names)
        problems = (INCONSISTENT(ratio=f"{ratio:.3f}", limit=limit, pair=pair, where="AHP"),)
    workings = {name: np.array(value) for name, value in numbers.items()}
    return Weights("ahp", weights, names, {"way": way, "limit": limit}, workings, problems)


def _names(judgements: Any, count: int) -> tuple[str, ...]:
    is_frame = hasattr(judgements, "columns") or isinstance(judgements, dict)
    return table_of(judgements).indicators if is_frame else tuple(f"x{number + 1}" for number in range(count))


def _checked(judgements: Any) -> Array:
    matrix = table_of(judgements).values
    if matrix.shape[0] != matrix.shape[1]:
        raise LuoshiError(NOT_RECIPROCAL(row=1, column=1))
    wrong = ~((matrix > 0) & np.isclose(matrix * matrix.T, 1, rtol=0.02))
    if wrong.any():
        row, column = np.argwhere(wrong)[0]
        raise LuoshiError(NOT_RECIPROCAL(row=row + 1, column=column + 1))
    return matrix


def _weights(matrix: Array, way: Way) -> tuple[Array, float]:
    """The weights and the largest eigenvalue."""
    if way == "geometric":
        weights = shared(np.exp(np.log(matrix).mean(axis=1)))
        return weights, float(((matrix @ weights) / weights).mean())
    eigenvalues, vectors = np.linalg.eig(matrix)
    at = int(eigenvalues.real.argmax())
    return shared(np.abs(vectors[:, at].real)), float(eigenvalues[at].real)


def _consistency(count: int, largest: float) -> dict[str, float]:
    index = (largest - count) / (count - 1) if count > 1 else 0.0
    random = RANDOM_INDEX[count - 1] if count <= len(RANDOM_INDEX) else float("nan")
    ratio = 0.0 if count <= 2 else index / random
    return {"lambda_max": largest, "consistency_index": index, "random_index": random, "consistency_ratio": ratio}


def _worst_pair(matrix: Array, weights: Array, names: Sequence[str]) -> str:
    """The pair whose judgement is farthest from what the weights say."""
    off = np.abs(np.log(matrix) - np.log(weights[:, None] / weights[None, :]))
    row, column = np.unravel_index(int(off.argmax()), off.shape)
    return f"{names[int(row)]}–{names[int(column)]}"
