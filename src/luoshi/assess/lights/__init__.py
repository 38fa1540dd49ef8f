"""Measures → colours, by rules that packs hold, each light with its reason.

from luoshi.assess import lights
from luoshi.packs import light_rules, pack

rule = lights.in_force(light_rules(pack("common-cn")), "yinchuan-investment", on=day)
lights.light(rule, lights.measures(finding))        # the colour, and why
lights.group(found)                                 # how many of each, and the worst
"""

from luoshi.assess.lights.colours import group, in_force, light
from luoshi.assess.lights.measures import measures, year_so_far

__all__ = ["group", "in_force", "light", "measures", "year_so_far"]
