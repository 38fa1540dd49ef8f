"""Whether a policy worked: clear about what was left out, and about what may not be concluded."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import polars
import pytest

from luoshi.assess.effect import difference_in_differences, event_study, synthetic_control
from luoshi.model.problem import LuoshiError

COLUMNS = {"outcome": "值", "place": "城市", "year": "年", "treated_from": "批"}


def panel(starts: dict[str, int | None], years: range = range(2005, 2012)) -> polars.DataFrame:
    random = np.random.default_rng(0)
    return polars.DataFrame(
        [
            {"城市": place, "年": year, "值": random.normal(), "批": start}
            for place, start in starts.items()
            for year in years
        ]
    )


MANY = {f"受{k}": 2008 for k in range(10)} | {f"未{k}": None for k in range(10)}


@pytest.fixture(autouse=True)
def _library() -> None:
    pytest.importorskip("pyfixest")


def test_the_limits_of_every_comparison_are_said_in_both_languages() -> None:
    found = difference_in_differences(panel(MANY), **COLUMNS)
    assert [sentence.kind for sentence in found.words[-3:]] == ["may-not"] * 3
    assert all(sentence.zh and sentence.en for sentence in found.words)


def test_a_place_always_under_the_policy_is_left_out_and_named() -> None:
    found = event_study(panel(MANY | {"早": 2001}), **COLUMNS)
    assert [problem.where for problem in found.problems if problem.code == "effect-always-treated"] == ["早"]


def test_without_places_never_under_it_the_last_batch_is_the_comparison() -> None:
    starts = {f"一{k}": 2007 for k in range(9)} | {f"二{k}": 2010 for k in range(9)}
    found = event_study(panel(starts), **COLUMNS)
    assert set(found.by_batch) == {2007}
    assert max(found.period) == 2
    assert "effect-last-batch" in [problem.code for problem in found.problems]


def test_few_places_under_the_policy_are_warned_of_and_not_tested_for_trends() -> None:
    found = event_study(panel({"受": 2008} | {f"未{k}": None for k in range(10)}), **COLUMNS)
    assert "effect-few-places" in [problem.code for problem in found.problems]
    assert found.trend_p is None
    assert "无法检验" in found.words[1].zh


def test_a_window_shows_fewer_years_and_the_frame_is_ready_for_a_plot() -> None:
    found = event_study(panel(MANY), **COLUMNS, before=2, after=1)
    assert found.period == (-2, -1, 0, 1)
    shown = found.to_frame()
    assert shown["estimate"].to_list()[1] == 0
    assert shown["places"].to_list() == [10, 10, 10, 10]


def test_rows_with_gaps_are_counted() -> None:
    table = panel(MANY).with_columns(值=polars.when(polars.col("城市") == "未1").then(None).otherwise(polars.col("值")))
    found = difference_in_differences(table, **COLUMNS)
    assert str(found.problems[0]) == "7行缺少数值，未参加估计"
    assert found.compared == 9


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (panel({"甲": None, "乙": None}), "没有地区从不受政策变为受政策"),
        (panel({"甲": 2008, "乙": 2008}), "没有可以对照的地区"),
        (polars.concat([panel(MANY), panel(MANY)]), "有两行"),
        (panel({"甲": 2008, "乙": None}).with_columns(批=polars.col("年")), "起始年前后不一致"),
        (panel(MANY).drop("批"), "没有“批”这一列"),
    ],
)
def test_a_panel_that_cannot_be_used_is_refused_with_words(table: polars.DataFrame, words: str) -> None:
    with pytest.raises(LuoshiError, match=words):
        difference_in_differences(table, **COLUMNS)


def test_without_the_library_one_is_told_what_to_type() -> None:
    program = (
        "import sys; sys.modules['pyfixest'] = None\n"
        "from luoshi.assess.effect import difference_in_differences\n"
        "from luoshi.model.problem import LuoshiError\n"
        "table = {'c': list('aabb'), 'y': [1, 2] * 2, 'v': [1, 2, 3, 4], 'g': [2, 2, 0, 0]}\n"
        "try: difference_in_differences(table, outcome='v', place='c', year='y', treated_from='g')\n"
        "except LuoshiError as error: print(error.problem.hint_en)"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "Type: pip install 'luoshi[policy]'"


# ------------------------------------------------------------------ synthetic control

ONE = {"outcome": "值", "place": "城市", "year": "年", "start": 2009}


def test_a_place_with_a_gap_is_not_compared_with() -> None:
    table = panel(dict.fromkeys("甲乙丙丁")).with_columns(
        值=polars.when((polars.col("城市") == "丁") & (polars.col("年") == 2006)).then(None).otherwise(polars.col("值"))
    )
    found = synthetic_control(table, treated="甲", **ONE)
    assert set(found.placebo_ratios) == {"乙", "丙"}
    assert [problem.where for problem in found.problems if problem.code == "synthetic-donor-has-gap"] == ["丁"]
    with pytest.raises(LuoshiError, match="“丁”缺少2006年的数值"):
        synthetic_control(table, treated="丁", **ONE)


def test_a_poor_fit_is_said_to_be_one() -> None:
    values = {"甲": [9, 1, 9, 1, 9, 1, 9], "乙": [2, 2, 2, 3, 3, 3, 3], "丙": [1, 1, 2, 2, 3, 3, 4]}
    rows = [
        {"城市": name, "年": 2005 + k, "值": value} for name, series in values.items() for k, value in enumerate(series)
    ]
    found = synthetic_control(polars.DataFrame(rows), treated="甲", **ONE)
    assert "synthetic-poor-fit" in [problem.code for problem in found.problems]


def test_a_perfect_fit_with_more_places_than_years_is_not_the_only_one() -> None:
    table = panel({f"市{k}": None for k in range(20)})
    mean = table.group_by("年").agg(polars.col("值").mean()).with_columns(城市=polars.lit("中"), 批=polars.lit(None))
    found = synthetic_control(
        polars.concat([table, mean.select(table.columns)], how="vertical_relaxed"), treated="中", **ONE
    )
    assert "synthetic-not-unique" in [problem.code for problem in found.problems]


def test_earlier_starts_and_missing_places_are_tried() -> None:
    found = synthetic_control(panel({f"市{k}": None for k in range(9)}), treated="市0", **ONE)
    assert set(found.in_time) == {2008}
    assert set(found.without) == set(found.weights)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: synthetic_control(panel(MANY), treated="无", **ONE), "数据里没有“无”"),
        (lambda: synthetic_control(panel(MANY), treated="受0", **(ONE | {"start": 2006})), "至少要3年和1年"),
        (lambda: synthetic_control(panel(MANY), treated="受0", donors=["未0"], **ONE), "至少要2个"),
        (lambda: synthetic_control(panel(MANY), treated="受0", donors=["无"], **ONE), "数据里没有“无”"),
    ],
)
def test_a_call_that_cannot_be_meant_is_refused_with_words(call, words: str) -> None:
    with pytest.raises(LuoshiError, match=words):
        call()
