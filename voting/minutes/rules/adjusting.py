"""When the minutes can be changed, frozen, approved and signed. Plain Python: it is given what it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kernel.errors import Obstacle
from voting.minutes.enums import MinutesState, SignerRole

ADJUSTERS_AT_A_BOARD_MEETING = 1
ADJUSTERS = 2  # the record's model, and what banks look for


@dataclass(frozen=True)
class SignerState:
    """One of those who sign, and how far they have come."""

    user: str
    name: str
    role: str
    approved_at: datetime | None = None
    signed_at: datetime | None = None


@dataclass(frozen=True)
class OpenComment:
    """A comment that nobody has answered."""

    name: str
    item_no: int | None


@dataclass(frozen=True)
class Minutes:
    """Everything that decides what can be done with a meeting's minutes.

    ``locked`` tells for each § that was approved at once in which § that was. ``frozen`` and ``current``
    are checksums of the words: of the version that stands, and as the record and the additions say now.
    """

    is_rehearsal: bool
    is_closed: bool
    is_board_meeting: bool
    locked: Mapping[int, int] = field(default_factory=dict)
    open_comments: Sequence[OpenComment] = ()
    number: int = 0
    file: str = ""
    frozen: str = ""
    current: str = ""
    signers: Sequence[SignerState] = ()
    is_complete: bool = False

    @property
    def state(self) -> MinutesState:
        """How far they have come, in one word."""
        if self.is_complete:
            return MinutesState.COMPLETE
        if not self.number:
            return MinutesState.DRAFT
        everybody = bool(self.signers) and all(one.approved_at for one in self.signers)
        return MinutesState.SIGNING if everybody else MinutesState.ADJUSTING

    @property
    def has_changed(self) -> bool:
        """Whether the words are no longer those of the version that stands."""
        return bool(self.number) and self.frozen != self.current

    def signer(self, user: str) -> SignerState | None:
        """The one of those who sign who is this person."""
        return next((one for one in self.signers if one.user == user), None)


def obstacles_to_changing(minutes: Minutes, *, item_no: int | None) -> list[Obstacle]:
    """Words and comments of a §: nothing is changed in what the meeting has approved or all have signed."""
    found = _always(minutes)
    if item_no is not None and item_no in minutes.locked:
        params = {"no": item_no, "approved_in": minutes.locked[item_no]}
        found.append(Obstacle("voting.minutes.obstacle_locked", params))
    return found


def obstacles_to_taking_back_text(minutes: Minutes) -> list[Obstacle]:
    """A frozen text can be opened again until everybody has signed it."""
    return _always(minutes)


def obstacles_to_freezing(minutes: Minutes, *, roles: Iterable[str]) -> list[Obstacle]:
    """The meeting is over, those who sign are known, and no question is left unanswered."""
    found = _always(minutes)
    if not minutes.is_closed:
        found.append(Obstacle("voting.minutes.obstacle_meeting_open"))
    held = list(roles)
    found += [
        Obstacle(f"voting.minutes.obstacle_no_{role.value}")
        for role in (SignerRole.CHAIR, SignerRole.SECRETARY)
        if role not in held
    ]
    needed = ADJUSTERS_AT_A_BOARD_MEETING if minutes.is_board_meeting else ADJUSTERS
    if held.count(SignerRole.ADJUSTER) < needed:
        params = {"n": held.count(SignerRole.ADJUSTER), "needed": needed}
        found.append(Obstacle("voting.minutes.obstacle_adjusters", params))
    return found + _unanswered(minutes)


def obstacles_to_approving(minutes: Minutes, *, user: str, file: str) -> list[Obstacle]:
    """What is approved is the version that stands, as the person has read it."""
    found = _version(minutes, user=user, file=file)
    return found + _unanswered(minutes)


def obstacles_to_taking_back(minutes: Minutes, *, user: str) -> list[Obstacle]:
    """An approval binds as soon as somebody has signed on the strength of it."""
    found = _version(minutes, user=user, file=minutes.file)
    signed = [one.name for one in minutes.signers if one.signed_at]
    if signed:
        found.append(Obstacle("voting.minutes.obstacle_somebody_signed", {"name": signed[0]}))
    return found


def obstacles_to_signing(minutes: Minutes, *, user: str, file: str) -> list[Obstacle]:
    """All have approved the same version, and the signer is one of them."""
    return _version(minutes, user=user, file=file) + _unapproved(minutes)


def obstacles_to_filing_paper(minutes: Minutes) -> list[Obstacle]:
    """The paper that was signed by hand is the version that all approved."""
    found = _always(minutes)
    if not minutes.number:
        return [*found, Obstacle("voting.minutes.obstacle_nothing_frozen")]
    return found + _changed(minutes) + _unapproved(minutes)


def _always(minutes: Minutes) -> list[Obstacle]:
    found = []
    if minutes.is_rehearsal:
        found.append(Obstacle("voting.minutes.obstacle_rehearsal"))
    if minutes.is_complete:
        found.append(Obstacle("voting.minutes.obstacle_complete"))
    return found


def _version(minutes: Minutes, *, user: str, file: str) -> list[Obstacle]:
    found = _always(minutes)
    if not minutes.number:
        return [*found, Obstacle("voting.minutes.obstacle_nothing_frozen")]
    if minutes.signer(user) is None:
        found.append(Obstacle("voting.minutes.obstacle_not_among_signers"))
    if file != minutes.file:
        found.append(Obstacle("voting.minutes.obstacle_other_version", {"number": minutes.number}))
    return found + _changed(minutes)


def _changed(minutes: Minutes) -> list[Obstacle]:
    if not minutes.has_changed:
        return []
    return [Obstacle("voting.minutes.obstacle_text_changed", {"number": minutes.number})]


def _unanswered(minutes: Minutes) -> list[Obstacle]:
    return [
        Obstacle("voting.minutes.obstacle_comment_open", {"name": one.name, "no": one.item_no or 0})
        for one in minutes.open_comments
    ]


def _unapproved(minutes: Minutes) -> list[Obstacle]:
    waiting = [one.name for one in minutes.signers if one.approved_at is None]
    return [Obstacle("voting.minutes.obstacle_not_approved", {"name": name}) for name in waiting]
