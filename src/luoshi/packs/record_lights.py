"""How the records of each workflow get their lights: `record_lights.yaml` of a pack."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import Field

from luoshi.model.pack import Pack
from luoshi.model.problem import Problem
from luoshi.model.record_light import LightPlan, Shade
from luoshi.packs.files import check_unique, read_yaml, where
from luoshi.packs.light_rules import light_rules
from luoshi.packs.references import unknown
from luoshi.packs.schemas import Schema, Text, Truth
from luoshi.packs.workflows import workflows


class LightPlanEntry(Schema):
    workflow: Text = Field(description="The workflow whose records it is about.")
    rule: Text = Field(description="The rule of lights that is asked with `days_late` and `share_done`.")
    done: tuple[Text, ...] = Field(description="States in which nothing is left to do.")
    failed: tuple[Text, ...] = Field((), description="States that are late for good.")
    handed_in: tuple[Text, ...] = Field((), description="States in which somebody else has it.")
    of_reports: Truth = Field(False, description="Whether its records are reports on others.")
    share: str = Field("", description="The field of a report that says how much is done, in percent.")
    stage: str = Field("", description="The field of a report that says how it goes.")
    confidence: str = Field("", description="The field in which an official says what he thinks of it.")
    stages: dict[str, Shade] = Field({}, description="The light that a stage gives; one that is not named gives none.")
    confidences: dict[str, Shade] = Field({}, description="The light that a confidence amounts to, for comparison.")
    official: Truth = Field(description="否 where no document prints it (系统默认，非官方).")
    source: Text = Field(description="By which document, or where it was looked up.")


class RecordLightsFile(Schema):
    record_lights: tuple[LightPlanEntry, ...] = Field(description="One entry for each workflow.")


def record_lights(pack: Pack) -> dict[str, LightPlan]:
    """How the records get their lights (亮灯办法), by workflow; the pack's own entry goes before those it extends.

    Raises:
        PackError: a file is not what its schema says.

    >>> from luoshi.packs import pack
    >>> sorted(record_lights(pack("jilin")))
    ['report', 'supervision']
    """
    rules = light_rules(pack)
    found: dict[str, LightPlan] = {}
    for file in _files(pack):
        for one in _read(file).record_lights:
            named = tuple(rule for rule in rules if rule.name == one.rule)
            kept = {key: value for key, value in dict(one).items() if key != "rule"}
            found[one.workflow] = LightPlan(rules=named, **kept)
    return found


def of_record_lights(pack: Pack) -> Iterator[Problem]:
    """What a person should look at: workflows, states and rules that do not exist."""
    flows, rules = workflows(pack), {rule.name for rule in light_rules(pack)}
    for file in _files(pack):
        for number, one in enumerate(_read(file).record_lights):
            here = ("record_lights", number)
            if one.rule not in rules:
                yield unknown(one.workflow, "rule", one.rule, rules, where(file, (*here, "rule")))
            if one.workflow not in flows:
                yield unknown(one.workflow, "workflow", one.workflow, flows, where(file, (*here, "workflow")))
                continue
            states = [state.id for state in flows[one.workflow].states]
            for key in ("done", "failed", "handed_in"):
                for state in getattr(one, key):
                    if state not in states:
                        yield unknown(one.workflow, key, state, states, where(file, (*here, key)))


def _files(pack: Pack) -> list[Path]:
    found = (Path(root) / "record_lights.yaml" for root in (*reversed(pack.extends), pack.path))
    return [file for file in found if file.is_file()]


def _read(file: Path) -> RecordLightsFile:
    read = read_yaml(file, RecordLightsFile)
    check_unique(
        file, ((one.workflow, ("record_lights", number, "workflow")) for number, one in enumerate(read.record_lights)),
        "workflow",
    )  # fmt: skip
    return read
