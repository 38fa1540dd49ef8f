"""The cells of `duties_and_deadlines.ipynb`: from two documents to a table of duties and a timeline of deadlines."""

from __future__ import annotations

from cells import Code, Prose

CELLS = (
    Prose(
        """# 从文件到任务表和时限图

本例读取吉林省政府公报 2017 年第 2 期中的两份文件，列出各部门的任务，画出完成时限。全部数字都来自文件原文，可逐项回查。

*From two documents of Jilin's gazette to a table of duties by department and a timeline of deadlines. Every number comes
from the text and leads back to it.*"""
    ),
    Prose(
        """## 1. 读取和编译

公报是一个文件，里面有四份公文；`part` 指明取哪一份。编译只需要文件和规则包。

*One file holds four documents; `part` says which. Compiling takes a document and a pack.*"""
    ),
    Code(
        """from pathlib import Path

import luoshi

pack = luoshi.pack("jilin")
gazette = Path(pack.path) / "documents" / "2017-2-shengzhengfu-gongbao.txt"

soil = luoshi.compile.commitments(luoshi.read.document(gazette, part=1), pack)
revival = luoshi.compile.commitments(luoshi.read.document(gazette, part=2), pack)

for plan in (soil, revival):
    about = plan.metadata
    print(about.doc_number, about.date, about.attached_title)
    print(
        f"  任务 {len(plan.duties)} · 目标 {len(plan.targets)} · 项目 {len(plan.projects)} · 疑点 {len(plan.problems)}"
    )"""
    ),
    Prose(
        """## 2. 各部门的任务

一行是一个部门在一项任务中的角色。`printed` 是文件上印的名称，`name` 是规则包查到的全称；同一单位的不同写法因此合在一起。
没有写明谁牵头的任务（`joint`，并列），所列单位都算负责：文件没有分先后，这里也不代为分出。

*One row is one department's part in one duty. Where nothing is said of a lead, all who are named answer together.*"""
    ),
    Code(
        """import polars as pl


def parts(plan):
    \"\"\"Every department's part in every duty of a plan; governments of places stand apart and are left out.\"\"\"
    return pl.DataFrame(
        [
            {
                "文号": plan.metadata.doc_number,
                "任务": duty.path,
                "部门": party.name or party.printed,
                "角色": "负责" if party.role in ("lead", "responsible") else "配合",
                "依据": {"explicit": "明示", "order": "列首", "joint": "并列"}[duty.rule],
                "内容": duty.text,
                "位置": duty.span.start,
            }
            for duty in plan.duties
            for party in duty.parties
            if not party.is_place
        ]
    )


rows = pl.concat([parts(soil), parts(revival)])
by_department = (
    rows.with_columns(列=pl.format("{} {}", "文号", "角色"))
    .pivot(on="列", index="部门", values="任务", aggregate_function="len")
    .fill_null(0)  # a count: no row is no duty
    .with_columns(合计=pl.sum_horizontal(pl.exclude("部门")))
    .sort(["合计", "部门"], descending=[True, False])
)
by_department.head(12)"""
    ),
    Prose(
        """### 一个部门的任务清单

*The list of one department.*"""
    ),
    Code(
        """pl.Config.set_fmt_str_lengths(40)
rows.filter(pl.col("部门") == "吉林省环境保护厅", pl.col("角色") == "负责").select("任务", "依据", "内容").head(8)"""
    ),
    Prose(
        """### 回到原文

表中任何一行都记着它在原文中的位置。`span` 指向收到的文件本身，包括其中的换行和页码。

*Any row leads back to the characters that it was made from, as they stand in the file received.*"""
    ),
    Code(
        """duty = soil.duties[1]
print(soil.document.received.text[duty.span.start : duty.clause.end])"""
    ),
    Prose(
        """## 3. 完成时限

时限指文件写明的最后期限；“2017年年底前”即 2017 年 12 月 31 日。没有写期限的任务不补期限。

*A deadline is the last day that the words allow. Where none is printed, none is made up.*"""
    ),
    Code(
        """def deadlines(plan):
    return pl.DataFrame(
        [
            {"任务": number, "部门": (duty.parties[0].name or duty.parties[0].printed), "期限": deadline.due}
            for number, duty in enumerate(plan.duties, 1)
            for deadline in duty.deadlines
            if deadline.due
        ]
    ).unique(maintain_order=True)  # a duty may name one day twice


def with_deadline(plan):
    return sum(any(deadline.due for deadline in duty.deadlines) for duty in plan.duties)


for plan in (soil, revival):
    print(f"{plan.metadata.doc_number}：{len(plan.duties)} 项任务，{with_deadline(plan)} 项写明期限")"""
    ),
    Prose(
        """两份文件差别很大：清洁土壤行动计划多数任务有期限，新一轮东北振兴的措施几乎都没有，只能由督办另定时间。下图画前者，按首列单位分行，
圆中的数字是该日到期的事项数。

*The two differ: most measures for clean soil have a deadline, hardly any for the revival of the north-east. The chart
shows the former, by first-named department; the number in a circle counts what falls due.*"""
    ),
    Code(
        """import altair as alt

# The fonts that a Chinese page may find: Linux, Windows, macOS. A figure is kept as a picture, so that it is seen anywhere.
FONTS = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif"
alt.renderers.enable("png", scale_factor=1.5)

due = deadlines(soil).group_by("部门", "期限").agg(pl.len().alias("事项")).sort("部门", "期限")
day = due.group_by("期限").agg(pl.col("事项").sum()).sort("事项", descending=True).row(0, named=True)
finding = f"清洁土壤：{due['事项'].sum()} 项时限中，{day['事项']} 项在{day['期限'].year}年{day['期限'].month}月底到期"

order = (
    due.group_by("部门").agg(pl.col("事项").sum()).sort(["事项", "部门"], descending=[True, False])["部门"].to_list()
)
base = alt.Chart(due).encode(
    x=alt.X(
        "期限:T",
        title=None,
        scale=alt.Scale(domain=["2016-09-01", "2021-04-01"]),
        axis=alt.Axis(format="%Y年底", values=[f"{year}-12-31" for year in range(2016, 2021)], grid=True),
    ),
    y=alt.Y("部门:N", title=None, sort=order),
)
size = alt.Size("事项:Q", scale=alt.Scale(range=[220, 900]), legend=None)
circles = base.mark_circle(color="#1f5f8b", opacity=1).encode(size=size)
numbers = base.mark_text(color="white", fontSize=12, fontWeight="bold").encode(text="事项:Q")
(
    (circles + numbers)
    .properties(
        width=520,
        height=alt.Step(34),
        title=alt.TitleParams(
            finding, subtitle=f"{soil.metadata.doc_number}，按首列单位；圆内为当日到期的事项数", anchor="start"
        ),
    )
    .configure(font=FONTS)
    .configure_view(stroke=None)
    .configure_axis(labelLimit=260, labelFontSize=12, domain=False, ticks=False)
    .configure_title(fontSize=16, subtitleFontSize=12)
)"""
    ),
    Prose(
        """## 4. 疑点

读不懂的、前后对不上的，不改动也不丢弃，列在这里由人核对。

*What is doubtful is neither changed nor dropped; a person decides.*"""
    ),
    Code(
        """for problem in (*soil.problems, *revival.problems):
    print(problem)
    print("   ", problem.hint_zh)"""
    ),
)
