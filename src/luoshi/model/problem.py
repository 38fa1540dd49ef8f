"""What is wrong with the material (a `Problem`) and what is wrong with the call (a `LuoshiError`).

A problem travels with the result and never stops the work; an error is raised at once. Both are made from a
`Kind`: a code that never changes and its words in both languages. A kind is defined once, in the module that
finds it, so that the code and its words stand beside the check.

    Exception
    └── LuoshiError            the caller's mistake: a file that is not there, a wrong argument
        ├── PackError          a pack that cannot be used as it is
        ├── Mismatch           two things that were put together do not belong together: % and 个百分点
        └── LimitError         a stated limit is exceeded where the caller asked for everything or nothing
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from luoshi.model.said import Said
from luoshi.model.span import Span


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: its code and its words.

    The words are format strings; what they name is given when a problem is made. What is `Said` in both languages stands
    in each sentence in its own.

    >>> NO_SUCH_FILE = Kind("no-such-file", zh="找不到文件 {path}", en="no such file: {path}",
    ...                     hint_zh="请检查路径。", hint_en="Check the path.")
    >>> str(NO_SUCH_FILE(path="a.txt", where="a.txt"))
    'a.txt  找不到文件 a.txt'
    """

    code: str
    zh: str
    en: str
    hint_zh: str
    hint_en: str

    def __call__(self, *, where: str = "", span: Span | None = None, **words: object) -> Problem:
        english = {f"{key}_en": value.en for key, value in words.items() if isinstance(value, Said)}
        given = {key: str(value) for key, value in words.items()} | english
        return Problem(kind=self, where=where, span=span, words=given)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the material that a person should look at (疑点): place, what is the matter, what to do."""

    kind: Kind
    where: str
    span: Span | None = None
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.kind.code

    @property
    def zh(self) -> str:
        return self.kind.zh.format_map(self.words)

    @property
    def en(self) -> str:
        return self.kind.en.format_map(self._english)

    @property
    def hint_zh(self) -> str:
        return self.kind.hint_zh.format_map(self.words)

    @property
    def hint_en(self) -> str:
        return self.kind.hint_en.format_map(self._english)

    @property
    def _english(self) -> dict[str, str]:
        """The words with those of which there is an English one in English."""
        said = {key.removesuffix("_en"): value for key, value in self.words.items() if key.endswith("_en")}
        return {**self.words, **said}

    def __str__(self) -> str:
        return f"{self.where}  {self.zh}" if self.where else self.zh


class LuoshiError(Exception):
    """A mistake of the caller; its text says where, what, and what to do, in both languages."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        place = f"{problem.where}  " if problem.where else ""
        super().__init__(f"{place}{problem.zh} / {problem.en}\n  {problem.hint_zh} / {problem.hint_en}")


class PackError(LuoshiError):
    """A pack that cannot be used as it is."""


class Mismatch(LuoshiError):
    """Two things that were put together do not belong together, such as shares and points."""


class LimitError(LuoshiError):
    """A stated limit is exceeded where the caller asked for everything or nothing."""
