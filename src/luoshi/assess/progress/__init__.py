"""Targets and their series → findings: three numbers, a grade, and the steps.

from luoshi.assess import progress

progress.judge(goal, series, as_of=2018)            # attainment, against plan, outlook
progress.judge_milestone(milestone, as_of=day)      # days late
progress.planned_value(goal, 2018)                  # what the plan has for the year
progress.saving_progress(goal, series, as_of=2018)  # as energy statistics reckon a fall of 17 % over five years
progress.growth_ratio(goal, series, as_of=2018)     # as Open SDG and Eurostat would say, for comparison
"""

from luoshi.assess.progress.judge import judge
from luoshi.assess.progress.milestones import judge_milestone
from luoshi.assess.progress.outlook import linear_trend
from luoshi.assess.progress.paths import planned_value
from luoshi.assess.progress.references import growth_ratio, progress_chart
from luoshi.assess.progress.saving import needed_rate, saving_progress

__all__ = [
    "growth_ratio",
    "judge",
    "judge_milestone",
    "linear_trend",
    "needed_rate",
    "planned_value",
    "progress_chart",
    "saving_progress",
]
