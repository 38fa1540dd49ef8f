"""The ten levels of coordination, and which side lags.

Source: the convention of the Chinese literature since Liao Chongbin (1999); papers differ in how they write the edges, so
the degree is rounded to four decimals before it is banded, and each level begins with its lower edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from luoshi.model.coordination import Level
from luoshi.model.problem import Kind, LuoshiError

DEGREE_OUT_OF_RANGE = Kind(
    code="coordination-degree-out-of-range",
    zh="协调度 {value} 不在 0 到 1 之间", en="a degree of coordination of {value} is not within 0 and 1",
    hint_zh="请先把各子系统指数归一化到 0 至 1。", hint_en="Normalise the sides to 0 … 1 first.",
)  # fmt: skip

_DECLINE, _TRANSITION, _HARMONY = "失调衰退区", "过渡区", "协调提升区"
_NAMES = (
    ("极度失调", "extreme imbalance", _DECLINE),
    ("严重失调", "severe imbalance", _DECLINE),
    ("中度失调", "moderate imbalance", _DECLINE),
    ("轻度失调", "slight imbalance", _DECLINE),
    ("濒临失调", "near imbalance", _TRANSITION),
    ("勉强协调", "bare coordination", _TRANSITION),
    ("初级协调", "primary coordination", _HARMONY),
    ("中级协调", "intermediate coordination", _HARMONY),
    ("良好协调", "good coordination", _HARMONY),
    ("优质协调", "quality coordination", _HARMONY),
)
LEVELS = tuple(Level(n + 1, n / 10, (n + 1) / 10, *names) for n, names in enumerate(_NAMES))


def level(degree: float) -> Level:
    """The level of a degree of coordination, 0 to 1.

    Raises:
        LuoshiError: the degree is not within 0 and 1.

    >>> [level(degree).name for degree in (0.0, 0.09999, 0.1, 0.6043, 1.0)]
    ['极度失调', '严重失调', '严重失调', '初级协调', '优质协调']
    """
    if not 0 <= degree <= 1:
        raise LuoshiError(DEGREE_OUT_OF_RANGE(value=degree))
    rounded = Decimal(repr(float(degree))).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    return LEVELS[min(int(rounded * 10), 9)]


def lag(sides: Sequence[float], names: Sequence[str], *, within: float = 0.1) -> str | None:
    """The name of the side that lags behind the foremost by more than `within`; None where they keep pace (同步型).

    Args:
        sides: Indices of the sides, 0 to 1.
        names: Their names, in the same order.
        within: By how much two sides may differ and still keep pace (系统默认，非官方: the convention of the literature).

    >>> lag([0.6, 0.45], ["资源开发", "城市发展"]), lag([0.6, 0.5], ["资源开发", "城市发展"])
    ('城市发展', None)
    """
    last = min(range(len(sides)), key=lambda number: sides[number])
    return names[last] if max(sides) - sides[last] > within + 1e-12 else None
