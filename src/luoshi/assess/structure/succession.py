"""Which industry could follow the resource: candidates ranked by stated criteria, with vetoes.

The documents name four standards – 科技含量、环保水平、投资强度、吸纳就业能力 – and no formula. The criteria and weights
below are the system's own; both can be replaced, and every result says which were used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

import numpy as np

from luoshi.assess.arrays import Numbers, frame, labels, matrix, require_same_length
from luoshi.assess.method import method
from luoshi.model.problem import Kind, LuoshiError, Problem

if TYPE_CHECKING:
    import polars

Better = Literal["up", "down"]

# 系统默认，非官方. Criterion → (weight, which way is better).
DEFAULT_CRITERIA: Mapping[str, tuple[float, Better]] = MappingProxyType(
    {
        "demand": (0.10, "up"),
        "technology": (0.20, "up"),
        "linkage": (0.15, "up"),
        "advantage": (0.15, "up"),
        "employment": (0.15, "up"),
        "environment": (0.15, "down"),
        "fiscal": (0.10, "up"),
    }
)

NO_CRITERION = Kind(
    code="succession-no-criterion",
    zh="没有“{name}”的权重", en="there is no weight for '{name}'",
    hint_zh="请在 criteria 中写明它的权重和方向；默认有：{known}",
    hint_en="Give its weight and direction in criteria; by default there are: {known}",
)  # fmt: skip
ALL_ALIKE = Kind(
    code="succession-all-alike",
    zh="各产业的“{name}”没有差异，不计权重", en="'{name}' is the same for all, and has no weight",
    hint_zh="请核对数据，或去掉这一项。", hint_en="Check the data, or leave it out.",
)  # fmt: skip
CRITERION_MISSING = Kind(
    code="succession-gap",
    zh="缺少{names}，按其余各项的权重折算", en="{names} is missing; the other weights were scaled up",
    hint_zh="请补齐数据：缺项越多，得分越不可比。", hint_en="Complete the data: the more is missing, the less scores compare.",
)  # fmt: skip
NOTHING_KNOWN = Kind(
    code="succession-nothing-known",
    zh="各项都缺数，没有得分", en="all criteria are missing, so there is no score",
    hint_zh="请补齐数据。", hint_en="Complete the data.",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class IndustryRanking:
    """Candidates with score and rank (接续替代产业排序).

    Attributes:
        industries: The candidates, in the order in which they were given.
        scores: 0 to 1; NaN for those without data.
        ranks: 1 is best, equal scores share a rank; 0 for those that are vetoed or have no score.
        vetoes: Why a candidate is out; empty for those that are not.
        parts: What each criterion adds to the score, one row a candidate.
        criteria: The names of its columns.
        choices: Everything that was chosen, defaults too.
        problems: Missing numbers, and criteria that tell nobody from another.
    """

    industries: tuple[str, ...]
    scores: Numbers
    ranks: tuple[int, ...]
    vetoes: tuple[str, ...]
    parts: Numbers
    criteria: tuple[str, ...]
    choices: Mapping[str, str]
    problems: tuple[Problem, ...]

    def to_frame(self) -> polars.DataFrame:
        """One row a candidate: score, rank, veto, and what each criterion adds."""
        columns = {name: self.parts[:, k] for k, name in enumerate(self.criteria)}
        return frame(
            {"industry": self.industries, "score": self.scores, "rank": self.ranks, "veto": self.vetoes, **columns}
        )


@method(
    title="接续替代产业评价",
    source="系统默认，非官方：国发〔2013〕45号与吉政办发〔2014〕20号的四项标准，加Weaver–Hirschman–Rostow–筱原基准",
)
def rank_industries(
    values: object,
    *,
    industries: object = None,
    names: Sequence[str] | None = None,
    criteria: Mapping[str, tuple[float, Better]] | None = None,
    vetoes: Mapping[str, str] | None = None,
) -> IndustryRanking:
    """Rank candidate industries by weighted criteria, each set between the worst and the best candidate.

    Args:
        values: One row a candidate, one column a criterion: an array, lists or a frame.
        industries: The candidates, or the name of the frame's column.
        names: The criteria in the order of the columns, of a frame its columns to take; None takes those of `criteria`.
        criteria: Weight and better direction ("up" or "down") of each criterion; None takes the default.
        vetoes: Candidates that are out, with the reason, such as 列入淘汰类.

    Returns:
        Scores, ranks, and what each criterion adds. A vetoed candidate keeps its score and has no rank.

    Gaps:
        A missing number is never zero: the weights of the other criteria are scaled up for that candidate, and a
        problem says so.

    Problems:
        A criterion that is the same for all has no weight.

    Raises:
        LuoshiError: a criterion without a weight, or rows that do not match.

    >>> found = rank_industries([[0.9, 10], [0.5, 40], [0.1, 20]], industries=["装备", "食品", "水泥"],
    ...     names=["technology", "employment"], vetoes={"水泥": "列入限制类"})
    >>> found.scores.round(4).tolist(), found.ranks
    ([0.5714, 0.7143, 0.1429], (2, 1, 0))
    """
    chosen = DEFAULT_CRITERIA if criteria is None else criteria
    numbers, columns = matrix(values, list(names or chosen), what="标准")
    require_same_length(columns, numbers.T, names=("标准名称", "标准"))
    called = _called(industries, values, len(numbers))
    require_same_length(called, numbers, names=("产业名称", "产业"))
    for name in columns:
        if name not in chosen:
            raise LuoshiError(NO_CRITERION(name=name, known="、".join(chosen)))
    parts, problems = _parts(numbers, columns, chosen, called)
    scores = np.where(np.isnan(parts).all(axis=1), np.nan, np.nansum(parts, axis=1))
    reasons = tuple((vetoes or {}).get(name, "") for name in called)
    return IndustryRanking(
        called, scores, _ranks(scores, reasons), reasons, parts, columns,
        choices={
            "method": "rank_industries",
            "normalisation": "min–max over the candidates",
            "weights": "、".join(f"{name} {chosen[name][0]:g}" for name in columns),
            "official": "系统默认，非官方" if criteria is None else "as given",
            "gaps": "the other weights are scaled up",
        },
        problems=tuple(problems),
    )  # fmt: skip


def _called(industries: object, values: object, count: int) -> tuple[str, ...]:
    if industries is None:
        return tuple(str(k + 1) for k in range(count))
    return tuple(map(str, labels(values, industries) if isinstance(industries, str) else labels(industries)))


def _parts(
    numbers: Numbers, columns: tuple[str, ...], criteria: Mapping[str, tuple[float, Better]], called: tuple[str, ...]
) -> tuple[Numbers, list[Problem]]:
    """What each criterion adds to the score of each candidate, and what is the matter with the numbers."""
    problems = []
    weights = np.array([criteria[name][0] for name in columns], dtype=float)
    known = np.isfinite(numbers)
    placed = np.full(numbers.shape, np.nan)
    for column, name in enumerate(columns):
        values = numbers[known[:, column], column]
        if not len(values) or values.min() == values.max():
            weights[column] = 0.0
            problems.append(ALL_ALIKE(name=name))
            placed[known[:, column], column] = 0.0
            continue
        share = (numbers[:, column] - values.min()) / (values.max() - values.min())
        placed[:, column] = share if criteria[name][1] == "up" else 1 - share
    for row in np.flatnonzero(~known.all(axis=1)):
        missing = "、".join(columns[k] for k in np.flatnonzero(~known[row]))
        kind = CRITERION_MISSING if known[row].any() else NOTHING_KNOWN
        problems.append(kind(where=called[row], names=missing))
    total = (known * weights).sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        return placed * weights / total, problems


def _ranks(scores: Numbers, vetoes: tuple[str, ...]) -> tuple[int, ...]:
    ranked = [k for k, score in enumerate(scores) if not np.isnan(score) and not vetoes[k]]
    # Equal scores share a rank; what differs by rounding alone is equal.
    return tuple(
        1 + sum(bool(scores[other] > scores[k] + 1e-12) for other in ranked) if k in ranked else 0
        for k in range(len(scores))
    )
