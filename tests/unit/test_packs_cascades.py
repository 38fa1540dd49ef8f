"""The files of breakdowns and revisions: what is read, what is refused, and what a person should look at."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from luoshi.model.cascade import Cascade, Part
from luoshi.model.problem import PackError
from luoshi.model.revision import Revision, Terms
from luoshi.packs import cascades, pack, problems, revisions

TEXT = "一、目标\n到2020年，改造棚户区100户。（市建设局负责）\n"
HEAD = "id: p\ntitle: 例\n"
DOCUMENTS = "documents:\n- id: d\n  file: d.txt\n  sha256: {sha256}\n"
READING = """
checked_by: 某人
checked_on: 2020-01-01
next_review: 2021-01-01
targets:
- id: "d#一.t1"
  quote: 改造棚户区100户
  kind: count
  comparator: "="
  value: 100
  unit: 户
  deadline: 2020-12-31
"""
UNITS = "units:\n- {name: 户, dimension: 户数, base: 户, factor: 1}\n"
PLACES = """code,name,level,parent,managed_by,aliases,valid_from,valid_to,successor,standard,bare,note,source
220200,某市,地级行政区,220000,,,,,,是,是,,例
"""
CASCADE = """
cascades:
- target: "d#一.t1"
  kind: sum
  value: 100
  unit: 户
  better: up
  parts: [{to: "220200", value: 60}]
  source: 例
"""
REVISION = """
revisions:
- target: "d#一.t1"
  on: 2018-07-01
  old: {value: 100}
  new: {value: 80, due: 2021-12-31}
  reason: 受灾
  approver: 市政府
  source: 例
"""


def written(folder: Path, **files: str) -> Path:
    """A pack with one document, one reviewed target, one unit and one place, and these files."""
    (folder / "documents").mkdir(parents=True)
    (folder / "commitments").mkdir()
    (folder / "documents" / "d.txt").write_text(TEXT, encoding="utf-8")
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    named = {
        "pack.yaml": HEAD,
        "documents/documents.yaml": DOCUMENTS.format(sha256=sha256),
        "commitments/d.yaml": READING,
        "units.yaml": UNITS,
        "places.csv": PLACES,
    } | {f"{name}.yaml": text for name, text in files.items()}
    for name, text in named.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def found(folder: Path) -> list[tuple[str, str]]:
    ours = ("pack-unknown-reference", "pack-revision-old-is-other")
    return [(one.code, one.where.rpartition("/")[2]) for one in problems(pack(folder)) if one.code in ours]


def test_a_breakdown_is_read(tmp_path: Path) -> None:
    folder = written(tmp_path / "p", cascades=CASCADE)
    assert cascades(pack(folder)) == (
        Cascade("d#一.t1", "sum", Decimal(100), "户", "up", (Part("220200", Decimal(60)),), source="例"),
    )
    assert found(folder) == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('target: "d#一.t1"', 'target: "d#一.t9"', 3),
        ("unit: 户", "unit: 间", 6),
        ('to: "220200"', 'to: "220300"', 8),
        ("source: 例", 'source: 例\n  expected: ["220300"]', 10),
    ],
)
def test_a_breakdown_names_what_is_there(tmp_path: Path, old: str, new: str, line: int) -> None:
    folder = written(tmp_path / "p", cascades=CASCADE.replace(old, new))
    assert found(folder) == [("pack-unknown-reference", f"cascades.yaml:{line}")]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("value: 60", "value: 六十", "数写作 72"),
        ("value: 60", "value: nan", "数写作 72"),
        ("value: 60", "value: 60, weight: -1", "不能小于 0"),
        ("kind: sum", "kind: mean", "只能是"),
        ('[{to: "220200", value: 60}]', '[{to: "220200"}, {to: "220200"}]', "出现了两次"),
    ],
)
def test_what_is_no_breakdown_is_refused_with_its_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(PackError, match=rf"cascades\.yaml:\d+ .*{says}"):
        cascades(pack(written(tmp_path / "p", cascades=CASCADE.replace(old, new))))


def test_a_revision_is_read(tmp_path: Path) -> None:
    folder = written(tmp_path / "p", revisions=REVISION)
    new = Terms(Decimal(80), date(2021, 12, 31))
    assert revisions(pack(folder)) == (
        Revision("d#一.t1", date(2018, 7, 1), Terms(Decimal(100)), new, "受灾", "市政府", "例"),
    )
    assert found(folder) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("old: {value: 100}", "old: {value: 90}", "pack-revision-old-is-other"),
        ('"d#一.t1"', '"d#一.t9"', "pack-unknown-reference"),
    ],
)
def test_a_revision_follows_from_the_reviewed_target(tmp_path: Path, old: str, new: str, code: str) -> None:
    folder = written(tmp_path / "p", revisions=REVISION.replace(old, new))
    assert found(folder) == [(code, "revisions.yaml:3")]


def test_a_second_revision_follows_from_the_first(tmp_path: Path) -> None:
    later = REVISION.replace("revisions:\n", "").replace("2018-07-01", "2019-07-01")
    folder = written(tmp_path / "p", revisions=REVISION + later.replace("value: 100", "value: 80"))
    assert found(folder) == []
    assert [code for code, _ in found(written(tmp_path / "q", revisions=REVISION + later))] == [
        "pack-revision-old-is-other"
    ]


@pytest.mark.parametrize("key", ["reason", "approver", "source"])
def test_a_revision_without_reason_approver_or_source_is_refused(tmp_path: Path, key: str) -> None:
    lines = [line for line in REVISION.splitlines() if not line.strip().startswith(key)]
    with pytest.raises(PackError, match=key):
        revisions(pack(written(tmp_path / "p", revisions="\n".join(lines))))


def test_a_target_is_revised_once_a_day(tmp_path: Path) -> None:
    twice = REVISION + REVISION.replace("revisions:\n", "")
    with pytest.raises(PackError, match="2018-07-01"):
        revisions(pack(written(tmp_path / "p", revisions=twice)))


def test_a_pack_without_the_files_has_none(tmp_path: Path) -> None:
    bare = pack(written(tmp_path / "p"))
    assert (cascades(bare), revisions(bare)) == ((), ())
