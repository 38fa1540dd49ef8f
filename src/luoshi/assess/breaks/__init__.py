"""Where series break, with evidence; and how to go on in spite of it: split, chained, or refused with the reason.

found, doubts = level_breaks(gdp, growth)
found += share_breaks([primary, secondary, tertiary], found)
found += declared(series, changes) + boundary_breaks(series, areas)
across(gdp, found, "split", year=2023, base=2019)
"""

from luoshi.assess.breaks.across import across
from luoshi.assess.breaks.declared import boundary_breaks, declared, inherited
from luoshi.assess.breaks.levels import level_breaks
from luoshi.assess.breaks.limits import Limits
from luoshi.assess.breaks.shares import share_breaks

__all__ = ["Limits", "across", "boundary_breaks", "declared", "inherited", "level_breaks", "share_breaks"]
