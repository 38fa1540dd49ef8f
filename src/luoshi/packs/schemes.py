"""`schemes/<id>.yaml`: how places are judged by many indicators, from the file to the noun."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from luoshi.model import scheme as nouns
from luoshi.model.pack import Pack
from luoshi.model.problem import Kind, PackError, Problem
from luoshi.packs.files import read_yaml, where
from luoshi.packs.judging import judging
from luoshi.packs.load import ID_NOT_ITS_FILE
from luoshi.packs.references import unknown
from luoshi.packs.schemas import PartialDate, Schema, Text, Truth, _no_null

ITEM_TWICE = Kind(
    code="pack-scheme-item-twice",
    zh="评价方案“{scheme}”中“{id}”出现了两次", en="'{id}' stands twice in the scheme '{scheme}'",
    hint_zh="请删去一处；同一指标不应重复计分。", hint_en="Remove one: an indicator should not count twice.",
)  # fmt: skip
BANDS_APART = Kind(
    code="pack-scheme-bands-apart",
    zh="评价方案“{scheme}”的等级“{first}”与“{second}”不衔接：{what}",
    en="the classes '{first}' and '{second}' of the scheme '{scheme}' do not meet: {what}",
    hint_zh="前一级的上限应等于后一级的下限，且恰好由其中一级包含。",
    hint_en="The upper end of one is the lower end of the next, and exactly one of them includes it.",
)  # fmt: skip
NO_SCHEME = Kind(
    code="pack-no-scheme",
    zh="规则包“{pack}”没有评价方案“{id}”", en="pack '{pack}' has no scheme '{id}'",
    hint_zh="可用的评价方案：{known}。", hint_en="There are: {known}.",
)  # fmt: skip


def _parameter(value: object) -> object:
    """A parameter as text says it: a number, 是 or 否, a word, or a list of such."""
    if isinstance(value, list):
        return [_parameter(one) for one in value]
    if isinstance(value, dict):
        return {name: _parameter(one) for name, one in value.items()}
    text = str(value)
    if text in ("是", "否"):
        return text == "是"
    for number in (int, float):
        try:
            return number(text)
        except ValueError:
            continue
    above, slash, below = text.partition("/")
    return _parameter(above) / _parameter(below) if slash and above.isdigit() and below.isdigit() else text  # type: ignore[operator]  # two numbers


def _direction(value: object) -> object:
    """up, down, or the two ends of the best range."""
    if isinstance(value, list) and len(value) == 2:
        return tuple(float(one) for one in value)
    if value in ("up", "down"):
        return value
    raise PydanticCustomError("direction", "up, down, or the two ends of the best range: [4, 8]")


Parameters = Annotated[dict[str, Any], BeforeValidator(_parameter)]  # Any: each method has its own
Direction = Annotated[Literal["up", "down"] | tuple[float, float], BeforeValidator(_direction)]
OptionalFloat = Annotated[float | None, BeforeValidator(_no_null)]
OptionalInt = Annotated[int | None, BeforeValidator(_no_null)]


class ChoiceEntry(Schema):
    method: Text = Field(description="Name of the method, as on the page of methods.")
    parameters: Parameters = Field({}, description="Its parameters by name; what is left out is as the method has it.")
    official: Truth = Field(description="否 where no document prints the choice (系统默认，非官方).")
    source: Text = Field(description="By which document, or why it was chosen.")

    def noun(self) -> nouns.Choice:
        return nouns.Choice(**dict(self))


class ParameterEntry(Schema):
    value: float = Field(description="The number.")
    official: Truth = Field(description="否 where no document prints it (系统默认，非官方).")
    source: Text = Field(description="By which document, or why it was chosen.")

    def noun(self) -> nouns.Parameter:
        return nouns.Parameter(**dict(self))


class SchemeItemEntry(Schema):
    id: Text = Field(description="An address within the scheme; at the end of the tree, the id of an indicator.")
    title: Text = Field(description="What it is called.")
    title_en: str = Field("", description="The same in English.")
    items: tuple[SchemeItemEntry, ...] = Field((), description="What a group is made of; none for an indicator.")
    better: Direction = Field("up", description="`up`, `down`, or the two ends of the best range, as [4, 8].")
    weight: ParameterEntry | None = Field(
        None, description="How much it counts in its group; none: the method weighs it."
    )
    lower: ParameterEntry | None = Field(None, description="Fixed lower end for `min_max`, in the indicator's unit.")
    upper: ParameterEntry | None = Field(None, description="Fixed upper end for `min_max`, in the indicator's unit.")
    treat: ChoiceEntry | None = Field(None, description="Instead of the scheme's.")
    normalise: ChoiceEntry | None = Field(None, description="Instead of the scheme's.")
    weigh: ChoiceEntry | None = Field(
        None, description="How the items of a group are weighed, instead of the scheme's way."
    )
    aggregate: ChoiceEntry | None = Field(None, description="How they are put together, instead of the scheme's way.")
    note: str = Field("", description="Anything else that the next reader should know.")

    def noun(self) -> nouns.SchemeItem:
        # Any: the fields of an item
        made: dict[str, Any] = {
            key: value.noun() if isinstance(value, ChoiceEntry | ParameterEntry) else value for key, value in self
        }
        return nouns.SchemeItem(**made | {"items": tuple(item.noun() for item in self.items)})


class BandEntry(Schema):
    id: Text = Field(description="An address within the scheme.")
    title: Text = Field(description="What the class is called.")
    title_en: str = Field("", description="The same in English.")
    low: OptionalFloat = Field(None, description="Lower end; empty for none.")
    high: OptionalFloat = Field(None, description="Upper end; empty for none.")
    closed: nouns.Closed = Field("low", description="Which end belongs to the class.")
    official: Truth = Field(description="否 where no document prints the ends (系统默认，非官方).")
    source: Text = Field(description="By which document, or why it was chosen.")

    def noun(self) -> nouns.Band:
        return nouns.Band(**dict(self))


class LackingEntry(Schema):
    title: Text = Field(description="What the scheme would have and has no figures of.")
    group: Text = Field(description="The group of the scheme that it belongs to.")
    nearest: str = Field("", description="The indicator of the scheme that comes nearest; empty where none does.")
    needs: str = Field("", description="What would have to be supplied, and by whom.")

    def noun(self) -> nouns.Lacking:
        return nouns.Lacking(**dict(self))


class SchemeFile(Schema):
    id: Text = Field(description="The name of the file, without its ending.")
    title: Text = Field(description="What the scheme is called.")
    title_en: str = Field("", description="The same in English.")
    version: Text = Field(description="Which version of the rules.")
    valid_from: PartialDate = Field(None, description="First day; empty where it is not known.")
    valid_to: PartialDate = Field(None, description="First day on which it no longer holds; empty while it does.")
    jurisdiction: str = Field("", description="For whom it holds.")
    area: str = Field("", description="For which places it is worked out: an area of `judging.yaml`.")
    official: Truth = Field(description="否 where no document prints the scheme (系统默认，非官方).")
    source: Text = Field(description="By which document or work.")
    items: tuple[SchemeItemEntry, ...] = Field(min_length=1, description="The tree of groups and indicators.")
    impute: ChoiceEntry | None = Field(None, description="How gaps are filled; without it they stay gaps.")
    treat: ChoiceEntry | None = Field(None, description="How extremes are treated; without it they stay as they are.")
    normalise: ChoiceEntry = Field(description="How values become comparable.")
    weight: ChoiceEntry = Field(description="How items are weighed that have no weight of their own.")
    within: nouns.Within = Field(
        "group", description="Weights drawn from the data are drawn in each group, or over all."
    )
    aggregate: ChoiceEntry = Field(description="How the items of a group become one.")
    missing: nouns.MissingRule = Field(
        "no-score", description="A place with a gap has no score, or the weight of the gap is spread over its group."
    )
    at_least: float = Field(0.7, description="With `reweight`: the share of a group's weight that must be there.")
    bands: tuple[BandEntry, ...] = Field((), description="Classes of the score, worst first.")
    digits: OptionalInt = Field(None, description="Decimals to which a score is rounded before it is classed.")
    data_error: ParameterEntry | None = Field(
        None, description="Standard error of the values as a share of each, for the analysis of uncertainty."
    )
    lacking: tuple[LackingEntry, ...] = Field((), description="What it would have and has no figures of.")
    checked_by: Text = Field(description="Who has checked it.")
    checked_on: PartialDate = Field(description="When.")
    next_review: PartialDate = Field(description="When it is due to be checked again.")
    note: str = Field("", description="Anything else that the next reader should know.")

    def noun(self) -> nouns.Scheme:
        left_out = {"items", "bands", "lacking", "checked_by", "checked_on", "next_review"}
        made: dict[str, Any] = {  # Any: the fields of a scheme
            key: value.noun() if isinstance(value, ChoiceEntry | ParameterEntry) else value
            for key, value in self
            if key not in left_out
        }
        made |= {"lacking": tuple(one.noun() for one in self.lacking)}
        root = nouns.SchemeItem(self.id, self.title, self.title_en, tuple(item.noun() for item in self.items))
        return nouns.Scheme(**made, root=root, bands=tuple(band.noun() for band in self.bands))


def schemes(pack: Pack) -> dict[str, nouns.Scheme]:
    """The schemes of a pack and of those it extends, by id; its own wins.

    Raises:
        PackError: a file is not what its schema says, an item stands twice, or classes do not meet.
    """
    folders = [Path(folder) for folder in (*reversed(pack.extends), pack.path)]
    files = [file for folder in folders for file in sorted((folder / "schemes").glob("*.yaml"))]
    return {found.id: found for found in map(scheme_file, files)}


def scheme(pack: Pack, id: str) -> nouns.Scheme:
    """One scheme of a pack.

    Raises:
        PackError: there is none of that id, or as in `schemes`.
    """
    known = schemes(pack)
    if id not in known:
        raise PackError(NO_SCHEME(pack=pack.id, id=id, known="、".join(known) or "—"))
    return known[id]


def scheme_file(file: Path) -> nouns.Scheme:
    """The scheme of one file.

    Raises:
        PackError: it is not what its schema says, an item stands twice, or classes do not meet.
    """
    found = read_yaml(file, SchemeFile).noun()
    if found.id != file.stem:
        raise PackError(ID_NOT_ITS_FILE(id=found.id, file=file.name, where=where(file, ("id",))))
    for problem in _within(found, file):
        raise PackError(problem)
    return found


def of_schemes(pack: Pack) -> Iterator[Problem]:
    """What a person should look at between schemes and the rest of a pack: an indicator, an area, a group that is not there."""
    areas = judging(pack).areas
    for id, found in schemes(pack).items():
        if found.area and found.area not in areas:
            yield unknown(id, "area", found.area, areas, f"schemes/{id}.yaml")
        groups = [item.id for item in found.root.walk()]
        for one in found.lacking:
            for key, named in (("group", one.group), ("nearest", one.nearest)):
                if named and named not in groups:
                    yield unknown(id, key, named, groups, f"schemes/{id}.yaml")
        for leaf in found.root.leaves:
            if leaf.id not in pack.indicators:
                yield unknown(id, "items", leaf.id, pack.indicators, f"schemes/{id}.yaml")


def _within(found: nouns.Scheme, file: Path) -> Iterator[Problem]:
    ids = [item.id for item in found.root.walk()]
    for id in ids:
        if ids.count(id) > 1:
            yield ITEM_TWICE(scheme=found.id, id=id, where=where(file, ("items",)))
    for number, (first, second) in enumerate(pairwise(found.bands)):
        if says := _gap(first, second):
            place = where(file, ("bands", number + 1))
            yield BANDS_APART(scheme=found.id, first=first.title, second=second.title, what=says, where=place)


def _gap(first: nouns.Band, second: nouns.Band) -> str:
    """What is wrong between two classes; empty where nothing is."""
    if first.high is None or first.high != second.low:
        return f"{first.high} ≠ {second.low}"
    ends = (first.closed in ("high", "both")) + (second.closed in ("low", "both"))
    return "" if ends == 1 else f"{first.high}：{ends}"
