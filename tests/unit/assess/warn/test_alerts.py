"""Alerts: when they begin, go on, rise, fall and end; whom they tell; and that nothing is told twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from luoshi.assess import lights, warn
from luoshi.model.alert import Alert, AlertRecipient, WarnCase, WarnRule, Watched
from luoshi.model.finding import MilestoneFinding, Missing
from luoshi.model.light import Colour, Interval
from luoshi.model.problem import Kind, LuoshiError
from luoshi.packs import light_rules, pack, warn_rules

COMMON = pack(Path(__file__).parents[4] / "packs" / "common-cn")
DEFAULTS = {rule.name: rule for rule in warn_rules(COMMON)}
DAY = date(2018, 12, 31)
UNKNOWN = Missing(Kind("nothing", zh="没有", en="nothing", hint_zh="补报。", hint_en="Report it.")())


def below(edge: str) -> Interval:
    return Interval(high=Decimal(edge))


BEHIND = WarnRule(
    "behind", "1", "落后预警", "某省",
    (
        WarnCase("warning", enter={"points": below("-30")}, stay={"points": below("-25")}, step="发督办单"),
        WarnCase("notice", enter={"points": below("-10")}, stay={"points": below("-5")}, step="发提醒函"),
    ),
    (AlertRecipient("lead"),), "某办法",
)  # fmt: skip


def run(rule: WarnRule, *periods: Watched) -> list[Alert | None]:
    """The alert after each period."""
    found, stand = [], tuple[Alert, ...]()
    for one in periods:
        stand = warn.alerts([rule], [one], stand, on=DAY)
        found.append(stand[0] if stand else None)
    return found


def behind(*points: str | None) -> list[Watched]:
    return [
        Watched("t1", "220200", f"20{year}", measures={"points": UNKNOWN if one is None else Decimal(one)})
        for year, one in enumerate(points, 10)
    ]


def levels(found: list[Alert | None]) -> list[str]:
    return ["-" if one is None or one.level is None else one.level for one in found]


# ------------------------------------------------------------------ edges


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (["-9", "-10", "-10.01"], ["-", "-", "notice"]),
        # Begun below −10, it goes on until −5 and does not begin again before −10.
        (["-11", "-9", "-6", "-5", "-9"], ["notice", "notice", "notice", "-", "-"]),
        (["-31", "-26", "-25", "-31"], ["warning", "warning", "notice", "warning"]),
        (["-31", "-4"], ["warning", "-"]),
        (["-11", "-31", "-20", "-7", "-5"], ["notice", "warning", "notice", "notice", "-"]),
    ],
)
def test_the_edge_to_enter_is_not_the_edge_to_leave(points: list[str], expected: list[str]) -> None:
    assert levels(run(BEHIND, *behind(*points))) == expected


def test_each_change_is_named_once() -> None:
    found = run(BEHIND, *behind("-11", "-12", "-31", "-20", "-1", "-1"))
    assert [one.change if one else None for one in found] == [
        "opened",
        "unchanged",
        "raised",
        "lowered",
        "closed",
        None,
    ]


def test_an_alert_keeps_the_period_in_which_its_level_was_reached() -> None:
    found = run(BEHIND, *behind("-11", "-12", "-31", "-31"))
    assert [one.now.since for one in found if one] == ["2010", "2010", "2012", "2012"]


def test_without_a_wider_interval_the_edge_is_one() -> None:
    case = WarnCase("notice", enter={"points": below("-10")})
    assert levels(run(replace(BEHIND, cases=(case,)), *behind("-11", "-9"))) == ["notice", "-"]


# ------------------------------------------------------------------ what is not known


def test_what_is_not_known_neither_begins_nor_ends_an_alert() -> None:
    assert levels(run(BEHIND, *behind(None, "-11", None, "-6", None, "-4"))) == ["-", *["notice"] * 4, "-"]


def test_what_is_not_known_interrupts_no_count() -> None:
    rule = replace(BEHIND, cases=(WarnCase("serious", enter={"points": below("-10")}, times=2),))
    assert levels(run(rule, *behind("-11", None, "-11"))) == ["-", "-", "serious"]


# ------------------------------------------------------------------ several times in a row


def lit(*colours: Colour) -> list[Watched]:
    return [Watched("t1", "", f"20{year}", colour=colour) for year, colour in enumerate(colours, 10)]


@pytest.mark.parametrize(
    ("colours", "expected"),
    [
        (["green", "yellow", "red"], ["-", "notice", "warning"]),
        (["red", "red", "red", "red"], ["warning", "serious", "critical", "critical"]),
        (["red", "yellow", "red", "red"], ["warning", "notice", "warning", "serious"]),
        (["red", "red", "green"], ["warning", "serious", "-"]),
    ],
)
def test_the_follow_up_to_lights_by_default(colours: list[Colour], expected: list[str]) -> None:
    assert levels(run(DEFAULTS["light-follow-up"], *lit(*colours))) == expected


def test_the_step_of_each_level_stands_in_its_case() -> None:
    found = run(DEFAULTS["light-follow-up"], *lit("yellow", "red", "red", "red"))
    assert [one.step for one in found if one] == ["发提醒函", "发督办单", "约谈", "通报并计入绩效"]


def test_a_count_that_is_about_to_be_reached_is_kept_without_a_level() -> None:
    rule = replace(BEHIND, cases=(WarnCase("serious", enter={"points": below("-10")}, times=2),))
    (first,) = warn.alerts([rule], behind("-11"), on=DAY)
    assert (first.level, first.change, first.now.held) == (None, "none", {"serious": 1})


# ------------------------------------------------------------------ running again


def test_running_twice_gives_nothing_new() -> None:
    once = warn.alerts([BEHIND], behind("-11"), on=DAY)
    twice = warn.alerts([BEHIND], behind("-11"), once, on=DAY)
    assert (twice, warn.news(twice, once), len(warn.news(once))) == (once, (), 1)


def test_running_twice_does_not_count_twice() -> None:
    rule, stand = DEFAULTS["light-follow-up"], tuple[Alert, ...]()
    for _ in range(3):
        stand = warn.alerts([rule], lit("red"), stand, on=DAY)
    assert stand[0].level == "warning"


def test_a_corrected_figure_takes_its_warning_back() -> None:
    wrong = warn.alerts([BEHIND], behind("-11"), on=DAY)
    assert warn.alerts([BEHIND], behind("-7"), wrong, on=DAY) == ()


def test_an_alert_that_ended_is_kept_for_the_period_in_which_it_did() -> None:
    stand = warn.alerts([BEHIND], behind("-11"), on=DAY)
    ended = warn.alerts([BEHIND], behind("-11", "-1")[1:], stand, on=DAY)
    assert [one.change for one in warn.news(ended, stand)] == ["closed"]
    assert warn.alerts([BEHIND], behind("-11", "-1")[1:], ended, on=DAY) == ended


def test_an_alert_is_not_taken_back_to_an_earlier_period() -> None:
    later = warn.alerts([BEHIND], behind("0", "-11")[1:], on=DAY)
    with pytest.raises(LuoshiError, match=r"2011.*2010"):
        warn.alerts([BEHIND], behind("-11"), later, on=DAY)


def test_what_is_not_watched_stays_as_it_was() -> None:
    stand = warn.alerts([BEHIND], behind("-11"), on=DAY)
    assert warn.alerts([BEHIND], [], stand, on=DAY) == stand


# ------------------------------------------------------------------ one of each


def test_equal_rows_give_one_alert() -> None:
    assert len(warn.alerts([BEHIND], behind("-11") * 3, on=DAY)) == 1


def test_two_results_for_one_target_and_place_are_refused() -> None:
    one, other = behind("-11", "-12")
    with pytest.raises(LuoshiError, match="t1（220200）有两个不同的评估结果"):
        warn.alerts([BEHIND], [one, replace(other, period=one.period)], on=DAY)


def test_rules_targets_and_places_have_alerts_of_their_own() -> None:
    (one,) = behind("-11")
    watched = [one, replace(one, place="220300"), replace(one, target="t2")]
    found = warn.alerts([BEHIND, replace(BEHIND, name="other")], watched, on=DAY)
    assert sorted(alert.key for alert in found) == [
        (rule, target, place)
        for rule in ("behind", "other")
        for target, place in (("t1", "220200"), ("t1", "220300"), ("t2", "220200"))
    ]


def test_a_new_version_of_a_rule_goes_on_with_the_alert() -> None:
    until = replace(BEHIND, until=date(2018, 1, 1))
    since = replace(BEHIND, version="2", since=date(2018, 1, 1))
    stand = warn.alerts([until, since], behind("-11"), on=date(2017, 12, 31))
    stand = warn.alerts([until, since], behind("0", "-7")[1:], stand, on=DAY)
    assert [(one.rule.version, one.level, one.change) for one in stand] == [("2", "notice", "unchanged")]


def test_the_most_severe_comes_first() -> None:
    (one,) = behind("-11")
    found = warn.alerts([BEHIND], [one, replace(one, target="t2", measures={"points": Decimal(-40)})], on=DAY)
    assert [alert.level for alert in found] == ["warning", "notice"]


# ------------------------------------------------------------------ who and why


def test_a_role_is_filled_by_whoever_answers_for_the_target() -> None:
    one = replace(behind("-11")[0], parties={"lead": ("jilin-fgw", "jilin-czt")})
    (found,) = warn.alerts([BEHIND], [one], on=DAY)
    assert found.to == (AlertRecipient("lead", "", ("jilin-fgw", "jilin-czt")),)


def test_a_role_that_nobody_fills_stays_a_role() -> None:
    (found,) = warn.alerts([BEHIND], behind("-11"), on=DAY)
    assert found.to == (AlertRecipient("lead", "", ()),)


def test_an_organisation_is_told_by_name() -> None:
    (found,) = warn.alerts([replace(BEHIND, to=(AlertRecipient(organisation="jilin-tjj"),))], behind("-11"), on=DAY)
    assert found.to == (AlertRecipient(None, "jilin-tjj", ("jilin-tjj",)),)


def test_the_steps_say_why() -> None:
    found = run(BEHIND, *behind("-11", "-7"))[-1]
    assert found is not None
    assert [step.zh for step in found.steps] == [
        "警示：与计划之差（百分点） -7 在 (, -30) 内：否",
        "提示：与计划之差（百分点） -7 仍在 (, -5) 内：是",
        "提示，连续 2 期，依据“落后预警”（behind@1）；建议：发提醒函",
    ]


@pytest.mark.parametrize("rule", DEFAULTS.values(), ids=lambda rule: rule.name)
def test_no_default_passes_for_official(rule: WarnRule) -> None:
    one = Watched(
        "t1", "", "2018", "no-data", "red", {"chance": Decimal(0), "days_late": Decimal(31), "share_done": Decimal(0)}
    )
    (found,) = warn.alerts([rule], [one], on=DAY)
    assert found.level is not None
    assert not found.official
    assert found.steps[-1].zh.endswith("系统默认，非官方")


# ------------------------------------------------------------------ from findings


def test_a_milestone_becomes_an_alert_with_its_light() -> None:
    finding = MilestoneFinding("missed", 31, Decimal("0.5"), ())
    rule = lights.in_force(light_rules(COMMON), "default-milestone", on=DAY)
    light = lights.light(rule, lights.measures(finding))
    one = warn.watched("t1", "", "2018-06", finding, light, {"lead": ("a",)})
    found = {alert.rule.name: (alert.level, alert.step) for alert in warn.alerts(DEFAULTS.values(), [one], on=DAY)}
    assert found == {"milestone-days": ("serious", "约谈"), "light-follow-up": ("warning", "发督办单")}


def test_what_is_done_is_not_warned_of_though_it_was_late() -> None:
    one = warn.watched("t1", "", "2018-06", MilestoneFinding("missed", 31, Decimal(1), ()))
    assert warn.alerts([DEFAULTS["milestone-days"]], [one], on=DAY) == ()
