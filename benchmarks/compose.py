"""How fast composite indices, their uncertainty and their sensitivity are: `python benchmarks/compose.py [--record] [--quick]`.

Everything is measured in one run, beside the plain numpy that an analyst would write and, where they are installed, beside
pymcdm and scikit-criteria. What each line means stands in benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import importlib
import json
import platform
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

import luoshi
from luoshi.assess import compose
from luoshi.assess.compose import Alternatives
from luoshi.assess.compose.table import table_of
from luoshi.model.scheme import Choice

HISTORY = Path(__file__).with_name("history.jsonl")
SIZES = ((51, 49), (300, 60))
REPLICATIONS = 1000

Measures = dict[str, float]

# Treating, normalising, weighting, aggregating: two of each, and weights up or down by a quarter.
CHOICES: dict[str, Any] = {
    "treat": (None, Choice("winsorise")),
    "normalise": (Choice("min_max"), Choice("rank")),
    "weight": (Choice("equal"), Choice("entropy")),
    "aggregate": (Choice("arithmetic"), Choice("geometric")),
    "weight_noise": 0.25,
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--record", action="store_true", help="append the result to benchmarks/history.jsonl")
    options.add_argument(
        "--quick", action="store_true", help="fewer rounds, without the panel and 100,000 replications"
    )
    given = options.parse_args()
    rounds = 3 if given.quick else 7
    measured: Measures = {}
    for measure in (replications, growth, panel, topsis, sobol):
        if given.quick and measure in (panel, growth):
            continue
        found = measure(rounds)
        for name, value in found.items():
            print(f"{name:62} {value:10.4f}", flush=True)
        measured |= found
    if given.record:
        line = {"date": date.today().isoformat(), "version": luoshi.__version__, "python": platform.python_version()}
        with HISTORY.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line | {name: round(value, 4) for name, value in measured.items()}) + "\n")


def best(work: Callable[[], object], rounds: int) -> float:
    """The seconds of the fastest of several rounds: the one that was least disturbed."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def values_of(places: int, indicators: int) -> np.ndarray:
    return np.random.default_rng(0).lognormal(size=(places, indicators))


def scheme_of(indicators: int, **choices: Any) -> Any:
    return compose.plain_scheme([f"x{number + 1}" for number in range(indicators)], **choices)


# ------------------------------------------------------------------ replications


def replications(rounds: int) -> Measures:
    """A thousand whole evaluations, with other choices, and with errors of all values besides."""
    found: Measures = {}
    for places, indicators in SIZES:
        values, size = values_of(places, indicators), f"{places} × {indicators}"
        scheme = scheme_of(indicators)
        varied = best(partial(_uncertain, scheme, values, Alternatives(**CHOICES)), rounds)
        plain = best(partial(plain_script, values, REPLICATIONS), 1)
        treated = scheme_of(indicators, treat=Choice("winsorise"))
        data = best(partial(_uncertain, treated, values, Alternatives(weight_noise=0.25, data_error=0.05)), rounds)
        both = best(partial(_uncertain, scheme, values, Alternatives(**CHOICES, data_error=0.05)), rounds)
        found |= {
            f"1,000 replications, {size}, seconds": varied,
            f"plain numpy for the same, {size}, times ours": plain / varied,
            f"1,000 with errors of all values, {size}, seconds": data,
            f"1,000 with other choices and errors, {size}, seconds": both,
        }
    return found


def _uncertain(scheme: Any, values: Any, alternatives: Alternatives, count: int = REPLICATIONS) -> object:
    return compose.uncertainty(scheme, values, alternatives, seed=1, replications=count)


def plain_script(values: np.ndarray, count: int) -> np.ndarray:
    """What an analyst writes: one evaluation after the other."""
    random = np.random.default_rng(1)
    ranks = np.empty((count, len(values)), dtype=int)
    for one in range(count):
        table = values
        if random.random() < 0.5:
            ordered, drawn = np.sort(values, axis=0), int(0.05 * len(values))
            table = np.clip(values, ordered[drawn], ordered[len(values) - 1 - drawn])
        if random.random() < 0.5:
            scaled = (table - table.min(axis=0)) / (table.max(axis=0) - table.min(axis=0))
        else:
            scaled = table.argsort(axis=0).argsort(axis=0) / (len(values) - 1)
        weights = np.ones(values.shape[1]) if random.random() < 0.5 else plain_entropy(scaled)
        weights = weights * random.uniform(0.75, 1.25, len(weights))
        weights /= weights.sum()
        with np.errstate(divide="ignore"):
            score = scaled @ weights if random.random() < 0.5 else np.exp(np.log(scaled) @ weights)
        ranks[one] = (-score).argsort().argsort() + 1
    return ranks


def plain_entropy(scaled: np.ndarray) -> np.ndarray:
    share = scaled / scaled.sum(axis=0)
    logarithms = np.log(np.where(share > 0, share, 1))
    divergence = 1 + (share * logarithms).sum(axis=0) / np.log(len(scaled))
    return divergence / divergence.sum()


