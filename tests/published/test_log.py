"""The income index of the human development reports."""

from __future__ import annotations

from luoshi.assess import compose


def test_log_gives_the_income_index() -> None:
    """UNDP, Human Development Report 2007/2008, technical note 1: Turkey, 8,407 PPP US$ between 100 and 40,000, 0.740."""
    logarithms = compose.log([[8407.0], [100.0], [40_000.0]])
    assert compose.min_max(logarithms.values).values[0].round(3).tolist() == [0.740]
