"""Who should supply the figures of an indicator, so that a target without any can say what is missing and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Supplier:
    """Who should supply an indicator's figures (供数单位).

    Attributes:
        indicator: The id of the indicator.
        organisations: Ids of organisations; the first is asked first.
        official: Whether a document makes them responsible; else it follows from their usual tasks (系统默认，非官方).
        needs: What is missing yet: years, places, parts; blank where it is the indicator's own figures. `needs_en` in English.
        nearest: Indicators that have figures, of another definition: to be looked at, never put in its place.
        reports_count: Whether what they report at the desk counts like a published figure, by its day; else it gives way to
            what is published.
    """

    indicator: str
    organisations: tuple[str, ...]
    official: bool
    needs: str = ""
    nearest: tuple[str, ...] = ()
    reports_count: bool = False
    needs_en: str = ""
