"""`problems.md`: every kind of problem, from the modules that define it. Written by `make docs`."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from luoshi.model.problem import Kind

ROOT = Path(__file__).parents[2]
SOURCES = (ROOT / "src" / "luoshi", ROOT / "src" / "luoshi_web")

HEAD = """\
# Problems 疑点

<!-- Written by docs/reference/problems.py from every `Kind` in src; `make docs` renews it. -->

A problem is something in the material that a person should look at. It never stops the work and travels with the result;
kinds of which a command or a function says that it fails with them are errors of the call instead. Each has a code that
never changes. Words in braces are filled in where the problem is found. The
[contract of the JSON form](plan-json.md#problem) says how they are written there.

"""
STAGES = {
    "read": "Reading a file 读取",
    "compile": "Compiling a document 编译",
    "observe": "Observing statistics 观测",
    "assess": "Assessing 评估",
    "act": "Acting 督办",
    "publish": "Publishing 发布",
    "packs": "Packs 规则包",
    "desk": "The desk 督办台",
    "": "Files, commands and the rest 文件、命令及其他",
}


@dataclass(frozen=True, slots=True)
class Defined:
    """A kind, the name it is bound to, and the module that finds it, below `src`."""

    kind: Kind
    name: str
    module: str


def kinds() -> list[Defined]:
    """Every kind in the source, by stage, module and place. Read from the source: some are made inside a function."""
    return [found for source in SOURCES for path in sorted(source.rglob("*.py")) for found in _in_module(path)]


def pages() -> dict[str, str]:
    """The pages that this generator writes, by file name."""
    by_stage: dict[str, list[Defined]] = defaultdict(list)
    for found in kinds():
        package, _, module = found.module.partition("/")
        stage = "desk" if package == "luoshi_web" else module.partition("/")[0]
        by_stage[stage if stage in STAGES else ""].append(found)
    sections = [_section(title, by_stage[stage]) for stage, title in STAGES.items() if by_stage[stage]]
    return {"problems.md": HEAD + "\n".join(sections)}


def _in_module(path: Path) -> Iterator[Defined]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if not _imports_kind(tree):
        return
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)):
            continue
        if getattr(node.value.func, "id", "") == "Kind" and isinstance(node.targets[0], ast.Name):
            given = [ast.literal_eval(value) for value in node.value.args]
            named = {word.arg: ast.literal_eval(word.value) for word in node.value.keywords}
            yield Defined(Kind(*given, **named), node.targets[0].id, path.relative_to(ROOT / "src").as_posix())


def _imports_kind(tree: ast.Module) -> bool:
    """Whether `Kind` means ours in a module."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    ours = [node for node in imports if (node.module or "").startswith("luoshi.model")]
    return any(name.name == "Kind" for node in ours for name in node.names)


def _section(title: str, defined: list[Defined]) -> str:
    codes = sorted(defined, key=lambda found: found.kind.code)
    return "\n".join([f"## {title}", "", *(_entry(found) for found in codes)])


def _entry(found: Defined) -> str:
    kind = found.kind
    return (
        f"### {kind.code}\n\n"
        f"{_text(kind.zh)}<br>→ {_text(kind.hint_zh)}\n\n"
        f"{_text(kind.en)}<br>→ {_text(kind.hint_en)}\n\n"
        f"Found in [{found.module.removeprefix('luoshi/')}](../../src/{found.module}).\n"
    )


def _text(words: str) -> str:
    """Words in which nothing is taken for markup."""
    return words.replace("<", "&lt;").replace("*", "\\*").replace("_", "\\_").replace("[", "\\[")


if __name__ == "__main__":
    for name, text in pages().items():
        (Path(__file__).parent / name).write_text(text, encoding="utf-8")
