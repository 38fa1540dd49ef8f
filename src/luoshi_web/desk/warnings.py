"""Warnings: the alerts that a build computed, beside the warnings that people raised and answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.db.models import F, QuerySet

from luoshi.model.alert import LEVELS, Alert
from luoshi.model.finding import Step
from luoshi.model.followed import Followed
from luoshi.model.protection import ProtectedPlace
from luoshi.publish.page_cities import protection_file
from luoshi.publish.page_findings import ALERT_CHANGES, ALERT_LEVELS, ALERT_ROLES, file_of
from luoshi_web.built import Built
from luoshi_web.desk import queries
from luoshi_web.desk.actions.warnings import WARNINGS, key_of
from luoshi_web.desk.listing import Column, Filter, Table
from luoshi_web.desk.models import Organisation, Record
from luoshi_web.desk.people import Actor
from luoshi_web.desk.remembered import remembered
from luoshi_web.desk.shown import organisation_name
from luoshi_web.packs import current, office

LEVELS_EN = {"notice": "notice", "warning": "warning", "serious": "serious", "critical": "critical"}
CHANGES_EN = {
    "opened": "new", "raised": "raised", "lowered": "lowered", "closed": "ended", "unchanged": "goes on", "none": "—",
}  # fmt: skip
ROLES_EN = {
    "lead": "lead", "participant": "participant", "place": "government of the place", "supervisor": "inspection",
    "statistics": "statistics",
}  # fmt: skip
# The class by which a level gets its colour and shape.
MARKS = {"notice": ("○", "nothing"), "warning": ("▲", "warning"), "serious": ("■", "late"), "critical": ("■", "late")}


@dataclass(frozen=True, slots=True)
class About:
    """What an alert is about: a target that is followed, or a county whose farmland is compared.

    Attributes:
        page: The address of the page where it is shown.
        points: Whether there are figures.
        reason: Why it stands as it does, where the alert does not say so itself.
        suppliers: The ids of those who have the figures.
    """

    title: str
    place: str
    named: str
    document: str
    quote: str
    page: str
    points: bool
    reason: Step
    suppliers: tuple[str, ...]

    @classmethod
    def target(cls, one: Followed) -> About:
        """A target for an area, or for one place of it."""
        suppliers = one.supplier.organisations if one.supplier else ()
        return cls(
            one.title, one.place or one.area, one.place_title or one.area_title, one.document, one.quote,
            f"/plan/{quote(file_of(one))}{f'#place-{one.place}' if one.place else ''}", bool(one.points), one.reason,
            suppliers,
        )  # fmt: skip

    @classmethod
    def county(cls, one: ProtectedPlace) -> About:
        """A county that is warned because its farmland or soil got worse."""
        page = f"/plan/{quote(protection_file(one.rule.id))}#place-{one.place}"
        rule = one.rule
        return cls(
            rule.title,
            one.place,
            one.name,
            rule.document,
            rule.quote,
            page,
            bool(one.states),
            Step("", ""),
            rule.handed_by,
        )


@dataclass(frozen=True, slots=True)
class Line:
    """An alert with what it is about, and the warning that it became, if it did."""

    alert: Alert
    one: About
    record: Record | None
    raised: bool

    @property
    def key(self) -> str:
        return key_of(self.alert)

    @property
    def address(self) -> str:
        return self.one.page

    @property
    def place(self) -> str:
        return self.one.named

    @property
    def mark(self) -> tuple[str, str]:
        return MARKS[self.alert.level or "notice"]

    @property
    def organisations(self) -> list[str]:
        """The ids of those who are told, as far as they are known."""
        told = self.alert.to
        ids = [id for to in told for id in (to.organisations or ((to.organisation,) if to.organisation else ()))]
        return list(dict.fromkeys(ids))

    def level(self, language: str) -> str:
        level = self.alert.level
        if level is None:
            return "ended" if language == "en" else "解除"
        return LEVELS_EN[level] if language == "en" else ALERT_LEVELS[level]

    def change(self, language: str) -> str:
        since = self.alert.now.since or self.alert.period
        if language == "en":
            return f"{CHANGES_EN[self.alert.change]}, since {since}"
        return (
            f"{ALERT_CHANGES[self.alert.change]}，自{since}年"
            if len(since) == 4
            else f"{ALERT_CHANGES[self.alert.change]}，自{since}"
        )

    def recipients(self, language: str) -> str:
        names = [organisation_name(id) for id in self.organisations]
        for to in self.alert.to:
            if to.role and not to.organisations:
                names.append(
                    f"{ROLES_EN[to.role]} (not named)" if language == "en" else f"{ALERT_ROLES[to.role]}（文件未写明）"
                )
        return "、".join(dict.fromkeys(names))

    def because(self, language: str) -> str:
        return "；".join(step.en if language == "en" else step.zh for step in self.steps if step.zh)

    @property
    def steps(self) -> list[Step]:
        """Why the target stands as it does, then what the rule asks of it, step by step."""
        return [step for step in (self.one.reason, *self.alert.steps) if step.zh]

    def step(self, language: str) -> str:
        """What is suggested; what an earlier version kept has it in Chinese alone."""
        return (getattr(self.alert, "step_en", "") if language == "en" else "") or self.alert.step

    def rule(self, language: str) -> str:
        """What its rule is called; what an earlier version kept has it in Chinese alone."""
        return (getattr(self.alert.rule, "title_en", "") if language == "en" else "") or self.alert.rule.title

    def said(self, part: str, language: str) -> str:
        """One of the line's words."""
        return str(getattr(self, part)(language))


