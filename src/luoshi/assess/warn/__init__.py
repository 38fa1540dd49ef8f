"""Findings and lights → alerts: who should be told of what, once.

from luoshi.assess import warn

watched = [warn.watched("jizhengfa-2016-41#46", "220200", "2018", finding, light)]
now = warn.alerts(packs.warn_rules(pack), watched, before, on=day)
warn.news(now, before)                              # those that somebody must be told of
"""

from luoshi.assess.warn.alerts import alerts, news
from luoshi.assess.warn.watching import watched

__all__ = ["alerts", "news", "watched"]
