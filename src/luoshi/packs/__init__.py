"""From a pack's folder to nouns, and everything that can be wrong with one without running anything.

    from luoshi import packs

    jilin = packs.pack("jilin")
    jilin.organisation("省工业信息化厅").name      # 吉林省工业和信息化厅
    packs.mechanisms(jilin)                       # what the documents call for
    packs.reviewed(jilin)                         # what people have read in them
    packs.light_rules(jilin)                      # by which a light gets its colour
    packs.tables(jilin)                           # which received table holds what where
    packs.planned_values(jilin)                   # the values that plans print for their years
    packs.suppliers(jilin)                        # who should supply which figures
    packs.method_changes(jilin)                   # where series break, as it declares
    packs.warn_rules(jilin)                       # when somebody should be told of it
    packs.cascades(jilin)                         # how targets are broken down
    packs.revisions(jilin)                        # how they were changed
    packs.problems(jilin)                         # what a person should look at

A pack is data in files (`pack.yaml`, `organisations.yaml`, `places.csv` …). They are read as text, typed by the strict
schemas in `schemas`, and come out as the frozen nouns of `luoshi.model.pack`.
"""

from luoshi.packs.breaks import method_changes
from luoshi.packs.cascades import cascades
from luoshi.packs.check import problems
from luoshi.packs.light_rules import light_rules
from luoshi.packs.load import mechanisms, pack
from luoshi.packs.planned_values import planned_values
from luoshi.packs.review import conflicts, examples, reviewed
from luoshi.packs.revisions import revisions
from luoshi.packs.suppliers import suppliers
from luoshi.packs.tables import tables
from luoshi.packs.warn_rules import warn_rules

__all__ = [
    "cascades",
    "conflicts",
    "examples",
    "light_rules",
    "mechanisms",
    "method_changes",
    "pack",
    "planned_values",
    "problems",
    "reviewed",
    "revisions",
    "suppliers",
    "tables",
    "warn_rules",
]
