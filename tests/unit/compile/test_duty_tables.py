"""Tables of measures: who answers for a row, by when, under which number."""

from __future__ import annotations

import pytest
from tables import drawn

from luoshi.compile.duty_tables import TaskRow, task_rows
from luoshi.testing import plan


def rows(picture: str) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Number, measure and parties of each row."""
    document = drawn(picture)
    return [
        (row.number, document.text(row.body), [(p.printed, p.role) for p in row.says.parties])
        for _, row in task_rows(document)
    ]


HEADER = "| 序号 | 主要任务 | 牵头单位 | 配合单位 |"


def test_each_column_says_its_role() -> None:
    assert rows(f"{HEADER}\n| 1 | 整治岸线 | 市水务局 | 市园林局、市城管局 |") == [
        ("1", "整治岸线", [("市水务局", "lead"), ("市园林局", "participant"), ("市城管局", "participant")])
    ]


def test_an_empty_cell_names_nobody() -> None:
    assert rows(f"{HEADER}\n| 1 | 整治岸线 | 市水务局 | |")[0][2] == [("市水务局", "lead")]
    assert rows(f"{HEADER}\n| 1 | 整治岸线 | | |") == []


def test_a_row_across_the_table_heads_a_group_and_is_no_measure() -> None:
    assert [row[1] for row in rows(f"{HEADER}\n| 水务工作 | < | < | < |\n| 1 | 整治岸线 | 市水务局 | |")] == [
        "整治岸线"
    ]


def test_a_merged_party_answers_for_every_row_beside_it() -> None:
    found = rows(f"{HEADER}\n| 1 | 整治岸线 | 市水务局 | |\n| 2 | 清理河道 | ^ | |")
    assert [row[2] for row in found] == [[("市水务局", "lead")]] * 2


def test_the_measure_stands_in_the_last_column_of_measures() -> None:
    header = "| 工作类别 | 具体任务 | 责任单位 |"
    assert rows(f"{header}\n| 水务 | 整治岸线 | 市水务局 |")[0][1] == "整治岸线"


def test_the_header_may_stand_below_a_title() -> None:
    assert rows(f"| 任务分工 | < | < | < |\n{HEADER}\n| 1 | 整治岸线 | 市水务局 | |")[0][1] == "整治岸线"


@pytest.mark.parametrize(
    "header", ["| 序号 | 名称 | 面积 |", "| 序号 | 主要任务 | 面积 |", "| 序号 | 责任单位 | 面积 |"]
)
def test_a_table_of_something_else_has_no_measures(header: str) -> None:
    assert rows(f"{header}\n| 1 | 市水务局 | 30 |") == []


def test_the_cell_that_says_by_when_is_found() -> None:
    document = drawn("| 主要任务 | 责任单位 | 完成时限 |\n| 整治岸线 | 市水务局 | 2020年6月底 |")
    found: list[TaskRow] = [row for _, row in task_rows(document)]
    assert [document.text(row.when) for row in found if row.when] == ["2020年6月底"]


def test_the_time_of_a_row_is_the_deadline_of_its_duty() -> None:
    (duty,) = plan("任务分工表\n序号\t主要任务\t责任单位\t完成时限\n1\t整治岸线\t市水务局\t2020年6月底前\n").duties
    assert [str(deadline.due) for deadline in duty.deadlines] == ["2020-06-30"]
