"""Claims that hold for every figure, of whatever kind."""

from __future__ import annotations

import re
import struct
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from gallery import KINDS, LONG, REASON, a_target, base_map, drawn, figures, labels
from lxml import etree, html

from luoshi.model.problem import LuoshiError
from luoshi.publish import chart_fonts, chart_svg
from luoshi.publish import chart_theme as theme
from luoshi.publish.chart import Figure, stylesheet
from luoshi.publish.chart_words import Words

WIDTHS = (800, 360)
# Why something is not there, as the figures of the gallery say it.
REASONS = {
    REASON.zh, "没有数据", "没有得分", "没有明确的完成时限", "没有填报投资完成数", "缺数据", "没有协调度结果",
}  # fmt: skip
COLOUR = re.compile(r'(?<=")#[0-9a-fA-F]{3,8}(?=")')


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Figure]:
    return figures(base_map(tmp_path_factory.mktemp("maps")))


def test_the_gallery_has_every_kind(every: dict[str, Figure]) -> None:
    assert set(KINDS) == set(every)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_as_wide_as_asked_and_no_word_is_cut_off(every: dict[str, Figure], kind: str, width: int) -> None:
    svg = every[kind].svg(width)
    root = etree.fromstring(svg.encode())
    assert float(root.get("width", 0)) == width
    for label in labels(svg):
        assert label.left >= 0, label
        assert label.right <= width, label
        assert 0 <= label.top < label.bottom <= float(root.get("height", 0)), label


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", KINDS)
def test_no_two_labels_touch(every: dict[str, Figure], kind: str, width: int) -> None:
    found = labels(every[kind].svg(width))
    pairs = [(one, other) for n, one in enumerate(found) for other in found[:n] if one.touches(other)]
    assert pairs == []


@pytest.mark.parametrize("kind", KINDS)
def test_pixels_are_drawn_in_both_sizes(every: dict[str, Figure], kind: str) -> None:
    for scale in (1, 2):
        png = every[kind].png(scale, 360)
        assert png.startswith(b"\x89PNG")
        assert struct.unpack(">I", png[16:20])[0] == 360 * scale


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("target", "cities", "nothing")])
def test_what_the_table_names_stands_in_the_picture(every: dict[str, Figure], kind: str) -> None:
    """Names of rows, in as many lines as they take; a point map names groups alone, a path its years."""
    figure = every[kind]
    words = "".join(label.words for label in labels(figure.svg()))
    first = {"point map": 1}.get(kind, 0)
    for row in figure.rows:
        named = row[first]
        name = named.zh if isinstance(named, Words) else str(named)
        assert name.removesuffix("市").removesuffix("地区") in words.replace("−", "-"), row


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_missing_is_hatched_and_its_reason_told(every: dict[str, Figure], kind: str) -> None:
    figure = every[kind]
    reasons = {cell.zh for row in figure.rows for cell in row if isinstance(cell, Words)} & REASONS
    assert reasons or kind == "point map"
    if kind not in ("point map", "radar"):  # points are there or not; a side of a radar names whose score is missing
        assert "url(#hatch" in figure.svg()


@pytest.mark.parametrize("kind", KINDS)
def test_a_figure_has_no_colour_of_its_own(every: dict[str, Figure], kind: str) -> None:
    svg, dark = every[kind].svg(), every[kind].svg(mode="dark")
    assert set(COLOUR.findall(svg)) <= set(theme.colours("light"))
    assert set(COLOUR.findall(dark)) <= set(theme.colours("dark").values())


@pytest.mark.parametrize("kind", KINDS)
def test_a_piece_of_a_page_has_no_script_and_no_style_and_its_table(every: dict[str, Figure], kind: str) -> None:
    piece = every[kind].html()
    assert not re.search(r"<script|<style| style=|javascript:| on\w+=", piece)
    tree = html.fromstring(piece)
    assert len(tree.xpath(".//svg[@role='img' and @aria-label]")) == 2
    assert len(tree.xpath(".//details//tbody/tr")) == len(every[kind].rows)
    assert all(len(row) == len(every[kind].columns) for row in every[kind].rows)


def test_figures_on_one_page_do_not_share_their_hatching(every: dict[str, Figure]) -> None:
    page = html.fromstring("<div>" + "".join(figure.html() for figure in every.values()) + "</div>")
    identifiers = Counter(page.xpath(".//@id"))
    assert identifiers
    assert max(identifiers.values()) == 1
    assert set(re.findall(r"url\(#([^)]+)\)", html.tostring(page, encoding="unicode"))) <= set(identifiers)


@pytest.mark.parametrize("kind", KINDS)
def test_the_vega_lite_form_is_valid(every: dict[str, Figure], kind: str) -> None:
    """Altair reads it, and checks it against the schema of Vega-Lite."""
    assert every[kind].chart().to_dict(validate=True)["description"] == every[kind].alt.zh


