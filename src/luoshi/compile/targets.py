"""Targets: the numbers that a document promises.

A number is a target when the words around it promise it: a goal verb (达到, 提高到, 控制在, 下降, 建成 …) with a time by which it
holds, or in a passage that is headed as goals. It is none when they make it something else: a subsidy, a cap, a
threshold, a duration, a fact of the past, the size of one project, a part of a name (`not_targets`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal

from luoshi.compile.not_targets import is_no_target, speaks_of_the_past
from luoshi.compile.outline import Node
from luoshi.compile.passage import Passage, baseline, deadline, is_past, passages
from luoshi.compile.quantities import QUANTITY, Quantity, quantities
from luoshi.compile.trends import TREND, Trend, trends
from luoshi.model.commitment import Comparator, Duty, Target
from luoshi.model.document import Document

Form = Literal["level", "change", "growth", "count", "listed", "zero"]

_CLAUSE = re.compile("[，。；：！？\n]")
_LONGEST_CLAUSE = 160

# What stands between the indicator and its number. The first group says a level, the second a change.
_REACH = (
    "达到|提高到|提高至|提升到|提升至|上升到|上升至|增加到|增加至|增长到|增长至|扩大到|扩大至|发展到|增至|升至|恢复到"
    "|保持在|稳定在|维持在|控制在|控制到|压缩到|压减到|压减至|降至|降到|降低到|降低至|下降到|下降至|减少到|减少至"
    "|缩小到|缩短到|缩短至|实现|完成|达|为|到|至|占|调整为|突破|超过"
)
_MOVE = "下降|降低|减少|削减|压减|缩减|缩短|提高|提升|增加|增长|提速|上升|扩大|净增|下浮|递增|递减|回落|节约|节能|新增"
_SOFTENERS = (
    "力争|争取|确保|努力|基本|分别|均|都|全部|要|将|须|应|总体|逐步|再|各|累计|年均|每年|平均|至少|约|近|总量|总数|共"
    "|总|不断|进一步|同比|再次"
)
_BEFORE_NUMBER = (
    "累计|力争|争取|确保|努力|基本|分别|均|都|要|将|须|应|逐步|再|各|年均|每年|至少|约|近|不断|进一步|同比|为|共|总共"
)
_LEVEL_END = re.compile(rf"(?P<verb>{_REACH})(?:了|{_SOFTENERS})*$")
_CHANGE_END = re.compile(rf"(?P<verb>{_MOVE})(?:了|{_SOFTENERS})*$")
_YEARLY = re.compile(r"年均|每年|年增长|同比|增速|增幅|年度?平均|增长率")
_BUILD = (
    "建设|建成|新建|改造|改扩建|扩建|改建|培育|培养|引进|打造|创建|形成|发展|治理|恢复|修复|整治|解决|吸纳|带动|认定"
    "|设立|组建|推广|扶持|种植|造林|完善|评选|选择|选派|培训|新增|完成|建立|调整为|吸引|集聚|布局|搬迁|安置|转移|脱贫"
    "|关闭|淘汰|退出|化解|储备|举办|增设|更新|配备|投放|下达|拨付|构筑|打通|覆盖|支持|实施|推动|推进|达标|试点|孵化"
    "|转化|开发|实现|开展|净增|增加|调出|制定|制修订|申报|争取|建|增建|扩大|供应|筹集|开工"
)
_BUILD_ANY = re.compile(_BUILD)
_STRONG_BUILD = re.compile(
    "调整为|建成|新建|新增|培育|培养|打造|创建|建设|组建|设立|建立|认定|选择|评选|吸纳|治理|完成|引进|解决|淘汰"
    "|形成|培训|改造|整治|构筑|打通|扶持|净增|建|发展|扩建|改建|集聚|推广"
)
_FAR_BUILD = re.compile("打通|建成|完成|新建|建设和恢复|恢复|改造|治理|建设|加快建成")
_OPENING_BUILD = re.compile(
    "(?:建设|建成|新建(?!成)|建立|完成|实施|培育|打造|争取|发展|开展|组建|设立|治理|改造|实现|推广|认定|引进|解决"
    "|创建|形成)+(?![^\u4e00-\u9fff]*$)"
)
_BUILDER = re.compile(
    r"^(?:(?:依托|结合|通过|围绕|利用|按照|沿)[^，]*?|(?:[\u4e00-\u9fff]{2,8}[省市县区州]、?)+)(?=新建|建设|建成"
    r"|改造|完成|实施|培育|打造)"
)
_DONE_IN = re.compile(
    r"(?P<where>(?:[^，。；、（\n]|（[^（）\n]*）)*?)(?:、[^，。；\n]{0,30}?)?(?P<verb>设立|建立|建设|建成"
    r"|实施|开展|推行|推广|布局|组织)(?P<what>[^，。；\n]*)"
)
_BEHIND_NAME = re.compile(r"(?:左右|以上|以下|以内)?[，。；、）\n]|$")
_NOUN = re.compile(r"(?:[^，。；、（：\n]|（[^（）\n]{0,20}）|、(?=[^，。；（：\n\d]{1,30}(?:的|和)))*")
_LEADING = re.compile(
    r"^(?:(?:到|至|在|力争|争取|确保|努力|其中|使|将|把|并|以及|同时|推动|实现|逐步|进一步|不断|加快|重点|全面"
    r"|积极|大力|基本|以|和|及|引导|促进|要|力求|主要指标|通过|预计|计划|再|年内|左右|以上)[，：]?)+"
)
_SCOPE = re.compile(
    r"^(?P<scope>全[国省市州县区]|我[省市州县区]|本[省市州县区]|各[市州县区（）、地级]{1,12}"
    r"|全?[\u4e00-\u9fff]{2,4}(?:省|市|自治区|自治州)(?!场|政|民|级)|[\u4e00-\u9fff]{2,6}型城市|森工城市"
    r"|地级以上城市|全区)(?=[\u4e00-\u9fff])"
)
_GROWTH_RATE = re.compile("增速$|增幅$|增长率$|占比$|比重$|覆盖率$|完成率$|达标率$")
_UNITS_OF_AREA = re.compile("亩|公顷|平方公里|平方千米|万平方|亿平方")
_UNITS_OF_MONEY = re.compile("元")
_UNITS_OF_AMOUNT = re.compile("吨|千瓦|斤|立方|瓦|标准箱|公里|标箱")
_UNITS_OF_COUNT = re.compile("人次$|个$|家$|户$|名$|人$|套$|座$|张$|所$|处$|件$|条$|项$|支$|辆$|万$|种$")
_PER_HEAD = re.compile("^人均|^每[千万百]|年限|速率|平均")
_UNITS_OF_CHANGE = {"%", "个百分点", "百分点", "倍", "番", "成", "‰"}
_MODAL = re.compile("力争|确保|争取|努力|必须|实现|目标")
_MEASURED = re.compile(
    "(?:率|比重|比例|占比|面积|数量?|人数|总量|量|额|收入|增速|系数|指数|水平|规模|长度|里程|产值|增加值|能耗|强度)$"
)
_PROSE = re.compile("[。；：]")
_SYMBOLS = set("≥≤><＞＜")


@dataclass(frozen=True, slots=True)
class _Reading:
    """A number and what its clause makes of it."""

    quantity: Quantity
    form: Form
    indicator: str
    start: int
    end: int
    comparator: Comparator
    yearly: bool
    verb: str


def targets(
    document: Document, nodes: Sequence[Node], duties: Sequence[Duty] = (), issued: date | None = None
) -> list[Target]:
    """Every target in the running text, in order; those of tables are read by `target_tables`.

    Args:
        duties: The duties of the document, whose leads answer for the targets in their text.
        issued: The day of issue: a year before it is of the past, and 年底前 is counted from it.
    """
    found: list[Target] = []
    leads = _Leads(duties)
    for passage in passages(document, nodes, issued):
        found += _in_passage(document, passage, leads)
    return found


def _in_passage(document: Document, passage: Passage, leads: _Leads) -> Iterator[Target]:
    flow = document.flow
    previous: _Reading | None = None
    accepted = False
    numbers = [q for q in quantities(flow, passage.start, passage.end) if _has_measure(flow, q)]
    numbers = _without_bases(flow, numbers)
    taken: set[int] = set()
    for i, quantity in enumerate(numbers):
        if i in taken:
            continue
        series = _distributed(flow, passage, numbers, i)
        if series:
            taken |= {j for j, number in enumerate(numbers) if i <= j and number.start < series[-1].quantity.end}
            yield from (_target(document, passage, one, leads) for one in series)
            previous, accepted = series[-1], True
            continue
        reading = _reading(flow, passage, quantity, previous if accepted else None)
        accepted = reading is not None and _is_promised(flow, passage, reading, previous if accepted else None)
        if reading is not None and accepted:
            yield _target(document, passage, reading, leads)
            previous = reading
    if not passage.background and TREND.search(flow, passage.start, passage.end):
        yield from _trend_targets(document, passage, leads)


def _has_measure(flow: str, quantity: Quantity) -> bool:
    """Whether the number is of something: it has a unit, or words about it; a year or a number in a date is neither."""
    following = flow[quantity.end : quantity.end + 1]
    if (
        following in "年月日号时点期届"
        and quantity.unit == ""
        and not (following == "年" and quantity.value and quantity.value < 100)
    ):
        return False
    return (
        bool(quantity.unit)
        or quantity.comparator is not None
        or quantity.zero_growth
        or following in "，。；、"
        or following == "年"
    )


def _without_bases(flow: str, numbers: list[Quantity]) -> list[Quantity]:
    """Without the first of 从50%提高到70%, which says where the indicator stands."""
    kept: list[Quantity] = []
    for i, quantity in enumerate(numbers):
        between = flow[quantity.end : numbers[i + 1].start] if i + 1 < len(numbers) else ""
        is_base = flow[max(quantity.start - 3, 0) : quantity.start].endswith(("从", "由", "的")) and re.match(
            r"(?:左右|以上)?(?:，)?(?:逐步|进一步|稳步)?(?:提高|提升|增加|增长|上升|扩大|下降|降低|减少|缩短|压减"
            r"|调整)(?:到|至|为)?$",
            between,
        )
        if not is_base:
            kept.append(quantity)
    return kept


# ------------------------------------------------------------------ reading a clause


def _clause_start(flow: str, passage: Passage, position: int, previous: _Reading | None) -> int:
    start = max(passage.start, position - _LONGEST_CLAUSE)
    for match in _CLAUSE.finditer(flow, start, position):
        start = match.end()
    if previous is not None and start < previous.quantity.end:
        mark = re.search("[、和及]", flow[previous.quantity.end : position])
        if mark:
            return (
                previous.quantity.end + mark.end()
                if not flow[previous.quantity.end : previous.quantity.end + mark.start()]
                else _last_mark(flow, previous.quantity.end, position)
            )
    else:
        earlier = [m.end() for m in QUANTITY.finditer(flow, start, position) if m["unit"] or m["after"]]
        if earlier:
            return _last_mark(flow, earlier[-1], position, start)
    return start


def _last_mark(flow: str, start: int, end: int, default: int | None = None) -> int:
    place = flow.rfind("、", start, end)
    return place + 1 if place >= 0 else (start if default is None else default)


def _reading(flow: str, passage: Passage, quantity: Quantity, previous: _Reading | None) -> _Reading | None:
    clause = _clause_start(flow, passage, quantity.start, previous)
    before = flow[clause : quantity.start]
    if before.count("（") > before.count("）"):
        return None
    sentence, sentence_end = passage.sentence(quantity.start)
    if quantity.zero_growth:
        indicator = _indicator(re.sub(rf"(?:{_REACH}|保持)$", "", before))
        return _Reading(quantity, "zero", indicator, clause, quantity.end, quantity.comparator or "<=", False, "")
    follows = previous is not None and not before and _is_next_item(flow, previous, clause, quantity)
    if not follows and is_no_target(flow, quantity, clause, sentence, sentence_end):
        return None
    change, level = _CHANGE_END.search(before), _LEVEL_END.search(before)
    if quantity.words.startswith("翻"):
        indicator = _indicator(before) or _subject(flow, sentence, clause)
        return _Reading(quantity, "change", re.sub("^实现", "", indicator), clause, quantity.end, "=", False, "增长")
    if (
        change
        and (not level or change.start() >= level.start())
        and (quantity.unit in _UNITS_OF_CHANGE or not _noun(flow, quantity))
    ):
        return _change(flow, passage, quantity, clause, before, change)
    counted = _counted(flow, quantity, clause, before, previous)
    if level and not (
        counted
        and _is_countable(quantity)
        and level["verb"] in ("完成", "实现", "到", "至", "为", "占", "达", "突破", "超过", "调整为")
    ):
        return _level(flow, passage, quantity, clause, before, level["verb"], level.start())
    if counted:
        return counted
    if quantity.comparator is not None and before and not _noun(flow, quantity):
        form: Form = "growth" if _YEARLY.search(before) and quantity.unit == "%" else "level"
        return _Reading(
            quantity,
            form,
            _indicator(before) or _subject(flow, sentence, clause),
            clause,
            quantity.end,
            quantity.comparator,
            False,
            "",
        )
    if quantity.unit and before and _BEHIND_NAME.match(flow, quantity.end) and len(before) >= 4:
        return _Reading(
            quantity, "listed", _indicator(before), clause, quantity.end, quantity.comparator or "=", False, ""
        )
    return None


def _is_countable(quantity: Quantity) -> bool:
    return quantity.unit not in _UNITS_OF_CHANGE


def _level(
    flow: str, passage: Passage, quantity: Quantity, clause: int, before: str, verb: str, at: int
) -> _Reading | None:
    indicator = _indicator(before[:at])
    sentence, _ = passage.sentence(quantity.start)
    indicator = indicator if len(indicator) >= 2 else _subject(flow, sentence, clause)
    if not indicator:
        return None
    form: Form = "growth" if re.search("增速$|增长率$|增幅$", indicator) else "level"
    return _Reading(quantity, form, indicator, clause, quantity.end, _comparator(quantity, verb), False, verb)


def _comparator(quantity: Quantity, verb: str) -> Comparator:
    """What the number's own words say; else what the verb says: 达到 at least, 降至 and 控制在 at most."""
    if quantity.comparator is not None:
        return quantity.comparator
    if verb in ("突破", "超过"):
        return ">"
    if verb.startswith(("降", "下降", "减少", "压", "缩", "控制")):
        return "<="
    if verb in ("为", "占", "完成", "实现", "调整为", "保持在", "稳定在", "维持在", "到", "至"):
        return "="
    return ">="


