"""Evaluations for programs: every score with its interval, items, sources and reasons, as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from luoshi.model.assessed import Assessed, AssessedPlace, ItemValue, YearScore
from luoshi.model.coordination import Coordination
from luoshi.model.finding import Missing
from luoshi.publish.evaluation_words import answer, settings, warning_of

SCHEMA = "luoshi.evaluations/1"


def dumps(assessed: Sequence[Assessed]) -> str:
    """Evaluations as text."""
    found = {"schema": SCHEMA, "evaluations": [as_json(one) for one in assessed]}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def as_json(given: Assessed) -> dict[str, Any]:
    """One evaluation; a missing number is null, with its reason beside it."""
    return {
        "scheme": given.scheme.id,
        "title": given.scheme.title,
        "version": given.scheme.version,
        "official": given.scheme.official,
        "as_of": given.as_of,
        "first": given.first,
        "answer": answer(given),
        "breaks": [
            {"indicator": one.indicator, "before": one.before, "after": one.after, "kind": one.kind} for one in given.breaks
        ],
        "places": [_place(one) for one in given.places],
        "level": given.level,
        "replications": given.replications,
        "seed": given.seed,
        "varied": list(given.varied),
        "probabilities": [
            {"first": first, "second": second, "before": chance} for first, second, chance in given.before
        ],
        "reliance": None
        if isinstance(given.reliance, Missing)
        else [{"factor": one.factor, "first": one.first, "total": one.total} for one in given.reliance],
        "without": [
            {"indicator": one.id, "mean_shift": one.mean_shift, "largest_shift": one.largest_shift}
            for one in given.without
        ],
        "choices": [
            {"step": one.what, "method": one.chosen, "own": one.is_own, "mean_shift": one.mean_shift}
            for one in given.by_choice
        ],
        "lacking": [
            {"title": one.title, "group": one.group, "nearest": one.nearest, "needs": one.needs}
            for one in given.scheme.lacking
        ],
        "settings": [
            {"what": one.what, "chosen": one.chosen, "official": one.official, "source": one.source}
            for one in settings(given.scheme)
        ],
        "earlier": [as_json(one) for one in given.earlier],
    }  # fmt: skip


def _place(one: AssessedPlace) -> dict[str, Any]:
    return {
        "place": one.place,
        "name": one.name,
        "class_2013": one.legal_class,
        "score": None if isinstance(one.score, Missing) else one.score,
        "reason": one.score.zh if isinstance(one.score, Missing) else "",
        "rank": one.rank or None,
        "interval": [one.low, one.high] if one.rank else None,
        "class": one.band.title if one.band else None,
        "sides": dict(one.sides),
        "forms": [_form(form) for form in one.forms],
        "lag": one.lag,
        "warning": warning_of(one),
        "obstacles": [{"indicator": each.factor, "degree": each.degree} for each in one.obstacles],
        "years": [_year(each) for each in one.years],
        "items": [_item(each) for each in one.items],
    }


def _form(form: Coordination) -> dict[str, Any]:
    numbers = {name: getattr(form, name) for name in ("coupling", "index", "degree")}
    return {"form": form.form, **numbers, "level": form.level.name}


def _year(one: YearScore) -> dict[str, Any]:
    missing = isinstance(one.score, Missing)
    return {"year": one.year, "score": None if missing else one.score, "rank": one.rank or None}


def _item(one: ItemValue) -> dict[str, Any]:
    if isinstance(one.point, Missing):
        return {"indicator": one.id, "value": None, "unit": one.unit, "reason": one.point.zh}
    cells = [row.origin.cell for row in one.point.observations]
    return {
        "indicator": one.id, "value": float(one.point.value), "unit": one.unit, "normalised": one.normalised,
        "weight": one.weight, "cells": cells,
    }  # fmt: skip
