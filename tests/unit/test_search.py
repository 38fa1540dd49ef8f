"""Words are found in texts that have no word boundaries, in whatever form they are typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.search import Entry, Index, marked, plain, words_of

TEXTS = [
    "吉政发〔2016〕41号",
    "森工城市森林覆盖率达到72％",
    "到2020年，城镇化率达到59.4％以上",
    "松原市生活垃圾焚烧发电项目",
]


def index(*texts: str) -> Index:
    return Index(Entry("sentence", "", text, f"/{number}") for number, text in enumerate(texts))


def found(asked: str) -> list[str]:
    return [one.address for one in index(*TEXTS).find(asked).entries]


@pytest.mark.parametrize(
    ("asked", "addresses"),
    [
        ("41号", ["/0"]),
        ("４１號", ["/0"]),
        ("吉政发[2016]41号", ["/0"]),
        ("森林覆蓋率", ["/1"]),
        ("72%", ["/1"]),
        ("达到 2020", ["/2"]),
        ("市", ["/1", "/3"]),
        ("没有的词", []),
        ("", []),
        ("　", []),
    ],
)
def test_what_is_typed_in_any_form_is_found(asked: str, addresses: list[str]) -> None:
    assert found(asked) == addresses


@pytest.mark.parametrize(
    ("asked", "addresses"),
    [
        ("森林城市", ["/1"]),
        ("松原焚烧项目", ["/3"]),
        ("生活垃圾发电", ["/3"]),
        ("垃圾 松原焚烧项目", ["/3"]),
        ("绿道 松原焚烧项目", []),
        ("松原机场", []),
        ("", []),
    ],
)
def test_what_has_most_pairs_of_a_word_is_near_it(asked: str, addresses: list[str]) -> None:
    assert [one.address for one in index(*TEXTS).near(asked).entries] == addresses


def test_what_has_more_of_the_pairs_comes_first() -> None:
    entries = index("松原的民用机场", "松原新的机场", "松原机场建设项目")
    assert [one.address for one in entries.near("松原机场建设").entries] == ["/2"]
    assert entries.near("松原机场").entries[0].address == "/2"


@given(st.lists(st.text("松原市机场民用", max_size=8), max_size=6), st.text("松原市机场民用", min_size=1, max_size=5))
def test_whatever_has_a_word_is_near_it_too(texts: list[str], asked: str) -> None:
    entries = index(*texts)
    assert {one.address for one in entries.find(asked).entries} <= {one.address for one in entries.near(asked).entries}


def test_words_that_stand_apart_are_not_one_word() -> None:
    assert found("森林 城市") == ["/1"]
    assert found("森林城市") == []


def test_a_title_comes_before_a_text() -> None:
    entries = [Entry("sentence", "", "松原市的绿道", "/s"), Entry("place", "松原市", "", "/p"),
               Entry("organisation", "松原市人民政府", "", "/o")]  # fmt: skip
    assert [one.address for one in Index(entries).find("松原市").entries] == ["/p", "/o", "/s"]


def test_counts_are_of_all_kinds_though_one_is_asked_for() -> None:
    entries = [Entry("place", "松原市", "", "/p"), Entry("sentence", "", "松原市", "/s")]
    asked = Index(entries).find("松原", kind="place")
    assert [one.address for one in asked.entries] == ["/p"]
    assert asked.counts == {"place": 1, "sentence": 1}


def test_a_title_does_not_run_on_into_its_text() -> None:
    assert Index([Entry("a", "绿", "道", "/a")]).find("绿道").entries == []


@given(st.lists(st.text(max_size=12), min_size=1, max_size=6), st.data())
def test_any_piece_of_a_text_finds_it(texts: list[str], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(texts) - 1))
    start = data.draw(st.integers(0, len(texts[number])))
    piece = texts[number][start : data.draw(st.integers(start, len(texts[number])))]
    addresses = [one.address for one in index(*texts).find(piece).entries]
    assert not words_of(piece) or f"/{number}" in addresses


@given(st.lists(st.text(max_size=12), max_size=6), st.text(max_size=4))
def test_the_index_says_what_looking_at_every_text_says(texts: list[str], asked: str) -> None:
    words = words_of(asked)
    slowly = [f"/{number}" for number, text in enumerate(texts) if words and all(word in plain(text) for word in words)]
    assert sorted(one.address for one in index(*texts).find(asked).entries) == sorted(slowly)


@given(st.text(max_size=30), st.text(max_size=3))
def test_marking_keeps_every_character(text: str, asked: str) -> None:
    assert "".join(piece for piece, _ in marked(text, words_of(asked))) == text


def test_a_long_text_is_shown_around_what_was_found() -> None:
    pieces = marked("甲" * 100 + "绿道" + "乙" * 200, ["绿道"], around=5)
    assert pieces[0] == ("…甲甲甲甲甲", False)
    assert ("绿道", True) in pieces
    assert sum(len(piece) for piece, _ in pieces) < 40