def _change(
    flow: str, passage: Passage, quantity: Quantity, clause: int, before: str, change: re.Match[str]
) -> _Reading | None:
    indicator = _indicator(before[: change.start()])
    sentence, _ = passage.sentence(quantity.start)
    if len(indicator) < 2:
        indicator = _subject(flow, sentence, clause)
    if not indicator:
        return None
    grows = (
        change["verb"] == "增长" and "累计" not in before and baseline(passage, quantity.start, quantity.end) is None
    )
    yearly = quantity.unit in ("%", "") and (grows or bool(_YEARLY.search(before)))
    form: Form = "growth" if yearly else "change"
    comparator = quantity.comparator or (">=" if re.search("至少|不少于", before) else "=")
    return _Reading(quantity, form, indicator, clause, quantity.end, comparator, yearly, change["verb"])


def _counted(flow: str, quantity: Quantity, clause: int, before: str, previous: _Reading | None) -> _Reading | None:
    """A number of things: 建设50个机构, 建成基地20个, 在30个县设立节点, and the further items of such a list."""
    if not _is_countable(quantity) or not quantity.unit:
        return None
    noun = _noun(flow, quantity)
    end, comparator = quantity.end + len(noun), quantity.comparator or "="
    verbs = list(_BUILD_ANY.finditer(before))
    if verbs and _reaches(before, verbs):
        strong = [verb[0] for verb in verbs if _STRONG_BUILD.fullmatch(verb[0])]
        indicator = noun if len(noun) >= 2 and noun != "任务" else _built(before)
        word = strong[-1] if strong else verbs[-1][0]
        return (
            _Reading(quantity, "count", _tidy(indicator), clause, end, comparator, "每年" in before, word)
            if indicator
            else None
        )
    done = _DONE_IN.match(flow, quantity.end) if re.search("(?:在|在全[省市县区])$", before) else None
    if done:
        indicator = _tidy(done["what"] if done["where"] == noun else noun)
        return _Reading(quantity, "count", indicator, clause, quantity.end + len(noun), comparator, False, done["verb"])
    if (
        previous is not None
        and (previous.form in ("count", "listed") or not before)
        and _is_next_item(flow, previous, clause, quantity)
    ):
        indicator = noun if len(noun) >= 2 else _built(before)
        if indicator:
            return _Reading(
                quantity, "count", _tidy(indicator), clause, end, comparator, previous.yearly, previous.verb
            )
    return None


