"""How the scores of a scheme lie on the map: whether like stands by like, and which places stand out from their neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

import numpy as np

from luoshi.assess.space import contiguous, local_moran, moran
from luoshi.assess.space.neighbours import Neighbours
from luoshi.model.assessed import Assessed, AssessedPlace, Pattern, PatternPlace
from luoshi.model.finding import Missing
from luoshi.model.problem import Kind, LuoshiError

NOT_PREFECTURES = Kind(
    code="pattern-not-prefectures",
    zh="评价的地区不都是地级，县区与所属市（州）套叠，没有可用的邻接关系",
    en="not all places are prefectures: counties lie inside them, and there is no common border to go by",
    hint_zh="请用地级行政区的方案。", hint_en="Use a scheme of prefectures.",
)  # fmt: skip

PERMUTATIONS, LEVEL = 9999, 0.05


def pattern_of(given: Assessed) -> Pattern | Missing:
    """Moran's I of the scores, and each place beside those on which it borders.

    Gaps:
        Fewer than four scores, scores that are all the same, places that are no prefectures, no boundaries: each says so.
        Places without a score are nobody's neighbours.

    >>> import luoshi
    >>> from luoshi.assessing import assess
    >>> jilin = luoshi.pack("jilin")
    >>> found = pattern_of(assess(jilin, luoshi.observed(jilin)[0], "coordination", as_of=2018, replications=0))
    >>> round(found.statistic, 3), {one.cluster for one in found.places}
    (-0.058, {'不显著'})
    """
    places = given.scored
    if any(not one.place.endswith("00") for one in given.places):
        return Missing(NOT_PREFECTURES(where=given.scheme.id))
    try:
        beside = contiguous([one.place for one in places], places=[one.name for one in places])
        scores = [one.score for one in places]
        whole = moran(scores, beside, permutations=PERMUTATIONS)
        local = local_moran(scores, beside, permutations=PERMUTATIONS, level=LEVEL)
    except LuoshiError as error:
        return Missing(error.problem)
    return Pattern(
        statistic=whole.statistic,
        expected=whole.expected,
        p=whole.p_permuted,
        permutations=PERMUTATIONS,
        level=LEVEL,
        how=beside.how,
        places=tuple(
            PatternPlace(
                one.place, one.name, beside.of(one.name), local.quadrant[n], float(local.p[n]),
                float(local.p_corrected[n]), local.cluster[n], _fewest(beside, places, n),
            )
            for n, one in enumerate(places)
        ),
    )  # fmt: skip


def _fewest(beside: Neighbours, places: Sequence[AssessedPlace], row: int) -> float:
    """The chance of the most extreme arrangement of so many others."""
    degree = int(np.diff(beside.weights.indptr)[row])
    return 1 / comb(len(places) - 1, degree) if degree else float("nan")
