"""What happens to the association itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from kernel.events import Audience, Event


@dataclass(frozen=True)
class AssociationFounded(Event):
    """Formed, named, with statutes and a board: from now on a legal person."""

    kind: ClassVar[str] = "tenants.founding.founded"
    audience: ClassVar[Audience] = Audience.PUBLIC
    name: str


@dataclass(frozen=True)
class PostsEnded(Event):
    """Whoever spoke for a member that has left holds these posts no more."""

    kind: ClassVar[str] = "tenants.founding.posts_ended"
    audience: ClassVar[Audience] = Audience.PUBLIC
    organisation: str
    holdings: list[dict[str, Any]]


@dataclass(frozen=True)
class PostsFilled(Event):
    """People were chosen, by the meeting or by the board."""

    kind: ClassVar[str] = "tenants.founding.posts_filled"
    audience: ClassVar[Audience] = Audience.PUBLIC
    holdings: list[dict[str, Any]]
