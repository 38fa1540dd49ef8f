"""Counties of the reference pack: nothing is known of any, and what is handed in warns those that fall."""

from __future__ import annotations

from decimal import Decimal as D
from pathlib import Path

import pytest

import luoshi
from luoshi.handing import handed_in
from luoshi.model.appraisal import Return
from luoshi.model.pack import Pack
from luoshi.model.problem import LuoshiError
from luoshi.observe.store import Store
from luoshi.packs.protections import protections
from luoshi.protecting import alerts_of, protected
from luoshi.publish.page_protection import lacking_words, protection_answer, protection_page

RULE = "priority-farmland"


@pytest.fixture(scope="module")
def jilin() -> Pack:
    return luoshi.pack("jilin")


@pytest.fixture(scope="module")
def store(jilin: Pack) -> Store:
    return luoshi.observed(jilin)[0]


def rows(place: str, *areas: int, first: int = 2018) -> list[Return]:
    numbers = {"reclassified": 0, "resurveyed": 0, "points": 40, "worse": 1, "better": 1}
    return [
        Return(place, item, D(value), year=first + n)
        for n, area in enumerate(areas)
        for item, value in (numbers | {"area": area}).items()
    ]


def test_without_county_data_every_county_is_there_and_none_is_said_to_be_well(jilin: Pack, store: Store) -> None:
    found, problems = protected(jilin, store, RULE, as_of=2023)
    assert (len(found), problems) == (60, [])
    assert all(one.missing and not one.states and not one.restricted for one in found)
    assert protection_answer(found, 2023) == "2023年60个县（市、区）：预警限批0个，未下降0个，待补数60个。"
    assert alerts_of(found) == ()


def test_the_page_says_what_to_hand_in_and_who_has_it(jilin: Pack, store: Store) -> None:
    rule = protections(jilin)[RULE]
    found, _ = protected(jilin, store, RULE, as_of=2023)
    page = str(protection_page(rule, found, jilin.organisations, 2023))
    for words in (
        *(one.title for one in rule.inputs),
        "吉林省生态环境厅",
        "60个县（市、区）没有统计",
        "系统默认，非官方",
        "连续 2 年",
    ):
        assert words in page
    assert "吉林省生态环境厅" in lacking_words(rule, jilin.organisations)


def test_a_county_that_falls_is_an_alert_with_the_words_that_order_it(jilin: Pack, store: Store) -> None:
    found, _ = protected(jilin, store, RULE, as_of=2019, rows=rows("220182", 1000, 900))
    (alert,) = alerts_of(found)
    assert (alert.place, alert.target, alert.now.since, alert.change) == (
        "220182", "jizhengfa-2016-40#四.（二）", "2019", "opened",
    )  # fmt: skip
    assert alert.target in {one.id for one in luoshi.packs.reviewed(jilin)}
    assert not alert.official
    assert [who for to in alert.to for who in to.organisations] == [
        "government/220182", "jilin/ecology-and-environment", "jilin/development-and-reform",
    ]  # fmt: skip


def test_the_alert_goes_on_with_the_year_since_which_it_stands(jilin: Pack, store: Store) -> None:
    found, _ = protected(jilin, store, RULE, as_of=2020, rows=rows("220182", 1000, 900, 900))
    (alert,) = alerts_of(found)
    assert (alert.now.since, alert.change) == ("2019", "unchanged")


def test_a_county_that_was_renamed_has_what_was_handed_in_under_either_name(
    jilin: Pack, store: Store, tmp_path: Path
) -> None:
    table = tmp_path / "soil.csv"
    table.write_text("地区,项目,数值,年份\n公主岭市,area,8000,2018\n公主岭市,area,7000,2019\n220381,reclassified,0,2019\n"
                     "公主岭市,resurveyed,0,2019\n", encoding="utf-8")  # fmt: skip
    handed, problems = handed_in(table, jilin, counties=True)
    assert problems == []
    for year, code in ((2019, "220381"), (2021, "220184")):
        found, _ = protected(jilin, store, RULE, as_of=year, rows=handed)
        assert [one.place for one in found if one.restricted] == [code]


def test_a_row_without_a_year_is_told_and_not_used(jilin: Pack, store: Store) -> None:
    found, problems = protected(jilin, store, RULE, as_of=2019, rows=[Return("220182", "area", D(5))])
    assert [one.code for one in problems] == ["protect-year-missing"]
    assert found[0].now is None


def test_counties_hand_in_for_this_rule_alone(jilin: Pack, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("地区,项目,数值\n农安县,e1,5\n", encoding="utf-8")
    assert [one.code for one in handed_in(table, jilin)[1]] == ["handed-unknown-place"]


def test_an_unknown_rule_is_refused(jilin: Pack, store: Store) -> None:
    with pytest.raises(LuoshiError):
        protected(jilin, store, "none", as_of=2019)
