"""A sequence of nouns that becomes a data frame when asked."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import polars

T = TypeVar("T")


class Rows(tuple[T, ...]):
    """An immutable sequence of dataclasses of one kind, with `.to_frame()` at the edge.

    >>> from luoshi.model.span import Span
    >>> Rows([Span("a.txt", 0, 2, "到底")]).to_frame().shape
    (1, 4)
    """

    __slots__ = ()

    def to_frame(self) -> polars.DataFrame:
        """One row a noun, one column a field; nested nouns become text or lists of text, a span its quote and place."""
        frame_of = importlib.import_module("polars")
        return frame_of.DataFrame([_flat(noun) for noun in self], infer_schema_length=None)  # type: ignore[no-any-return]


def _flat(noun: object) -> dict[str, object]:
    row: dict[str, object] = {}
    names = [f.name for f in fields(noun)] if is_dataclass(noun) else []
    properties = [name for name, value in vars(type(noun)).items() if isinstance(value, property)]
    for name in names + properties:
        value = getattr(noun, name)
        if name in ("span", "clause"):
            row[name] = f"{value.file}:{value.start}-{value.end}" if value else None
        elif isinstance(value, tuple):
            row[name] = [_short(item) for item in value]
        else:
            row[name] = _short(value)
    return row


def _short(value: object) -> object:
    if is_dataclass(value):
        for name in ("printed", "title", "text", "quote", "code"):
            if isinstance(text := getattr(value, name, None), str):
                return text
        return str(value)
    return str(value) if isinstance(value, dict) else value


def frame(columns: Mapping[str, object]) -> polars.DataFrame:
    """A data frame of columns by name.

    >>> frame({"place": ("甲", "乙"), "score": (0.4, 0.6)}).shape
    (2, 2)
    """
    frame_of = importlib.import_module("polars")
    return frame_of.DataFrame(dict(columns))  # type: ignore[no-any-return]
