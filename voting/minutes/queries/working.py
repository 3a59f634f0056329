"""The version that stands, and everything that decides what can be done with it."""

from __future__ import annotations

from uuid import UUID

from kernel.errors import Missing
from tenants.decisions.enums import EffectKind
from tenants.decisions.models import Effect
from voting.meetings import queries as meetings
from voting.minutes.models import Comment, SigningAuthority, Version
from voting.minutes.queries.gathering import draft
from voting.minutes.rules.adjusting import Minutes, OpenComment, SignerState
from voting.minutes.rules.shapes import MinutesDraft


def comments_of(meeting_id: UUID) -> list[Comment]:
    """Every comment that was not taken back."""
    return list(Comment.objects.filter(meeting=meeting_id, withdrawn_at=None))


def standing_version(meeting_id: UUID) -> Version | None:
    """The version that stands, without its file."""
    return Version.objects.defer("pdf").filter(meeting=meeting_id, superseded_at=None).first()


def version_of(meeting_id: UUID, number: int) -> Version:
    """One version, without its file; Missing where there is none."""
    found = Version.objects.defer("pdf").filter(meeting=meeting_id, number=number).first()
    if found is None:
        raise Missing
    return found


def approved_at_once(meeting_id: UUID) -> dict[int, int]:
    """§§ that the meeting itself approved, each with the § in which it did."""
    standing = Effect.objects.filter(
        decision__meeting=meeting_id,
        decision__retracted_at=None,
        undone_at=None,
        kind=EffectKind.ITEMS_APPROVED.value,
    ).select_related("decision")
    return {int(no): one.decision.item_no for one in standing for no in one.body.get("items", ())}


def minutes_of(meeting_id: UUID, *, text: MinutesDraft | None = None) -> Minutes:
    """Everything the rules ask about. ``text`` saves writing it anew when the caller has it.

    A rehearsal has neither text nor versions; that it is one is all there is to know.
    """
    meeting = meetings.meeting(meeting_id)
    if meeting.is_rehearsal:
        return Minutes(is_rehearsal=True, is_closed=False, is_board_meeting=False)
    version = standing_version(meeting_id)
    comments = [c for c in comments_of(meeting_id) if c.answered_at is None]
    known = Minutes(
        is_rehearsal=False,
        is_closed=meeting.closed_at is not None,
        is_board_meeting=meeting.kind == "board",
        locked=approved_at_once(meeting_id),
        open_comments=[OpenComment(c.name, c.item_no) for c in comments],
    )
    if version is None:
        return known
    signatories = list(version.signatories.defer("pdf"))
    return Minutes(
        is_rehearsal=False,
        is_closed=known.is_closed,
        is_board_meeting=known.is_board_meeting,
        locked=known.locked,
        open_comments=known.open_comments,
        number=version.number,
        file=version.sha256,
        frozen=version.text_sha256,
        current=(text or draft(meeting_id)).sha256,
        signers=[
            SignerState(str(s.user_id), s.name, s.role, s.approved_at, s.signed_at) for s in signatories
        ],
        is_complete=version.completed_at is not None,
    )


def are_approved(meeting_id: UUID) -> bool:
    """Everybody who signs has approved the version that stands, so that every § of it is justerad."""
    version = standing_version(meeting_id)
    if version is None:
        return False
    waiting = version.signatories.filter(approved_at=None).exists()
    return version.completed_at is not None or (version.signatories.exists() and not waiting)


def authorities() -> list[SigningAuthority]:
    """Every authority this association has had: an old signature is judged by the one that made it."""
    return list(SigningAuthority.objects.order_by("-made_at", "-pk"))
