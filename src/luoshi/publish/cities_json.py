"""Classes, appraisals, the support list and payments for programs; a missing number is null, with its reason beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from luoshi.model.appraisal import AppraisalStability, Appraised, DomainScore, ItemScore
from luoshi.model.assessed import PlaceClass
from luoshi.model.economy import Economy
from luoshi.model.finding import Missing
from luoshi.model.protection import ProtectedPlace, ProtectionRule, ProtectionTest
from luoshi.model.support import Payment, Settlement, Supported, SupportList, TransferRule

Json = dict[str, Any]  # Any: JSON


def classes(given: Sequence[PlaceClass], as_of: int) -> Json:
    """The class in force of each city, its indices, what is suggested and on which assessments it rests."""
    return {"schema": "luoshi.classes/1", "as_of": as_of, "official": False, "cities": [_class(one) for one in given]}


def _class(one: PlaceClass) -> Json:
    suggested = (
        _missing("suggested", one.suggested)
        if isinstance(one.suggested, Missing)
        else {"suggested": one.suggested.suggested, "review": one.suggested.review}
    )
    return {
        "place": one.place, "name": one.name, "legal": one.legal, "listed": one.listed, "batch": one.exhausted_batch,
        "indices": {name[-1]: None if isinstance(value, Missing) else value for name, value in one.indices},
        "missing": [value.zh for _, value in one.indices if isinstance(value, Missing)],
        **suggested,
        "borderline": [name[-1] for name in one.borderline],
        "advice": one.advice.advice if one.advice else None,
        "assessments": [{"year": found.year, "suggested": found.suggested, "steps": [step.zh for step in found.steps]}
                        for found in one.assessments],
        "changes": [{"class": change.resource_class, "effective": change.effective.isoformat(),
                     "document": change.document, "evaluation": change.evaluation} for change in one.history],
    }  # fmt: skip


def appraisal(given: Sequence[Appraised], as_of: int, settlement: Settlement | Missing | None) -> Json:
    """A year's appraisal with every item, and the settlement where amounts were handed in."""
    rule = given[0].rule if given else None
    found: Json = {
        "schema": "luoshi.appraisal/1", "rule": rule.id if rule else "", "version": rule.version if rule else "",
        "official": bool(rule and rule.official), "as_of": as_of, "cities": [_appraised(one) for one in given],
    }  # fmt: skip
    if isinstance(settlement, Missing):
        found |= _missing("settlement", settlement)
    elif settlement:
        found["settlement"] = {
            "pool": str(settlement.pool), "returned": str(settlement.returned),
            "cities": [{"place": one.place, "deducted": str(one.deducted), "rewarded": str(one.rewarded)}
                       for one in settlement.places],
        }  # fmt: skip
    return found


def _appraised(one: Appraised) -> Json:
    return {
        "place": one.place, **_number("total", one.total), "grade": one.grade, "capped": one.capped,
        "rated": str(one.rated), "backed": str(one.backed), "domains": [_domain(score) for score in one.domains],
        "steps": [step.zh for step in one.steps], "stability": _stability(one.stability),
    }  # fmt: skip


def _stability(found: AppraisalStability | None) -> Json | None:
    if found is None:
        return None
    return {
        "low": found.low, "high": found.high, "same_grade": str(found.same_grade),
        "grades": {name: str(share) for name, share in found.grades.items()}, "noise": str(found.noise),
        "replications": found.replications, "seed": found.seed,
    }  # fmt: skip


def _domain(score: DomainScore) -> Json:
    return {
        "id": score.domain.id, "title": score.domain.title, "applies": score.applies, **_number("points", score.points),
        "weight": str(score.weight), "items": [_item(one) for one in score.items],
    }  # fmt: skip


def _item(one: ItemScore) -> Json:
    return {
        "id": one.item.id, "title": one.item.title, **_number("value", one.handed.value), **_number("points", one.points),
        "weight": str(one.weight), "evidence": list(one.handed.evidence),
    }  # fmt: skip


