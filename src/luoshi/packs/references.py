"""Ids that lead nowhere: the one message for everything in a pack that names something else by its id."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from luoshi.model.problem import Kind, Problem

UNKNOWN_REFERENCE = Kind(
    code="pack-unknown-reference",
    zh="“{id}”的“{key}”指向“{target}”，但没有这一项", en="'{key}' of '{id}' names '{target}', which does not exist",
    hint_zh="是否应为“{near}”？", hint_en="Did you mean '{near}'?",
)  # fmt: skip


def unknown(id: str, key: str, target: str, known: Iterable[str], place: str) -> Problem:
    """The problem of an entry whose `key` names something that is not there, with the nearest that is.

    Args:
        id: The entry that names it.
        place: `path:line`, or what comes nearest.

    >>> unknown("gdp", "unit", "亿圆", ["亿元", "人"], "indicators/gdp.yaml:4").hint_en
    "Did you mean '亿元'?"
    """
    near = get_close_matches(target, list(known), n=1, cutoff=0.3)
    return UNKNOWN_REFERENCE(id=id, key=key, target=target, near=near[0] if near else "?", where=place)
