"""Every method of composing has a source, a page, a worked example, a form on arrays; every scheme names known ones."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from luoshi.assess.compose.steps import STEPS, chosen, methods_of, on_arrays
from luoshi.assess.method import Method
from luoshi.packs import pack
from luoshi.packs.schemes import schemes

ROOT = Path(__file__).parents[2]
METHODS = [(step, one) for step in STEPS for one in methods_of(step).values()]
NAMES = [one.name for _, one in METHODS]
SCHEMES = [
    found for head in sorted(ROOT.glob("packs/*/pack.yaml")) for found in schemes(pack(head.parent)).values()
]  # fmt: skip


def test_every_step_has_its_methods() -> None:
    assert {step: len(methods_of(step)) for step in STEPS} == {
        "impute": 3, "treat": 3, "normalise": 6, "weight": 8, "aggregate": 8,
    }  # fmt: skip


@pytest.mark.parametrize(("step", "one"), METHODS, ids=NAMES)
def test_a_method_is_complete(step: str, one: Method) -> None:
    assert one.title
    assert one.source
    assert "Source:" in (one.function.__doc__ or "")
    assert ">>>" in (one.function.__doc__ or "")
    assert (ROOT / "tests" / "published" / f"test_{one.name}.py").is_file()


@pytest.mark.parametrize(("step", "one"), METHODS, ids=NAMES)
def test_a_scheme_can_give_a_method_every_setting_by_name(step: str, one: Method) -> None:
    """The settings of a method and of its form on arrays have the same names, but for what a scheme says elsewhere."""
    said_elsewhere = {"better", "data", "weights", "normalise", "missing", "at_least", "indicators", "limit", "high"}
    own = set(inspect.signature(one.function).parameters) - said_elsewhere - {"first", "second", "judgements"}
    arrays = set(inspect.signature(on_arrays(step, one.name)).parameters)  # type: ignore[arg-type]
    assert own <= arrays


def test_the_schemes_of_the_packs_name_methods_and_settings_that_are_there() -> None:
    """A wrong name raises."""
    for scheme in SCHEMES:
        for step in STEPS:
            if (choice := getattr(scheme, step)) is not None:
                chosen(step, choice)
        for item in scheme.root.walk():
            own = (
                ("treat", item.treat),
                ("normalise", item.normalise),
                ("weight", item.weigh),
                ("aggregate", item.aggregate),
            )
            for step, choice in own:
                if choice is not None:
                    chosen(step, choice)  # type: ignore[arg-type]