def _reaches(before: str, verbs: Sequence[re.Match[str]]) -> bool:
    """Whether a verb still governs a number: it is near, or it opens the clause and a list of names stands between."""
    if len(before) - verbs[-1].end() <= 24:
        return True
    first = _FAR_BUILD.match(_LEADING.sub("", before))
    return first is not None and len(before) <= 140 and before.count("、") >= 2


def _built(before: str) -> str:
    """What is built, where its name stands before the number: without who builds, by what, and the opening verb."""
    indicator = _BUILDER.sub("", _indicator(before))
    verb = _OPENING_BUILD.match(indicator)
    return indicator[verb.end() :] if verb and len(indicator) - verb.end() >= 2 else indicator


def _is_next_item(flow: str, previous: _Reading, clause: int, quantity: Quantity) -> bool:
    between = flow[previous.quantity.end : quantity.start]
    return len(between) <= 40 and not re.search("[。；]", between)


def _noun(flow: str, quantity: Quantity) -> str:
    """What is counted, where it stands behind the number."""
    match = _NOUN.match(flow, quantity.end, min(quantity.end + 60, len(flow)))
    noun = match[0] if match else ""
    return re.sub(r"^的", "", noun)


def _indicator(text: str) -> str:
    """The name of what is measured, without the words that lead to it."""
    bare = re.sub(
        r"[“”]?十[一二三四五六七]五[“”]?(?:期间|时期|末|期末)?|(?:19|20)\d\d年(?:底|末)?(?:前|以前)?", "", text
    )
    bare = _LEADING.sub("", bare.strip("，：、 的"))
    bare = re.sub(rf"(?:{_BEFORE_NUMBER})+$", "", bare)
    bare = re.sub(r"(?:较|比|与)(?:上年|[“”十一二三四五末期]{2,8}|基期|去年)(?:同期|相比|末)?$", "", bare)
    return _tidy(re.sub(r"(?:力争|争取|确保|努力)", "", bare))


