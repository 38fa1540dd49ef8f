"""What the place of a line on its page says: whether it belongs to the page, and whether it begins a paragraph."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from luoshi.read.pdf_lines import Line
from luoshi.read.pdf_page import Sheet

_HEAD, _FOOT = 0.12, 0.88
_NUMBER = re.compile(r"[-—–－·•\s]*\d{1,4}[-—–－·•\s]*|第\s*\d+\s*页(?:[，,\s]*共\s*\d+\s*页)?|\d{1,4}\s*/\s*\d{1,4}")
_DIGITS = re.compile(r"\d+|\s+")


def mark_furniture(sheets: Sequence[Sheet], printed: Sequence[Sequence[Line]]) -> None:
    """Lines at the head and foot of a page that are its number, or that come again on other pages."""
    heads: dict[str, list[Line]] = defaultdict(list)
    for one, page in zip(sheets, printed, strict=True):
        outer = [line for line in page if line.bottom < _HEAD * one.height or line.top > _FOOT * one.height]
        for line in outer:
            if _NUMBER.fullmatch(line.text.strip()):
                line.is_furniture = True
            else:
                heads[_DIGITS.sub("", line.text)].append(line)
    often = 2 if len(sheets) < 4 else 3
    for again in heads.values():
        if len({line.page for line in again}) >= often:
            for line in again:
                line.is_furniture = True


def mark_beginnings(printed: Sequence[Line]) -> None:
    """Lines that begin a paragraph by their place: indented, behind a gap, or in letters of another size."""
    margins = _margins(printed)
    pitch = _pitch(printed)
    last: Line | None = None
    for line in printed:
        line.begins = line.x0 - margins[_group(line)] > 1.4 * line.em
        if last and last.page == line.page and last.column == line.column:
            is_apart = line.top - last.top > 1.6 * pitch
            line.begins |= is_apart or not 0.87 < line.em / last.em < 1.15
        last = line


def _group(line: Line) -> tuple[int, int]:
    """Lines with one left margin: of left or right pages, of one column."""
    return line.page % 2, line.column


def _margins(printed: Sequence[Line]) -> dict[tuple[int, int], float]:
    """The left margin of each group of lines: the leftmost place at which several begin."""
    groups: dict[tuple[int, int], list[float]] = defaultdict(list)
    for line in printed:
        groups[_group(line)].append(line.x0)
    margins: dict[tuple[int, int], float] = {}
    for group, places in groups.items():
        counts = Counter(round(place / 3) for place in places)
        common = [place for place, count in counts.items() if count >= max(2, len(places) * 0.08)]
        margins[group] = min(common) * 3.0 if common else min(places)
    return margins


def _pitch(printed: Sequence[Line]) -> float:
    """The usual distance from line to line."""
    steps = [
        b.top - a.top for a, b in pairwise(printed) if a.page == b.page and a.column == b.column and b.top > a.top + 1
    ]
    return median(steps) if steps else 1e9
