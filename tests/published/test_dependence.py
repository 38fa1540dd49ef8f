"""Dependence on resources, worked by hand: no document prints a formula, so the shares themselves are the definition."""

from __future__ import annotations

import pytest

from luoshi.assess.structure import resource_dependence


def test_the_shares_and_their_mean() -> None:
    """采矿业增加值 12.8 of 100 (the plan's 2012 figure for all resource-based cities), 6 of 24 workers, 9 of 30 亿元."""
    found = resource_dependence(value_added=([12.8], [100]), employment=([6], [24]), fiscal=([9], [30]))
    assert [found[name].item() for name in ("value_added", "employment", "fiscal")] == pytest.approx([0.128, 0.25, 0.3])
    assert found["mean"].item() == pytest.approx(0.226)
