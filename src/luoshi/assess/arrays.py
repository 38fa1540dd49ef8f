"""Numbers as the caller holds them – arrays, lists, frames of polars or pandas – read as arrays, gaps as NaN.

This is the one edge at which methods meet data frames: inside, a method works on arrays of floats, where a gap is NaN
and never zero, and what it gives back names the gaps.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from luoshi.model.problem import Kind, LuoshiError

if TYPE_CHECKING:
    import polars

Numbers: TypeAlias = NDArray[np.float64]
# A frame of any library has columns and `to_numpy`; the libraries share no type.
Frame: TypeAlias = Any

NOT_NUMBERS = Kind(
    code="assess-not-numbers",
    zh="{what}里有不是数字的内容（{error}）", en="{what} holds something that is not a number ({error})",
    hint_zh="请只给数字；空缺请留空（None 或 NaN），不要写0或“-”。",
    hint_en="Give numbers alone; leave a gap empty (None or NaN), not 0 or '-'.",
)  # fmt: skip
NOT_A_FRAME = Kind(
    code="evaluate-not-a-frame",
    zh="要从表中取列“{name}”，收到的是 {found}", en="a frame with a column '{name}' is needed, not {found}",
    hint_zh="请给 polars、pandas 的表，或按列名的字典。", hint_en="Give a frame of polars or pandas, or a dict of columns.",
)  # fmt: skip
NO_SUCH_COLUMN = Kind(
    code="assess-no-such-column",
    zh="表中没有“{name}”这一列", en="the table has no column '{name}'",
    hint_zh="表中有：{columns}", hint_en="It has: {columns}",
)  # fmt: skip
LENGTHS_DIFFER = Kind(
    code="assess-lengths-differ",
    zh="{first}有{first_length}行，{second}有{second_length}行",
    en="{first} has {first_length} rows, {second} has {second_length}",
    hint_zh="请核对两者是否取自同一张表、同样的筛选。", hint_en="Check that both come from the same rows of one table.",
)  # fmt: skip
WRONG_SHAPE = Kind(
    code="assess-wrong-shape",
    zh="{what}应是{expected}，收到的形状是{shape}", en="{what} should be {expected}; its shape is {shape}",
    hint_zh="请核对行列。", hint_en="Check its rows and columns.",
)  # fmt: skip
UNKNOWN_CHOICE = Kind(
    code="assess-unknown-choice",
    zh="{what}不能是“{given}”", en="{what} cannot be '{given}'",
    hint_zh="可选：{choices}", hint_en="Choose one of: {choices}",
)  # fmt: skip
EXTRA_MISSING = Kind(
    code="assess-extra-missing",
    zh="这种方法需要另装程序库（缺少 {module}）", en="this method needs another library ({module} is not installed)",
    hint_zh="请运行：pip install 'luoshi[{extra}]'", hint_en="Type: pip install 'luoshi[{extra}]'",
)  # fmt: skip


def matrix(values: object, columns: Sequence[str] | None = None, *, what: str) -> tuple[Numbers, tuple[str, ...]]:
    """Rows and columns of numbers, with the names of the columns.

    Args:
        values: An array, a list of lists, a list (one column), or a frame of polars or pandas.
        columns: Of a frame, the columns to take, in this order; None takes all.
        what: What the numbers are, for messages and for the names of columns that have none.

    Gaps:
        None and NaN become NaN.

    Raises:
        LuoshiError: a column is not there, something is no number, or it has more than two dimensions.

    >>> matrix([[1, None], [3, 4]], what="投入")
    (array([[ 1., nan],
           [ 3.,  4.]]), ('投入1', '投入2'))
    """
    if is_frame(values):
        names = tuple(columns) if columns is not None else tuple(map(str, values.columns))  # type: ignore[attr-defined]
        return np.column_stack([vector(values, name, what=name) for name in names]), names
    numbers = _floats(values, what)
    if numbers.ndim == 1:
        numbers = numbers[:, None]
    if numbers.ndim != 2:
        raise LuoshiError(WRONG_SHAPE(what=what, expected="行×列", shape=numbers.shape))
    single = numbers.shape[1] == 1
    return numbers, tuple(columns or ([what] if single else [f"{what}{k + 1}" for k in range(numbers.shape[1])]))


def vector(values: object, name: str | None = None, *, what: str) -> Numbers:
    """One column of numbers: the named one of a frame, or a list or array as it is; gaps become NaN.

    Raises:
        LuoshiError: the column is not there, something is no number, or it is no single column.

    >>> vector([1, None, 3], what="GDP")
    array([ 1., nan,  3.])
    """
    if name is not None and is_frame(values):
        values = values[_known(values, name)]  # type: ignore[index]
    numbers = _floats(values, what)
    if numbers.ndim == 2 and 1 in numbers.shape:
        numbers = numbers.ravel()
    if numbers.ndim != 1:
        raise LuoshiError(WRONG_SHAPE(what=what, expected="一列", shape=numbers.shape))
    return numbers


def labels(values: object, name: str | None = None) -> tuple[Any, ...]:
    """One column as it is, such as names or years; the numbers of numpy become plain ones.

    >>> labels({"city": ["甲", "乙"]}, "city")
    ('甲', '乙')
    """
    if name is not None:
        if not (is_frame(values) or isinstance(values, dict)):
            raise LuoshiError(NOT_A_FRAME(name=name, found=type(values).__name__))
        values = values[_known(values, name)]  # type: ignore[index]
    return tuple(item.item() if isinstance(item, np.generic) else item for item in values)  # type: ignore[attr-defined]


def is_frame(values: object) -> bool:
    """Whether this is a frame of polars or pandas: it has named columns and turns into an array.

    >>> is_frame([[1, 2]])
    False
    """
    return hasattr(values, "columns") and hasattr(values, "to_numpy")


def require_same_length(first: object, second: object, *, names: tuple[str, str]) -> None:
    """Refuse two columns that are not of the same rows.

    Raises:
        LuoshiError: their lengths differ.

    >>> require_same_length([1, 2], [3, 4], names=("投入", "产出"))
    """
    here, there = len(first), len(second)  # type: ignore[arg-type]
    if here != there:
        raise LuoshiError(LENGTHS_DIFFER(first=names[0], first_length=here, second=names[1], second_length=there))


def require_choice(given: str, choices: Sequence[str], *, what: str) -> None:
    """Refuse a word that is none of the choices.

    Raises:
        LuoshiError: it is none of them.

    >>> require_choice("input", ("input", "output"), what="orientation")
    """
    if given not in choices:
        raise LuoshiError(UNKNOWN_CHOICE(what=what, given=given, choices="、".join(choices)))


def optional(module: str, extra: str) -> Any:  # Any: a module of a library that need not be installed
    """A library of an extra, loaded when a method needs it.

    Raises:
        LuoshiError: it is not installed; the message says what to type.

    >>> optional("math", "evaluate").sqrt(4)
    2.0
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise LuoshiError(EXTRA_MISSING(module=module, extra=extra)) from error


def frame(columns: dict[str, Any]) -> polars.DataFrame:
    """A frame of polars from named columns; NaN stays a gap (null).

    >>> frame({"值": np.array([1.0, float("nan")])})["值"].to_list()
    [1.0, None]
    """
    polars_ = importlib.import_module("polars")
    return polars_.DataFrame(columns, nan_to_null=True, strict=False)  # type: ignore[no-any-return]


def _known(values: Any, name: str) -> str:
    columns = [str(column) for column in (values.columns if hasattr(values, "columns") else values)]
    if name not in columns:
        raise LuoshiError(NO_SUCH_COLUMN(name=name, columns="、".join(columns)))
    return name


def _floats(values: Any, what: str) -> Numbers:
    try:
        return np.array(values, dtype=float)
    except (TypeError, ValueError) as error:
        raise LuoshiError(NOT_NUMBERS(what=what, error=error)) from error