def _tidy(text: str) -> str:
    return text.strip("，：、。 的").removesuffix("数量达到")


def _subject(flow: str, sentence: int, clause: int) -> str:
    """The subject of the sentence where the clause has none: 资源型产业比重逐年下降，累计下降4个百分点."""
    before = flow[max(sentence, clause - 60) : clause].rstrip("，、；：")
    last = re.split("[，；：]", before)[-1]
    trend = re.split(r"逐年|持续|稳步|不断|达到|提高|提升|下降|降低|增长|\d", last)[0]
    return _indicator(trend)


# ------------------------------------------------------------------ is it promised?


def _is_promised(flow: str, passage: Passage, reading: _Reading, previous: _Reading | None) -> bool:
    quantity = reading.quantity
    sentence, _ = passage.sentence(quantity.start)
    when, own = deadline(flow, passage, quantity.start, quantity.end)
    if passage.background or speaks_of_the_past(flow[sentence : quantity.start]) or is_past(passage, quantity.start):
        return False
    if quantity.words in _SYMBOLS and not passage.goals:
        return False
    dated = when is not None and (own or passage.goals or reading.form in ("level", "change", "growth", "zero"))
    modal = bool(_MODAL.search(flow, sentence, quantity.start))
    if reading.form in ("level", "growth", "change"):
        return (
            dated
            or passage.goals
            or modal
            or reading.verb in ("达到", "提高到", "提高", "提升到", "降至", "下降", "提升", "控制在")
            or (reading.comparator != "=" and bool(_GROWTH_RATE.search(reading.indicator)))
        )
    if reading.form == "zero":
        return True
    if not passage.goals and not own and not _PROSE.search(flow, passage.start, passage.end):
        return False  # a cell of a table that has lost its lines
    if reading.form == "listed":
        return (own or passage.goals) and not _UNITS_OF_MONEY.search(quantity.unit)
    if _UNITS_OF_MONEY.search(quantity.unit) and not (own and modal) and not (own and passage.goals):
        return own and reading.verb in ("完成", "实现", "下达", "拨付", "新增")
    if own or passage.goals or previous is not None:
        return True
    return bool(_STRONG_BUILD.fullmatch(reading.verb)) and not _UNITS_OF_MONEY.search(quantity.unit)


