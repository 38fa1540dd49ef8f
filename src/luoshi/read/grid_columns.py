"""What the columns of a table are, by the words of their headers, and how loose cells are laid into them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_BLANKS = re.compile(r"\s+")
_IN_BRACKETS = re.compile(r"[（(\[〔【].*?[)）\]〕】]")

# The first kind whose words match a header is its kind.
_HEADERS = {
    "seq": r"(?:任务|项目)?(?:序号|编号)|序",
    "category": r"(?:指标|项目|任务)?(?:类别|分类|类)|领域|一级(?:指标)?|方面|维度|板块|行业",
    "attribute": r"(?:指标)?(?:属性|类型|性质)|约束/?条件",
    "unit": r"(?:计量|指标)?单位",
    "years": (
        r"(?:建设|起止|实施|计划)*(?:年限|起止|年度|工期|期限|周期)(?:年限|年月|时间|年度)?|(?:项目|建设)?起止(?:年限|时间|年月)?"
        r"|建设(?:期|时间|时序)|(?:计划)?(?:开工|竣工|建成|完工|投产)(?:时间|年份|年月|日期)?|完成时[限间]|时限"
    ),
    "nature": r"(?:项目|建设)性质",
    "place": r"(?:建设|项目|所在|实施)?(?:地点|所在地|地区|区域|属地|范围)|所属(?:区域|地区|市县|县区)?",
    "amount": r".{0,10}(?:投资|资金)(?:额|规模|估算|需求|合计)?",
    "value": (
        r"(?:到)?(?:19|20)\d\d年?.{0,8}|“?十[一二三四五六]五”?.{0,8}|基期.{0,4}|现状值?|(?:规划|发展)?目标值?|指标值|其中"
        r"|年均.{0,8}|.{0,4}累计.{0,4}|.{0,4}增(?:长|速|幅)率?|(?:完成|基准|规划|当年)值"
    ),
    "note": r"备注|备考",
    "scale": r".{0,6}(?:内容|规模|内涵|说明|要求|标准|描述|做法|方法|措施|任务|来源)(?:[及和与].{2,8})?",
    "owner": (
        r"(?:项目)?(?:法人|建设|责任|牵头|业主|实施|申报|主管|承担|负责|配合|参与|依托)(?:单位|主体|部门|法人)|(?:项目)?业主"
    ),
    "text": (
        r"(?:主要|二级|三级|具体|规划|考核|评价)?指标(?:名称|项)?|(?:项目|工程|任务|指标|企业|园区|大类|小类|字段|设施)?名称"
        r"|(?:重点)?(?:项目|工程|任务)|[大小]类代码|字段..|代码"
    ),
}
_KINDS = tuple((kind, re.compile(words)) for kind, words in _HEADERS.items())

_NUMBER = r"[≥≤><＞＜〉〈约＝=±\[［〔（(【\-−－]*\s*\d[\d,，.．·]*(?:\s*[-—－~～]\s*\d[\d,.]*)?\s*[%％‰]?"
_UNITS = "元亩吨人个张户家座所名册件处项辆次台套公里米度日千瓦时立方平公顷标准煤斤期床年岁"
_FITS = {
    "seq": re.compile(r"[（(]?\d{1,3}(?:[-.．]\d{1,2})?[)）]?[.．、]?|[A-Z]-?\d{1,3}|[①-⑳]"),
    "attribute": re.compile(r"(?:约束|预期|导向|底线|基本|推荐|引导|控制|参考|必选|候选)性?(?:指标)?|[MOC]"),
    "unit": re.compile(rf"[%％‰]|[万亿千百]?(?:[{_UNITS}]+|km|hm)[²2³3]?(?:/.{{1,5}})?|百分点|[a-zA-Zμ/²³]{{1,8}}"),
    "years": re.compile(r"(?:19|20)\d\d.{0,16}|“?十[二三四五六]五.{0,8}|长期.{0,6}|近期|远期|.{0,3}年"),
    "nature": re.compile(r"(?:[新改扩续迁重]?(?:建|扩建|改建)|前期|储备|在建|采购|租赁|技改|改造|提升)[、/和]?.{0,6}"),
    "place": re.compile(r"[^\d，。；]{1,12}(?:[市县区州镇乡街道盟旗]|各地|全[省域]|市本级)|全[省市域县区]|市本级|市域"),
    "amount": re.compile(_NUMBER + r"(?:[万亿]?元)?"),
    "value": re.compile(
        rf"{_NUMBER}.{{0,8}}|[\[［〔]{_NUMBER}[\]］〕].{{0,4}}|[-—–－/／\\*＊]{{1,3}}"
        r"|(?:[高低快优]于|控制|与|达|完成|持续|进一步|逐步|稳步|基本|不|有所|全面|同步).{1,12}"
    ),
}
_NO_NAME = re.compile(rf"{_NUMBER}|{_FITS['attribute'].pattern}")
_BARE_UNIT = re.compile(rf"[%％‰]|[万亿千百]?[{_UNITS}]+(?:/.{{1,5}})?")
_LONG_KINDS = ("scale", "note")


@lru_cache(maxsize=4096)
def kind_of(header: str) -> str | None:
    """What a column with this header holds, `None` where the words are no header.

    >>> kind_of("总投资（万元）"), kind_of("2025年目标值"), kind_of("为贯彻落实")
    ('amount', 'value', None)
    """
    word = _IN_BRACKETS.sub("", _BLANKS.sub("", header)).strip("：:*")
    if not word or len(word) > 16:
        return None
    return next((kind for kind, words in _KINDS if words.fullmatch(word)), None)


def is_header(cell: str) -> bool:
    """Whether a cell holds the words of a header."""
    return len(cell) <= 40 and kind_of(cell) is not None


def fit(kind: str, cell: str) -> float:
    """How well a cell suits a column: 2 where it is just what stands there, below 0 where it can hardly stand there.

    >>> fit("attribute", "约束性"), fit("amount", "新建"), fit("text", "引水工程")
    (2.0, -3.0, 1.0)
    """
    if not cell:
        return 0.4
    pattern = _FITS.get(kind)
    if pattern:
        return 2.0 if len(cell) <= 24 and pattern.fullmatch(cell) else -3.0
    if len(cell) > 60 and kind not in _LONG_KINDS:
        return -2.0
    if _BARE_UNIT.fullmatch(cell):
        return -2.0
    return -1.0 if _NO_NAME.fullmatch(cell) else 1.0


_SKIP = {"category": -0.2, "note": -0.1}
_ALWAYS_THERE = ("text", "seq", "attribute")


def lay(cells: Sequence[str], kinds: Sequence[str]) -> tuple[float, tuple[int, ...]]:
    """Loose cells laid into columns: how well they suit, and the column of each.

    A column may stay empty, and a column may take two cells in a row (a cell of two paragraphs).

    >>> lay(["1", "机场", "2台", "平阳县", "苍南县", "2000"], ["seq", "text", "scale", "place", "amount"])
    (8.4, (0, 1, 2, 3, 3, 4))
    """
    impossible = float("-inf")
    # best[j]: the best score so far where the last cell stands in column j-1; j = 0 before the first cell.
    best: list[float] = [0.0] + [impossible] * len(kinds)
    ways: list[list[int]] = []
    for i, cell in enumerate(cells):
        scores = [fit(kind, cell) for kind in kinds]
        new, way = [impossible] * (len(kinds) + 1), [0] * (len(kinds) + 1)
        for j in range(1, len(kinds) + 1):
            reach, come_from = impossible, 0
            skipped = 0.0
            for k in range(j - 1, -1, -1):
                if best[k] + skipped > reach:
                    reach, come_from = best[k] + skipped, k
                if k:
                    skipped += _skip(kinds[k - 1])
            new[j], way[j] = reach + scores[j - 1], come_from
            joined = best[j] + _joined(kinds[j - 1], cells[i - 1], cell) if i else impossible
            if joined > new[j]:
                new[j], way[j] = joined, j
        best = new
        ways.append(way)
    return _traced(best, ways, kinds)


def _traced(best: list[float], ways: list[list[int]], kinds: Sequence[str]) -> tuple[float, tuple[int, ...]]:
    ends = [score + sum(_skip(kind) for kind in kinds[j:]) for j, score in enumerate(best)]
    j = max(range(len(ends)), key=ends.__getitem__)
    score = ends[j]
    columns: list[int] = []
    for way in reversed(ways):
        columns.append(j - 1)
        j = way[j]
    return round(score, 2), tuple(reversed(columns))


def _skip(kind: str) -> float:
    """The price of a column without a cell."""
    return _SKIP.get(kind, -3.0 if kind in _ALWAYS_THERE else -1.2)


def _joined(kind: str, left: str, right: str) -> float:
    """The gain or price of taking `right` as the second paragraph of the cell that holds `left`."""
    if not left or not right or kind == "seq":
        return -4.0
    if left[-1] in "、，/（(“" or right[0] in "（(、，/)）[":
        return 0.2
    alike = fit(kind, left) > 0 and fit(kind, right) > 0
    if kind in ("value", "amount", "years", "attribute"):
        return -2.0
    if kind in ("place", "nature", "owner") and alike:
        return 0.4
    return -0.8 if left[-1] not in "。；" or kind in _LONG_KINDS else -1.6
