"""`pack.md`: the files of a pack and every field in them, from the schemas that guard them. Written by `make docs`."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic_core import PydanticUndefined

from luoshi.packs import (
    accounts,
    appraisals,
    base_map,
    boundary_changes,
    breaks,
    class_changes,
    cycles,
    judging,
    protections,
    registries,
    review,
    schemas,
    support_list,
    workflows,
)
from luoshi.packs.cascades import CascadesFile
from luoshi.packs.investment_pace import InvestmentPaceFile
from luoshi.packs.light_rules import LightRulesFile
from luoshi.packs.planned_values import PlannedValuesFile
from luoshi.packs.record_lights import RecordLightsFile
from luoshi.packs.revisions import RevisionsFile
from luoshi.packs.schemas import Schema
from luoshi.packs.schemes import SchemeFile
from luoshi.packs.suppliers import SuppliersFile
from luoshi.packs.tables import TablesFile
from luoshi.packs.warn_rules import WarnRulesFile

HEAD = """\
# Pack files 规则包的文件

<!-- Written by docs/reference/pack.py from the schemas in src/luoshi/packs; `make docs` renews it. -->

A pack is a folder of data; nothing in it runs. Every file but `pack.yaml` may be absent. YAML is read as text and typed by
these schemas, so a code such as `010101` stays what it is.

- A field that is not listed here is an error; the message names file, line and the nearest field.
- An empty value means "not known". `null`, `~` and `none` are refused: in a file of text they would be the names of something.
- A **day** is written 2018, 2018-10 or 2018-10-25; of the shorter forms the first day is taken.
- A **yes or no** in a table is written 是 or 否. A list inside a table's cell is separated by ；.
- Fields marked ● must be there.

