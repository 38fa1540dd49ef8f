"""The technology achievement index, the case by which the OECD/JRC handbook explains every step: from raw data to ranks.

Nardo, Saisana, Saltelli, Tarantola, Hoffmann & Giovannini, Handbook on Constructing Composite Indicators, OECD/JRC 2008:
the data of 23 countries (table A.2), and what it prints of them (tables 15–18, 22, 23). The ends of the scales are those of
the index itself: UNDP, Human Development Report 2001, technical note 2, where telephones and electricity end at the mean of
the OECD, as logarithms.
"""

from __future__ import annotations

from math import log10

import numpy as np
import pytest

from luoshi.assess import compose
from luoshi.model.scheme import Choice, Parameter, Scheme, SchemeItem

INDICATORS = ("patents", "royalties", "internet", "exports", "telephones", "electricity", "schooling", "university")
LOWER = (0, 0, 0, 0, 0, log10(22), 0.8, 0.1)
UPPER = (994, 272.6, 232.4, 80.8, log10(901), log10(6969), 12.0, 27.4)
ROWS = [
    line.split()
    for line in """
    Finland 187 125.6 200.2 50.7 3.08 4.15 10 27.4
    United_States 289 130 179.1 66.2 3.00 4.07 12 13.9
    Sweden 271 156.6 125.8 59.7 3.10 4.14 11.4 15.3
    Japan 994 64.6 49 80.8 3.00 3.86 9.5 10
    Korea 779 9.8 4.8 66.7 2.97 3.65 10.8 23.2
    Netherlands 189 151.2 136 50.9 3.02 3.77 9.4 9.5
    United_Kingdom 82 134 57.4 61.9 3.02 3.73 9.4 14.9
    Canada 31 38.6 108 48.7 2.94 4.18 11.6 14.2
    Australia 75 18.2 125.9 16.2 2.94 3.94 10.9 25.3
    Singapore 8 25.5 72.3 74.9 2.95 3.83 7.1 24.2
    Germany 235 36.8 41.2 64.2 2.94 3.75 10.2 14.4
    Norway 103 20.2 193.6 19 3.12 4.39 11.9 11.2
    Ireland 106 110.3 48.6 53.6 2.97 3.68 9.4 12.3
    Belgium 72 73.9 58.9 47.6 2.91 3.86 9.3 13.6
    New_Zealand 103 13 146.7 15.4 2.86 3.91 11.7 13.1
    Austria 165 14.8 84.2 50.3 2.99 3.79 8.4 13.6
    France 205 33.6 36.4 58.9 2.97 3.80 7.9 12.6
    Israel 74 43.6 43.2 45 2.96 3.74 9.6 11
    Spain 42 8.6 21 53.4 2.86 3.62 7.3 15.6
    Italy 13 9.8 30.4 51 3.00 3.65 7.2 13
    Czech_Republic 28 4.2 25 51.7 2.75 3.68 9.5 8.2
    Hungary 26 6.2 21.6 63.5 2.73 3.46 9.1 7.7
    Slovenia 105 4 20.3 49.5 2.84 3.71 7.1 10.6
    """.strip().splitlines()
]
COUNTRIES = [row[0] for row in ROWS]
VALUES = np.array([row[1:] for row in ROWS], dtype=float)
SCHOOLING = VALUES[:, 6:7]
# Table 22, and the ranks of table 23 in the order of the countries.
WEIGHTS = {
    "equal": (1, 1, 1, 1, 1, 1, 1, 1),
    "factors": (0.17, 0.15, 0.11, 0.06, 0.08, 0.13, 0.13, 0.17),
    "budget": (0.11, 0.11, 0.11, 0.18, 0.10, 0.06, 0.15, 0.18),
    "hierarchy": (0.09, 0.10, 0.07, 0.21, 0.05, 0.06, 0.18, 0.25),
}
RANKS = {
    "equal": [1, 2, 3, 4, 5, 6, 7, 9, 10, 8, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23],
    "factors": [1, 2, 3, 4, 5, 6, 8, 10, 7, 11, 12, 9, 14, 15, 13, 16, 17, 18, 19, 20, 21, 23, 22],
    "budget": [1, 2, 3, 5, 4, 8, 7, 10, 11, 6, 9, 13, 12, 14, 17, 15, 16, 18, 19, 21, 22, 20, 23],
    "hierarchy": [1, 3, 4, 5, 2, 11, 7, 10, 9, 6, 8, 16, 12, 13, 18, 15, 14, 17, 19, 21, 22, 20, 23],
}


