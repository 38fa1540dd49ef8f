"""Did the policy work: what happened where it was applied, against what would have happened without it.

from luoshi.assess.effect import event_study

found = event_study(table, outcome="gdp", place="city", year="year", treated_from="designated")
found.to_frame()
for sentence in found.words: print(sentence.zh)
"""

from __future__ import annotations

from luoshi.assess.effect.difference import difference_in_differences
from luoshi.assess.effect.event_study import event_study
from luoshi.assess.effect.synthetic import synthetic_control

__all__ = ["difference_in_differences", "event_study", "synthetic_control"]
