"""Indicator tables as a page prints them: one row a line, the cells separated by blanks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from luoshi.read.extract import Piece


def find(text: str, pieces: Sequence[Piece]) -> Iterator[tuple[int, int, Piece]]:
    """The tables as (first piece, piece behind the last, table), in order."""
    yield from ()
