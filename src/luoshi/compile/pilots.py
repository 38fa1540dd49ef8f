"""Pilots (试点示范): whether one is given to the province, is to be applied for, or is another's to be watched."""

from __future__ import annotations

import re

from luoshi.model.commitment import PilotClass

_PILOT = re.compile(r"试点|示范(?:区|城市|基地|工程|项目|县|市|园)?|试验区|先行区|先行先试")
_TO_APPLY = re.compile(
    r"(?:争取|申请|申报|推动|力争|支持|创建|鼓励)[^。；，]{0,40}(?:纳入|列入|进入|获批|批设|成为|上升为|设立|开展"
    r"|创建|布局|申报|国家)?[^。；，]{0,30}(?:试点|示范|试验区|先行区)"
)
_ELSEWHERE = re.compile(r"(?:学习|借鉴|推广|密切关注|复制)[^。；]{0,40}(?:试点|示范区|试验区)")
_CONFIRMED = re.compile(
    r"(?:已列入|已纳入|开展|推进|抓好|组织开展|实施|建设|深入推进|积极推进|启动|做好|率先启动"
    r"|先行)[^。；，]{0,40}(?:试点|示范|试验区|先行区)"
)


def pilot(text: str) -> PilotClass | None:
    """The class of the pilots that a measure speaks of; None where it speaks of none.

    Source: 吉林省对国发〔2014〕28号的落实意见，（三十四）：国家已确定在我省开展的、我省可以争取的、国家明确在其他省区开展的。

    >>> pilot("支持长春市纳入国家在东北地区民营经济改革试点范围。"), pilot("开展盐碱地修复试点。"), pilot("加快铁路建设。")
    ('to-apply', 'confirmed', None)
    """
    if not _PILOT.search(text):
        return None
    if _TO_APPLY.search(text):
        return "to-apply"
    if _CONFIRMED.search(text):
        return "confirmed"
    return "elsewhere" if _ELSEWHERE.search(text) else None
