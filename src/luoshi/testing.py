"""Builders for tests, docstrings and notebooks: from words that stand in the test to the noun they make.

from luoshi.testing import plan, target

target("到2020年，全市绿道密度达到8%以上。").comparator      # '>='
"""

from __future__ import annotations

from decimal import Decimal

from luoshi.compile.commitments import commitments
from luoshi.model.commitment import Duty, Plan, Target
from luoshi.model.document import Document
from luoshi.model.finding import Finding, Missing
from luoshi.model.followed import Followed
from luoshi.model.pack import Pack
from luoshi.model.problem import Kind
from luoshi.model.protection import ProtectionRule, ProtectionYear
from luoshi.read import from_bytes


def document(text: str, name: str = "plan.txt") -> Document:
    """The document that a text makes; the first, where it makes several.

    >>> [block.kind for block in document("一、总体要求\\n加快建设绿道。").blocks]
    ['paragraph', 'paragraph']
    """
    return from_bytes(text.encode("utf-8", "surrogatepass"), name).documents[0]


def plan(text: str, pack: Pack | None = None) -> Plan:
    """A text compiled.

    >>> [provision.marker for provision in plan("一、总体要求\\n二、主要任务\\n（一）修路。").outline]
    ['一、', '二、', '（一）']
    """
    return commitments(document(text), pack)


def duty(text: str, pack: Pack | None = None) -> Duty:
    """The one duty of a text.

    Raises:
        ValueError: it has none, or several.

    >>> duty("整治沿江岸线。（市水务局牵头，市城管局参与）").lead
    ('市水务局',)
    """
    (found,) = plan(text, pack).duties
    return found


def target(text: str) -> Target:
    """The one target of a text.

    Raises:
        ValueError: it has none, or several.

    >>> target("到2020年，全市绿道密度达到8%以上。").value
    8.0
    """
    (found,) = plan(text).targets
    return found


def nothing_followed() -> Followed:
    """A target of which nothing can be said.

    >>> nothing_followed().finding.grade
    'no-data'
    """
    why = Missing(Kind("nothing", "没有数据", "no data", "请补充", "supply it")())
    finding = Finding("no-data", None, why, why, why, why, ())
    return Followed(
        "plan#1.t1", "plan", "绿道密度达到8%", None, "绿道密度", "greenways", "%", "city", "全市", "", "", "whole",
        why, (), (), (), None, (), finding, why, None,
    )  # fmt: skip


def protection_rule() -> ProtectionRule:
    """A rule by which a fall of 1% or 10, or of 10% of the points, warns, and two years without one end it.

    >>> protection_rule().release_years
    2
    """
    return ProtectionRule(
        "rule", "1", "例", "plan", "plan#1", "面积减少或质量下降的进行预警提醒", "city", (), Decimal("0.01"), Decimal(10),
        Decimal("0.10"), Decimal("0.01"), 10, 2, "serious", "预警提醒", (), (), "系统默认",
    )  # fmt: skip


def protection_year(
    year: int, area: int | None = 1000, reclassified: int | None = 0, resurveyed: int | None = 0,
    points: int | None = 40, worse: int | None = 2, better: int | None = 2,
) -> ProtectionYear:  # fmt: skip
    """A year of a county in which nothing happened, but for what is said; None for what nobody hands in.

    >>> protection_year(2018, area=None).area.code
    'nothing'
    """
    why = Missing(Kind("nothing", "没有数据", "no data", "请补充", "supply it")())
    given = (area, reclassified, resurveyed, points, worse, better)
    return ProtectionYear(year, *(why if one is None else Decimal(one) for one in given))