def growth(rounds: int) -> Measures:
    """A hundred times as many replications over a hundred times the time: 1 is linear. And the memory that they take."""
    values, scheme = values_of(51, 49), scheme_of(49)
    few = best(lambda: _uncertain(scheme, values, Alternatives(**CHOICES), 10_000), 3)
    many = best(lambda: _uncertain(scheme, values, Alternatives(**CHOICES), 100_000), 1)
    kept = 100_000 * (51 * 6 + 49 * 4) / 1_000_000
    peak = int(subprocess.run([sys.executable, "-c", _PEAK], capture_output=True, text=True, check=True).stdout)
    return {
        "100,000 replications, 51 × 49, seconds": many,
        "growth from 10,000 to 100,000, over linear": many / few / 10,
        "memory of 100,000, 51 × 49, MB": peak / 1_000_000,
        "memory of 100,000, over ranks, scores and weights kept": peak / 1_000_000 / kept,
    }


# The high-water mark of the memory in use is set back before the replications (Linux).
_PEAK = """
import re, sys
sys.path.insert(0, "benchmarks")
from compose import CHOICES, Alternatives, _uncertain, scheme_of, values_of

def kilobytes(what):
    return int(re.search(what + r":\\s+(\\d+)", open("/proc/self/status").read())[1])

values, scheme = values_of(51, 49), scheme_of(49)
_uncertain(scheme, values, Alternatives(**CHOICES), 100)
open("/proc/self/clear_refs", "w").write("5")
before = kilobytes("VmRSS")
kept = _uncertain(scheme, values, Alternatives(**CHOICES), 100_000)
print((kilobytes("VmHWM") - before) * 1024)
"""


def panel(rounds: int) -> Measures:
    """300 places, 60 indicators, 15 years: a thousand replications, ranked within each year."""
    columns: dict[str, Any] = {"place": [f"p{row % 300}" for row in range(4500)]}
    columns["year"] = [2000 + row // 300 for row in range(4500)]
    columns |= {f"x{number + 1}": one for number, one in enumerate(values_of(4500, 60).T)}
    table, scheme = table_of(columns), scheme_of(60)
    choices = best(lambda: _uncertain(scheme, table, Alternatives(**CHOICES)), 2)
    errors = best(lambda: _uncertain(scheme, table, Alternatives(weight_noise=0.25, data_error=0.05)), 1)
    return {
        "panel 300 × 60 × 15, 1,000 replications, seconds": choices,
        "panel, 1,000 with errors of all values, seconds": errors,
    }


# ------------------------------------------------------------------ one evaluation


def topsis(rounds: int) -> Measures:
    """Weights by entropy, ranks by TOPSIS, 300 × 60, over the same in bare numpy and in two libraries."""
    values = values_of(300, 60)
    types = np.ones(60)
    ours = best(lambda: compose.topsis(values, compose.entropy(values)), rounds * 20)
    bare = best(lambda: plain_topsis(values), rounds * 20)
    found = {
        "entropy and TOPSIS, 300 × 60, milliseconds": ours * 1000,
        "entropy and TOPSIS, over bare numpy": ours / bare,
    }
    for name, work in (("pymcdm", _pymcdm), ("scikit-criteria", _scikit_criteria)):
        try:
            other = work(values, types)
        except ModuleNotFoundError:
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found[f"entropy and TOPSIS, {name}, times ours"] = best(other, rounds) / ours
    return found


def plain_topsis(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    low, high = values.min(axis=0), values.max(axis=0)
    weights = plain_entropy((values - low) / (high - low))
    scaled = values / np.sqrt((values**2).sum(axis=0)) * weights
    best_ = np.sqrt(((scaled - scaled.max(axis=0)) ** 2).sum(axis=1))
    worst = np.sqrt(((scaled - scaled.min(axis=0)) ** 2).sum(axis=1))
    score = worst / (best_ + worst)
    return score, (-score).argsort().argsort() + 1


def _pymcdm(values: np.ndarray, types: np.ndarray) -> Callable[[], object]:
    methods, weights = importlib.import_module("pymcdm.methods"), importlib.import_module("pymcdm.weights")
    norms, helpers = importlib.import_module("pymcdm.normalizations"), importlib.import_module("pymcdm.helpers")
    method = methods.TOPSIS(norms.vector_normalization)
    return lambda: helpers.rrankdata(method(values, weights.entropy_weights(values), types))


def _scikit_criteria(values: np.ndarray, types: np.ndarray) -> Callable[[], object]:
    criteria = importlib.import_module("skcriteria")
    weighters = importlib.import_module("skcriteria.preprocessing.weighters")
    scalers = importlib.import_module("skcriteria.preprocessing.scalers")
    method = importlib.import_module("skcriteria.agg.similarity").TOPSIS()
    matrix = criteria.mkdm(values, types)
    scaler, weighter = scalers.VectorScaler(target="matrix"), weighters.EntropyWeighter()
    return lambda: method.evaluate(weighter.transform(scaler.transform(matrix)))


# ------------------------------------------------------------------ sensitivity


def sobol(rounds: int) -> Measures:
    """Eight choices, 4,096 base samples, so 40,960 whole evaluations of 126 places by 30 indicators."""
    values = values_of(126, 30)
    values[3, 4] = np.nan
    chosen = CHOICES | {
        "impute": (Choice("column_mean"), Choice("column_median")),
        "weight": (Choice("equal"), Choice("entropy"), Choice("critic")),
        "aggregate": (Choice("arithmetic"), Choice("geometric"), Choice("topsis")),
    }
    alternatives = Alternatives(**chosen, data_error=0.05, leave_out=True)
    work = best(lambda: compose.sensitivity(scheme_of(30), values, alternatives, seed=1, base=4096), 2)
    return {"Sobol, 8 choices, 4,096 samples, 126 places, seconds": work}


if __name__ == "__main__":
    main()
