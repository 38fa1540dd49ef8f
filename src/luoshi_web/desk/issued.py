"""Notices that follow from what was decided at the desk: 挂牌督办 and 催办, with everything that stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from luoshi.act.calendar import period_title
from luoshi.act.people import is_one_of
from luoshi.model.workflow import Who
from luoshi.publish.chart import Figure
from luoshi.publish.chart_words import day
from luoshi.publish.word_notice import MAY_BREAK, Attachment, Grid, OfficialNotice, Passage
from luoshi_web.desk import dispatched, projects
from luoshi_web.desk.figures import s_curve
from luoshi_web.desk.models import Event, Record
from luoshi_web.desk.nouns import record as noun
from luoshi_web.desk.people import Actor
from luoshi_web.desk.shown import document_name
from luoshi_web.packs import office

# Those who list and urge may write the notice about it.
ISSUERS = (Who("牵头协调", "keeper"), Who("督查员", "keeper"), Who("督查员", "above"))
_REPORTED = ("cumulative", "annual_plan", "annual_done", "image")
# Of a rule that no document prints.
NOT_OFFICIAL = "系统默认，非官方"
_LEVELS = (("省级责任人", "person_province"), ("市级责任人", "person_city"), ("县级责任人", "person_county"))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of notice: the move that it follows, and what it is called."""

    id: str
    title: str
    title_en: str


KINDS = (Kind("list", "挂牌督办通知", "Notice of listing"), Kind("urge", "催办通知", "Notice of urging"))


def kinds_for(row: Record, actor: Actor) -> list[Kind]:
    """The notices that somebody may have about a record: those whose move was made, for those who may issue them."""
    if actor.user is None or is_one_of(actor.person, ISSUERS, noun(row)) is None:
        return []
    return [kind for kind in KINDS if _holds(kind, row)]


def _holds(kind: Kind, row: Record) -> bool:
    return row.data.get("listed_supervision") == "是" if kind.id == "list" else bool(row.data.get("urged"))


def notice(row: Record, kind: Kind, actor: Actor, on: date) -> OfficialNotice:
    """The notice about a record, dated as the move that it follows.

    Args:
        on: The day up to which it knows what was reported.
    """
    event = row.events.filter(move=kind.id).select_related("organisation").order_by("-number").first()
    issuer = event.organisation.name if event and event.organisation else row.keeper.name
    dated = event.at.astimezone().date() if event else on
    subject = row.subject or row
    listing = kind.id == "list"
    passages = _of_listing(row, subject, actor) if listing else _of_urging(row, subject, event, dated)
    return OfficialNotice(
        issuer=issuer, number="", title=_title(subject, listing), addressees=(_told(row, issuer),), passages=tuple(passages),
        on=dated, attachments=tuple(_attachments(subject, actor)) if listing else (),
        copies=tuple(one.name for one in subject.participants.all() if one.name not in (row.owner.name, issuer)),
    )  # fmt: skip


def _told(row: Record, issuer: str) -> str:
    """Whom a notice is sent to; nobody sends one to itself."""
    return row.owner.name if row.owner.name != issuer else "各有关单位"


def _title(subject: Record, listing: bool) -> str:
    what = named(subject, MAY_BREAK)
    if listing:
        return f"关于对{MAY_BREAK}{what}{MAY_BREAK}实行挂牌督办的通知"
    return f"关于催办{MAY_BREAK}{what}的通知"


def named(subject: Record, between: str = "") -> str:
    """What a record is called in a title: a project by its name, an item by its number in its document.

    Args:
        between: What stands between the document and the number.
    """
    number, document = str(subject.data.get("number", "")), str(subject.data.get("document", ""))
    if subject.registry == projects.REGISTRY:
        return subject.title
    if number and document:
        return f"{document_name(document)}{between}第{number}项任务"
    return f"“{subject.title[:20]}”事项"


def _basis(subject: Record) -> str:
    """By which document, with its title as it is cited."""
    id = str(subject.data.get("document", ""))
    found = next((one for one in office().pack.documents if one.id == id), None)
    if found is None:
        return ""
    number = f"（{found.doc_number}）" if found.doc_number else ""
    return f"《{found.title}》{number}" if found.title else number


# ------------------------------------------------------------------ 挂牌督办


def _of_listing(row: Record, subject: Record, actor: Actor) -> Iterator[Passage]:
    basis = _basis(subject)
    yield Passage(f"{f'根据{basis}要求，' if basis else ''}决定对{named(subject)}实行挂牌督办。有关事项通知如下。")
    yield Passage("督办事项", 1)
    yield Passage("".join(_facts(subject)))
    yield Passage("责任人", 1)
    for title, id in _LEVELS:
        yield Passage(f"{row.data.get(id) or '待定'}。", 2, f"{title}：")
    yield Passage("进展和问题", 1)
    yield Passage("".join(_progress(subject, actor)))
    yield Passage("办理要求", 1)
    yield from _requirements(row)