"""

# The schema of each file, in the order in which a reader meets them; rows of a table are named by their row.
FILES: dict[str, tuple[str, type[Schema]]] = {
    "pack.yaml": ("What the pack is, and on which others it stands.", schemas.PackFile),
    "documents/documents.yaml": ("The texts as issued, in `documents/`, each with its sha256.", schemas.DocumentsFile),
    "organisations.yaml": ("Who is called how, and who took over from whom.", schemas.OrganisationsFile),
    "places.csv": ("Administrative places, one row for each name and code that a place had.", schemas.PlaceRow),
    "boundary_changes.yaml": (
        "Areas that are counted elsewhere from a year on, or go on under another code; only what stands here joins series.",
        boundary_changes.BoundaryChangesFile,
    ),
    "base_map.yaml": (
        "The office's approved base map, on which maps are drawn ([how](../how-to/use-an-approved-base-map.md)).",
        base_map.BaseMapFile,
    ),
    "resource_cities.csv": ("The national list of resource-based cities of 2013.", schemas.ResourceCityRow),
    "units.yaml": ("Units of official documents and what they are in others.", schemas.UnitsFile),
    "indicators/<id>.yaml": (
        "What is measured, one file an indicator: unit, direction, definition, and how values of places become one.",
        schemas.IndicatorFile,
    ),
    "tables.yaml": (
        "Which table in `statistics/` holds what where ([how](../how-to/bring-in-statistics.md)).",
        TablesFile,
    ),
    "breaks.yaml": ("From which year on an indicator is counted otherwise.", breaks.BreaksFile),
    "lexicon.yaml": ("Other words that documents use, and the indicators they stand for.", schemas.LexiconFile),
    "commitments/<document id>.yaml": (
        "The reviewed reading of one document, pinned to its words.",
        review.CommitmentsFile,
    ),
    "appraisals/<id>.yaml": (
        "By which rule a year is appraised: domains, items, adjustments, grades.",
        appraisals.AppraisalFile,
    ),
    "class_changes.yaml": (
        "Changes of the class in force since the list of 2013, each with its document and its evaluation.",
        class_changes.ClassChangesFile,
    ),
    "support_list.yaml": (
        "Which exhausted cities are supported since when: decisions in order, and the rule of periods and taper.",
        support_list.SupportListFile,
    ),
    "protections/<id>.yaml": (
        "When a county whose protected farmland or soil gets worse is warned and restricted, and until when.",
        protections.ProtectionFile,
    ),
    "accounts/<id>.yaml": ("By which rule a payment is worked out: formula, factors.", accounts.AccountFile),
    "conflicts.yaml": ("Passages that contradict each other, or seem to.", review.ConflictsFile),
    "examples.yaml": ("Sentences and what must come out of them.", review.ExamplesFile),
    "judging.yaml": (
        "How targets are judged where their documents are silent: areas, base years, rules of lights.",
        judging.JudgingFile,
    ),
    "light_rules.yaml": (
        "By which rules a light gets its colour: the first case that holds decides; where none does, there is no light.",
        LightRulesFile,
    ),
    "planned_values.yaml": (
        "What a plan prints of the way to its targets, row by row, with how it was restored and how certain that is.",
        PlannedValuesFile,
    ),
    "schemes/<id>.yaml": (
        "How places are judged by many indicators at once: a tree, and a named method for each step.",
        SchemeFile,
    ),
    "suppliers.yaml": ("Who should supply the figures of which indicator.", SuppliersFile),
    "warn_rules.yaml": (
        "When an alert begins and ends, and who should be told: of several levels whose cases hold, the most severe counts.",
        WarnRulesFile,
    ),
    "cascades.yaml": (
        "How targets are broken down to places and organisations, so that it can be checked whether the parts make the whole.",
        CascadesFile,
    ),
    "revisions.yaml": ("How targets were changed after they were issued; the old values stay.", RevisionsFile),
    "mechanisms.yaml": ("What the documents order to exist.", schemas.MechanismsFile),
    "registries/<id>.yaml": ("A list that officials keep, one file a registry.", registries.RegistryFile),
    "workflows/<id>.yaml": ("The states of a record and the moves between them.", workflows.WorkflowFile),
    "cycles.yaml": ("What is owed again and again.", cycles.CyclesFile),
    "record_lights.yaml": (
        "How the records of a workflow get their lights: by their due day, by what was last reported, by what is owed.",
        RecordLightsFile,
    ),
    "investment_pace.yaml": (
        "When a project's money is said to be behind: the year's beside its plan, all of it beside the planned path.",
        InvestmentPaceFile,
    ),
}

_ID = "An address, readable and stable; nothing else of its kind has it."
_NOTE = "Anything else that the next reader should know."
_SOURCE = "By which document, or where it was looked up."
_SURE = "`low` where it has not been read in a source; `note` says what is missing."
_LIST = "One entry each."
_AS_READ = "As in the compiled reading ([plan-json.md](plan-json.md#objects)), written as text."

MEANINGS: dict[str, str] = {
    "PackFile.id": "The name of the folder.",
    "PackFile.title": "What the pack is called on the screen.",
    "PackFile.title_en": "The same in English.",
    "PackFile.extends": "Packs whose organisations, places, units and words are used, too; an own entry of the same id wins.",
    "PackFile.checked_by": "Who has checked it.",
    "PackFile.checked_on": "When.",
    "PackFile.next_review": "When it is due to be checked again.",
    "Organisation.name": "Full name. Usual shortenings (省 for the province, 委 for 委员会) need no alias.",
    "Organisation.aliases": "Other names by which documents call it.",
    "Organisation.level": "Whose organisation it is.",
    "Organisation.kind": "What sort of body.",
    "Organisation.place": "Code of the place that it works for; empty for the whole country.",
    "Organisation.successors": "Who took over from it.",
    "Organisation.since": "First day; empty where it is not known or does not matter.",
    "Succession.id": "The organisation that took over.",
    "Succession.on": "From which day.",
    "Succession.how": "In which way.",
    "PlaceRow.code": "Code of GB/T 2260, or a code in words for what the standard does not know.",
    "PlaceRow.name": "Full name.",
    "PlaceRow.level": "Level.",
    "PlaceRow.parent": "Code of the place to which its code belongs.",
    "PlaceRow.managed_by": "Code of the place that governs it, where that is another.",
    "PlaceRow.aliases": "Other names.",
    "PlaceRow.valid_from": "First day of this name and code; empty for always.",
    "PlaceRow.valid_to": "First day on which they no longer held; empty while they do.",
    "PlaceRow.successor": "Code of what it became.",
    "PlaceRow.standard": "Whether the national standard knows it.",
    "PlaceRow.bare": "Whether its name without 市 or 县 means the place; 否 where that is also a word (白银).",
    "ResourceCityRow.name_2013": "The name on the list.",
    "ResourceCityRow.province": "The province as listed.",
    "ResourceCityRow.level": "Level as listed.",
    "ResourceCityRow.resource_class": "Its class on the list.",
    "ResourceCityRow.exhausted_batch": "In which batch it was named resource-exhausted (1, 2, 3); empty for never.",
    "ResourceCityRow.code_2013": "Its code in 2013.",
    "ResourceCityRow.code": "Its code today; empty where the place was divided.",
    "ResourceCityRow.name": "Its name today; empty as above.",
    "ResourceCityRow.changed_on": "When name or code changed.",
    "ResourceCityRow.bare": "As in `places.csv`.",
    "Unit.name": "The unit as documents print it, with its magnitude (万亩).",
    "Unit.dimension": "What it measures; units of one dimension can be converted.",
    "Unit.base": "The unit of the dimension in which all others are expressed.",
    "Unit.factor": "A value times this is the same in `base`. Decimals, 1e4, or fractions (2000/3).",
    "Unit.aliases": "Other spellings.",
    "IndicatorFile.id": "The name of the file, without its ending.",
    "IndicatorFile.title": "What it is called; itself a word for it.",
    "IndicatorFile.title_en": "The same in English.",
    "IndicatorFile.unit": "A unit of `units.yaml`, or one made of such (千公顷, 元/人).",
    "IndicatorFile.better": "Which way it is better: itself, not its “reduction rate”. Empty where neither is.",
    "IndicatorFile.definition": "What is counted, and where the definition changed.",
    "IndicatorFile.formula": "How it is made of others: their ids with + - / and brackets. Their units must give its unit.",
    "IndicatorFile.aggregation": (
        "What several places have together: the `sum`, the `weighted-mean` by `weight`, the formula worked out again"
        " `from-parts` that are summed, or `none`: it does not follow from the places."
    ),
    "IndicatorFile.weight": "The indicator by which `weighted-mean` weighs.",
    "IndicatorFile.real_growth": "The indicator that is its published real growth over the year before, in percent.",
    "IndicatorFile.flow": "是 for what happens during a year and adds up over years (新增就业).",
    "IndicatorFile.bounds": (
        "The least and the most that it can be, such as `[-100, 不限]`; empty for what its unit allows: a share 0 to 100 %,"
        " anything else not below 0, a difference of shares anything."
    ),
    "IndicatorFile.official": "否 where no document prints the definition and it is the system's own (系统默认，非官方).",
    "IndicatorFile.checked_by": "Who has checked it.",
    "IndicatorFile.checked_on": "When.",
    "IndicatorFile.next_review": "When it is due to be checked again.",
    "IndicatorWords.id": "The indicator, of this pack or of one that it extends.",
    "IndicatorWords.words": "Words for it in documents, besides its title.",
    "IndicatorWords.note": "How documents print it.",
    "PackDocument.file": "File in `documents/`.",
    "PackDocument.sha256": "Of the file's bytes. Texts are never edited.",
    "PackDocument.part": "Which document of the file, from 1, where it holds several.",
    "PackDocument.lines": "First and last line of that part.",
    "PackDocument.title": "Title; empty where it is not known.",
    "PackDocument.doc_number": "文号; empty where it is not known.",
    "PackDocument.issuer": "Who issued it.",
    "PackDocument.date": "成文日期.",
    "PackDocument.not_printed": "Which of these the file does not print; `note` says where they are from.",
    "LightRuleEntry.name": "The same for all versions.",
    "LightRuleEntry.version": "The version; name and version together are the address.",
    "LightRuleEntry.title": "What it is called on the screen.",
    "LightRuleEntry.jurisdiction": "Whose rule it is.",
    "LightRuleEntry.cases": "When it gives which colour, in the order in which they are asked.",
    "LightRuleEntry.since": "First day on which it holds; empty for always.",
    "LightRuleEntry.until": "First day on which it no longer holds; empty while it does.",
    "LightRuleEntry.official": "否 where no document prints it: every page says 系统默认，非官方.",
    "LightCaseEntry.colour": "The colour it gives.",
    "LightCaseEntry.within": "Measures and the interval in which each must lie: `[0, 10)` from 0 to below 10, `(, 10]` up to 10.",
    "LightCaseEntry.says": "The words of the rule.",
    "LightCaseEntry.official": "否 where the rule is silent and the system fills in.",
    "LightCaseEntry.then": "What follows, in the words of the rule.",
    "PlannedValueEntry.indicator": "The indicator; empty where it cannot be told which one it is.",
    "PlannedValueEntry.name": "The indicator's name as printed, or as restored.",
    "PlannedValueEntry.scope": "For which places it is planned.",
    "PlannedValueEntry.unit": "Of the base and of the values; of the indicator's dimension where there are values.",
    "PlannedValueEntry.base": "The year from which is counted, and its value.",
    "PlannedValueEntry.values": "What is planned for which year.",
    "PlannedValueEntry.change": "What is planned for the whole period.",
    "PlannedValueEntry.certainty": "高: agrees with a calculation or the text; 中: partly inferred; 低: guessed.",
    "PlannedValueEntry.usable": "Whether anything may be judged by it; 否 where its certainty is 低.",
    "PlannedValueEntry.document": "Id of the document.",
    "PlannedValueEntry.quote": "The words as they stand there, damaged or not; line breaks and blanks do not count.",
    "PlannedValueEntry.restored": "How the row was restored from them.",
    "PlannedBase.year": "The year.",
    "PlannedBase.value": "Its value, in the row's unit.",
    "PlannedStepEntry.year": "The year.",
    "PlannedStepEntry.value": "Its value, in the row's unit.",
    "PlannedStepEntry.comparator": "As of a target.",
    "PlannedStepEntry.certainty": "Where it is not the row's. A value of 低 is listed and not used.",
    "PlannedChangeEntry.kind": "Growth a year, a change in all, or a count.",
    "PlannedChangeEntry.value": "Without a sign.",
    "PlannedChangeEntry.unit": "% and 个百分点 are not the same.",
    "PlannedChangeEntry.comparator": "As of a target.",
    "PlannedChangeEntry.direction": "Which way it changes; empty for a growth or a count.",
    "SupplierEntry.indicator": "The indicator.",
    "SupplierEntry.organisations": "Ids of organisations; the first is asked first.",
    "SupplierEntry.official": "Whether a document makes the first of them responsible; 否: by their tasks (系统默认，非官方).",
    "SupplierEntry.needs": "What is lacking: years, places, parts; empty where it is the indicator's own figures.",
    "SupplierEntry.nearest": "Indicators that have figures of another definition; never put in its place.",
    "WarnRuleEntry.name": "The same for all versions; with target and place it is the key of an alert.",
    "WarnRuleEntry.version": "The version; name and version together are the address.",
    "WarnRuleEntry.title": "What it is called on the screen.",
    "WarnRuleEntry.jurisdiction": "Whose rule it is.",
    "WarnRuleEntry.to": "To whom its alerts go.",
    "WarnRuleEntry.cases": "When it warns, one case a level.",
    "WarnRuleEntry.since": "First day on which it holds; empty for always.",
    "WarnRuleEntry.until": "First day on which it no longer holds; empty while it does.",
    "WarnRuleEntry.official": "否 where no document prints it: every page says 系统默认，非官方.",
    "RecipientEntry.role": "Whoever fills this role for the target.",
    "RecipientEntry.organisation": "Or an organisation by its id.",
    "WarnCaseEntry.level": "提示, 警示, 严重, 特别严重.",
    "WarnCaseEntry.grades": "The target has one of these grades.",
    "WarnCaseEntry.colours": "Its light has one of these colours.",
    "WarnCaseEntry.enter": "Each measure lies in this interval for the alert to begin. Written as in `light_rules.yaml`.",
    "WarnCaseEntry.stay": "And in this wider one for it to go on; as `enter` where empty.",
    "WarnCaseEntry.times": "For how many periods in a row it must hold before the alert begins.",
    "WarnCaseEntry.step": "What is suggested.",
    "WarnCaseEntry.to": "To whom, where other than the rule says.",
    "CascadeEntry.target": "Id of the reviewed target.",
    "CascadeEntry.kind": "Whether the parts are added up, or make a mean by their weights.",
    "CascadeEntry.value": "What is promised in all.",
    "CascadeEntry.unit": "Unit of the value, of the parts and of the tolerance.",
    "CascadeEntry.better": "`up` where the parts shall reach the value, `down` where they shall stay within it.",
    "CascadeEntry.parts": "Who takes on how much.",
    "CascadeEntry.expected": "Codes of places and ids of organisations that should have a part; those who have one where empty.",
    "CascadeEntry.tolerance": "By how much parts and whole may differ.",
    "CascadeEntry.official": "否 where no document prints the breakdown: every page says 系统默认，非官方.",
    "PartEntry.to": "Code of the place or id of the organisation.",
    "PartEntry.value": "How much; empty where it has not been told.",
    "PartEntry.weight": "The weight of its value in a weighted mean.",
    "RevisionEntry.target": "Id of the reviewed target.",
    "RevisionEntry.on": "First day on which the new terms hold.",
    "RevisionEntry.old": "What it was until then.",
    "RevisionEntry.new": "What it is from then on.",
    "RevisionEntry.reason": "Why.",
    "RevisionEntry.approver": "Who approved it.",
    "TermsEntry.value": "Value, in the target's unit; empty where it has none.",
    "TermsEntry.due": "Deadline; empty where it is not what was changed.",
    "Mechanism.code": "Letter of the group and number.",
    "Mechanism.title": "What it is called.",
    "Mechanism.title_en": "The same in English.",
    "Mechanism.priority": "`P1` so exact that each case can be tested, `P2` with coarse rules, `P3` mentioned.",
    "Mechanism.quotes": "The words that order it.",
    "Mechanism.who": "Who runs it.",
    "Mechanism.inputs": "What goes in.",
    "Mechanism.rules": "By which rules; “not printed” where the text gives no number or formula.",
    "Mechanism.outputs": "What comes out.",
    "Mechanism.deadlines": "By when.",
    "Mechanism.check": "How one knows that it works.",
    "Mechanism.see_also": "Codes of related ones.",
    "Mechanism.served_by": "What serves it: files of the pack or modules of the library. Empty: nothing yet.",
    "MechanismQuote.text": "The words, as issued but for line breaks and blanks.",
    "MechanismQuote.document": "Id of the document.",
    "MechanismQuote.where": "Where in its outline.",
    "CommitmentsFile.checked_by": "Who read the document.",
    "CommitmentsFile.checked_on": "When.",
    "CommitmentsFile.next_review": "When it is due to be read again.",
    "Entry.id": "The address that never changes: `<document>#<outline>` and the item.",
    "Entry.quote": "The words it stands on, as issued, without line breaks and blanks. They must stand in the document.",
    "Entry.indicator_id": "The indicator (`indicators/<id>.yaml`) that a target is about.",
    "Entry.corrections": "Fields that the grammar reads otherwise than a person.",
    "Entry.links": "Other commitments that have to do with this one.",
    "Entry.machine": "`missing` where the grammar does not find it; needs a `reason`.",
    "Entry.rejected": "是 where the grammar finds it but it is no commitment; needs a `reason`.",
    "Entry.reason": "Why.",
    "Entry.remark": "Anything else that the next reader should know.",
    "Correction.field": "Which field.",
    "Correction.machine": "What the grammar reads.",
    "Correction.reason": "Why that is not right.",
    "Link.to": "Id of the other commitment.",
    "Link.how": "What the other is to this one.",
    "Link.quote": "The words of the other side, where they are no commitment.",
    "Link.note": "In words.",
    "AreaEntry.title": "What it is called on the screen.",
    "AreaEntry.words": "How documents call it.",
    "AreaEntry.documents": "In which documents only the words mean it; empty for all.",
    "AreaEntry.places": "Codes of its places; one that lies within another is counted once.",
    "AreaEntry.listed": "Its places are those of the national list of resource-based cities: of this province, or 全国.",
    "AreaEntry.each": "是 where a target holds for each place by itself.",
    "AssumptionEntry.document": "Id of the document.",
    "AssumptionEntry.area": "The area of its targets that name none.",
    "AssumptionEntry.light_rules": "The name of the rule of lights by kind of goal; `default` for the others.",
    "AssumptionEntry.why": "The reason.",
    "AssumptionEntry.base_year": "The base year of its targets that print none; empty: not assumed.",
    "AssumptionEntry.due": "The last year of its targets that print none; empty: not assumed.",
    "AssumptionEntry.official": "是 where a document prints this.",
    "AppraisalFile.version": "The version; an appraisal of a year names it.",
    "AppraisalFile.title": "What it is called on the screen.",
    "AppraisalFile.cities": "Of which cities: all resource-based ones, or those that were named exhausted.",
    "AppraisalFile.like": "The rule whose domains, adjustments and grades hold where it has none of its own.",
    "ClassChangesFile.changes": "Changes of class, later ones below.",
    "ClassChangeEntry.place": "Code of the city.",
    "ClassChangeEntry.resource_class": "The class from then on.",
    "ClassChangeEntry.effective": "From which day.",
    "ClassChangeEntry.document": "The document by which the competent department changed it.",
    "ClassChangeEntry.evaluation": "The evaluation that it follows from.",
    "SupportListFile.title": "What it is called on the screen.",
    "SupportListFile.rule": "How long support lasts and how it tapers.",
    "SupportListFile.cities": "The cities of the list.",
    "RuleEntry.version": "The version of the rule.",
    "RuleEntry.source": "By which document.",
    "RuleEntry.first_years": "Years of the first round.",
    "RuleEntry.prolonged_years": "Years by which it is prolonged where the transition is not achieved.",
    "RuleEntry.taper": "Shares of the base in the three years after the transition is achieved.",
    "RuleEntry.official": "Whether a document prints it.",
    "CityEntry.place": "Code of the city, as it is today.",
    "CityEntry.decisions": "Every decision on it in rising years, the first being 列入; none is ever rewritten.",
    "DecisionEntry.year": "The year from which it holds.",
    "DecisionEntry.decision": "Listed, transition not achieved, or transition achieved.",
    "DecisionEntry.evidence": "The document or the report; no decision is without.",
    "DecisionEntry.source": "Where that is known from.",
    "DecisionEntry.confidence": "How sure that is.",
    "ProtectionFile.id": "The name of the file, and the id under which it is asked for.",
    "ProtectionFile.version": "The version of the rule.",
    "ProtectionFile.title": "What it is called on the screen.",
    "ProtectionFile.document": "The document that orders it.",
    "ProtectionFile.commitment": "The address of the sentence that does.",
    "ProtectionFile.quote": "Its words.",
    "ProtectionFile.area": "Of which area all counties are compared, by its id in `judging.yaml`.",
    "ProtectionFile.inputs": "What is handed in: area, reclassified, resurveyed, points, worse, better, in this order.",
    "ProtectionFile.fall_share": "A fall below this share of the area is within the error of measurement.",
    "ProtectionFile.fall_area": "The same as an area; the larger of both counts.",
    "ProtectionFile.worse_share": "How much larger the share of points worse must be than that of points better.",
    "ProtectionFile.significance": "How improbable so many worse points must be by chance.",
    "ProtectionFile.least_points": "Fewer points that can be compared say nothing.",
    "ProtectionFile.release_years": "Known years in a row without a fall after which the restriction ends.",
    "ProtectionFile.level": "The level of the warning.",
    "ProtectionFile.step": "What is suggested.",
    "ProtectionFile.to": "Ids of the organisations that are told beside the government of the county.",
    "ProtectionFile.handed_by": "Ids of the organisations that have the numbers, the first asked first.",
    "ProtectionFile.source": "What of it a document prints, and what none does.",
    "ProtectionInputEntry.id": "What it is called in a table that is handed in.",
    "ProtectionInputEntry.title": "What it is called on the screen.",
    "ProtectionInputEntry.unit": "Its unit.",
    "ProtectionInputEntry.indicator": "The indicator of statistics that is the same.",
    "ProtectionInputEntry.meaning": "What is counted.",
    "AccountFile.id": "The name of the file.",
    "AccountFile.title": "What it is called on the screen.",
    "AccountFile.version": "The version of the rule.",
    "AccountFile.source": "Where the rule is printed.",
    "AccountFile.formula": "The formula in words.",
    "AccountFile.factors": "The coefficients of the formula.",
    "FactorEntry.id": "The item under which it is handed in.",
    "FactorEntry.title": "Its name, without 系数.",
    "FactorEntry.meaning": "How it is worked out.",
    "FactorEntry.official": "Whether a document prints that.",
    "FactorEntry.source": "From where it is.",
    "AppraisalFile.domains": "What is appraised. The weight of a domain is that of its items.",
    "AppraisalFile.grades": "Grades from the best down; the last begins with 0.",
    "AppraisalFile.adjustments": "Points on top of the items, and caps on the grade.",
    "AppraisalFile.missing_share": "Where more of a domain's weight is missing than this, it is not rated.",
    "AppraisalFile.most": "The most points that a place can have.",
    "AppraisalFile.official": "否 where no document prints the rule: every page says 系统默认，非官方.",
    "DomainEntry.title": "What is appraised.",
    "DomainEntry.items": "Its items.",
    "DomainEntry.only_for": "What a place must be for it to apply (林区); its weight goes to the others elsewhere.",
    "ItemEntry.title": "What is asked for.",
    "ItemEntry.weight": "How many points it is worth.",
    "ItemEntry.mode": (
        "How it is scored: `reach` value over target, `stay-below` target over value, `ceiling` points lost over the"
        " tolerance, `level-progress` place and movement among those compared, `yes-no`."
    ),
    "ItemEntry.indicator": "The indicator that it asks for; empty where there is none.",
    "ItemEntry.target": "The target; empty where each place has its own.",
    "ItemEntry.tolerance": "For `ceiling`: by how much over the target the last point is lost.",
    "ItemEntry.better": "For `level-progress`: which way is better.",
    "ItemEntry.level_share": "For `level-progress`: the share of the level; the rest is the movement's.",
    "ItemEntry.official": "是 where a document prints the item's target.",
    "AdjustmentEntry.title": "What it is for.",
    "AdjustmentEntry.low": "The fewest points.",
    "AdjustmentEntry.high": "The most points.",
    "AdjustmentEntry.cap": "The best grade that is still possible.",
    "AdjustmentEntry.official": "是 where a document prints it.",
    "GradeEntry.name": "The grade.",
    "GradeEntry.low": "From how many points on, inclusive.",
    "GradeEntry.consequence": "What follows.",
    "GradeEntry.official": "是 where a document prints it.",
    "ConflictEntry.title": "The contradiction in a few words.",
    "ConflictEntry.what": "What contradicts what.",
    "ConflictEntry.sides": "The passages.",
    "ConflictEntry.treatment": "How the plan treats it.",
    "Side.id": "A reviewed commitment; empty where the words are none.",
    "Side.document": "Id of the document; may be empty where `id` says it.",
    "Side.quote": "The words.",
    "ExampleEntry.sentence": "The sentence.",
    "ExampleEntry.document": "Id of the document it stands in.",
    "ExampleEntry.why": "What it is an example of.",
    "ExampleEntry.duties": "The duties that must come out, with the fields that matter.",
    "ExampleEntry.targets": "The targets that must come out, with the fields that matter.",
}
USUAL = {"id": _ID, "note": _NOTE, "source": _SOURCE, "confidence": _SURE}


def pages() -> dict[str, str]:
    """The pages that this generator writes, by file name."""
    return {"pack.md": HEAD + "\n".join(_file(name, says, schema) for name, (says, schema) in FILES.items())}


def meaning(schema: type[Schema], name: str) -> str:
    """What a field means: as its schema says, else as this page does; empty where nobody says it."""
    field = schema.model_fields[name]
    owner = next(cls for cls in reversed(schema.__mro__) if name in getattr(cls, "model_fields", {}))
    if field.description:
        return field.description
    if issubclass(schema, review.Entry) and owner is schema:
        return _AS_READ
    of_list = _LIST if _inner(field.annotation) and schema.__name__.endswith("File") else ""
    in_english = "The same in English." if name.endswith("_en") else ""
    return MEANINGS.get(f"{owner.__name__}.{name}") or USUAL.get(name, "") or of_list or in_english


def shown(schema: type[Schema]) -> Iterator[type[Schema]]:
    """A schema and those that stand inside it, each once."""
    found = [schema]
    for one in found:
        inside = (inner for field in one.model_fields.values() for inner in _inner(field.annotation))
        found += [inner for inner in dict.fromkeys(inside) if inner not in found]
    return iter(found)


def _file(name: str, says: str, schema: type[Schema]) -> str:
    tables = [_table(one, bare=one is schema) for one in shown(schema)]
    return "\n".join([f"## {name}", "", says, "", *tables])


def _table(schema: type[Schema], *, bare: bool) -> str:
    title = [] if bare else [f"### {_title(schema)}", ""]
    rows = [
        f"| `{field.alias or name}`{' ●' if field.is_required() else ''} | {_type(field)} | {meaning(schema, name)} |"
        for name, field in schema.model_fields.items()
    ]
    return "\n".join([*title, "| field | is | meaning |", "|---|---|---|", *rows, ""])


def _title(schema: type[Schema]) -> str:
    """A schema's name in words: DutyEntry is a duty entry."""
    return re.sub("(?=[A-Z])", " ", schema.__name__).strip().lower()


