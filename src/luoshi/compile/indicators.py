"""Indicators: what a number is of — the words of its clause without those that lead to it, or the noun behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from luoshi.compile.quantities import Quantity

# Words between an indicator and its number, and words in front of an indicator, that are no part of it.
_BEFORE_NUMBER = (
    "累计|力争|争取|确保|努力|基本|分别|均|都|要|将|须|应|逐步|再|各|年均|每年|至少|约|近|不断|进一步|同比|为|共|总共"
    "|平均|达"
)
_TRAILING = re.compile(rf"(?:{_BEFORE_NUMBER})+$")
_COMPARED = re.compile(
    r"(?:较|(?<![占对之])比|与|比照)(?:上年|[“”十一二三四五末期]{2,8}|(?:19|20)\d\d年|基期|去年)?(?:底|末)?(?:同期|相比|增长)?$"
)
_TIME = re.compile(
    r"[“”]?十[一二三四五六七]五[“”]?(?:期间|时期|末|期末)?|(?:19|20)\d\d年(?:年?[底末内])?(?:前|以前)?"
    r"|[\d一二三四五]{1,2}年内|(?:今年|明年|年内|当年|全年|上半年|\d{1,2}月(?:底|末|份)?(?:前|以前)?)"
)
_LEADING = re.compile(
    r"^(?:(?:到|至|在|力争|争取|确保|努力|其中|使|将|把|并|以及|同时|推动|实现|逐步|进一步|不断|加快|重点(?=建设|发展|培育|支持|推进|扶持|打造|实施|打通)|全面"
    r"|积极|大力|基本|以|和|及|引导|促进|要|力求|主要指标|通过|预计|计划|再|年内|左右|以上|底前|前|内)[，：]?)+"
)
# 由目前的72%提高到80%: where the indicator stands now.
FROM = re.compile(
    r"[由从](?:目前|现在|现有|原来?|(?:19|20)\d\d年[底末]?)?的?[约近]?\d[\d.]*(?:[∶:]\d+)?[^，。；\d]{0,8}?"
    r"(?=(?:提高|提升|增加|增长|上升|扩大|下降|降低|减少|压缩|压减|缩短|调整))"
)
_ON_TOP = re.compile(r"在[^，。；]{0,14}基础上")
_MODAL = re.compile("力争|争取|确保|努力")
_TREND = re.compile(r"逐年|持续|稳步|不断|达到|提高|提升|下降|降低|增长|控制|突破|由|从|\d")
_NOUN = re.compile(r"(?:[^，。；、（：\n\t]|（[^（）\n]{0,20}）|、(?=[^，。；（：\n\t\d]{1,30}(?:的|和)))*")
_REMARK = re.compile("（[^（）]*）")
_LONGEST_NOUN = 60
_BUILDER = re.compile(
    r"^(?:(?:依托|结合|通过|围绕|利用|按照|沿)[^，]*?|(?:[\u4e00-\u9fff]{2,8}[省市县区州]、?)+|各)"
    r"(?=新建|建设|建成|改造|完成|实施|培育|打造|合计新增)"
)
_OPENING_BUILD = re.compile(
    "(?:建设|建成(?!区)|新建(?!成)|建立|完成|实施|培育|打造|争取|发展|开展|组建|设立|治理|改造|实现|推广|认定|引进|解决"
    "|创建|形成|营造|培训|培养|合计)+(?![^\u4e00-\u9fff]*$)"
)
_SCOPE = re.compile(
    r"^(?P<scope>全[国省市州县区]|我[省市州县区]|本[省市州县区]|各[市州县区（）、地级]{1,12}"
    r"|全?[\u4e00-\u9fff]{2,4}(?:省|市|自治区|自治州)(?!场|政|民|级)|[\u4e00-\u9fff]{2,6}型城市|森工城市"
    r"|地级以上城市|全区)(?=[\u4e00-\u9fff])"
)
MEASURED = re.compile(
    "(?:率|比重|比例|占比|密度|浓度|强度|能力|产能|产量|用量|支出|投资|税收|面积|数量?|人数|总量|量|额|收入|增速|系数|指数|水平|规模|长度|里程|产值|增加值|能耗|强度|时间)$"
)


def without_base(text: str) -> str:
    """A text without the words that say from where a change starts: 由目前的72%提高, 在现有基础上再提高."""
    if "基础上" in text:
        text = _ON_TOP.sub("", text)
    return FROM.sub("", text) if "由" in text or "从" in text else text


def indicator(text: str) -> str:
    """The name of what is measured, without the words that lead to it.

    >>> indicator("到2020年，力争全省森林覆盖率"), indicator("集装箱海铁联运总量较2020年")
    ('全省森林覆盖率', '集装箱海铁联运总量')
    """
    bare = _TIME.sub("", without_base(text))
    bare = _LEADING.sub("", bare.strip("，：、 的"))
    bare = _TRAILING.sub("", _COMPARED.sub("", _TRAILING.sub("", bare)))
    return tidy(_MODAL.sub("", bare))


def tidy(text: str) -> str:
    """A name without the marks and particles at its ends."""
    return text.strip("，：、。 的")


def subject(flow: str, sentence: int, clause: int) -> str:
    """The subject of the sentence where the clause has none: 资源型产业比重逐年下降，累计下降4个百分点."""
    before = flow[max(sentence, clause - 60) : clause].rstrip("，、；：")
    last = re.split("[，；：]", before)[-1]
    return indicator(_TREND.split(last)[0])


def noun(flow: str, quantity: Quantity) -> str:
    """What is counted, where it stands behind the number."""
    found = _NOUN.match(flow, quantity.end, min(quantity.end + _LONGEST_NOUN, len(flow)))
    behind = found[0] if found else ""
    # A bracket right behind the number remarks on it (（市水务局负责）); one behind a noun belongs to the noun.
    return "" if _REMARK.fullmatch(behind) else behind.removeprefix("的")


def built(before: str) -> str:
    """What is built, where its name stands before the number: without who builds, by what, and the opening verb.

    >>> built("建设国家有机食品生产基地"), built("松原市、白城市完成土地复垦治理")
    ('国家有机食品生产基地', '土地复垦治理')
    """
    name = re.sub("^(?:每年|年均|[三五]年(?:累计)?)(?=[\u4e00-\u9fff]{4})", "", _BUILDER.sub("", indicator(before)))
    verb = _OPENING_BUILD.match(name)
    return name[verb.end() :] if verb and len(name) - verb.end() >= 2 else name


def completed(names: Sequence[str]) -> list[str]:
    """Names that share the ending of the last one take it over.

    >>> completed(["城市", "县城污水处理率"]), completed(["森林覆盖率", "蓄积量"])
    (['城市污水处理率', '县城污水处理率'], ['森林覆盖率', '蓄积量'])
    """
    last = names[-1]
    if not MEASURED.search(last):
        return [tidy(name) for name in names]
    whole = [n if MEASURED.search(n) or len(n) >= len(last) else n + last[len(n) :] for n in names[:-1]]
    return [tidy(name) for name in [*whole, last]]


def scope(name: str) -> str | None:
    """The place or the kind of places that an indicator begins with."""
    found = _SCOPE.match(name)
    return found["scope"] if found else None


def without_leading(text: str) -> str:
    """A clause without the words that lead to its verb."""
    return _LEADING.sub("", text)
