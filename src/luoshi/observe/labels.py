"""The label at the left of a row: what stands before it, whether it sums up the others, whether it is a note."""

from __future__ import annotations

import re

from luoshi.observe.headings import plain

# The place of a row that sums up the others, where the mapping does not say of which place it is.
TOTAL = "合计"

_BEFORE_A_LABEL = re.compile(
    r"^(?:[#＃]|其中[:：]?|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d{1,2}[.、](?!\d)|\s+)+"
)
_TOTAL = re.compile(r"(?:合|总|共)计|(?:全[省市州县区国]|总)(?:合计|总计|计|数)?|合计数|总计数")
# 注： is a note, 注册资本 a label; 单位：亿元 is a note, 单位地区生产总值能耗 a label.
_NOTE = re.compile(r"(?:注释?|说明|备注|来源|单位|表)\d{0,2}(?:[:.、]|$)|(?:资料|数据)来源|本表|续表")


def label(printed: str) -> str:
    """A label without what stands before it: 其中, the number of a list, the # by which yearbooks mark a part.

    >>> [label(word) for word in ("一、地区生产总值", "  其中：采矿业", "#市区", "1.常住人口")]
    ['地区生产总值', '采矿业', '市区', '常住人口']
    """
    return _BEFORE_A_LABEL.sub("", printed.strip()).strip()


def is_total(printed: str) -> bool:
    """Whether a row is called so that sums up the others.

    >>> [is_total(word) for word in ("合  计", "全省", "总计", "通化市")]
    [True, True, True, False]
    """
    return _TOTAL.fullmatch("".join(plain(printed).split())) is not None


def is_note(printed: str) -> bool:
    """Whether a row is a note of the table and has no label.

    >>> [is_note(word) for word in ("注：按当年价格计算", "资料来源：统计局", "单位地区生产总值能耗", "注册资本")]
    [True, True, False, False]
    """
    return _NOTE.match("".join(plain(printed).split())) is not None
