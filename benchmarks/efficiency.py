"""How fast efficiency is measured, beside the plain way: a linear programme built and solved from nothing for each producer.

    .venv/bin/python benchmarks/efficiency.py
    .venv/bin/python benchmarks/efficiency.py --quick

What it prints is explained in benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np
from scipy.optimize import linprog

from luoshi.assess.efficiency import ccr, malmquist, sbm, super_sbm

PRODUCERS, INPUTS, OUTPUTS, YEARS = 300, 5, 2, 15


def main() -> None:
    parser = argparse.ArgumentParser(description="how fast efficiency is measured")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, and three years instead of fifteen")
    quick = parser.parse_args().quick
    for name, value in (one_year(1 if quick else 3) | years(3 if quick else YEARS)).items():
        print(f"{name:<56}{value:>10.4g}")


def one_year(rounds: int) -> dict[str, float]:
    """300 producers, 5 inputs, 2 outputs, against linprog for each (30 of them, scaled up)."""
    inputs, outputs = invented(PRODUCERS)
    plain = best(lambda: [plain_sbm(inputs, outputs, k) for k in range(30)], 1) * PRODUCERS / 30
    found = {
        f"{method.__name__}, 300 × (5 + 2), seconds": best(lambda method=method: method(inputs, outputs), rounds)  # type: ignore[misc]
        for method in (ccr, sbm, super_sbm)
    }
    return found | {"linprog from nothing over sbm, times": plain / found["sbm, 300 × (5 + 2), seconds"]}


def years(count: int) -> dict[str, float]:
    """300 producers over the years, against the frontiers of two years and of all."""
    inputs, outputs = invented(PRODUCERS * count)
    names, when = list(range(PRODUCERS)) * count, np.repeat(np.arange(count), PRODUCERS)
    return {
        f"malmquist {reference}, 300 × {count} years, seconds": best(
            lambda reference=reference: malmquist(inputs, outputs, names=names, years=when, reference=reference),  # type: ignore[misc]
            1,
        )
        for reference in ("contemporaneous", "global")
    }


def invented(rows: int) -> tuple[np.ndarray, np.ndarray]:
    """Producers of many sizes, some better than others."""
    random = np.random.default_rng(1)
    inputs = random.lognormal(0, 0.6, (rows, INPUTS))
    return inputs, inputs.prod(axis=1)[:, None] ** (0.8 / INPUTS) * random.lognormal(0, 0.3, (rows, OUTPUTS))


def plain_sbm(inputs: np.ndarray, outputs: np.ndarray, producer: int) -> float:
    """The slacks-based score of one producer, its programme built and solved from nothing."""
    count, slacks = len(inputs), INPUTS + OUTPUTS
    here, made = inputs[producer], outputs[producer]
    costs = np.concatenate([np.zeros(count), -1 / (INPUTS * here), np.zeros(OUTPUTS), [1.0]])
    rows = np.zeros((slacks + 1, count + slacks + 1))
    rows[:slacks, :count] = np.vstack([inputs.T, outputs.T])
    rows[:slacks, count:-1] = np.diag([1.0] * INPUTS + [-1.0] * OUTPUTS)
    rows[:slacks, -1] = np.concatenate([-here, -made])
    rows[-1, count + INPUTS : -1], rows[-1, -1] = 1 / (OUTPUTS * made), 1.0
    return float(linprog(costs, A_eq=rows, b_eq=np.append(np.zeros(slacks), 1.0)).fun)


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
