"""How places differ, how likeness clusters on the map, and whether they grow together.

from luoshi.assess.space import moran, nearest

moran([3.1, 2.9, 0.4, 0.2], nearest([[125, 43], [126, 43], [130, 47], [131, 47]], k=1)).statistic
"""

from __future__ import annotations

from luoshi.assess.space.convergence import beta_convergence, sigma_convergence
from luoshi.assess.space.inequality import gini, theil
from luoshi.assess.space.lisa import local_moran
from luoshi.assess.space.markov import markov, spatial_markov
from luoshi.assess.space.moran import moran
from luoshi.assess.space.neighbours import contiguous, inverse_distance, nearest, within
from luoshi.assess.years import by_years

__all__ = [
    "beta_convergence",
    "by_years",
    "contiguous",
    "gini",
    "inverse_distance",
    "local_moran",
    "markov",
    "moran",
    "nearest",
    "sigma_convergence",
    "spatial_markov",
    "theil",
    "within",
]
