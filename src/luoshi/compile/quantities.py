"""Quantities: numbers with a unit and the words about them — at least, at most, about, from … to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.compile.numbers import number
from luoshi.model.commitment import Comparator

_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_MAGNITUDE = "万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百"
_COUNTED = (
    "个工作日|工作日|分钟|小时|天(?!然)|秒|个基点|基点|立方米/日|吨标准煤|吨标煤|千瓦时|克标准煤|标准箱|[兆吉太]比特|立方米|平方公里|平方千米|平方米|平方|立方|公顷|公里|千米|厘米|毫米|千克|公斤"
    "|毫克|微克|千瓦|兆瓦时|兆瓦|吉瓦|万千瓦|美元|欧元|人民币|港元|元"
    "|人次|人天|车次|架次|班次|场次|床位|张床|户次|件套|台套|课时|学时|吨|克|斤|亩|米|度|人|名|位|户|家次|家|个|所|座|处|条"
    "|项|种|件|套|台|辆|架|艘|张|篇|部|册|次|批|支|只|头|羽|株|棵|分(?![钟之期])|岁|床|间|栋|幢|孔|口|眼"
    "|箱|片|块|对|组|门|款|场|例|宗|单|枚|根|倍|番|成|村|镇|乡|县|市|区|社区|园|对|类|段|趟|尾|匹|例|标台|公斤"
    "|人年|码|盏|家次|辆次|台次|列|班(?![组子])|份|空方|[A-Za-z]{2,6}(?![A-Za-z])"
)
_UNIT = (
    rf"(?:个百分点|百分点|%|‰|/10万|(?:{_MAGNITUDE})?(?:余|多)?(?:{_COUNTED})(?:/(?:{_COUNTED}|万元|千瓦时|万人|千人|百人|百户"
    rf"|万户|年|天|日|小时|秒|平方公里|公里|立方米|平方米))?|{_MAGNITUDE})"
)
_BEFORE = (
    "不低于|不少于|不小于|不高于|不超过|不大于|不多于|不得低于|不得少于|不得超过|超过|高于|大于|多于|突破|低于|小于"
    "|少于|约为|大约|约|接近|近|至少|最多|最高|≥|≤|>|<|＞|＜"
)
_AFTER = "及以上|以上|及以下|以下|以内|之内|左右|上下|内"

# What a quantity can begin with: the look-ahead turns most characters away before any alternative is tried.
_BEGINS = "".join(sorted({word[0] for word in _BEFORE.split("|")})) + r"\d一两二三四五六七八九十半翻零负百千万"
QUANTITY = re.compile(
    rf"(?=[{_BEGINS}])(?:"
    r"(?P<cnbefore>超过|不低于|近|约)?(?P<cn>百分之[一二三四五六七八九十百]{1,4}|[一两二三四五六七八九十]+分之[一二三四五六七八九十]+|(?<![\d.])\d{1,2}/\d{1,2}(?![\d万])|一半|半数)(?P<cnafter>以上|以下|左右)?"
    rf"|(?<![\d.∶:])(?P<upper>{_NUMBER})[∶:](?P<lower>{_NUMBER})(?P<ratioafter>以上|以下|左右)?"
    rf"|(?P<before>{_BEFORE})?(?<![A-Za-z])(?P<first>{_NUMBER})"
    rf"(?:(?P<unit1>{_UNIT})?(?:[-—至到])(?P<last>{_NUMBER}))?(?P<unit>{_UNIT})?(?P<after>{_AFTER})?"
    r"|(?P<times>翻(?P<fold>[一两二三四])?番(?P<foldafter>以上|左右)?|(?:[一两二三四五六七八九十])(?P<tunit>倍|个百分点|成(?![立员为果效功本长品套]))(?P<tafter>以上"
    r"|左右)?)"
    r"|(?P<zero>零增长|负增长)(?=[，。；、）\n]|$)"
    r"|(?P<few>[两二三四五六七八九十]{1,2})(?P<fewunit>条|座|所)(?P<fewafter>以上|左右)?(?=[\u4e00-\u9fff])"
    r"|(?P<many>[百千万])(?P<manyunit>场|座|个|家|户|名)(?P<manyafter>以上|左右))"
)
_MANY = {"百": 100.0, "千": 1000.0, "万": 10000.0}

_AT_LEAST = {"不低于", "不少于", "不小于", "不得低于", "不得少于", "至少", "≥"}
_MORE = {"超过", "高于", "大于", "多于", "突破", ">", "＞"}
_AT_MOST = {"不高于", "不超过", "不大于", "不多于", "不得超过", "最多", "最高", "≤"}
_LESS = {"低于", "小于", "少于", "<", "＜"}
_ABOUT = {"约为", "大约", "约", "接近", "近"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the flow: `start`..`end` with the words about it, `at` where its digits begin.

    `comparator` is what these words say, None where they say nothing; `unit` as printed with its magnitude (万亩).
    """

    start: int
    end: int
    at: int
    value: float | None
    high: float | None
    unit: str
    comparator: Comparator | None
    words: str
    zero_growth: bool = False


