"""Texts and bytes of every kind: from noise to what nearly is an official document."""

from __future__ import annotations

from hypothesis import strategies as st

# What the grammar looks at, in any order: most combinations are nonsense, and must be read all the same.
WORDS = (
    *"（）()〔〕[]【】《》“”<>，。；：、！？:;,.-—·/%％",
    *"一二十百零两亿万个年月日号章条0159０５①⑳甲乙松江",
    *("\n", "\r\n", "\r", "\n\n", "\t", " ", "\u3000", "\xa0", "\u200b", "\ufeff", "\x0c", "\u2028", "\x00", "\ufffd"),
    *("一、", "（一）", "1.", "2、", "（3）", "2.3 ", "2.3.1", "第三章", "第四条", "——", "专栏1", "一是", "附件：", "附件1"),
    *("到2020年", "2020年底前", "“十三五”期间", "三年内", "年底前", "2013-2020年", "二〇三五年", "5月22日", "2018年2月30日"),
    *("达到", "提高到", "从", "控制在", "下降", "年均增长", "建成", "分别", "均", "翻一番", "逐年下降", "零增长", "累计"),
    *("60%", "4.5％", "10 万亩", "3—5个", "1/3", "一半", "1,234", "50个", "2亿元", "以上", "左右", "以内", "不低于", "约", "≥"),
    *("绿道覆盖率", "花房", "森林面积", "目标", "发展基础", "试点", "补助", "制定", "办法", "通知", "意见", "关于印发"),
    *("市水务局", "省发展改革委", "各县（市、区）政府", "长春市", "州园林局", "有关部门", "国务院"),
    *("负责", "牵头", "参与", "配合", "指导", "会同", "等", "和", "按职责分工"),
    *("责任单位：", "牵头单位：", "列第一位的为牵头部门", "以下简称", "下同"),
    *("甲政发〔2018〕12号", "甲政发[2018]12号", "发文字号：", "各县人民政府：", "公报", "目录"),
    *("序号\t名称\t总投资", "合计", "1\t甲\t3"),
    *(" and ", "[image: a.png]", "|", "#", "<p>", "</td>", "&lt;", "後", "關於"),
)  # fmt: skip

nonsense = st.lists(st.sampled_from(WORDS), max_size=60).map("".join)
repeated = st.tuples(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map("".join), st.integers(100, 1500)
).map(lambda pair: pair[0] * pair[1])  # fmt: skip
texts = st.one_of(st.text(max_size=200), nonsense, nonsense, repeated)

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
HEADS = (
    b"",
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"<html>",
    b"<!DOCTYPE html>",
    b"# ",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
)
encoded = st.builds(lambda text, encoding: text.encode(encoding, "replace"), texts, st.sampled_from(ENCODINGS))
anything = st.builds(
    lambda head, body: head + body, st.sampled_from(HEADS), st.one_of(st.binary(max_size=400), encoded)
)
names = st.sampled_from(
    ["plan.txt", "plan", "plan.html", "plan.docx", "plan.pdf", "plan.md", "plan.bin", "PLAN.TXT", ""]
)
