"""Problems of a table, gathered: one for everything that is the matter with the same word, with its first cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from luoshi.model.observation import cell_name
from luoshi.model.problem import Kind, Problem

TOO_MANY_PROBLEMS = Kind(
    code="observe-more-problems",
    zh="另有 {count} 种同类疑点没有列出：{like}", en="{count} more problems like this are not listed: {like}",
    hint_zh="请先改正已列出的；多半是同一个原因。", hint_en="Correct those that are listed first; the cause is often the same.",
)  # fmt: skip

MOST_OF_A_KIND = 50


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a table stands in, and its sheet; blank where the format has none."""

    file: str
    sha256: str
    sheet: str = ""

    def cell(self, row: int, column: int) -> str:
        """How one says where a cell is.

        >>> Source("统计.xlsx", "", "2-4").cell(7, 28), Source("a.csv", "").cell(2, 5)
        ('统计.xlsx 2-4!AB7', 'a.csv E2')
        """
        return cell_name(self.file, self.sheet, row, column)


class Trouble:
    """What is the matter with a table, word by word; the cells are counted.

    >>> odd = Kind("odd", zh="“{word}”看不懂{count}", en="", hint_zh="", hint_en="")
    >>> trouble = Trouble(Source("a.csv", ""))
    >>> trouble.add(odd, (7, 2), {"word": "松园"}, 3)
    >>> trouble.add(odd, (5, 2), {"word": "松园"}, 1)
    >>> [str(problem) for problem in trouble.problems()]
    ['a.csv B5  “松园”看不懂（共 4 处 in all）']
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._found: dict[tuple[str, ...], tuple[Kind, tuple[int, int], Mapping[str, str], int]] = {}

    def add(self, kind: Kind, cell: tuple[int, int], words: Mapping[str, str], count: int = 1) -> None:
        """Note what is the matter at a cell (row, column) and at so many others for the same reason.

        Args:
            words: What the message names; what differs in `on` alone is the same.
        """
        key = (kind.code, *(value for name, value in words.items() if name != "on"))
        before = self._found.get(key)
        if before:
            count += before[3]
            cell, words = min((cell, words), before[1:3], key=lambda one: one[0])
        self._found[key] = (kind, cell, words, count)

    def problems(self) -> list[Problem]:
        """Those found, in the order of the table; of very many of one kind the first, with how many more there are."""
        by_kind = defaultdict(list)
        for kind, cell, words, count in sorted(self._found.values(), key=lambda one: one[1]):
            several = f"（共 {count} 处 in all）" if count > 1 else ""
            problem = Problem(kind, self._source.cell(*cell), words={**words, "count": several})
            by_kind[kind.code].append((cell, problem))
        listed = sorted((one for found in by_kind.values() for one in found[:MOST_OF_A_KIND]), key=lambda one: one[0])
        more = [problem for found in by_kind.values() for problem in and_more([found[0][1]], len(found))]
        return [*(problem for _, problem in listed), *more]


def and_more(listed: list[Problem], count: int) -> list[Problem]:
    """That there are more problems of the kind than are listed, where there are; at most `MOST_OF_A_KIND` are."""
    rest = count - MOST_OF_A_KIND
    return [TOO_MANY_PROBLEMS(where=listed[0].where, count=rest, like=listed[0].zh)] if rest > 0 else []
