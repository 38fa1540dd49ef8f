"""Whether what shall be protected got worse, told apart from what merely counts otherwise.

from luoshi.assess import protect

protect.area_test(rule, now, before)       # did the area fall, without classes and surveys
protect.quality_test(rule, now)            # did more points get worse than chance explains
protect.standing(rule, years)              # who is warned and restricted, year by year, and until when
"""

from luoshi.assess.protect.falls import area_test, quality_test
from luoshi.assess.protect.standing import standing

__all__ = ["area_test", "quality_test", "standing"]
