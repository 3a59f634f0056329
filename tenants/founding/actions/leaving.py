"""A member leaves the association: when, the statutes say; the posts of its people end on the same day.

Nothing stops a member from leaving. Lock order: member → leaving → posts.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.days import day_of
from kernel.errors import Missing
from tenants.founding import queries
from tenants.founding.actions.effects import roles_end
from tenants.founding.events import PostsEnded
from tenants.founding.models import Holding
from tenants.members import queries as members
from tenants.members.actions import end_by_notice, note_leaving, withdraw_leaving
from tenants.members.enums import NoticeChannel
from tenants.members.models import Leaving


@transaction.atomic
def leave(*, by: Actor, at: datetime) -> Leaving:
    """The contact gives notice for their organisation; given again while it waits, it is the same notice.

    Raises Missing for whoever is nobody's contact, and Refused for who is no member.
    """
    own = members.own_member(by.id)
    if own is None:
        raise Missing
    return _noticed(own.pk, NoticeChannel.HERE, day_of(at), by=by, at=at)


@transaction.atomic
def record_leaving(
    *, member_id: UUID, channel: NoticeChannel, noticed_on: date, by: Actor, at: datetime
) -> Leaving:
    """Write down a notice that the association had by letter or e-mail on that day.

    Raises Missing, and Refused for who is no member, or for a day to come or before it was one.
    """
    return _noticed(member_id, channel, noticed_on, by=by, at=at)


def stay(*, member_id: UUID | None, by: Actor, at: datetime) -> None:
    """Take the notice back, for a member or (None) for one's own organisation. Refused once it has left."""
    own = members.own_member(by.id) if member_id is None else members.member(member_id)
    if own is None:
        raise Missing
    withdraw_leaving(member_id=own.pk, by=by, at=at)


def let_due_leave(*, on_day: date, by: Actor, at: datetime) -> int:
    """The register and the posts follow every notice whose day has come; again, nothing is left to do."""
    return sum(_left(one.pk, by=by, at=at) for one in members.due_leavings(on_day))


def _noticed(
    member_id: UUID, channel: NoticeChannel, noticed_on: date, *, by: Actor, at: datetime
) -> Leaving:
    terms = queries.terms_of_leaving(noticed_on)
    made = note_leaving(
        member_id=member_id, channel=channel, noticed_on=noticed_on, ends_on=terms.ends_on,
        rule=(terms.rule_sv, terms.rule_en), by=by, at=at,
    )  # fmt: skip
    _left(made.pk, by=by, at=at)
    made.refresh_from_db()
    return made


@transaction.atomic
def _left(leaving_id: UUID, *, by: Actor, at: datetime) -> bool:
    ended = end_by_notice(leaving_id=leaving_id, by=by, at=at)
    if ended is None:
        return False
    if ended.was_since is not None:
        _posts_end(ended, by=by, at=at)
    return True


def _posts_end(ended: Leaving, *, by: Actor, at: datetime) -> None:
    theirs = list(queries.holdings_of(ended.member).select_for_update(of=("self",)))
    for one in theirs:
        Holding.objects.filter(pk=one.pk).update(ended_on=max(ended.ends_on, one.from_date))
    for one in theirs:
        roles_end(one, at=at)
    if theirs:
        told = [queries.holding_shape(one) for one in theirs]
        fact = PostsEnded(subject=ended.member_id, organisation=ended.member.name, holdings=told)
        record(fact, by=by, at=at)
