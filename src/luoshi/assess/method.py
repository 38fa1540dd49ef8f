"""The mark of a method: what it is called, and the work it comes from.

A method is a plain function. The mark keeps its title and its source and gives the function back unchanged, so that a
notebook calls it directly. Methods are found by walking the folders below `luoshi.assess`, one folder a family.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from types import FunctionType, MappingProxyType
from typing import Any, TypeVar

import luoshi.assess
from luoshi.model.problem import Kind, LuoshiError

METHOD_UNKNOWN = Kind(
    code="method-unknown",
    zh="没有名为“{name}”的方法（{family}）", en="no method of {family} is called '{name}'",
    hint_zh="是否应为“{near}”？", hint_en="Did you mean '{near}'?",
)  # fmt: skip

F = TypeVar("F", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Method:
    """A marked function (方法): `family` is the folder it stands in, `name` is its own, `title` what the screen says."""

    family: str
    name: str
    title: str
    source: str
    function: Callable[..., Any]  # Any: each family has a signature of its own


_MARKED: dict[tuple[str, str], Method] = {}


def method(*, title: str, source: str) -> Callable[[F], F]:
    """Mark a function as a method.

    Args:
        title: Its name on screen, in Chinese.
        source: The work it comes from: author, year, table or page.

    Returns:
        A decorator that keeps both, and gives the function back unchanged.

    >>> @method(title="算术平均", source="OECD/JRC (2008)，第6步")
    ... def mean(values):
    ...     return sum(values) / len(values)
    >>> mean([1, 2, 3])
    2.0
    """

    def marked(function: F) -> F:
        assert isinstance(function, FunctionType)
        family = function.__module__.removeprefix("luoshi.assess.").split(".")[0]
        _MARKED[family, function.__name__] = Method(family, function.__name__, title, source, function)
        return function

    return marked


@cache
def methods() -> Mapping[tuple[str, str], Method]:
    """Every method under `(family, name)`, found by walking the folders below `luoshi.assess`.

    >>> all(found.title and found.source for found in methods().values())
    True
    """
    for module in pkgutil.walk_packages(luoshi.assess.__path__, "luoshi.assess."):
        importlib.import_module(module.name)
    return _marked_below("luoshi.assess.")


@cache
def methods_in(family: str) -> Mapping[tuple[str, str], Method]:
    """The methods of one family; the other families, whose libraries may be slow to load, are left alone.

    >>> {found.family for found in methods_in("compose").values()}
    {'compose'}
    """
    inside = f"luoshi.assess.{family}"
    package = importlib.import_module(inside)
    for module in pkgutil.walk_packages(package.__path__, f"{inside}."):
        importlib.import_module(module.name)
    return _marked_below(f"{inside}.")


def _marked_below(path: str) -> Mapping[tuple[str, str], Method]:
    return MappingProxyType({key: found for key, found in sorted(_MARKED.items()) if _stands(found, path)})


def _stands(found: Method, path: str) -> bool:
    """Whether a marked function stands in a module below, and was not made in passing (in an example, in a notebook)."""
    function = found.function
    return (
        function.__module__.startswith(path)
        and getattr(sys.modules[function.__module__], function.__name__, None) is function
    )


def method_of(family: str, name: str) -> Method:
    """The method of a family under its name.

    Raises:
        LuoshiError: the family has none of that name.

    >>> method_of("efficiency", "nothing")
    Traceback (most recent call last):
    luoshi.model.problem.LuoshiError: 没有名为“nothing”的方法（efficiency） / ...
    """
    if (found := methods_in(family).get((family, name))) is None:
        names = [other for _, other in methods_in(family)]
        near = (get_close_matches(name, names, 1, 0) or ["—"])[0]
        raise LuoshiError(METHOD_UNKNOWN(name=name, family=family, near=near))
    return found
