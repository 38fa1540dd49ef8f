"""The structure of economies: gaps stay gaps, and what is not official says so."""

from __future__ import annotations

import numpy as np
import polars
import pytest

from luoshi.assess.structure import (
    concentration,
    location_quotient,
    rank_industries,
    regional_theil,
    resource_dependence,
    shift_share,
    structural_similarity,
)
from luoshi.model.problem import LuoshiError

TABLE = polars.DataFrame({"地区": ["甲市", "乙市"], "采矿业": [120, None], "制造业": [480, 300]})


def test_a_place_with_a_gap_has_no_quotients_and_is_not_in_the_reference() -> None:
    found = location_quotient(TABLE, places="地区")
    assert found.values[0].tolist() == [1, 1]
    assert np.isnan(found.values[1]).all()
    assert str(found.problems[0]) == "乙市  缺少采矿业，算不出份额"
    assert found.to_frame()["采矿业"].to_list() == [1.0, None]


def test_an_industry_that_the_reference_lacks_has_no_quotient() -> None:
    assert np.isnan(location_quotient([[1, 1]], reference=[0, 5]).values[0, 0])


def test_a_place_without_anything_has_no_shares() -> None:
    found = concentration([[0, 0], [1, 1]], places=["甲市", "乙市"])
    assert np.isnan(found["herfindahl"][0])
    assert np.isnan(found["entropy"][0])
    assert str(found.problems[0]) == "甲市  各行业合计为零，算不出份额"


def test_a_negative_amount_is_refused_with_its_place() -> None:
    with pytest.raises(LuoshiError, match="甲市  “采矿业”是负数"):
        concentration([[-1, 1]], places=["甲市"], industries=["采矿业", "制造业"])


def test_a_structure_like_the_reference_is_not_specialised() -> None:
    assert regional_theil([[2, 6]], reference=[1, 3])["theil"].item() == pytest.approx(0.0)
    assert structural_similarity([[2, 6], [1, 3]]).values == pytest.approx(np.ones((2, 2)))


def test_an_industry_that_did_not_exist_has_no_rate() -> None:
    found = shift_share([[0, 10]], [[5, 10]])
    assert found.growth.tolist() == [[5, 0]]
    assert np.isnan(found.industry[0, 0])


def test_a_dependence_that_cannot_be_is_a_problem_and_not_a_number() -> None:
    found = resource_dependence(
        value_added=([30, 120], [100, 100]), employment=([1, None], [4, 4]), places=["甲市", "乙市"]
    )
    assert found["mean"].tolist()[0] == pytest.approx((0.3 + 0.25) / 2)
    assert np.isnan(found["mean"][1])
    assert [problem.code for problem in found.problems] == ["structure-part-exceeds-whole", "structure-no-share"]


# ------------------------------------------------------------------ industries that could follow


def test_a_missing_criterion_scales_the_others_up_and_is_never_zero() -> None:
    whole = rank_industries([[1, 1], [0, 0]], names=["technology", "employment"])
    gap = rank_industries([[1, None], [0, 0], [0.5, 1]], names=["technology", "employment"])
    assert whole.scores.tolist() == [1, 0]
    assert gap.scores[0] == 1.0
    assert [problem.code for problem in gap.problems] == ["succession-gap"]


def test_more_pollution_is_worse() -> None:
    assert rank_industries([[5], [9]], names=["environment"]).ranks == (1, 2)


def test_a_criterion_that_is_the_same_for_all_is_reported_and_not_divided_by() -> None:
    found = rank_industries([[1, 3], [1, 7]], names=["technology", "employment"], industries=["装备", "食品"])
    assert found.scores.tolist() == [0, 1]
    assert [problem.code for problem in found.problems] == ["succession-all-alike"]


def test_a_vetoed_industry_keeps_its_score_and_has_no_rank() -> None:
    found = rank_industries(
        [[3], [2], [1]], names=["technology"], industries=["甲", "乙", "丙"], vetoes={"甲": "列入淘汰类"}
    )
    assert (found.scores[0], found.ranks, found.vetoes[0]) == (1.0, (0, 1, 2), "列入淘汰类")


def test_equal_scores_share_a_rank() -> None:
    assert rank_industries([[3], [3], [1]], names=["technology"]).ranks == (1, 1, 3)


def test_weights_that_nobody_gave_are_called_not_official() -> None:
    assert rank_industries([[1], [2]], names=["technology"]).choices["official"] == "系统默认，非官方"
    given = rank_industries([[1], [2]], names=["科技含量"], criteria={"科技含量": (1.0, "up")})
    assert given.choices["official"] == "as given"


def test_a_criterion_without_a_weight_is_refused() -> None:
    with pytest.raises(LuoshiError, match="没有“风水”的权重"):
        rank_industries([[1], [2]], names=["风水"])
