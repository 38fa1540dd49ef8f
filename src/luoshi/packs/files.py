"""A pack's files as text with lines: nothing is guessed, and every message says `path:line`.

YAML's own guesses lose information (code 010101 becomes 4161, `no` becomes False), so every value stays the text that
stands in the file; the schemas say what it is. Lines are looked up only when there is something to say.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from luoshi.model.problem import Kind, PackError, Problem

NOT_UTF8 = Kind(
    code="pack-not-utf8",
    zh="文件不是 UTF-8 编码", en="the file is not UTF-8",
    hint_zh="请另存为 UTF-8。", hint_en="Save it as UTF-8.",
)  # fmt: skip
NOT_YAML = Kind(
    code="pack-not-yaml",
    zh="YAML 格式有误：{says}", en="not valid YAML: {says}",
    hint_zh="请检查这一行的缩进、引号和冒号。", hint_en="Check the indentation, quotes and colons of this line.",
)  # fmt: skip
KEY_TWICE = Kind(
    code="pack-key-twice",
    zh="字段“{key}”写了两次", en="key '{key}' stands twice",
    hint_zh="请只保留一个。", hint_en="Keep one of them.",
)  # fmt: skip
UNKNOWN_KEY = Kind(
    code="pack-unknown-key",
    zh="不认识的字段“{key}”", en="unknown key '{key}'",
    hint_zh="是否应为“{near}”？可用的字段：{known}。", hint_en="Did you mean '{near}'? Known keys: {known}.",
)  # fmt: skip
MISSING_KEY = Kind(
    code="pack-missing-key",
    zh="缺少字段“{key}”", en="key '{key}' is missing",
    hint_zh="请加上“{key}”。", hint_en="Add '{key}'.",
)  # fmt: skip
BAD_VALUE = Kind(
    code="pack-bad-value",
    zh="字段“{key}”的值“{value}”不合要求：{says_zh}", en="'{value}' is not a value for '{key}': {says_en}",
    hint_zh="请改正这个值；不知道的值留空。", hint_en="Correct the value; leave it empty where it is not known.",
)  # fmt: skip
ID_TWICE = Kind(
    code="pack-id-twice",
    zh="{key}“{id}”出现了两次", en="{key} '{id}' stands twice",
    hint_zh="请改正其中一个；地址必须唯一。", hint_en="Change one of them; an address must be unique.",
)  # fmt: skip
UNEVEN_ROW = Kind(
    code="pack-uneven-row",
    zh="这一行有 {found} 格，表头有 {expected} 格", en="the row has {found} cells, the header {expected}",
    hint_zh="请检查多写或漏写的逗号。", hint_en="Look for a comma too many or too few.",
)  # fmt: skip

# What the schemas complain of, in Chinese; the rest is said by the type of the field.
_SAYS = {
    "null": "不知道的值请留空",
    "day": "日期写作 2018、2018-10 或 2018-10-25",
    "bounds": "上下限写作 [-100, 不限]",
    "held": "应为 {known} 之一，或若干字段",
    "rows": "行写作 5-20",
    "period": "时期写作 2018、2018-Q3 或 2018-06",
    "year": "年份写作 2018",
    "number": "数写作 0.01、1e4 或 2000/3",
    "decimal": "数写作 72 或 -4.5",
    "greater_than_equal": "不能小于 {ge}",
    "interval": "区间写作 [0, 10)、[0, ) 或 (, 10]",
    "formula": "公式由指标的 id、+ - / 和括号组成",
    "direction": "只能是 up、down，或最优区间的两端，如 [4, 8]",
    "literal_error": "只能是 {expected}",
    "string_type": "应为一段文字，且不能为空",
    "string_too_short": "不能为空",
    "string_pattern_mismatch": "应符合 {pattern}",
    "float_parsing": "应为数",
    "int_parsing": "应为整数",
    "bool_parsing": "应为“是”或“否”",
    "tuple_type": "应为列表",
    "model_type": "应为“字段: 值”",
    "too_short": "至少要有 {min_length} 项",
}

Location = Sequence[int | str]
S = TypeVar("S", bound=BaseModel)


def read_yaml(path: Path, schema: type[S]) -> S:
    """A YAML file through its schema.

    Raises:
        PackError: it is not YAML, or not what the schema says.
    """
    try:
        # The loader builds nothing but text, lists and mappings.
        data = yaml.load(_text(path), Loader=_TextLoader)
    except _KeyTwice as twice:
        raise PackError(KEY_TWICE(key=twice.key, where=f"{shown(path)}:{twice.line}")) from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PackError(NOT_YAML(says=error.problem, where=f"{shown(path)}:{line}")) from None
    except yaml.YAMLError as error:
        raise PackError(NOT_YAML(says=error, where=shown(path))) from None
    try:
        return schema.model_validate(data or {})
    except ValidationError as error:
        raise PackError(_first(error, schema, lambda loc: where(path, loc))) from None


def read_csv(path: Path, schema: type[S]) -> list[S]:
    """A CSV file with a header, row by row through the schema; the same errors."""
    rows = csv.reader(_text(path).splitlines())
    header = next(rows, [])
    found = []
    for row in rows:
        place = f"{shown(path)}:{rows.line_num}"
        if len(row) != len(header):
            raise PackError(UNEVEN_ROW(found=len(row), expected=len(header), where=place))
        try:
            found.append(schema.model_validate(dict(zip(header, row, strict=True))))
        except ValidationError as error:
            raise PackError(_first(error, schema, lambda _, place=place: place)) from None
    return found


def check_unique(path: Path, items: Iterable[tuple[str, Location]], key: str) -> None:
    """Raises: PackError where an id stands twice in a file."""
    seen = set()
    for id, location in items:
        if id in seen:
            raise PackError(ID_TWICE(key=key, id=id, where=where(path, location)))
        seen.add(id)


def where(path: Path, location: Location) -> str:
    """`path:line` of the thing at a location such as ("organisations", 3, "name")."""
    return f"{shown(path)}:{_line(path, location)}"


def shown(path: Path) -> str:
    """The path as one would type it here."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


