"""Several sides of a few places at once: a radar of scores, each from 0 to 1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any

from luoshi.model.problem import Kind, LuoshiError
from luoshi.publish import chart_theme as theme
from luoshi.publish.chart import Figure, empty
from luoshi.publish.chart_plot import Align, KeyEntry, Plot, Sign, Specification, key_height
from luoshi.publish.chart_words import Cell, Language, Says, Words, listed, number, wrap

NO_SCORE = Words("没有得分", "there is no score")
UNEVEN = Kind(
    code="figure-profile-uneven",
    zh="“{name}”有 {given} 个得分，而图上有 {expected} 个方面", en="'{name}' has {given} scores for {expected} sides",
    hint_zh="请为每个方面给一个得分，没有的写 None；方面不少于三个，地区不多于四个。",
    hint_en="Give one score a side, None where there is none; at least three sides, at most four places.",
)  # fmt: skip
_RINGS = (0.25, 0.5, 0.75, 1.0)
_SHAPES: tuple[Sign, ...] = ("circle", "square", "triangle-up", "diamond")


@dataclass(frozen=True, slots=True)
class Profile:
    """The scores of a place (得分剖面), 0 to 1, one a side in the order of the sides; `None` where there is none."""

    name: str
    scores: Sequence[float | None]


def radar(
    sides: Sequence[str],
    profiles: Sequence[Profile],
    *,
    name: Says,
    reason: Says = NO_SCORE,
    title: Says | None = None,
    **more: Any,  # Any: what else a figure has: note, sources, as_of, official
) -> Figure:
    """The figure of some places' scores on several sides.

    Args:
        sides: What is scored, three at least, clockwise from the top.
        profiles: Four places at most.
        reason: Why a score is not there.

    Gaps:
        The outline is open where a score is missing, the side says whose is, and a place without any is hatched in the key.

    Raises:
        LuoshiError: the scores do not fit the sides.
    """
    for profile in profiles:
        if len(profile.scores) != len(sides) or len(sides) < 3 or len(profiles) > len(_SHAPES):
            raise LuoshiError(UNEVEN(name=profile.name, given=len(profile.scores), expected=len(sides)))
    measure = Words("各方面得分，0—1，越靠外越好", "Score of each side, 0 to 1, the better the farther out")
    known = [(score, profile.name, side) for profile in profiles for side, score in zip(sides, profile.scores, strict=True)
             if score is not None]  # fmt: skip
    if not known:
        return empty(title or name, measure, reason, **more)

    def draw(wide: int, language: Language) -> Specification:
        return _specification(sides, profiles, wide, language)

    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (side, *(reason if profile.scores[n] is None else profile.scores[n] for profile in profiles))
        for n, side in enumerate(sides)
    )
    high, low = max(known), min(known)
    alt = Words(
        f"{name.zh}，{len(profiles)}个地区、{len(sides)}个方面：最高{high[1]}的{high[2]}{number(high[0], 2)}，"
        f"最低{low[1]}的{low[2]}{number(low[0], 2)}。",
        f"{name.en}, {len(profiles)} places, {len(sides)} sides: highest {high[1]}, {high[2]} {number(high[0], 2)}; "
        f"lowest {low[1]}, {low[2]} {number(low[0], 2)}.",
    )
    columns = (Words("方面", "Side"), *(Words(profile.name, profile.name) for profile in profiles))
    return Figure(title or name, measure, alt, columns, rows, draw, **more)


def _specification(sides: Sequence[str], profiles: Sequence[Profile], wide: int, language: Language) -> Specification:
    key: list[KeyEntry] = [_key_of(profile, n, language) for n, profile in enumerate(profiles)]
    beside = min(150.0, wide * 0.27)
    radius = min((wide - 2 * beside) / 2 - 12, 170)
    high, top = 2 * radius + 96, key_height(key, wide)
    plot = Plot(
        wide, round(top + high), (-wide / 2, wide / 2), (-high / 2, high / 2), left=0, right=0, top=top, bottom=0
    )
    count = len(sides)
    for ring in _RINGS:
        plot.lines([(*_at(n, count, radius * ring), "") for n in range(count + 1)], theme.LINE, thick=1)
    plot.rules([(0, 0, *_at(n, count, radius), theme.LINE) for n in range(count)])
    plot.labels([(3, radius / 2, "0.5", theme.SECONDARY)], size=10, dy=-6)
    scored = [profile for profile in profiles if any(score is not None for score in profile.scores)]
    for n, side in enumerate(sides):
        without = [profile.name for profile in scored if profile.scores[n] is None]
        _side(plot, side, without, _at(n, count, radius + 10), radius, beside, language)
    for n, profile in enumerate(profiles):
        _outline(plot, profile, n, radius)
    plot.key(key)
    return plot.finished()


def _at(n: int, count: int, radius: float) -> tuple[float, float]:
    angle = pi / 2 - 2 * pi * n / count
    return radius * cos(angle), radius * sin(angle)


def _side(
    plot: Plot, side: str, without: Sequence[str], at: tuple[float, float], radius: float, room: float,
    language: Language,
) -> None:  # fmt: skip
    """The name of a side at its end, with those who have no score there."""
    x, y = at
    lines = wrap(side, theme.SMALL, room)
    if without:
        lines += wrap(
            f"（缺：{listed(without)}）" if language == "zh" else f"(none: {listed(without, 'en')})", theme.SMALL, room
        )
    by = 8.0 * (len(lines) - 1) + 4
    align: Align = "center" if abs(x) < 8 else "left" if x > 0 else "right"
    shift = by if y > radius * 0.9 else -by if y < -radius * 0.9 else 0.0
    plot.labels([(x, y + shift, "\n".join(lines), theme.INK)], align=align)


def _outline(plot: Plot, profile: Profile, n: int, radius: float) -> None:
    """From side to side, as far as both have a score."""
    count, colour = len(profile.scores), theme.SERIES[n]
    places = [None if score is None else _at(k, count, radius * score) for k, score in enumerate(profile.scores)]
    pairs = [(places[k], places[(k + 1) % count]) for k in range(count)]
    plot.rules([(*one, *other, colour) for one, other in pairs if one and other], thick=2, dash=(6, 3) if n % 2 else ())
    plot.dots([(*place, colour) for place in places if place], size=50, shape=_SHAPES[n])


def _key_of(profile: Profile, n: int, language: Language) -> KeyEntry:
    if all(score is None for score in profile.scores):
        return "box", theme.NO_DATA, f"{profile.name} {'无数据' if language == 'zh' else 'no data'}"
    return _SHAPES[n], theme.SERIES[n], profile.name
