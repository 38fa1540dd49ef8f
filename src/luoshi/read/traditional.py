"""Traditional characters → simplified ones, one for one, for copies of documents on traditional-character pages."""

from __future__ import annotations

from functools import cache

import opencc

_CJK = range(0x4E00, 0x9FA6)


@cache
def table() -> dict[int, str]:
    """For every traditional character the simplified one; a table for `str.translate` that keeps every length.

    Source: OpenCC's t2s, character by character.
    """
    characters = [chr(code) for code in _CJK]
    simplified = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    pairs = zip(characters, simplified, strict=True)
    return {ord(old): new for old, new in pairs if old != new and len(new) == 1}
