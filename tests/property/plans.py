"""Invented plans: organisations, measures and targets that no document ever had, in any numbering style."""

from __future__ import annotations

from hypothesis import strategies as st
from printer import Answer, Item, Promise

_STEMS = "松柏桐梅兰竹菊桃杏荷莲樟枫榆槐桂茶桑棉麻豆禾稻粟蜂蚕鹿鹤雁鲤"

stems = st.text(alphabet=_STEMS, min_size=2, max_size=4)
_seats = st.sampled_from(["省", "市", "州", "县", "区"])
_kinds = st.sampled_from(["局", "厅", "委", "委员会", "办公室", "中心", "集团公司", "总队", "协会", "管理局", "研究院"])
organisations = st.builds(lambda seat, stem, kind: seat + stem + kind, _seats, stems, _kinds)
places = st.one_of(
    st.builds(
        lambda stem, kind: stem + kind, stems, st.sampled_from(["市政府", "县人民政府", "州政府", "开发区管委会"])
    ),
    st.sampled_from(["各县（市、区）政府", "各市（州）政府", "各县政府", "各区人民政府"]),
)

_MEASURES = ("整治", "修复", "清理", "栽种", "养护", "巡查", "登记", "加固", "改善", "守护")
titles = st.builds(
    lambda verb, stem, kind: verb + stem + kind, st.sampled_from(_MEASURES), stems, st.sampled_from("园林岸滩坡池")
)

_UNITS = {
    "覆盖率": "%",
    "成活率": "%",
    "面积": "万亩",
    "产值": "亿元",
    "里程": "公里",
    "产量": "万吨",
    "户数": "万户",
}


@st.composite
def promises(draw: st.DrawFn) -> Promise:
    measure = draw(st.sampled_from(sorted(_UNITS)))
    value = draw(st.one_of(st.integers(1, 99), st.integers(11, 999).map(lambda tenths: tenths / 10)))
    comparator = draw(st.sampled_from([">=", ">", "<=", "<", "~", "=", "range"]))
    high = value + draw(st.integers(1, 50)) if comparator == "range" else None
    return Promise(draw(stems) + measure, comparator, value, high, _UNITS[measure], draw(st.integers(2021, 2049)))


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    named = draw(st.lists(organisations, min_size=1, max_size=5, unique=True))
    areas = tuple(draw(st.lists(places, max_size=2, unique=True)))
    if draw(st.booleans()):
        return Answer(tuple(named), places=areas, joint=True)
    leads = draw(st.integers(1, min(2, len(named))))
    return Answer(tuple(named[:leads]), tuple(named[leads:]), areas)


_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_STYLES = {
    "一、": lambda n: f"{_NUMERALS[n]}、",
    "（一）": lambda n: f"（{_NUMERALS[n]}）",
    "1.": lambda n: f"{n + 1}.",
    "（1）": lambda n: f"（{n + 1}）",
    "第一章": lambda n: f"第{_NUMERALS[n]}章",
    "第一条": lambda n: f"第{_NUMERALS[n]}条",
    "①": lambda n: "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"[n],
}
NUMBERINGS = (
    ("一、", "（一）", "1."),
    ("一、", "1.", "（1）"),
    ("第一章", "第一条", "（一）"),
    ("（一）", "1.", "①"),
    ("1.", "（1）", "①"),
)


@st.composite
def outlines(draw: st.DrawFn) -> list[Item]:
    """Sections with items with items, each level numbered anew."""
    numbering = draw(st.sampled_from(NUMBERINGS))
    items: list[Item] = []
    for section in range(draw(st.integers(1, 4))):
        items.append(Item(_STYLES[numbering[0]](section), 1, draw(titles)))
        for child in range(draw(st.integers(0, 4))):
            items.append(_filled(draw, Item(_STYLES[numbering[1]](child), 2, draw(titles))))
            for grandchild in range(draw(st.integers(0, 2))):
                items.append(_filled(draw, Item(_STYLES[numbering[2]](grandchild), 3, draw(titles))))
    return items


def _filled(draw: st.DrawFn, item: Item) -> Item:
    found = tuple(draw(st.lists(promises(), max_size=2, unique_by=lambda promise: promise.indicator)))
    return Item(item.marker, item.level, item.title, found, draw(st.none() | answers()))
