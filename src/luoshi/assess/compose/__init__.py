"""From many indicators to one judgement of each place: treat, normalise, weight, aggregate.

    from luoshi.assess import compose

    compose.entropy(frame, better={"jobless": "down"}).weights
    compose.topsis(frame, compose.entropy(frame)).to_frame()

    scheme = compose.plain_scheme(indicators, better={"jobless": "down"}, weight="entropy")
    result = compose.evaluation(scheme, frame)                  # every step of it, and `explain(result, place)`
    compose.uncertainty(scheme, frame, seed=1).to_frame()       # how far the ranks hold
    compose.sensitivity(scheme, frame, seed=1).to_frame()       # on which choice they hang

Every method of the steps below stands here by its own name; `luoshi.assess.method.methods()` lists them.
"""

from __future__ import annotations

from typing import Any

from luoshi.assess.compose.draws import Alternatives, usual_alternatives
from luoshi.assess.compose.explain import explain, unofficial
from luoshi.assess.compose.improvement import Improvement, improvement
from luoshi.assess.compose.plain import plain_scheme
from luoshi.assess.compose.results import Normalised, Prepared, Scores, Weights
from luoshi.assess.compose.scheme import Evaluation, evaluation
from luoshi.assess.compose.sensitivity import LeftOut, Sensitivity, sensitivity, without_each
from luoshi.assess.compose.uncertainty import Uncertainty, uncertainty
from luoshi.assess.method import methods_in

__all__ = [
    "Alternatives",
    "Evaluation",
    "Improvement",
    "LeftOut",
    "Normalised",
    "Prepared",
    "Scores",
    "Sensitivity",
    "Uncertainty",
    "Weights",
    "evaluation",
    "explain",
    "improvement",
    "plain_scheme",
    "sensitivity",
    "uncertainty",
    "unofficial",
    "usual_alternatives",
    "without_each",
]


def __getattr__(name: str) -> Any:  # Any: a method of any of the steps
    # Found when first asked for: walking the folders here would import them from within each other.
    if not name.startswith("_") and (found := methods_in("compose").get(("compose", name))) is not None:
        return found.function
    raise AttributeError(f"module 'luoshi.assess.compose' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *(name for _, name in methods_in("compose"))])
