"""Documents that promise different values for one thing, and those that only seem to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from luoshi.assess.cascade import inconsistencies, promise, reviewed_promise
from luoshi.model.promise import Promise
from luoshi.model.review import Reviewed
from luoshi.packs import pack, reviewed
from luoshi.testing import target

PACKS = Path(__file__).parents[4] / "packs"
UNITS = pack(PACKS / "common-cn").units
ONE = Promise(
    "a#1", "a", "forest_cover", "全省", "level", ">=", Decimal(45), None, "%", date(2020, 12, 31), None, "达到45%以上"
)


def other(**changed: Any) -> Promise:
    return replace(ONE, **({"id": "b#1", "document": "b", "quote": "另一句"} | changed))


def how(*promises: Promise) -> list[tuple[str, ...]]:
    return [found.how for found in inconsistencies(promises, UNITS)]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"value": Decimal(46)}, ("value",)),
        ({"high": Decimal(50)}, ("value",)),
        ({"unit": "个百分点"}, ("unit",)),
        ({"comparator": "<="}, ("side",)),
        ({"comparator": "<", "value": Decimal(44)}, ("value", "side")),
    ],
)
def test_promises_that_cannot_all_be_meant(changed: dict[str, Any], expected: tuple[str, ...]) -> None:
    assert how(ONE, other(**changed)) == [expected]


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"comparator": ">"},
        {"comparator": "="},
        {"unit": "％"},
        {"scope": "森工城市", "value": Decimal(72)},
        {"deadline": date(2030, 12, 31), "value": Decimal(50)},
        {"deadline": None, "value": Decimal(50)},
        {"kind": "change", "value": Decimal(3)},
        {"baseline_year": 2015, "value": Decimal(3)},
        {"indicator": "green_space_rate", "value": Decimal(40)},
    ],
)
def test_promises_that_are_the_same_or_about_something_else(changed: dict[str, Any]) -> None:
    assert how(ONE, other(**changed)) == []


def test_one_amount_in_two_units_is_one_promise() -> None:
    flats = other(indicator="flats", unit="万户", value=Decimal("1.2"))
    assert how(flats, replace(flats, id="c#1", unit="户", value=Decimal(12000))) == []
    assert how(flats, replace(flats, id="c#1", unit="户", value=Decimal(12001))) == [("value",)]


def test_without_a_listed_unit_values_are_compared_as_printed() -> None:
    assert inconsistencies([other(unit="户"), other(id="c#1", unit="户", value=Decimal(46))])[0].how == ("value",)
    assert how(other(unit="篮"), other(id="c#1", unit="筐")) == [("unit",)]


def test_all_quotes_stand_in_the_finding() -> None:
    (found,) = inconsistencies([other(value=Decimal(46)), ONE, other(id="c#1", document="c", quote="又一句")], UNITS)
    assert [(one.document, one.quote) for one in found.promises] == [
        ("a", "达到45%以上"),
        ("b", "另一句"),
        ("c", "又一句"),
    ]
    assert found.steps[0].zh == "a#1：“达到45%以上”，>=45%"


# ------------------------------------------------------------------ where promises come from


def test_a_compiled_target_is_a_promise() -> None:
    text = "到2020年，森林覆盖率达到45%以上。"
    assert promise("a#1", "a", "forest_cover", target(text)) == replace(
        ONE, scope="", value=Decimal("45.0"), quote=target(text).quote
    )


def test_a_direction_promises_no_value() -> None:
    assert promise("a#1", "a", "x", target("到2020年，化肥使用量逐年下降。")) is None


@pytest.mark.parametrize(
    "changed",
    [{"kind": "duty"}, {"rejected": True}, {"indicator_id": ""}, {"fields": {"kind": "trend", "value": ""}}],
)
def test_what_is_read_as_no_number_promises_nothing(changed: dict[str, Any]) -> None:
    one = Reviewed("a#1", "target", "a", "句", {"kind": "level", "value": "45"}, "forest_cover")
    assert reviewed_promise(one) is not None
    assert reviewed_promise(replace(one, **changed)) is None


def test_the_documents_of_the_reference_pack_promise_no_two_values_for_one_thing() -> None:
    """Its conflicts (conflicts.yaml) are of other scopes, or of facts."""
    jilin = pack(PACKS / "jilin")
    promises = [found for one in reviewed(jilin) if (found := reviewed_promise(one))]
    assert len(promises) > 100
    assert inconsistencies(promises, jilin.units) == ()
