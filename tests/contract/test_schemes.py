"""Every scheme of every pack that says for which places it is can be worked out, and hides nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from luoshi import packs
from luoshi.assessing import assess
from luoshi.keeping import observed
from luoshi.lines import Lines
from luoshi.model.assessed import Assessed
from luoshi.model.finding import Missing
from luoshi.model.scheme import Scheme
from luoshi.observe.store import Store
from luoshi.packs.schemes import schemes
from luoshi.panels import panel
from luoshi.publish.evaluation_words import METHODS, settings

ROOT = Path(__file__).parents[2]
FOUND = [
    (head.parent.name, scheme)
    for head in sorted(ROOT.glob("packs/*/pack.yaml"))
    for scheme in schemes(packs.pack(head.parent)).values()
    if scheme.area
]
IDS = [scheme.id for _, scheme in FOUND]


@cache
def store(pack: str) -> Store:
    return observed(packs.pack(ROOT / "packs" / pack))[0]


@cache
def worked_out(pack: str, id: str) -> Assessed:
    return assess(packs.pack(ROOT / "packs" / pack), store(pack), id, replications=100, sobol=False, earlier=True)


def test_jilin_has_its_schemes() -> None:
    assert set(IDS) >= {"coordination", "sustainability", "dependence", "dependence-census", "transformation"}


@pytest.mark.parametrize(("pack", "scheme"), FOUND, ids=IDS)
def test_a_scheme_ranks_real_places(pack: str, scheme: Scheme) -> None:
    found = worked_out(pack, scheme.id)
    assert len(found.scored) >= 2
    assert [one.rank for one in found.scored] == sorted(one.rank for one in found.scored)


@pytest.mark.parametrize(("pack", "scheme"), FOUND, ids=IDS)
def test_a_place_without_a_score_says_what_it_lacks(pack: str, scheme: Scheme) -> None:
    for one in worked_out(pack, scheme.id).unscored:
        assert isinstance(one.score, Missing)
        assert any(isinstance(item.point, Missing) for item in one.items)


@pytest.mark.parametrize(("pack", "scheme"), FOUND, ids=IDS)
def test_every_value_of_a_score_leads_to_its_rows(pack: str, scheme: Scheme) -> None:
    for one in worked_out(pack, scheme.id).scored:
        for item in one.items:
            assert not isinstance(item.point, Missing)
            assert item.point.observations


@pytest.mark.parametrize(("pack", "scheme"), FOUND, ids=IDS)
def test_no_panel_crosses_a_break(pack: str, scheme: Scheme) -> None:
    found = worked_out(pack, scheme.id)
    lines = Lines(packs.pack(ROOT / "packs" / pack), store(pack))
    for each in (found, *found.earlier):
        given = panel(lines, scheme, each.as_of)
        inside = [
            one
            for indicator in scheme.indicators
            for code in given.names
            if lines.of(indicator, [code]).points
            for one in lines.of(indicator, [code]).breaks
            if given.years[0] <= one.before and one.after <= each.as_of
        ]
        assert inside == []


@pytest.mark.parametrize(("pack", "scheme"), FOUND, ids=IDS)
def test_nothing_is_official_that_no_document_prints(pack: str, scheme: Scheme) -> None:
    """No document that the packs hold prints a weight, a formula or a class."""
    assert not scheme.official
    assert [one.what for one in settings(scheme) if one.official] == []
    assert [one.what for one in settings(scheme) if not one.source] == []


@pytest.mark.parametrize(("pack", "scheme"), FOUND, ids=IDS)
def test_every_method_of_a_scheme_has_a_word_on_the_page(pack: str, scheme: Scheme) -> None:
    steps = [scheme.impute, scheme.treat, scheme.normalise, scheme.weight, scheme.aggregate]
    items = [own for item in scheme.root.walk() for own in (item.treat, item.normalise, item.weigh, item.aggregate)]
    assert {choice.method for choice in (*steps, *items) if choice} - set(METHODS) == set()


def test_coordination_of_2018_is_of_three_years_and_leaves_yanbian_out_with_the_reason() -> None:
    pack = packs.pack(ROOT / "packs" / "jilin")
    found = assess(pack, store("jilin"), "coordination", as_of=2018, replications=100, sobol=False)
    assert (found.first, len(found.scored)) == (2016, 8)
    assert [(one.name, one.legal_class) for one in found.unscored] == [("延边朝鲜族自治州", "成熟型")]
    parted = {(one.before, one.after) for one in found.breaks}
    assert {(2015, 2016), (2018, 2019)} <= parted
    assert len(found.scheme.lacking) == 21
