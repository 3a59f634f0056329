"""The register follows presence, proxies and conflicts at once: a change makes its next version."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from journal.actions import record
from kernel.actor import Actor
from voting.meetings import queries as meeting_queries
from voting.meetings.enums import MeetingState
from voting.meetings.models import Meeting
from voting.register import queries, rules
from voting.register.events import RegisterChanged
from voting.register.models import Conflict, Entry, Register
from voting.register.policies import Standing


def bring_up_to_date(meeting: Meeting, *, change: dict[str, Any], at: datetime) -> Register | None:
    """The next version, if the votes are not those of the newest one. The caller holds the meeting."""
    newest = queries.current_register(meeting.pk)
    if newest is None or meeting.state == MeetingState.CLOSED:
        return None
    standing = queries.standing_at(meeting)
    if rules.is_same(queries.votes_of(newest), queries.votes_in(standing)):
        return None
    after = len(queries.votes_in(standing))
    return draw_up(meeting, standing, change={**change, "before": newest.total, "after": after}, at=at)


def tell(meeting: Meeting, register: Register | None, *, by: Actor, at: datetime) -> None:
    """Record the change of a version that was drawn up; last, after the fact that caused it."""
    if register is not None:
        shape = queries.summary_of(register)
        fact = RegisterChanged(subject=meeting.pk, register=shape, change=register.change or {})
        record(fact, by=by, at=at)


def draw_up(
    meeting: Meeting,
    standing: Standing,
    *,
    change: dict[str, Any] | None,
    at: datetime,
    item_no: int | None = None,
    excluded: list[dict[str, str]] | None = None,
) -> Register:
    """Write the next version, whole, in one statement for its votes: the database counts them."""
    newest = Register.objects.filter(meeting=meeting).order_by("-version").first()
    votes, reasons = queries.votes_in(standing), queries.reasons_of(standing)
    register = Register.objects.create(
        meeting=meeting, version=newest.version + 1 if newest else 1, total=len(votes),
        drawn_up_at=at, change=change, item_no=item_no, excluded=excluded or [],
    )  # fmt: skip
    Entry.objects.bulk_create(
        Entry(
            register=register, member_id=v.member, delegate_id=v.delegate, venue_id=v.venue,
            authority=v.authority, hold=v.hold, reasons=reasons[v.member],
        )
        for v in votes
    )  # fmt: skip
    return register


def register_for(meeting: Meeting, item_no: int, *, at: datetime) -> Register:
    """The version that a vote under this item opens on. The caller holds the meeting.

    The newest; where somebody in it has a conflict of interest in the item, a version of its own without
    them, so that for, against, blank and not voted still add up to the register.
    """
    newest = Register.objects.filter(meeting=meeting, item_no=None).latest("version")
    if not Conflict.objects.filter(meeting=meeting, item_no=item_no, lifted_at=None).exists():
        return newest
    standing = queries.standing_at(meeting, item_no=item_no)
    votes = queries.votes_in(standing)
    if rules.is_same(queries.votes_of(newest), votes):
        return newest
    before = Register.objects.filter(meeting=meeting, item_no=item_no).order_by("-version").first()
    if before is not None and rules.is_same(queries.votes_of(before), votes):
        return before
    kept = {vote.member for vote in votes}
    gone = newest.entries.exclude(member__in=kept).select_related("member", "delegate")
    excluded = [
        {
            "member": entry.member.name,
            "delegate": entry.delegate.name,
            "reason": next(
                (c.reason for c in _conflicts(meeting, item_no) if c.member_id == entry.member_id), ""
            ),
        }
        for entry in gone
    ]
    return draw_up(meeting, standing, change=None, at=at, item_no=item_no, excluded=excluded)


def follow_with(meeting: Meeting, change: dict[str, Any], *, at: datetime) -> Register | None:
    """As :func:`bring_up_to_date`, of the meeting as it is stored now."""
    return bring_up_to_date(meeting_queries.meeting(meeting.pk), change=change, at=at)


def _conflicts(meeting: Meeting, item_no: int) -> list[Conflict]:
    return list(Conflict.objects.filter(meeting=meeting, item_no=item_no, lifted_at=None))
