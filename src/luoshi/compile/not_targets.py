"""What a number is when it is no target: money given, a cap, a threshold, a duration, a fact, a size, a name.

In documents of relief and support nearly every figure is one of these, so precision is decided here.
"""

from __future__ import annotations

import re

from luoshi.compile.indicators import without_base
from luoshi.compile.quantities import Quantity

# Money that is given or taken is no target wherever it stands; the other words only where nothing else promises.
_GIVEN = re.compile(
    "支持比例|补助|补贴|奖励|奖补|给予|资助|贴息|返还|减免|免收|免征|减收|减征|减半|缓缴|罚款|处以|赔偿|奖金|补偿标准"
    "|配套资金|扣除|抵扣|退还|计提(?![高升])|提取|列支|优惠|津贴|补足|保费|保证金|首付|押金|租金|滞纳金|代偿|分担"
    "|承担.{0,6}风险|税率|兑换|权重|得分|计分|按.{0,20}的$|按照.{0,20}的$|不予|可享受|予以.{0,4}支持|授信|贷款额|单户|单笔|人均补助|注册资本"
    "|资产总额|固定资产投资.{0,4}(?:超过|以上)的"
)
# 资助200名博士后: whoever is chosen is counted, whatever he gets.
_CHOSEN = re.compile("评选|选拔|遴选|培养|培训|引进|选派|资助")
_OF_PEOPLE = re.compile("万?(?:名|人|位|家|户|个)")
_CONDITION = re.compile(
    "利率|费率|工资|薪酬|费用|额度|限额(?!以上)|每户|每家|每人|每件|每吨|每亩|每套|每月|营业收入|年销售|销售收入"
    "|从业人员|资本金|纳税|产值超|投资额"
)
_ALLOTTED = re.compile("安排|投入|统筹")
_MONEY_GIVEN = re.compile("给予|补助|补贴|奖励|奖补|资助")
_OFTEN = re.compile(
    "每(?:日|天|月|次|批|班|间|车|桌|百户|眼|口)|^(?:[a-z]）)?(?:若|如果|如(?!期|何|下)|当)|预计|确诊|病例|可(?:放宽|延长|提高|上浮|下浮)|上限|(?:须|应当?|需|可)(?:占|达到"
    "|不低于)[^，。；]{0,30}$"
)
# 30万吨石塑材料等项目: the size belongs to the project's name.
_PLACED = re.compile("(?<![制定持处])在$")
_CLAUSE_END = re.compile("[，。；]")
# With one of these a condition's word names an indicator: 贷款平均利率较2017年下降50个基点.
_AIMED = re.compile("下降|降低|降至|降到|压缩|控制在|达到|提高到|新增|培育|培训|形成|年销售收入|力争|确保")
_SIZED_PROJECT = re.compile(
    r"[^，。；\n]{0,40}等(?:重[点大])?(?:项目|工程)|[^，。；、\n]{0,30}项目(?:建设)?[，。；、\n]"
)
# Words that put a whole sentence into the past, and words that put the clause they stand in there.
_PAST_SENTENCE = re.compile(
    "以来|截至|截止|历史上|当时|曾经?|去年|近年|过去|五年来|累计生产|(?<![较比以])上年度?(?!同期)"
)
_PAST_CLAUSE = re.compile(
    "(?:辖区|境内|全[省市县])内?有|我[省市县]现有|共(?:新增|发生|有|建成|完成|召开)|(?:成立|完成|建成|实现|增长|下降|提高|达到|发生|形成)了|尚有|已(?:经)?"
    "|现有|目前|共有|约有|拥有$|占.{0,12}的近$|超过\\d+多|累计生产|人数达(?!到)|达\\d+多"
)
_PART_OF_ALL = re.compile("占.{0,12}的$")  # 占全国的12.6%
_THRESHOLD_AFTER = re.compile(
    r"^(?:及)?的?(?:企业|单位|项目|机构|地区|城市|车辆|机组|锅炉|用户|人员|职工|学校|家庭|群众|小微|中小|贷款|农户|农民|牧民|贫困|乡镇|村(?!级)"
    r"|部分|范围|情况|情形|规模养殖|燃煤|比例(?:给予|奖励|补|返|予))"
)
# 宽度在40米以上的，应预留…; 增长10%以上且增量在…: a condition ends, or another follows.
_THRESHOLD_OF = re.compile("的[，。；]|且|的?[\u4e00-\u9fff]{0,10}(?:县城|地区|城市)开展")
_THRESHOLD_BEFORE = re.compile(
    r"(?:对|对于|凡|如|若|当|单机|单体|年产|日产|月产|日处理|(?<!发电)装机|总装机|总长|全长|(?<![增院校局市部社])长|宽|(?<!提)高|深|占地"
    r"|建筑面积|用地面积|(?<!总)库容|(?<!总)容量|时速|直径|净空|年龄|年满|工龄|满|提前|逾期|超出|不足|未满|收入在|面积在"
    r"|规模在)(?:约|为)?$"
)
# What one project has or yields, whatever is aimed at beside it.
_SIZE_OF_ONE = re.compile(
    r"(?:^|[，；])(?:项目|工程)?(?:总投资|计划投资|全长|年发电量|(?:每?年)?可节约[^，]{0,8}|能效等级为)(?:约|为)?$"
)
_DURATION = re.compile(r"^(?:个?月|年|日|周|个?季度|个?学期)")
_DURATIONS = {"个工作日", "工作日", "分钟", "小时", "天", "秒"}
_SHORTENED = re.compile("(?:控制|压缩|压减|缩短|降|减少?|不超过|平均)(?:在|到|至|为)?(?:约)?$|(?:不超过|不高于)$")
_NO_MEASURE = re.compile(
    r"^(?:以外|范围|半径|方面|个?方面|环节|阶段|步骤|原则|层次|层面)|^(?:个)?(?:问题|结合|统一|坚持)"
)
_ORDINAL_BEFORE = re.compile(
    r"(?:第|前|位列|排名|全国|世界|进入|跻身|居|位居|序列|专栏|附件|图|表|GB|DB|ISO|Ⅲ|型号|G|S|国道|省道"
    r"|轨道交通|号线)$"
)
_NUMBERED = re.compile("(?:项目|代|一级|方案|版)$")
_ORDINAL_AFTER = re.compile(
    r"^(?:号|年级|期(?!工程)|届|线|楼|层|版|条规定|款|类(?!专业)|强|周年|世纪|日游|[A-Za-zＡ-Ｚ]|[:：]\d|[×xX/]\d|\+)"
)


