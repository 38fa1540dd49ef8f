"""What may stand in a pack's files: strict schemas, each with the noun it becomes.

Nothing undeclared is let through. A blank value means "not known"; `null`, `~` and `none` are refused, because in a
file of text they would be the names of something.
"""

from __future__ import annotations

import ast
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from luoshi.model import pack as nouns
from luoshi.model.indicator import Aggregation, Better, Indicator
from luoshi.model.pack import Confidence, Level, Priority, ResourceClass
from luoshi.model.unit import Unit as UnitNoun

OrganisationKind = Literal[
    "党委", "人大", "政府", "政协", "监察机关", "法院", "检察院", "军队", "群团组织",
    "党委部门", "政府部门", "部门管理机构", "办事机构", "内设机构", "议事协调机构", "管委会",
    "中央驻吉机构", "事业单位", "银行", "企业",
]  # fmt: skip
PlaceLevel = Literal["省", "地级行政区", "县级市", "县", "市辖区", "开发区"]


def _no_null(value: object) -> object:
    if value in ("null", "~", "none", "None"):
        raise PydanticCustomError("null", "empty is written as nothing")
    return value or None


def _first_day(value: object) -> object:
    """2018, 2018-10 and 2018-10-25 as the first day they name."""
    if not isinstance(value, str) or not value:
        return _no_null(value)
    try:
        return date.fromisoformat("-".join([*value.split("-"), "01", "01"][:3]))
    except ValueError:
        raise PydanticCustomError("day", "a date is written 2018, 2018-10 or 2018-10-25") from None


def _number(value: object) -> object:
    """Decimals, powers of ten, and fractions such as 2000/3."""
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise PydanticCustomError("number", "a number is written 0.01, 1e4 or 2000/3") from None


def _decimal(value: object) -> object:
    """Decimals as written: 72, -4.5."""
    if not re.fullmatch(r"[-+]?\d+(\.\d+)?", str(value)):
        raise PydanticCustomError("decimal", "a decimal number is written 72 or -4.5")
    return Decimal(str(value))


def _formula(value: object) -> object:
    """Ids with + - / and brackets, and nothing else."""
    try:
        tree = ast.parse(str(value), mode="eval")
    except (SyntaxError, ValueError):
        raise PydanticCustomError("formula", _FORMULA) from None
    if not all(isinstance(node, _IN_A_FORMULA) for node in ast.walk(tree)):
        raise PydanticCustomError("formula", _FORMULA)
    return value


def _bounds(value: object) -> object:
    """[-100, 不限] as the least and the most."""
    if not value:
        return None
    try:
        low, high = (None if end == "不限" else Decimal(end) for end in value)  # type: ignore[attr-defined]
    except (ValueError, TypeError, ArithmeticError):
        raise PydanticCustomError("bounds", "bounds are written [-100, 不限]") from None
    return low, high


def _chinese_truth(value: object) -> object:
    return {"是": True, "否": False}.get(str(value), value)


def _separated(value: object) -> object:
    return tuple(part for part in value.split("；") if part) if isinstance(value, str) else value


_FORMULA = "a formula is ids of indicators with + - / and brackets"
_IN_A_FORMULA = (ast.Expression, ast.BinOp, ast.Name, ast.Load, ast.Add, ast.Sub, ast.Div)

Text = Annotated[str, Field(min_length=1), BeforeValidator(_no_null)]
OptionalText = Annotated[str | None, BeforeValidator(_no_null)]
PartialDate = Annotated[date | None, BeforeValidator(_first_day)]
Day = Annotated[date, BeforeValidator(_first_day)]
Number = Annotated[Fraction, BeforeValidator(_number)]
DecimalNumber = Annotated[Decimal, BeforeValidator(_decimal)]
NotNegative = Annotated[DecimalNumber, Field(ge=0)]
Formula = Annotated[str, BeforeValidator(_formula)]
Truth = Annotated[bool, BeforeValidator(_chinese_truth)]
Separated = Annotated[tuple[str, ...], BeforeValidator(_separated)]
OptionalNumber = Annotated[int | None, BeforeValidator(_no_null)]


class Schema(BaseModel):
    # A schema is built when a file first needs it: importing them all costs more than reading a pack.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class PackFile(Schema):
    """`pack.yaml`."""

    id: Text
    title: Text
    title_en: str = ""
    extends: tuple[Text, ...] = ()
    note: str = ""
    checked_by: OptionalText = None
    checked_on: PartialDate = None
    next_review: PartialDate = None


# ------------------------------------------------------------------ organisations.yaml


