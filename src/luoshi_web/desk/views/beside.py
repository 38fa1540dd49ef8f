"""What stands on a record's page beside the record: the notices that may be issued, a project's picture, gates and papers."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import mark_safe

from luoshi_web.desk import dispatched, issued, projects
from luoshi_web.desk.figures import s_curve_as_html
from luoshi_web.desk.models import Record
from luoshi_web.desk.people import Actor


def beside(row: Record, who: Actor, language: str) -> dict[str, Any]:
    """What the page of a record shows beside what stands in it; nothing of it to a visitor."""
    if who.user is None:
        return {}
    spending = projects.spending_of(row, who) if row.registry == projects.REGISTRY else None
    english = language == "en"
    return {
        "notices_to_issue": issued.kinds_for(row, who),
        "has_table": row.registry == "dispatches" and dispatched.has_reports(row, who),
        "gates": projects.gates_of(row),
        "paces": projects.last_paces(row, who),
        # Markup of ours: publish escapes what documents and people say.
        "figure": mark_safe(s_curve_as_html(spending, "en" if english else "zh")) if spending else "",
        "no_figure": row.registry == projects.REGISTRY and spending is None,
    }
