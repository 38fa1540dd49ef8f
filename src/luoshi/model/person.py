"""Who acts at the desk: a person, the roles held at organisations, and how far each reaches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal[
    "系统管理员", "牵头协调", "部门联络员", "市州联络员", "县区联络员", "审核人", "督查员", "公众", "系统",
]  # fmt: skip
# What an organisation is to a record: answers for it, takes part, keeps the registry, governs the place above.
Relation = Literal["owner", "participant", "keeper", "above"]

ROLES: tuple[Role, ...] = get_args(Role)
RELATIONS: tuple[Relation, ...] = get_args(Relation)


@dataclass(frozen=True, slots=True)
class Membership:
    """A role that somebody holds at an organisation (任职); `place` is the code of the place the organisation works for."""

    role: Role
    organisation: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is signed in, or nobody in particular (人员).

    `id` is the account's; blank for a visitor.
    """

    id: str
    name: str = ""
    memberships: tuple[Membership, ...] = ()

    @property
    def is_visitor(self) -> bool:
        return not self.memberships

    def has(self, role: Role) -> bool:
        """Whether the person holds a role anywhere.

        >>> Person("7", memberships=(Membership("审核人", "jilin/finance", "220000"),)).has("审核人")
        True
        """
        return any(membership.role == role for membership in self.memberships)


VISITOR = Person("", "", (Membership("公众", ""),))
# What happens because a day has come is done in the system's own name.
SYSTEM = Person("system", "系统", (Membership("系统", ""),))
