"""`plan-json.md` and `plan.schema.json`: the form that `luoshi compile --json` writes. Written by `make docs`.

Each class below is one object of the JSON; its fields bear the meaning, the unit and the gaps. The schema is made from
them, and the page from the schema. What is written stands in `luoshi.publish.plan_json`.
"""

import json
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from luoshi.model import commitment
from luoshi.publish.plan_json import SCHEMA


def means(meaning: str, **rules: Any) -> Any:  # Any: what pydantic takes for any field
    """A field with its meaning."""
    return Field(description=meaning, **rules)


Span = Annotated[
    tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]],
    means("Start and end: `[a, b]` is the piece `characters[a:b]`; see [What a span counts](#what-a-span-counts)."),
]
Date = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", json_schema_extra={"format": "date"})]
Path_ = Annotated[str, means("The markers from the top of the outline, joined by `/`; empty above the first.")]


class Object(BaseModel):
    # Nothing is said of fields that are not named: a later version may add some.
    model_config = ConfigDict(title=None)


class Citation(Object):
    """A document that is named in the text 引用文件."""

    title: str | None = means("The title between 《 and 》; null where only the number is printed.")
    doc_number: str | None = means("Its 文号; null where only the title is printed.")
    ordered: bool = means("True where it is yet to be issued, by this document's order.")
    span: Span


class Metadata(Object):
    """What the document says of itself 文件要素."""

    title: str | None = means(
        "The title as issued; of the notice, where it carries a plan. Null where none is printed."
    )
    attached_title: str | None = means("The title of the plan that a notice carries. Null where there is none.")
    doc_number: str | None = means("发文字号. Null where none is printed.")
    issuer: list[str] = means("发文机关, several where issued jointly. Empty where none is printed.")
    date: Date | None = means("成文日期, ISO. Null where none is printed.")
    addressees: list[str] = means("主送机关 as printed. Empty where none is printed.")
    plan_from: int | None = means("First year of the plan's period. Null where the document is no plan for years.")
    plan_to: int | None = means("Last year of the plan's period, itself included. Null as above.")
    cited: list[Citation] = means("Documents that are named, in the order of the text.")
    spans: dict[str, Span] = means("Where each of these fields stands, by its name; only fields that were found.")


class Provision(Object):
    """A node of the outline 条款: a numbered heading or item."""

    level: int = means("Depth, from 1. Which numbering style is how deep is found for each document.", ge=1)
    marker: str = means("The number as printed: `一、`, `（一）`, `1.`, `第三条`. Empty for a heading without one.")
    title: str = means("The heading, without its marker; of an item without one, its first words.")
    path: Path_
    span: Span = means("The provision with all that stands below it.")


class Party(Object):
    """An organisation in a responsibility clause 责任方."""

    printed: str = means("The name as the document has it.")
    role: Literal["lead", "participant", "responsible", "guide"] = means(
        "牵头 `lead`; 参与、配合 `participant`; 负责, or named without a word of role, `responsible`; 指导 `guide`."
    )
    is_place: bool = means("True for governments and committees that answer for themselves.")
    id: str | None = means(
        "Which organisation of the pack it is, or the code of the place. Null where no pack knows it."
    )
    name: str | None = means("That organisation's full name on the day of the document. Null as above.")


class Deadline(Object):
    """A time by which something is due 完成时限."""

    text: str = means("The words, as read.")
    due: Date | None = means("The last day that they allow: 2017年年底前 is 2017-12-31. Null where they are no date.")
    span: Span


class Deliverable(Object):
    """Something that is to exist afterwards 成果文件."""

    title: str = means("Its title, without 《》.")
    verb: str = means("What is to be done with it: 制定, 印发, 编制.")
    span: Span


