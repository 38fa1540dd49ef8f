"""How a value is shown: names for ids, words for periods, numbers as they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from luoshi.act.calendar import period_title
from luoshi.model.registry import Field
from luoshi.packs.judging import judging
from luoshi_web import documents
from luoshi_web.desk.actions.people import short_name
from luoshi_web.desk.models import Organisation, Record
from luoshi_web.packs import office


def shown(field: Field, value: object, names: Mapping[str, str], language: str = "zh") -> str:
    """A value in words; blank where there is none.

    Args:
        names: The short names of organisations by id, and of attachments by sha256.
    """
    if isinstance(value, list | tuple):
        return "、".join(shown(field, one, names, language) for one in value)
    text = str(value or "")
    if not text:
        return ""
    if field.type in ("organisation", "organisations", "attachment"):
        return names.get(text, text)
    if field.type == "place":
        return place_name(text)
    if field.type == "document":
        return document_name(text)
    if field.type == "period":
        return period_title(text, english=language == "en")
    if language == "en" and field.choices:
        return next((choice.title_en or choice.id for choice in field.choices if choice.id == text), text)
    if language == "en" and field.type == "truth":
        return {"是": "yes", "否": "no"}.get(text, text)
    return text


def organisation_names() -> dict[str, str]:
    """The short name of every organisation, by id."""
    return dict(Organisation.objects.values_list("pk", "short"))


@lru_cache(maxsize=4096)
def _short_name(pack: str, id: str) -> str:
    found = office().pack.organisations.get(id)
    return short_name(office().pack, found) if found else id


def organisation_name(id: str) -> str:
    """The short name of an organisation of the pack, whether it works at the desk or not."""
    return _short_name(office().pack.path, id)


def document_name(id: str) -> str:
    """The number under which a document was issued, or its title where the file prints none."""
    return documents.name_of(id)


@lru_cache(maxsize=8192)
def place_name(code: str) -> str:
    """What a place is called, or an area of several."""
    named = next((one.name for one in office().pack.places if one.code == code and one.valid_to is None), None)
    area = judging(office().pack).areas.get(code) if named is None else None
    return named or next((one.name for one in office().pack.places if one.code == code), area.title if area else code)


def number_of(row: Record, *, english: bool = False) -> str:
    """The number under which people refer to a record: that of the commitment it is about, else its own.

    Blank where its key is one that the system made of other ids.
    """
    if commitment := row.data.get("commitment"):
        return documents.commitment_name(str(commitment), english=english)
    return "" if {"/", "#"} & set(row.key) or row.key.startswith("r-") else row.key
