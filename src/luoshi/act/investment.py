"""Whether a project's money keeps its pace: what was spent of the plan, beside the share of the time that is gone.

The thresholds are those of a rule of lights, asked with the points (percentage points) ahead of the pace. No document of the
reference pack prints any: 系统默认，非官方.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from luoshi.act.calendar import last_day
from luoshi.act.projects import planned_share
from luoshi.model.finding import Step
from luoshi.model.investment import Pace, PaceOf, PaceRule, Spent
from luoshi.model.record_light import Shade

_WORD: dict[Shade, tuple[str, str]] = {
    "red": ("滞后", "late"),
    "yellow": ("预警", "warning"),
    "green": ("正常", "normal"),
}
_LACKS: dict[str, tuple[str, str]] = {
    "annual_plan": ("年度计划投资", "the year's plan"), "annual_done": ("本年度已完成投资", "what was spent in the year"),
    "cumulative": ("累计完成投资", "what was spent in sum"), "total": ("总投资", "the total"),
    "first_year": ("建设年限", "the years of construction"),
}  # fmt: skip
_ASKED: dict[PaceOf, tuple[str, ...]] = {
    "annual": ("annual_plan", "annual_done"), "cumulative": ("total", "cumulative", "first_year"),
}  # fmt: skip


def investment_paces(rules: Iterable[PaceRule], spent: Spent) -> tuple[Pace, ...]:
    """What each rule says that is asked of a project of this class, in the order of the rules.

    Args:
        rules: As the pack has them.
        spent: The project's money at the end of a period.

    Gaps:
        Where an amount is not known, or the plan is 0, there is no light and no number of points, with the reason.

    >>> from luoshi.model.light import Interval, LightCase, LightRule
    >>> late = LightRule("r", "1", "例", "", (LightCase("red", {"points": Interval(high=Decimal(-30))}),), "")
    >>> rule = PaceRule("annual", "年度投资", "The year's money", ("在建",), (late,))
    >>> (one,) = investment_paces([rule], Spent("2016-Q2", "在建", Decimal(10), Decimal(1)))
    >>> one.shade, one.points
    ('red', Decimal('-40.0'))
    >>> one.because.zh
    '滞后：年度投资至2016年6月30日完成1亿元，为计划10亿元的10.0%，应为50.0%，落后40.0个百分点'
    """
    return tuple(_pace(rule, spent) for rule in rules if spent.kind in rule.classes)


def _pace(rule: PaceRule, spent: Spent) -> Pace:
    lacking = [name for name in _ASKED[rule.of] if getattr(spent, name) is None]
    if lacking:
        zh, en = _LACKS[lacking[0]]
        return _none(rule, f"没有{zh}", f"{en} is not known")
    plan = spent.annual_plan if rule.of == "annual" else spent.total
    done = spent.annual_done if rule.of == "annual" else spent.cumulative
    assert plan is not None
    assert done is not None
    if plan <= 0:
        return _none(rule, "计划投资为0", "the plan is 0")
    if rule.of == "cumulative" and (spent.last_year or 0) < (spent.first_year or 0):
        return _none(rule, "建设年限止年早于起年", "the last year of construction is before the first")
    share, expected = done / plan, _expected(rule, spent)
    # What is shown is what is judged.
    points = ((share - expected) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    shade = _shade(rule, spent, points)
    return Pace(rule, shade, points, _because(rule, spent, (plan, done, share, expected), points, shade))


def _expected(rule: PaceRule, spent: Spent) -> Decimal:
    """The share that should be spent at the end of the period: of the year that is gone, or of the planned path."""
    if rule.of == "annual":
        year = last_day(spent.period).year
        return planned_share(year, year, spent.period, "直线")
    first = spent.first_year or 0
    return planned_share(first, spent.last_year or first, spent.period, spent.path)


def _shade(rule: PaceRule, spent: Spent, points: Decimal) -> Shade:
    on = last_day(spent.period)
    holding = [
        one for one in rule.rules if (one.since is None or one.since <= on) and (one.until is None or on < one.until)
    ]
    cases = holding[-1].cases if holding else ()
    return next((case.colour for case in cases if all(points in one for one in case.within.values())), "none")


def _because(
    rule: PaceRule, spent: Spent, numbers: tuple[Decimal, Decimal, Decimal, Decimal], points: Decimal, shade: Shade
) -> Step:
    plan, done, share, expected = numbers
    on, size = last_day(spent.period), f"{abs(points):.1f}"
    zh_word, en_word = _WORD.get(shade, ("规则没有规定", "no rule"))
    behind = points < 0
    if shade == "green" and behind:
        zh_word, en_word = "正常（略滞后）", "normal, slightly behind"
    path = f"（{spent.path}）" if rule.of == "cumulative" else ""
    zh = (
        f"{zh_word}：{rule.title}至{on.year}年{on.month}月{on.day}日完成{_plain(done)}亿元，为计划{_plain(plan)}亿元的{share:.1%}，"
        f"应为{expected:.1%}{path}，{'落后' if behind else '超前'}{size}个百分点"
    )
    en = (
        f"{en_word}: {rule.title_en} is {_plain(done)} of {_plain(plan)} 亿元 ({share:.1%}) by {on}, {expected:.1%} expected: "
        f"{size} points {'behind' if behind else 'ahead'}"
    )
    return Step(zh, en)


def _none(rule: PaceRule, zh: str, en: str) -> Pace:
    return Pace(rule, "none", None, Step(f"无数据：{rule.title}，{zh}", f"no data: {rule.title_en}, {en}"))


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
