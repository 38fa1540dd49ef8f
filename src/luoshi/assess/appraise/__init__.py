"""A place's year appraised by domains and items: points, grade, what capped it, what is missing.

from luoshi.assess import appraise

groups = appraise.groups(rule, {"220400": handed, "220600": others})
appraise.appraise(rule, "220400", handed, groups=groups).grade
appraise.stability(found)                  # ranks and grades under other weights
"""

from luoshi.assess.appraise.appraisal import appraise, groups
from luoshi.assess.appraise.stability import stability

__all__ = ["appraise", "groups", "stability"]
