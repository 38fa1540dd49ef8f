"""A registry, a workflow, the cycles: what may stand in their files, and what is said of what may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi.model.pack import Pack
from luoshi.model.problem import PackError
from luoshi.model.registry import When
from luoshi.packs import pack
from luoshi.packs.cycles import cycles, of_cycles
from luoshi.packs.registries import of_registries, registries
from luoshi.packs.workflows import workflows

HEAD = "id: town\ntitle: 镇\nextends: []\n"
WORKFLOW = """\
id: simple
title: 登记
title_en: Registering
official: 否
source: 系统默认，非官方
checked_by: 待核
states:
- {id: open, title: 在册, title_en: Open, edited_by: [{role: 县区联络员, of: owner}]}
- {id: closed, title: 注销, title_en: Closed, final: 是}
moves:
- {id: add, title: 登记, title_en: Add, from: [], to: open, who: [{role: 县区联络员, of: owner}]}
- id: close
  title: 注销
  title_en: Close
  from: [open]
  to: closed
  who: [{role: 县区联络员, of: owner}]
  unless: {kind: [水井]}
"""
REGISTRY = """\
id: wells
title: 水井
title_en: Wells
workflow: simple
named_by: name
official: 是
source: 镇政发〔2030〕1号
checked_by: 待核
fields:
- {id: name, title: 名称, title_en: Name, required: 是, listed: 是}
- {id: kind, title: 类型, title_en: Kind, type: choice, choices: [{id: 水井, title_en: Well}, {id: 泉, title_en: Spring}]}
- {id: depth, title: 井深, title_en: Depth, type: number, unit: 米, at_least: 0, required_when: {kind: [水井]}}
"""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    for name, text in {
        "pack.yaml": HEAD, "units.yaml": "units:\n- {name: 米, dimension: 长度, base: 米, factor: 1}\n",
        "workflows/simple.yaml": WORKFLOW, "registries/wells.yaml": REGISTRY,
    }.items():  # fmt: skip
        file = tmp_path / "town" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path / "town"


def written(town: Path, name: str, old: str, new: str) -> Pack:
    file = town / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return pack(town)


def test_a_registry_is_its_file(town: Path) -> None:
    found = registries(pack(town))["wells"]
    depth = found.field("depth")
    assert depth is not None
    assert (depth.unit, depth.at_least, depth.required_when) == ("米", 0, (When("kind", ("水井",)),))
    assert found.seen_by == ("owner", "participant", "keeper", "above")


def test_a_workflow_is_its_file(town: Path) -> None:
    close = workflows(pack(town))["simple"].move("close")
    assert close is not None
    assert (close.sources, close.target, close.unless) == (("open",), "closed", (When("kind", ("水井",)),))


def test_a_pack_stands_on_those_that_it_extends(town: Path) -> None:
    (town.parent / "city").mkdir()
    (town.parent / "city" / "pack.yaml").write_text("id: city\ntitle: 市\nextends: [town]\n", encoding="utf-8")
    assert list(registries(pack(town.parent / "city"))) == ["wells"]


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "line"),
    [
        ("registries/wells.yaml", "required: 是", "requierd: 是", "pack-unknown-key", 10),
        ("registries/wells.yaml", "type: number", "type: nmber", "pack-bad-value", 12),
        ("registries/wells.yaml", "id: wells", "id: well", "pack-id-not-its-file", 1),
        ("registries/wells.yaml", "id: depth", "id: name", "pack-id-twice", 12),
        (
            "workflows/simple.yaml",
            "of: owner}]\n  unless",
            "of: nobody}]\n  unless",
            "pack-bad-value",
            17,
        ),
        ("workflows/simple.yaml", "{id: closed", "{id: open", "pack-id-twice", 9),
        ("workflows/simple.yaml", "official: 否", "official: 也许", "pack-bad-value", 4),
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_named_with_its_line(
    town: Path, name: str, old: str, new: str, code: str, line: int
) -> None:
    found = written(town, name, old, new)
    with pytest.raises(PackError) as caught:
        registries(found), workflows(found)
    problem = caught.value.problem
    assert problem.code == code
    assert problem.where.endswith(f"{Path(name).name}:{line}")


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("workflow: simple", "workflow: simpel", "workflow"),
        ("named_by: name", "named_by: name\nkeeper: nobody", "keeper"),
        ("unit: 米", "unit: 庹", "unit"),
    ],
)
def test_what_a_registry_names_must_be_there(town: Path, old: str, new: str, key: str) -> None:
    (problem,) = of_registries(written(town, "registries/wells.yaml", old, new))
    assert (problem.code, problem.words["key"]) == ("pack-unknown-reference", key)


def test_a_field_of_our_own_says_where_it_comes_from(town: Path) -> None:
    (problem,) = of_registries(written(town, "registries/wells.yaml", "unit: 米,", "unit: 米, official: 否,"))
    assert problem.code == "registry-field-without-source"


CYCLE = """\
cycles:
- id: yearly
  title: 年报
  title_en: Yearly
  every: year
  due: {months_after: 1, day: 31, official: 是, source: 一}
  registry: wells
  owed_by: [office]
  keeper: office
  first: "2030"
  source: 一
"""


def test_a_cycle_names_its_registry_and_who_owes_it(town: Path) -> None:
    (town / "cycles.yaml").write_text(CYCLE, encoding="utf-8")
    found = pack(town)
    assert cycles(found)["yearly"].due.day == 31
    assert {problem.words["target"] for problem in of_cycles(found)} == {"office"}


@pytest.mark.parametrize("first", ["2030-Q5", "明年", "2030-1"])
def test_a_first_period_that_is_none_is_refused(town: Path, first: str) -> None:
    (town / "cycles.yaml").write_text(CYCLE.replace('"2030"', f'"{first}"'), encoding="utf-8")
    with pytest.raises(PackError, match=r"cycles\.yaml:10"):
        cycles(pack(town))
