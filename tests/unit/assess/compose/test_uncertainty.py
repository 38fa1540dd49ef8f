"""Many replications: each is a whole evaluation, the same seed gives the same, and one can be repeated alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from luoshi.assess.compose import Alternatives, evaluation, plain_scheme, replications, uncertainty, usual_alternatives
from luoshi.assess.compose.draws import factors_of, variant
from luoshi.assess.compose.scheme import evaluated
from luoshi.assess.compose.table import table_of
from luoshi.assess.compose.uncertainty import Uncertainty
from luoshi.model import LuoshiError
from luoshi.model.scheme import Choice, Parameter, SchemeItem

NAMES = ["a", "b", "c", "d", "e"]
VALUES = np.random.default_rng(8).lognormal(size=(14, 5))
SCHEME = plain_scheme(NAMES, {"b": "down"}, missing="reweight", at_least=0.5)
ALL: dict[str, Any] = {
    "impute": (None, Choice("column_median")),
    "treat": (None, Choice("winsorise", {"share": 0.1})),
    "normalise": (Choice("min_max"), Choice("rank"), Choice("vector")),
    "weight": (Choice("equal"), Choice("entropy"), Choice("critic")),
    "aggregate": (Choice("arithmetic"), Choice("geometric"), Choice("topsis"), Choice("vikor")),
    "weight_noise": 0.3,
    "leave_out": True,
}


def frame(values: np.ndarray = VALUES, gaps: bool = True) -> dict[str, Any]:
    filled = values.copy()
    if gaps:
        filled[3, 2] = np.nan
    return {"place": [f"p{row}" for row in range(len(values))], **dict(zip(NAMES, filled.T, strict=True))}


def slow(found: Uncertainty, replication: int) -> np.ndarray:
    """The scores of a replication by one evaluation in double precision, without any work shared."""
    return found.replay(replication).score


@pytest.mark.parametrize("error", [0.0, 0.05])
def test_a_replication_is_the_evaluation_with_its_own_choices(error: float) -> None:
    found = uncertainty(SCHEME, frame(), Alternatives(**ALL, data_error=error), seed=4, replications=300)
    for replication in range(0, 300, 7):
        expected = slow(found, replication)
        assert np.allclose(found.scores[replication], expected, atol=2e-4 if error else 1e-6), replication


def test_without_errors_of_the_data_the_ranks_are_those_of_single_evaluations() -> None:
    found = uncertainty(SCHEME, frame(), Alternatives(**ALL), seed=4, replications=200)
    assert all((found.ranks[one] == found.replay(one).ranks).all() for one in range(200))


def test_a_tree_is_replicated_level_by_level() -> None:
    groups = (
        SchemeItem("x", "x", items=(SchemeItem("a", "a"), SchemeItem("b", "b", better="down")), weight=Parameter(0.7)),
        SchemeItem("y", "y", items=(SchemeItem("c", "c"), SchemeItem("d", "d"), SchemeItem("e", "e"))),
    )
    scheme = plain_scheme(NAMES)
    scheme = type(scheme)(
        **{name: getattr(scheme, name) for name in scheme.__slots__}
        | {"root": SchemeItem("score", "score", items=groups)}
    )
    found = uncertainty(scheme, frame(gaps=False), Alternatives(**ALL), seed=2, replications=100)
    assert all((found.ranks[one] == found.replay(one).ranks).all() for one in range(100))


def test_the_same_seed_gives_the_same_and_another_gives_another() -> None:
    chosen = Alternatives(weight_noise=0.3, data_error={"a": 0.1})
    first, again, other = (uncertainty(SCHEME, frame(), chosen, seed=s, replications=50) for s in (1, 1, 2))
    assert (first.scores == again.scores).all()
    assert (first.scores != other.scores).any()


def test_pieces_of_another_size_give_the_same_ranks_without_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = uncertainty(SCHEME, frame(), Alternatives(**ALL), seed=1, replications=80)
    monkeypatch.setattr(replications, "CHUNK_OF_SCORES", 200)
    assert (uncertainty(SCHEME, frame(), Alternatives(**ALL), seed=1, replications=80).ranks == whole.ranks).all()


def test_errors_of_the_data_are_normal_with_the_stated_deviation() -> None:
    varied = replications.varied_values(np.full((10, 1), 50.0), np.full((10, 1), 5.0), 20_000, (1,), "double")
    assert varied.mean() == pytest.approx(50, abs=0.05)
    assert varied.std() == pytest.approx(5, abs=0.05)
    assert np.mean(np.abs(varied - 50) < 5) == pytest.approx(0.6827, abs=0.005)
    assert (
        replications.varied_values(np.full((10, 1), 50.0), np.full((10, 1), 5.0), 20_000, (1,), "double") == varied
    ).all()


def test_gaps_stay_gaps_under_errors() -> None:
    found = uncertainty(plain_scheme(NAMES), frame(), Alternatives(data_error=0.1), seed=1, replications=20)
    assert (found.ranks[:, 3] == 0).all()
    assert (found.ranks[:, 4] > 0).all()


# ------------------------------------------------------------------ what is read from the replications


def test_nothing_varied_gives_the_nominal_ranks_each_time() -> None:
    found = uncertainty(SCHEME, frame(), Alternatives(), seed=1, replications=5)
    assert (found.ranks == evaluation(SCHEME, frame()).ranks).all()
    low, high = found.rank_interval()
    assert (low == high).all()


def test_intervals_and_probabilities_by_hand() -> None:
    """Four replications of two places: 甲 is first in three of them."""
    table = {"place": ["甲", "乙"], "a": [1.0, 0.0], "b": [0.0, 1.0]}
    found = uncertainty(plain_scheme(["a", "b"]), table, Alternatives(weight_noise=1), seed=3, replications=400)
    share = float((found.ranks[:, 0] < found.ranks[:, 1]).mean())
    assert 0.4 < share < 0.6
    assert found.probability_above("甲", "乙") == pytest.approx(share)
    assert found.probabilities().round(9).tolist() == [[0.5, round(share, 9)], [round(1 - share, 9), 0.5]]
    assert [list(map(int, end)) for end in found.rank_interval(0.5)] == [[1, 1], [2, 2]]
    assert found.share_within(1).tolist() == [share, 1 - share]


def test_an_interval_holds_the_stated_share() -> None:
    found = uncertainty(SCHEME, frame(), Alternatives(**ALL), seed=1, replications=500)
    low, high = found.rank_interval(0.8)
    inside = ((found.ranks >= low) & (found.ranks <= high)).mean(axis=0)
    assert (inside >= 0.8).all()
    assert found.to_frame(0.8)["low"].to_list() == low.tolist()


def test_a_panel_is_ranked_within_its_years() -> None:
    table = frame(gaps=False) | {"place": [f"p{row % 7}" for row in range(14)], "year": [2017] * 7 + [2018] * 7}
    found = uncertainty(SCHEME, table, Alternatives(weight_noise=0.3), seed=1, replications=30)
    assert (np.sort(found.ranks[:, :7], axis=1) == np.arange(1, 8)).all()
    assert (np.sort(found.ranks[:, 7:], axis=1) == np.arange(1, 8)).all()
    assert found.probabilities("2017").shape == (7, 7)
    assert set(found.to_frame()["period"]) == {"2017", "2018"}


def test_what_is_usual_is_stated() -> None:
    settings = uncertainty(SCHEME, frame(), seed=1, replications=3).settings
    assert settings["normalise"] == ["min_max", "rank"]
    assert (settings["weight_noise"], settings["seed"], settings["precision"]) == (0.25, 1, "single")
    assert usual_alternatives(plain_scheme(NAMES, normalise="z_score")).aggregate == (Choice("arithmetic"),)


def test_what_does_not_apply_stays_so_in_every_replication() -> None:
    found = uncertainty(
        SCHEME, frame(), Alternatives(**ALL), seed=1, replications=20, not_applicable={"p0": ["a", "b"]}
    )
    for replication in range(20):
        scheme = variant(
            SCHEME, found.alternatives, [int(found.draws.levels[step][replication]) for step in found.draws.levels]
        )
        factors = {id: one[0] for id, one in factors_of(scheme, found.draws, np.array([replication])).items()}
        expected = evaluated(scheme, table_of(frame(), NAMES), found.evaluation.applies, factors).score
        assert np.allclose(found.scores[replication], expected, atol=1e-6)


@pytest.mark.parametrize("chosen", [{"weight_noise": 2.0}, {"weight_noise": -0.1}, {"data_error": -0.1}])
def test_shares_out_of_range_are_refused(chosen: dict[str, float]) -> None:
    with pytest.raises(LuoshiError, match="应为不小于 0"):
        uncertainty(SCHEME, frame(), Alternatives(**chosen), seed=1, replications=5)


def test_an_alternative_that_cannot_be_used_is_refused() -> None:
    chosen = Alternatives(normalise=(Choice("z_score"),), aggregate=(Choice("geometric"),))
    with pytest.raises(LuoshiError, match="负值"):
        uncertainty(SCHEME, frame(), chosen, seed=1, replications=5)


def test_another_method_of_weighting_weighs_also_what_has_given_weights() -> None:
    scheme = plain_scheme(NAMES, weights=[0.9, 0.025, 0.025, 0.025, 0.025])
    assert usual_alternatives(scheme).weight == (Choice("given"), Choice("equal"))
    found = uncertainty(
        scheme, frame(gaps=False), Alternatives(weight=(Choice("given"), Choice("equal"))), seed=1, replications=20
    )
    assert {tuple(found.replay(one).weights["score"].round(3)) for one in range(20)} == {
        (0.9, 0.025, 0.025, 0.025, 0.025), (0.2, 0.2, 0.2, 0.2, 0.2),
    }  # fmt: skip
