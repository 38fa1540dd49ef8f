"""What stands in the way: how much each factor keeps a place from the best."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum

from luoshi.assess.method import method
from luoshi.model.coordination import Obstacle
from luoshi.model.problem import Kind, LuoshiError

OTHER_FACTORS = Kind(
    code="obstacle-other-factors",
    zh="“{factor}”只有{has}，没有{lacks}", en="'{factor}' has a {has_en} and no {lacks_en}",
    hint_zh="每个因子都要有标准化值（0 至 1）和权重（不小于 0）。", hint_en="Each factor needs a normalised value and a weight.",
)  # fmt: skip
VALUE_OUT_OF_RANGE = Kind(
    code="obstacle-value-out-of-range",
    zh="“{factor}”的标准化值 {value} 或权重 {weight} 超出范围",
    en="'{factor}' has a value of {value} or a weight of {weight} out of range",
    hint_zh="标准化值在 0 到 1 之间，权重不小于 0。", hint_en="Values lie within 0 and 1, weights are not below 0.",
)  # fmt: skip


@method(title="障碍度模型", source="ChinaXiv 202206.00107V1")
def obstacles(values: Mapping[str, float], weights: Mapping[str, float]) -> tuple[Obstacle, ...]:
    """How much each factor stands in the way, the most first.

    Args:
        values: Normalised value of each factor, 0 (worst) to 1 (best).
        weights: Its weight in the whole, at any scale.

    Returns:
        Degrees in percent that add up to 100. Empty where nothing stands in the way: every factor at its best.

    Raises:
        LuoshiError: a factor without a value or a weight, or one that is out of range.

    >>> found = obstacles({"a": 0.8, "b": 0.5, "c": 0.1}, {"a": 0.5, "b": 0.3, "c": 0.2})
    >>> [(one.factor, round(one.degree, 2)) for one in found]
    [('c', 41.86), ('b', 34.88), ('a', 23.26)]
    """
    for factor in {*values} ^ {*weights}:
        has, lacks = ("标准化值", "权重") if factor in values else ("权重", "标准化值")
        has_en, lacks_en = ("value", "weight") if factor in values else ("weight", "value")
        raise LuoshiError(OTHER_FACTORS(factor=factor, has=has, lacks=lacks, has_en=has_en, lacks_en=lacks_en))
    for factor, value in values.items():
        if not (0 <= value <= 1 and weights[factor] >= 0):
            raise LuoshiError(VALUE_OUT_OF_RANGE(factor=factor, value=value, weight=weights[factor]))
    parts = {factor: weights[factor] * (1 - value) for factor, value in values.items()}
    total = fsum(parts.values())
    if not total:
        return ()
    found = [
        Obstacle(factor, weights[factor], 1 - values[factor], 100 * part / total) for factor, part in parts.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.degree, one.factor)))
