"""Support of resource-exhausted cities: who is on the list, since when, at what stage, and what it means in money."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from luoshi.model.finding import Step

# 未列入, 首轮支持, 延续支持, 退坡第一至三年, 退出
Stage = Literal["outside", "first", "prolonged", "taper-1", "taper-2", "taper-3", "left"]
# 列入, 转型未成, 转型成功, 转型未评 (nothing decided this year)
Decision = Literal["list", "not-achieved", "achieved", "none"]
Tier = Literal["县级", "市辖区", "参照执行"]


@dataclass(frozen=True, slots=True)
class SupportRule:
    """How long support lasts and how it tapers (支持期与退坡规则), by a rule version."""

    version: str
    source: str
    first_years: int
    prolonged_years: int
    taper: tuple[Decimal, Decimal, Decimal]
    official: bool


@dataclass(frozen=True, slots=True)
class SupportYear:
    """A city's place on the list in one year (支持名单年度状态).

    `year_of_stage` counts from 1. `share` is the part of the base that is paid: 1 under support, the taper's after it, 0
    outside. `because` says by which rule and on which evidence it came to this; history is never rewritten.
    """

    place: str
    year: int
    stage: Stage
    year_of_stage: int
    share: Decimal
    because: Step
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """What a year's grade means in money (奖惩结算), in the unit of the bases: taken away or given, never both."""

    place: str
    base: Decimal
    increment: Decimal
    deducted: Decimal
    rewarded: Decimal
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Settlement:
    """The whole of a year's rewards and penalties: they balance. `returned` goes back where nobody is excellent."""

    places: tuple[Settled, ...]
    pool: Decimal
    returned: Decimal
    official: bool = False


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One factor of the transfer payment (分配系数), by its name; `official` is false where its definition was not printed."""

    name: str
    value: Decimal
    official: bool = False


@dataclass(frozen=True, slots=True)
class Recipient:
    """A recipient of the transfer payment (补助对象): amounts in 万元, population in 万人.

    `population` is the non-agricultural one, for a 市辖区 the total one.
    """

    place: str
    tier: Tier
    fixed: Decimal
    population: Decimal
    coefficients: tuple[Coefficient, ...]


@dataclass(frozen=True, slots=True)
class Transfer:
    """The transfer payment of one recipient (转移支付额), in 万元, with its workings."""

    place: str
    fixed: Decimal
    factor: Decimal
    total: Decimal
    rule_version: str
    steps: tuple[Step, ...]
