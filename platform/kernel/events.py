"""Facts: frozen dataclasses with a dotted name and a mandatory audience.

Fields become the journal entry's body. An event without a kind or an audience cannot be imported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

_KIND = re.compile(r"[a-z_]+(\.[a-z_]+){2}")


class Audience(StrEnum):
    """Who may see a fact. Wider ones come first."""

    PUBLIC = "public"
    MEETING = "meeting"
    MEMBERS = "members"
    OFFICERS = "officers"
    SELF = "self"


@dataclass(frozen=True)
class Event:
    """Something that has happened, in the past tense. ``subject`` is the meeting or thing it is about."""

    kind: ClassVar[str]
    audience: ClassVar[Audience]
    known: ClassVar[dict[str, type[Event]]] = {}

    subject: UUID | None

    def __init_subclass__(cls, **kwargs: Any) -> None:  # noqa: ANN401  passes through unchanged
        """Refuse an event that does not say what it is and for whom."""
        super().__init_subclass__(**kwargs)
        kind = cls.__dict__.get("kind")
        if not isinstance(kind, str) or not _KIND.fullmatch(kind):
            message = f"{cls.__name__} needs a kind such as 'voting.poll.opened'"
            raise TypeError(message)
        if not isinstance(cls.__dict__.get("audience"), Audience):
            message = f"{cls.__name__} needs an audience"
            raise TypeError(message)
        other = Event.known.get(kind)
        if other is not None and other.__qualname__ != cls.__qualname__:
            message = f"{kind} is already the kind of {other.__qualname__}"
            raise TypeError(message)
        Event.known[kind] = cls

    def body(self) -> dict[str, Any]:
        """The fields beside the subject, as the journal stores them."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "subject"}
