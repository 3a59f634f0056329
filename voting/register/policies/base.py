"""What every rule on who may vote takes and gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Protocol, Self
from uuid import UUID


@dataclass(frozen=True)
class Reason:
    """Why somebody has a vote, or has none: a text's key and what fills it."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """As screens read it."""
        return {"code": f"voting.register.reason_{self.code}", "params": dict(self.params)}


@dataclass(frozen=True)
class MemberAt:
    """An organisation, with those it has named. ``overdue_since``: the day an unpaid fee is due.

    ``since``, ``until``: the days on which its membership begins and has ended, as far as known.
    """

    id: UUID
    name: str
    delegate: str = ""
    substitute: str = ""
    overdue_since: date | None = None
    since: date | None = None
    until: date | None = None

    def is_member_on(self, day: date) -> bool:
        """Of the association, not only of the network."""
        return self.since is not None and self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class PersonAt:
    """Somebody who is here for a member of their own."""

    user: UUID
    name: str
    member: UUID
    venue: UUID
    is_substitute: bool = False


@dataclass(frozen=True)
class ProxyAt:
    """A member's proxy. ``filed`` is its number in the order of filing; no ``holder`` is known to us."""

    id: UUID
    member: UUID
    holder: UUID | None
    holder_name: str
    dated: date
    filed: int
    filed_at: datetime | None = None


@dataclass(frozen=True)
class ConflictAt:
    """A member that has a conflict of interest in the item."""

    member: UUID
    reason: str = ""


@dataclass(frozen=True)
class Facts:
    """How things stand at one moment. ``members_only``: the association's own vote, not all the network."""

    on: date
    members: Sequence[MemberAt]
    people: Sequence[PersonAt]
    proxies: Sequence[ProxyAt] = ()
    conflicts: Sequence[ConflictAt] = ()
    approved_at: datetime | None = None
    members_only: bool = False

    def name_of(self, member: UUID) -> str:
        """The member's name; empty for one that is not among them."""
        return next((m.name for m in self.members if m.id == member), "")


@dataclass(frozen=True)
class Entitlement:
    """One member's vote: who casts it and by what right, or nobody; and why."""

    member: MemberAt
    person: PersonAt | None = None
    authority: str = ""
    hold: int = 0
    reasons: tuple[Reason, ...] = ()

    @property
    def has_vote(self) -> bool:
        """Somebody here casts it."""
        return self.person is not None


@dataclass(frozen=True)
class Refusal:
    """Somebody who is here, or a proxy that was filed, and does not count; and why."""

    name: str
    member: str
    reason: Reason
    proxy: UUID | None = None


@dataclass(frozen=True)
class Standing:
    """Every member's vote, and what did not count."""

    votes: Mapping[UUID, Entitlement]
    refused: tuple[Refusal, ...] = ()

    def given(self, member: UUID, **changes: Any) -> Self:  # noqa: ANN401  any field of an entitlement
        """The same with this member's vote changed."""
        return replace(self, votes={**self.votes, member: replace(self.votes[member], **changes)})

    def refusing(self, refusal: Refusal) -> Self:
        """The same with one more that did not count."""
        return replace(self, refused=(*self.refused, refusal))

    def held_by(self, user: UUID) -> list[Entitlement]:
        """The votes that this person casts, in the order they got them."""
        mine = [v for v in self.votes.values() if v.person is not None and v.person.user == user]
        return sorted(mine, key=lambda vote: vote.hold)


class Policy(Protocol):
    """One rule. ``parameters`` are those in force; they decide whether and how it applies."""

    def apply(self, facts: Facts, standing: Standing, parameters: Any) -> Standing:  # noqa: ANN401  duck-typed
        """The standing after this rule."""
        ...
