"""For which places a target holds, and what is assumed of a document's targets where it does not say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Area:
    """A set of places that targets are about (适用地区), on the boundaries of each year.

    Attributes:
        places: Codes; a place that lies within another of them is counted once.
        words: How documents call it. Within the documents of `documents` only, where there are any: 资源型城市 are 262
            cities in a national plan and eleven in a province's.
        each: Whether a target holds for each place by itself (各市（州）) and not for all together.
    """

    id: str
    title: str
    places: tuple[str, ...]
    words: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    each: bool = False
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Assumption:
    """How the targets of a document are judged where it is silent (评估约定).

    Attributes:
        document: The document's id in the pack.
        area: The id of the area that its targets are about where they name none.
        base_year: The year from which its targets count where none is printed.
        due: The year by which they are due where none is printed; None: not assumed.
        light_rules: The name of the rule of lights by kind of goal; `default` for those that are not named.
        official: Whether a document prints this; else it is 系统默认，非官方.
        why: The reason.
    """

    document: str
    area: str
    base_year: int | None
    due: int | None
    light_rules: Mapping[str, str]
    official: bool
    why: str

    def light_rule(self, kind: str) -> str:
        """The name of the rule by which a goal of that kind is lit; blank where there is none."""
        return self.light_rules.get(kind) or self.light_rules.get("default", "")


@dataclass(frozen=True, slots=True)
class Judging:
    """What a pack says of how its targets are judged: areas by id, assumptions by document."""

    areas: Mapping[str, Area] = field(default_factory=dict)
    assumptions: Mapping[str, Assumption] = field(default_factory=dict)
