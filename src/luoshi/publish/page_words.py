"""The words of the pages: dates, values, and what a compiled field means to somebody who reads it."""

from __future__ import annotations

from datetime import date

from luoshi.model.commitment import PilotClass, Project, Rule, Target

RULES: dict[Rule, tuple[str, str]] = {
    "explicit": ("明示", "条款写明谁牵头、谁配合"),
    "order": ("列首", "文件规定列在首位的单位牵头"),
    "joint": ("并列", "条款没有区分牵头与配合，所列单位共同负责"),
}
PILOTS: dict[PilotClass, str] = {"confirmed": "试点已确定", "to-apply": "试点待争取", "elsewhere": "借鉴外地试点"}
TARGET_KINDS = {
    "level": "水平", "growth": "年均增长", "change": "累计变化", "zero-growth": "零增长",
    "count": "数量", "area": "面积", "amount": "金额", "trend": "趋势",
}  # fmt: skip
COMPARATORS = {
    "=": "等于", ">=": "不低于", ">": "高于", "<=": "不高于", "<": "低于", "~": "左右", "range": "区间",
}  # fmt: skip
_SIGNS = {"=": "", ">=": "≥ ", ">": "＞ ", "<=": "≤ ", "<": "＜ ", "~": "≈ ", "range": ""}
_DIRECTIONS = {"up": "上升", "down": "下降", "hold": "保持"}


def day(when: date | None) -> str:
    """2017年1月5日; blank where there is no day."""
    return f"{when.year}年{when.month}月{when.day}日" if when else ""


def number(value: float) -> str:
    """A number as printed, never in powers of ten.

    >>> number(72.0), number(5276.5), number(0.05)
    ('72', '5276.5', '0.05')
    """
    return f"{value:.10f}".rstrip("0").rstrip(".")


def value_of(target: Target) -> str:
    """What a target promises: ≥ 72%, 年均增长 ≥ 8%, 提高 25个百分点, 3–5支, 下降."""
    if target.value is None:
        return _DIRECTIONS.get(target.direction or "", "—")
    if target.kind == "zero-growth":
        return "零增长"
    amount = number(target.value) if target.high is None else f"{number(target.value)}–{number(target.high)}"
    if target.kind == "growth":
        before = "年均下降 " if target.direction == "down" else "年均增长 "
    else:
        before = {"up": "提高 ", "down": "下降 "}.get(target.direction or "", "") if target.kind == "change" else ""
    return f"{before}{_SIGNS.get(target.comparator or '', '')}{amount}{target.unit}"


def years_of(project: Project) -> str:
    """2014—2018, or the one year that is printed."""
    first, last = project.start_year, project.end_year
    return f"{first}—{last}" if first and last and first != last else str(first or last or "")


def investment_of(project: Project) -> str:
    """The total investment as printed, with its unit; empty where none is printed."""
    return "" if project.total_investment is None else f"{number(project.total_investment)}{project.unit}"


def short(words: str, length: int) -> str:
    """The beginning of a text, if possible to the end of a clause.

    >>> short("推进“信用吉林”建设，完善信用信息数据。", 12), short("开工。", 12)
    ('推进“信用吉林”建设…', '开工。')
    """
    if len(words) <= length:
        return words
    cut = max(words.rfind(mark, length // 2, length) for mark in "，。；：、")
    return words[: cut if cut > 0 else length - 1] + "…"