def _inner(annotation: Any) -> list[type[Schema]]:
    """The schemas inside a type."""
    if inspect.isclass(annotation) and issubclass(annotation, Schema):
        return [annotation]
    return [found for part in get_args(annotation) for found in _inner(part)]


def _type(field: Any) -> str:
    """What is written there, in words."""
    if any(getattr(rule, "func", None) is schemas._number for rule in field.metadata):
        return "number"
    pattern = next((rule.pattern for rule in field.metadata if getattr(rule, "pattern", None)), "")
    return f"text, `{pattern}`" if pattern else _words(field.annotation)


def _words(annotation: Any) -> str:
    parts = [part for part in get_args(annotation) if part is not type(None)]
    origin = get_origin(annotation)
    if hasattr(annotation, "__metadata__"):
        return _words(parts[0])
    if origin is Literal:
        return ", ".join(f"`{part}`" for part in parts if part)
    if origin is tuple:
        of = [part for part in parts if part is not Ellipsis]
        return f"list of {_words(of[0])}" if Ellipsis in parts else f"list of {len(of)} {_words(of[0])}s"
    if origin is dict:
        return "fields and values"
    if parts:
        return " or ".join(dict.fromkeys(_words(part) for part in parts))
    if annotation in (str, int, float, bool, date):
        return {str: "text", int: "whole number", float: "number", bool: "yes or no", date: "day"}[annotation]
    return _title(annotation) if annotation is not PydanticUndefined else ""


if __name__ == "__main__":
    for name, text in pages().items():
        (Path(__file__).parent / name).write_text(text, encoding="utf-8")
