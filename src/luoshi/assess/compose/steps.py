"""The methods of composing by their step: impute, treat, normalise, weight, aggregate.

Every file of a step has two functions: the method, called with a frame and giving a documented result, and `on_arrays`,
the same arithmetic on bare arrays with any number of leading axes. A scheme and its replications run on the second.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any, Literal

from luoshi.assess.compose.table import Array
from luoshi.assess.method import METHOD_UNKNOWN, Method, method_of, methods
from luoshi.model.problem import LuoshiError

ComposingStep = Literal["impute", "treat", "normalise", "weight", "aggregate"]
STEPS: tuple[ComposingStep, ...] = ("impute", "treat", "normalise", "weight", "aggregate")


def step_of(one: Method) -> str:
    """The step that a method of composing belongs to: the folder of its file."""
    return one.function.__module__.split(".")[3]


def methods_of(step: ComposingStep) -> Mapping[str, Method]:
    """The methods of one step by name.

    >>> list(methods_of("impute"))
    ['column_mean', 'column_median', 'interpolation']
    """
    return {name: one for (family, name), one in methods().items() if family == "compose" and step_of(one) == step}


def on_arrays(
    step: ComposingStep, name: str
) -> Callable[..., Any]:  # Any: normalising gives two arrays, the others one
    """The arithmetic of a method on bare arrays.

    Raises:
        LuoshiError: the step has no method of that name.
    """
    found = method_of("compose", name)
    if step_of(found) != step:
        raise LuoshiError(METHOD_UNKNOWN(name=name, family=step, near="、".join(methods_of(step))))
    function: Callable[..., Any] = sys.modules[found.function.__module__].on_arrays
    return function


def weights_of(name: str, values: Array, given: Array | None, **settings: Any) -> Array:
    """Weights by the name of a method."""
    weights: Array = on_arrays("weight", name)(values, given=given, **settings)
    return weights
