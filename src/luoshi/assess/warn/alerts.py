"""What is watched, by rules, on top of the alerts that stand → the alerts that stand now.

Nothing is remembered between calls: the alerts before are an argument, and those after are the result. To run again for the
same period, on the same or on corrected figures, is to begin again from where the period before had ended; so running twice
changes nothing, and a corrected figure takes its warning back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from luoshi.assess.warn.cases import LEVEL_ZH, Asked, asked
from luoshi.model.alert import LEVELS, Alert, AlertLevel, AlertRecipient, Standing, WarnCase, WarnRule, Watched
from luoshi.model.finding import Step
from luoshi.model.problem import Kind, LuoshiError

WATCHED_TWICE = Kind(
    code="warn-watched-twice",
    zh="目标 {target}（{place}）有两个不同的评估结果", en="target {target} ({place}) is watched with two different results",
    hint_zh="每个目标和地区只能有一个结果，请确定采用哪一个。", hint_en="Choose one of them for each target and place.",
)  # fmt: skip
EARLIER_PERIOD = Kind(
    code="warn-earlier-period",
    zh="{target}（{place}）的预警已到 {later}，不能再处理 {earlier}",
    en="the alert of {target} ({place}) already stands at {later}, which is after {earlier}",
    hint_zh="请从该期之前的预警开始。", hint_en="Begin from the alerts as they stood before that period.",
)  # fmt: skip

Key = tuple[str, str, str]


def alerts(
    rules: Iterable[WarnRule], watched: Iterable[Watched], before: Iterable[Alert] = (), *, on: date
) -> tuple[Alert, ...]:
    """The alerts that stand, after these were watched.

    Args:
        rules: Rules of warning; those in force on the day are asked.
        watched: Targets in places, as assessed, each for its period. In any order; equal ones count once.
        before: The alerts of an earlier call, or none.
        on: The day on which rules must be in force.

    Returns:
        One alert for each rule, target and place for which a level stands, has just ended, or is about to be reached; the most
        severe first. Of several levels whose cases hold, the most severe counts. Those that nothing was watched for stay
        as they were.

    Gaps:
        What is not known neither begins nor ends an alert, and interrupts no count.

    Raises:
        LuoshiError: a target in a place has two different results; or its alert is of a later period.

    >>> from decimal import Decimal
    >>> from luoshi.model.light import Interval
    >>> case = WarnCase("warning", enter={"points": Interval(high=Decimal(-10))}, stay={"points": Interval(high=Decimal(-5))})
    >>> rule, stand = WarnRule("r", "1", "例", "", (case,), (), ""), ()
    >>> for period, points in (("2016", -12), ("2017", -7), ("2018", -3)):
    ...     stand = alerts([rule], [Watched("t", "", period, measures={"points": Decimal(points)})], stand, on=date(2019, 1, 1))
    ...     print(period, stand[0].level, stand[0].change)
    2016 warning opened
    2017 warning unchanged
    2018 None closed
    """
    stood = {alert.key: alert for alert in before}
    found: dict[Key, Alert] = {key: alert for key, alert in stood.items() if _matters(alert)}
    in_force = _by_name(rules, on)
    for one in _once(watched):
        for name, rule in in_force.items():
            key = name, one.target, one.place
            found.pop(key, None)
            alert = _alert(rule, one, stood.get(key))
            if _matters(alert):
                found[key] = alert
    return tuple(sorted(found.values(), key=lambda alert: (-_rank(alert.level), alert.key)))


def news(now: Iterable[Alert], before: Iterable[Alert] = ()) -> tuple[Alert, ...]:
    """The alerts that stand otherwise than they did: opened, raised, lowered or closed since `before`.

    >>> news([], [])
    ()
    """
    levels = {alert.key: alert.level for alert in before}
    return tuple(alert for alert in now if alert.level != levels.get(alert.key))


def _by_name(rules: Iterable[WarnRule], on: date) -> dict[str, WarnRule]:
    """Of each rule the version in force; of several, the one that began last."""
    holding = sorted(
        (rule for rule in rules if rule.holds(on)), key=lambda rule: (rule.name, rule.since or date.min, rule.id)
    )
    return {rule.name: rule for rule in holding}


def _once(watched: Iterable[Watched]) -> list[Watched]:
    found: dict[tuple[str, str], Watched] = {}
    for one in watched:
        if found.setdefault((one.target, one.place), one) != one:
            raise LuoshiError(WATCHED_TWICE(target=one.target, place=one.place or "—"))
    return list(found.values())


def _alert(rule: WarnRule, one: Watched, stood: Alert | None) -> Alert:
    """How the alert stands after this period."""
    before = _before(one, stood)
    answers = {case.level: asked(case, one, goes_on=_rank(before.level) >= _rank(case.level)) for case in rule.cases}
    held = {level: _count(answer, before.held.get(level, 0)) for level, answer in answers.items()}
    decided = next((case for case in _severe_first(rule) if _stands(case, answers[case.level], held, before)), None)
    level = decided.level if decided else None
    since = before.since if level == before.level else one.period
    now = Standing(level, since if level else "", {name: count for name, count in held.items() if count})
    steps = tuple(step for answer in answers.values() for step in answer.steps)
    return Alert(
        rule, one.target, one.place, one.period, now, before,
        to=_recipients(decided.to or rule.to, one) if decided else (),
        step=decided.step if decided else "",
        step_en=decided.step_en if decided else "",
        steps=(*steps, _conclusion(rule, decided, held)),
    )  # fmt: skip


def _before(one: Watched, stood: Alert | None) -> Standing:
    """Where the alert stood when the period began."""
    if stood is None:
        return Standing()
    if stood.period > one.period:
        raise LuoshiError(
            EARLIER_PERIOD(target=one.target, place=one.place or "—", later=stood.period, earlier=one.period)
        )
    return stood.before if stood.period == one.period else stood.now


def _count(answer: Asked, before: int) -> int:
    """For how many periods in a row a case has held; what is not known neither counts nor interrupts."""
    if answer.holds is None:
        return before
    return before + 1 if answer.holds else 0


def _stands(case: WarnCase, answer: Asked, held: Mapping[AlertLevel, int], before: Standing) -> bool:
    """Whether a level is reached, or kept."""
    goes_on = _rank(before.level) >= _rank(case.level)
    if answer.holds is None:
        return goes_on
    return answer.holds and (goes_on or held[case.level] >= case.times)


def _severe_first(rule: WarnRule) -> list[WarnCase]:
    return sorted(rule.cases, key=lambda case: -_rank(case.level))


def _rank(level: AlertLevel | None) -> int:
    return -1 if level is None else LEVELS.index(level)


def _matters(alert: Alert) -> bool:
    """Whether an alert must be kept: a level stands or has ended in this period, or a count goes on."""
    return alert.level is not None or alert.before.level is not None or bool(alert.now.held) or bool(alert.before.held)


def _recipients(to: Iterable[AlertRecipient], one: Watched) -> tuple[AlertRecipient, ...]:
    """Those who are to be told, with the organisations that fill their role."""
    return tuple(
        AlertRecipient(who.role, who.organisation, one.parties.get(who.role, ()) if who.role else (who.organisation,))
        for who in to
    )


def _conclusion(rule: WarnRule, decided: WarnCase | None, held: Mapping[AlertLevel, int]) -> Step:
    if decided is None:
        zh, en = f"不预警，依据“{rule.title}”（{rule.id}）", f"no alert by {rule.id}"
    else:
        count = held.get(decided.level, 0)
        zh = f"{LEVEL_ZH[decided.level]}，连续 {count} 期，依据“{rule.title}”（{rule.id}）"
        en = f"{decided.level}, {count} in a row, by {rule.id}"
        if decided.step:
            zh, en = f"{zh}；建议：{decided.step}", f"{en}; suggested: {decided.step_en or decided.step}"
    return Step(zh, en) if rule.official else Step(f"{zh}；系统默认，非官方", f"{en}; system default, not official")
