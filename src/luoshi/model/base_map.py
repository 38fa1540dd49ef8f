"""The base map that an office brings: its file, and the number under which it was approved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class BaseMap:
    """The base map of an office (底图): the file, and by whom it was approved under which number (审图号).

    Attributes:
        path: The file, GeoJSON in degrees.
        approval: The number; a map is only said to be approved where there is one.
        approved_by, approved_on: Who approved it, and when; blank where that is not said.
        code, name: The properties of an area that hold its administrative code and its name; the usual ones where blank.
        simplified: By how many degrees lines may move when they are drawn; 0 draws them as they were approved.
    """

    path: str
    approval: str = ""
    approved_by: str = ""
    approved_on: date | None = None
    code: str = ""
    name: str = "name"
    simplified: float = 0.0


def code_of(printed: object) -> str:
    """The administrative code of six digits, however a file writes it.

    >>> code_of("156220700"), code_of(220700), code_of("2207"), code_of("")
    ('220700', '220700', '220700', '')
    """
    digits = "".join(letter for letter in str(printed) if letter.isdigit())
    if len(digits) == 9 and digits.startswith("156"):
        digits = digits[3:]
    return digits[:6].ljust(6, "0") if digits else ""
