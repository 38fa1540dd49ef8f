"""The words of evaluations: methods, directions, warnings, and which parameters no document prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from luoshi.model.assessed import Assessed, AssessedPlace
from luoshi.model.classification import Advice
from luoshi.model.coordination import CityWarning, Form, Warning
from luoshi.model.finding import Missing
from luoshi.model.scheme import Choice, Parameter, Scheme, SchemeItem
from luoshi.model.support import Decision, Stage

NOT_OFFICIAL = "系统默认，非官方"
METHODS = {
    "min_max": "极差标准化", "rank": "排序标准化", "z_score": "标准差标准化", "distance": "目标距离", "vector": "向量标准化",
    "moderate": "适度标准化", "entropy": "熵权法", "equal": "等权", "given": "给定权重", "critic": "CRITIC 法",
    "ahp": "层次分析法",
    "pca": "主成分法", "combined": "组合赋权", "variation": "变异系数法", "arithmetic": "加权算术平均",
    "geometric": "加权几何平均",
    "harmonic": "加权调和平均", "coordination": "耦合协调度", "topsis": "TOPSIS", "vikor": "VIKOR", "grey_relation": "灰色关联",
    "rank_sum": "秩和", "winsorise": "缩尾", "box_cox": "Box–Cox 变换", "log": "对数变换", "interpolation": "内插",
    "column_mean": "均值插补", "column_median": "中位数插补",
}  # fmt: skip
FORMS: dict[Form, str] = {"standard": "标准式", "liao": "廖重斌式", "corrected": "修正式"}
STEPS = {"impute": "插补", "treat": "异常值处理", "normalise": "标准化", "weight": "赋权", "aggregate": "综合"}
BETTER = {"up": "越大越好", "down": "越小越好"}
# Shape, word, and the class that gives it its colour.
WARNINGS: dict[Warning, tuple[str, str, str]] = {
    "green": ("●", "无警", "normal"), "blue": ("◆", "轻警", "done"), "yellow": ("▲", "中警", "warning"),
    "orange": ("▲", "重警", "orange"), "red": ("■", "巨警", "late"),
}  # fmt: skip
# What the colours call for; no document prints it.
RESPONSES: dict[Warning, str] = {
    "green": "常规监测", "blue": "提示函", "yellow": "约谈提醒，60日内制定改进方案",
    "orange": "控制开采强度，暂停新增采矿权审批（建议），安排接续产业专项",
    "red": "控制开采强度，暂停新增采矿权审批（建议），申请财政支持",
}  # fmt: skip


ADVICE: dict[Advice, str] = {"keep": "维持", "watch": "关注", "change": "建议调整"}
STAGES: dict[Stage, str] = {
    "outside": "未列入", "first": "首轮支持", "prolonged": "延续支持", "taper-1": "退坡第一年", "taper-2": "退坡第二年",
    "taper-3": "退坡第三年", "left": "已退出",
}  # fmt: skip
DECISIONS: dict[Decision, str] = {"list": "列入", "not-achieved": "转型未成", "achieved": "转型成功", "none": "未评估"}


@dataclass(frozen=True, slots=True)
class Setting:
    """One choice or number of a scheme (方案参数): what it is about, what was chosen, whether a document prints it, and why."""

    what: str
    chosen: str
    official: bool
    source: str


def settings(scheme: Scheme) -> Iterator[Setting]:
    """Everything that somebody chose in a scheme.

    >>> from luoshi import packs
    >>> from luoshi.packs.schemes import scheme
    >>> rows = list(settings(scheme(packs.pack("jilin"), "coordination")))
    >>> rows[0].what, rows[0].chosen, {row.official for row in rows}
    ('标准化', '极差标准化（超出上下限的按端点计：是）', {False})
    """
    for step, word in STEPS.items():
        choice = getattr(scheme, step)
        if choice is not None:
            yield Setting(word, method(choice), choice.official, choice.source)
    for item in scheme.root.walk():
        yield from _of_item(item)
    if scheme.data_error is not None:
        yield _number("数据相对误差", scheme.data_error)
    for (official, source), bands in groupby(scheme.bands, key=lambda band: (band.official, band.source)):
        ends = "；".join(f"{band.title} {_end(band.low)} 至 {_end(band.high)}" for band in bands)
        yield Setting("等级界限", ends, official, source)


def _of_item(item: SchemeItem) -> Iterator[Setting]:
    words = {"weight": "权重", "lower": "下限", "upper": "上限", "weigh": "赋权", **STEPS}
    for name in ("weight", "lower", "upper", "treat", "normalise", "weigh", "aggregate"):
        found = getattr(item, name)
        what = f"{item.title}：{words[name]}"
        if isinstance(found, Parameter):
            yield _number(what, found)
        elif isinstance(found, Choice):
            yield Setting(what, method(found), found.official, found.source)


def method(choice: Choice) -> str:
    """A method with its settings, in words."""
    named = METHODS.get(choice.method, choice.method)
    says: dict[object, str] = {True: "是", False: "否", **{str(form): word for form, word in FORMS.items()}}
    named_in = {"clip": "超出上下限的按端点计", "form": "公式"}
    given = "，".join(
        f"{named_in.get(name, name)}：{says.get(value, value)}" for name, value in choice.parameters.items()
    )
    return f"{named}（{given}）" if given else named


def _number(what: str, found: Parameter) -> Setting:
    return Setting(what, f"{found.value:g}", found.official, found.source)


def _end(end: float | None) -> str:
    return "不限" if end is None else f"{end:g}"


def answer(given: Assessed) -> str:
    """The result in a sentence: who stands where, who is warned of, who has no figures.

    Without anybody who has a score, it says so.
    """
    parts = []
    if given.scored:
        first, last = given.scored[0], given.scored[-1]
        ends = f"{_place(first)}居首" + (f"，{_place(last)}居末" if last is not first else "")
        parts.append(f"{given.as_of}年{len(given.scored)}个地区有得分：{ends}")
    else:
        parts.append(f"{given.as_of}年没有一个地区数据齐全，不评分")
    warned = [
        f"{word}{'、'.join(names)}"
        for warning, (_, word, _) in reversed(WARNINGS.items())
        if warning in ("red", "orange", "yellow")
        and (names := [one.name for one in given.scored if warning_of(one) == warning])
    ]
    parts += [f"预警：{'；'.join(warned)}"] if warned else []
    if given.unscored and given.scored:
        parts.append(f"{'、'.join(one.name for one in given.unscored)}缺数据，不评分")
    return "。".join(parts) + "。"


def _place(one: AssessedPlace) -> str:
    level = f"，{one.band.title}" if one.band else ""
    score = "" if isinstance(one.score, Missing) else f"{one.score:.3f}"
    return f"{one.name}（{score}{level}）"


def warning_of(place: AssessedPlace) -> Warning | None:
    """The warning of a place; None where there is none, or where it cannot be told."""
    return place.warning.warning if isinstance(place.warning, CityWarning) else None
