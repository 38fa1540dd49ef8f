"""Files of the reviewed reading: what they become, and what is said when they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi import packs
from luoshi.model import Pack, PackError
from luoshi.model.pack import PackDocument
from luoshi.model.review import Correction, Link

DUTY = """\
duties:
- id: plan-1#1
  quote: 加快铁路建设。
  lead: [省发展改革委]
  pilot: to-apply
  corrections:
  - {field: pilot, machine: confirmed, reason: 尚未批准}
  links:
  - {to: plan-1, how: same-promise, note: 铁路, quote: 建设铁路}
"""


def reviewed_pack(folder: Path, commitments: str, name: str = "plan-1.yaml", **files: str) -> Pack:
    (folder / "commitments").mkdir()
    (folder / "commitments" / name).write_text(commitments, encoding="utf-8")
    (folder / "documents").mkdir()
    (folder / "documents" / "documents.yaml").write_text("documents: []\n", encoding="utf-8")
    (folder / "documents" / "a.txt").write_text("加快铁路建设。建设铁路。", encoding="utf-8")
    for file, text in files.items():
        (folder / f"{file}.yaml").write_text(text, encoding="utf-8")
    document = PackDocument("plan-1", "a.txt", "规划", None, "0" * 64)
    return Pack("test", "测试", str(folder), documents=(document,))


def said(pack: Pack) -> str:
    with pytest.raises(PackError) as error:
        packs.reviewed(pack)
    return str(error.value)


def test_an_entry_becomes_a_reviewed_commitment(tmp_path: Path) -> None:
    (entry,) = packs.reviewed(reviewed_pack(tmp_path, DUTY))
    assert (entry.id, entry.kind, entry.document, entry.quote) == ("plan-1#1", "duty", "plan-1", "加快铁路建设。")
    assert entry.fields["lead"] == ("省发展改革委",)
    assert entry.fields["participants"] == ()
    assert entry.corrections == (Correction("pilot", "confirmed", "to-apply", "尚未批准"),)
    assert entry.links == (Link("plan-1", "same-promise", "铁路", "建设铁路"),)


def test_a_pack_without_a_reviewed_reading_has_none(tmp_path: Path) -> None:
    empty = Pack("test", "测试", str(tmp_path))
    assert (packs.reviewed(empty), packs.conflicts(empty), packs.examples(empty)) == ((), (), ())


@pytest.mark.parametrize(
    ("change", "line", "message"),
    [
        (("pilot: to-apply", "pilott: to-apply"), 5, "pilott"),
        (("pilot: to-apply", "pilot: perhaps"), 5, "perhaps"),
        (("field: pilot", "field: pilott"), 7, "pilott"),
        (("plan-1#1", "plan-2#1"), 2, "plan-2#1"),
        (("pilot: to-apply", "machine: missing"), 2, "reason"),
        (("how: same-promise", "how: alike"), 9, "alike"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, change: tuple[str, str], line: int, message: str) -> None:
    says = said(reviewed_pack(tmp_path, DUTY.replace(*change)))
    assert f"plan-1.yaml:{line}  " in says
    assert message in says


def test_an_address_stands_once(tmp_path: Path) -> None:
    assert "plan-1#1" in said(reviewed_pack(tmp_path, DUTY + DUTY.removeprefix("duties:\n")))


def test_a_file_is_called_after_a_document(tmp_path: Path) -> None:
    assert "plan-1" in said(reviewed_pack(tmp_path, DUTY, name="plan-l.yaml"))


def test_what_is_pointed_at_must_exist(tmp_path: Path) -> None:
    sides = "[{id: plan-1#2}, {document: plan-1, quote: 修路}]"
    conflict = f"conflicts:\n- {{id: c, title: 甲, what: 乙, treatment: 丙, sides: {sides}}}\n"
    pack = reviewed_pack(tmp_path, DUTY.replace("建设铁路", "建设公路"), conflicts=conflict)
    codes = [one.code for one in packs.problems(pack) if one.code != "pack-document-changed"]
    assert sorted(codes) == ["pack-quote-not-found", "pack-quote-not-found", "pack-unknown-reference"]
