"""What happened while an item was dealt with: breaks, lost places, what was heard, what was taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from voting.minutes.rules.facts.words import Events


@dataclass(frozen=True)
class HappeningFacts:
    """One thing in the meeting's course.

    ``kind``: ``adjourned`` (to ``until``, with ``text`` as the reason and ``planned_until`` as announced),
    ``lost`` (a place, ``who``; ``text`` is a button or silence), ``paused`` (the vote ``subject``, by the
    chair or because a place was lost; ``count`` is 1 when its closing time was moved), ``quorum_waived``
    (``count`` of ``needed``, with the reason), ``line`` (the lists of motions and speakers were
    closed), ``matter_added`` and ``matter_removed`` (the board's own matter ``subject``).
    """

    kind: str
    at: datetime
    until: datetime | None = None
    planned_until: datetime | None = None
    who: str = ""
    text: str = ""
    subject: str = ""
    count: int = 0
    needed: int = 0
    seconds: int = 0
    events: Events = ()


@dataclass(frozen=True)
class SoundingFacts:
    """The chair asked and heard. ``places``: (place, what was heard) where it was asked place by place."""

    step: str
    heard: str
    question: str = ""
    places: tuple[tuple[str, str], ...] = ()
    events: Events = ()


@dataclass(frozen=True)
class ConflictFacts:
    """A member that did not vote under the item, and why."""

    member: str
    reason: str
    said_by: str  # member · chair · meeting
    events: Events = ()


@dataclass(frozen=True)
class UndoneFacts:
    """Something that was taken back: what it said, and why it went."""

    kind: str
    text: str
    reason: str
    at: datetime | None = None
    events: Events = ()
