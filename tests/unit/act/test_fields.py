"""From what is typed to what is kept, or to what is the matter with it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.act.fields import Known, read, read_all
from luoshi.model.registry import Answer, Field, FieldType
from luoshi.packs import pack

UNITS = pack(Path(__file__).parents[3] / "packs" / "common-cn").units
KNOWN = Known(UNITS, {"省能源局": "jilin/energy", "省财政厅": "jilin/finance"}.get, {"松原市": "220700"}.get)

MONEY = Field("done", "累计完成投资", "Done", "money", unit="亿元", at_least=Decimal(0))
SHARE = Field("share", "完成比例", "Share", "number", unit="%", at_least=Decimal(0), at_most=Decimal(100))
KIND = Field(
    "class", "类别", "Class", "choice", choices=(Answer("在建", "Under construction"), Answer("前期", "Early"))
)
SEVERAL = Field("of", "配合单位", "With", "organisations")


def field(type: FieldType) -> Field:
    return Field("f", "字段", "Field", type)


@pytest.mark.parametrize(
    ("asked", "typed", "kept"),
    [
        (MONEY, "6.1", "6.1"),
        (MONEY, "６．１", "6.1"),
        (MONEY, "1,234.50亿元", "1234.5"),
        (MONEY, "6100万元", "0.61"),
        (MONEY, 6.1, "6.1"),
        (MONEY, "0", "0"),
        (SHARE, "55%", "55"),
        (SHARE, "100", "100"),
        (KIND, "在建", "在建"),
        (KIND, "Early", "前期"),
        (SEVERAL, "省能源局、省财政厅", ("jilin/energy", "jilin/finance")),
        (SEVERAL, ["省能源局", "", "省能源局"], ("jilin/energy",)),
        (field("place"), "松原市", "220700"),
        (field("date"), "2017年1月5日", "2017-01-05"),
        (field("date"), "2017.1.5", "2017-01-05"),
        (field("date"), datetime(2017, 1, 5, 8), "2017-01-05"),
        (field("date"), date(2017, 1, 5), "2017-01-05"),
        (field("period"), "2016年第四季度", "2016-Q4"),
        (field("period"), "2016年4季度", "2016-Q4"),
        (field("period"), "2016年3月", "2016-03"),
        (field("period"), "2016年下半年", "2016-H2"),
        (field("period"), 2016, "2016"),
        (field("truth"), "是", "是"),
        (field("truth"), True, "是"),
        (field("text"), " 批复\r\n文号\x00 ", "批复\n文号"),
    ],
)
def test_what_is_typed_is_kept_in_one_form(asked: Field, typed: object, kept: object) -> None:
    assert read(asked, typed, KNOWN) == (kept, None)


@pytest.mark.parametrize("nothing", [None, "", "  ", [], ["", " "]])
@pytest.mark.parametrize("asked", [MONEY, KIND, SEVERAL, field("date"), field("text")], ids=lambda one: one.type)
def test_nothing_is_nothing_and_not_zero(asked: Field, nothing: object) -> None:
    assert read(asked, nothing, KNOWN) == (None, None)


@pytest.mark.parametrize(
    ("asked", "typed", "code"),
    [
        (SHARE, "120", "field-too-large"),
        (MONEY, "-1", "field-too-small"),
        (MONEY, "约6亿", "field-not-a-number"),
        (MONEY, "6亿光年", "field-unknown-unit"),
        (MONEY, "6万亩", "field-other-unit"),
        (SHARE, "3个百分点", "field-other-unit"),
        (KIND, "停工", "field-not-a-choice"),
        (SEVERAL, "省能源局、省魔法厅", "field-unknown-organisation"),
        (field("place"), "桃花源", "field-unknown-place"),
        (field("date"), "2017-02-30", "field-not-a-date"),
        (field("date"), "月底", "field-not-a-date"),
        (field("date"), "0217-01-05", "field-not-a-date"),
        (field("date"), date(9999, 12, 31), "field-not-a-date"),
        (field("period"), "9999-Q4", "field-not-a-period"),
        (field("period"), "下个季度", "field-not-a-period"),
        (field("truth"), "也许", "field-not-a-choice"),
        (field("text"), "长" * 301, "field-too-long"),
    ],
)
def test_what_cannot_be_read_is_said_with_place_and_advice(asked: Field, typed: str, code: str) -> None:
    value, problem = read(asked, typed, KNOWN, "D7")
    assert value is None
    assert problem is not None
    assert (problem.code, problem.where) == (code, "D7")
    assert asked.title in problem.zh
    assert problem.hint_zh


ASKED = st.sampled_from([MONEY, SHARE, KIND, SEVERAL, *map(field, ("date", "period", "truth", "place", "paragraph"))])
TYPED = st.text(max_size=30) | st.integers() | st.floats() | st.booleans() | st.lists(st.text(max_size=5), max_size=3)


@given(ASKED, TYPED)
def test_anything_is_a_value_or_a_problem_and_never_both(asked: Field, typed: object) -> None:
    value, problem = read(asked, typed, KNOWN)
    assert value is None or problem is None
    assert value != ""
    assert value != ()


@given(st.decimals(0, 10**9, places=3))
def test_a_number_that_is_kept_is_read_again_as_itself(value: Decimal) -> None:
    kept, _ = read(MONEY, str(value), KNOWN)
    assert isinstance(kept, str)
    assert Decimal(kept) == value
    assert read(MONEY, kept, KNOWN)[0] == kept


def test_of_a_form_the_fields_that_it_names_are_read() -> None:
    values, problems = read_all([MONEY, SHARE, KIND], {"done": "6.1", "share": "120"}, KNOWN)
    assert values == {"done": "6.1"}
    assert [(problem.where, problem.code) for problem in problems] == [("share", "field-too-large")]
