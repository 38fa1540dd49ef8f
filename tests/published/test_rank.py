"""The example of the manual of SciPy."""

from __future__ import annotations

from luoshi.assess import compose


def test_rank_reproduces_the_manual() -> None:
    """SciPy manual, scipy.stats.rankdata: 0, 2, 3, 2 have the ranks 1, 2.5, 4, 2.5."""
    assert compose.rank({"x": [0, 2, 3, 2]}, scale="rank").values.ravel().tolist() == [1, 2.5, 4, 2.5]
    assert compose.rank({"x": [0, 2, 3, 2]}).values.ravel().tolist() == [0, 0.5, 1, 0.5]
