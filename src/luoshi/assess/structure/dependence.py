"""How far a place lives on its resources: their share in what it makes, whom it employs and what its budget takes in."""

from __future__ import annotations

import numpy as np

from luoshi.assess.arrays import Numbers, labels, vector
from luoshi.assess.method import method
from luoshi.assess.structure.composition import ByPlace
from luoshi.model.problem import Kind, LuoshiError, Problem

# As a share: a part over its whole, by what is counted.
_MEASURES = ("value_added", "employment", "fiscal")

MORE_THAN_ALL = Kind(
    code="structure-part-exceeds-whole",
    zh="{measure}：资源部分（{part}）大于全部（{whole}）", en="{measure}: the resource part ({part}) exceeds the whole ({whole})",
    hint_zh="请核对两者的口径和单位。", hint_en="Check what both count, and their units.",
)  # fmt: skip
NO_SHARE = Kind(
    code="structure-no-share",
    zh="{measure}缺少一项，算不出份额", en="{measure}: a number is missing, so there is no share",
    hint_zh="请补齐数据。", hint_en="Complete the data.",
)  # fmt: skip
NOTHING_GIVEN = Kind(
    code="structure-nothing-given",
    zh="没有给出任何一对数", en="no pair of numbers was given",
    hint_zh="请至少给出增加值、从业人数、财政收入中的一对（资源部分与全部）。",
    hint_en="Give at least one pair, the resource part and the whole, of value added, employment or fiscal revenue.",
)  # fmt: skip


@method(title="资源依赖度", source="系统默认，非官方：采矿业（资源型产业）占全部的份额，国发〔2013〕45号未给出公式")
def resource_dependence(
    *,
    value_added: tuple[object, object] | None = None,
    employment: tuple[object, object] | None = None,
    fiscal: tuple[object, object] | None = None,
    places: object = None,
) -> ByPlace:
    """The share of resource industries in value added, employment and fiscal revenue.

    Args:
        value_added: That of the resource industries, and that of all (GDP, or industrial value added); one number a place.
        employment: Who works in them, and all who work.
        fiscal: What the local budget takes in from resources, and all it takes in.
        places: The names of the places; None numbers them from 1.

    Returns:
        For each place the share of each pair that was given, and `mean`, the mean of those that are known there.

    Gaps:
        A share with a gap is a gap and gives a problem; the mean is that of the others.

    Problems:
        A part that exceeds its whole gives no share.

    Raises:
        LuoshiError: no pair was given, or something is no number.

    >>> found = resource_dependence(value_added=([30], [100]), employment=([8], [40]), places=["甲市"])
    >>> found["value_added"].tolist(), found["employment"].tolist(), found["mean"].tolist()
    ([0.3], [0.2], [0.25])
    """
    pairs = dict(zip(_MEASURES, (value_added, employment, fiscal), strict=True))
    given = {name: (vector(pair[0], what=name), vector(pair[1], what=name)) for name, pair in pairs.items() if pair}
    if not given:
        raise LuoshiError(NOTHING_GIVEN())
    count = len(next(iter(given.values()))[0])
    names = tuple(str(k + 1) for k in range(count)) if places is None else tuple(map(str, labels(places)))
    values, problems = {}, []
    for name, (part, whole) in given.items():
        values[name], found = _share(name, part, whole, names)
        problems += found
    known = np.isfinite(np.column_stack(list(values.values())))
    total = np.nansum(np.column_stack(list(values.values())), axis=1)
    with np.errstate(invalid="ignore"):
        values["mean"] = np.where(known.any(axis=1), total / known.sum(axis=1), np.nan)
    choices = {
        "method": "resource_dependence",
        "mean": "equal weights, of the shares that are known",
        "official": "false",
    }
    return ByPlace(names, values, choices, tuple(problems))


def _share(name: str, part: Numbers, whole: Numbers, places: tuple[str, ...]) -> tuple[Numbers, list[Problem]]:
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where((whole > 0) & (part >= 0) & (part <= whole), part / whole, np.nan)
    problems = []
    for row in np.flatnonzero(np.isnan(share)):
        if part[row] > whole[row]:
            problems.append(MORE_THAN_ALL(where=places[row], measure=name, part=part[row], whole=whole[row]))
        else:
            problems.append(NO_SHARE(where=places[row], measure=name))
    return share, problems
