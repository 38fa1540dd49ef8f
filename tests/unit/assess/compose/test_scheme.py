"""A scheme run on a frame: the tree, its weights, gaps, items that do not apply, classes; every step by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from luoshi.assess.compose import evaluation, explain, plain_scheme, unofficial
from luoshi.model import LuoshiError
from luoshi.model.scheme import Band, Choice, Parameter, Scheme, SchemeItem

TABLE = {
    "place": ["甲市", "乙市", "丙市"],
    "gdp": [10.0, 30.0, 20.0],
    "jobless": [4.0, 3.0, 5.0],
    "forest": [50.0, 40.0, 60.0],
}
BANDS = (
    Band("low", "较差", "poor", high=0.3),
    Band("middle", "一般", "fair", low=0.3, high=0.6),
    Band("high", "较好", "good", low=0.6, high=1, closed="both"),
)


def tree(**changes: object) -> Scheme:
    """Economy (0.6: gdp 0.75, jobless 0.25) and environment (0.4: forest), normalised between the ends of the table."""
    economy = SchemeItem(
        "economy", "经济", "economy",
        items=(
            SchemeItem("gdp", "人均生产总值", "GDP per head", weight=Parameter(0.75, True, "方案第三条")),
            SchemeItem("jobless", "失业率", "unemployment", better="down", weight=Parameter(0.25)),
        ),
        weight=Parameter(0.6),
    )  # fmt: skip
    environment = SchemeItem("environment", "环境", items=(SchemeItem("forest", "森林覆盖率"),), weight=Parameter(0.4))
    scheme = Scheme(
        "test", "试验方案", "2018", "",
        root=SchemeItem("test", "试验方案", items=(economy, environment)),
        normalise=Choice("min_max"), weight=Choice("equal"), aggregate=Choice("arithmetic"), bands=BANDS,
    )  # fmt: skip
    return replace(scheme, **changes)  # type: ignore[arg-type]


def without(column: str, row: int) -> dict[str, list[object]]:
    return {name: [None if name == column and i == row else v for i, v in enumerate(vs)] for name, vs in TABLE.items()}


def test_every_step_can_be_worked_out_by_hand() -> None:
    """甲市: gdp 0, jobless 0.5, forest 0.5; economy 0.125; 0.6·0.125 + 0.4·0.5 = 0.275."""
    found = evaluation(tree(), TABLE)
    assert found.normalised.tolist() == [[0, 0.5, 0.5], [1, 1, 0], [0.5, 0, 1]]
    assert found.weights["economy"].tolist() == [0.75, 0.25]
    assert found.weights["test"].tolist() == [0.6, 0.4]
    assert found.scores["economy"].tolist() == [0.125, 1, 0.375]
    assert found.score.round(9).tolist() == [0.275, 0.6, 0.625]
    assert found.ranks.tolist() == [3, 2, 1]
    assert found.bands == ("较差", "较好", "较好")
    assert found.overall_weights == pytest.approx({"gdp": 0.45, "jobless": 0.15, "forest": 0.4})


def test_the_steps_as_a_frame_give_the_score_again() -> None:
    found = evaluation(tree(), TABLE)
    steps = found.steps_frame()
    again = (steps["normalised"] * steps["weight"]).to_numpy().reshape(3, 3).sum(axis=1)
    assert again == pytest.approx(found.score)


def test_a_groups_own_way_of_putting_together_is_taken() -> None:
    items = tree().root.items
    root = replace(tree().root, items=(replace(items[0], aggregate=Choice("geometric")), items[1]))
    found = evaluation(tree(root=root), TABLE)
    assert found.scores["economy"].tolist() == [0, 1, 0]


def test_fixed_ends_and_a_treatment_of_one_indicator_alone() -> None:
    scheme = plain_scheme(["gdp", "forest"])
    gdp = replace(
        scheme.root.items[0], lower=Parameter(0), upper=Parameter(40), treat=Choice("winsorise", {"share": 0.34})
    )
    found = evaluation(replace(scheme, root=replace(scheme.root, items=(gdp, scheme.root.items[1]))), TABLE)
    assert found.treated.tolist() == [[20, 50], [20, 40], [20, 60]]
    assert found.normalised[:, 0].tolist() == [0.5, 0.5, 0.5]
    assert found.indifferent.tolist() == [False, False]


# ------------------------------------------------------------------ weights


def test_what_given_weights_leave_of_one_is_shared_out_by_the_method() -> None:
    scheme = plain_scheme(["gdp", "jobless", "forest"], weights={"gdp": 0.5}, weight="entropy")
    weights = evaluation(scheme, TABLE).weights["score"]
    assert weights[0] == 0.5
    assert weights.sum() == pytest.approx(1)
    assert weights[1] == pytest.approx(weights[2])


def test_weights_drawn_over_all_indicators_make_the_weights_of_groups() -> None:
    items = [replace(item, weight=None, items=tuple(replace(leaf, weight=None) for leaf in item.items))
             for item in tree().root.items]  # fmt: skip
    scheme = tree(root=replace(tree().root, items=tuple(items)), weight=Choice("critic"), within="all")
    flat = plain_scheme(["gdp", "jobless", "forest"], {"jobless": "down"}, weight="critic")
    assert evaluation(scheme, TABLE).overall_weights == pytest.approx(evaluation(flat, TABLE).overall_weights)


def test_combined_weights_are_of_judgement_and_data() -> None:
    scheme = plain_scheme(["gdp", "forest"], weights=[0.8, 0.2], weight=Choice("combined", {"of": ["given", "equal"]}))
    assert evaluation(scheme, TABLE).weights["score"].round(4).tolist() == [0.6667, 0.3333]


def test_judgements_weigh_a_group() -> None:
    scheme = plain_scheme(["gdp", "forest"], weight=Choice("ahp", {"judgements": [[1, 3], [1 / 3, 1]]}))
    assert evaluation(scheme, TABLE).weights["score"].round(9).tolist() == [0.75, 0.25]


def test_a_constant_indicator_has_no_weight_even_where_one_is_given() -> None:
    scheme = plain_scheme(["gdp", "jobless"], weights=[0.5, 0.5])
    found = evaluation(scheme, TABLE | {"jobless": [4.0, 4.0, 4.0]})
    assert found.weights["score"].tolist() == [1, 0]
    assert [problem.code for problem in found.problems] == ["compose-constant-indicator"]


# ------------------------------------------------------------------ gaps and what does not apply


def test_a_place_with_a_gap_has_no_score_unless_the_scheme_spreads_its_weight() -> None:
    found = evaluation(tree(), without("jobless", 0))
    assert np.isnan(found.score).tolist() == [True, False, False]
    assert found.ranks.tolist() == [0, 2, 1]
    assert found.missing["甲市"].code == "compose-no-score"
    spread = evaluation(tree(missing="reweight"), without("jobless", 0))
    assert spread.scores["economy"][0] == 0
    assert [problem.code for problem in spread.problems] == ["compose-reweighted"]


def test_a_group_of_which_too_little_is_there_is_not_assessed() -> None:
    found = evaluation(tree(missing="reweight", at_least=0.7), without("gdp", 0))
    assert np.isnan(found.scores["economy"][0])
    assert np.isnan(found.score[0])


def test_what_does_not_apply_to_a_place_counts_neither_for_nor_against_it() -> None:
    """丙市 without the environment: the economy alone, w / (1 − w of the environment)."""
    found = evaluation(tree(), without("forest", 2), not_applicable={"丙市": ["environment"]})
    assert found.score.round(9).tolist() == [0.475, 0.6, 0.375]
    assert found.problems == ()


def test_what_does_not_apply_moves_no_end_of_the_others() -> None:
    table = without("forest", 2)
    apart = evaluation(tree(), table, not_applicable={"丙市": ["forest"]})
    assert apart.normalised[:2, 2].tolist() == [1, 0]


def test_gaps_are_filled_only_where_the_scheme_says_so() -> None:
    found = evaluation(tree(impute=Choice("column_mean")), without("jobless", 0))
    assert found.imputed[0, 1] == 4
    assert [problem.code for problem in found.problems] == ["compose-imputed"]


def test_an_unknown_item_or_place_is_refused() -> None:
    for given in ({"丁市": ["forest"]}, {"甲市": ["water"]}):
        with pytest.raises(LuoshiError):
            evaluation(tree(), TABLE, not_applicable=given)


def test_an_indicator_without_a_column_is_named() -> None:
    with pytest.raises(LuoshiError, match="forest"):
        evaluation(tree(), {"place": ["甲市"], "gdp": [1], "jobless": [1]})


# ------------------------------------------------------------------ panels and classes

PANEL = {
    "place": ["甲", "乙", "甲", "乙"],
    "year": [2017, 2017, 2018, 2018],
    "gdp": [1.0, 2.0, 3.0, 5.0],
}


def test_a_panel_is_normalised_as_one_and_ranked_within_each_year() -> None:
    found = evaluation(plain_scheme(["gdp"]), PANEL)
    assert found.score.tolist() == [0, 0.25, 0.5, 1]
    assert found.ranks.tolist() == [2, 1, 2, 1]
    assert found.row_of("甲") == 2
    assert found.row_of("甲", "2017") == 0


def test_a_row_that_is_not_there_is_refused() -> None:
    with pytest.raises(LuoshiError, match="2019"):
        evaluation(plain_scheme(["gdp"]), PANEL).row_of("甲", "2019")


@pytest.mark.parametrize(
    ("score", "title"), [(0.29996, "一般"), (0.3, "一般"), (0.29994, "较差"), (1.0, "较好"), (1.2, "")]
)
def test_a_score_is_rounded_before_it_is_classed(score: float, title: str) -> None:
    band = tree(digits=4).band_of(score)
    assert (band.title if band else "") == title


# ------------------------------------------------------------------ words


def test_an_explanation_names_score_causes_gaps_and_what_is_not_official() -> None:
    said = explain(evaluation(tree(missing="reweight"), without("jobless", 0)), "甲市")
    assert said.splitlines()[0] == "甲市：得分 0.2000，在 3 个中排第 3，等级为“较差”。"
    for words in (
        "经济：0.0000（权重 0.600）",
        "森林覆盖率 50，标准化后 0.5000 × 权重 0.4000",
        "缺少jobless",
        "系统默认，非官方",
    ):
        assert words in said


def test_an_explanation_in_english() -> None:
    said = explain(evaluation(tree(), TABLE), "乙市", language="en")
    assert said.splitlines()[0] == "乙市: score 0.6000, rank 2 of 3, class 'good'."
    assert "Most came from: GDP per head 30, normalised 1.0000 × weight 0.4500" in said


def test_what_is_not_official_is_listed() -> None:
    listed = unofficial(tree())
    assert "jobless: weight 0.25" in listed
    assert not any(text.startswith("gdp: weight") for text in listed)
    assert "class: 较差" in listed


def test_every_setting_in_force_stands_in_the_result() -> None:
    settings = evaluation(tree(treat=Choice("winsorise", {"share": 0.1})), TABLE).settings
    assert settings["treat"] == {"method": "winsorise", "share": 0.1, "skewness": 0.0, "kurtosis": 3.5}
    assert (settings["impute"], settings["missing"], settings["at_least"]) == (None, "no-score", 0.7)


def test_a_setting_that_a_method_does_not_have_is_refused_with_those_it_has() -> None:
    with pytest.raises(LuoshiError, match="skewness"):
        evaluation(tree(treat=Choice("winsorise", {"shair": 0.1})), TABLE)
    with pytest.raises(LuoshiError, match="min_max"):
        evaluation(tree(normalise=Choice("minmax")), TABLE)


def test_judgements_of_a_scheme_that_contradict_each_other_are_reported() -> None:
    judgements = [[1, 5, 1 / 5], [1 / 5, 1, 5], [5, 1 / 5, 1]]
    found = evaluation(
        plain_scheme(["gdp", "jobless", "forest"], weight=Choice("ahp", {"judgements": judgements})), TABLE
    )
    assert [problem.code for problem in found.problems] == ["compose-judgements-inconsistent"]
