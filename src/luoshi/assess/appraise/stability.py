"""How ranks and grades come out under other weights: each item's weight up or down at random, a thousand times.

No document prints the weights of an appraisal, so whoever is ranked by them may ask how much hangs on them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from luoshi.assess.numbers import rounded
from luoshi.model.appraisal import AppraisalRule, AppraisalStability, Appraised
from luoshi.model.finding import Missing

Numbers: TypeAlias = NDArray[np.float64]
LEVEL = 0.9


def stability(
    given: Sequence[Appraised], *, noise: Decimal = Decimal("0.25"), replications: int = 1000, seed: int = 1
) -> tuple[Appraised, ...]:
    """The appraisals, each with its stability under other weights.

    Args:
        given: Appraisals of several places by one rule.
        noise: By how much each item's weight goes up or down, evenly (系统默认，非官方). Weights are then brought to their sum
            again, and moved from what does not apply or is missing as the rule does.
        replications: How often.
        seed: The same seed gives the same result.

    Returns:
        In the order given. Ranks are those among the places that have a total; equal totals share the better rank. What is
        capped stays capped.

    Gaps:
        A place without a total has no stability. What could be rated by the rule's own weights is rated by others too.

    >>> from luoshi.assess.appraise import appraise
    >>> from luoshi.model.appraisal import Domain, GradeBand, Handed, Item
    >>> items = [Item(id, id, "", Decimal(10), "reach", target=Decimal(100)) for id in "ab"]
    >>> bands = (GradeBand("合格", Decimal(12)), GradeBand("不合格", Decimal(0)))
    >>> rule = AppraisalRule("r", "1", "", (Domain("e", "棚改", tuple(items)),), bands)
    >>> handed = {place: {id: Handed(Decimal(value)) for id in "ab"} for place, value in (("x", 90), ("y", 20))}
    >>> found = stability([appraise(rule, place, one) for place, one in handed.items()])
    >>> [(one.place, one.stability.low, one.stability.high, str(one.stability.same_grade)) for one in found]
    [('x', 1, 1, '1.0000'), ('y', 2, 2, '1.0000')]
    """
    rated = [one for one in given if not isinstance(one.total, Missing)]
    if not rated or not replications:
        return tuple(given)
    rule = rated[0].rule
    weights = _weights(rule, float(noise), replications, seed)
    totals = np.stack([_totals(one, weights) for one in rated])
    # Totals that differ by less than a hundredth of what is shown are the same.
    ranks = 1 + (totals[None, :, :] > totals[:, None, :] + 1e-4).sum(axis=1)
    found = {
        one.place: _of_place(one, totals[row], ranks[row], noise, replications, seed) for row, one in enumerate(rated)
    }
    return tuple(replace(one, stability=found.get(one.place)) for one in given)


def _weights(rule: AppraisalRule, noise: float, replications: int, seed: int) -> dict[str, Numbers]:
    """The weight of each item in each replication, together what the rule's are."""
    items = [item for domain in rule.domains for item in domain.items]
    own = np.array([float(item.weight) for item in items])
    random = np.random.default_rng(seed).uniform(1 - noise, 1 + noise, (replications, len(items)))
    varied = own * random
    varied *= own.sum() / varied.sum(axis=1, keepdims=True)
    return {item.id: varied[:, column] for column, item in enumerate(items)}


def _totals(one: Appraised, weights: dict[str, Numbers]) -> Numbers:
    """The total of a place in each replication."""
    applying = [score for score in one.domains if score.applies]
    whole = sum(weights.values())
    applicable = sum(weights[item.id] for score in applying for item in score.domain.items)
    total = np.full(len(next(iter(weights.values()))), float(one.extra))
    for score in applying:
        domain = sum(weights[item.id] for item in score.domain.items) * whole / applicable
        known = [item for item in score.items if item.share is not None]
        sums = sum(weights[item.item.id] for item in known)
        earned = sum(weights[item.item.id] * float(item.share or 0) for item in known)
        total = total + domain * earned / sums
    clipped: Numbers = np.clip(total, 0, float(one.rule.most))
    return clipped


def _of_place(
    one: Appraised, totals: Numbers, ranks: NDArray[np.int_], noise: Decimal, replications: int, seed: int
) -> AppraisalStability:
    low, high = np.quantile(ranks, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], method="inverted_cdf")
    names = [band.name for band in one.rule.bands]
    edges = np.array([float(band.low) for band in one.rule.bands])
    # The first band, from the best down, whose edge is reached; a cap lets none above it.
    grades = (totals[:, None] >= edges - 1e-9).argmax(axis=1)
    grades = np.maximum(grades, names.index(one.cap)) if one.cap else grades
    counts = np.bincount(grades, minlength=len(names))
    shares = {
        name: rounded(Fraction(int(count), replications), 4) for name, count in zip(names, counts, strict=True) if count
    }
    return AppraisalStability(
        int(low), int(high), shares.get(one.grade, Decimal(0)), shares, noise, replications, seed
    )  # fmt: skip