class Duty(Object):
    """A measure with those who answer for it 任务: one responsibility clause with the text that it covers."""

    number: str = means("The number of the item as printed (`46`, `（一）`). Empty where it has none.")
    path: Path_
    text: str = means("The measure as read: wraps mended, widths folded, without the clause.")
    lead: list[str] = means("牵头单位 as printed; of a joint duty all who are named. Empty where only places answer.")
    participants: list[str] = means("参与、配合、指导单位 as printed. Empty where there are none.")
    places: list[str] = means("The governments and committees that answer for themselves, as printed.")
    rule: Literal["explicit", "order", "joint"] = means(
        "How the leads are known: by the clause; by a rule that the document states once; or nothing is said."
    )
    open: bool = means("True where the list of parties ends in 等: there are others, not named.")
    parties: list[Party] = means("The same parties in printed order, with what the pack knows of them.")
    deadlines: list[Deadline] = means("Every time in the text by which something is due, in the order of the text.")
    deliverables: list[Deliverable] = means("《…》 to be issued, plans to be drawn up.")
    pilot: Literal["confirmed", "to-apply", "elsewhere"] | None = means(
        "Where the measure is a pilot: granted, to be applied for, or one that others have. Null where it is none."
    )
    span: Span = means("The text that the clause covers.")
    clause: Span = means("The responsibility clause itself.")


class Target(Object):
    """A number or a direction that is promised 目标."""

    quote: str = means("The words as issued, without line breaks and blanks.")
    indicator: str = means("What is measured, as printed.")
    scope: str | None = means("The place, people or group for which it holds. Null where it is the document's.")
    kind: Literal["level", "growth", "change", "zero-growth", "count", "area", "amount", "trend"] = means(
        "See [Kinds of targets](#kinds-of-targets)."
    )
    comparator: Literal["=", ">=", ">", "<=", "<", "~", "range"] | None = means(
        "See [Comparators](#comparators). Null for a direction alone."
    )
    value: float | None = means(
        "The number, in `unit`; the lower end of a range. Null for a direction without a number."
    )
    high: float | None = means("The upper end of a range, in `unit`. Null unless the comparator is `range`.")
    unit: str = means(
        "As printed, with its magnitude (`%`, `个百分点`, `万亩`); 90 with `%` is 90 %. Empty for a bare number."
    )
    since: int | None = means("First year of a span of years: 2016 for “十三五”期间. Null where only an end is said.")
    baseline_year: int | None = means("The year from which a change counts. Null where none is printed.")
    deadline: Date | None = means(
        "The last day by which it holds, as its sentence, paragraph or section says. Null where none does."
    )
    binding: Literal["约束性", "预期性"] | None = means("Null where the document does not say.")
    direction: Literal["up", "down", "hold"] | None = means(
        "Whether more or less is aimed at, as far as the words say; `hold` for 零增长."
    )
    lead: list[str] = means(
        "Who answers: the leads of the duty in whose text it stands, or the table's column. Empty for nobody."
    )
    path: Path_
    span: Span


class Project(Object):
    """A row of a project table 项目."""

    seq: str = means("The number as printed. Empty where the table numbers nothing.")
    name: str = means("The project.")
    owner: str = means("建设单位、项目法人 as printed. Empty where the cell is.")
    scale_text: str = means("建设规模及内容 as printed.")
    start_year: int | None = means("First year. Null where the cell says none.")
    end_year: int | None = means("Last year. Null where the cell says none.")
    total_investment: float | None = means("总投资, in `unit`. Null where the cell has no number: never 0.")
    unit: str = means("Unit of the investment, from the cell, the column or the table. Empty where none is said.")
    note: str = means("备注 as printed.")
    group: str = means("The heading inside the table under which the row stands. Empty where there is none.")
    span: Span = means("The row.")


class Assignment(Object):
    """A place that is said to be something 归类 (松原市: 成长型)."""

    place: str = means("The place as printed.")
    says: str = means("What it is said to be.")
    code: str | None = means("Its administrative code on the day of the document. Null where no pack knows the place.")
    current_code: str | None = means("Its code today. Null as above.")
    current_name: str | None = means("Its name today. Null as above.")
    span: Span


