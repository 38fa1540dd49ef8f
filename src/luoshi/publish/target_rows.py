"""A target in one line: what is promised, how it stands as a whole and in its worst place, and what is missing from whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from luoshi.model.finding import AgainstPlan, Missing, Number, Outlook
from luoshi.model.followed import Followed
from luoshi.model.pack import Pack
from luoshi.publish.chart_course import promise
from luoshi.publish.chart_words import Words, number
from luoshi.publish.page_findings import (
    LATE,
    MISSED,
    NOTHING,
    ORDER,
    SLIGHTLY,
    WARNING,
    Mark,
    attained,
    file_of,
    mark,
)

# What a mark says in English, by its Chinese word.
MARKS_EN = {
    "完成": "done", "未完成": "not met", "正常（略滞后）": "normal, slightly behind", "正常": "normal", "预警": "warning",
    "滞后": "late", "不能评估": "not judged", "无数据": "no data",
}  # fmt: skip
_BAD = (MISSED, LATE, WARNING, SLIGHTLY)
_NOTHING = Words("", "")


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target in one line (目标一览).

    Attributes:
        file: Its page.
        scope: What it is about: the area, or its places.
        places: The codes of the places in which it is followed.
        whole: How it stands as a whole; None for a target that is about each place.
        worst: How it stands in its worst place, with the name in `worst_at`; None where no place has a value.
        compared_only: Whether its places are shown for comparison only, as the target is about the whole.
        shown: Whose numbers stand in the line: the whole, or the worst place of a target about each.
        lacking: Why there is no judgement, or blank.
        needs, suppliers: What is missing yet, and the ids of those who should supply it, the first asked first.
    """

    target: str
    file: str
    document: str
    title: Words
    indicator: str
    scope: str
    places: tuple[str, ...]
    promise: Words
    due: int | None
    whole: Mark | None
    worst: Mark | None
    worst_at: str
    compared_only: bool
    shown: Followed
    lacking: Words
    needs: str
    suppliers: tuple[str, ...]
    suppliers_official: bool

    @property
    def standing(self) -> Mark:
        """How it stands: badly where it or one of its places does, else as the whole does.

        A place that has done its part says nothing of a whole that nobody can judge.
        """
        bad = [one for one in (self.whole, self.worst) if one in _BAD]
        return min(bad, key=ORDER.index) if bad else self.whole or self.worst or NOTHING

    @property
    def attainment(self) -> Number:
        return self.shown.finding.attainment

    @property
    def points(self) -> Number | None:
        """The difference of progress from the plan, in percentage points."""
        plan = self.shown.finding.against_plan
        return plan.points if isinstance(plan, AgainstPlan) else None

    @property
    def outlook(self) -> Outlook | None:
        found = self.shown.finding.outlook
        return None if isinstance(found, Missing) else found


def target_row(group: Sequence[Followed], pack: Pack) -> TargetRow:
    """The line of a target.

    Args:
        group: The target as a whole, where it is about the whole, and in each of its places.

    >>> from luoshi.packs import pack
    >>> from luoshi.testing import nothing_followed
    >>> row = target_row([nothing_followed()], pack("common-cn"))
    >>> row.whole.word, row.worst, row.lacking.zh
    ('无数据', None, '没有数据')
    """
    whole = next((one for one in group if one.scope == "whole"), None)
    places = [one for one in group if one.place]
    seen = [one for one in places if one.points]
    worst = min(seen, key=lambda one: ORDER.index(mark(one)), default=None)
    shown = whole or worst or group[0]
    indicator = pack.indicators.get(shown.indicator)
    # A name of the document that is another's than the indicator's is the document's own word, and has no English.
    english = indicator.title_en if indicator and indicator.title == shown.title else ""
    supplier = shown.supplier
    return TargetRow(
        shown.target, file_of(shown), shown.document, Words(shown.title, english or shown.title), shown.indicator,
        shown.area_title or "、".join(one.place_title for one in places), tuple(one.place for one in places),
        _promise(shown), None if isinstance(shown.goal, Missing) else shown.goal.due,
        mark(whole) if whole else None, mark(worst) if worst else None, worst.place_title if worst else "",
        whole is not None, shown, _lacking(shown), supplier.needs if supplier and not shown.points else "",
        supplier.organisations if supplier and not shown.points else (), bool(supplier and supplier.official),
    )  # fmt: skip


def target_rows(groups: Mapping[str, Sequence[Followed]], pack: Pack) -> list[TargetRow]:
    """The lines of targets, those that stand worst first, else in the order of the documents.

    >>> from luoshi.packs import pack
    >>> target_rows({}, pack("common-cn"))
    []
    """
    rows = [target_row(group, pack) for group in groups.values()]
    return sorted(rows, key=lambda row: ORDER.index(row.standing))


def attained_words(one: Followed) -> Words:
    """How much of the way is done, or in how many years what is promised held.

    >>> from luoshi.testing import nothing_followed
    >>> attained_words(nothing_followed())
    Words(zh='', en='')
    """
    said = attained(one)
    english = said.replace("达标年份", "held in").replace("符合方向年份", "right way in")
    return Words(said, f"{english} of years" if english != said else said)


def against_words(one: Followed) -> Words:
    """By how much the value is better or worse than planned, in its own unit.

    >>> from luoshi.testing import nothing_followed
    >>> against_words(nothing_followed()).zh
    ''
    """
    plan = one.finding.against_plan
    if isinstance(plan, Missing) or isinstance(plan.gap, Missing):
        return _NOTHING
    if plan.gap == 0:
        return Words("与计划相同", "as planned")
    is_share = one.unit == "%" or (not isinstance(one.goal, Missing) and one.goal.kind == "growth")
    size = number(abs(plan.gap))
    unit = Words("个百分点", " points") if is_share else Words(one.unit, f" {one.unit}")
    ahead = plan.gap > 0
    return Words(f"{'超前' if ahead else '落后'} {size}{unit.zh}", f"{size}{unit.en} {'ahead' if ahead else 'behind'}")


def outlook_words(one: Followed) -> Words:
    """Where it will be at the deadline, between what, and how likely the target is met.

    >>> from luoshi.testing import nothing_followed
    >>> outlook_words(nothing_followed()).zh
    ''
    """
    found = one.finding.outlook
    if isinstance(found, Missing) or isinstance(found.value, Missing):
        return _NOTHING
    between = ""
    if isinstance(found.low, Decimal) and isinstance(found.high, Decimal):
        between = f" ({number(found.low)}–{number(found.high)})"
    chance = f"{number(round(found.chance * 100))}%" if isinstance(found.chance, Decimal) else ""
    value = f"{number(found.value)}{between}"
    return Words(value + (f"，可能性{chance}" if chance else ""), value + (f", chance {chance}" if chance else ""))


def _promise(one: Followed) -> Words:
    return _NOTHING if isinstance(one.goal, Missing) else promise(one.goal, one.unit)


def _lacking(one: Followed) -> Words:
    if one.points and not isinstance(one.goal, Missing):
        return _NOTHING
    observed = one.finding.observed
    said = one.reason if one.reason.zh or not isinstance(observed, Missing) else observed
    return Words(said.zh, said.en)
