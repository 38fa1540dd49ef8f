"""The papers keep what they promise: one word for one thing, links that lead somewhere, commands that exist."""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
from collections import Counter
from pathlib import Path

import pytest

import luoshi.model
import luoshi.read

ROOT = Path(__file__).parents[2]
FOLDERS = ("docs", "packs", "changelog.d")
NEWS_KINDS = {"added", "changed", "fixed", "data", "breaking"}

ROW = re.compile(r"^\| (?!English |---)(?P<english>[^|]+) \| (?P<chinese>[^|]+) \| (?P<meaning>[^|]+) \|$", re.M)
LINK = re.compile(r"\[[^\]\n]*\]\((?!https?:|mailto:)(?P<path>[^)#\s]*)(?:#(?P<heading>[^)\s]+))?\)")
FORMAT_ROW = re.compile(r"^\| [^|]+ `(\.\w+)` \|", re.M)
FENCE = re.compile(r"^```.*?^```$", re.M | re.S)
HEADING = re.compile(r"^#+ (.+)$", re.M)


def papers() -> list[Path]:
    """Every page: those at the root, and those in the folders that hold pages."""
    return sorted([*ROOT.glob("*.md"), *(page for folder in FOLDERS for page in (ROOT / folder).rglob("*.md"))])


def decisions() -> list[Path]:
    return sorted((ROOT / "docs" / "decisions").glob("*.md"))


def nouns() -> list[str]:
    """The public classes that the modules of `luoshi.model` define; a protocol is a requirement, not a thing."""
    modules = [importlib.import_module(f"luoshi.model.{m.name}") for m in pkgutil.iter_modules(luoshi.model.__path__)]
    defined = [thing for module in modules for thing in vars(module).values() if isinstance(thing, type)]
    ours = [thing for thing in defined if thing.__module__.startswith("luoshi.model.")]
    things = {thing.__name__ for thing in ours if not getattr(thing, "_is_protocol", False)}
    return sorted(name for name in things if not name.startswith("_"))


def glossary() -> list[re.Match[str]]:
    return list(ROW.finditer((ROOT / "GLOSSARY.md").read_text(encoding="utf-8")))


def given_twice(words: list[str]) -> list[str]:
    return [word for word, times in Counter(words).items() if times > 1]


def commands(readme: str) -> list[str]:
    """The `make` lines of a page's code blocks, without their comments."""
    blocks = FENCE.findall((ROOT / readme).read_text(encoding="utf-8"))
    return [line.split("#")[0].strip() for block in blocks for line in block.splitlines() if line.startswith("make ")]


def suffixes_read() -> set[str]:
    """The endings of files that the readers in `luoshi.read` say they read."""
    modules = [importlib.import_module(f"luoshi.read.{m.name}") for m in pkgutil.iter_modules(luoshi.read.__path__)]
    return {suffix for module in modules for suffix in getattr(module, "SUFFIXES", ())}


def anchors(page: Path) -> set[str]:
    """The headings of a page as links spell them: small letters, no punctuation, hyphens for blanks."""
    headings = HEADING.findall(FENCE.sub("", page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("noun", nouns())
def test_every_noun_stands_in_the_glossary(noun: str) -> None:
    assert [row for row in glossary() if f"`{noun}`" in row["english"]], f"GLOSSARY.md has no row for `{noun}`"


def test_no_english_word_is_given_twice() -> None:
    words = [re.sub(r"`[^`]*`|†", "", row["english"]).strip().lower() for row in glossary()]
    assert words
    assert given_twice(words) == []


def test_no_class_is_given_twice() -> None:
    assert given_twice([name for row in glossary() for name in re.findall(r"`([^`]*)`", row["english"])]) == []


def test_no_chinese_term_is_given_twice() -> None:
    assert given_twice([row["chinese"].strip() for row in glossary()]) == []


def test_the_glossary_names_no_class_that_is_gone() -> None:
    named = {name for row in glossary() for name in re.findall(r"`([^`]*)`", row["english"])}
    assert named - set(nouns()) == set()


def test_both_readmes_name_the_same_two_commands() -> None:
    assert commands("README.md") == ["make run", "make test"]
    assert commands("README.zh-CN.md") == ["make run", "make test"]


@pytest.mark.parametrize("command", commands("README.md"))
def test_a_command_of_the_readme_exists_and_is_tried_before_a_change_is_taken(command: str) -> None:
    target = command.removeprefix("make ")
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    tried = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.search(rf"^(setsid )?{command}( & |$)", tried, re.M)


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readme_names_no_format_that_is_not_read(readme: str) -> None:
    named = FORMAT_ROW.findall((ROOT / readme).read_text(encoding="utf-8"))
    assert named
    assert set(named) - suffixes_read() == set()


def test_the_checks_can_be_started() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


@pytest.mark.parametrize("page", papers(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in LINK.finditer(FENCE.sub("", page.read_text(encoding="utf-8"))):
        there = (page.parent / link["path"]).resolve() if link["path"] else page
        assert there.exists(), f"{page.name} links to {link['path']}, which is not there"
        if link["heading"] and there.suffix == ".md":
            assert link["heading"] in anchors(there), f"{there.name} has no heading #{link['heading']}"


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [re.match(r"(\d{4})-[a-z0-9-]+\.md$", page.name) for page in decisions()]
    assert [number and int(number[1]) for number in numbers] == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("decision", decisions(), ids=lambda page: page.stem)
def test_a_decision_has_its_three_parts_on_one_page(decision: Path) -> None:
    text = decision.read_text(encoding="utf-8")
    parts = [heading for heading in HEADING.findall(text) if heading in ("Context", "Decision", "Consequences")]
    assert parts == ["Context", "Decision", "Consequences"]
    assert len(text.splitlines()) <= 60


def test_news_says_of_which_kind_it_is() -> None:
    pieces = [page.name for page in (ROOT / "changelog.d").glob("*.md") if page.name != "README.md"]
    assert [name for name in pieces if name.split(".")[1] not in NEWS_KINDS] == []


def test_the_licence_stands_in_both_languages_and_under_its_name() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "木兰宽松许可证, 第2版" in text
    assert "Mulan Permissive Software License，Version 2" in text
    assert text.index("条款结束") < text.index("END OF THE TERMS AND CONDITIONS")
    assert 'license = "MulanPSL-2.0"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
