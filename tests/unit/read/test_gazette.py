"""A gazette is split into its documents; anything else stays whole."""

from __future__ import annotations

from luoshi.read import from_bytes

COVER = ["甲州人民政府公报", "2018年第3期", "半月刊"]
CONTENTS = ["目 录", "关于印发甲州绿道管理办法的通知", "关于印发甲州花木名录的通知"]
FIRST = [
    "甲州人民政府关于印发",
    "甲州绿道管理办法的通知",
    "甲政发〔2018〕12号",
    "各县人民政府：",
    "现将《甲州绿道管理办法》印发给你们，请遵照执行。",
    "一、修建绿道。" + "绿道沿河而行，每隔一里设一座凉亭，亭边栽种当地的花木。" * 4,
]
SECOND = [
    "甲州人民政府办公室关于印发甲州花木名录的通知",
    "甲政办发〔2018〕30号",
    "各县人民政府：",
    "一、栽种花木。",
    "二、登记花木。" + "登记以后张贴名录，写明花木的名称、来历和照看的人。" * 4,
]


def starts(*lines: list[str]) -> list[str]:
    """The first line of each document."""
    data = "\n".join(line for part in lines for line in part)
    return [document.flow.split("\n")[0] for document in from_bytes(data.encode(), "g.txt").documents]


def test_each_document_begins_with_its_title() -> None:
    assert starts(COVER, CONTENTS, FIRST, SECOND) == [FIRST[0], SECOND[0]]


def test_two_documents_without_a_cover_are_two() -> None:
    assert starts(FIRST, SECOND) == [FIRST[0], SECOND[0]]


def test_one_document_behind_a_cover_is_cut_out() -> None:
    assert starts(COVER, CONTENTS, FIRST) == [FIRST[0]]


def test_one_document_without_a_cover_is_the_whole_file() -> None:
    assert starts(["甲州门户网站"], FIRST) == ["甲州门户网站"]


def test_a_number_that_is_cited_begins_no_document() -> None:
    cited = ["一、依据如下文件：", "甲政发〔2017〕5号", "二、栽种花木。"]
    assert starts(COVER, FIRST, cited, SECOND) == [FIRST[0], SECOND[0]]


def test_cover_and_contents_are_kept_beside_the_documents() -> None:
    data = "\n".join([*COVER, *CONTENTS, *FIRST, *SECOND])
    front = from_bytes(data.encode(), "g.txt").front
    assert [(kind, span.quote) for kind, span in front if kind == "masthead"] == [("masthead", line) for line in COVER]
    assert [kind for kind, _ in front[len(COVER) :]] == ["contents"] * len(CONTENTS)


def test_the_documents_cover_the_file_without_overlap() -> None:
    data = "\n".join([*COVER, *FIRST, *SECOND])
    first, second = from_bytes(data.encode(), "g.txt").documents
    assert first.end <= second.start
    assert data[first.start : first.end] == "\n".join(FIRST)
    assert data[second.start : second.end] == "\n".join(SECOND)


def test_the_places_of_a_later_document_count_in_the_file() -> None:
    data = "\n".join([*COVER, *FIRST, *SECOND])
    second = from_bytes(data.encode(), "g.txt").documents[1]
    place = second.flow.index("登记花木")
    span = second.span(place, place + 4)
    assert data[span.start : span.end] == "登记花木"


def test_a_table_of_a_later_document_moves_with_it() -> None:
    table = ["序号\t名称\t面积", "1\t甲园\t30", "2\t乙园\t40"]
    data = "\n".join([*FIRST, *SECOND, *table])
    second = from_bytes(data.encode(), "g.txt").documents[1]
    (block,) = [block for block in second.blocks if block.table]
    assert block.table is not None
    assert [[second.text(cell) for cell in row if cell] for row in block.table.rows] == [
        row.split("\t") for row in table
    ]
