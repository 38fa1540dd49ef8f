"""Support of resource-exhausted cities: who is on the list, since when, at what stage, and what it means in money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from luoshi.model.finding import Missing, Step
from luoshi.model.problem import Problem

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
class SupportDecision:
    """What was decided on a city in one year (名单决定), by which evidence, and where that is known from."""

    year: int
    decision: Decision
    evidence: str
    source: str = ""
    confidence: Literal["高", "中", "低"] = "高"


@dataclass(frozen=True, slots=True)
class SupportList:
    """The support list with its history (支持名单): the rule, and by code of each city what was decided, in order."""

    title: str
    rule: SupportRule
    cities: Mapping[str, tuple[SupportDecision, ...]]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Supported:
    """A city on the support list as of a year (支持名单状态).

    Attributes:
        years: Every year since it was listed, as far as decisions are known.
        awaiting: Why the years after the last are not known, where a period is over and nobody has decided; else None.
        unused: Decisions that change nothing because they come too late or too early, each with what would help.
    """

    place: str
    name: str
    legal: str
    batch: int | None
    decisions: tuple[SupportDecision, ...]
    years: tuple[SupportYear, ...]
    awaiting: Missing | None
    unused: tuple[Problem, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor of the transfer payment as a rule has it (分配因素): what it means, and whether that was printed."""

    id: str
    title: str
    meaning: str
    official: bool
    source: str = ""
    title_en: str = ""


@dataclass(frozen=True, slots=True)
class TransferRule:
    """By which rule the transfer payment is worked out (转移支付办法), with its version and what is known of it."""

    id: str
    title: str
    version: str
    source: str
    formula: str
    factors: tuple[Factor, ...]
    official: bool = False
    note: str = ""
    title_en: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """The transfer payment of a city in a year (转移支付测算).

    Attributes:
        support: Its state on the support list.
        transfer: With its workings; missing with what is lacking.
    """

    place: str
    name: str
    support: Supported
    transfer: Transfer | Missing