class Problem(Object):
    """Something that a person should look at 疑点; every code stands in [problems.md](problems.md)."""

    code: str = means("The kind; never changes.", pattern="^[a-z0-9-]+$")
    where: str = means("The place in words: a file, and a position, page or line of it.")
    zh: str = means("What is the matter, in Chinese.")
    en: str = means("The same in English.")
    hint_zh: str = means("What to do, in Chinese.")
    hint_en: str = means("The same in English.")
    span: Span | None = means("The piece of the text. Null where it is about the file as a whole.")
    quote: str | None = means("That piece, without line breaks and blanks. Null as above.")


class Document(Object):
    """One issued text 文件; a gazette gives several with the same `file`."""

    file: str = means("The file's name, without its folder.")
    sha256: str = means("Of the file's bytes.", pattern="^[0-9a-f]{64}$")
    format: str = means("`text`, `markdown`, `html`, `docx` or `pdf`.")
    encoding: str | None = means("How the bytes were decoded. Null for Word and PDF.")
    span: Span = means("The piece of the file that the document is.")
    text: str = means("The characters that spans count in. Absent where these are the file's own.", default="")
    metadata: Metadata
    outline: list[Provision]
    duties: list[Duty]
    targets: list[Target]
    projects: list[Project]
    assignments: list[Assignment]
    problems: list[Problem] = means("What was not understood, or looks wrong, in this document.")


class Plans(Object):
    """The whole of what is written."""

    schema_: Literal["luoshi.plan/1"] = means("Name and version of this form.", alias="schema")
    documents: list[Document] = means("In the order of the files and of the text.")
    problems: list[Problem] = means("Those of files as a whole: not readable, no document in it.")


# Root first, then as a reader meets them.
OBJECTS = (
    Plans, Document, Metadata, Citation, Provision, Duty, Party, Deadline, Deliverable, Target, Project, Assignment, Problem,
)  # fmt: skip

HEAD = f"""\
# Plans as JSON 编译结果（JSON）

<!-- Written by docs/reference/plan_json.py; `make docs` renews it. -->

`luoshi compile PATH… --json OUT` writes one JSON object in UTF-8. Its form is called `{SCHEMA}` and stands in `schema`, the
first field. The machine-readable form is [plan.schema.json](plan.schema.json) (JSON Schema, draft 2020-12).

## Versions

- Within `{SCHEMA}` fields are added, never changed in meaning and never removed. A value that has a closed list
  (`comparator`, `role`, `rule`) keeps that list.
- A reader ignores fields that it does not know.
- What would break a reader becomes `luoshi.plan/2`.

## What a span counts

`span` is `[a, b]`: from character `a`, counted from 0, to before character `b`. A character is a Unicode code point, as in
Python; JavaScript and Java count some rare ones as two.

| format | counts the characters of |
|---|---|
| `text`, `markdown` | the file, decoded with `encoding`, without the byte order mark; line breaks as they stand in it |
| `html` | the file, decoded with `encoding`: the page's source, tags and all |
| `docx`, `pdf` | `text` of the document's entry, since the file has no characters of its own |

The piece equals `quote` once line breaks and blanks are taken out of it; in `html` the tags inside it, too. Words that run
over the end of a page may hold a page number in piece and quote alike, since both are as issued.

## Gaps

`null` or an empty list says that nothing is printed, or that nothing was found. It never stands for 0 or for "no". What
was seen and not understood is in `problems`.

## Comparators

The value that is reached is compared with the printed one.

| `comparator` | words | reads |
|---|---|---|
| `>=` | 以上, 不低于, 不少于, 达到, 提高到, 至少 | at least ([why 达到](../decisions/0006-dadao-reads-as-at-least.md)) |
| `>` | 超过, 高于, 突破, `>` in a table | more than |
| `<=` | 控制在…以内, 以下, 不超过, 不高于, 降至 | at most |
| `<` | 低于, 小于, `<` in a table | less than |
| `~` | 左右, 约 | about; how near is near enough is for the method that assesses it, usually 1 % |
| `range` | 3–5, 从…到… | from `value` to `high`, both included |
| `=` | a bare number (建设50个, 下降10%), 为, 保持在 | the number itself |

## Kinds of targets

| `kind` | `value` is | example |
|---|---|---|
| `level` | the state to be reached: a rate, a share, a sum a head | 森林覆盖率达到45%以上 |
| `growth` | change in a year, in % | 年均增长8% |
| `change` | change over the whole time, in %, 个百分点 or 倍 | 比2013年下降10%; 翻一番 is 2 倍 |
| `zero-growth` | 0: no more than before | 化肥使用量零增长 |
| `count` | a number of things | 建设生产基地20个 |
| `area` | an area | 治理100万亩 |
| `amount` | money, weight, volume, energy | 产值达到500亿元 |
| `trend` | null: `direction` says which way | 比重逐年下降 |

## Objects

A type followed by `?` may be null. Every field is always written, unless it says that it may be absent.
"""


