"""Appraisal rules as files: what is read, and what is complained of with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi.model.pack import Pack
from luoshi.model.problem import PackError
from luoshi.packs.appraisals import appraisals, of_appraisals

RULE = """\
id: r
version: "1"
title: 考核
source: 系统默认，非官方
domains:
- id: d
  title: 就业
  items:
  - {id: d1, title: 失业率, weight: "6.5", mode: stay-below, target: "4.5"}
grades:
- {name: 优秀, low: "90"}
- {name: 不合格, low: "0"}
"""


def pack(folder: Path, text: str) -> Pack:
    (folder / "appraisals").mkdir()
    (folder / "appraisals" / "r.yaml").write_text(text, encoding="utf-8")
    return Pack("p", "", str(folder))


def test_numbers_are_read_exactly(tmp_path: Path) -> None:
    item = appraisals(pack(tmp_path, RULE))["r"].domains[0].items[0]
    assert (str(item.weight), str(item.target)) == ("6.5", "4.5")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('low: "0"', 'low: "1"', "pack-grades-not-falling"),
        ('low: "90"', 'low: "0"', "pack-grades-not-falling"),
        ("mode: stay-below", "mode: ceiling", "pack-item-no-tolerance"),
        ("mode: stay-below", "indicator: nothing, mode: stay-below", "pack-unknown-reference"),
        ("grades:", "adjustments:\n- {id: a, title: 事故, cap: 中等}\ngrades:", "pack-unknown-reference"),
    ],
)
def test_what_does_not_fit_together_is_named_with_its_line(tmp_path: Path, old: str, new: str, code: str) -> None:
    found = list(of_appraisals(pack(tmp_path, RULE.replace(old, new))))
    assert [problem.code for problem in found] == [code]
    assert found[0].where.endswith(tuple("0123456789"))


@pytest.mark.parametrize(
    ("old", "new"), [('"6.5"', '"six"'), ("mode: stay-below", "mode: guess"), ("{id: d1, title", "{id: d1, tittle")]
)
def test_what_the_schema_does_not_know_is_refused(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(PackError, match=r"r\.yaml:\d+"):
        appraisals(pack(tmp_path, RULE.replace(old, new)))


def test_an_item_stands_once(tmp_path: Path) -> None:
    item = '  - {id: d1, title: 失业率, weight: "6.5", mode: stay-below, target: "4.5"}\n'
    with pytest.raises(PackError, match="d1"):
        appraisals(pack(tmp_path, RULE.replace(item, item * 2)))