def economy(given: Economy) -> Json:
    """The structure of the economy of each place."""
    places = []
    for one in given.places:
        found: Json = {"place": one.place, "name": one.name}
        if isinstance(one.shares, Missing):
            found |= _missing("shares", one.shares)
        else:
            found |= {"shares": list(one.shares), "quotients": list(one.quotients), "herfindahl": one.herfindahl,
                      "theil": one.theil}  # fmt: skip
        found |= _missing("shift", one.shift) if isinstance(one.shift, Missing) else {"shift": asdict(one.shift)}
        if isinstance(one.dependence, Missing):
            found |= _missing("dependence", one.dependence)
        else:
            found["dependence"] = one.dependence
        places.append(found)
    return {"schema": "luoshi.structure/1", "as_of": given.as_of, "first": given.first, "industries": list(given.industries),
            "unit": given.unit, "lacking": list(given.lacking), "note": given.note, "places": places}  # fmt: skip


def support(given: Sequence[Supported], known: SupportList, as_of: int) -> Json:
    """The support list with every year and every decision."""
    return {
        "schema": "luoshi.support/1", "as_of": as_of, "rule": known.rule.version, "source": known.rule.source,
        "cities": [
            {
                "place": one.place, "name": one.name, "class": one.legal, "batch": one.batch,
                "decisions": [{"year": said.year, "decision": said.decision, "evidence": said.evidence,
                               "confidence": said.confidence} for said in one.decisions],
                "years": [{"year": year.year, "stage": year.stage, "year_of_stage": year.year_of_stage,
                           "share": str(year.share), "because": year.because.zh} for year in one.years],
                "awaiting": one.awaiting.zh if one.awaiting else None,
                "unused": [problem.zh for problem in one.unused],
            }
            for one in given
        ],
    }  # fmt: skip


def payment(rule: TransferRule, given: Sequence[Payment], as_of: int) -> Json:
    """The transfer payment of each city with its workings."""
    cities = []
    for one in given:
        found: Json = {"place": one.place, "name": one.name}
        if isinstance(one.transfer, Missing):
            found |= _missing("total", one.transfer)
        else:
            found |= {
                "fixed": str(one.transfer.fixed), "factor": str(one.transfer.factor), "total": str(one.transfer.total),
                "steps": [step.zh for step in one.transfer.steps],
            }  # fmt: skip
        cities.append(found)
    return {"schema": "luoshi.payment/1", "rule": rule.id, "version": rule.version, "official": rule.official,
            "as_of": as_of, "cities": cities}  # fmt: skip


def protection(rule: ProtectionRule, given: Sequence[ProtectedPlace], as_of: int) -> Json:
    """Which counties are restricted since when, with each year's comparison: for whoever decides on impact assessments."""
    return {
        "schema": "luoshi.protection/1", "rule": rule.id, "version": rule.version, "official": rule.official, "as_of": as_of,
        "commitment": rule.commitment, "restricted": [one.place for one in given if one.restricted],
        "counties": [
            {
                "place": one.place, "name": one.name, "restricted": one.restricted if one.now else None,
                "since": one.now.since if one.now and one.restricted else None,
                "missing": one.missing.zh if one.missing else None,
                "years": [{"year": state.year, "restricted": state.restricted, "falls": state.falls,
                           "area": _test(state.area), "quality": _test(state.quality), "because": state.because.zh}
                          for state in one.states],
            }
            for one in given
        ],
    }  # fmt: skip


def _test(one: ProtectionTest) -> Json:
    return {"falls": one.falls, **_number("change", one.change), "step": one.step.zh}


def _number(name: str, value: Decimal | Missing) -> Json:
    return _missing(name, value) if isinstance(value, Missing) else {name: str(value)}


def _missing(name: str, why: Missing) -> Json:
    return {name: None, f"{name}_reason": why.zh}