def pages() -> dict[str, str]:
    """The pages that this generator writes, by file name."""
    tables = "\n".join(_section(model) for model in OBJECTS)
    schema = json.dumps(schema_of_plans(), ensure_ascii=False, indent=2)
    return {"plan-json.md": f"{HEAD}\n{tables}", "plan.schema.json": f"{schema}\n"}


def schema_of_plans() -> dict[str, Any]:  # Any: JSON
    """The JSON Schema of the whole."""
    made = Plans.model_json_schema(by_alias=True, mode="validation")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": SCHEMA}
    return head | _plain(made)


def _plain(schema: Any) -> Any:
    """A schema without the titles and defaults that say nothing a reader does not see."""
    if isinstance(schema, dict):
        named = schema.get("properties", {})
        kept = {key: _plain(value) for key, value in schema.items() if key not in ("title", "default", "properties")}
        return kept | ({"properties": {key: _plain(value) for key, value in named.items()}} if named else {})
    return [_plain(item) for item in schema] if isinstance(schema, list) else schema


def _section(model: type[Object]) -> str:
    rows = []
    for name, field in model.model_fields.items():
        absent = "" if field.is_required() else " May be absent."
        meaning = (field.description or _described(field.annotation)).replace("|", "\\|")
        rows.append(f"| `{field.alias or name}` | {_type(field.annotation)} | {meaning}{absent} |")
    head = [f"### {model.__name__}", "", model.__doc__ or "", "", "| field | type | meaning |", "|---|---|---|"]
    return "\n".join([*head, *rows, ""])


def _described(annotation: Any) -> str:
    """What the object that a field holds says of itself."""
    inner = [
        part for part in (annotation, *get_args(annotation)) if isinstance(part, type) and issubclass(part, Object)
    ]
    return (inner[0].__doc__ or "") if inner else ""


def _type(annotation: Any) -> str:
    """A type as a reader of JSON names it."""
    parts = get_args(annotation)
    if type(None) in parts:
        return " or ".join(_type(part) for part in parts if part is not type(None)) + "?"
    origin = getattr(annotation, "__origin__", None)
    if hasattr(annotation, "__metadata__"):
        return "date" if annotation == Date else _type(parts[0])
    if origin is Literal:
        return ", ".join(f"`{part}`" for part in parts)
    if origin is list:
        return f"list of {_type(parts[0])}"
    if origin is dict:
        return f"object of {_type(parts[1])}"
    if origin is tuple:
        return "span"
    if isinstance(annotation, type) and issubclass(annotation, Object):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    return {str: "text", int: "whole number", float: "number", bool: "true or false"}[annotation]


def nouns() -> dict[type[Object], type]:
    """Which noun of the library each object is made from, field for field."""
    return {
        model: noun for model in OBJECTS if (noun := vars(commitment).get(model.__name__)) and is_written_whole(noun)
    }


def is_written_whole(noun: type) -> bool:
    """Whether a noun is defined among the commitments; a document or a problem is written in a form of its own."""
    return noun.__module__ == commitment.__name__


if __name__ == "__main__":
    for name, text in pages().items():
        (Path(__file__).parent / name).write_text(text, encoding="utf-8")
