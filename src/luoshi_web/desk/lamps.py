"""How lights look: a shape, a word and a colour each, the same as in the figures of `publish`."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.model.record_light import SHADES, Shade
from luoshi.publish import chart_theme


@dataclass(frozen=True, slots=True)
class Lamp:
    """A light as it is shown (灯号样式); `name` is its class in the style sheet."""

    id: Shade
    name: str
    sign: str
    zh: str
    en: str


_NAMES: dict[Shade, str] = {"red": "late", "yellow": "warning", "green": "normal", "done": "done", "none": "no-data"}
LIGHTS: dict[Shade, Lamp] = {
    shade: Lamp(shade, _NAMES[shade], sign, words.zh, words.en)
    for shade, (_, sign, words) in ((shade, chart_theme.LIGHTS[shade]) for shade in SHADES)
}
