"""What `luoshi assess` shows beside schemes: classes, appraisals, the support list, transfer payments, counties that are warned,
from statistics and from what was handed in."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.table import Table

    from luoshi.model.appraisal import Return
    from luoshi.model.pack import Pack
    from luoshi.model.problem import Problem
    from luoshi.observe.store import Store
    from luoshi.publish.page_html import Markup

CLASSES, STRUCTURE, SUPPORT = "classes", "structure", "support-list"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: of which pack, which id, which year, and what was handed in."""

    pack: Pack
    store: Store
    id: str
    as_of: int
    known_on: date | None
    rows: Sequence[Return]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown: a table, what stands under it, the page, the same for programs; whether there is a result."""

    title: str
    table: Table
    under: Sequence[str]
    page: Callable[[], Markup]
    json: Callable[[], Mapping[str, Any]]  # Any: JSON
    problems: Sequence[Problem] = ()
    has_result: bool = True


def kinds(chosen: Pack) -> dict[str, str]:
    """What can be asked for by its id beside the schemes, with its title."""
    from luoshi.packs.accounts import accounts
    from luoshi.packs.appraisals import appraisals
    from luoshi.packs.protections import protections
    from luoshi.packs.support_list import support_list

    found = {CLASSES: "综合分类：现行类别与建议类别", STRUCTURE: "产业结构：区位商、集中度、份额偏离、资源依赖"}
    found |= {id: rule.title for id, rule in appraisals(chosen).items()}
    known = support_list(chosen)
    found |= {SUPPORT: known.title} if known else {}
    found |= {id: rule.title for id, rule in accounts(chosen).items()}
    return found | {id: rule.title for id, rule in protections(chosen).items()}


def show(
    chosen: Pack, store: Store, id: str, as_of: int | None, known_on: date | None, handed: str | None,
    json_out: str | None, html_out: str | None,
) -> None:  # fmt: skip
    """Work it out, print it, write it, and end: 0 with a result, 1 where too much is missing for one."""
    import json

    from luoshi.classifying import year_of_classes
    from luoshi.cli import DONE, WITH_LOSSES, _err, _out
    from luoshi.handing import handed_in
    from luoshi.packs.protections import protections
    from luoshi.pipeline import last_year
    from luoshi.publish import terminal
    from luoshi.publish.page import write_page

    of_counties = id in protections(chosen)
    rows, problems = handed_in(Path(handed), chosen, counties=of_counties) if handed else ((), [])
    year = as_of if as_of is not None else last_year(store)
    if of_counties and as_of is None:
        year = max((one.year for one in rows if one.year is not None), default=year)
    if id == CLASSES and as_of is None and not handed:
        year = year_of_classes(chosen, store, until=year, known_on=known_on)
    answer = _answer(Asked(chosen, store, id, year, known_on, rows))
    text = json.dumps(answer.json(), ensure_ascii=False, indent=1) if json_out else ""
    if json_out == "-":
        click.echo(text)
    else:
        _out().print(answer.table)
        for line in answer.under:
            click.echo(line)
    if json_out and json_out != "-":
        Path(json_out).write_text(text + "\n", encoding="utf-8")
    if html_out:
        write_page(answer.title, answer.page(), chosen, Path(html_out))
    terminal.say([*problems, *answer.problems], _err())
    sys.exit(DONE if answer.has_result else WITH_LOSSES)


def _answer(asked: Asked) -> Answer:
    from luoshi.packs.appraisals import appraisals
    from luoshi.packs.protections import protections

    if asked.id == CLASSES:
        return _classes(asked)
    if asked.id == STRUCTURE:
        return _structure(asked)
    if asked.id == SUPPORT:
        return _support(asked)
    if asked.id in protections(asked.pack):
        return _protection(asked)
    return _appraisal(asked) if asked.id in appraisals(asked.pack) else _payment(asked)


def _classes(asked: Asked) -> Answer:
    from luoshi.classifying import SUPPLY, classes, supply_of
    from luoshi.handing import known_items
    from luoshi.publish import cities_json, terminal_evaluation
    from luoshi.publish.page_classes import classes_answer, classes_page

    rows, problems = known_items(asked.rows, SUPPLY)
    found = classes(asked.pack, asked.store, as_of=asked.as_of, known_on=asked.known_on, supply=supply_of(rows))
    return Answer(
        "综合分类",
        terminal_evaluation.classes_table(found),
        (classes_answer(found),),
        lambda: classes_page(found, asked.pack, asked.as_of),
        lambda: cities_json.classes(found, asked.as_of),
        problems,
    )


def _appraisal(asked: Asked) -> Answer:
    from luoshi.classifying import appraised, items_of
    from luoshi.handing import known_items
    from luoshi.packs.appraisals import appraisals
    from luoshi.publish import cities_json, terminal_evaluation
    from luoshi.publish.page_appraisals import appraisal_answer, appraisal_page, settlement_words
    from luoshi.supporting import OF_SETTLEMENT, settled

    rule = appraisals(asked.pack)[asked.id]
    rows, problems = known_items(asked.rows, items_of(rule))
    found = appraised(asked.pack, asked.store, asked.id, as_of=asked.as_of, known_on=asked.known_on, rows=rows)
    wants_settling = any(one.item in OF_SETTLEMENT for one in rows)
    settlement = settled(asked.pack, found, rows, as_of=asked.as_of) if wants_settling else None
    return Answer(
        rule.title,
        terminal_evaluation.appraisal_table(found, asked.pack),
        (appraisal_answer(found, asked.pack), *settlement_words(settlement, asked.pack)),
        lambda: appraisal_page(found, asked.pack, asked.as_of, settlement),
        lambda: cities_json.appraisal(found, asked.as_of, settlement),
        problems,
        any(one.grade for one in found),
    )


def _structure(asked: Asked) -> Answer:
    from luoshi.publish import cities_json, terminal_evaluation
    from luoshi.publish.page_economy import economy_answer, economy_page
    from luoshi.structuring import economy

    found = economy(asked.pack, asked.store, as_of=asked.as_of, known_on=asked.known_on)
    lacking = [f"缺：{one}" for one in found.lacking]
    return Answer(
        "产业结构",
        terminal_evaluation.economy_table(found),
        (economy_answer(found), f"变动：{found.first}—{found.as_of}年，{found.unit}，当年价格。{found.note}", *lacking),
        lambda: economy_page(found),
        lambda: cities_json.economy(found),
        has_result=any(one.quotients for one in found.places),
    )


def _support(asked: Asked) -> Answer:
    from luoshi.packs.support_list import support_list
    from luoshi.publish import cities_json, terminal_evaluation
    from luoshi.publish.page_support import support_answer, support_page
    from luoshi.supporting import supported

    known, found = support_list(asked.pack), supported(asked.pack, as_of=asked.as_of)
    assert known is not None  # or `supported` would have said so
    return Answer(
        known.title,
        terminal_evaluation.support_table(found, asked.as_of),
        (support_answer(found, asked.as_of), f"规则：{known.rule.source}。{known.note}"),
        lambda: support_page(found, known, asked.as_of),
        lambda: cities_json.support(found, known, asked.as_of),
        [problem for one in found for problem in one.unused],
    )


def _payment(asked: Asked) -> Answer:
    from luoshi.packs.accounts import accounts
    from luoshi.publish import cities_json, terminal_evaluation
    from luoshi.publish.page_support import payment_answer, payment_page
    from luoshi.supporting import has_amounts, payments

    rule = accounts(asked.pack)[asked.id]
    found, problems = payments(asked.pack, asked.id, asked.rows, as_of=asked.as_of)
    return Answer(
        rule.title,
        terminal_evaluation.payment_table(found),
        (payment_answer(found), f"{rule.formula}（{rule.version}）；系数：系统默认，非官方。"),
        lambda: payment_page(rule, found, asked.as_of),
        lambda: cities_json.payment(rule, found, asked.as_of),
        problems,
        has_amounts(found),
    )


def _protection(asked: Asked) -> Answer:
    from luoshi.packs.protections import protections
    from luoshi.protecting import protected
    from luoshi.publish import cities_json, terminal_evaluation
    from luoshi.publish.page_protection import lacking_words, protection_answer, protection_page

    rule, organisations = protections(asked.pack)[asked.id], asked.pack.organisations
    found, problems = protected(
        asked.pack, asked.store, asked.id, as_of=asked.as_of, known_on=asked.known_on, rows=asked.rows
    )
    known = any(one.now is not None for one in found)
    lacking = () if known else (lacking_words(rule, organisations),)
    return Answer(
        rule.title,
        terminal_evaluation.protection_table(found),
        (protection_answer(found, asked.as_of), *lacking, f"{rule.source}。"),
        lambda: protection_page(rule, found, organisations, asked.as_of),
        lambda: cities_json.protection(rule, found, asked.as_of),
        problems,
        known,
    )
