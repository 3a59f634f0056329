"""What happens to the minutes after the meeting: its text is frozen, questioned, approved and signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from kernel.events import Audience, Event


@dataclass(frozen=True)
class ItemWorded(Event):
    """What the minutes say around an item's decision: its background, who proposed it, what is added."""

    kind: ClassVar[str] = "voting.minutes.item_worded"
    audience: ClassVar[Audience] = Audience.OFFICERS
    no: int
    words: dict[str, str]


@dataclass(frozen=True)
class AnnexAttached(Event):
    """A file was laid under an item: it goes into the minutes as an annex, with its checksum."""

    kind: ClassVar[str] = "voting.minutes.annex_attached"
    audience: ClassVar[Audience] = Audience.MEETING
    attachment: UUID
    no: int
    title: str
    sha256: str


@dataclass(frozen=True)
class AnnexRemoved(Event):
    """A file that lay under an item was taken away before it was frozen into the minutes."""

    kind: ClassVar[str] = "voting.minutes.annex_removed"
    audience: ClassVar[Audience] = Audience.MEETING
    attachment: UUID
    no: int
    title: str
    sha256: str


@dataclass(frozen=True)
class TextTakenBack(Event):
    """A frozen version no longer stands: its words are to be changed. The approvals it had went with it."""

    kind: ClassVar[str] = "voting.minutes.taken_back"
    audience: ClassVar[Audience] = Audience.MEETING
    version: int
    sha256: str
    took_back: list[str]


@dataclass(frozen=True)
class TextFrozen(Event):
    """A version of the text was printed; from here on each byte counts."""

    kind: ClassVar[str] = "voting.minutes.frozen"
    audience: ClassVar[Audience] = Audience.MEETING
    version: int
    sha256: str
    text_sha256: str
    signatories: list[dict[str, str]]
    annexes: list[dict[str, str]]
    took_back: list[str]


@dataclass(frozen=True)
class Commented(Event):
    """One of those who sign asked for a change. Working material: it never reaches the minutes."""

    kind: ClassVar[str] = "voting.minutes.commented"
    audience: ClassVar[Audience] = Audience.OFFICERS
    comment: dict[str, Any]


@dataclass(frozen=True)
class CommentAnswered(Event):
    """The secretary answered: the text was changed, or it stays and why."""

    kind: ClassVar[str] = "voting.minutes.comment_answered"
    audience: ClassVar[Audience] = Audience.OFFICERS
    comment: dict[str, Any]


@dataclass(frozen=True)
class CommentWithdrawn(Event):
    """Whoever commented took it back."""

    kind: ClassVar[str] = "voting.minutes.comment_withdrawn"
    audience: ClassVar[Audience] = Audience.OFFICERS
    comment: dict[str, Any]


@dataclass(frozen=True)
class MinutesApproved(Event):
    """One of those who sign approved a version, named by its checksum."""

    kind: ClassVar[str] = "voting.minutes.approved"
    audience: ClassVar[Audience] = Audience.MEETING
    version: int
    sha256: str
    name: str
    role: str
    user: UUID


@dataclass(frozen=True)
class ApprovalWithdrawn(Event):
    """An approval was taken back before anybody had signed."""

    kind: ClassVar[str] = "voting.minutes.approval_withdrawn"
    audience: ClassVar[Audience] = Audience.MEETING
    version: int
    name: str
    role: str
    user: UUID


@dataclass(frozen=True)
class MinutesSigned(Event):
    """A signature was added to the file; ``sha256`` is the file with it."""

    kind: ClassVar[str] = "voting.minutes.signed"
    audience: ClassVar[Audience] = Audience.MEETING
    version: int
    sha256: str
    name: str
    role: str
    user: UUID
    certificate: str


@dataclass(frozen=True)
class PaperFiled(Event):
    """The version that was signed by hand was scanned and filed."""

    kind: ClassVar[str] = "voting.minutes.paper_filed"
    audience: ClassVar[Audience] = Audience.MEETING
    version: int
    sha256: str
    name: str


@dataclass(frozen=True)
class MinutesCompleted(Event):
    """Everybody has signed: the minutes are what they will be."""

    kind: ClassVar[str] = "voting.minutes.completed"
    audience: ClassVar[Audience] = Audience.PUBLIC
    version: int
    sha256: str
    path: str


@dataclass(frozen=True)
class ExtractMade(Event):
    """Some §§ were printed for a bank or an authority."""

    kind: ClassVar[str] = "voting.minutes.extract_made"
    audience: ClassVar[Audience] = Audience.OFFICERS
    version: int
    items: list[int]
    sha256: str


@dataclass(frozen=True)
class AuthorityFounded(Event):
    """The association's own authority for signatures was made; the fingerprint is its certificate's."""

    kind: ClassVar[str] = "voting.minutes.authority_founded"
    audience: ClassVar[Audience] = Audience.PUBLIC
    fingerprint: str
