"""Who answers for the duties: each organisation with what it leads, shares and takes part in, and the duties behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from luoshi.model.commitment import Duty
from luoshi.model.pack import Pack
from luoshi.publish.page_charts import Bar, stacked_bar
from luoshi.publish.page_documents import DocumentPage, Found
from luoshi.publish.page_html import EMPTY, Markup, element, join, link
from luoshi.publish.page_notes import found_list, party_address, section

_MOST_ORGANISATIONS, _MOST_PLACES = 15, 4


def organisations(pages: Sequence[DocumentPage], pack: Pack | None) -> Markup:
    """The part of the first page that says who answers for what; empty where no duty names anybody."""
    loads = _loads(pages)
    departments = [load for load in loads if not load.is_place]
    if not loads:
        return EMPTY
    widest = max(sum(load.counts) for load in loads)
    shown = [_organisation(load, widest, pack) for load in departments]
    content = [element("p", *_organisations_subtitle(), class_="subtitle"), _rows(shown, _MOST_ORGANISATIONS)]
    if places := [_organisation(load, widest, pack) for load in loads if load.is_place]:
        content += [element("h3", "地方政府和管委会"), _rows(places, _MOST_PLACES)]
    return section("organisations", _organisations_finding(departments), "who answers", *content)


@dataclass(slots=True)
class _Load:
    """What one organisation has to do."""

    name: str
    id: str | None
    is_place: bool
    lead: list[Found] = field(default_factory=list)
    joint: list[Found] = field(default_factory=list)
    others: list[Found] = field(default_factory=list)

    @property
    def counts(self) -> tuple[int, int, int]:
        return len(self.lead), len(self.joint), len(self.others)


def _loads(pages: Iterable[DocumentPage]) -> list[_Load]:
    """Printed names of one organisation are counted together; each duty counts once for it and role."""
    loads: dict[str, _Load] = {}
    for page in pages:
        for item in page.of("duty"):
            assert isinstance(item.noun, Duty)
            for name, (party, role) in {
                party.name or party.printed: (party, party.role) for party in reversed(item.noun.parties)
            }.items():
                load = loads.setdefault(name, _Load(name, party.id, party.is_place))
                {"lead": load.lead, "responsible": load.joint}.get(role, load.others).append((page, item))
    return sorted(loads.values(), key=lambda load: (-len(load.lead) - len(load.joint), -len(load.others), load.name))


def _organisations_finding(departments: list[_Load]) -> str:
    if not departments:
        return "单位"
    lead, joint, others = departments[0].counts
    said = [f"{word}{count}项" for word, count in (("牵头", lead), ("共同负责", joint), ("配合", others)) if count]
    return f"{len(departments)}个单位，任务最多的是{departments[0].name}：{'，'.join(said)}"


def _organisations_subtitle() -> list[Markup | str]:
    keys = [
        element("span", word, class_=f"key {style}")
        for style, word in (("lead", "牵头"), ("joint", "共同负责（并列，未分牵头）"), ("others", "配合"))
    ]
    return ["任务数，同一单位的不同写法合并计算。 ", *keys]


def _rows(rows: Sequence[Markup], most: int) -> Markup:
    """The first rows, the others behind a click."""
    first = element("div", *rows[:most], class_="bars")
    if len(rows) <= most:
        return first
    rest = element("div", *rows[most:], class_="bars")
    return join([first, element("details", element("summary", f"另外{len(rows) - most}个单位"), rest, class_="more")])


def _organisation(load: _Load, widest: int, pack: Pack | None) -> Markup:
    bar = stacked_bar(
        [Bar(count, style) for count, style in zip(load.counts, ("lead", "joint", "others"), strict=True)], widest
    )
    summary = element("summary", element("span", load.name, class_="name"), bar)
    groups = [
        join([element("h4", f"{word} {len(found)}"), found_list(found)])
        for word, found in (("牵头", load.lead), ("共同负责", load.joint), ("配合", load.others))
        if found
    ]
    ways = element("p", link(f"{party_address(load.name)}#duties", "在表中查看"), _heirs(load, pack), class_="ways")
    return element("details", summary, ways, *groups)


def _heirs(load: _Load, pack: Pack | None) -> str:
    """Who took the organisation's place, as far as the pack says."""
    known = pack.organisations.get(load.id) if pack and load.id else None
    if not pack or known is None or not known.successors:
        return ""
    names = {one.id: pack.organisations[one.id].name for one in known.successors if one.id in pack.organisations}
    said = [f"{names.get(one.id, one.id)}（{one.on.year}年{one.on.month}月，{one.how}）" for one in known.successors]
    return f"　后为：{'、'.join(said)}"
