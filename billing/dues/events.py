"""What happens to dues. The subject is the schedule; amounts in öre."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kernel.events import Audience, Event


@dataclass(frozen=True)
class FeesTakenOver(Event):
    """A decision's fees are what members are billed by."""

    kind: ClassVar[str] = "billing.dues.taken_over"
    audience: ClassVar[Audience] = Audience.OFFICERS
    decision: str
    period_from: str
    period_to: str


@dataclass(frozen=True)
class FeesKept(Event):
    """Terms or classes of a schedule were changed; which fields, or which class."""

    kind: ClassVar[str] = "billing.dues.kept"
    audience: ClassVar[Audience] = Audience.OFFICERS
    fields: list[str]


@dataclass(frozen=True)
class MemberTreated(Event):
    """Somebody decided about one member's fee, or took it back. The reason stands in the room, not here."""

    kind: ClassVar[str] = "billing.dues.treated"
    audience: ClassVar[Audience] = Audience.OFFICERS
    member: str
    fee_class: str
    is_exempt: bool


@dataclass(frozen=True)
class DuesRunStarted(Event):
    """A run began to bill."""

    kind: ClassVar[str] = "billing.dues.run_started"
    audience: ClassVar[Audience] = Audience.OFFICERS
    run: str
    planned: int


@dataclass(frozen=True)
class DuesRunEnded(Event):
    """A run has billed everybody that it could."""

    kind: ClassVar[str] = "billing.dues.run_ended"
    audience: ClassVar[Audience] = Audience.OFFICERS
    run: str
    invoices: int
    total: int
    waiting: int
