"""An evaluation of one place in words: what it scored, why, what is missing, and what nobody has officially laid down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import numpy as np

from luoshi.assess.compose.scheme import Evaluation
from luoshi.model.scheme import Choice, Parameter, Scheme, SchemeItem

Language = Literal["zh", "en"]
_SHOWN = 3


def explain(evaluation: Evaluation, place: str, *, period: str | None = None, language: Language = "zh") -> str:
    """Why a place scored as it did, a line a thought.

    Args:
        evaluation: The result.
        place: Which place.
        period: In which year; the last without it.
        language: Of the words.

    Returns:
        Score, rank and class; the groups; the indicators that gave most and that cost most, with their numbers; what a
        person should look at; and what is 系统默认，非官方.

    Raises:
        LuoshiError: there is no such place.

    >>> from luoshi.assess.compose.plain import plain_scheme
    >>> from luoshi.assess.compose.scheme import evaluation
    >>> found = evaluation(plain_scheme(["gdp", "jobs"]), {"place": ["甲", "乙"], "gdp": [1, 2], "jobs": [3, 1]})
    >>> print(explain(found, "甲", language="en").splitlines()[0])
    甲: score 0.5000, rank 1 of 2.
    """
    row = evaluation.row_of(place, period)
    lines = [
        _headline(evaluation, row, language),
        *_of_groups(evaluation, row, language),
        *_of_indicators(evaluation, row, language),
        *_of_problems(evaluation, row, language),
        *_of_rules(evaluation.scheme, language),
    ]
    return "\n".join(line for line in lines if line)


def unofficial(scheme: Scheme) -> tuple[str, ...]:
    """What of a scheme no document prints, by name: 系统默认，非官方.

    >>> from luoshi.assess.compose.plain import plain_scheme
    >>> unofficial(plain_scheme(["gdp"]))
    ('normalise: min_max', 'weight: equal', 'aggregate: arithmetic')
    """
    steps = ("impute", "treat", "normalise", "weight", "aggregate")
    own = [f"{step}: {choice}" for step in steps if (choice := getattr(scheme, step)) and not choice.official]
    items = [text for item in scheme.root.walk() for text in _unofficial_of(item)]
    bands = [f"class: {band.title}" for band in scheme.bands if not band.official]
    return (*own, *items, *bands)


def _unofficial_of(item: SchemeItem) -> Iterator[str]:
    for name in ("weight", "lower", "upper", "treat", "normalise", "weigh", "aggregate"):
        found = getattr(item, name)
        if isinstance(found, Parameter) and not found.official:
            yield f"{item.id}: {name} {found.value:g}"
        if isinstance(found, Choice) and not found.official:
            yield f"{item.id}: {name} {found}"


def _headline(evaluation: Evaluation, row: int, language: Language) -> str:
    score, rank = float(evaluation.score[row]), int(evaluation.ranks[row])
    name = evaluation.table.rows[row]
    if np.isnan(score):
        return f"{name}：没有得分。" if language == "zh" else f"{name}: no score."
    count = _of_same_period(evaluation, row)
    band = evaluation.scheme.band_of(score)
    if language == "zh":
        return f"{name}：得分 {score:.4f}，在 {count} 个中排第 {rank}" + (f"，等级为“{band.title}”。" if band else "。")
    says = f", class '{band.title_en or band.title}'." if band else "."
    return f"{name}: score {score:.4f}, rank {rank} of {count}{says}"


def _of_same_period(evaluation: Evaluation, row: int) -> int:
    periods = evaluation.table.periods
    here = np.array([not periods or period == periods[row] for period in periods or evaluation.table.places])
    return int((here & (evaluation.ranks > 0)).sum())


def _of_groups(evaluation: Evaluation, row: int, language: Language) -> Iterator[str]:
    root = evaluation.scheme.root
    for item, weight in zip(root.items, evaluation.weights[root.id], strict=True):
        if item.items:
            score = float(evaluation.scores[item.id][row])
            says = ("没有得分" if language == "zh" else "no score") if np.isnan(score) else f"{score:.4f}"
            yield (
                f"  {item.title}：{says}（权重 {weight:.3f}）"
                if language == "zh"
                else f"  {item.title_en or item.title}: {says} (weight {weight:.3f})"
            )


def _of_indicators(evaluation: Evaluation, row: int, language: Language) -> Iterator[str]:
    """Those that gave most, and those by which most was lost to the best value."""
    weights = np.array([evaluation.overall_weights[name] for name in evaluation.table.indicators])
    own = evaluation.normalised[row]
    best = np.fmax.reduce(evaluation.normalised, axis=0)
    gave, lost = np.nan_to_num(weights * own), np.nan_to_num(weights * (best - own))
    words = ("得分主要来自", "失分主要在") if language == "zh" else ("Most came from", "Most was lost in")
    for says, amount in zip(words, (gave, lost), strict=True):
        top = [int(column) for column in np.argsort(-amount, kind="stable")[:_SHOWN] if amount[column] > 0]
        named = ("；" if language == "zh" else "; ").join(_shown(evaluation, row, column, language) for column in top)
        if named:
            yield f"{says}：{named}。" if language == "zh" else f"{says}: {named}."


def _shown(evaluation: Evaluation, row: int, column: int, language: Language) -> str:
    leaf = evaluation.scheme.root.leaves[column]
    value = evaluation.table.values[row, column]
    normalised = evaluation.normalised[row, column]
    weight = evaluation.overall_weights[leaf.id]
    estimated = np.isnan(value)
    given = evaluation.imputed[row, column] if estimated else value
    if language == "zh":
        mark = "（估计值）" if estimated else ""
        return f"{leaf.title} {given:g}{mark}，标准化后 {normalised:.4f} × 权重 {weight:.4f}"
    mark = " (estimated)" if estimated else ""
    return f"{leaf.title_en or leaf.title} {given:g}{mark}, normalised {normalised:.4f} × weight {weight:.4f}"


def _of_problems(evaluation: Evaluation, row: int, language: Language) -> Iterator[str]:
    name = evaluation.table.rows[row]
    for problem in evaluation.problems:
        if problem.where == name:
            yield problem.zh + "。" + problem.hint_zh if language == "zh" else f"{problem.en}. {problem.hint_en}"


def _of_rules(scheme: Scheme, language: Language) -> Iterator[str]:
    steps = ((name, getattr(scheme, name)) for name in ("impute", "treat", "normalise", "weight", "aggregate"))
    rules = "；".join(f"{name} {choice}" for name, choice in steps if choice)
    version = f"{scheme.title} {scheme.version}".strip()
    yield f"规则：{version}（{rules}）。" if language == "zh" else f"Rules: {version} ({rules})."
    if count := len(unofficial(scheme)):
        yield (
            f"其中 {count} 项没有文件规定：系统默认，非官方。"
            if language == "zh"
            else f"{count} of its choices and parameters are printed in no document: defaults of the system, not official."
        )
