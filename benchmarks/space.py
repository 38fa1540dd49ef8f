"""How fast places are compared with their neighbours, beside PySAL in the same run.

    .venv/bin/python benchmarks/space.py
    .venv/bin/python benchmarks/space.py --quick

What it prints is explained in benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import time
import warnings
from collections.abc import Callable

import esda
import libpysal
import numpy as np

from luoshi.assess.space import local_moran, moran, nearest

PERMUTATIONS = 9999


def main() -> None:
    parser = argparse.ArgumentParser(description="how fast places are compared with their neighbours")
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    rounds = 1 if parser.parse_args().quick else 5
    # The library announces changes of its own, which are not ours to print.
    warnings.simplefilter("ignore", DeprecationWarning)
    for places in (126, 300):
        for name, value in indices(places, rounds).items():
            print(f"{name:<56}{value:>10.4g}")


def indices(places: int, rounds: int) -> dict[str, float]:
    """Global and local index with 9,999 permutations, six neighbours each."""
    random = np.random.default_rng(1)
    points, values = random.random((places, 2)), random.random(places)
    ours, theirs = nearest(points, k=6, plane=True), libpysal.weights.KNN(points, 6)
    times = {
        "moran": best(lambda: moran(values, ours, permutations=PERMUTATIONS), rounds),
        "esda.Moran": best(lambda: esda.Moran(values, theirs, permutations=PERMUTATIONS), rounds),
        "local_moran": best(lambda: local_moran(values, ours, permutations=PERMUTATIONS), rounds),
        "esda.Moran_Local": best(lambda: esda.Moran_Local(values, theirs, permutations=PERMUTATIONS, seed=1), rounds),
    }
    return {f"{name}, {places} places, seconds": seconds for name, seconds in times.items()} | {
        f"esda over moran, {places} places, times": times["esda.Moran"] / times["moran"],
        f"esda over local_moran, {places} places, times": times["esda.Moran_Local"] / times["local_moran"],
    }


def best(work: Callable[[], object], rounds: int) -> float:
    """The fastest of several rounds: it was disturbed least."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    main()