# ------------------------------------------------------------------ 分别, 均


def _distributed(flow: str, passage: Passage, numbers: Sequence[Quantity], i: int) -> list[_Reading]:
    """The targets of A、B分别达到65%和55% and of A、B均达到45%."""
    quantity = numbers[i]
    clause = _clause_start(flow, passage, quantity.start, None)
    before = flow[clause : quantity.start]
    split = re.search(
        rf"(?P<word>分别|(?<![年人平])均|都)(?:力争|将|要)?(?P<verb>{_REACH}|{_MOVE})?(?:到|至|在)?$", before
    )
    if split is None:
        return []
    names = [n for n in re.split("、|和|及|以及|与", _indicator(before[: split.start()])) if n]
    sentence, sentence_end = passage.sentence(quantity.start)
    if len(names) < 2 or is_no_target(flow, quantity, clause, sentence, sentence_end):
        return []
    verb = split["verb"] or ""
    form: Form = "change" if re.fullmatch(_MOVE, verb or "x") else "level"
    values = list(numbers[i : i + len(names)]) if split["word"] == "分别" else [quantity] * len(names)
    if len(values) < len(names) or any(re.search("[。；]", flow[a.end : b.start]) for a, b in pairwise(values)):
        return []
    names = _completed(names)
    unit = next((v.unit for v in reversed(values) if v.unit), "")
    end = values[-1].end
    result = [
        _Reading(
            replace(v, unit=v.unit or unit),
            form,
            name,
            clause,
            end,
            _comparator(v, verb) if form == "level" else v.comparator or "=",
            False,
            verb,
        )
        for name, v in zip(names, values, strict=True)
    ]
    return result if _is_promised(flow, passage, result[0], None) else []


