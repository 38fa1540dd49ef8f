"""The reference pages say what the code says: each is what its generator prints, and nothing in it is left blank."""

from __future__ import annotations

import importlib.util
import json
import re
import string
import sys
from collections import Counter
from dataclasses import fields
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import luoshi
from luoshi import pipeline
from luoshi.compile.commitments import commitments
from luoshi.model.problem import Kind
from luoshi.publish.plan_json import pieces, plans_json
from luoshi.read import from_bytes
from luoshi.testing import plan

FOLDER = Path(__file__).parents[2] / "docs" / "reference"
GENERATORS = sorted(path.stem for path in FOLDER.glob("*.py"))
SOURCE = FOLDER.parents[1] / "src" / "luoshi"
ALL_SOURCES = [path for folder in (SOURCE, SOURCE.parent / "luoshi_web") for path in folder.rglob("*.py")]

INVENTED = {
    "nothing": "",
    "a byte order mark alone": "\ufeff",
    "targets": "一、目标\n到2030年，污水处理率达到95%以上，绿道建成30—50公里，耕地约100万亩，化肥使用量零增长，能耗逐年下降。",
    "a duty": "（一）修路。2029年6月底前印发《道路管理办法》。（市住房城乡建设局牵头，市财政局等参与，各县（市、区）政府）",
    "projects": "项目表\n序号\t项目名称\t建设单位\t总投资（亿元）\n1\t绿道\t甲公司\t3.5\n2\t水厂\t\t\n合计\t\t\t9\n",
}


def generator(name: str) -> ModuleType:
    if (loaded := sys.modules.get(f"reference_{name}")) is not None:
        return loaded
    spec = importlib.util.spec_from_file_location(f"reference_{name}", FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[f"reference_{name}"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", GENERATORS)
def test_a_page_is_what_its_generator_prints(name: str) -> None:
    for page, text in generator(name).pages().items():
        assert (FOLDER / page).read_text(encoding="utf-8") == text, f"{page} is out of date; `make docs` renews it"


def test_every_reference_page_has_a_generator() -> None:
    made = {page for name in GENERATORS for page in generator(name).pages()}
    assert {path.name for path in FOLDER.iterdir() if path.suffix in (".md", ".json")} - made == set()


# ------------------------------------------------------------------ problems

DEFINED = generator("problems").kinds()
KINDS = [found.kind for found in DEFINED]


def words(text: str) -> set[str]:
    """What a text names; a word that is itself in one language ends in _zh or _en."""
    return {re.sub("_(zh|en)$", "", name) for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_code_is_that_of_one_kind() -> None:
    assert len(KINDS) > 50
    assert [code for code, times in Counter(kind.code for kind in KINDS).items() if times > 1] == []


def test_no_kind_is_left_out() -> None:
    """Counted in another way: by the codes that stand in the source."""
    sources = "\n".join(path.read_text(encoding="utf-8") for path in ALL_SOURCES)
    assert set(re.findall(r'\bcode="([^"]+)"', sources)) - {kind.code for kind in KINDS} == set()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_kind_says_the_same_in_both_languages(kind: Kind) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9-]*", kind.code)
    assert words(kind.zh) == words(kind.en), "words of one language are missing in the other"
    assert re.search(r"[\u4e00-\u9fff]", kind.zh + kind.hint_zh)
    assert kind.hint_zh.strip()
    assert kind.hint_en.strip()


@pytest.mark.parametrize("found", DEFINED, ids=lambda found: found.kind.code)
def test_a_kind_is_made_somewhere(found: Any) -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in ALL_SOURCES)
    assert len(re.findall(rf"\b{found.name}\b", sources)) > 1, f"{found.name} is defined and never used"


# ------------------------------------------------------------------ the JSON form


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    made: dict[str, Any] = generator("plan_json").schema_of_plans()
    return made


@pytest.fixture(scope="module")
def compiled() -> dict[str, Any]:
    """Every document of every pack."""
    packs = [luoshi.pack(head.parent) for head in SOURCE.parents[1].glob("packs/*/pack.yaml")]
    return plans_json([found for pack in packs for found in pipeline.plans(pack).values()])


def strict(schema: Any) -> Any:
    """A schema that refuses what it does not name, as a reader of the JSON must not."""
    if isinstance(schema, dict):
        closed = {"additionalProperties": False} if "properties" in schema else {}
        return {key: strict(value) for key, value in schema.items()} | closed
    return [strict(item) for item in schema] if isinstance(schema, list) else schema


def complaints(schema: dict[str, Any], value: dict[str, Any]) -> list[str]:
    found = Draft202012Validator(schema).iter_errors(value)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in found]


