"""Any table is observed: nothing raises, order and units never matter, and two ways to read a file give the same."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi import observe
from luoshi.model.mapping import LONG_HEADER, Fixed, Shape, TableMapping
from luoshi.observe import csv_file, long_csv, printed, shapes
from luoshi.observe.layout import held_by
from luoshi.observe.numbers import number
from luoshi.observe.sheet import Sheet
from luoshi.observe.trouble import Source
from luoshi.packs import pack

JILIN = pack(Path(__file__).parents[2] / "packs" / "jilin")
WORDS = st.sampled_from(
    ["地区", "松原市", "合计", "全省", "2018", "2018年", "2017", "地区生产总值（亿元）", "常住人口", "亿元", "万人", "%",
     "单位：亿元", "注：", "1,234.5", "730", "45.2%", "—", "…", "", "12①", "220700", "43465", "2018-12-31", "其中：",
     "数值", "指标", "年份", "单位"]
)  # fmt: skip
CELLS = WORDS | st.text(max_size=6)
MARKS = (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
GRIDS = st.lists(st.lists(CELLS, max_size=6), max_size=8)
SHAPES = st.sampled_from(["long", "years-across", "places-down", "two-row-header", "grid"])
MAPPINGS = st.builds(
    TableMapping,
    id=st.just("t"),
    file=st.just("a.csv"),
    shape=SHAPES,
    header=st.dictionaries(
        st.integers(1, 9), st.sampled_from(["place", "period", "indicator", "unit", "skip"]), max_size=2
    ),
    columns=st.dictionaries(
        st.sampled_from(["A", "B", "C", "XFD", "地区"]),
        st.sampled_from(["place", "period", "indicator", "unit", "value", "note", Fixed(indicator="gdp", unit="亿元")]),
        max_size=3,
    ),
    fixed=st.sampled_from(
        [Fixed(), Fixed(place="松原市", period="2018", indicator="gdp", unit="亿元"), Fixed(place="无")]
    ),
    rows=st.none() | st.just((2, 5)),
    skip=st.just(()) | st.just(("合",)),
    total=st.sampled_from(["", "吉林省", "无"]),
    published=st.none() | st.just(date(2019, 11, 5)),
)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["松原市", "长春市", "白山市", "松园市", ""]),
        st.sampled_from(["2016", "2017年", "2018", "18年"]),
        st.sampled_from(["gdp", "地区生产总值", "常住人口", "幸福"]),
        st.sampled_from(["1", "2.50", "1,000", "—", "约3", "45%", ""]),
        st.sampled_from(["亿元", "万元", "万人", "%", "元", "", "斗"]),
    ),
    max_size=12,
)


def csv_of(rows: list[tuple[str, ...]] | list[list[str]]) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    return file.getvalue().encode("utf-8", "surrogatepass")


@settings(max_examples=150, deadline=None)
@given(GRIDS, MAPPINGS)
def test_any_grid_with_any_mapping_is_read(grid: list[list[str]], mapping: TableMapping) -> None:
    found, problems = observe.table(csv_of(grid), mapping, JILIN)
    assert len(found) <= sum(map(len, grid))
    for problem in problems:
        assert all((problem.zh, problem.en, problem.hint_zh, problem.hint_en))
    assert all(one.origin.row <= len(grid) or grid == [] for one in found)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), SHAPES, st.sampled_from(["a.csv", "a.xlsx", "a.xls"]), st.sampled_from(MARKS))
def test_any_bytes_are_read(data: bytes, shape: Shape, name: str, mark: bytes) -> None:
    observe.table(mark + data, TableMapping("t", name, shape), JILIN)


@settings(max_examples=100, deadline=None)
@given(GRIDS)
def test_a_mapping_is_guessed_for_any_grid(grid: list[list[str]]) -> None:
    guessed = observe.guess(Sheet("", grid), TableMapping("t", "a.csv"), JILIN)
    assert guessed.mapping.file == "a.csv"


@settings(max_examples=60, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(rows: list[tuple[str, ...]], chance: object) -> None:
    def read(body: list[tuple[str, ...]]) -> tuple[list[tuple[object, ...]], list[str]]:
        header = ("地区", "年份", "指标", "数值", "单位")
        mapping = TableMapping("t", "a.csv", published=date(2019, 11, 5))
        found, problems = observe.table(csv_of([header, *body]), mapping, JILIN)
        seen = [(one.indicator, one.place, one.period, one.value) for one in found]
        return sorted(map(str, seen)), sorted(problem.code + str(problem.words) for problem in problems)  # type: ignore[return-value]

    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert read(shuffled) == read(rows)


UNITS = sorted({unit.name for unit in JILIN.units.values() if unit.dimension == "面积"})


@settings(max_examples=100, deadline=None)
@given(st.decimals(0, 10**6, places=4, allow_nan=False), st.sampled_from(UNITS))
def test_the_unit_never_changes_the_value(value: Decimal, unit: str) -> None:
    """The same area in any unit in which it can be written with an end is observed as the same, to the last place."""
    there, own = JILIN.units[unit], JILIN.units["万亩"]
    exact = Fraction(value) * own.factor / there.factor
    written = f"{Decimal(exact.numerator) / Decimal(exact.denominator):f}"
    if Fraction(written) != exact:
        return
    row = ("松原市", "2018", "legacy_mine_area", written, unit)
    data = csv_of([("地区", "年份", "指标", "数值", "单位"), row])
    found, problems = observe.table(data, TableMapping("t", "a.csv", published=date(2019, 11, 5)), JILIN)
    indicator = JILIN.indicators["legacy_mine_area"]
    expected = Fraction(value) * own.factor / JILIN.units[indicator.unit].factor
    assert problems == [] or problems[0].code == "observe-not-a-number"
    for one in found:
        assert abs(Fraction(one.value) - expected) <= Fraction(1, 2 * 10**12)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.lists(CELLS | st.sampled_from(['"', 'a"b', "两\n行", "a,b", "\r\n"]), min_size=1, max_size=5), max_size=8
    )
)
def test_a_long_file_is_read_column_by_column_as_cell_by_cell(grid: list[list[str]]) -> None:
    data = csv_of([[*LONG_HEADER], *grid])
    held = held_by([*LONG_HEADER], TableMapping("t", "a.csv"))
    pieces = long_csv.columns(data, ",", held, 2, None)
    if pieces is None:
        return
    rows = list(csv_file.rows(data, ","))
    by_cell, _ = shapes.values(Sheet("", rows), TableMapping("t", "a.csv"), JILIN, Source("a.csv", ""))
    fast = [row for piece in pieces for row in piece.rows()]
    assert fast == [row for piece in by_cell.pieces for row in piece.rows()]
    assert all(piece.columns == list(printed.SCHEMA) for piece in pieces)


@given(st.decimals(-(10**15), 10**15, places=3, allow_nan=False), st.sampled_from(["", "①", "*", " "]))
def test_a_number_is_the_same_however_it_is_printed(value: Decimal, mark: str) -> None:
    full_width = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
    for text in (f"{value:f}", f"{value:,f}", f"{value:,f}".translate(full_width)):
        found = number(text + mark)
        assert found is not None
        assert found.value == value
