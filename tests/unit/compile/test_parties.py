"""Parties: who stands in a responsibility clause, in which role, in every form that such clauses have."""

from __future__ import annotations

import pytest

from luoshi.compile.parties import clause, in_order, is_name, is_place, names, states_order

L, P, R, G = "lead", "participant", "responsible", "guide"
Said = list[tuple[str, str]]


def said(text: str) -> Said:
    found = clause(text)
    assert found is not None
    return [(party.printed, party.role) for party in found.parties]


# ------------------------------------------------------------------ every form of clause


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("甲河局、乙园局负责", [("甲河局", R), ("乙园局", R)]),
        ("市水务局负责", [("市水务局", R)]),
        ("市水务局、市园林局等负责", [("市水务局", R), ("市园林局", R)]),
        ("市水务局、市园林局按职责分工负责", [("市水务局", R), ("市园林局", R)]),
        ("市水务局、市园林局等部门按照职责分工负责", [("市水务局", R), ("市园林局", R)]),
        ("市水务局、市园林局分别负责", [("市水务局", R), ("市园林局", R)]),
        ("市水务局和市园林局共同负责", [("市水务局", R), ("市园林局", R)]),
        ("市水务局牵头，市园林局、市城管局参与", [("市水务局", L), ("市园林局", P), ("市城管局", P)]),
        ("市水务局牵头，市园林局、市城管局配合", [("市水务局", L), ("市园林局", P), ("市城管局", P)]),
        ("市水务局牵头，市园林局、市城管局负责", [("市水务局", L), ("市园林局", P), ("市城管局", P)]),
        ("市水务局牵头、市园林局参与", [("市水务局", L), ("市园林局", P)]),
        ("市水务局牵头负责，市园林局配合实施", [("市水务局", L), ("市园林局", P)]),
        ("市水务局、市园林局牵头", [("市水务局", L), ("市园林局", L)]),
        ("市水务局、市园林局牵头负责", [("市水务局", L), ("市园林局", L)]),
        ("市水务局会同有关部门负责", [("市水务局", L), ("有关部门", P)]),
        ("市水务局会同市园林局负责", [("市水务局", L), ("市园林局", P)]),
        ("市水务局指导，各县（市、区）政府参与", [("市水务局", G), ("各县（市、区）政府", P)]),
        ("市水务局指导，各县政府负责落实，以下不再列出", [("市水务局", G), ("各县政府", R)]),
        ("市水务局、市园林局指导", [("市水务局", G), ("市园林局", G)]),
        ("市水务局负责指导，各区政府负责实施", [("市水务局", G), ("各区政府", R)]),
        ("责任单位：市水务局、市园林局，各设区市政府", [("市水务局", R), ("市园林局", R), ("各设区市政府", R)]),
        ("责任单位:市水务局、市园林局", [("市水务局", R), ("市园林局", R)]),
        ("责任部门：市水务局", [("市水务局", R)]),
        ("牵头单位：市水务局；责任单位：市园林局、市城管局", [("市水务局", L), ("市园林局", P), ("市城管局", P)]),
        ("牵头单位：市水务局；配合单位：市园林局", [("市水务局", L), ("市园林局", P)]),
        ("牵头单位：市水务局，参与单位：市园林局", [("市水务局", L), ("市园林局", P)]),
        ("责任单位：市水务局牵头，市园林局配合", [("市水务局", L), ("市园林局", P)]),
        ("负责部门：市水务局；适用范围：全市", [("市水务局", R)]),
        ("责任单位：市水务局；完成时限：2020年底", [("市水务局", R)]),
        ("责任单位：市水务局、各县（市）区政府", [("市水务局", R), ("各县（市）区政府", R)]),
        ("市水务局、市园林局", [("市水务局", R), ("市园林局", R)]),
        ("责任单位：、区园林局", [("区园林局", R)]),
        ("市水务局、省工信厅、财政厅负责", [("市水务局", R), ("省工信厅", R), ("财政厅", R)]),
        (
            "市委宣传部、市总工会、团市委、市妇联负责",
            [("市委宣传部", R), ("市总工会", R), ("团市委", R), ("市妇联", R)],
        ),
        ("市水务局等和各区人民政府负责", [("市水务局", R), ("各区人民政府", R)]),
        ("人民银行甲州中心支行、甲州银监分局负责", [("人民银行甲州中心支行", R), ("甲州银监分局", R)]),
        ("市水务局牵头，各市、县人民政府负责", [("市水务局", L), ("各市、县人民政府", P)]),
        ("市水务局、市园林局等17个部门负责", [("市水务局", R), ("市园林局", R)]),
        ("责任单位：省水务厅 省财政厅", [("省水务厅", R), ("省财政厅", R)]),
        ("由市水务局牵头，市园林局配合", [("市水务局", L), ("市园林局", P)]),
        ("市水务局牵头，各市、县〔区〕人民政府负责", [("市水务局", L), ("各市、县〔区〕人民政府", P)]),
    ],
)
def test_every_party_of_a_clause_is_found_with_its_role(text: str, parties: Said) -> None:
    assert said(text) == parties