def test_the_schema_is_one(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)


def test_every_document_of_the_packs_is_written_as_the_schema_says(
    schema: dict[str, Any], compiled: dict[str, Any]
) -> None:
    assert len(compiled["documents"]) >= 8
    assert complaints(strict(schema), compiled) == []


@pytest.mark.parametrize("text", INVENTED.values(), ids=INVENTED)
def test_an_invented_document_is_written_as_the_schema_says(schema: dict[str, Any], text: str) -> None:
    found = plan(text)
    assert complaints(strict(schema), plans_json([found], found.problems)) == []


def test_what_is_written_piece_by_piece_is_the_same_whole() -> None:
    found = [plan(text) for text in INVENTED.values()]
    assert json.loads("".join(pieces(found, []))) == plans_json(found)


@pytest.mark.parametrize(("field", "value"), [("lead", "省财政厅"), ("rule", "guessed"), ("span", [1]), ("text", None)])
def test_the_schema_refuses_a_duty_that_is_written_otherwise(
    schema: dict[str, Any], compiled: dict[str, Any], field: str, value: object
) -> None:
    document = next(document for document in compiled["documents"] if document["duties"])
    altered = compiled | {"documents": [document | {"duties": [document["duties"][0] | {field: value}]}]}
    assert complaints(schema, altered)


def test_a_reader_is_told_to_let_later_fields_pass(schema: dict[str, Any], compiled: dict[str, Any]) -> None:
    assert complaints(schema, compiled | {"later": 1}) == []


def test_every_field_of_a_noun_is_written() -> None:
    for written, noun in generator("plan_json").nouns().items():
        names = {field.alias or name for name, field in written.model_fields.items()}
        assert {field.name for field in fields(noun)} - names == set(), noun.__name__


def test_every_piece_is_the_quoted_words(compiled: dict[str, Any]) -> None:
    folder = SOURCE.parents[1] / "packs" / "jilin" / "documents"
    for document in compiled["documents"]:
        text = (folder / document["file"]).read_text(encoding="utf-8")
        for target in document["targets"]:
            start, end = target["span"]
            assert "".join(text[start:end].split()) == target["quote"]


def test_a_piece_of_a_web_page_is_found_in_its_source() -> None:
    page = "<html><body><p>一、目标</p><p>到2030年，绿化率<b>达到40%</b>以上。</p></body></html>"
    (document,) = plans_json([commitments(from_bytes(page.encode(), "page.html").documents[0])])["documents"]
    (target,) = document["targets"]
    start, end = target["span"]
    assert document["format"] == "html"
    assert re.sub("<[^>]*>", "", page[start:end]) == target["quote"] == "绿化率达到40%以上"


def test_a_byte_order_mark_is_not_counted() -> None:
    (target,) = plans_json([plan("\ufeff到2030年，绿化率达到40%以上。")])["documents"][0]["targets"]
    assert target["span"] == [7, 17]


def test_every_field_of_the_json_says_what_it_means(schema: dict[str, Any]) -> None:
    page = generator("plan_json").pages()["plan-json.md"]
    assert re.findall(r"^\| `[^`]+` \| [^|]+ \|  ?\|$", page, re.M) == []


# ------------------------------------------------------------------ packs


def test_every_field_of_a_pack_says_what_it_means() -> None:
    """A field says so in its schema (`Field(description=…)`), or in docs/reference/pack.py."""
    pack = generator("pack")
    schemas = [one for _, root in pack.FILES.values() for one in pack.shown(root)]
    assert [
        f"{one.__name__}.{name}" for one in schemas for name in one.model_fields if not pack.meaning(one, name)
    ] == []


def test_every_file_of_a_pack_stands_on_the_page() -> None:
    files = [Path(name) for name in generator("pack").FILES]
    named, folders = {file.name for file in files}, {file.parent.name for file in files if "<" in file.name}
    found = [path for path in SOURCE.parents[1].glob("packs/*/**/*") if path.suffix in (".yaml", ".csv")]
    # Tables of statistics have the form in which they were received; `tables.yaml` says which.
    found = [path for path in found if path.parent.name != "statistics"]
    unnamed = [path.name for path in found if path.name not in named and path.parent.name not in folders]
    assert unnamed == []


# ------------------------------------------------------------------ the command line


def test_every_exit_code_is_explained() -> None:
    from luoshi import cli, cli_desk

    constants = {
        value for name, value in (vars(cli) | vars(cli_desk)).items() if name.isupper() and isinstance(value, int)
    }
    assert constants - set(generator("cli").EXIT_CODES) == set()
