"""What the last build found, as the desk shows it; the next build is taken up without a restart."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.conf import settings

from luoshi.model.alert import Alert
from luoshi.model.followed import Followed
from luoshi.pipeline import Build, last_build
from luoshi.publish.page_documents import DocumentPage, Item, document_pages
from luoshi.publish.page_findings import file_of, grouped


@dataclass(frozen=True)
class Built:
    """A build with the ways into it.

    A commitment has the id `<document>#<path>` by which records of the desk know it (`Record.data["commitment"]`).
    """

    build: Build

    @property
    def pages(self) -> Path:
        """The folder of its pages, which are shown in the desk's frame under `/plan/`."""
        return self.build.folder / "pages"

    @cached_property
    def documents(self) -> Mapping[str, DocumentPage]:
        """The documents by id, each with its items and the file of its page."""
        return {page.id: page for page in document_pages(self.build.plans, self.build.pack)}

    @cached_property
    def targets(self) -> Mapping[str, list[Followed]]:
        """The targets that are followed, by id: as a whole first, then in each place."""
        return {group[0].target: group for group in grouped(self.build.followed).values()}

    @cached_property
    def alerts(self) -> Mapping[str, list[Alert]]:
        """The alerts that stand, by the id of the target."""
        found: dict[str, list[Alert]] = {}
        for alert in self.build.alerts:
            found.setdefault(alert.target, []).append(alert)
        return found

    def address_of_target(self, target: str) -> str:
        """The address of a target's page; blank where it is not followed."""
        group = self.targets.get(target)
        return f"/plan/{file_of(group[0])}" if group else ""

    def address_of(self, document: str, item: Item) -> str:
        """The address of the sentence that an item was read from."""
        return f"/plan/{self.documents[document].address(item)}"


_lock = threading.Lock()
_last: tuple[object, Built | None] | None = None


def built() -> Built | None:
    """The build at which the workspace points now; None before the first."""
    global _last
    seen = _signature()
    if _last is None or _last[0] != seen:
        with _lock:
            if _last is None or _last[0] != seen:
                found = last_build(settings.WORKSPACE) if seen else None
                _last = (seen, Built(found) if found else None)
    return _last[1]


def _signature() -> tuple[str, int] | None:
    pointer = settings.WORKSPACE / "build" / "current"
    try:
        return str(pointer), pointer.stat().st_mtime_ns
    except OSError:
        return None