@pytest.mark.parametrize("kind", KINDS)
def test_a_figure_speaks_english_too(every: dict[str, Figure], kind: str) -> None:
    figure = every[kind]
    assert figure.alt.en in figure.svg(language="en").replace("&quot;", '"')
    assert figure.svg(language="en") != figure.svg(language="zh")


def test_the_table_goes_out_as_csv() -> None:
    lines = a_target().csv().splitlines()
    assert lines[0] == "项目,年份,数值,发布日期,说明"
    assert "实际,2018,760,2019-03-01,最终数" in lines


def test_the_foot_names_sources_the_day_and_what_is_not_official() -> None:
    words = "".join(label.words for label in labels(a_target(official=False).svg()))
    for said in ("来源：统计年鉴2019", "截至2019年4月10日", "含系统默认参数，非官方。"):
        assert said in words


def test_words_from_outside_are_not_markup(tmp_path: Path) -> None:
    figure = figures(base_map(tmp_path))["nothing"]
    bad = Figure(
        Words("<b>&", "<b>&"), figure.measure, Words('"<i>', '"<i>'), figure.columns, (("<script>",),), figure.draw
    )
    assert etree.fromstring(bad.svg().encode()) is not None
    assert "<script>" not in bad.html()
    assert "<b>" not in bad.html()


def test_a_long_name_is_wrapped_and_not_shortened(every: dict[str, Figure]) -> None:
    words = "".join(label.words for label in labels(every["obstacles"].svg(360)))
    assert LONG in words


def test_every_colour_of_light_has_one_of_dark_and_both_are_readable() -> None:
    for mode, paper in (("light", "#ffffff"), ("dark", "#0d1117")):
        for colour in (theme.INK, theme.SECONDARY, theme.ACCENT, *theme.SERIES):
            assert _contrast(theme.colours(mode)[colour], paper) >= (3 if colour in theme.SERIES else 4.5), (
                mode,
                colour,
            )
        for colour, _, _ in theme.LIGHTS.values():
            ink = theme.colours(mode)[theme.on(colour)]
            assert _contrast(theme.colours(mode)[colour], ink) >= 4.5, (mode, colour)


def test_a_ramp_keeps_its_order_in_grey() -> None:
    light = [_luminance(colour) for colour in theme.RAMP]
    dark = [_luminance(theme.colours("dark")[colour]) for colour in theme.RAMP]
    assert light == sorted(light, reverse=True)
    assert dark == sorted(dark)


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_style_sheet_knows_every_colour() -> None:
    assert all(theme.name_of(colour) in stylesheet() for colour in theme.colours("light"))
    assert chart_svg.for_a_style_sheet(a_target().svg()).count("var(--figure-") > 10


def test_a_machine_without_chinese_letters_is_told_what_to_install() -> None:
    (problem,) = chart_fonts.problems("No Such Font")
    assert "fonts-noto-cjk" in problem.hint_zh
    assert chart_fonts.problems() == []


def test_a_folder_of_fonts_that_is_not_there_is_refused(tmp_path: Path) -> None:
    chart_fonts.add_folder(tmp_path)
    with pytest.raises(LuoshiError, match="字体目录"):
        chart_fonts.add_folder(tmp_path / "none")


def test_drawing_loads_no_chart_library_and_no_data_frame() -> None:
    code = """
import sys
from decimal import Decimal
from luoshi.model.series import Series
from luoshi.publish.chart_target import target
from luoshi.publish.chart_words import Words
target(None, Series(((2015, Decimal(3)),)), name=Words("产值", "Output"), unit="亿元").svg()
print(*sorted({"altair", "pandas", "polars", "shapely", "geopandas"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_every_value_of_a_table_is_drawn() -> None:
    figure = a_target()
    points = {(row.get("x"), row.get("y")) for row in drawn(figure)}
    values = [(row[1], float(row[2])) for row in figure.rows if isinstance(row[2], Decimal)]
    ends = {(row.get("x2"), row.get("y2")) for row in drawn(figure)} | {
        (row.get("x"), row.get("y2")) for row in drawn(figure)
    }
    assert set(values) - points - ends == set()


def test_a_figure_leads_to_what_it_is_drawn_from_and_says_nothing_where_that_is_not_told(tmp_path: Path) -> None:
    figure = figures(base_map(tmp_path))["target"]
    origins = [("#values", Words("各年的值", "the values")), ("a.html#t1", Words("<原文>", "the sentence"))]
    page = str(figure.html(origins=origins))
    assert (
        '源：<a href="#values" class="origin">各年的值</a> <a href="a.html#t1" class="origin">&lt;原文&gt;</a>' in page
    )
    assert "Drawn from: " in str(figure.html("en", origins))
    assert "源：" not in str(figure.html()).replace("来源：", "")
