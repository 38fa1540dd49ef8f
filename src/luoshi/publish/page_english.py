"""The frame of the pages in English: headings, labels, names of columns, states, notes, and the words of figures.

The pages are written once, in Chinese. Only a piece of text that is the frame's as a whole is put into English, so that
quotations, the text of documents and names stay as issued.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass

from luoshi.publish.page_html import Markup

WORDS = {
    # What a page is about
    "总览": "Overview", "目录": "Contents", "注释": "Notes", "疑点": "Problems", "目标": "Targets", "任务": "Duties",
    "项目": "Projects", "试点": "Pilots", "文件": "Document", "城市": "City", "地区": "Place", "各地": "Places",
    "指标": "Indicator", "类别": "Class", "类型": "Kind", "性质": "Nature", "说明": "Note", "来源": "Source",
    "出处": "Origin", "原文": "text as issued", "位置": "Place in the text", "永久地址": "Permanent address",
    "文号": "Number", "发布日期": "Published", "代码": "Code", "全省": "Whole province", "全部": "All",
    "从本文读出": "Read from this text:", "处引用": "references", "个目标": "targets", "项任务": "duties",
    "处疑点": "problems", "引用": "References", "引用已印发的文件": "Refers to an issued document",
    "点按文中带标记的文字，这里显示从中读出的内容。": "Choose a marked passage of the text; what was read from it is shown here.",
    "在表中查看": "Look at it in the table", "怎么办": "What to do", "提示": "Advice", "警示": "Caution",
    "数据表": "Table of the data", "数值": "Value", "年份": "Year", "时段": "Period", "以往时段": "Earlier periods",
    "参数": "Parameter", "取值": "Setting", "方向": "Direction", "权重": "Weight", "公式": "Formula", "因素": "Factor",
    "结论": "Conclusion", "范围": "Scope", "所属": "Part of", "所在任务": "Within the duty", "全国": "Whole country",
    "任务、目标、项目": "Duties, targets, projects", "单位": "Organisation", "牵头或共同负责": "Lead, or jointly responsible",
    "导出 CSV": "Download CSV",
    # Targets
    "依据": "Why", "怎样得出": "How it was worked out", "为什么是这个颜色": "Why this colour",
    "还缺什么，由谁提供": "What is missing, and from whom", "缺什么": "What is missing", "缺": "missing",
    "应有而没有数据的指标": "Indicators without data", "现用的近似指标": "Stand-in used", "没有": "none",
    "还缺什么、向谁要": "What is missing, and whom to ask", "没有数据": "no data", "没有写明": "not stated",
    "目标值": "Target value", "期限": "Deadline", "时限": "Deadline", "比较": "Comparison", "实际": "Actual",
    "计划": "Planned", "基期": "Base period", "最近观测": "Latest observed", "完成程度": "Share attained",
    "对照计划": "Against the plan", "断点": "Break", "断": "break", "最终数": "final", "快报": "flash figure",
    "等于": "equal to", "不低于": "at least", "高于": "above", "不高于": "at most", "低于": "below", "左右": "about",
    "区间": "range", "水平": "Level", "数量": "Count", "面积": "Area", "金额": "Amount", "趋势": "Trend",
    "累计变化": "Change in total", "年均增长": "Growth a year", "零增长": "No growth", "上升": "rise", "下降": "fall",
    "保持": "hold", "越小越好": "less is better", "越大越好": "more is better", "待定": "open",
    "目标是对全范围提出的，这里按同一尺度看各地，不是对各地的考核。":
        "The target was set for the whole; places are measured alike here, and are not appraised by it.",
    "各图坐标轴相同，高低可以比较。": "All figures have the same axes, so that heights can be compared.",
    "文件没有印出完成时限，也没有约定": "The document prints no deadline, and none was agreed.",
    "文件没有印出目标值": "The document prints no target value.",
    "发提醒函": "send a reminder", "发督办单": "send a supervision notice",
    "牵头单位（文件未写明）": "Lead (not named in the document)",
    "提出补救措施": "Propose remedies", "补报数据或说明无法提供的原因": "Supply the data, or say why it cannot be had",
    # Lights
    "○ 无数据": "○ no data", "○ 不能评估": "○ cannot be judged", "○ 无法判断": "○ cannot be judged",
    "无数据": "no data", "不能评估": "cannot be judged", "◆ 完成": "◆ done", "● 正常": "● on track", "▲ 预警": "▲ warning",
    "■ 滞后": "■ late", "完成": "done", "推进": "under way", "领先": "ahead", "落后": "behind",
    # Duties and projects
    "牵头": "Lead", "配合": "Participants", "并列": "jointly", "列首": "listed first", "明示": "stated",
    "试点已确定": "pilot confirmed", "试点待争取": "pilot to be applied for", "借鉴外地试点": "pilot elsewhere",
    # Evaluation
    "名次": "Rank", "得分": "Score", "等级": "Band", "名次区间": "Range of ranks", "右侧为得分": "Scores at the right",
    "区间下限": "Lower bound", "区间上限": "Upper bound", "各地结果": "Results by place", "标准化值": "Standardised value",
    "空间格局": "Pattern in space", "标准化": "Standardisation", "赋权": "Weighting", "综合": "Aggregation",
    "数据相对误差": "Relative error of data", "等级界限": "Limits of bands", "加权算术平均": "Weighted arithmetic mean",
    "等权": "Equal weights", "名次区间的备选做法": "Alternatives behind the ranges of ranks",
    "官方文件未规定，系统默认": "no document prescribes it; default", "等级，颜色越深等级越高": "Band; the darker, the higher",
    "首要障碍": "Main obstacle", "占全部障碍的份额，%": "Share of all obstacles, %", "障碍度（%）": "Degree of obstacle (%)",
    "结果取决于什么": "What the result depends on", "重复计算所用的做法": "Ways used in repeated runs",
    "名次平均变动": "Mean change of rank", "最大变动": "Largest change", "剔除的指标": "Indicator left out",
    "逐一剔除指标，名次变动多少": "How ranks change as indicators are left out one by one",
    "标准化：极差标准化（方案所用）": "Standardisation: min–max (as in the scheme)",
    "标准化：排序标准化": "Standardisation: by rank",
    "最后一年按同样规则的结果，由高到低": "The last year by the same rules, from high to low",
    "回测：各时段分别标准化，段与段之间的得分不可比较。":
        "Back test: each period is standardised on its own, so that scores of different periods do not compare.",
    "局部空间关联：本地—周边": "Local association: place and surroundings", "本地—周边": "Place and surroundings",
    "相邻（有得分）": "Neighbours with a score", "p 值": "p value", "校正后": "Corrected", "最小可能": "Least possible",
    "不显著": "not significant", "高—低": "high–low", "低—高": "low–high", "低—低": "low–low", "高—高": "high–high",
    "耦合度 C": "Coupling C", "综合指数 T": "Overall index T", "协调度 D": "Coordination D", "修正式": "Modified form",
    "标准式（参考）": "Standard form (for reference)", "不能分类": "cannot be classified",
    "强": "strong", "中": "medium", "弱": "weak", "一般": "fair", "较好": "rather good", "较差": "rather poor",
    "再生型": "regenerating", "成熟型": "mature", "成长型": "growing", "衰退型": "declining",
    "初级协调": "primary coordination", "勉强协调": "barely coordinated", "良好协调": "well coordinated",
    "中级协调": "intermediate coordination", "濒临失调": "near imbalance", "归类": "Classification", "界限": "Limit",
    "现行类别": "Present class", "建议类别": "Suggested class", "行政区划代码": "Place code", "地方": "Place",
    "赋权：等权": "Weighting: equal", "赋权：熵权法（方案所用）": "Weighting: entropy (as in the scheme)",
    "综合：加权算术平均（方案所用）": "Aggregation: weighted arithmetic mean (as in the scheme)",
    "综合：加权几何平均": "Aggregation: weighted geometric mean", "项指标": "indicators",
    "比率的自然界限": "Natural limits of a ratio",
    "资源开发利用：综合": "Use of resources: composite", "城市可持续发展：综合": "Sustainable development: composite",
    "滞后判定": "What lags", "预警表": "Table of warnings", "响应": "Response", "建议响应": "Suggested response",
    # Appraisals and support
    "总分": "Total", "可评权重": "Weight that can be judged", "有佐证": "With evidence", "待补数": "figures to come",
    "不适用": "not applicable", "结果": "Result", "逐项": "Item by item", "领域": "Field", "上年": "Year before",
    "佐证、说明": "Evidence, notes", "等级、加减分": "Bands, points added and taken off", "后果": "Consequence",
    "优秀": "excellent", "良好": "good", "合格": "passed", "不合格": "failed", "起始年": "First year",
    "支持阶段": "Stage of support", "定额": "Fixed amount", "合计（万元）": "Total (万元)", "测算": "Worked out",
    "怎样算的、缺什么": "How it was worked out, what is missing", "系数": "Coefficient", "填报名": "Name as reported",
    "含义": "Meaning", "今为": "Now", "临界": "Threshold", "名单": "List",
    # Lists
    "序号": "No.", "法人单位": "Legal entity", "建设年限": "Years", "总投资": "Total investment", "规模内容": "Scale and content",
    "共同负责": "Jointly", "成果": "Result to deliver", "估计数": "estimate", "计算值": "worked out", "查找": "Find",
    "源": "source", "灯": "Light", "与计划之差": "Difference from the plan", "预计到期": "Expected at the deadline",
    "进度差（个百分点）": "Behind or ahead (percentage points)", "达标可能性": "Likelihood of attainment",
    "滞后": "late", "预警": "warning", "级别": "Level", "变化": "Change", "建议处置": "Suggested action", "送达": "To",
    "规则": "Rule", "全范围的目标": "Targets of the whole", "各地对照": "Places compared", "断点、缺数据": "Breaks, missing data",
    "缺数据": "missing data", "上升或持平": "rising or level", "没有基期值": "no value of the base period",
    "文件没有印出标题": "the document prints no title", "文件没有印出文号": "the document prints no number",
    "以“等”结尾，另有未列名的单位": "ends with “等”: there are others not named", "等": "and others",
    "：文件规定列在首位的单位牵头": ": the document says that the first-listed leads",
    "：条款没有区分牵头与配合，所列单位共同负责": ": the clause does not tell lead from participants; all answer jointly",
    "要求制定，此时尚未印发": "ordered to be drawn up; not issued at that time",
    "极差标准化（超出上下限的按端点计：是）": "min–max (values beyond the limits count as the limit: yes)",
    "（吉林省）": " (Jilin Province)", "（全国资源型城市）": " (resource-based cities of the country)",
    "（吉林省资源型城市）": " (resource-based cities of Jilin)",
    # What is not official
    "系统默认，非官方": "default, not official", "系统默认": "default",
    "含系统默认参数，非官方。": "Contains default parameters; not official.",
    "地图仅示意数据的分布，边界未经审定，不作为划界依据，公开使用前须换用有审图号的底图。":
        "The map shows how data are spread. Its boundaries are not approved and settle nothing; "
        "before it is published, load a base map with an approval number.",
}  # fmt: skip
_DAY = r"(\d{4})年(\d{1,2})月(\d{1,2})日"
_N = r"([-+]?\d[\d.,]*)"
PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(zh), re.sub(r"\\(\d)", lambda group: f"{{{int(group[1]) - 1}}}", en))
    for zh, en in (
        (_DAY, r"\1-\2-\3"), (r"(\d{4})年", r"\1"), (r"（(\d{4})年）", r"(\1)"), (r"(\d{4})—(\d{4})年", r"\1–\2"),
        (r"(\d{4})年数值", r"Value of \1"), (r"(\d{4})年类别", r"Class of \1"), (r"预计(\d{4})年", r"Expected for \1"),
        (rf"目标 ?{_N}", r"Targets \1"), (rf"任务 ?{_N}", r"Duties \1"), (rf"项目 ?{_N}", r"Projects \1"),
        (rf"疑点 ?{_N}", r"Problems \1"), (rf"引用 ?{_N}", r"References \1"), (rf"牵头 {_N}", r"Lead \1"),
        (rf"配合 {_N}", r"Participants \1"), (rf"共同负责 {_N}", r"Joint \1"), (rf"{_N}个目标", r"\1 targets"),
        (rf"{_N}项任务", r"\1 duties"), (rf"{_N}条", r"\1"), (rf"断点的依据（{_N} 条）", r"Evidence for the break (\1)"),
        (rf"超前 {_N}个百分点", r"\1 percentage points ahead"), (rf"落后 {_N}个百分点", r"\1 percentage points behind"),
        (rf"取整到{_N}%", r"rounded to \1%"), (r"持续（自(\d{4})年）", r"lasting (since \1)"), (rf"首轮{_N}", r"first round \1"),
        (rf"名次{_N}%区间", r"\1% range of ranks"),
        (rf"名次（点）及其{_N}%区间（线）", r"Rank (dot) and its \1% range (line)"),
        (rf"由 {_N} 个数计算", r"worked out from \1 figures"), (r"不可评 (\d+)/(\d+)", r"cannot be judged \1/\2"),
        (r"(\d{4})年：没有显著的聚集或突出", r"\1: nothing clusters or stands out significantly"),
        (rf"导出 CSV（全部{_N}条）", r"Download CSV (all \1)"), (r"(.+)（系统默认，非官方）", r"\1 (default, not official)"),
        (rf"缺数据的目标（{_N} 个）", r"Targets without data (\1)"), (rf"预警（{_N} 条）", r"Warnings (\1)"),
        (r"目标评估（截至(\d{4})年）", r"Targets assessed (as of \1)"), (rf"(.+)（{_N} 项）", r"\1 (\2)"),
        (rf"年均增长≥{_N}%", r"growth ≥\1% a year"), (rf"目标≥{_N}%", r"Target ≥\1%"), (rf"下降 {_N}%", r"falls by \1%"),
        (rf"提高 {_N}个百分点", r"rises by \1 percentage points"), (r"缺 ([RSD])", r"\1 missing"),
        (rf"官方文件未规定，系统默认：统计数据相对误差{_N}%", r"no document prescribes it; default: relative error of data \1%"),
        (r"([\w.]+\.csv) 第(\d+)行", r"\1 row \2"),
        (r"([\w.]+\.csv) 第(\d+)行；([\w.]+\.csv) 第(\d+)行", r"\1 row \2; \3 row \4"),
        (r"(.+) · 原文", r"\1 · text as issued"), (r"供数单位：(.+)（按部门职责，系统默认，非官方）。",
         r"From: \1 (by its duties; default, not official)."), (r"供数单位：(.+)。", r"From: \1."), (r"单位：(.+)", r"Unit: \1"),
        (r"（未印标题）(.+)", r"(no title printed) \1"), (r"来源：(.+)", r"Source: \1"),
        (r"与计划之差（百分点）：(.+)", r"Difference from the plan (percentage points): \1"),
    )
)  # fmt: skip
# As issued: a document's text and quotations.
_AS_ISSUED = re.compile(r'(<article class="document".*?</article>|<q\b.*?</q>|<blockquote\b.*?</blockquote>)', re.S)
_PIECE = re.compile(r'>([^<>]*[\u4e00-\u9fff][^<>]*)<(?:(/\w+)>|span lang="en">[^<]*</span>)?')
_HAN = re.compile(r"[\u4e00-\u9fff]")
_BETWEEN = (("；", "; "), ("、", ", "), (" · ", " · "))
_LABEL = re.compile(r'((?:aria-label|placeholder)=")([^"]*[\u4e00-\u9fff][^"]*)"')


def in_english(content: str, names: Mapping[str, str] | None = None) -> Markup:
    """The content of a page with its frame in English.

    Args:
        content: As `luoshi.publish.page.content_of` gives it.
        names: English for what the pack names in both languages, such as indicators.

    >>> str(in_english("<h2>依据 <span lang=\\"en\\">why</span></h2><q>依据</q><td>2020年数值</td><td>吉林市</td>"))
    '<h2>Why</h2><q>依据</q><td>Value of 2020</td><td>吉林市</td>'
    """
    say = _speaker(names or {})
    parts = _AS_ISSUED.split(content)
    return Markup("".join(part if n % 2 else _translated(part, say) for n, part in enumerate(parts)))


def word(words: str, names: Mapping[str, str] | None = None) -> str:
    """Words of the frame, or a name, in English; themselves where they are neither.

    >>> word("牵头"), word("城镇化率", {"城镇化率": "Urbanisation rate"}), word("松原市")
    ('Lead', 'Urbanisation rate', '松原市')
    """
    return _speaker(names or {})(words) or words


def sentences(found: Iterable[object]) -> dict[str, str]:
    """Everything that is said in both languages in what a build found, and what is called something in both.

    >>> from luoshi.model.finding import Step
    >>> sentences([(Step("没有断点", "no break"),)])
    {'没有断点': 'no break'}
    """
    said: dict[str, str] = {}
    seen: set[int] = set()
    waiting: list[object] = [found]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str | int | float | None) or id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, Mapping):
            waiting += one.values()
        elif isinstance(one, list | tuple | set | frozenset):
            waiting += one
        elif is_dataclass(one):
            waiting += [getattr(one, field.name, None) for field in fields(one)]
            said.update(_said(one))
    return said


def _said(one: object) -> Iterable[tuple[str, str]]:
    """What one thing says in both languages: itself, what to do about it, what it is called."""
    for zh, en in (
        ("zh", "en"),
        ("hint_zh", "hint_en"),
        ("title", "title_en"),
        ("step", "step_en"),
        ("name", "name_en"),
    ):
        first, second = getattr(one, zh, None), getattr(one, en, None)
        if isinstance(first, str) and isinstance(second, str) and first and second:
            yield first, second


def _translated(part: str, say: Callable[[str], str | None]) -> str:
    def piece(found: re.Match[str]) -> str:
        whole, text = found[0], found[1]
        english = say(html.unescape(text.strip()))
        if english is None:
            return whole
        rest = whole[1 + len(text) :]
        if rest.startswith("<span"):
            return f">{html.escape(english, quote=False)}"
        before, after = (text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :])
        return f">{before}{html.escape(english, quote=False)}{after}{rest}"

    def label(found: re.Match[str]) -> str:
        english = say(html.unescape(found[2]))
        return found[0] if english is None else f'{found[1]}{html.escape(english)}"'

    return _LABEL.sub(label, _PIECE.sub(piece, part))


def _speaker(names: Mapping[str, str]) -> Callable[[str], str | None]:
    known: dict[str, str | None] = {**names, **WORDS}

    def say(words: str) -> str | None:
        if words not in known:
            known[words] = _in_parts(words, say) or _by_pattern(words, say)
        return known[words]

    return say


def _in_parts(words: str, say: Callable[[str], str | None]) -> str | None:
    """What is said one after the other, where each part can be said."""
    for mark, english in _BETWEEN:
        if mark in words:
            parts = [part if not _HAN.search(part) else say(part) for part in words.rstrip("。").split(mark)]
            if all(part is not None for part in parts):
                return english.join(part.strip() for part in parts if part) + ("." if words.endswith("。") else "")
    return None


def _by_pattern(words: str, say: Callable[[str], str | None]) -> str | None:
    """What is of a known form; what varies in it is said in English too where it can be."""
    for pattern, english in PATTERNS:
        if match := pattern.fullmatch(words):
            given = [(say(part) or part) if part and _HAN.search(part) else part or "" for part in match.groups()]
            return english.format(*given)
    return None