class Succession(Schema):
    id: Text
    on: Day
    how: Literal["更名", "合并", "划入", "职责划转"]
    source: Text
    confidence: Confidence = "high"
    note: str = ""


class Organisation(Schema):
    id: Text
    name: Text
    aliases: tuple[Text, ...] = ()
    level: Level
    kind: OrganisationKind
    place: str
    successors: tuple[Succession, ...] = ()
    since: PartialDate = None
    confidence: Confidence = "high"
    note: str = ""

    def noun(self) -> nouns.Organisation:
        values = dict(self)
        values["successors"] = tuple(nouns.Succession(**dict(successor)) for successor in self.successors)
        return nouns.Organisation(**values)


class OrganisationsFile(Schema):
    organisations: tuple[Organisation, ...]


# ------------------------------------------------------------------ places.csv, resource_cities.csv


class PlaceRow(Schema):
    code: Text
    name: Text
    level: PlaceLevel
    parent: str
    managed_by: OptionalText
    aliases: Separated
    valid_from: PartialDate
    valid_to: PartialDate
    successor: OptionalText
    standard: Truth
    bare: Truth
    note: str
    source: Text

    def noun(self) -> nouns.Place:
        return nouns.Place(**{key: value for key, value in self if key != "source"})


class ResourceCityRow(Schema):
    name_2013: Text
    province: Text
    level: Literal["地级行政区", "县级市", "县", "市辖区"]
    resource_class: ResourceClass = Field(alias="class")
    exhausted_batch: OptionalNumber
    code_2013: Text
    code: str
    name: str
    changed_on: PartialDate
    bare: Truth
    note: str
    source: Text
    confidence: Confidence

    def noun(self) -> nouns.ResourceCity:
        return nouns.ResourceCity(**dict(self))


# ------------------------------------------------------------------ units.yaml, lexicon.yaml


class Unit(Schema):
    name: Text
    dimension: Text
    base: Text
    factor: Number
    aliases: tuple[Text, ...] = ()
    note: str = ""

    def noun(self) -> UnitNoun:
        return UnitNoun(self.name, self.dimension, self.base, self.factor, self.aliases)


class UnitsFile(Schema):
    units: tuple[Unit, ...]


class IndicatorWords(Schema):
    id: Text
    words: tuple[Text, ...] = ()
    note: str = ""


class LexiconFile(Schema):
    indicators: tuple[IndicatorWords, ...]


# ------------------------------------------------------------------ indicators/<id>.yaml


class IndicatorFile(Schema):
    id: Text
    title: Text
    title_en: Text
    unit: Text
    better: Annotated[Better | None, BeforeValidator(_no_null)]
    definition: Text
    formula: Formula = ""
    aggregation: Aggregation
    weight: OptionalText = None
    real_growth: OptionalText = None
    flow: Truth = False
    bounds: Annotated[tuple[Decimal | None, Decimal | None] | None, BeforeValidator(_bounds)] = None
    source: Text
    official: Truth
    confidence: Confidence
    checked_by: Text
    checked_on: PartialDate
    next_review: PartialDate
    note: str = ""

    def noun(self) -> Indicator:
        review = {"checked_by", "checked_on", "next_review"}
        return Indicator(**{key: value for key, value in self if key not in review})


# ------------------------------------------------------------------ documents/documents.yaml


class PackDocument(Schema):
    id: Text
    file: Text
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    part: OptionalNumber = None
    lines: tuple[int, int] | None = None
    title: OptionalText = None
    doc_number: OptionalText = None
    issuer: tuple[Text, ...] = ()
    date: PartialDate = None
    not_printed: tuple[Literal["title", "doc_number", "issuer", "date"], ...] = ()
    note: str = ""

    def noun(self) -> nouns.PackDocument:
        return nouns.PackDocument(**dict(self))


class DocumentsFile(Schema):
    documents: tuple[PackDocument, ...]


# ------------------------------------------------------------------ mechanisms.yaml


class MechanismQuote(Schema):
    text: Text
    document: Text
    where: str


class Mechanism(Schema):
    code: Text
    title: Text
    title_en: Text
    priority: Priority
    quotes: tuple[MechanismQuote, ...] = Field(min_length=1)
    who: str
    inputs: str
    rules: str
    outputs: str
    deadlines: str
    check: Text
    see_also: tuple[Text, ...] = ()
    served_by: tuple[Text, ...] = ()

    def noun(self) -> nouns.Mechanism:
        values = dict(self)
        values["quotes"] = tuple(nouns.MechanismQuote(**dict(quote)) for quote in self.quotes)
        return nouns.Mechanism(**values)


class MechanismsFile(Schema):
    mechanisms: tuple[Mechanism, ...]
