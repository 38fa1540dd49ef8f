"""A milestone judged: something that shall be done by a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from luoshi.model.finding import Grade, Milestone, MilestoneFinding, Missing, Number, Step
from luoshi.model.problem import Kind

NO_SHARE = Kind(
    code="judge-no-share-done",
    zh="没有报告完成比例", en="nobody has said how much of it is done",
    hint_zh="请填报形象进度。", hint_en="Report how much is done.",
)  # fmt: skip


def judge_milestone(milestone: Milestone, *, as_of: date) -> MilestoneFinding:
    """Whether a milestone was reached in time, and by how many days it was missed.

    Args:
        milestone: When it is due, when it was done, and how much of it is done.
        as_of: The day judged. A later completion is not known yet.

    Returns:
        `days_late` counts calendar days from the due day to the day of completion, or to `as_of` while it is open; below
        zero it is early. Done late stays `missed`. The share is 1 once done.

    Gaps:
        Without a reported share the share is missing; the grade needs none.

    >>> found = judge_milestone(Milestone(date(2017, 6, 30), done=date(2017, 7, 4)), as_of=date(2018, 1, 1))
    >>> found.grade, found.days_late, str(found.share_done)
    ('missed', 4, '1')
    """
    is_done = milestone.done is not None and milestone.done <= as_of
    until = milestone.done if milestone.done is not None and is_done else as_of
    days = (until - milestone.due).days
    share: Number = milestone.share_done if milestone.share_done is not None else Missing(NO_SHARE())
    if is_done:
        share = Decimal(1)
    grade: Grade = "missed" if days > 0 else "met" if is_done else "on-track"
    what_zh, what_en = ("完成", "done") if is_done else ("截至", "as of")
    step = Step(
        f"{what_zh} {until} − 期限 {milestone.due} = {days} 天",
        f"{what_en} {until} − due {milestone.due} = {days} days",
    )
    return MilestoneFinding(grade, days, share, (step,))
