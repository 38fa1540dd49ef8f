"""Producers (决策单元) with what they use, what they make, and what they make that nobody wants.

What comes in as arrays or as columns of a frame is checked once, here. A producer with a gap is left out of the
comparison and named; it is never counted with a zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from luoshi.assess.arrays import Numbers, labels, matrix, require_same_length
from luoshi.model.problem import Kind, LuoshiError, Problem

NEGATIVE = Kind(
    code="efficiency-negative",
    zh="“{measure}”有负数（{producer}：{value}）", en="'{measure}' has a negative number ({producer}: {value})",
    hint_zh="投入和产出都须为非负数；请改用总量，或把净额拆为收与支。",
    hint_en="Inputs and outputs must not be negative; use gross amounts, or split a net one in two.",
)  # fmt: skip
ZERO_EVERYWHERE = Kind(
    code="efficiency-zero-everywhere",
    zh="“{measure}”各处都是零", en="'{measure}' is zero everywhere",
    hint_zh="请去掉这一项：它不能区分任何单元。", hint_en="Leave it out: it tells nobody from another.",
)  # fmt: skip
NAMED_TWICE = Kind(
    code="efficiency-named-twice",
    zh="“{name}”出现了两次", en="'{name}' stands twice",
    hint_zh="每个决策单元须有自己的名称；同一单元的多个年份请用 years。",
    hint_en="Each producer needs a name of its own; for several years of one, give years.",
)  # fmt: skip
HAS_A_GAP = Kind(
    code="efficiency-gap",
    zh="缺少{measures}，未参加比较", en="left out of the comparison, for {measures} is missing",
    hint_zh="请补齐数据，或去掉缺数的指标。", hint_en="Complete the data, or leave out the measure that is missing.",
)  # fmt: skip
USES_NOTHING = Kind(
    code="efficiency-uses-nothing",
    zh="全部投入为零，未参加比较", en="left out of the comparison, for it uses nothing",
    hint_zh="请核对数据：没有投入的产出不能比较。", hint_en="Check the data: output from nothing cannot be compared.",
)  # fmt: skip
NOBODY_LEFT = Kind(
    code="efficiency-nobody-left",
    zh="没有一个决策单元数据齐全", en="no producer has all its data",
    hint_zh="请补齐数据，或减少指标。", hint_en="Complete the data, or use fewer measures.",
)  # fmt: skip


class Bundle(NamedTuple):
    """Inputs, outputs and undesirable outputs, one row a producer."""

    inputs: Numbers
    outputs: Numbers
    undesirable: Numbers

    def rows(self, chosen: NDArray[Any]) -> Bundle:
        """Some of its producers."""
        return Bundle(*(block[chosen] for block in self))

    @property
    def stacked(self) -> Numbers:
        """One row a producer, all its measures side by side."""
        return np.hstack(self)

    @property
    def scale(self) -> Numbers:
        """The mean of each measure, so that its unit does not matter to the solver; 1 where it is zero for all."""
        numbers = self.stacked
        return np.where(numbers.any(axis=0), numbers.mean(axis=0), 1.0)

    def split(self, stacked: Numbers) -> Bundle:
        """Numbers side by side, taken apart as this one's measures are."""
        inputs, outputs = self.inputs.shape[1], self.outputs.shape[1]
        return Bundle(stacked[:, :inputs], stacked[:, inputs : inputs + outputs], stacked[:, inputs + outputs :])