def scheme(weights: tuple[float, ...]) -> Scheme:
    items = tuple(
        SchemeItem(name, name, weight=Parameter(weight), lower=Parameter(low), upper=Parameter(high))
        for name, weight, low, high in zip(INDICATORS, weights, LOWER, UPPER, strict=True)
    )
    root = SchemeItem("tai", "tai", items=items)
    return Scheme(
        "tai", "tai", "2001", "", root, Choice("min_max", {"clip": True}), Choice("given"), Choice("arithmetic")
    )


def evaluated(weights: tuple[float, ...]) -> compose.Evaluation:
    columns = {"place": COUNTRIES} | {name: VALUES[:, number] for number, name in enumerate(INDICATORS)}
    return compose.evaluation(scheme(weights), columns)


def test_the_index_of_new_zealand_is_that_of_the_report() -> None:
    """Human Development Report 2001, technical note 2: 0.549."""
    assert round(evaluated(WEIGHTS["equal"]).score[COUNTRIES.index("New_Zealand")], 3) == 0.549


@pytest.mark.parametrize("way", ["equal", "budget"])
def test_all_ranks_are_those_of_the_handbook(way: str) -> None:
    """Table 23."""
    assert evaluated(WEIGHTS[way]).ranks.tolist() == RANKS[way]


@pytest.mark.parametrize("way", ["factors", "hierarchy"])
def test_ranks_are_those_of_the_handbook_but_for_neighbours_that_its_two_digits_cannot_tell_apart(way: str) -> None:
    """Table 23, from the weights of table 22, which are printed with two digits."""
    apart = np.abs(evaluated(WEIGHTS[way]).ranks - RANKS[way])
    assert (apart <= 2).all()
    assert (apart == 0).sum() >= 19


def test_the_components_are_those_of_the_handbook() -> None:
    """Tables 16–18: variances, loadings after rotation but for their sign, weights; the raw data are printed rounded."""
    found = compose.pca(VALUES, rule="rotated", explained=0.87)
    variance = np.array([41.9, 21.8, 12.3, 11.1, 6.0, 3.7, 2.2, 0.9])
    assert np.abs(found.workings["explained"] * 100 - variance).max() < 0.12
    loadings = np.abs(found.workings["loadings"])
    patents, university = loadings[0], loadings[7]
    assert patents.round(2).tolist() == [0.06, 0.97, 0.06, 0.06]
    assert university.round(2).tolist() == [0.08, 0.04, 0.96, 0.05]
    printed = [0.17, 0.15, 0.11, 0.07, 0.08, 0.12, 0.14, 0.16]
    assert np.abs(found.weights - printed).max() < 0.0055


def test_the_normalised_values_are_those_of_the_handbook() -> None:
    """Table 15, mean years of schooling of the first four countries: z, min–max, distance to the best and to the mean."""
    best, mean = compose.distance(SCHOOLING), compose.distance(SCHOOLING, reference=float(SCHOOLING.mean()))
    for found, printed in (
        (compose.z_score(SCHOOLING, ddof=1), [0.26, 1.52, 1.14, -0.06]),
        (compose.min_max(SCHOOLING), [0.59, 1.00, 0.88, 0.49]),
        (best, [0.83, 1.00, 0.95, 0.79]),
        (mean, [1.04, 1.25, 1.19, 0.99]),
    ):
        assert found.values[:4, 0].round(2).tolist() == printed
