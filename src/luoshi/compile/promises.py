"""Promises: whether what a clause says of a number is promised — by a time, under a heading of goals, or by its verb."""

from __future__ import annotations

import re

from luoshi.compile.not_targets import speaks_of_the_past
from luoshi.compile.passage import Passage, deadline, is_past
from luoshi.compile.readings import STRONG_BUILD, UNITS_OF_CHANGE, Reading

_MODAL = re.compile("力争|确保|争取|努力|必须|实现|目标")
# Verbs that promise by themselves, and indicators of which a bound in words (不低于) is a promise.
_PROMISING = re.compile(
    "达到|提高到|提高至|提升到|提升至|提高|提升|降至|降到|降低到|下降到|下降至|下降|控制在|压缩至|压缩到|压减至|压减到"
    "|缩短至|缩短到|增加到|扩大到|发展到|突破|保持|保持在|稳定在|增长|压减|压缩|减少|降低|削减|缩减"
)
_BOUNDED = re.compile("率$|增速$|增幅$|比例$|比重$|占比$")
_SPOKEN_BOUND = {"不低于", "不少于", "不高于", "不超过", "高于", "超过"}
_LOOKS_BACK = re.compile("奠定了|打下了|取得了|创造了|前[二三四五]年|完成了[^。]{0,20}目标")
_SYMBOLS = set("≥≤><＞＜")
_MONEY = re.compile("元")
_MONEY_SPENT = {"完成", "实现", "下达", "拨付", "新增", "新发放"}
_SPENT = re.compile("(?:全年|力争|确保)?(?:完成|实现)[^，。；]{0,24}投资")
_PROSE = re.compile("[。；：]")


def is_promised(flow: str, passage: Passage, reading: Reading, in_list: bool) -> bool:
    """Whether a reading is a target.

    Args:
        in_list: It is a further item of a list whose items before it are targets.
    """
    quantity = reading.quantity
    sentence, end = passage.sentence(quantity.start)
    if passage.background or speaks_of_the_past(flow[sentence : quantity.start]) or is_past(passage, quantity.start):
        return False
    if _LOOKS_BACK.search(flow, sentence, end):
        return False
    if quantity.words in _SYMBOLS and not passage.goals:
        return False
    when, own = deadline(flow, passage, quantity.start, quantity.end)
    modal = bool(_MODAL.search(flow, sentence, quantity.start))
    if reading.form == "zero":
        return True
    if reading.form in ("level", "growth", "change", "share"):
        return (
            when is not None
            or passage.goals
            or modal
            or (in_list and reading.verb == "达")
            or _promises_itself(reading)
        )
    if not passage.goals and not own and not _PROSE.search(flow, passage.start, passage.end):
        return False  # a cell of a table that has lost its lines
    return _is_promised_count(flow, passage, reading, own, modal, in_list)


def _promises_itself(reading: Reading) -> bool:
    if reading.verb == "占" or reading.form == "share":
        return False
    if reading.verb == "保持" and reading.quantity.unit not in UNITS_OF_CHANGE:
        return False  # 人与人保持1.5米
    return bool(_PROMISING.fullmatch(reading.verb)) or (
        (reading.quantity.words in _SPOKEN_BOUND or reading.quantity.words == "以上")
        and bool(_BOUNDED.search(reading.indicator))
    )


def _is_promised_count(flow: str, passage: Passage, reading: Reading, own: bool, modal: bool, in_list: bool) -> bool:
    is_money = bool(_MONEY.search(reading.quantity.unit))
    if reading.form == "listed":
        return (own or passage.goals) and not is_money
    if is_money and _SPENT.match(flow, reading.start) and (own or in_list or passage.deadline):
        return True
    if is_money:
        return own and (modal or passage.goals or reading.verb in _MONEY_SPENT)
    meant = modal and _MODAL.match(flow, reading.start)
    return (
        bool(meant) or own or passage.goals or in_list or reading.yearly or bool(STRONG_BUILD.fullmatch(reading.verb))
    )