@pytest.mark.parametrize(
    "text",
    [
        "以下简称绿道办",
        "含税",
        "2013—2020年",
        "30人",
        "不超过60%",
        "详见附件",
        "单位：万元",
        "森林覆盖率",
        "绿道、花园、苗圃",
    ],
)
def test_a_bracket_about_something_else_is_no_clause(text: str) -> None:
    assert clause(text) is None


@pytest.mark.parametrize(
    ("text", "explicit"),
    [
        ("市水务局、市园林局负责", False),
        ("责任单位：市水务局、市园林局", False),
        ("市水务局、市园林局", False),
        ("市水务局牵头，市园林局参与", True),
        ("市水务局、市园林局牵头", True),
        ("市水务局负责，市园林局参与", True),
        ("市水务局指导，各区政府负责", True),
    ],
)
def test_roles_are_explicit_where_the_clause_tells_the_parties_apart(text: str, explicit: bool) -> None:
    found = clause(text)
    assert found is not None
    assert found.explicit is explicit


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("市水务局、市园林局等负责", True),
        ("市水务局牵头，市园林局等部门按职责分工负责", True),
        ("市水务局、市园林局等部门", True),
        ("市水务局等和各区人民政府负责", True),
        ("市水务局、市园林局负责", False),
        ("市高等学校工作委员会负责", False),
    ],
)
def test_a_list_with_deng_is_open(text: str, is_open: bool) -> None:
    found = clause(text)
    assert found is not None
    assert found.open is is_open


def test_a_party_that_is_named_twice_stands_once() -> None:
    assert said("市水务局牵头，市水务局、市园林局参与") == [("市水务局", L), ("市园林局", P)]


# ------------------------------------------------------------------ the order rule


@pytest.mark.parametrize(
    "rule",
    [
        "列第一位的为牵头部门，下同",
        "列第一位者为牵头单位",
        "排在第一位的部门为牵头部门",
        "列首位的为牵头单位",
        "列首的为牵头单位",
        "排第一的为牵头单位",
        "列在首位的为牵头单位",
        "第一个单位为牵头单位",
        "排名第一的单位为牵头单位",
    ],
)
def test_the_order_rule_is_known_in_every_wording(rule: str) -> None:
    assert states_order(rule)
    found = clause(f"市水务局、市园林局负责，{rule}")
    assert found is not None
    assert found.states_order
    assert [(p.printed, p.role) for p in in_order(found)] == [("市水务局", L), ("市园林局", P)]


@pytest.mark.parametrize("text", ["第一步由市水务局牵头。", "市水务局为牵头单位。", "首批名单由市园林局公布。", ""])
def test_no_order_is_read_where_none_is_said(text: str) -> None:
    assert states_order(text) is None


def test_explicit_roles_stand_above_the_order() -> None:
    found = clause("市水务局参与，市园林局牵头")
    assert found is not None
    assert in_order(found) == found.parties


# ------------------------------------------------------------------ names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市水务局、市园林局", ["市水务局", "市园林局"]),
        ("市水务局，市园林局；市城管局", ["市水务局", "市园林局", "市城管局"]),
        ("市住房和城乡建设局、市园林局", ["市住房和城乡建设局", "市园林局"]),
        ("市水务局和市园林局", ["市水务局", "市园林局"]),
        ("市水务局及各县政府", ["市水务局", "各县政府"]),
        ("各县（市、区）政府、市水务局", ["各县（市、区）政府", "市水务局"]),
        ("市水务局等部门", ["市水务局"]),
        ("市水务局等有关部门", ["市水务局"]),
        ("市水务局、市园林局等部门按职责分工分别", ["市水务局", "市园林局"]),
        ("", []),
    ],
)
def test_a_list_is_cut_into_its_names(text: str, expected: list[str]) -> None:
    assert names(text)[0] == expected


@pytest.mark.parametrize(
    "name",
    [
        "市水务局",
        "省发展改革委",
        "州政府办公室",
        "甲州农村信用社",
        "市妇联",
        "团市委",
        "甲州电力公司",
        "民航甲州监管局",
        "有关部门",
    ],
)
def test_an_organisation_is_known_by_how_its_name_is_built(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("text", ["", "局", "栽树", "森林覆盖率", "2020年办", "不少于三个部门", "根据各部门", "负责人"])
def test_other_words_are_no_organisation(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    "name",
    [
        "长春市",
        "各县（市、区）政府",
        "甲州人民政府",
        "乙岭保护开发区管委会",
        "各市（州）",
        "有关地方政府",
        "各地",
        "甲县",
        "甲高新区",
        "各乡镇",
    ],
)
def test_a_government_or_an_areas_committee_is_a_place(name: str) -> None:
    assert is_place(name)


@pytest.mark.parametrize("name", ["市政府办公厅", "省国资委", "市水务局", "省政府研究室", "有关部门", "各有关单位"])
def test_a_department_is_no_place(name: str) -> None:
    assert not is_place(name)
