"""The methods of composing by their step: impute, treat, normalise, weight, aggregate.

Every file of a step has two functions: the method, called with a frame and giving a documented result, and `on_arrays`,
the same arithmetic on bare arrays with any number of leading axes. A scheme and its replications run on the second.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any, Literal

from luoshi.assess.compose.table import Array
from luoshi.assess.method import METHOD_UNKNOWN, Method, method_of, methods_in
from luoshi.model.problem import Kind, LuoshiError
from luoshi.model.scheme import Choice

UNKNOWN_SETTING = Kind(
    code="compose-unknown-setting",
    zh="方法“{method}”没有参数“{name}”", en="method '{method}' has no setting '{name}'",
    hint_zh="可用的参数：{known}。", hint_en="There are: {known}.",
)  # fmt: skip

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
    return {name: one for (_, name), one in methods_in("compose").items() if step_of(one) == step}


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


def chosen(step: ComposingStep, choice: Choice) -> Callable[..., Any]:  # Any: as above
    """The arithmetic of a choice on bare arrays, with its parameters.

    Raises:
        LuoshiError: there is no such method, or it has no such setting.
    """
    function = on_arrays(step, choice.method)
    known = _settings(step, choice.method)
    for name in choice.parameters:
        if name not in known:
            raise LuoshiError(UNKNOWN_SETTING(method=choice.method, name=name, known="、".join(known) or "—"))
    return partial(function, **choice.parameters)


def settings_of(step: ComposingStep, choice: Choice) -> dict[str, object]:
    """Every setting in force of a choice, also those that nobody made.

    >>> settings_of("treat", Choice("winsorise", {"share": 0.1}))
    {'method': 'winsorise', 'share': 0.1, 'skewness': 0.0, 'kurtosis': 3.5}
    """
    return {"method": choice.method, **_settings(step, choice.method), **choice.parameters}


@cache
def _settings(step: ComposingStep, name: str) -> Mapping[str, object]:
    """The settings of a method that a scheme can choose, with their defaults."""
    parameters = inspect.signature(on_arrays(step, name)).parameters.values()
    said_elsewhere = ("given", "missing", "at_least", "groups", "times")
    return {
        one.name: one.default for one in parameters if one.default is not one.empty and one.name not in said_elsewhere
    }


def weights_of(choice: Choice, values: Array, given: Array | None) -> Array:
    """Weights by a choice."""
    weights: Array = chosen("weight", choice)(values, given=given)
    return weights
