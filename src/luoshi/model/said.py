"""Words that are said in both languages, for sentences that are made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """Something said in both languages (双语文字), such as what an indicator is called.

    >>> str(Said("城镇化率", "Urbanisation rate"))
    '城镇化率'
    """

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh


def listed(names: Sequence[str | Said], most: int = 9999, count: str = "地") -> Said:
    """Names one after the other; of more than `most` the first, and how many there are.

    >>> listed(["长春", "吉林", "四平", "辽源"], 2)
    Said(zh='长春、吉林等4地', en='长春, 吉林 and 2 more')
    """
    zh = "、".join(str(one) for one in names[:most])
    en = ", ".join(one.en if isinstance(one, Said) else one for one in names[:most])
    more = len(names) - most
    return Said(f"{zh}等{len(names)}{count}", f"{en} and {more} more") if more > 0 else Said(zh, en)
