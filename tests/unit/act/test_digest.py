"""A chain of events shows where it was touched."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.act.digest import BEGINNING, Link, digest, first_broken

ENTRIES = st.dictionaries(st.text(max_size=3), st.text(max_size=5) | st.integers(), max_size=3)
CONTENTS = st.lists(ENTRIES, min_size=1, max_size=8)


def chain(contents: list[dict[str, object]]) -> list[Link]:
    links, before = [], BEGINNING
    for number, content in enumerate(contents, 1):
        made = digest(before, content)
        links.append(Link(number, content, before, made))
        before = made
    return links


@given(CONTENTS)
def test_a_chain_holds_as_it_was_made(contents: list[dict[str, object]]) -> None:
    assert first_broken(chain(contents)) is None


@given(CONTENTS, st.data())
def test_an_altered_event_is_named(contents: list[dict[str, object]], data: st.DataObject) -> None:
    links = chain(contents)
    place = data.draw(st.integers(0, len(links) - 1))
    links[place] = replace(links[place], content={**links[place].content, "forged": True})
    broken = first_broken(links)
    assert broken is not None
    assert (broken.number, broken.why) == (place + 1, "digest")


@pytest.mark.parametrize(("remove", "number", "why"), [(0, 2, "number"), (1, 3, "number")])
def test_a_removed_event_is_found(remove: int, number: int, why: str) -> None:
    links = chain([{"move": name} for name in ("assign", "sign", "accept")])
    del links[remove]
    broken = first_broken(links)
    assert broken is not None
    assert (broken.number, broken.why) == (number, why)


def test_an_event_whose_digest_was_made_anew_breaks_the_next() -> None:
    links = chain([{"move": name} for name in ("assign", "sign", "accept")])
    forged = {"move": "refuse"}
    links[1] = replace(links[1], content=forged, digest=digest(links[1].previous, forged))
    broken = first_broken(links)
    assert broken is not None
    assert (broken.number, broken.why) == (3, "previous")


def test_a_digest_does_not_depend_on_how_json_is_written() -> None:
    content = {"b": "省", "a": [1, None]}
    assert digest(BEGINNING, content) == digest(BEGINNING, json.loads(json.dumps(content)))
