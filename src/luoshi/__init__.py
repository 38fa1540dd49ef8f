"""落实: read → compile → observe → assess → act → publish.

import luoshi

document = luoshi.read.document("plan.txt")
plan = luoshi.compile.commitments(document, luoshi.pack("jilin"))
plan.duties.to_frame()
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from luoshi import act, assess, compile, observe, publish, read
    from luoshi.packs import pack

__version__ = "0.1.0"
__all__ = ["act", "assess", "compile", "observe", "pack", "publish", "read"]


def __getattr__(name: str) -> Any:  # Any: a module, or the one function named below
    # Loaded when first asked for, so that `luoshi --help` does not wait for a PDF reader.
    if name == "pack":
        return importlib.import_module("luoshi.packs").pack
    if name in __all__:
        return importlib.import_module(f"luoshi.{name}")
    raise AttributeError(f"module 'luoshi' has no attribute {name!r}")