def _facts(subject: Record) -> Iterator[str]:
    data = subject.data
    if subject.registry != projects.REGISTRY:
        yield subject.title.rstrip("。") + "。"
    if scale := str(data.get("scale") or "").rstrip("。"):
        yield f"建设规模及主要内容：{scale}。"
    if first := data.get("first_year"):
        yield f"建设年限：{first}—{data.get('last_year') or first}年。"
    if total := data.get("total_investment"):
        yield f"总投资：{total}亿元。"
    if entity := data.get("legal_entity"):
        yield f"法人单位：{entity}。"
    if kind := data.get("class"):
        yield f"项目类别：{kind}。"
    if standard := str(data.get("completion_standard") or "").rstrip("。"):
        yield f"完成标准：{standard}。"


def _progress(subject: Record, actor: Actor) -> Iterator[str]:
    reports = projects.reports_on(subject, actor) if subject.registry == projects.REGISTRY else []
    if not reports:
        yield "尚无填报的进展情况。"
    for report in reports[-1:]:
        told = report.data
        parts = [
            f"累计完成投资{told['cumulative']}亿元" if told.get("cumulative") else "",
            f"本年度计划投资{told['annual_plan']}亿元、已完成{told['annual_done']}亿元"
            if told.get("annual_plan") and told.get("annual_done") else "",
            dispatched.how_far(told).rstrip("。"),
        ]  # fmt: skip
        said = "，".join(part for part in parts if part) or "已填报，没有投资数和形象进度"
        yield f"截至{period_title(report.period)}：{said}。"
        if problems := str(told.get("problems") or "").rstrip("。"):
            yield f"存在问题：{problems}。"
    for pace in projects.last_paces(subject, actor):
        if pace.behind:
            own = "" if pace.rule.official else f"（{NOT_OFFICIAL}）"
            yield f"{pace.because.zh.partition('：')[2]}{own}。"
    for problem in projects.gates_of(subject):
        yield f"{problem.zh}。"


def _requirements(row: Record) -> Iterator[Passage]:
    """What the workflow of supervision asks; nothing beyond it."""
    if row.due:
        yield Passage(f"请于{day(row.due)}前完成。需要延期的，到期前提出申请，说明理由和预计完成时间。", 3)
    else:
        yield Passage("请按文件要求推进，明确完成时间。", 3)
    yield Passage("请在每季度调度中按期填报进展情况、存在问题和下步措施。", 3)
    yield Passage("完成后反馈办理结果并附佐证材料，经审核办结、销号后摘牌。", 3)


def _attachments(subject: Record, actor: Actor) -> Iterator[Attachment]:
    if subject.registry != projects.REGISTRY:
        return
    parts: list[Passage | Grid | Figure] = []
    if spending := projects.spending_of(subject, actor):
        parts.append(s_curve(spending))
    if reports := projects.reports_on(subject, actor):
        rows = tuple(
            (period_title(one.period), *(str(one.data.get(id) or "—") for id in _REPORTED))
            for one in reports
        )  # fmt: skip
        heads = ("调度期", "累计完成（亿元）", "年度计划（亿元）", "年度完成（亿元）", "形象进度")
        parts.append(Grid(heads, rows, (1.6, 1.2, 1.2, 1.2, 3)))
    if parts:
        yield Attachment("投资完成情况", tuple(parts))


# ------------------------------------------------------------------ 催办


def _of_urging(row: Record, subject: Record, event: Event | None, on: date) -> Iterator[Passage]:
    basis, late = _basis(subject), max(0, (on - row.due).days) if row.due else 0
    times = row.data.get("urged", "1")
    due = f"时限为{day(row.due)}" if row.due else "文件没有写明时限"
    yield Passage(f"{f'根据{basis}，' if basis else ''}{named(subject)}由你单位办理，{due}。")
    if row.subject_id:
        waiting = f"{period_title(row.period)}的填报至{day(on)}尚未收到"
        yield Passage(f"{waiting}{f'，逾期{late}天' if late else ''}。现第{times}次催办，请收到通知后即行填报。")
    else:
        yield Passage(
            f"至{day(on)}尚未反馈办结{f'，逾期{late}天' if late else ''}。现第{times}次催办，请抓紧办理并反馈进展。"
        )
    if event and event.note:
        yield Passage(event.note)
    yield Passage("事项内容", 1)
    yield Passage("".join(_facts(subject)) or f"{subject.title}。")
    yield Passage("办理要求", 1)
    yield Passage("请写明进展情况、存在问题和下步措施，并附佐证材料。", 3)
    yield Passage("确需延期的，说明理由和预计完成时间，经批准后按新的时限办理；原时限和逾期天数保留在案。", 3)
