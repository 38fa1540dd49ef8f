"""The example of the manual of SciPy."""

from __future__ import annotations

import numpy as np

from luoshi.assess import compose


def test_z_score_reproduces_the_manual() -> None:
    """SciPy manual, scipy.stats.zscore, along an axis with n − 1: the first two of its rows, as columns."""
    columns = [[0.3148, 0.7149], [0.0478, 0.0775], [0.6243, 0.6072], [0.4608, 0.9656]]
    printed = [
        [-0.19264823, 0.33048416],
        [-1.28415119, -1.37380874],
        [1.07259584, 0.04251374],
        [0.40420358, 1.00081084],
    ]
    assert np.abs(compose.z_score(columns, ddof=1).values - printed).max() < 1e-8
