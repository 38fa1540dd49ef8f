"""Readings: a number and what its clause makes of it — a level, a change, a growth, a count, a share of somebody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from luoshi.compile.indicators import (
    FROM,
    built,
    completed,
    indicator,
    noun,
    subject,
    tidy,
    without_base,
    without_leading,
)
from luoshi.compile.not_targets import is_no_target
from luoshi.compile.passage import Passage, baseline
from luoshi.compile.quantities import Quantity
from luoshi.model.commitment import Comparator

Form = Literal["level", "change", "growth", "count", "listed", "zero", "share"]

_CLAUSE = re.compile("[，。；：！？\n\t]")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_LONGEST_CLAUSE = 160
_NEAR, _FAR, _NEXT = 24, 140, 40

# What stands between the indicator and its number. The first group says a level, the second a change.
REACH = (
    "达到|提高到|提高至|提升到|提升至|上升到|上升至|增加到|增加至|增长到|增长至|扩大到|扩大至|发展到|增至|升至|恢复到"
    "|保持在|保持|稳定在|维持在|控制在|控制到|压缩到|压缩至|压减到|压减至|降至|降到|降低到|降低至|下降到|下降至|减少到"
    "|减少至|缩小到|缩短到|缩短至|缩短为|压缩为|降为|减为|实现|完成|达|为|到|至|占|调整为|突破|超过"
)
MOVE = (
    "下降|降低|减少|削减|压减|压缩|缩减|缩短|提高|提升|增加|增长|提速|上升|扩大|净增|下浮|递增|递减|回落|节约|节能|新增"
)
_SOFTENERS = (
    "力争|争取|确保|努力|基本|分别|均|都|全部|要|将|须|应|总体|逐步|再|各|累计|年均|每年|平均|至少|约|近|总量|总数|共"
    "|总|不断|进一步|同比|再次"
)
_LEVEL_END = re.compile(rf"(?P<verb>{REACH})(?:了|{_SOFTENERS})*$")
_CHANGE_END = re.compile(rf"(?P<verb>{MOVE})(?:了|{_SOFTENERS})*$")
_PLAIN_VERBS = {"完成", "实现", "到", "至", "为", "占", "达", "突破", "超过", "调整为", "保持"}
_YEARLY = re.compile(r"年均|每年|年增长|同比|增速|增幅|年度?平均|增长率")
_AT_LEAST = re.compile("至少|不少于|不低于")
_BUILD = re.compile(
    "建设|建成|新建|改造|改扩建|扩建|改建|培育|培养|引进|打造|创建|形成|发展|治理|恢复|修复|整治|解决|吸纳|带动|认定"
    "|设立|组建|推广|扶持|种植|造林|营造|完善|评选|选择|选派|培训|新增|完成|建立|调整为|吸引|集聚|布局|搬迁|安置|转移"
    "|脱贫|关闭|淘汰|退出|化解|储备|举办|组织|走访|检查|增设|更新|配备|投放|下达|拨付|构筑|打通|覆盖|支持|实施|推动"
    "|推进|达标|试点|孵化|转化|开发|实现|开展|净增|增加|调出|制定|制修订|申报|争取|建有|建|增建|扩大|供应|筹集|开工"
    "|收集保存|归集|新打|疏浚|登记|安排|新发放|发放"
)
STRONG_BUILD = re.compile(
    "调整为|建成|新建|新增|培育|培养|打造|创建|建设|组建|设立|建立|认定|选择|评选|吸纳|治理|完成|引进|解决|淘汰"
    "|形成|培训|改造|整治|构筑|打通|扶持|净增|建|建有|发展|扩建|改建|集聚|推广|营造|新打|疏浚|举办|归集"
)
_FAR_BUILD = re.compile("打通|建成|完成|新建|建设和恢复|恢复|改造|治理|建设|加快建成")
_DONE_IN = re.compile(
    r"(?P<where>(?:[^，。；、（\n]|（[^（）\n]*）)*?)(?:、[^，。；\n]{0,30}?)?(?P<verb>设立|建立|建设|建成"
    r"|实施|开展|推行|推广|布局|组织)(?P<what>[^，。；\n\t]*)"
)
# 90%以上的行政村生活垃圾得到处理: the number stands before whom it is of.
_SHARE = re.compile(
    r"的?(?P<who>(?!的)[\u4e00-\u9fff、（）“”]{1,30}?)(?:[和、]\d+%(?:以上|左右)?的[\u4e00-\u9fff]{2,16}?)?(?P<does>得到|实现|达到|达标|建成|建立|设立|完成|开展|具备|配备|复产|复工"
    r"|通过|纳入|接入|安装|签订|落户|参加|采用|由[\u4e00-\u9fff]{2,8}申请|面向|用于|就读|享有|覆盖)(?P<what>[^，。；\n\t]{0,24})"
)
_COVERS = re.compile("(?<!全)覆盖$")
# 再生水占供水总量的1/3以上: a share that is told by its whole.
_PART_OF = re.compile(r"(?P<of>[^，。；]{2,40}?)占(?P<whole>[^，。；、]{2,24}?)的$")
# 土地供应量不低于供应总量的70%
_BOUND_OF = re.compile(r"(?P<of>[^，。；]{2,40}?)(?P<word>不低于|不少于|不高于|不超过)(?P<whole>[^，。；\d]{2,24})的$")
_BEHIND_NAME = re.compile(r"(?:左右|以上|以下|以内)?[，。；、）\n\t]|$")
_MOVES_FROM = re.compile("提高|提升|增加|增长|上升|扩大|下降|降低|减少|压缩|压减|缩短|调整")
_MODIFIER_END = re.compile(r"(?:过|超过?|达|单位|[在为])?$")
_MODIFIES = re.compile(r"(?:以上)?的?[\u4e00-\u9fff]{0,16}(?=\d)")
UNITS_OF_CHANGE = {"%", "个百分点", "百分点", "倍", "番", "成", "‰", "/10万", "个基点", "基点"}


@dataclass(frozen=True, slots=True)
class Reading:
    """A number in the flow: its form, its indicator, and the words `start`..`end` that say so."""

    quantity: Quantity
    form: Form
    indicator: str
    start: int
    end: int
    comparator: Comparator
    yearly: bool = False
    verb: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """Where a number stands: its paragraph, the numbers that are read in it, and the words in front of it."""

    flow: str
    passage: Passage
    quantity: Quantity
    start: int
    before: str
    previous: Reading | None

    @property
    def sentence(self) -> tuple[int, int]:
        return self.passage.sentence(self.quantity.start)

    def name(self, words: str) -> str:
        """The indicator in some words of the clause, else the subject of the sentence."""
        found = indicator(words)
        return found if len(found) >= 2 else subject(self.flow, self.sentence[0], self.start)

    def reads(self, form: Form, name: str, comparator: Comparator, *, verb: str = "", end: int = 0) -> Reading | None:
        yearly = "每年" in self.before or "年均" in self.before
        last = end or self.quantity.end
        name = tidy(name)
        return Reading(self.quantity, form, name, self.start, last, comparator, yearly, verb) if name else None


# ------------------------------------------------------------------ which numbers


def numbers_read(flow: str, numbers: Sequence[Quantity]) -> list[Quantity]:
    """The numbers that may be read: with a measure, and without those that only say where another stands or starts."""
    measured = [q for q in numbers if _has_measure(flow, q)]
    kept: list[Quantity] = []
    for i, quantity in enumerate(measured):
        following = measured[i + 1] if i + 1 < len(measured) else None
        if following is None or not (_is_base(flow, quantity, following) or _modifies(flow, quantity, following)):
            kept.append(quantity)
    return kept


def _has_measure(flow: str, quantity: Quantity) -> bool:
    """Whether the number is of something: it has a unit, or words about it; a year or a number in a date is neither."""
    following = flow[quantity.end : quantity.end + 1]
    years = following == "年" and bool(quantity.value) and (quantity.value or 0) < 100
    if following in tuple("年月日号时点期届") and quantity.unit == "" and not years:
        return False
    spoken = bool(quantity.unit) or quantity.comparator is not None or quantity.zero_growth or bool(quantity.words)
    return spoken or years or following in tuple("，。；、")


def _is_base(flow: str, quantity: Quantity, following: Quantity) -> bool:
    """Whether it is the first of 从50%提高到70%, which says where the indicator stands."""
    opening = flow.rfind("由", max(quantity.start - 14, 0), quantity.start)
    opening = max(opening, flow.rfind("从", max(quantity.start - 14, 0), quantity.start))
    said = FROM.match(flow[opening : following.start] + "提高") if opening >= 0 else None
    if said is None or opening + said.end() < quantity.end:
        return False
    return bool(_MOVES_FROM.search(flow, quantity.end, following.start))


def _modifies(flow: str, quantity: Quantity, following: Quantity) -> bool:
    """Whether it belongs to the noun that the next number counts: 年销售收入过100亿元的龙头企业2户."""
    between = flow[quantity.end : following.start]
    sized = flow[max(quantity.start - 2, 0) : quantity.start].endswith(("过", "超", "超过", "达"))
    return (
        bool(quantity.unit)
        and quantity.unit not in UNITS_OF_CHANGE
        and (sized or quantity.words in ("以上", "及以上", "以下", "及以下"))
        and bool(re.fullmatch(r"的?[\u4e00-\u9fff]{2,16}(?<![过超达为])", between))
    )


# ------------------------------------------------------------------ one number


def clause_of(flow: str, passage: Passage, numbers: Sequence[Quantity], i: int, previous: Reading | None) -> Clause:
    """The clause of the i-th number: from the last stop, or from the list mark behind the number before it."""
    quantity = numbers[i]
    start = max(passage.start, quantity.start - _LONGEST_CLAUSE)
    for match in _CLAUSE.finditer(flow, start, quantity.start):
        start = match.end()
    last = numbers[i - 1].end if i else 0
    if start < last:
        start = _behind_mark(flow, last, quantity.start, start)
    return Clause(flow, passage, quantity, start, without_base(flow[start : quantity.start]), previous)


def _behind_mark(flow: str, last: int, position: int, default: int) -> int:
    mark = flow.rfind("、", last, position)
    if mark >= 0:
        return mark + 1
    return last + 1 if flow[last : last + 1] in ("和", "及") else default


def reading(clause: Clause) -> Reading | None:
    """What the clause makes of its number; None where it is no target at all."""
    flow, quantity, before = clause.flow, clause.quantity, clause.before
    if before.count("（") > before.count("）"):
        return None
    if quantity.zero_growth:
        name = indicator(re.sub(rf"(?:{REACH})$", "", before))
        return clause.reads("zero", name, quantity.comparator or "<=")
    follows = clause.previous is not None and not before and _is_next_item(clause)
    share = _share(clause)
    if not follows and is_no_target(flow, quantity, clause.start, *clause.sentence, clause.passage.goals, bool(share)):
        return None
    if quantity.words.startswith("翻"):
        name = clause.name(re.sub("^实现", "", before))
        return clause.reads("change", name, quantity.comparator or "=", verb="增长")
    return share or _measured(clause)


def is_unread(clause: Clause) -> bool:
    """Whether nothing is known of a number with a unit in Chinese prose: neither what it promises nor what else it is."""
    if not clause.quantity.unit or len(_CHINESE.findall(clause.before)) < 3:
        return False
    return not is_no_target(clause.flow, clause.quantity, clause.start, *clause.sentence, clause.passage.goals)


def _measured(clause: Clause) -> Reading | None:
    quantity, before = clause.quantity, clause.before
    change, level = _CHANGE_END.search(before), _LEVEL_END.search(before)
    behind = noun(clause.flow, quantity)
    moves = change is not None and (level is None or change.start() >= level.start())
    if change and moves and (quantity.unit in UNITS_OF_CHANGE or not behind):
        return _change(clause, change)
    part = _PART_OF.search(before) if quantity.unit == "%" or 0 < (quantity.value or 0) < 1 else None
    if part and not behind:
        return clause.reads(
            "level", f"{indicator(part['of'])}占{part['whole']}比重", comparator_of(quantity, "达到"), verb="达到"
        )
    bound = _BOUND_OF.search(before) if quantity.unit == "%" and not behind else None
    if bound:
        least: Comparator = ">=" if bound["word"].startswith(("不低", "不少", "高")) else "<="
        return clause.reads("level", f"{indicator(bound['of'])}占{bound['whole']}比重", least, verb="达到")
    counted = _counted(clause, behind)
    if level and not (counted and quantity.unit not in UNITS_OF_CHANGE and level["verb"] in _PLAIN_VERBS):
        return _level(clause, level)
    if counted:
        return counted
    if not before and clause.previous is not None and quantity.words in ("突破", "超过") and not behind:
        return clause.reads("level", clause.previous.indicator, ">", verb=quantity.words)
    if quantity.comparator is not None and before and not behind:
        grows = bool(_YEARLY.search(before)) and quantity.unit == "%"
        return clause.reads("growth" if grows else "level", clause.name(before), quantity.comparator)
    if quantity.unit and before and _BEHIND_NAME.match(clause.flow, quantity.end) and len(before) >= 4:
        return clause.reads("listed", indicator(before), quantity.comparator or "=")
    return None


def _level(clause: Clause, level: re.Match[str]) -> Reading | None:
    name = clause.name(clause.before[: level.start()])
    form: Form = "growth" if re.search("增速$|增长率$|增幅$", name) else "level"
    return clause.reads(form, name, comparator_of(clause.quantity, level["verb"], clause.before), verb=level["verb"])


def comparator_of(quantity: Quantity, verb: str, before: str = "") -> Comparator:
    """What the number's own words say; else what the verb says: 达到 at least, 降至 and 控制在 at most.

    Source: docs/decisions, 达到 reads as at least.
    """
    if quantity.comparator is not None:
        return quantity.comparator
    if _AT_LEAST.search(before[-8:]):
        return ">="
    if verb in ("突破", "超过"):
        return ">"
    if verb.startswith(("降", "下降", "减少", "压", "缩", "控制")):
        return "<="
    if verb in ("", "为", "占", "完成", "实现", "调整为", "保持", "保持在", "稳定在", "维持在", "到", "至"):
        return "="
    return ">="


def _change(clause: Clause, change: re.Match[str]) -> Reading | None:
    quantity, before = clause.quantity, clause.before
    name = clause.name(before[: change.start()])
    base = baseline(clause.flow, clause.passage, quantity.start)
    grows = change["verb"] == "增长" and "累计" not in before and base is None
    yearly = quantity.unit in ("%", "") and (grows or bool(_YEARLY.search(re.sub(r"\d年均", "", before))))
    comparator = quantity.comparator or (">=" if _AT_LEAST.search(before) else "=")
    return clause.reads("growth" if yearly else "change", name, comparator, verb=change["verb"])


def _share(clause: Clause) -> Reading | None:
    """A share of somebody that is to do something: 80%以上的社区设立回收站点."""
    quantity = clause.quantity
    if quantity.unit != "%" and not (quantity.unit == "" and 0 < (quantity.value or 0) < 1):
        return None
    whom = noun(clause.flow, quantity)
    if _COVERS.search(clause.before) and len(whom) >= 2:  # 绿道覆盖一半以上的行政村
        name = f"{indicator(clause.before)}{whom}"
        return clause.reads("share", name, quantity.comparator or "=", end=quantity.end + len(whom))
    found = _SHARE.match(clause.flow, quantity.end)
    if found is None or re.search(r"[率重比]$", clause.before.rstrip("达到为在约")):
        return None
    name = f"{found['does']}{found['what']}的{found['who']}" if found["what"] else f"{found['who']}{found['does']}"
    return clause.reads("share", name, quantity.comparator or "=", end=found.end())


# ------------------------------------------------------------------ counts


def _counted(clause: Clause, behind: str) -> Reading | None:
    """A number of things: 建设50个机构, 建成基地20个, 在30个县设立节点, and the further items of such a list."""
    quantity, before, previous = clause.quantity, clause.before, clause.previous
    if quantity.unit in UNITS_OF_CHANGE or not quantity.unit:
        return None
    end = quantity.end + len(behind)
    comparator = comparator_of(quantity, "", before)
    verbs = list(_BUILD.finditer(before))
    if verbs and _reaches(before, verbs):
        strong = [verb[0] for verb in verbs if STRONG_BUILD.fullmatch(verb[0])]
        name = behind if len(behind) >= 2 and behind != "任务" else built(before)
        return clause.reads("count", name, comparator, verb=strong[-1] if strong else verbs[-1][0], end=end)
    done = _DONE_IN.match(clause.flow, quantity.end) if re.search("(?:在|在全[省市县区])$", before) else None
    if done:
        name = done["what"] if done["where"] == behind else behind
        return clause.reads("count", name, comparator, verb=done["verb"], end=end)
    if previous is not None and (previous.form in ("count", "listed") or not before) and _is_next_item(clause):
        name = behind if len(behind) >= 2 else built(before)
        return clause.reads("count", name, comparator, verb=previous.verb, end=end)
    return None


def _reaches(before: str, verbs: Sequence[re.Match[str]]) -> bool:
    """Whether a verb still governs a number: it is near, or it opens the clause and a list of names stands between."""
    if len(before) - verbs[-1].end() <= _NEAR:
        return True
    first = _FAR_BUILD.match(without_leading(before))
    return first is not None and len(before) <= _FAR and before.count("、") >= 2


def _is_next_item(clause: Clause) -> bool:
    assert clause.previous is not None
    between = clause.flow[clause.previous.quantity.end : clause.quantity.start]
    return len(between) <= _NEXT and not re.search("[。；]", between)


# ------------------------------------------------------------------ 分别, 均

_DISTRIBUTED = re.compile(
    rf"(?P<word>分别|(?:(?<=\d年)|(?<![年人平]))均|都)(?:力争|将|要)?(?P<verb>{REACH}|{MOVE})?(?:到|至|在)?$"
)
_AND = re.compile("、|和|以及|(?<!普)及(?!其|时|格)|与")


def distributed(clause: Clause, numbers: Sequence[Quantity], i: int) -> list[Reading]:
    """The targets of A、B分别达到65%和55% and of A、B均达到45%; empty where the clause is neither."""
    quantity, flow = clause.quantity, clause.flow
    split = _DISTRIBUTED.search(clause.before)
    if split is None:
        return []
    names = [name for name in _AND.split(indicator(clause.before[: split.start()])) if name]
    if len(names) < 2 or is_no_target(flow, quantity, clause.start, *clause.sentence, clause.passage.goals):
        return []
    verb = split["verb"] or ""
    values = list(numbers[i : i + len(names)]) if split["word"] == "分别" else [quantity] * len(names)
    if len(values) < len(names) or any(re.search("[。；]", flow[a.end : b.start]) for a, b in pairwise(values)):
        return []
    form: Form = "change" if verb and re.fullmatch(MOVE, verb) else "level"
    unit = next((value.unit for value in reversed(values) if value.unit), "")
    shared = next((value.comparator for value in reversed(values) if value.comparator), None)
    result: list[Reading] = []
    for name, value in zip(completed(names), values, strict=True):
        whole = replace(value, unit=value.unit or unit)
        said = comparator_of(whole, verb) if form == "level" else whole.comparator or shared or "="
        result.append(Reading(whole, form, name, clause.start, values[-1].end, said, False, verb))
    return result
