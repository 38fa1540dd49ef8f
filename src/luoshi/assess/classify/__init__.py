"""Which class of resource-based city the figures suggest, beside the one that is in force.

from luoshi.assess import classify

edges = classify.by_median(indices)                       # or thresholds of one's own
found = classify.suggest(city, edges)                     # SuggestedClass or Missing
classify.advise("成熟型", [found_2017, found_2018])         # keep, watch or change
"""

from luoshi.assess.classify.cities import advise, borderline, by_median, suggest

__all__ = ["advise", "borderline", "by_median", "suggest"]