def _completed(names: list[str]) -> list[str]:
    """Names that share the ending of the last one take it over: 城市、县城污水处理率 are two rates."""
    last = names[-1]
    shared = [
        name if _MEASURED.search(name) or len(name) >= len(last) else name + last[len(name) :] for name in names[:-1]
    ]
    return [_tidy(name) for name in [*(shared if _MEASURED.search(last) else names[:-1]), last]]


# ------------------------------------------------------------------ the target


class _Leads:
    """Who answers for a place in the text: the leads of the duty that covers it."""

    def __init__(self, duties: Sequence[Duty]) -> None:
        ordered = sorted(duties, key=lambda duty: duty.span.start)
        self.starts = [duty.span.start for duty in ordered]
        self.duties = ordered

    def at(self, position: int) -> tuple[str, ...]:
        i = bisect_right(self.starts, position) - 1
        return self.duties[i].lead if i >= 0 and position < self.duties[i].span.end else ()


def _target(document: Document, passage: Passage, reading: _Reading, leads: _Leads) -> Target:
    flow, quantity = document.flow, reading.quantity
    when, _ = deadline(flow, passage, quantity.start, quantity.end)
    span = document.span(*_trimmed(flow, reading.start, reading.end))
    scope = _SCOPE.match(reading.indicator)
    return Target(
        quote=span.quote,
        indicator=reading.indicator,
        scope=scope["scope"] if scope else None,
        kind=_kind(reading),
        comparator=reading.comparator,
        value=quantity.value,
        high=quantity.high,
        unit=quantity.unit or ("年" if flow[quantity.end : quantity.end + 1] == "年" else ""),
        deadline=when.due if when else None,
        since=when.since if when else None,
        baseline_year=baseline(passage, quantity.start, quantity.end),
        binding=None,
        lead=leads.at(span.start),
        path=passage.node.path if passage.node else "",
        span=span,
        direction=_direction(reading),
    )


