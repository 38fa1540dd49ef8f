"""Where something stands: a piece of a text, and the way back from the text that was read to the text as issued."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A quoted piece of a received file (原文片段).

    `start` and `end` count the characters of the file's text (`Received.text`); `quote` is that piece without its
    line breaks and blanks, character for character as issued.
    """

    file: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Positions in a reading → positions in the text it was made from.

    The reading drops characters (line breaks inside a word, blanks, page numbers) but never moves or adds one that
    stands for another place, so a list of the points where the distance changes is enough.

    Args:
        here: Ascending positions in the reading at which the distance changes; the first is 0.
        there: The position in the text for each of them.

    >>> joined = OffsetMap(here=(0, 3), there=(10, 14))   # a line break was dropped behind the third character
    >>> joined.position(2), joined.position(3)
    (12, 14)
    """

    here: tuple[int, ...]
    there: tuple[int, ...]

    def position(self, position: int) -> int:
        """The place in the text of one character of the reading."""
        step = bisect_right(self.here, position) - 1
        return self.there[step] + position - self.here[step]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The piece of the text that holds the characters `start`..`end` of the reading."""
        if end <= start:
            place = self.position(start)
            return place, place
        return self.position(start), self.position(end - 1) + 1
