"""Who does something: a person with roles, or the house itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self
from uuid import UUID


@dataclass(frozen=True)
class Actor:
    """The one on whose behalf an action runs. ``id`` is None for the house itself and for guests."""

    id: UUID | None
    name: str
    roles: frozenset[str] = frozenset()

    @classmethod
    def system(cls) -> Self:
        """Tasks, commands and provisioning act as the house."""
        return cls(id=None, name="Stadga")

    @classmethod
    def guest(cls) -> Self:
        """Somebody who has not signed in."""
        return cls(id=None, name="")