def _trimmed(flow: str, start: int, end: int) -> tuple[int, int]:
    while start < end and flow[start] in " ，、；。：\n":
        start += 1
    while end > start and flow[end - 1] in " ，、；。\n":
        end -= 1
    return start, end


def _kind(reading: _Reading) -> str:
    if reading.form == "zero":
        return "zero-growth"
    if reading.form in ("growth", "change"):
        return reading.form
    unit = reading.quantity.unit
    if unit in _UNITS_OF_CHANGE:
        return "level"
    if _PER_HEAD.search(reading.indicator):
        return "level"
    if _UNITS_OF_AREA.search(unit):
        return "area"
    if _UNITS_OF_MONEY.search(unit) or _UNITS_OF_AMOUNT.search(unit):
        return "amount"
    return "count" if _UNITS_OF_COUNT.search(unit) or reading.form in ("count", "listed") else "level"


def _direction(reading: _Reading) -> Literal["up", "down", "hold"] | None:
    if reading.form == "zero":
        return "hold"
    if re.match("下降|降|减少|削减|压|缩|回落|递减", reading.verb) or reading.comparator in ("<=", "<"):
        return "down"
    return "up" if reading.form != "count" else None


def _trend_targets(document: Document, passage: Passage, leads: _Leads) -> Iterator[Target]:
    flow = document.flow
    for trend in trends(flow, passage.start, passage.end):
        when, own = deadline(flow, passage, trend.start, trend.end)
        sentence, _ = passage.sentence(trend.start)
        if not (own or passage.goals or trend.comparator or "同步" in flow[trend.start : trend.end]):
            continue
        if speaks_of_the_past(flow[sentence : trend.start]):
            continue
        clause = _trend_clause(flow, passage, trend)
        indicator = _indicator(flow[clause : trend.start])
        if len(indicator) < 2:
            continue
        span = document.span(*_trimmed(flow, clause, trend.end))
        scope = _SCOPE.match(indicator)
        yield Target(
            quote=span.quote,
            indicator=indicator,
            scope=scope["scope"] if scope else None,
            kind="trend",
            comparator=trend.comparator,
            value=None,
            high=None,
            unit="",
            deadline=when.due if when else None,
            since=when.since if when else None,
            baseline_year=None,
            binding=None,
            lead=leads.at(span.start),
            path=passage.node.path if passage.node else "",
            span=span,
            direction=trend.direction,
        )


def _trend_clause(flow: str, passage: Passage, trend: Trend) -> int:
    start = passage.start
    for match in _CLAUSE.finditer(flow, max(passage.start, trend.start - 120), trend.start):
        start = match.end()
    return start