class _KeyTwice(Exception):
    def __init__(self, key: str, line: int) -> None:
        super().__init__(key)
        self.key, self.line = key, line


class _TextLoader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]  # the C one where it is built
    """Builds text, lists and mappings; a key may stand once."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # Any: before the schema
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        if len(mapping) < len(node.value):
            seen = set()
            for key, _ in node.value:
                if key.value in seen:
                    raise _KeyTwice(key.value, key.start_mark.line + 1)
                seen.add(key.value)
        return mapping


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise PackError(NOT_UTF8(where=shown(path))) from None


def _line(path: Path, location: Location) -> int:
    """The line on which the last part of the location begins, or the nearest thing around it that exists."""
    node, line = _nodes(path, path.stat().st_mtime_ns), 1
    for step in location:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        elif isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == step), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        else:
            break
    return line


@lru_cache(maxsize=8)
def _nodes(path: Path, changed: int) -> yaml.Node | None:
    return yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)


def _first(error: ValidationError, schema: type[BaseModel], place: Any) -> Problem:  # Any: location → text
    """The first complaint of the schema in our words; a misspelt key before the key that is missing because of it."""
    complaints = error.errors()
    first = next((one for one in complaints if one["type"] == "extra_forbidden"), complaints[0])
    location = first["loc"]
    key = str(location[-1]) if location else schema.__name__
    if first["type"] == "extra_forbidden":
        known = _keys_at(schema, location[:-1])
        near = get_close_matches(key, known, n=1, cutoff=0.5) or known[:1]
        return UNKNOWN_KEY(key=key, near=near[0], known=", ".join(known), where=place(location))
    if first["type"] == "missing":
        return MISSING_KEY(key=key, where=place(location))
    says_zh = _SAYS.get(first["type"], first["msg"]).format_map(first.get("ctx", {}))
    value = str(first["input"])[:40]
    return BAD_VALUE(key=key, value=value, says_zh=says_zh, says_en=first["msg"], where=place(location))


def _keys_at(schema: type[BaseModel], location: Location) -> list[str]:
    """The keys that may stand at a location."""
    here = schema
    for step in location:
        if isinstance(step, str):
            here = next(_models(here.model_fields[step].annotation), here) if step in here.model_fields else here
    return [field.alias or name for name, field in here.model_fields.items()]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:  # Any: whatever may stand in an annotation
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models(inner)
