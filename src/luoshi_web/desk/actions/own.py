"""What is one's own: saved views of tables."""

from __future__ import annotations

from luoshi_web.desk.models import SavedView
from luoshi_web.desk.people import Actor


def save_view(*, registry: str, name: str, query: str, actor: Actor) -> None:
    """Keep a filter and order of a table under a name; the same name is written over."""
    if actor.user and name.strip():
        values = {"query": query[:1000]}
        SavedView.objects.update_or_create(
            user=actor.user, registry=registry, name=name.strip()[:60], defaults=values
        )  # fmt: skip


def remove_view(*, view: int, actor: Actor) -> None:
    """Forget a view of one's own."""
    SavedView.objects.filter(pk=view, user=actor.user).delete()
