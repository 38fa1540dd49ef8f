"""The cells of `targets_and_statistics.ipynb`: from a sentence and a yearbook's rows to a target that is judged."""

from __future__ import annotations

from cells import Code, Prose

CELLS = (
    Prose(
        """# 从一句话和一行统计数到一个评估结论

本例用参考包的文件和统计表：读出目标，观测数据，看断点，评估，画图，再走回原文和统计表的那一行。

*From a sentence and a row of statistics to a finding, and back to both.*"""
    ),
    Prose(
        """## 1. 观测

规则包的每张统计表都有对应关系（`tables.yaml`）。读进来的每个数都记着文件、行、统计来源、发布日期和数据性质；修订不覆盖旧数。

*Every number keeps its file, row, source, day of publication and quality; a revision stands beside what it revises.*"""
    ),
    Code(
        """import luoshi

jilin = luoshi.pack("jilin")
store, problems = luoshi.observed(jilin)
print(f"{len(store)} 个观测值，{len(store.indicators)} 个指标，{len(problems)} 处疑点")

store.series("gdp", "220700").to_frame().select("period", "value", "statistics", "file", "row").tail(6)"""
    ),
    Prose(
        """## 2. 断点

松原市地区生产总值从 2018 年的 1374 亿元到 2019 年的 730 亿元，而公布的实际增速为正：这不是经济变化，是普查后的核减。
断点带着依据列出，评估不会悄悄跨过它。

*GDP falls by half in a year of positive real growth: a revision after a census, not a change of the economy. It is found,
shown with its evidence, and never crossed silently.*"""
    ),
    Code(
        """from luoshi.assess import breaks

gdp, growth = store.series("gdp", "220700"), store.series("gdp_growth", "220700")
found, unjudged = breaks.level_breaks(gdp, growth)
for one in found:
    print(one.before, "|", one.after)
    for step in one.evidence:
        print("   ", step.zh)

print(breaks.across(gdp, found, "split", year=2020, base=2013).zh)"""
    ),
    Prose(
        """## 3. 评估

每个目标三个数：完成程度、对照计划、预计到期，各有理由；没有数据的说明缺什么、向谁要。文件没有印基期和时限的，
由规则包约定，并注明是系统默认，非官方。

*Three numbers for every target, each with its reason; where there are none, what is missing and whom to ask.*"""
    ),
    Code(
        """from luoshi.publish import findings

followed = luoshi.follow(jilin, store, as_of=2018)
table = findings.frame(followed)
judged = table.filter(table["observed"].is_not_null())
judged.select("title", "place", "year", "observed", "attainment", "points", "chance", "grade", "light").head(12)"""
    ),
    Code(
        """siping = next(one for one in followed if one.place_title == "四平市" and one.indicator == "sewage_treatment")
print(siping.quote)
for step in (*siping.assumed, *siping.finding.steps, *siping.light.steps):
    print(" -", step.zh)"""
    ),
    Prose(
        """## 4. 一个目标的图

同一张图用于网页、Word 和笔记本：观测值、基期、计划线、目标、预测扇形、断点；无须浏览器。

*One figure for page, document and notebook, drawn without a browser.*"""
    ),
    Code(
        """from IPython.display import Image

from luoshi.publish.page_findings import figure_of

Image(figure_of(siping, 2018).png(scale=1.5))"""
    ),
    Prose(
        """## 5. 各市对照

没有数据的城市照样在图上，画斜线，写明理由。

*A city without data is drawn, hatched, with its reason.*"""
    ),
    Code(
        """from luoshi.publish.page_findings import places_figure

shares = [one for one in followed if one.indicator == "service_industry_share" and one.scope == "member"]
Image(places_figure(shares).png(scale=1.5))"""
    ),
    Prose(
        """## 6. 走回去

结论里的每个数，都能走回统计表的那一行。

*From any number back to its row.*"""
    ),
    Code(
        """for point in siping.points[-2:]:
    for row in point.observations:
        where = f"{row.origin.file} 第 {row.origin.row} 行"
        print(point.year, point.value, "←", where, row.origin.statistics, row.note)"""
    ),
    Prose(
        """## 7. 当时知道什么

`known_on` 只用当日已经发布的数据：后来的修订不改变以前的结论。

*With what was known on a day: a later revision never changes an earlier finding.*"""
    ),
    Code(
        """from datetime import date

for day in (date(2018, 12, 31), date(2019, 12, 31), None):
    one = next(
        each
        for each in luoshi.follow(jilin, store, as_of=2018, known_on=day)
        if each.place_title == "四平市" and each.indicator == "sewage_treatment"
    )
    print(day or "全部", "→", one.finding.year, one.finding.observed, one.finding.grade)"""
    ),
)