def lines(found: Built, actor: Actor) -> list[Line]:
    """The alerts that stand, the most severe first, those that rest on figures before those that only miss them."""
    keys = [key_of(alert) for alert in found.build.alerts]
    raised = dict(Record.objects.filter(registry=WARNINGS, key__in=keys).values_list("key", "pk"))
    seen = {row.pk: row for row in visible(actor).filter(pk__in=raised.values())}
    by_id = _abouts(found)
    rows = [
        Line(alert, by_id[alert.target, alert.place], seen.get(raised.get(key_of(alert), 0)), key_of(alert) in raised)
        for alert in found.build.alerts
        if alert.level is not None and (alert.target, alert.place) in by_id
    ]
    return sorted(rows, key=lambda line: (-LEVELS.index(line.alert.level or "notice"), not line.one.points))


def _abouts(found: Built) -> dict[tuple[str, str], About]:
    """What alerts can be about, by the address of the commitment and the code of the place."""
    # What an earlier version kept has no counties.
    counties = [one for of_rule in getattr(found.build.evaluated, "protected", ()) for one in of_rule]
    return {(one.rule.commitment, one.place): About.county(one) for one in counties} | {
        (one.target, one.place): About.target(one) for group in found.targets.values() for one in group
    }


def line_of(found: Built, key: str, actor: Actor) -> Line | None:
    """The line of an alert by its key; None where it does not stand."""
    return next((line for line in lines(found, actor) if line.key == key), None)


def visible(actor: Actor) -> QuerySet[Record]:
    """The warnings of the registry that somebody may see, what is due first first."""
    registry = office().registries.get(WARNINGS)
    if registry is None:
        return Record.objects.none()
    return queries.visible(registry, actor).select_related("owner").order_by(F("due").asc(nulls_last=True), "pk")


@dataclass(frozen=True, slots=True)
class Kept:
    """A warning of the registry beside what the build says now.

    Attributes:
        stands: The alert of its rule, target and place that stands now; None where there is none any more.
        may_be_lifted: It came from an alert that the newest build has no longer, and is not lifted. People decide.
    """

    record: Record
    stands: Alert | None
    may_be_lifted: bool

    @property
    def level_now(self) -> str:
        return ALERT_LEVELS[self.stands.level] if self.stands and self.stands.level else ""


@dataclass(frozen=True, slots=True)
class Registered:
    """The warnings on which somebody works: the first, how many there are, how many may be lifted, and how many are at an end."""

    first: Sequence[Kept]
    number: int
    liftable: int
    ended: int


def registered(found: Built | None, actor: Actor, most: int) -> Registered:
    """The warnings of the registry on which somebody works, what is due first first, beside what the build says now."""
    alerts = found.build.alerts if found else None

    def counted() -> tuple[list[int], int, int, int]:
        rows = kept(list(visible(actor).exclude(turn="")), alerts)
        liftable = sum(one.may_be_lifted for one in rows)
        return [one.record.pk for one in rows[:most]], len(rows), liftable, visible(actor).filter(turn="").count()

    key = ("registered", actor.person.memberships, found.build.digest if found else "", most)
    pks, number, liftable, ended = remembered(key, counted)
    rows = Record.objects.in_bulk(pks)
    first = queries.with_owners([rows[pk] for pk in pks if pk in rows])
    return Registered(kept(first, alerts), number, liftable, ended)


