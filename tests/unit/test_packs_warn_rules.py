"""The file of rules of warning: what is read, and what a person should look at."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi.model.problem import PackError
from luoshi.packs import pack, problems, warn_rules

CASE = '{level: notice, enter: {points: "(, -10)"}, stay: {points: "(, -5)"}, step: 发提醒函}'


def written(
    folder: Path, *cases: str, to: str = "{role: lead}", version: str = "1", since: str = "", more: str = ""
) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "pack.yaml").write_text(f"id: {folder.name}\ntitle: 例\n", encoding="utf-8")
    lines = "".join(f"  - {case}\n" for case in cases or [CASE])
    rule = (
        f"- name: r\n  version: '{version}'\n  title: 例\n  jurisdiction: 某市\n  source: 例\n  since: {since}\n"
        f"  to: [{to}]\n  cases:\n{lines}"
    )
    path = folder / "warn_rules.yaml"
    path.write_text((path.read_text(encoding="utf-8") if more else "warn_rules:\n") + rule, encoding="utf-8")
    return folder


def codes(folder: Path) -> list[str]:
    return [problem.code for problem in problems(pack(folder))]


def test_a_rule_is_read(tmp_path: Path) -> None:
    (rule,) = warn_rules(pack(written(tmp_path / "p")))
    (case,) = rule.cases
    assert (rule.id, case.level, str(case.enter["points"]), str(case.stay["points"]), case.times) == (
        "r@1", "notice", "(, -10)", "(, -5)", 1,
    )  # fmt: skip
    assert codes(tmp_path / "p") == []


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ('{level: notice, enter: {points: "(, -5)"}, stay: {points: "(, -10)"}}', "pack-warn-stay-narrower"),
        ('{level: notice, enter: {points: "(, -5]"}, stay: {points: "(, -5)"}}', "pack-warn-stay-narrower"),
        ('{level: notice, enter: {points: "(, -5)"}, stay: {ratio: "(, 1)"}}', "pack-warn-stay-narrower"),
        ("{level: notice, step: 发提醒函}", "pack-warn-asks-nothing"),
    ],
)
def test_a_case_that_cannot_be_meant_is_a_problem(tmp_path: Path, case: str, code: str) -> None:
    assert code in codes(written(tmp_path / "p", case))


def test_a_level_has_one_case(tmp_path: Path) -> None:
    assert codes(written(tmp_path / "p", CASE, CASE)) == ["pack-warn-level-twice"]


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("{}", "pack-warn-one-recipient"),
        ("{role: lead, organisation: x}", "pack-warn-one-recipient"),
        ("{organisation: nobody}", "pack-unknown-reference"),
    ],
)
def test_an_recipient_is_a_role_or_an_organisation_of_the_pack(tmp_path: Path, to: str, code: str) -> None:
    assert codes(written(tmp_path / "p", to=to)) == [code]


def test_two_versions_never_hold_on_one_day(tmp_path: Path) -> None:
    folder = written(tmp_path / "p")
    written(folder, version="2", since="2019", more="yes")
    assert codes(folder) == ["pack-warn-rules-at-once"]


@pytest.mark.parametrize("case", ["{level: alarm}", '{level: notice, times: "0"}', "{level: notice, colours: [blue]}"])
def test_what_is_not_a_value_is_refused_with_its_line(tmp_path: Path, case: str) -> None:
    with pytest.raises(PackError, match=r"warn_rules\.yaml:\d+"):
        warn_rules(pack(written(tmp_path / "p", case)))


def test_a_pack_without_the_file_has_no_rules(tmp_path: Path) -> None:
    folder = written(tmp_path / "p")
    (folder / "warn_rules.yaml").unlink()
    assert warn_rules(pack(folder)) == ()
