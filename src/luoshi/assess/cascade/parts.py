"""Whether what places and organisations take on makes what was promised for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from luoshi.assess.numbers import significant
from luoshi.model.cascade import Cascade, CascadeFinding, CascadeState, Part
from luoshi.model.finding import Missing, Number, Step
from luoshi.model.problem import Kind, LuoshiError

PART_TWICE = Kind(
    code="cascade-part-twice",
    zh="目标 {target} 分给“{to}”两个不同的数", en="target {target} gives '{to}' two different parts",
    hint_zh="每个地区或单位只能有一个数。", hint_en="Keep one for each place or organisation.",
)  # fmt: skip
NOTHING_BROKEN_DOWN = Kind(
    code="cascade-nothing-broken-down",
    zh="还没有分解到任何地区或单位", en="nothing has been broken down yet",
    hint_zh="请补充各地区、各单位的数。", hint_en="Add the parts.",
)  # fmt: skip
PARTS_MISSING = Kind(
    code="cascade-parts-missing",
    zh="还有 {count} 个未分解：{who}", en="{count} parts are missing: {who}",
    hint_zh="请补充后再核对总数。", hint_en="Add them; the whole is checked then.",
)  # fmt: skip
NO_WEIGHTS = Kind(
    code="cascade-no-weights",
    zh="权数不全或合计为零，不能求加权平均", en="weights are missing or add up to nothing: there is no mean",
    hint_zh="请补充各地区的权数，如人口、面积。", hint_en="Add the weights of all parts, such as people or area.",
)  # fmt: skip
NOTHING_MISSING = Kind(
    code="cascade-nothing-missing",
    zh="已全部分解", en="everything is broken down",
    hint_zh="请看分解核对结果。", hint_en="See the state.",
)  # fmt: skip

_STATE_ZH: Mapping[CascadeState, str] = {
    "whole": "足额", "short": "不足", "beyond": "超出", "incomplete": "未分解完",
}  # fmt: skip


def parts_and_whole(cascade: Cascade, within: Mapping[str, str] | None = None) -> CascadeFinding:
    """Whether the parts of a target make the whole.

    Args:
        cascade: The target with its parts, in any order; equal parts count once.
        within: The place around each place. What a place around has taken on holds for those inside, too: their own parts
            are not counted a second time, and they are not missing.

    Returns:
        `whole` where parts and promise differ by no more than the tolerance; `short` where the parts promise less, `beyond`
        where they promise more; `incomplete` while somebody has no part. Numbers with 6 significant digits, compared
        before rounding.

    Gaps:
        While parts are missing, the gap is, too; `total` is that of the known ones. A mean needs the weights of all parts;
        what is left for the missing, those of the missing ones.

    Raises:
        LuoshiError: somebody has two different parts.

    >>> from decimal import Decimal
    >>> half = Cascade("t1", "sum", Decimal(100), "户", "up", (Part("220200", Decimal(60)),), ("220200", "220300"))
    >>> found = parts_and_whole(half)
    >>> found.state, found.missing, found.remaining
    ('incomplete', ('220300',), Decimal('40'))
    """
    parts = _once(cascade)
    covered = sorted(to for to in {*parts, *cascade.expected} if _is_covered(to, parts, within or {}))
    counted = {to: part for to, part in parts.items() if to not in covered}
    known = [part for part in counted.values() if _is_known(cascade, part)]
    due = dict.fromkeys(to for to in (*cascade.expected, *counted) if to not in covered)
    missing = tuple(sorted(to for to in due if to not in counted or not _is_known(cascade, counted[to])))
    total = _together(cascade, known)
    gap = _gap(cascade, total, missing)
    state = _state(cascade, gap)
    left = _remaining(cascade, known, [counted.get(to) for to in missing])
    return CascadeFinding(
        state,
        _shown(total),
        _shown(gap),
        missing,
        tuple(covered),
        _shown(left),
        tuple(_steps(cascade, known, total, gap, state)),
    )


def _once(cascade: Cascade) -> dict[str, Part]:
    found: dict[str, Part] = {}
    for part in cascade.parts:
        if found.setdefault(part.to, part) != part:
            raise LuoshiError(PART_TWICE(target=cascade.target, to=part.to))
    return found


def _is_covered(to: str, parts: Mapping[str, Part], within: Mapping[str, str]) -> bool:
    """Whether a place around has taken it on."""
    around, seen = within.get(to), {to}
    while around and around not in seen:
        if around in parts and parts[around].value is not None:
            return True
        seen.add(around)
        around = within.get(around)
    return False


def _is_known(cascade: Cascade, part: Part) -> bool:
    return part.value is not None and (cascade.kind == "sum" or part.weight is not None)


def _together(cascade: Cascade, known: Iterable[Part]) -> Fraction | Missing:
    """The sum or the mean of parts that are known."""
    pairs = [(Fraction(part.value or 0), Fraction(part.weight or 0)) for part in known]
    if not pairs:
        return Missing(NOTHING_BROKEN_DOWN())
    if cascade.kind == "sum":
        return sum((value for value, _ in pairs), Fraction(0))
    weight = sum((weight for _, weight in pairs), Fraction(0))
    if weight == 0:
        return Missing(NO_WEIGHTS())
    return sum((value * weight for value, weight in pairs), Fraction(0)) / weight


def _gap(cascade: Cascade, total: Fraction | Missing, missing: tuple[str, ...]) -> Fraction | Missing:
    if isinstance(total, Missing):
        return total
    if missing:
        return Missing(PARTS_MISSING(count=len(missing), who="、".join(missing)))
    ahead = total - Fraction(cascade.value)
    return ahead if cascade.better == "up" else -ahead


def _state(cascade: Cascade, gap: Fraction | Missing) -> CascadeState:
    if isinstance(gap, Missing):
        return "incomplete"
    if abs(gap) <= Fraction(cascade.tolerance):
        return "whole"
    return "short" if gap < 0 else "beyond"


def _remaining(cascade: Cascade, known: list[Part], missing: list[Part | None]) -> Fraction | Missing:
    """What those who are missing must bring for the whole to be made."""
    if not missing:
        return Missing(NOTHING_MISSING())
    if cascade.kind == "sum":
        return Fraction(cascade.value) - sum((Fraction(part.value or 0) for part in known), Fraction(0))
    weights = [part.weight if part else None for part in missing]
    left = sum((Fraction(weight) for weight in weights if weight is not None), Fraction(0))
    if None in weights or left == 0:
        return Missing(NO_WEIGHTS())
    whole = left + sum((Fraction(part.weight or 0) for part in known), Fraction(0))
    done = sum((Fraction(part.value or 0) * Fraction(part.weight or 0) for part in known), Fraction(0))
    return (Fraction(cascade.value) * whole - done) / left


def _shown(number: Fraction | Missing) -> Number:
    return number if isinstance(number, Missing) else significant(number)


def _steps(
    cascade: Cascade, known: list[Part], total: Fraction | Missing, gap: Fraction | Missing, state: CascadeState
) -> Iterable[Step]:
    parts = " + ".join(_term(cascade, part) for part in sorted(known, key=lambda part: part.to)) or "—"
    result = total.zh if isinstance(total, Missing) else f"{significant(total)} {cascade.unit}"
    result_en = total.en if isinstance(total, Missing) else f"{significant(total)} {cascade.unit}"
    name_zh, name_en = ("合计", "sum") if cascade.kind == "sum" else ("加权平均", "weighted mean")
    yield Step(f"{name_zh}：{parts} = {result}", f"{name_en}: {parts} = {result_en}")
    promised = f"{cascade.value} {cascade.unit}"
    if isinstance(gap, Missing):
        yield Step(f"承诺 {promised}：{_STATE_ZH[state]}；{gap.zh}", f"promised {promised}: {state}; {gap.en}")
    else:
        shown = f"{significant(gap)}"
        yield Step(
            f"承诺 {promised}，相差 {shown}，容许 {cascade.tolerance}：{_STATE_ZH[state]}",
            f"promised {promised}, better by {shown}, tolerance {cascade.tolerance}: {state}",
        )


def _term(cascade: Cascade, part: Part) -> str:
    return f"{part.to} {part.value}" + ("" if cascade.kind == "sum" else f" × {part.weight}")
