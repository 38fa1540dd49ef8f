"""落实: read → compile → observe → assess → act → publish.

import luoshi

document = luoshi.read.document("plan.txt")
plan = luoshi.compile.commitments(document, luoshi.pack("jilin"))
plan.duties.to_frame()

store, problems = luoshi.observed(luoshi.pack("jilin"))
luoshi.follow(luoshi.pack("jilin"), store, as_of=2018)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from luoshi import act, assess, compile, observe, publish, read
    from luoshi.following import follow
    from luoshi.keeping import observed
    from luoshi.packs import pack

__version__ = "0.1.0"
__all__ = ["act", "assess", "compile", "follow", "observe", "observed", "pack", "publish", "read"]
_FUNCTIONS = {"pack": "luoshi.packs", "follow": "luoshi.following", "observed": "luoshi.keeping"}


def __getattr__(name: str) -> Any:  # Any: a module, or one of the functions
    # Loaded when first asked for, so that `luoshi --help` does not wait for a PDF reader.
    if name in _FUNCTIONS:
        return getattr(importlib.import_module(_FUNCTIONS[name]), name)
    if name in __all__:
        return importlib.import_module(f"luoshi.{name}")
    raise AttributeError(f"module 'luoshi' has no attribute {name!r}")
