"""Parties: the organisations in a responsibility clause and the role of each, by how such clauses and names are built.

A clause is made of segments, each a list of names with a word that says the role: before the list with a colon
(责任单位：A、B), or behind it (A牵头，B、C参与). A list without a word is joint. Names are recognised by their endings
(厅, 局, 委, 办 …) and beginnings, never from a list of organisations.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from luoshi.model.commitment import Party, Role

# ------------------------------------------------------------------ names

# 各市、县（区）人民政府: kinds of place that share 各 and their ending.
_KINDS = r"(?:自治区|直辖市|设区市|自治州|地区|[省市州县区盟旗])(?:（[^（）]{1,8}）|〔[^〔〕]{1,8}〕)?"
_EACH = re.compile(rf"(?:有关|相关)?各(?:有关|相关)?{_KINDS}(?:、{_KINDS})*")
_KIND_OF_PLACE = re.compile(rf"{_KINDS}(?:(?:人民)?政府|党委、政府|管委会)?")
_TOGETHER = re.compile(rf"{_EACH.pattern}、{_KIND_OF_PLACE.pattern}")

_ENDINGS = (
    "委员会|办公室|办公厅|管委会|管理处|联合会|总工会|工商联|联席会议|指挥部|领导小组|专班|督查室|研究室|管理局"
    "|分局|总局|监管局|银监局|证监局|保监局|公司|集团|银行|支行|分行|"
    "中央|法院|检察院|研究院|科学院|分院|学院|大学|学校|高校|院校|学会|协会|商会|基金会|妇联|残联|科协|文联|社科联"
    "|侨联|记协|团委|总站|支队|总队|大队|军区|军分区|人武部|管理机构|机构|部门|单位|"
    "政府|党委|党工委|工委|街道|乡镇|镇街|企业|园区|开发区|新区|高新区|示范区|保护区|合作区|保税区|"
    "厅|局|委|办|部|院|会|署|处|社|中心|司|室|队|行|站|所|科|盟|州|市|县|区|旗|镇|乡|省|地方|人行|税务|海关"
    "|矿务局|电网|电力|铁塔|移动|联通|电信"
)
_NAME = re.compile(
    rf"[\u4e00-\u9fffA-Za-z0-9·“”《》-]{{1,30}}?(?:（[^（）]{{1,20}}）[\u4e00-\u9fff]{{0,16}})*(?:{_ENDINGS})(?:（[^（）]{{1,20}}）)?$"
)
_NOT_NAME = re.compile(
    r"[。：？！%0-9]|以上|以下|简称|不再|必须|应当|可以|不得|万元|负责人|根据|按照|依照|需要|进行|其中|包括|例如"
    r"|或者|是指|见附|以及其他$|^(?:含|如|指|即|由|不|可|应(?!急)|对|从|在|以|为|并|其|这|该|因|但|已|待|未|凡|特别是"
    r"|尤其)"
)
# Whoever answers as a government or as the committee of an area, rather than as a department of one.
_PLACE = re.compile(
    r"(?:政府|管委会|管理委员会|开发区|新区|高新区|经开区|示范区|园区|合作区|街道|街道办事处|乡镇|镇街|党委政府"
    r"|党工委|行政公署|行署)(?:（[^（）]*）)?$"
    r"|^[\u4e00-\u9fff（）〔〕、]{1,14}[市州县区盟旗省镇乡](?:（[^（）]*）|〔[^〕]*〕)?$"
    r"|^(?:各|有关|相关|所在|属)[\u4e00-\u9fff（）、]{0,12}(?:地|市|州|县|区|地方|地区|省|盟|旗|乡镇|街道)$|^各地|地方$"
)
_PLACE_GOVERNMENT = re.compile(r"[省市州县区盟旗）〕](?:人民)?政府$|[市州县区盟旗]$")
_KINDS_OF_PLACE = frozenset("省市州县区盟旗")
_BARE_PLACE = re.compile(r"[\u4e00-\u9fff]{2,4}(?<![厅局委办部院会行署司社团])")
_GENERAL_OFFICE = re.compile(r"(?:办公厅|办公室|研究室|督查室|部门|单位|机构|局|厅|委)$")


def is_name(text: str) -> bool:
    """Whether a text is built like an organisation's name.

    >>> is_name("省发展改革委"), is_name("人民银行长春中心支行"), is_name("含税"), is_name("有关地方政府")
    (True, True, False, True)
    """
    if _TOGETHER.fullmatch(text):
        return True
    return 2 <= len(text) <= 34 and bool(_NAME.match(text)) and not _NOT_NAME.search(text)


def is_place(name: str) -> bool:
    """Whether it is a government or an area's committee that answers itself.

    >>> is_place("长春市"), is_place("各县（市、区）政府"), is_place("省政府办公厅"), is_place("省国资委")
    (True, True, False, False)
    """
    if "组织党工委" in name or "机关党工委" in name:
        return False  # of a kind of body, not of an area
    if name.endswith(("管委会", "管理委员会", "党工委")) or _TOGETHER.fullmatch(name):
        return True
    return bool(_PLACE.search(name)) and not _GENERAL_OFFICE.search(name)


# ------------------------------------------------------------------ lists of names

_ITEM = re.compile(r"(?:[^、，；（〔\[]|（[^（）]*）|〔[^〔〕]*〕|\[[^\[\]]*\])+")
_AND = re.compile(
    r"(?<=[厅局委办部院会行署社处中心司队等府门位构业])(?:和|及|与|以及|会同|并)(?=[省市县区州国各有全中其驻相市自])"
)
# 省水务厅 省财政厅: the blank that parted two names is no part of the reading.
_RUN_TOGETHER = re.compile(r"(?<=[厅局委办]) ?(?=[省市县][\u4e00-\u9fff]{1,12}[厅局委办会院]$)")
_ETC = re.compile(
    r"等(?:(?:\d{1,3}|[一二三四五六七八九十]{1,3})个)?(?:有关|相关|省直|市直|中省直|各)*(?:部门|单位|部门和单位|部门单位|委办局|机构|职能部门|成员单位"
    r"|省直部门)?(?:按照?职责分工|按职责|根据职责)?(?:分别|共同)?$"
)
_ETC_INSIDE = re.compile(r"等(?=各|有关|相关|省|市|县|区)")
_DISTRIBUTION = re.compile(
    r"(?:按照?|根据|依照|依据)(?:各自|部门)?(?:的)?(?:职责|职能|任务)?(?:分工|职责|职能)(?:范围)?(?:分别|共同)?"
    r"|分别|共同|联合|具体"
)


def names(text: str) -> tuple[list[str], bool]:
    """The names in a list, as printed, and whether the list is open (ends in 等).

    >>> names("省住房和城乡建设厅、省发展改革委和省财政厅等部门")
    (['省住房和城乡建设厅', '省发展改革委', '省财政厅'], True)
    """
    found: list[str] = []
    is_open = False
    for listed in _ITEM.findall(_DISTRIBUTION.sub("", text)):
        item = _ETC.sub("", listed)
        is_open = is_open or item != listed
        for part in (piece for half in _ETC_INSIDE.split(item) for piece in _AND.split(half)):
            name = part.strip(' “”"。.:：').removeprefix("由")
            bare = _ETC.sub("", name)
            is_open = is_open or bare != name
            found += [one for one in _RUN_TOGETHER.split(bare) if one]
        is_open = is_open or bool(_ETC_INSIDE.search(item))
    return _together(found), is_open


def _together(found: list[str]) -> list[str]:
    """各市、县（区）人民政府 and 各省、自治区、直辖市人民政府 are one party each: 各 and the ending belong to all."""
    result: list[str] = []
    for name in found:
        if result and _EACH.fullmatch(result[-1]) and _KIND_OF_PLACE.fullmatch(name):
            result[-1] = f"{result[-1]}、{name}"
        else:
            result.append(name)
    return result


# ------------------------------------------------------------------ clauses

_ROLES: dict[str, Role] = {
    "lead": "lead",
    "participant": "participant",
    "guide": "guide",
    "responsible": "responsible",
}
_LABEL = re.compile(
    r"(?P<lead>(?:主要|总)?牵头(?:责任)?(?:单位|部门|领导|处室)?|主办(?:单位|部门)|总?牵头人?|主责(?:单位|部门))[：:]"
    r"|(?P<participant>(?:配合|参与|参加|协办|协助|协同|支持|会办)(?:责任)?(?:单位|部门)?)[：:]"
    r"|(?P<guide>(?:业务)?指导(?:单位|部门))[：:]"
    r"|(?P<responsible>(?:责任|负责|落实|实施|承办|完成|承担|组织实施|牵头和责任)(?:单位|部门|主体"
    r"|处室)?(?:和部门)?(?:及分工)?|责任分工|分工|任务分工)[：:]"
    r"|(?P<other>(?:完成|办理)?(?:时限|时间|期限)|完成时间|适用范围|进度安排|实施范围|责任人|备注|联系人|成果形式)[：:]"
)
_VERB = re.compile(
    r"(?P<lead>(?:总)?牵头(?:负责|组织(?:实施)?|落实|推进|会同|办理|实施|抓总)*)"
    r"|(?P<participant>(?:积极)?(?:参与|参加|配合|协助|协办|协同|支持)(?:配合|实施|落实|负责|做好)*)"
    r"|(?P<guide>(?:负责)?(?:业务)?指导(?:协调|和?监督|督促)*)"
    r"|(?P<responsible>(?:组织)?(?:负责|落实|实施|承担|承办|抓好落实|推进落实|推进)(?:落实|组织|实施|推进|组织实施)*)"
)
_WITH = re.compile(r"(?:牵头，?)?(?:会同|商|联合|协同)(?=[省市县区州国各有全中其驻相公安财政发教自])")
_ORDER = re.compile(
    r"(?:(?:按)?(?:排|列|位列|排列|排名|位于|名列|所列|列在)(?:在)?(?:第一|第1|首|前)[^，。；]{0,14}?(?:为|是"
    r"|即为|系)[^，。；]{0,4}(?:牵头|主办|主责|组织|主要责任)"
    r"|(?:第一个|首个|首位|第一位|排序第一|第一)[^，。；]{0,8}?(?:为|是)[^，。；]{0,4}(?:牵头|主办"
    r"|主责))[\u4e00-\u9fff]{0,6}"
)
# What is said once for what follows (下同; 各项任务均涉及各市、县，不再列出) names nobody of this clause.
_TAIL = re.compile(
    r"[，；。]?\s*(?:(?:以下|具体|各项)[^，；。]{0,12}(?:任务|工作|措施|事项)?(?:均|都)?(?:涉及|需|由)[^；。]*"
    r"|(?:以?下同|下略|(?:以下)?不再[^，；。]{0,8}(?:列出|列举|分工))[^；]*)$"
)
_SAME_BELOW = re.compile(r"[，；。]\s*以?下同(?=[，；。]|$)")
_STRIP = re.compile(r"^[\s，,；;。、]+|[\s，,；;。、]+$")


@dataclass(frozen=True, slots=True)
class Clause:
    """What a responsibility clause says: the parties in order, whether roles are explicit, whether a list is open."""

    parties: tuple[Party, ...]
    explicit: bool
    open: bool
    states_order: bool


def states_order(text: str) -> re.Match[str] | None:
    """Where a text says that of the organisations listed the first leads.

    >>> bool(states_order("列第一位的为牵头部门，下同")), bool(states_order("排在第一位的部门为牵头部门"))
    (True, True)
    """
    return _ORDER.search(text) if "牵头" in text or "主办" in text or "主责" in text else None


def clause(text: str) -> Clause | None:
    """The parties of a clause's text (without its outer brackets); None where it is no responsibility clause.

    >>> [(p.printed, p.role) for p in clause("省农委牵头，省财政厅、省水利厅参与").parties]
    [('省农委', 'lead'), ('省财政厅', 'participant'), ('省水利厅', 'participant')]
    """
    order = states_order(text)
    body = text[: order.start()] + text[order.end() :] if order else text
    body = _TAIL.sub("", _SAME_BELOW.sub("", _STRIP.sub("", body)))
    segments = _labelled(body) if _LABEL.search(body) else _spoken(body)
    parties: list[Party] = []
    is_open = False
    doubtful = 0
    for role, listed in segments:
        found, etc = names(listed)
        is_open = is_open or etc
        shares = shared_places(found)
        good = [name for name in found if name in shares or is_name(name) or (role is not None and _may_be_name(name))]
        doubtful += len(found) - len(good)
        parties += [Party(name, role or "responsible", name in shares or is_place(name)) for name in good]
    if not parties or doubtful > len(parties):
        return None
    explicit = any(role in ("lead", "participant", "guide") for role, _ in segments)
    return Clause(_beside_a_lead(_unique(parties)), explicit, is_open, order is not None)


def joined(first: Clause, second: Clause) -> Clause:
    """Two clauses that answer for the same measure, as one."""
    parties = _beside_a_lead(_unique([*first.parties, *second.parties]))
    return Clause(parties, True, first.open or second.open, first.states_order or second.states_order)


def _beside_a_lead(parties: Sequence[Party]) -> tuple[Party, ...]:
    """Beside a lead whoever is merely responsible takes part: 牵头单位：A；责任单位：B、C."""
    if not any(party.role == "lead" for party in parties):
        return tuple(parties)
    return tuple(replace(p, role="participant") if p.role == "responsible" else p for p in parties)


def shared_places(found: list[str]) -> set[str]:
    """The names that leave their ending to the last of a list: 长沙、株洲、湘潭市人民政府; 各市、州、县人民政府."""
    shares: set[str] = set()
    ending = False
    for name in reversed(found):
        if ending and (name in _KINDS_OF_PLACE or (_BARE_PLACE.fullmatch(name) and not is_name(name))):
            shares.add(name)
        elif _PLACE_GOVERNMENT.search(name):
            ending = True
        else:
            ending = False
    return shares


def _may_be_name(name: str) -> bool:
    """A short second name (市人社局、财政、工信) where the role word leaves no doubt that names are listed."""
    return (
        2 <= len(name) <= 20 and not _NOT_NAME.search(name) and not re.search("[负责牵头配合参与的谁]|商量|还要", name)
    )


def _labelled(body: str) -> list[tuple[Role | None, str]]:
    """Segments that are announced: 责任单位：A、B；配合单位：C."""
    segments: list[tuple[Role | None, str]] = []
    marks = list(_LABEL.finditer(body))
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        listed = _STRIP.sub("", body[mark.end() : following.start() if following else len(body)])
        role = _ROLES.get(mark.lastgroup or "")
        if role is None:
            continue
        partner = _WITH.search(listed)
        if role == "responsible" and _VERB.search(listed):
            segments += [(spoken or "responsible", names_) for spoken, names_ in _spoken(listed)]
        elif partner and partner.start() and role in ("lead", "responsible"):
            segments += [("lead", listed[: partner.start()]), ("participant", listed[partner.end() :])]
        else:
            segments.append((role, _VERB.sub("", listed) if role != "responsible" else listed))
    return segments


def _spoken(body: str) -> list[tuple[Role | None, str]]:
    """Segments whose role is said behind the names: A牵头，B、C参与. A last list without a word is joint."""
    segments: list[tuple[Role | None, str]] = []
    position = 0
    for verb in _VERB.finditer(body):
        if not _ends_segment(body, verb.end()):
            continue
        listed = _STRIP.sub("", body[position : verb.start()])
        position = verb.end()
        role = _ROLES.get(verb.lastgroup or "")
        partner = _WITH.search(listed)
        if partner and role in ("lead", "responsible"):
            segments += [("lead", listed[: partner.start()]), ("participant", listed[partner.end() :])]
        elif listed:
            *before, own = listed.split("；")  # 责任单位：A；B、C配合: the word is said of B and C
            segments += [*((None, one) for one in before), (role, own)]
    rest = _STRIP.sub("", body[position:])
    if rest:
        segments.append((None, rest))
    return segments


def _ends_segment(body: str, position: int) -> bool:
    """Whether a role word stands behind its names: what follows is a separator, the end, or the next name."""
    following = body[position : position + 1]
    return not following or following in "，,；;、。 ）和及" or following in "省市县区州国各有"


def _unique(parties: Sequence[Party]) -> tuple[Party, ...]:
    seen: dict[str, Party] = {}
    for party in parties:
        seen.setdefault(party.printed, party)
    return tuple(seen.values())


def in_order(found: Clause) -> tuple[Party, ...]:
    """The parties of a clause under a document's order rule: the first-listed leads, the others take part."""
    if found.explicit:
        return found.parties
    return tuple(
        replace(party, role="lead" if i == 0 else "participant") if party.role == "responsible" else party
        for i, party in enumerate(found.parties)
    )
