"""What is said to serve a mechanism is there, and what says that it serves one is named by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi.model.pack import Pack
from luoshi.packs import mechanisms, pack, problems
from luoshi.packs.cycles import cycles
from luoshi.packs.registries import registries

ROOT = Path(__file__).parents[2]
PACKS = [pack(head.parent) for head in sorted((ROOT / "packs").glob("*/pack.yaml"))]


@pytest.mark.parametrize("found", PACKS, ids=lambda one: one.id)
def test_everything_that_serves_a_mechanism_is_there(found: Pack) -> None:
    assert [str(one) for one in problems(found) if one.code == "pack-served-by-nothing"] == []
    assert any(one.served_by for one in mechanisms(found)) or not mechanisms(found)


@pytest.mark.parametrize("found", PACKS, ids=lambda one: one.id)
def test_a_registry_that_serves_a_mechanism_is_named_by_it(found: Pack) -> None:
    named = {one.code: set(one.served_by) for one in mechanisms(found)}
    said = [(code, f"registries/{one.id}") for one in registries(found).values() for code in one.mechanisms]
    said += [(code, "cycles") for one in cycles(found).values() for code in one.mechanisms]
    unnamed = [
        (code, name)
        for code, name in said
        # The steps of a registry may be what serves it, rather than the registry.
        if name not in named.get(code, set())
        and not any(one.startswith("workflows/") for one in named.get(code, set()))
    ]
    assert unnamed == []


@pytest.mark.parametrize("found", PACKS, ids=lambda one: one.id)
def test_a_registry_that_is_named_by_a_mechanism_says_so(found: Pack) -> None:
    says = {f"registries/{one.id}": set(one.mechanisms) for one in registries(found).values()}
    silent = [
        (one.code, name)
        for one in mechanisms(found)
        for name in one.served_by
        if name in says and one.code not in says[name]
    ]
    assert silent == []
