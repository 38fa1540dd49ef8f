"""A pack's tables are read once and kept with their problems."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi import observe, packs
from luoshi.keeping import observed

HEAD = "地区代码,地区,年份,指标,数值,单位,价格,发布日期,数据性质,来源,边界,备注\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack with one table, of which one row is doubtful."""
    made = tmp_path / "pack"
    (made / "statistics").mkdir(parents=True)
    common = Path(packs.pack("common-cn").path)
    (made / "pack.yaml").write_text(
        f"id: p\ntitle: 包\ntitle_en: p\nextends: [{common}]\nchecked_by: 待核\nchecked_on:\nnext_review:\n", "utf-8"
    )
    (made / "tables.yaml").write_text("tables:\n- {id: t, file: t.csv, shape: long, statistics: 年鉴}\n", "utf-8")
    rows = "220700,,2018,gdp,1374,亿元,,2019,最终,年鉴,,\n220700,,2019,gdp,七百,亿元,,2020,最终,年鉴,,\n"
    (made / "statistics" / "t.csv").write_text(HEAD + rows, "utf-8")
    return made


def test_a_table_that_did_not_change_is_not_read_again_and_keeps_its_problems(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = packs.pack(str(folder))
    store, problems = observed(pack, tmp_path / "kept")
    assert (len(store), [problem.where for problem in problems]) == (1, [problem.where for problem in problems])
    assert len(problems) == 1

    def never(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(observe, "table", never)
    again, told = observed(pack, tmp_path / "kept")
    assert again.series("gdp", "220700").values == store.series("gdp", "220700").values
    assert [str(problem) for problem in told] == [str(problem) for problem in problems]


def test_a_changed_table_is_read_again(folder: Path, tmp_path: Path) -> None:
    pack = packs.pack(str(folder))
    observed(pack, tmp_path / "kept")
    table = folder / "statistics" / "t.csv"
    table.write_text(table.read_text("utf-8").replace("七百", "730"), "utf-8")
    store, problems = observed(pack, tmp_path / "kept")
    assert (len(store), problems) == (2, [])


def test_a_table_that_is_not_there_is_a_problem_and_the_others_are_read(folder: Path) -> None:
    tables = folder / "tables.yaml"
    tables.write_text(tables.read_text("utf-8") + "- {id: u, file: u.csv, shape: long, statistics: 年鉴}\n", "utf-8")
    store, problems = observed(packs.pack(str(folder)))
    assert len(store) == 1
    assert "observe-table-missing" in [problem.code for problem in problems]


def test_in_memory_and_on_the_disk_the_store_is_the_same(folder: Path, tmp_path: Path) -> None:
    pack = packs.pack(str(folder))
    kept, held = observed(pack, tmp_path / "kept")[0], observed(pack)[0]
    assert kept.series("gdp", "220700").observations == held.series("gdp", "220700").observations
