"""Replications worked through in pieces: what is shared is done once, what varies goes through all steps in chunks.

Replications that treat the same values in the same way share that work, and are put together in one product of matrices.
Where the values themselves vary, each is worked through in chunks of a fixed size, so memory does not grow with their
number, but for the ranks and scores that are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Literal

import numpy as np

from luoshi.assess.compose.draws import Alternatives, Draws, factors_of, variant
from luoshi.assess.compose.engine import Ready, Rows, base_weights, outcome, ready
from luoshi.assess.compose.scheme import Evaluation, ranks_in_periods, rows_of
from luoshi.assess.compose.table import Array, Table
from luoshi.model.scheme import Scheme

Precision = Literal["single", "double"]
# Bytes of the largest array that is worked on at once, a few of which are alive together: small enough for the nearest
# memory of a processor where values are made anew, larger where only weights are.
CHUNK_OF_VALUES = 1_000_000
CHUNK_OF_SCORES = 8_000_000
# Just below what the allocator of glibc takes as its highest limit between memory that it keeps and memory that it gives back.
KEPT_MEMORY = 32_000_000
Piece = tuple[Array, Callable[[], Array]]


def ranked(nominal: Evaluation, pieces: Iterable[Piece], count: int, workers: int) -> tuple[Array, Array]:
    """The ranks and the scores of all replications, pieces of them at once."""
    rows, width = rows_of(nominal.table), len(nominal.table.places)
    ranks = np.zeros((count, width), dtype=np.int16 if width < 2**15 else np.int32)
    scores = np.zeros((count, width), dtype=np.float32)
    _keep_freed_memory()

    def work(piece: Piece) -> None:
        members, scores_of = piece
        found = scores_of()
        scores[members] = found
        ranks[members] = ranks_in_periods(found, rows)

    if workers > 1:
        with ThreadPoolExecutor(workers) as pool:
            for _ in pool.map(work, pieces):
                pass
    else:
        for piece in pieces:
            work(piece)
    return ranks, scores


def _keep_freed_memory() -> None:
    """Let the arrays of one piece lie where those of the piece before lay: a third of the time is saved.

    Without it every array of a megabyte is asked of the operating system, filled with zeros there and given back. glibc
    moves its limit up to the largest piece of memory that has been given back; nothing is written to this one, so it costs
    no memory. Where there is another allocator nothing happens.
    """
    np.empty(KEPT_MEMORY, dtype=np.uint8)


def pieces_of(
    nominal: Evaluation,
    alternatives: Alternatives,
    draws: Draws,
    seed: int,
    precision: Precision,
    pool: int = 0,
) -> Iterator[Piece]:
    """Some replications at a time, with a function that gives their scores.

    Args:
        nominal: The evaluation as the scheme says.
        alternatives: What varies.
        draws: What each replication does.
        seed: For errors of the data.
        precision: As for `uncertainty`.
        pool: How many sets of erroneous values there are, where `draws.errors` names one for each replication.
    """
    table, rows = nominal.table, rows_of(nominal.table)
    error = alternatives.error_of(table)
    values = table.values
    if pool and error is not None:
        values, error = varied_values(values, error, pool, (seed,), precision), None
    shared: dict[tuple[int, ...], Ready] = {}
    for number, (levels, all_members) in enumerate(draws.combinations()):
        scheme = variant(nominal.scheme, alternatives, levels)
        if error is not None:
            for start, members in chunks_of(all_members, table, scheme, True):
                key = (seed, number, start)
                yield members, partial(_of_errors, nominal, rows, scheme, draws, members, error, key, precision)
            continue
        if levels[:3] not in shared:
            shared[levels[:3]] = ready(scheme, values, rows)
        prepared, base = shared[levels[:3]], base_weights(scheme, shared[levels[:3]])
        for _, members in chunks_of(all_members, table, scheme, values.ndim > 2):
            which = draws.errors[members] if draws.errors is not None else None
            yield members, partial(_of_weights, nominal, scheme, draws, members, prepared, base, which)


def _of_errors(
    nominal: Evaluation,
    rows: Rows,
    scheme: Scheme,
    draws: Draws,
    members: Array,
    error: Array,
    key: Sequence[int],
    precision: Precision,
) -> Array:
    """Scores of replications each of which has values of its own."""
    varied = varied_values(nominal.table.values, error, len(members), key, precision)
    prepared = ready(scheme, varied, rows)
    found = outcome(scheme, prepared, factors_of(scheme, draws, members), nominal.applies)
    return found.scores[scheme.root.id]


def _of_weights(
    nominal: Evaluation,
    scheme: Scheme,
    draws: Draws,
    members: Array,
    prepared: Ready,
    base: Mapping[str, Array],
    which: Array | None,
) -> Array:
    """Scores of replications that share their values, or each take one of a number of sets."""
    picked, weights = _picked(prepared, base, which)
    found = outcome(scheme, picked, factors_of(scheme, draws, members), nominal.applies, weights)
    return found.scores[scheme.root.id]


def _picked(prepared: Ready, base: Mapping[str, Array], which: Array | None) -> tuple[Ready, Mapping[str, Array]]:
    """What was prepared of the sets of values that some replications work on."""
    if which is None or prepared.normalised.ndim == 2:
        return prepared, base
    # Only what is normalised is looked at from here on.
    picked = Ready(prepared.imputed, prepared.treated, prepared.normalised[which], prepared.indifferent[which])
    return picked, {id: weights[which] if weights.ndim > 1 else weights for id, weights in base.items()}


def varied_values(
    values: Array, error: Array, count: int, key: Sequence[int], precision: Precision = "single"
) -> Array:
    """The values with independent normal errors, that many times over. The same key gives the same errors."""
    kind = np.float32 if precision == "single" else np.float64
    random = np.random.Generator(np.random.SFC64(np.random.SeedSequence(list(key))))
    # Always drawn in single precision, so that the errors are the same in both.
    normal: Array = _normal(random, count * values.size).reshape(count, *values.shape).astype(kind, copy=False)
    normal *= error.astype(kind, copy=False)
    normal += values.astype(kind, copy=False)
    return normal


def _normal(random: np.random.Generator, count: int) -> Array:
    """Normal numbers in single precision (Box & Muller 1958), none beyond 5.8: twice as fast as numpy's own."""
    half = (count + 1) // 2
    radius, angle = random.random((2, half), dtype=np.float32)
    np.log(np.subtract(1, radius, out=radius), out=radius)
    np.sqrt(np.multiply(radius, -2, out=radius), out=radius)
    angle *= np.float32(2 * np.pi)
    found = np.empty(2 * half, dtype=np.float32)
    np.multiply(np.cos(angle), radius, out=found[:half])
    np.multiply(np.sin(angle, out=angle), radius, out=found[half:])
    return found[:count]


def chunks_of(members: Array, table: Table, scheme: Scheme, varies: bool) -> Iterator[tuple[int, Array]]:
    """The replications of a combination in pieces of a bounded size, each with the place where it begins."""
    rows, columns = table.values.shape
    widest = max(len(group.items) for group in scheme.groups)
    size = rows * (columns * 4 if varies else 8 * (widest if len(scheme.groups) > 1 else 1))
    step = max(1, (CHUNK_OF_VALUES if varies else CHUNK_OF_SCORES) // max(size, 1))
    for start in range(0, len(members), step):
        yield start, members[start : start + step]
