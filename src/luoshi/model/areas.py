"""Which place lies in which, for statistics and year by year: so that what is counted twice is counted once.

The code of a place says where it belongs by administration. Its figures may be counted elsewhere: 梅河口市 has a code of
通化市, and since 2021 the figures of 通化市 do not contain it. `BoundaryChange` says so, with the year from which the
figures follow; everything else follows from the parents in the table of places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol


class Placed(Protocol):
    """What is asked of a place here."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def parent(self) -> str: ...
    @property
    def standard(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class BoundaryChange:
    """An area that is counted elsewhere from a year on, or that goes on under another code (区划变动).

    Attributes:
        area: The codes under which the area itself is known, earlier ones first; its extent is the same under all.
        name: What the area is called.
        before: The place in whose figures it was counted.
        after: The place in whose figures it is counted since; the same as `before` where only its name, its code or its
            level changed, and then nobody's figures break.
        how: What happened, as the decision says: 撤市设区, 改由…代管, 撤销并入.
        on: The day from which it holds; the first of the month or year where only that is known.
        figures_from: The first year whose figures follow it.
        some_from: The first year in which they do in some sources, where that is another.
    """

    id: str
    area: tuple[str, ...]
    name: str
    before: str
    after: str
    how: str
    on: date
    figures_from: int
    source: str
    confidence: Literal["high", "low"]
    some_from: int | None = None
    note: str = ""

    @property
    def moves(self) -> bool:
        """Whether the area is counted elsewhere since, so that series break."""
        return self.before != self.after


class Areas:
    """The areas of places, by code and year (区域).

    >>> from luoshi.model.pack import Place
    >>> places = [Place("220000", "吉林省", "省", ""), Place("220500", "通化市", "地级行政区", "220000"),
    ...           Place("220581", "梅河口市", "县级市", "220500")]
    >>> left = BoundaryChange("left", ("220581",), "梅河口市", "220500", "220000", "单列", date(2021, 1, 1), 2021, "", "high")
    >>> areas = Areas(places, [left])
    >>> [areas.union(["220500", "220581"], year) for year in (2020, 2021)]
    [('220500',), ('220500', '220581')]
    """

    def __init__(self, places: Iterable[Placed], changes: Iterable[BoundaryChange] = ()) -> None:
        self._places = {place.code: place for place in places}
        self.changes = tuple(sorted(changes, key=lambda change: (change.figures_from, change.id)))
        self._codes = {code: change.area for change in self.changes if len(change.area) > 1 for code in change.area}

    def name(self, code: str) -> str:
        """What a place is called; its code where it is not known."""
        return self._places[code].name if code in self._places else code

    def codes(self, code: str) -> tuple[str, ...]:
        """Every code under which the same area is or was known, earlier ones first."""
        return self._codes.get(code, (code,))

    def now(self, code: str) -> str:
        """The last code of an area: 九台市 (220181) is 九台区 (220113)."""
        return self.codes(code)[-1]

    def container(self, code: str, year: int) -> str | None:
        """The place in whose figures those of a place are contained in a year; None for a province."""
        moves = [change for change in self.changes if change.moves and code in self.codes(change.area[-1])]
        if not moves:
            return self.now(parent) if (parent := self._parent(code)) else None
        done = [change for change in moves if change.figures_from <= year]
        return self.now(done[-1].after if done else moves[0].before)

    def around(self, code: str, year: int) -> Iterator[str]:
        """The places around a place in a year, from the nearest."""
        seen = {code}
        while (above := self.container(code, year)) is not None and above not in seen:
            yield above
            seen.add(above)
            code = above

    def union(self, codes: Iterable[str], year: int) -> tuple[str, ...]:
        """The areas that cover all of these places in a year, none of them inside another; in order, each under its last code."""
        every = {self.now(code) for code in codes}
        return tuple(sorted(code for code in every if not every.intersection(self.around(code, year))))

    def overlapping(self, codes: Iterable[str], year: int) -> tuple[str, str] | None:
        """Two of the areas of a union that may have ground in common: a zone that the national standard does not know.

        Such a zone lies on the ground of the places beside it, and whether their figures contain its own depends on the
        source. None where no two overlap.
        """
        areas = tuple(codes)
        for zone in areas:
            if zone not in self._places or self._places[zone].standard:
                continue
            above = self.container(zone, year)
            for other in areas:
                if other != zone and above is not None and above in set(self.around(other, year)):
                    return zone, other
        return None

    def breaking(self, code: str) -> tuple[BoundaryChange, ...]:
        """The changes at which the figures of a place begin to be about another area, in order.

        Those of a place that lies around both sides (the province) do not, nor do those of the area that moved.
        """
        now = self.now(code)
        return tuple(change for change in self.changes if change.moves and now in self._affected(change))

    def _affected(self, change: BoundaryChange) -> set[str]:
        sides = []
        for side in (change.before, change.after):
            sides.append({self.now(side), *self.around(self.now(side), change.figures_from)})
        return sides[0] ^ sides[1]

    def _parent(self, code: str) -> str:
        """The place to which the code belongs; by its digits where the place is not known."""
        if code in self._places:
            return self._places[code].parent
        if not code.isdigit() or code.endswith("0000"):
            return ""
        return code[:2] + "0000" if code.endswith("00") or code[2:4] == "90" else code[:4] + "00"