def kept(rows: Sequence[Record], alerts: Iterable[Alert] | None) -> list[Kept]:
    """The warnings of the registry beside the alerts of the newest build; without a build nothing is suggested."""
    flow = office().workflows[WARNINGS]
    standing = None if alerts is None else {"/".join(one.key): one for one in alerts if one.level is not None}
    found = []
    for row in rows:
        state = flow.state(row.state)
        computed = bool(row.data.get("rule")) and standing is not None
        # The key without the period since which it stands at its level.
        stands = standing.get(row.key.rpartition("/")[0]) if standing is not None else None
        is_open = not (state and state.final)
        found.append(Kept(row, stands, computed and stands is None and is_open))
    return found


def owners(line: Line, on_day: object) -> list[tuple[Organisation, bool]]:
    """The organisations that may answer: those whom the alert names first, then the owner of the target, then all others.

    Each with whether it is suggested.
    """
    wanted = [*line.organisations, *_owners_of(line.alert.target)]
    wanted += line.one.suppliers
    if line.alert.place:
        wanted.append(f"government/{line.alert.place}")
    wanted = [current(id, on_day) for id in wanted]  # type: ignore[arg-type]
    known = {one.pk: one for one in Organisation.objects.all()}
    first = [known[id] for id in dict.fromkeys(wanted) if id in known]
    return [*((one, True) for one in first), *((one, False) for one in known.values() if one not in first)]


def _owners_of(target: str) -> list[str]:
    rows = Record.objects.filter(registry="targets", data__commitment=target).order_by("pk")
    return list(rows.values_list("owner_id", flat=True))


# ------------------------------------------------------------------ the table


def _levels(line: Line, language: str) -> Iterable[tuple[str, str]]:
    return [(line.alert.level or "", line.level(language))]


def _rules(line: Line, language: str) -> Iterable[tuple[str, str]]:
    return [(line.alert.rule.name, line.rule(language))]


def _places(line: Line, language: str) -> Iterable[tuple[str, str]]:
    return [(line.one.place, line.place)]


def _told(line: Line, language: str) -> Iterable[tuple[str, str]]:
    return [(id, organisation_name(id)) for id in line.organisations]


def _figures(line: Line, language: str) -> Iterable[tuple[str, str]]:
    if line.one.points:
        return [("yes", "there are figures" if language == "en" else "有数据")]
    return [("no", "figures are missing" if language == "en" else "缺数据")]


TABLE: Table[Line] = Table(
    columns=(
        Column("key", "编号", "Id", lambda line, _: line.key, shown=False),
        Column("title", "目标", "Target", lambda line, _: line.one.title, lambda line: line.one.title),
        Column("place", "范围", "Place", lambda line, _: line.place, lambda line: line.place),
        Column(
            "level",
            "级别",
            "Level",
            lambda line, language: line.level(language),
            lambda line: LEVELS.index(line.alert.level or "notice"),
        ),
        Column(
            "change", "变化", "Change", lambda line, language: line.change(language), lambda line: line.alert.now.since
        ),
        Column("because", "依据", "Because", lambda line, language: line.because(language)),
        Column("step", "建议处置", "Suggested", lambda line, language: line.step(language)),
        Column(
            "recipients",
            "送达",
            "To",
            lambda line, language: line.recipients(language),
            lambda line: line.recipients("zh") or None,
        ),
        Column("rule", "规则", "Rule", lambda line, language: line.rule(language), shown=False),
        Column(
            "official",
            "文件规定",
            "Official",
            lambda line, language: (
                ("yes" if line.alert.official else "no")
                if language == "en"
                else ("是" if line.alert.official else "否")
            ),
            shown=False,
        ),
        Column("record", "督办", "At the desk", lambda line, _: line.record.key if line.record else ""),
    ),
    filters=(
        Filter("level", "级别", "Level", _levels),
        Filter("figures", "数据", "Figures", _figures),
        Filter("rule", "规则", "Rule", _rules),
        Filter("place", "范围", "Place", _places),
        Filter("told", "送达", "To", _told),
    ),
    words=lambda line: f"{line.one.title} {line.place} {line.alert.step} {line.recipients('zh')} {line.one.quote}",
)