def is_no_target(
    flow: str,
    quantity: Quantity,
    clause: int,
    sentence: int,
    sentence_end: int,
    goals: bool = False,
    share: bool = False,
) -> bool:
    """Whether the words around a number make it something else than a target.

    Args:
        quantity: The number.
        clause, sentence: Where its clause and its sentence begin; `sentence_end` where the sentence ends.
        goals: The passage is headed as goals, so words that may mean a condition mean an indicator.
        share: It is a share of somebody who is to do something, so what follows is no threshold.
    """
    before = without_base(flow[clause : quantity.start])
    after = _CLAUSE_END.split(flow[quantity.end : min(quantity.end + 24, sentence_end)], maxsplit=1)[0]
    if _is_duration(quantity, before, after) or _NO_MEASURE.match(after):
        return True
    before_digits = flow[max(quantity.at - 4, 0) : quantity.at]
    numbered = _ORDINAL_BEFORE.search(before_digits) or (not quantity.unit and _NUMBERED.search(before_digits))
    if numbered or _ORDINAL_AFTER.match(after):
        return True
    is_fact = quantity.comparator is None and _PART_OF_ALL.search(before)
    if is_fact or _is_name(flow, quantity) or _PAST_CLAUSE.search(before):
        return True
    if _SIZE_OF_ONE.search(before) or (_THRESHOLD_BEFORE.search(before) and not _AIMED.search(before)):
        return True
    if _is_given(flow, quantity, before, after, max(sentence, clause - 24), clause, goals):
        return True
    if _OFTEN.search(before) or after.startswith("（含") or (quantity.unit == "%" and _PLACED.search(before)):
        return True
    if _SIZED_PROJECT.match(flow, quantity.end) and quantity.unit not in ("个", "项", "批"):
        return True
    if share:
        return False
    if "以" in quantity.words and _THRESHOLD_OF.match(flow, quantity.end):
        return True
    if before.startswith("对") and quantity.words in ("以上", "以下", "以内"):
        return True
    of_whom = quantity.words in ("以上", "以下", "以内", "及以上", "及以下") and _THRESHOLD_AFTER.match(after)
    return bool(of_whom) or (quantity.words in ("低于", "小于", "少于", "高于", "大于") and after.startswith("的"))


def _is_duration(quantity: Quantity, before: str, after: str) -> bool:
    if quantity.unit in _DURATIONS:
        return not _SHORTENED.search(before) and quantity.words not in ("不超过", "不高于")
    in_years = _DURATION.match(after) and quantity.unit in ("", "个")
    return bool(in_years) and not re.search("年限$|寿命$", before.rstrip("达到为"))


def _is_given(flow: str, quantity: Quantity, before: str, after: str, window: int, clause: int, goals: bool) -> bool:
    """Whether it is money that somebody gets, or a condition for getting it."""
    near = before + after
    if _CHOSEN.search(before) and _OF_PEOPLE.fullmatch(quantity.unit):
        return False
    if _GIVEN.search(near) or ("元" in quantity.unit and _ALLOTTED.search(before)):
        return True
    if _MONEY_GIVEN.search(flow, window, clause) and "元" in quantity.unit:
        return True
    return bool(_CONDITION.search(near)) and not goals and not _AIMED.search(before)


def speaks_of_the_past(sentence: str) -> bool:
    """Whether a sentence, up to its number, reports what is or was (and does not start a change from there)."""
    sentence = without_base(sentence)
    return bool(_PAST_SENTENCE.search(sentence)) or bool(_PAST_CLAUSE.search(sentence[sentence.rfind("，") + 1 :]))


def _is_name(flow: str, quantity: Quantity) -> bool:
    """Whether the number stands inside quotation marks or a title (“千人计划”, 《2016年…》), or in a name with a number."""
    opening = max(flow.rfind(mark, max(quantity.start - 40, 0), quantity.start) for mark in "“《")
    if opening >= 0 and not re.search("[”》]|达到", flow[opening : quantity.start]):
        return True
    return (
        bool(
            re.match(
                r"[\u4e00-\u9fff]{0,6}(?:规划|计划|行动|工程)(?:田间|项目|实施|的|，|、|。|》)",
                flow[quantity.end : quantity.end + 12],
            )
        )
        and not (quantity.comparator)
        and quantity.unit not in ("个", "项", "大")
    )
