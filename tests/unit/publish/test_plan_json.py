"""Plans as JSON: every field that is promised, and spans that lead into the file."""

from __future__ import annotations

import json

from luoshi import read
from luoshi.compile import commitments
from luoshi.model import Plan
from luoshi.publish.plan_json import SCHEMA, dumps, plan_json, plans_json
from luoshi.testing import plan

TEXT = """甲州人民政府关于绿道建设的通知
甲政发〔2018〕12号
各县人民政府：
一、主要目标
到2020年，全州绿道密度达到60%以上。
二、主要任务
（一）依据《花木名录》，2020年底前制定《绿道办法》。（州水务局牵头，州园林局、甲县政府参与）
序号\t项目名称\t建设单位\t建设规模\t建设年限\t总投资（万元）
1\t沿河绿道\t州水务局\t60公里\t2018—2020\t300
2\t山脚绿道\t州园林局\t30公里\t2019—2020\t200
甲州人民政府
2018年5月22日
"""


def test_a_plan_has_every_field_of_the_schema() -> None:
    found = plan_json(plan(TEXT))
    promised = {
        "": {"file", "span", "metadata", "outline", "duties", "targets", "projects", "problems"},
        "metadata": {"title", "doc_number", "issuer", "date", "cited"},
        "outline": {"level", "marker", "title", "span"},
        "duties": {
            "number", "text", "lead", "participants", "places", "deadlines", "deliverables", "span",
        },
        "targets": {
            "quote", "indicator", "scope", "kind", "comparator", "value", "unit", "deadline", "baseline_year", "lead", "span",
        },
        "projects": {
            "seq", "name", "owner", "scale_text", "start_year", "end_year", "total_investment", "unit", "note", "span",
        },
    }  # fmt: skip
    for part, names in promised.items():
        rows = [found] if not part else [found[part]] if isinstance(found[part], dict) else found[part]
        assert rows, part
        for row in rows:
            assert names <= row.keys(), part


def test_dates_are_iso_and_lists_are_lists() -> None:
    found = plan_json(plan(TEXT))
    assert found["metadata"]["date"] == "2018-05-22"
    assert found["metadata"]["issuer"] == ["甲州人民政府"]
    assert found["targets"][0]["deadline"] == "2020-12-31"
    (duty,) = found["duties"]
    assert (duty["lead"], duty["participants"], duty["places"]) == (["州水务局"], ["州园林局"], ["甲县政府"])
    assert duty["deadlines"][0]["due"] == "2020-12-31"


def test_every_span_leads_to_its_words_in_the_file() -> None:
    found = plan_json(plan(TEXT))
    (target,) = found["targets"]
    (duty,) = found["duties"]
    assert TEXT[slice(*target["span"])] == target["quote"]
    assert TEXT[slice(*duty["span"])] == duty["text"]
    assert TEXT[slice(*duty["clause"])] == "（州水务局牵头，州园林局、甲县政府参与）"
    assert TEXT[slice(*found["outline"][0]["span"])].startswith("一、主要目标")
    assert "沿河绿道" in TEXT[slice(*found["projects"][0]["span"])]


def page_plan(page: str) -> Plan:
    return commitments(read.from_bytes(page.encode(), "plan.html").documents[0])


def test_the_spans_of_a_page_count_in_its_source() -> None:
    page = "<html><body><p>一、目标</p><p>到2020年，绿道<b>密度</b>达到60%以上。</p></body></html>"
    (target,) = plan_json(page_plan(page))["targets"]
    start, end = target["span"]
    assert page[start:end] == "绿道<b>密度</b>达到60%以上"


def test_what_has_no_characters_of_its_own_comes_with_its_text() -> None:
    assert "text" not in plan_json(plan(TEXT))


def test_problems_have_their_words_in_both_languages() -> None:
    (problem,) = [
        p for p in plan_json(plan("一、整治岸线。（责任单位：、、）"))["problems"] if p["code"].startswith("duty")
    ]
    assert problem["quote"] == "（责任单位：、、）"
    assert all(problem[name] for name in ("zh", "en", "hint_zh", "hint_en", "where", "span"))


def test_what_is_written_is_json_with_chinese_as_it_is() -> None:
    plans = [plan(TEXT), plan("一、栽树。")]
    written = dumps(plans)
    assert json.loads(written) == plans_json(plans)
    assert "绿道" in written


def test_what_is_written_says_of_which_version_it_is() -> None:
    assert json.loads(dumps([])) == {"schema": SCHEMA, "documents": [], "problems": []}
