"""Which pages stand beside those of the schemes: classes, each appraisal, the support list, transfer payments,
the counties that are warned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from luoshi.model.appraisal import Appraised
from luoshi.model.assessed import Assessed, PlaceClass
from luoshi.model.base_map import BaseMap
from luoshi.model.economy import Economy
from luoshi.model.pack import Pack
from luoshi.model.protection import ProtectedPlace
from luoshi.model.support import Payment, Supported, SupportList, TransferRule
from luoshi.publish.page_appraisals import appraisal_answer, appraisal_page
from luoshi.publish.page_classes import classes_answer, classes_page
from luoshi.publish.page_economy import economy_answer, economy_page
from luoshi.publish.page_html import Markup
from luoshi.publish.page_protection import protection_answer, protection_page
from luoshi.publish.page_support import payment_answer, payment_page, support_answer, support_page

CLASSES, SUPPORT = "classes.html", "support-list.html"
# The file, the title, its answer in one sentence, and what draws it.
Page = tuple[str, str, str, Callable[[], Markup]]


@dataclass(frozen=True, slots=True)
class Evaluations:
    """What the pages of evaluations are made of: schemes, classes, appraisals by rule, support and payments, and the pack.

    `base_map` is the office's own, on which maps are drawn; None where there is none.
    """

    assessed: Sequence[Assessed]
    classes: Sequence[PlaceClass]
    appraised: Sequence[Sequence[Appraised]]
    pack: Pack
    as_of: int
    supported: Sequence[Supported] = ()
    support_list: SupportList | None = None
    payments: Sequence[tuple[TransferRule, Sequence[Payment]]] = ()
    economy: Economy | None = None
    protected: Sequence[Sequence[ProtectedPlace]] = ()
    base_map: BaseMap | None = None


def pages_of(given: Evaluations) -> list[Page]:
    """The pages beside the schemes, those that the pack has something for."""
    year, pack = given.as_of, given.pack
    found: list[Page] = []
    if given.classes:
        found.append(
            (CLASSES, "综合分类", classes_answer(given.classes), partial(classes_page, given.classes, pack, year))
        )
    for each in given.appraised:
        if each:
            rule = each[0].rule
            page = partial(appraisal_page, each, pack, year)
            found.append((f"appraisal-{rule.id}.html", rule.title, appraisal_answer(each, pack), page))
    if given.economy is not None:
        found.append(
            ("structure.html", "产业结构", economy_answer(given.economy), partial(economy_page, given.economy))
        )
    if given.support_list is not None:
        page = partial(support_page, given.supported, given.support_list, year)
        found.append((SUPPORT, given.support_list.title, support_answer(given.supported, year), page))
    for transfer_rule, paid in given.payments:
        page = partial(payment_page, transfer_rule, paid, year)
        found.append((f"payment-{transfer_rule.id}.html", transfer_rule.title, payment_answer(paid), page))
    for counties in given.protected:
        if counties:
            of = counties[0].rule
            page = partial(protection_page, of, counties, pack.organisations, year)
            found.append((protection_file(of.id), of.title, protection_answer(counties, year), page))
    return found


def protection_file(rule: str) -> str:
    """The page of a rule of protection."""
    return f"protection-{rule}.html"
