"""How lights look: a shape, a word and a colour each, the same as in the figures of `publish`."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.model.record_light import SHADES, Shade
from luoshi.publish import chart_theme


@dataclass(frozen=True, slots=True)
class Lamp:
    """A light as it is shown (灯号样式)."""

    id: Shade
    sign: str
    zh: str
    en: str


LIGHTS: dict[Shade, Lamp] = {
    shade: Lamp(shade, sign, words.zh, words.en)
    for shade, (_, sign, words) in ((shade, chart_theme.LIGHTS[shade]) for shade in SHADES)
}
