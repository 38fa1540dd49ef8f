"""What may and what may not be concluded, in sentences that an official can read aloud.

A number from a panel of cities is easily taken for more than it is. Every result carries its own sentences, made from
what was found: how large and how sure, what it rests on, whether the years before speak for or against that, and what
nobody can conclude from it.
"""

from __future__ import annotations

from dataclasses import dataclass

LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing that may ("may") or may not ("may-not") be concluded, in both languages."""

    kind: str
    zh: str
    en: str


def of_estimate(estimate: float, low: float, high: float, p: float) -> Sentence:
    """How large the difference is, and whether it can be told from none.

    >>> of_estimate(0.1, -0.02, 0.22, 0.09).zh
    '受政策地区与对照地区的变化相差 0.1（95%置信区间 -0.02 至 0.22），与零没有显著差异：没有发现效果，不等于证明没有效果。'
    """
    zh = f"受政策地区与对照地区的变化相差 {estimate:.4g}（95%置信区间 {low:.4g} 至 {high:.4g}），"
    interval = f"{estimate:.4g} (95% interval {low:.4g} to {high:.4g})"
    en = f"The change under the policy differs from that of the comparison by {interval}, "
    if p < LEVEL:
        return Sentence("may", zh + "与零有显著差异。", en + "which can be told from none.")
    return Sentence(
        "may", zh + "与零没有显著差异：没有发现效果，不等于证明没有效果。",
        en + "which cannot be told from none: that no effect was found does not prove that there is none.",
    )  # fmt: skip


def of_trends(p: float | None) -> Sentence:
    """Whether the years before the policy speak against the comparison.

    >>> of_trends(0.01).kind, of_trends(0.4).kind, of_trends(None).kind
    ('may-not', 'may', 'may-not')
    """
    if p is None or p != p:
        return Sentence(
            "may-not", "政策之前的年份或地区太少，无法检验事前趋势是否平行，不能确认对照地区可比。",
            "There are too few years or places before the policy to test whether both moved alike, so nothing"
            " confirms the comparison.",
        )  # fmt: skip
    if p < LEVEL:
        return Sentence(
            "may-not", f"政策之前两组的走势就不同（检验 p = {p:.3g}），不能把差异归因于政策。",
            f"Both moved differently before the policy already (p = {p:.3g}), so the difference cannot be put down to it.",
        )  # fmt: skip
    return Sentence(
        "may", f"政策之前两组的走势没有显著不同（检验 p = {p:.3g}），这支持但不能证明两组可比。",
        f"Before the policy both did not move differently (p = {p:.3g}), which supports the comparison and does not prove it.",
    )  # fmt: skip


def limits() -> tuple[Sentence, ...]:
    """What holds for every such comparison.

    >>> [sentence.kind for sentence in limits()]
    ['may-not', 'may-not', 'may-not']
    """
    return (
        Sentence(
            "may-not", "同一时期只影响受政策地区的其他事情（例如另一项政策、资源价格），与本政策的效果分不开。",
            "What else befell only the places under the policy at the time, such as another policy or the price of a"
            " resource, cannot be told apart from it.",
        ),
        Sentence(
            "may-not", "地区不是抽签选中的：若入选是因为当时正在衰退，之后的回升可能本来就会发生。",
            "Places were not drawn by lot: where they were chosen for declining, a recovery might have come anyway.",
        ),
        Sentence(
            "may-not", "结果说的是这些地区、这些年份的平均，不能推到其他地区，也不能说明某一个城市。",
            "The result is the mean of these places in these years; it says nothing of other places, nor of one city.",
        ),
    )  # fmt: skip