def sizes(numbers: Numbers) -> Numbers:
    """How large each producer is, by the mean of its measures.

    A solver compares with a fixed tolerance; the smallest city must not disappear in what is a rounding of the largest.

    >>> sizes(np.array([[1.0, 3.0], [0.0, 0.0]])).tolist()
    [2.0, 1.0]
    """
    size = numbers.mean(axis=1)
    return np.where(size > 0, size, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Producers:
    """What each producer (a row) uses and makes.

    `complete` says which rows have all their numbers; only those are compared. `measures` names the columns of the
    inputs, the outputs and the undesirable outputs.
    """

    names: tuple[str, ...]
    inputs: Numbers
    outputs: Numbers
    undesirable: Numbers
    measures: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    complete: NDArray[np.bool_]
    problems: tuple[Problem, ...]

    def __len__(self) -> int:
        return len(self.names)

    @property
    def compared(self) -> Bundle:
        """What those use and make that have all their numbers."""
        return Bundle(self.inputs, self.outputs, self.undesirable).rows(self.complete)


def producers(
    inputs: object,
    outputs: object,
    undesirable: object = None,
    *,
    data: object = None,
    names: object = None,
    unique: bool = True,
) -> Producers:
    """Read and check what producers use and make.

    Args:
        inputs: One row a producer, one column an input: an array, lists or a frame; with `data`, names of its columns.
        outputs: The same for outputs that are wanted.
        undesirable: The same for outputs that are not wanted, such as emissions; None where there are none.
        data: A frame that holds them all.
        names: The names of the producers, or the name of the frame's column; None numbers them from 1.
        unique: Whether a name may stand once only.

    Gaps:
        A row with a gap, or without any input, is not compared and gives a problem.

    Raises:
        LuoshiError: rows that do not match, a negative number, a measure that is zero everywhere, a name given twice,
            or nobody with all the data.

    >>> found = producers([[2], [4], [None]], [[1], [1], [1]], names=["甲", "乙", "丙"])
    >>> found.complete.tolist(), str(found.problems[0])
    ([True, True, False], '丙  缺少投入，未参加比较')
    """
    used, input_names = _block(inputs, data, "投入")
    made, output_names = _block(outputs, data, "产出")
    unwanted, unwanted_names = _block(undesirable, data, "非期望产出", rows=len(used))
    require_same_length(used, made, names=("投入", "产出"))
    require_same_length(used, unwanted, names=("投入", "非期望产出"))
    called = _names(names, data, len(used))
    require_same_length(used, called, names=("投入", "名称"))
    if unique and len(set(called)) < len(called):
        raise LuoshiError(NAMED_TWICE(name=next(name for k, name in enumerate(called) if name in called[:k])))
    measures = (input_names, output_names, unwanted_names)
    complete, problems = _complete(called, np.hstack([used, made, unwanted]), sum(measures, ()), len(input_names))
    return Producers(called, used, made, unwanted, measures, complete, problems)


def _block(values: object, data: object, what: str, rows: int = 0) -> tuple[Numbers, tuple[str, ...]]:
    if values is None:
        return np.empty((rows, 0)), ()
    if data is None:
        return matrix(values, what=what)
    columns: Sequence[str] = [values] if isinstance(values, str) else list(values)  # type: ignore[call-overload]
    return matrix(data, columns, what=what)


def _names(names: object, data: object, count: int) -> tuple[str, ...]:
    if names is None:
        return tuple(str(k + 1) for k in range(count))
    found = labels(data, names) if isinstance(names, str) else labels(names)
    return tuple(map(str, found))


def _complete(
    called: tuple[str, ...], numbers: Numbers, measures: tuple[str, ...], inputs: int
) -> tuple[NDArray[np.bool_], tuple[Problem, ...]]:
    """Which rows can be compared, and what is the matter with the others."""
    _require_numbers_that_can_be_compared(called, numbers, measures)
    gaps = ~np.isfinite(numbers)
    nothing = ~gaps.any(axis=1) & (numbers[:, :inputs] == 0).all(axis=1)
    complete = ~gaps.any(axis=1) & ~nothing
    problems = [
        USES_NOTHING(where=called[row])
        if nothing[row]
        else HAS_A_GAP(where=called[row], measures="、".join(measures[k] for k in np.flatnonzero(gaps[row])))
        for row in np.flatnonzero(~complete)
    ]
    if not complete.any():
        raise LuoshiError(NOBODY_LEFT())
    return complete, tuple(problems)


def _require_numbers_that_can_be_compared(called: tuple[str, ...], numbers: Numbers, measures: tuple[str, ...]) -> None:
    negative = np.argwhere(numbers < 0)
    if len(negative):
        row, column = negative[0]
        value = numbers[row, column]
        raise LuoshiError(NEGATIVE(measure=measures[column], producer=called[row], value=value))
    for column, measure in enumerate(measures):
        known = numbers[np.isfinite(numbers[:, column]), column]
        if len(known) and not known.any():
            raise LuoshiError(ZERO_EVERYWHERE(measure=measure))
