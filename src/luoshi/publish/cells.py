"""Text for the cells of a spreadsheet, so that no program takes it for a formula."""

from __future__ import annotations

import polars as pl

RISKY = ("=", "+", "-", "@", "\t", "\r")
_RISKY = r"^[=+\-@\t\r]"


def safe(text: str) -> str:
    """A text that no program takes for a formula.

    >>> safe("=HYPERLINK(1)"), safe("-5亿元"), safe("5-6月")
    ("'=HYPERLINK(1)", "'-5亿元", '5-6月')
    """
    return f"'{text}" if text.startswith(RISKY) else text


def unsafe(text: str) -> str:
    """The text that `safe` was given.

    >>> unsafe(safe("=1")), unsafe("'引号'")
    ('=1', "'引号'")
    """
    return text[1:] if text.startswith("'") and text[1:].startswith(RISKY) else text


def safe_frame(frame: pl.DataFrame) -> pl.DataFrame:
    """A table whose texts no program takes for formulas; lists become text.

    >>> safe_frame(pl.DataFrame({"a": ["=1", "甲"], "b": [["乙", "丙"], []]})).rows()
    [("'=1", '乙、丙'), ('甲', '')]
    """
    lists = [name for name, kind in frame.schema.items() if kind == pl.List(pl.String)]
    flat = frame.with_columns(pl.col(name).list.join("、") for name in lists)
    texts = pl.col(pl.String)
    return flat.with_columns(pl.when(texts.str.contains(_RISKY)).then("'" + texts).otherwise(texts).name.keep())
