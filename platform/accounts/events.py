"""What happens to accounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from kernel.events import Audience, Event


@dataclass(frozen=True)
class RoleGranted(Event):
    """Somebody was given a role."""

    kind: ClassVar[str] = "accounts.role.granted"
    audience: ClassVar[Audience] = Audience.OFFICERS
    user: UUID
    name: str
    role: str


@dataclass(frozen=True)
class RoleWithdrawn(Event):
    """Somebody lost a role."""

    kind: ClassVar[str] = "accounts.role.withdrawn"
    audience: ClassVar[Audience] = Audience.OFFICERS
    user: UUID
    name: str
    role: str
