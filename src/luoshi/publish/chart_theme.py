"""How every figure looks: one closed set of colours with their dark counterparts, the letters, and the marks of lights.

Colours are never the only sign: a light has a shape and a word, a class its number, and the greys of a print keep the order
of a ramp. `NO_DATA` is not drawn as it is: wherever it fills something, that is hatched (see `chart_svg`).
"""

from __future__ import annotations

from typing import Any, Literal

from luoshi.publish.chart_words import Words

Mode = Literal["light", "dark"]
State = Literal["red", "yellow", "green", "done", "none"]

FONTS = "'Source Han Sans SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"
SIZE, SMALL, HEADING = 13, 12, 17
# Before an address of the page on which a figure will stand; Vega wants a host, and `chart_svg` takes it away again.
HERE = "https://here.invalid"

INK, SECONDARY, LINE, PAPER, GROUND, ACCENT = "#1f2328", "#57606a", "#d8dee4", "#ffffff", "#f6f8fa", "#1f4e79"
PATH, BAND, HATCH, NO_DATA = "#6a737d", "#c9dcee", "#a9b2bb", "#eceff1"
# For up to six things that have no order; they differ in lightness too.
SERIES = ("#1f4e7a", "#b35c00", "#3a8f6b", "#7b4fa3", "#8a8f00", "#ad3a5e")
# From little to much, for values; seven at most.
RAMP = ("#eaf2f9", "#c6dbee", "#9cc3e0", "#6ba3cf", "#3f80b8", "#215d96", "#0d3b6b")

# Colour, shape, and word of a light; the order is from the worst to the best.
LIGHTS: dict[State, tuple[str, str, Words]] = {
    "red": ("#b3261e", "■", Words("滞后", "late")),
    "yellow": ("#9a6700", "▲", Words("预警", "warning")),
    "green": ("#2e7d5b", "●", Words("正常", "normal")),
    "done": ("#1f5fa8", "◆", Words("完成", "done")),
    "none": (NO_DATA, "○", Words("无数据", "no data")),
}
# Local spatial association: what a place is, and what surrounds it.
CLUSTERS: dict[str, tuple[str, str, Words]] = {
    "HH": ("#c0392b", "HH", Words("高—高", "high–high")),
    "LL": ("#2c6fb3", "LL", Words("低—低", "low–low")),
    "HL": ("#e59a8c", "HL", Words("高—低", "high–low")),
    "LH": ("#93bde6", "LH", Words("低—高", "low–high")),
    "NS": ("#f0f0ee", "—", Words("不显著", "not significant")),
}

_DARK = {
    INK: "#e6edf3", SECONDARY: "#9aa4ae", LINE: "#373e47", PAPER: "#0d1117", GROUND: "#161b22", ACCENT: "#79b8ff",
    PATH: "#98a1ab", BAND: "#21405f", HATCH: "#4b545d", NO_DATA: "#262c33",
    "#1f4e7a": "#6cb0f5", "#b35c00": "#f0a04b", "#3a8f6b": "#5fc39b", "#7b4fa3": "#bb94e0", "#8a8f00": "#c9ce45",
    "#ad3a5e": "#ee85a6",
    "#eaf2f9": "#14283d", "#c6dbee": "#1b3b5c", "#9cc3e0": "#26537f", "#6ba3cf": "#3470a8", "#3f80b8": "#4d90cc",
    "#215d96": "#7ab3e5", "#0d3b6b": "#b3d6f5",
    "#b3261e": "#f2776c", "#9a6700": "#d9a441", "#2e7d5b": "#56b68b", "#1f5fa8": "#6cb0f6",
    "#c0392b": "#e8695c", "#2c6fb3": "#5d9fe0", "#e59a8c": "#8f4a40", "#93bde6": "#2f557d", "#f0f0ee": "#23282e",
}  # fmt: skip


def colours(mode: Mode) -> dict[str, str]:
    """Every colour that a figure may have, and what it is in light or in dark.

    >>> colours("light")[INK], colours("dark")[INK]
    ('#1f2328', '#e6edf3')
    """
    return _DARK if mode == "dark" else {colour: colour for colour in _DARK}


def name_of(colour: str) -> str:
    """The name under which a style sheet knows a colour.

    >>> name_of("#1f2328")
    '--figure-1f2328'
    """
    return f"--figure-{colour[1:]}"


def ramp(classes: int) -> tuple[str, ...]:
    """So many steps from little to much, as far from one another as there is room.

    >>> len(ramp(4)), ramp(7) == RAMP, ramp(2)[0] != ramp(2)[1]
    (4, True, True)
    """
    if classes == 1:
        return (RAMP[3],)
    return tuple(RAMP[round(n * (len(RAMP) - 1) / (classes - 1))] for n in range(classes))


def on(colour: str) -> str:
    """The colour of letters that are read upon another."""
    dark = {*RAMP[4:], *SERIES, "#c0392b", "#2c6fb3", *(light for light, _, _ in LIGHTS.values())} - {NO_DATA}
    return PAPER if colour in dark else INK


def config() -> dict[str, Any]:
    """The settings that all charts share, as `configure` of a chart takes them."""
    axis = {
        "labelFont": FONTS, "labelFontSize": SMALL, "labelColor": SECONDARY, "gridColor": LINE, "domainColor": SECONDARY,
        "tickColor": SECONDARY, "labelLimit": 0, "labelOverlap": False, "labelFlush": False,
    }  # fmt: skip
    text = {"font": FONTS, "fontSize": SMALL, "color": INK, "limit": 0}
    return {"background": PAPER, "font": FONTS, "axis": axis, "view": {"stroke": None}, "text": text}
