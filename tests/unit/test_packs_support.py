"""Support lists, changes of class and accounts of a pack: what is read, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi import packs
from luoshi.model.pack import Pack
from luoshi.model.problem import PackError
from luoshi.packs.accounts import accounts
from luoshi.packs.appraisals import appraisals
from luoshi.packs.class_changes import class_changes, of_class_changes
from luoshi.packs.support_list import of_support_list, support_list

RULE = """
title: 名单
rule: {version: "1", source: 办法, first_years: 4, prolonged_years: 5, taper: ["0.75", "0.50", "0.25"], official: 是}
cities:
- place: "%s"
  decisions:
%s
"""
LISTED = "  - {year: 2008, decision: 列入, evidence: 首批}\n"


def pack(folder: Path, name: str, text: str) -> Pack:
    (folder / "pack.yaml").write_text("id: small\ntitle: 小包\nextends: [common-cn]\n", encoding="utf-8")
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return packs.pack(folder)


def test_a_pack_without_a_list_has_none() -> None:
    assert support_list(packs.pack("common-cn")) is None


@pytest.mark.parametrize(
    ("place", "decisions", "code"),
    [
        ("220700", LISTED, "pack-support-not-exhausted"),
        ("999999", LISTED, "pack-unknown-reference"),
        ("220400", "  - {year: 2012, decision: 转型未成, evidence: 报告}\n", "pack-support-not-rising"),
        ("220400", LISTED + "  - {year: 2007, decision: 转型成功, evidence: 报告}\n", "pack-support-not-rising"),
    ],
)
def test_what_is_wrong_with_a_list_is_said_with_its_line(tmp_path: Path, place: str, decisions: str, code: str) -> None:
    (found,) = of_support_list(pack(tmp_path, "support_list.yaml", RULE % (place, decisions)))
    assert found.code == code
    assert "support_list.yaml" in found.where


def test_a_decision_without_evidence_is_refused(tmp_path: Path) -> None:
    text = RULE % ("220400", "  - {year: 2008, decision: 列入, evidence: }\n")
    with pytest.raises(PackError, match="evidence"):
        support_list(pack(tmp_path, "support_list.yaml", text))


def test_a_change_of_class_needs_its_document_and_its_evaluation(tmp_path: Path) -> None:
    whole = '- {place: "220400", resource_class: 再生型, effective: 2026-01-01, document: 甲发1号, evaluation: 2025年评估}\n'
    (found,) = class_changes(pack(tmp_path, "class_changes.yaml", f"changes:\n{whole}"))
    assert (found.place, found.resource_class, found.effective.year) == ("220400", "再生型", 2026)
    with pytest.raises(PackError, match="evaluation"):
        class_changes(
            pack(tmp_path, "class_changes.yaml", f"changes:\n{whole.replace(', evaluation: 2025年评估', '')}")
        )
    elsewhere = pack(tmp_path, "class_changes.yaml", f"changes:\n{whole.replace('220400', '220100')}")
    assert [one.code for one in of_class_changes(elsewhere)] == ["pack-unknown-reference"]


def test_an_appraisal_may_be_like_another_and_says_where_that_is_not_there(tmp_path: Path) -> None:
    jilin = appraisals(packs.pack("jilin"))
    assert jilin["exhausted-yearly"].domains == jilin["seven-items"].domains
    text = "id: a\nversion: '1'\ntitle: 考核\nsource: 办法\nlike: nothing\n"
    with pytest.raises(PackError, match="nothing"):
        appraisals(pack(tmp_path, "appraisals/a.yaml", text))


def test_an_appraisal_without_domains_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="domains"):
        appraisals(pack(tmp_path, "appraisals/a.yaml", "id: a\nversion: '1'\ntitle: 考核\nsource: 办法\n"))


def test_a_factor_twice_is_refused(tmp_path: Path) -> None:
    factor = "- {id: a, title: 甲, meaning: 一, official: 否}\n"
    text = f"id: t\ntitle: 测算\nversion: '1'\nsource: 办法\nformula: 定额\nfactors:\n{factor}{factor}"
    with pytest.raises(PackError, match="twice"):
        accounts(pack(tmp_path, "accounts/t.yaml", text))
