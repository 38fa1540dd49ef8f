"""Every module says what it is for, every public function what it does, and every example in a docstring runs."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
from types import FunctionType, ModuleType

import pytest

import luoshi

STAGES = ("read", "compile", "observe", "assess", "act", "packs", "publish")


def modules() -> list[ModuleType]:
    names = [found.name for found in pkgutil.walk_packages(luoshi.__path__, "luoshi.")]
    return [luoshi, *(importlib.import_module(name) for name in names if not name.endswith("__main__"))]


def functions() -> list[FunctionType]:
    """The functions that the modules of the stages define and do not hide."""
    ours = [
        module for module in modules() if module.__name__.split(".")[1:2] and module.__name__.split(".")[1] in STAGES
    ]
    return [
        thing
        for module in ours
        for name, thing in vars(module).items()
        if inspect.isfunction(thing) and thing.__module__ == module.__name__ and not name.startswith("_")
    ]


def name_of(thing: ModuleType | FunctionType) -> str:
    return thing.__name__ if isinstance(thing, ModuleType) else f"{thing.__module__}.{thing.__qualname__}"


@pytest.mark.parametrize(
    "module",
    modules(),
    ids=name_of,
)
def test_the_examples_of_a_module_run(module: ModuleType) -> None:
    outcome = doctest.testmod(module, optionflags=doctest.ELLIPSIS, verbose=False)
    assert outcome.failed == 0, f"python -m doctest -v {module.__file__}"


def test_there_are_examples() -> None:
    assert sum(">>>" in inspect.getsource(module) for module in modules()) > 20


@pytest.mark.parametrize("module", modules(), ids=name_of)
def test_a_module_says_what_it_is_for(module: ModuleType) -> None:
    assert (module.__doc__ or "").strip()


@pytest.mark.parametrize(
    "function",
    functions(),
    ids=name_of,
)
def test_a_public_function_says_what_it_does(function: FunctionType) -> None:
    assert (function.__doc__ or "").strip()