def quantities(flow: str, start: int, end: int) -> Iterator[Quantity]:
    """The quantities in a piece of the flow; years and bare numbers are among them, without a unit.

    >>> [(q.value, q.unit, q.comparator) for q in quantities("达到2740万亩以上，约3-5支，翻一番", 0, 21)]
    [(2740.0, '万亩', '>='), (3.0, '支', 'range'), (1.0, '番', None)]
    """
    for match in QUANTITY.finditer(flow, start, end):
        found = _quantity(match)
        if found is not None:
            yield found


def _quantity(match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    if match["zero"]:
        comparator: Comparator = "<=" if match["zero"] == "零增长" else "<"
        return Quantity(start, end, start, 0.0, None, "%", comparator, match["zero"], zero_growth=True)
    if match["times"]:
        if match["fold"] or match["times"] == "翻番":  # as printed: one 番 is twice as much, two are four times
            folds = number(match["fold"] or "一")
            return Quantity(start, end, start, folds, None, "番", _after(match["foldafter"]), match["times"])
        times = number(match["times"][0]) or 0
        is_tenths = match["tunit"] == "成"
        unit = "%" if is_tenths else match["tunit"]
        return Quantity(start, end, start, times * 10 if is_tenths else times, None, unit, _after(match["tafter"]), "")
    if match["many"]:
        return Quantity(
            start, end, start, _MANY[match["many"]], None, match["manyunit"], _after(match["manyafter"]), ""
        )
    if match["upper"]:
        ratio = (number(match["upper"]) or 0) / (number(match["lower"]) or 1)
        return Quantity(start, end, start, ratio, None, "", _after(match["ratioafter"]), "之比")
    if match["few"]:
        return Quantity(start, end, start, number(match["few"]), None, match["fewunit"], _after(match["fewafter"]), "")
    if match["cn"]:
        said = _after(match["cnafter"]) or _before(match["cnbefore"])
        if match["cn"].startswith("百分之"):
            return Quantity(start, end, match.start("cn"), number(match["cn"][3:]), None, "%", said, "")
        if match["cn"] in ("一半", "半数"):
            return Quantity(start, end, match.start("cn"), 50.0, None, "%", said, match["cn"])
        part = number(match["cn"])
        return Quantity(start, end, match.start("cn"), part, None, "", said, match["cn"])
    value, high = number(match["first"]), number(match["last"]) if match["last"] else None
    unit = match["unit"] or ""
    comparator_ = _after(match["after"]) or _before(match["before"])
    if high is not None:
        comparator_ = "range"
    return Quantity(
        start, end, match.start("first"), value, high, unit, comparator_, match["before"] or match["after"] or ""
    )


def _after(word: str | None) -> Comparator | None:
    if word in ("以上", "及以上"):
        return ">="
    if word in ("以下", "及以下", "以内", "之内", "内"):
        return "<="
    return "~" if word in ("左右", "上下") else None


def _before(word: str | None) -> Comparator | None:
    if word in _AT_LEAST:
        return ">="
    if word in _MORE:
        return ">"
    if word in _AT_MOST:
        return "<="
    if word in _LESS:
        return "<"
    return "~" if word in _ABOUT else None
