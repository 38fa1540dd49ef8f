"""What an organisation is to a record, and what a person may therefore see.

Everything follows from organisation, role, and the places below; nothing is granted to one person alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from luoshi.model.person import Membership, Person, Relation, Role
from luoshi.model.record import Record
from luoshi.model.registry import Registry
from luoshi.model.workflow import State, Who, Workflow

# Who watches over others: they see what lies in their place, whoever it belongs to.
_OVERSEERS: tuple[Role, ...] = ("牵头协调", "督查员", "系统管理员")

# Who reports or reviews for one department: seen is what concerns it, wherever it sits.
_OF_A_DEPARTMENT: tuple[Role, ...] = ("部门联络员", "审核人")

LEVEL_OF_ROLE: dict[Role, tuple[str, ...]] = {
    "部门联络员": ("省",),
    "市州联络员": ("市",),
    "县区联络员": ("县",),
}


def relations(membership: Membership, record: Record) -> Iterator[Relation]:
    """What the organisation of a membership is to a record.

    >>> one = Record("1", "plots", "draft", owner="government/220700", places=("220700", "220000"), keeper="jilin/land")
    >>> list(relations(Membership("督查员", "jilin/inspection", "220000"), one))
    ['above']
    >>> list(relations(Membership("市州联络员", "government/220200", "220200"), one))
    []
    """
    if membership.organisation and membership.organisation == record.owner:
        yield "owner"
    if membership.organisation and membership.organisation in record.participants:
        yield "participant"
    if membership.organisation and membership.organisation == record.keeper:
        yield "keeper"
    if stands_above(membership) and membership.place in record.places[1:]:
        yield "above"


def stands_above(membership: Membership) -> bool:
    """Whether who holds this is above the places below; a department of the province is not above a city for being its own.

    >>> stands_above(Membership("部门联络员", "jilin/energy", "220000"))
    False
    """
    return bool(membership.place) and membership.role not in _OF_A_DEPARTMENT


def is_one_of(person: Person, who: Iterable[Who], record: Record) -> Membership | None:
    """The membership by which a person is one of those meant; None where there is none."""
    meant = tuple(who)
    for membership in person.memberships:
        being = set(relations(membership, record))
        for one in meant:
            if membership.role == one.role and (one.of is None or one.of in being):
                return membership
    return None


def may_see(registry: Registry, workflow: Workflow, person: Person, record: Record) -> bool:
    """Whether a person may see a record at all; what a visitor may see of it, `is_public` and the fields' marks say."""
    if person.has("系统"):
        return True
    if person.has("公众") or not person.memberships:
        return is_public(registry, record)
    state = workflow.state(record.state)
    return is_public(registry, record) or any(_sees(registry, state, one, record) for one in person.memberships)


def may_administer(person: Person) -> bool:
    """Whether a person may make and close accounts and appoint people."""
    return person.has("系统管理员") or person.has("系统")


def is_public(registry: Registry, record: Record) -> bool:
    """Whether everybody may see the public fields of a record."""
    return record.state in registry.public_states


def _sees(registry: Registry, state: State | None, membership: Membership, record: Record) -> bool:
    being = set(relations(membership, record))
    if state and state.private:
        return "owner" in being
    if not registry.seen_by or being & set(registry.seen_by):
        return True
    return membership.role in _OVERSEERS and membership.place in record.places
