"""What class a city is suggested to be, beside the class that the law gives it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from luoshi.model.finding import Step
from luoshi.model.pack import ResourceClass


@dataclass(frozen=True, slots=True)
class CityIndices:
    """The indices of one city in one year (分类指数); None where one cannot be computed.

    Attributes:
        supply: R, 资源保障能力, 0 to 1.
        sustainability: S, 可持续发展能力, 0 to 1.
        dependence: D, 资源依赖度, 0 to 1.
        extracted: R2, 累计采出比, in percent.
        output_growth: R4, average growth of the main resource's output over five years, percent a year.
    """

    place: str
    year: int
    supply: float | None
    sustainability: float | None
    dependence: float | None
    extracted: float | None = None
    output_growth: float | None = None


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the axes are divided (分类阈值). No document prints one: 系统默认，非官方."""

    supply: float
    sustainability: float
    dependence: float
    sustainability_high: float
    extracted: float = 70.0
    output_growth: float = 3.0
    borderline: float = 0.05
    version: str = "1"


@dataclass(frozen=True, slots=True)
class SuggestedClass:
    """The class that a year's indices suggest (建议类别), and how sure that is.

    `borderline` names the indices that lie within the margin of their threshold; `review` is true where the table says
    that people should look.
    """

    place: str
    year: int
    suggested: ResourceClass
    borderline: tuple[str, ...]
    review: bool
    thresholds: Thresholds
    steps: tuple[Step, ...]
    official: bool = False


@dataclass(frozen=True, slots=True)
class ClassChange:
    """A change of the class in force (类别调整): from when, by which document, and after which evaluation.

    `evaluation` names what it follows from, so that every change leads back to one.
    """

    place: str
    resource_class: ResourceClass
    effective: date
    document: str
    evaluation: str
    note: str = ""


Advice = Literal["keep", "watch", "change"]


@dataclass(frozen=True, slots=True)
class ClassAdvice:
    """The legal class beside the suggested one (分类建议).

    `advice`: `keep` (both are the same), `watch` (the latest assessment differs, or two differ and do not agree), `change`
    (two consecutive yearly assessments suggest the same other class; the competent department decides).
    """

    place: str
    legal: ResourceClass
    latest: SuggestedClass
    advice: Advice
    steps: tuple[Step, ...]
