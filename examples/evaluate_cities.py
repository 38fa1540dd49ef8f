"""The cells of `evaluate_cities.ipynb`: cities evaluated by a scheme and by a frame of one's own, and how far to trust it."""

from __future__ import annotations

from cells import Code, Prose

CELLS = (
    Prose(
        """# 评价城市：得分、名次的把握、障碍、效率、空间、政策效果

本例用参考包里吉林省各市的真实统计数；最后一节用模拟数据，因为看得见真值。

*Cities evaluated: scores, how far ranks hold, obstacles, efficiency, space, and whether a policy worked.*"""
    ),
    Prose(
        """## 1. 一个方案，九个市（州）

文件要求评价而没有印公式。方案（`schemes/coordination.yaml`）里的每个选择都有来源，并注明系统默认，非官方。
断点两边的年份不放在一起比较；缺数据的地区没有得分，说明缺什么、向谁要。

*A scheme is a file; every choice has a source. Years across a break are not compared; a place without data has a reason.*"""
    ),
    Code(
        """import luoshi
from luoshi.assessing import assess

jilin = luoshi.pack("jilin")
store, problems = luoshi.observed(jilin)
found = assess(jilin, store, "coordination", as_of=2018)

print(f"可比时段 {found.first}—{found.as_of}")
for one in found.scored:
    print(one.rank, one.name, f"{one.score:.3f}", f"[{one.low}, {one.high}]", one.band.title, one.lag or "同步")
for one in found.unscored:
    print("—", one.score.zh, one.score.reason.hint_zh)"""
    ),
    Code(
        """from IPython.display import Image

from luoshi.publish import evaluation_figures

Image(evaluation_figures.ranking_figure(found).png(scale=1.5))"""
    ),
    Prose(
        """名次区间不是抽样误差，而是“换一种做法会怎样”：标准化、赋权、权重浮动、数据误差各变一千次。
两地谁在前，看把握有多大。

*The interval says what other choices would give; the probability says whether one place is really before another.*"""
    ),
    Code(
        """for first, second, chance in found.before:
    print(f"{first} 先于 {second}：{chance:.0%}")"""
    ),
    Prose(
        "## 2. 为什么\n\n从得分走到指标、权重、统计表的那一行；什么最碍事，怎样才能升一级。\n\n*Why: down to the row.*"
    ),
    Code(
        """worst = found.scored[-1]
for line in worst.words[:5]:
    print(line)
print()
for item in worst.items[:3]:
    rows = "；".join(row.origin.cell for row in item.point.observations)
    print(item.title, round(float(item.point.value), 2), item.unit, "←", rows)
print()
for each in worst.obstacles[:3]:
    print(f"障碍 {each.factor} {each.degree:.1f}%")
print(f"升到{worst.upgrade.next_band.title}：", {k: round(v, 2) for k, v in worst.upgrade.alone.items() if v})"""
    ),
    Prose(
        """## 3. 自己的数据框，同样的函数

面板就是一张表：一行一地一年。`compose` 的函数接受 polars、pandas 或数组。

*The panel is a frame; the same functions take any other.*"""
    ),
    Code(
        """from luoshi.assess import compose
from luoshi.lines import Lines
from luoshi.packs.schemes import scheme
from luoshi.panels import panel

rules = scheme(jilin, "transformation")
frame = panel(Lines(jilin, store), rules, 2018).to_frame().drop_nulls()
now = frame.filter(frame["year"] == 2018).drop("year")
weights = compose.entropy(now, better={"sulphur_dioxide_intensity": "down"})
print(weights.to_frame())
compose.topsis(now, weights, better={"sulphur_dioxide_intensity": "down"}).to_frame().sort("rank")"""
    ),
    Code(
        """spread = compose.uncertainty(rules, frame, seed=1, replications=2000)
spread.to_frame().filter(frame["year"] == 2018).sort("rank")"""
    ),
    Code(
        """shares = compose.sensitivity(rules, frame, seed=1, base=512)
shares.to_frame().select("factor", "first", "total")"""
    ),
    Prose(
        """## 4. 效率（DEA）

把财政支出、从业人员当投入，生产总值当产出，二氧化硫当非期望产出。结果说的是“同这几个市里最好的相比”，不是绝对的好坏。

*Efficiency: beside the best of these cities, not in itself.*"""
    ),
    Code(
        """import polars

from luoshi.assess.efficiency import super_sbm

lines = Lines(jilin, store)
cities = {one.place: one.name for one in found.scored}


def of(indicator):
    return [{p.year: float(p.value) for p in lines.of(indicator, [code]).points}[2018] for code in cities]


wanted = ["local_fiscal_expenditure", "urban_unit_employed", "gdp", "industrial_sulphur_dioxide"]
table = polars.DataFrame({"城市": list(cities.values())} | {each: of(each) for each in wanted})
efficient = super_sbm(wanted[:2], wanted[2:3], wanted[3:], data=table, names="城市")
for number, name in enumerate(cities.values()):
    peers = {peer: round(weight, 2) for peer, weight in efficient.peers[number].items()}
    print(name, f"{efficient.scores[number]:.3f}", peers)"""
    ),
    Prose(
        """## 5. 空间

邻近的市是不是彼此相像？八个市太少，检验几乎看不出什么；写出来就是为了说明这一点。

*Are neighbours alike? Eight cities are too few to tell, which is what the test says.*"""
    ),
    Code(
        """from luoshi.assess.space import contiguous, moran

scored = {one.place: one for one in found.scored}
neighbours = contiguous(list(scored), places=[one.name for one in scored.values()])
test = moran([one.score for one in scored.values()], neighbours, permutations=999, seed=1)
print(f"Moran's I = {test.statistic:.3f}，p = {test.p_permuted:.3f}")"""
    ),
    Prose(
        """## 6. 政策有没有用：先在知道真值的数据上试

模拟 40 个市，10 个从 2012 年起受政策，真效果是每年 +2。双重差分应当找到 2，并说明能说什么、不能说什么。

*Simulated cities, so that the truth is known: the effect is 2.*"""
    ),
    Code(
        """import numpy

from luoshi.assess.effect import difference_in_differences

random = numpy.random.default_rng(2)
rows = [
    (f"市{k}", year, 10 + k / 4 + 0.3 * (year - 2004) + 2 * (k < 10 and year >= 2012) + random.normal(0, 0.5), since)
    for k in range(40)
    for since in [2012 if k < 10 else None]
    for year in range(2004, 2020)
]
simulated = polars.DataFrame(rows, schema=["city", "year", "growth", "since"], orient="row")
effect = difference_in_differences(simulated, outcome="growth", place="city", year="year", treated_from="since")
print(f"估计 {effect.estimate:.2f}，95% 区间 [{effect.low:.2f}, {effect.high:.2f}]")
for sentence in effect.words:
    print("-", sentence.zh)"""
    ),
)
