"""Shift-share, worked by hand from its definition (Dunn 1960)."""

from __future__ import annotations

import numpy as np
import pytest

from luoshi.assess.structure import shift_share


def test_growth_is_taken_apart_as_by_hand() -> None:
    """From 100 to 140 where all grew by 20 % and the industry by 30 %: 20 with all, 10 by the mix, 10 of its own."""
    found = shift_share([[100, 900]], [[140, 960]], reference_first=[200, 800], reference_last=[260, 940])
    effects = [found.growth, found.national, found.industry, found.competitive]
    assert [effect[0, 0] for effect in effects] == pytest.approx([40, 20, 10, 10])


def test_the_parts_add_up_and_what_is_its_own_cancels_over_all_places() -> None:
    first, last = [[10, 40, 5], [30, 10, 8]], [[12, 50, 4], [27, 15, 16]]
    found = shift_share(first, last)
    assert found.national + found.industry + found.competitive == pytest.approx(found.growth)
    assert found.competitive.sum(axis=0) == pytest.approx(np.zeros(3))
    assert found.totals()["growth"].to_list() == [11, 10]
