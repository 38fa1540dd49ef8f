"""Every indicator that a plan promises something about is defined, in a unit in which the promise can be kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from luoshi.model import Indicator, Pack, Reviewed
from luoshi.packs import pack, reviewed

ROOT = Path(__file__).parents[2]
JILIN = pack(ROOT / "packs" / "jilin")
INDICATORS = sorted(JILIN.indicators.values(), key=lambda one: one.id)

# What the documents print otherwise than the indicator is counted.
PRINTED_OTHERWISE = {
    ("park_green_per_head", "平方米"),
    ("reemployment", "万"),
    ("safe_drinking_water", "万"),
}


def targets(pack: Pack) -> list[Reviewed]:
    return [entry for entry in reviewed(pack) if entry.kind == "target" and not entry.rejected]


@pytest.mark.parametrize("head", sorted(ROOT.glob("packs/*/pack.yaml")), ids=lambda head: head.parent.name)
def test_every_indicator_of_a_commitment_is_defined(head: Path) -> None:
    found = pack(head.parent)
    named = {entry.indicator_id for entry in targets(found)} - {None, ""}
    assert named - set(found.indicators) == set()


def test_the_reference_pack_promises_something_about_many_indicators() -> None:
    assert len({entry.indicator_id for entry in targets(JILIN)}) >= 116


def test_a_promised_level_is_in_a_unit_of_its_indicator() -> None:
    """A level, a count, an area or an amount is compared with the indicator itself, so it must measure the same."""
    unlike = set()
    for entry in targets(JILIN):
        fields = entry.fields
        if fields.get("kind") in ("level", "count", "area", "amount") and fields.get("unit"):
            printed = JILIN.unit(str(fields["unit"]))
            own = JILIN.unit(JILIN.indicators[str(entry.indicator_id)].unit)
            if own is None or printed is None or printed.dimension != own.dimension:
                unlike.add((entry.indicator_id, fields["unit"]))
    assert unlike == PRINTED_OTHERWISE


@pytest.mark.parametrize("one", INDICATORS, ids=lambda one: one.id)
def test_an_indicator_says_what_it_is_in_both_languages(one: Indicator) -> None:
    assert re.search(r"[\u4e00-\u9fff]{2}", one.title)
    assert re.search(r"[\u4e00-\u9fff]{2}", one.definition)
    assert re.fullmatch(r"[A-Z][\x20-\x7e]+", one.title_en)


@pytest.mark.parametrize("one", INDICATORS, ids=lambda one: one.id)
def test_what_is_not_official_says_so_in_its_source(one: Indicator) -> None:
    assert one.official == ("非官方" not in one.source)
    assert one.official or one.confidence == "low"


def test_no_title_is_given_twice() -> None:
    titles = [one.title for one in INDICATORS]
    assert sorted(title for title in set(titles) if titles.count(title) > 1) == []
    english = [one.title_en for one in INDICATORS]
    assert sorted(title for title in set(english) if english.count(title) > 1) == []


def test_a_share_is_worked_out_from_its_parts_or_not_at_all() -> None:
    shares = [one for one in INDICATORS if one.unit == "%"]
    assert len(shares) > 40
    assert {one.aggregation for one in shares} == {"from-parts", "none"}
