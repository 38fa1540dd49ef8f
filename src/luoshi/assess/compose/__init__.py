"""From many indicators to one judgement of each place: treat, normalise, weight, aggregate.

    from luoshi.assess import compose

    compose.entropy(frame, better={"jobless": "down"}).weights
    compose.topsis(frame, compose.entropy(frame)).to_frame()

Every method of the steps below stands here by its own name; `luoshi.assess.method.methods()` lists them.
"""

from __future__ import annotations

from typing import Any

from luoshi.assess.method import methods


def __getattr__(name: str) -> Any:  # Any: a method of any of the steps
    # Found when first asked for: walking the folders here would import them from within each other.
    if not name.startswith("_") and (found := methods().get(("compose", name))) is not None:
        return found.function
    raise AttributeError(f"module 'luoshi.assess.compose' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *(name for family, name in methods() if family == "compose")])
