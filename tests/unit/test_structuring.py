"""The structure of the economies of the reference pack: what adds up, and what is missing."""

from __future__ import annotations

import pytest

from luoshi import packs
from luoshi.keeping import observed
from luoshi.model.economy import Economy
from luoshi.model.finding import Missing
from luoshi.structuring import economy

JILIN = packs.pack("jilin")


@pytest.fixture(scope="module")
def found() -> Economy:
    return economy(JILIN, observed(JILIN)[0], as_of=2018)


def test_years_beyond_a_break_are_not_compared(found: Economy) -> None:
    assert (found.first, found.as_of) == (2013, 2018)
    assert {(one.before, one.after) for one in found.breaks} == {(2012, 2013), (2018, 2019)}


def test_shares_and_effects_add_up(found: Economy) -> None:
    for one in found.places:
        if not isinstance(one.shares, Missing) and not isinstance(one.shift, Missing):
            assert sum(one.shares) == pytest.approx(1)
            parts = one.shift.national + one.shift.industry + one.shift.competitive
            assert parts == pytest.approx(one.shift.growth)


def test_the_competitive_effects_of_all_places_cancel_where_they_are_their_own_reference(found: Economy) -> None:
    effects = [one.shift.competitive for one in found.places if not isinstance(one.shift, Missing)]
    assert len(effects) == 8
    assert sum(effects) == pytest.approx(0, abs=1e-6)


def test_a_place_without_figures_has_the_reason_and_no_number(found: Economy) -> None:
    (yanbian,) = [one for one in found.places if one.name.startswith("延边")]
    assert isinstance(yanbian.shares, Missing)
    assert (yanbian.quotients, yanbian.herfindahl) == ((), None)
    assert "延边" in yanbian.shares.zh


def test_what_the_pack_lacks_is_said(found: Economy) -> None:
    assert any("rank_industries" in one for one in found.lacking)
