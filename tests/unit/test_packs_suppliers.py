"""Suppliers: who is asked for figures, and everything they name is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi.model.problem import PackError
from luoshi.packs import pack, problems, suppliers

ENTRY = "- {indicator: jobs, organisations: [labour], official: 否, needs: 2019年起各年, nearest: [employed]}\n"
INDICATOR = """\
id: {id}
title: 指标{id}
title_en: {id}
unit: 人
better: up
definition: 人数
aggregation: sum
source: 年鉴
official: 是
confidence: high
checked_by: 待核
checked_on:
next_review:
"""
TARGET = """\
checked_by: 待核
checked_on:
next_review:
targets:
- {id: "plan#一.t1", quote: 就业人数, indicator_id: jobs}
- {id: "plan#一.t2", quote: 就业, indicator_id: employed, rejected: 是, reason: 不是目标}
"""


def written(folder: Path, entry: str = ENTRY) -> Path:
    for name in ("indicators", "documents", "commitments"):
        (folder / name).mkdir()
    organisation = "{id: labour, name: 吉林省人社厅, level: 省, kind: 政府部门, place: ''}"
    digest = "6a20da07a26bf7d2bf17db65a8a6d3eef34e3d3a04f2aa8a2b8a3b3ca4d0b5a7"
    for name, text in {
        "pack.yaml": "id: small\ntitle: 小包\n",
        "units.yaml": 'units:\n- {name: 人, dimension: 人数, base: 人, factor: "1"}\n',
        "organisations.yaml": f"organisations:\n- {organisation}\n",
        "indicators/jobs.yaml": INDICATOR.format(id="jobs"),
        "indicators/employed.yaml": INDICATOR.format(id="employed"),
        "documents/plan.txt": "就业人数",
        "documents/documents.yaml": f"documents:\n- {{id: plan, file: plan.txt, sha256: {digest}}}\n",
        "commitments/plan.yaml": TARGET,
        "suppliers.yaml": f"suppliers:\n{entry}",
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def found(folder: Path) -> set[tuple[str, str]]:
    """The code of each problem but that of the invented text's digest, and where it is."""
    all_of_them = problems(pack(folder))
    return {(one.code, Path(one.where).name) for one in all_of_them if one.code != "pack-document-changed"}


def test_a_sound_entry_is_read_and_has_no_problems(tmp_path: Path) -> None:
    folder = written(tmp_path)
    one = suppliers(pack(folder))["jobs"]
    assert (one.organisations, one.official, one.needs, one.nearest) == (
        ("labour",), False, "2019年起各年", ("employed",),
    )  # fmt: skip
    assert found(folder) == set()


@pytest.mark.parametrize("old", ["jobs", "labour", "employed"])
def test_a_name_that_is_not_there_is_a_problem(tmp_path: Path, old: str) -> None:
    assert ("pack-unknown-reference", "suppliers.yaml:2") in found(written(tmp_path, ENTRY.replace(old, f"{old}s")))


def test_an_indicator_with_a_target_and_without_a_supplier_is_a_problem(tmp_path: Path) -> None:
    other = ENTRY.replace("indicator: jobs", "indicator: employed")
    assert found(written(tmp_path, other)) == {("pack-nobody-supplies", "suppliers.yaml")}


def test_an_indicator_stands_once(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="'jobs' stands twice"):
        suppliers(pack(written(tmp_path, ENTRY + ENTRY)))


def test_an_entry_without_an_organisation_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError) as caught:
        suppliers(pack(written(tmp_path, ENTRY.replace("[labour]", "[]"))))
    assert caught.value.problem.where.endswith("suppliers.yaml:2")


def test_without_the_file_nobody_is_named_and_nothing_is_wrong(tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / "suppliers.yaml").unlink()
    assert suppliers(pack(folder)) == {}
    assert found(folder) == set()
