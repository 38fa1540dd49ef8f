"""Coupling degree C, comprehensive index T and coordination degree D = √(C·T), in three forms that are never mixed.

| form | C | known for |
|---|---|---|
| standard | n-th root of Π u ÷ (mean u)ⁿ | the usual one; C clusters near 1, so that D is little else than √T |
| Liao | (4fg ÷ (f+g)²)ᵏ, two sides | k from 2 to 5 spreads C |
| corrected | √((1 − mean |uᵢ−uⱼ|) · (Π u ÷ u_max)^(1/(n−1))) | spreads C over 0 … 1; the default |

The literature has four errors that go with them: a wrong exponent or a missing root, a dropped coefficient (then C never
exceeds 1 ÷ n), weights inside C, and C of indices that are not within 0 and 1. The first three cannot happen here; the
fourth is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import fsum, prod, sqrt

from luoshi.assess.coordinate.levels import level
from luoshi.assess.method import method
from luoshi.model.coordination import Coordination, Form
from luoshi.model.problem import Kind, LuoshiError, Mismatch

SIDE_OUT_OF_RANGE = Kind(
    code="coordination-side-out-of-range",
    zh="第 {number} 个子系统的指数 {value} 不在 0 到 1 之间", en="the index {value} of side {number} is not within 0 and 1",
    hint_zh="请先归一化到 0 至 1；缺失的城市不参加计算。", hint_en="Normalise it to 0 … 1 first; leave out what is missing.",
)  # fmt: skip
SIDES_AND_WEIGHTS = Kind(
    code="coordination-sides-and-weights",
    zh="{sides} 个子系统不能用 {weights} 个权重（合计 {total}）",
    en="{sides} sides do not go with {weights} weights that add up to {total}",
    hint_zh="每个子系统一个权重，合计为 1；至少两个子系统。", hint_en="One weight a side, together 1; two sides at least.",
)  # fmt: skip
NOT_LIAO = Kind(
    code="coordination-not-liao",
    zh="廖重斌式只用于两个子系统，k 取 2 至 5", en="Liao's form takes two sides and a k from 2 to 5",
    hint_zh="三个以上子系统请用标准式或修正式。", hint_en="For more sides take the standard or the corrected form.",
)  # fmt: skip
OTHER_FORM = Kind(
    code="coordination-other-form",
    zh="一个结果用{first}，另一个用{second}，不能比较",
    en="one result is of form {first}, the other of {second}: they are not comparable",
    hint_zh="请用同一种公式和参数重新计算。", hint_en="Compute both by one form with the same parameters.",
)  # fmt: skip

_FORMS: dict[Form, str] = {"standard": "标准式", "liao": "廖重斌式", "corrected": "修正式"}


@method(title="耦合协调度（标准式）", source="ChinaXiv 202206.00107V1；202102.00039V1")
def standard(sides: Sequence[float], weights: Sequence[float] | None = None) -> Coordination:
    """The usual form.

    Args:
        sides: Indices of two or more sides, each 0 to 1.
        weights: Of the sides in T; equal where none are given. They do not enter C.

    Gaps:
        Where all sides are 0, C is 0.

    Raises:
        LuoshiError: a side outside 0 … 1, or weights that do not fit.

    >>> found = standard([0.6, 0.5, 0.4])
    >>> [round(number, 4) for number in (found.coupling, found.index, found.degree)]
    [0.9865, 0.5, 0.7023]
    """
    sides, shares = _checked(sides, weights)
    mean = fsum(sides) / len(sides)
    coupling = prod(side / mean for side in sides) ** (1 / len(sides)) if mean else 0.0
    return _result("standard", sides, shares, min(coupling, 1.0))


@method(title="耦合协调度（廖重斌式）", source="廖重斌（1999），热带地理 19(2)；ChinaXiv 202101.00006V1")
def liao(sides: Sequence[float], weights: Sequence[float] | None = None, *, k: float = 2) -> Coordination:
    """Liao's form for two sides; k from 2 to 5 spreads the coupling.

    Args:
        sides: Two indices, each 0 to 1.
        weights: Of the sides in T; equal where none are given.

    Raises:
        LuoshiError: not two sides, a k outside 2 … 5, a side outside 0 … 1.

    >>> found = liao([0.9, 0.1])
    >>> [round(number, 4) for number in (found.coupling, found.degree)]
    [0.1296, 0.2546]
    """
    sides, shares = _checked(sides, weights)
    if len(sides) != 2 or not 2 <= k <= 5:
        raise LuoshiError(NOT_LIAO())
    total = fsum(sides)
    coupling = (4 * (sides[0] / total) * (sides[1] / total)) ** k if total else 0.0
    return _result("liao", sides, shares, min(coupling, 1.0), ("k", float(k)))


@method(title="耦合协调度（修正式）", source="王淑佳、孔伟、任亮等（2021），自然资源学报 36(3)：793–810")
def corrected(sides: Sequence[float], weights: Sequence[float] | None = None) -> Coordination:
    """The corrected form: 1 if and only if all sides are equal, 0 where one of them is 0, and spread in between.

    Args:
        sides: Indices of two or more sides, each 0 to 1.
        weights: Of the sides in T; equal where none are given.

    Raises:
        LuoshiError: a side outside 0 … 1, or weights that do not fit.

    >>> found = corrected([0.8, 0.3, 0.5])
    >>> [round(number, 4) for number in (found.coupling, found.degree)], found.level.name
    ([0.5681, 0.5504], '勉强协调')
    """
    sides, shares = _checked(sides, weights)
    most = max(sides)
    if not most:
        return _result("corrected", sides, shares, 0.0)
    pairs = list(combinations(sides, 2))
    alike = 1 - fsum(abs(first - second) for first, second in pairs) / len(pairs)
    product = prod(side / most for side in sides) ** (1 / (len(sides) - 1))
    return _result("corrected", sides, shares, sqrt(alike * product))


def differences(first: Coordination, second: Coordination) -> dict[str, float]:
    """By how much the second is above the first: in coupling, index and degree.

    Raises:
        Mismatch: the two were computed by different forms or parameters.

    >>> round(differences(corrected([0.6, 0.4]), corrected([0.6, 0.6]))["degree"], 4)
    0.1703
    >>> differences(corrected([0.6, 0.4]), standard([0.6, 0.4]))
    Traceback (most recent call last):
    luoshi.model.problem.Mismatch: 一个结果用修正式，另一个用标准式，不能比较 / ...
    """
    if (first.form, first.settings) != (second.form, second.settings):
        raise Mismatch(OTHER_FORM(first=_said(first, second), second=_said(second, first)))
    names = ("coupling", "index", "degree")
    return {name: getattr(second, name) - getattr(first, name) for name in names}


def _said(one: Coordination, other: Coordination) -> str:
    parameters = "" if one.form != other.form else f"（{dict(one.settings)}）"
    return f"{_FORMS[one.form]}{parameters}"


def _checked(sides: Sequence[float], weights: Sequence[float] | None) -> tuple[tuple[float, ...], tuple[float, ...]]:
    found = tuple(float(side) for side in sides)
    for number, side in enumerate(found, 1):
        if not 0 <= side <= 1:  # also a gap, which is not a number
            raise LuoshiError(SIDE_OUT_OF_RANGE(number=number, value=side))
    shares = tuple(map(float, weights)) if weights is not None else tuple(1 / len(found) for _ in found)
    total = fsum(shares)
    if len(found) < 2 or len(shares) != len(found) or abs(total - 1) > 1e-9 or min(shares) < 0:
        raise LuoshiError(SIDES_AND_WEIGHTS(sides=len(found), weights=len(shares), total=f"{total:.6g}"))
    return found, shares


def _result(
    form: Form, sides: tuple[float, ...], shares: tuple[float, ...], coupling: float, *more: tuple[str, float]
) -> Coordination:
    index = fsum(share * side for share, side in zip(shares, sides, strict=True))
    degree = min(sqrt(coupling * index), 1.0)
    return Coordination(form, (("weights", shares), *more), sides, coupling, index, degree, level(degree))
