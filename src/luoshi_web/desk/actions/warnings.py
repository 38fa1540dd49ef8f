"""A computed alert becomes a warning that somebody answers, with the response as a duty; once, however often it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from luoshi.act.workflow import Refused
from luoshi.model.alert import Alert, AlertLevel
from luoshi.model.problem import Kind
from luoshi_web.desk.actions.records import Setting, establish, move
from luoshi_web.desk.actions.write import writing
from luoshi_web.desk.models import Organisation, Record
from luoshi_web.desk.people import Actor

WARNINGS, DUTIES = "warnings", "duties"
NO_RESPONSE = Kind(
    code="warning-no-response",
    zh="没有写明要求责任单位做什么",
    en="it does not say what the organisation is to do",
    hint_zh="请写明要求的处置，如“说明原因，三十日内报送整改方案”。",
    hint_en="Say what is asked, such as a plan within thirty days.",
)
NO_ORGANISATION = Kind(
    code="warning-no-organisation",
    zh="没有选择责任单位",
    en="no organisation is chosen",
    hint_zh="请选择在督办台上的单位。",
    hint_en="Choose an organisation that works at the desk.",
)
# The levels of the registry. No document prints them: 系统默认，非官方.
LEVELS: dict[AlertLevel, str] = {"notice": "蓝色", "warning": "橙色", "serious": "红色", "critical": "红色"}


@dataclass(frozen=True, slots=True)
class Response:
    """What is asked of whom until when, and how the warning is called."""

    title: str
    because: str
    owner: str
    asked: str
    document: str
    due: date | None = None


def key_of(alert: Alert) -> str:
    """The key of the warning that an alert becomes: the same as long as it stands at its level.

    >>> from luoshi.model.alert import Standing, WarnRule
    >>> rule = WarnRule("low-chance", "1", "", "", (), (), "")
    >>> key_of(Alert(rule, "plan#1.t1", "220700", "2023", Standing("warning", "2019"), Standing()))
    'low-chance/plan#1.t1/220700/2019'
    """
    return f"{alert.rule.name}/{alert.target}/{alert.place}/{alert.now.since or alert.period}"[:200]


def raise_warning(*, alert: Alert, response: Response, actor: Actor, at: datetime) -> Record:
    """Raise the warning of an alert, and set up and assign the duty that answers it.

    The same alert raises one warning: asked again, it gives the one that is there and changes nothing.

    Raises:
        Refused: the actor may not, or it does not say who shall do what.
    """
    with writing():
        key = key_of(alert)
        there = Record.objects.filter(registry=WARNINGS, key=key).first()
        if there is not None:
            return there
        _check(response)
        warning = establish(
            registry=WARNINGS,
            actor=actor,
            at=at,
            setting=Setting(owner=response.owner, due=response.due, key=key, given=_warning(alert, response)),
        )
        duty = establish(
            registry=DUTIES,
            actor=actor,
            at=at,
            setting=Setting(
                owner=response.owner,
                due=response.due,
                key=f"warning/{key}"[:200],
                subject=warning,
                given=_duty(alert, response),
            ),
        )
        move(record=duty.pk, version=duty.version, name="assign", actor=actor, at=at)
    return warning


def _check(response: Response) -> None:
    problems = []
    if not Organisation.objects.filter(pk=response.owner).exists():
        problems.append(NO_ORGANISATION(where="owner"))
    if not response.asked.strip():
        problems.append(NO_RESPONSE(where="asked"))
    if problems:
        raise Refused(problems)


def _warning(alert: Alert, response: Response) -> dict[str, str]:
    given = {
        "title": response.title,
        "because": response.because,
        "place": alert.place,
        "response_asked": response.asked,
        "rule": f"{alert.rule.title}（{alert.rule.id}）",
        "since": alert.now.since or alert.period,
        "commitment": alert.target,
        "level": LEVELS[alert.level or "notice"],
    }
    return {id: value for id, value in given.items() if value}


def _duty(alert: Alert, response: Response) -> dict[str, str]:
    given = {
        "text": f"预警处置：{response.title}。{response.asked}",
        "document": response.document,
        "lead_basis": "主管单位认定",
        "commitment": alert.target,
    }
    return {id: value for id, value in given.items() if value}
