"""What targets have to do with each other: parts and whole, promises side by side, old terms and new ones.

from luoshi.assess import cascade

cascade.parts_and_whole(broken_down)                       # do the parts make the whole, and who has none yet
cascade.inconsistencies(promises, pack.units)              # documents that promise different values
cascade.in_force(terms, issued, revisions, on=day)         # which value held on a day
"""

from luoshi.assess.cascade.consistency import inconsistencies, promise, reviewed_promise
from luoshi.assess.cascade.parts import parts_and_whole
from luoshi.assess.cascade.revisions import broken_chain, history, in_force

__all__ = [
    "broken_chain",
    "history",
    "in_force",
    "inconsistencies",
    "parts_and_whole",
    "promise",
    "reviewed_promise",
]
