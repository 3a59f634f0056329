"""A hall full of voters, made in bulk: members, delegates, an open meeting, an approved register."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from kernel.actor import Actor

NOW = datetime(2016, 10, 11, 11, 0, tzinfo=UTC)
CHAIR = Actor(id=None, name="Stina Malm", roles=frozenset({"chair"}))
VENUES = (("Kalmar", "hall"), ("Växjö", "hall"), ("Distans", "remote"))
ITEM = 9


@dataclass
class Hall:
    """One meeting under way in one network, and everybody who may vote in it."""

    network: Any
    meeting: UUID
    venues: list[Any]
    voters: list[UUID]
    register: UUID
    sessions: dict[UUID, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return f"{self.network.slug}.localhost"

    def new_poll(self, kind: str = "yes_no", **more: Any) -> UUID:
        """A poll ready to be opened."""
        from voting.polls import actions

        question = actions.Question(item_no=ITEM, kind=kind, question="Ska säteskommunen ändras?", **more)
        return actions.prepare_poll(meeting_id=self.meeting, question=question, by=CHAIR, at=NOW).pk

    def open_poll(self, kind: str = "yes_no", **more: Any) -> UUID:
        """A poll that is open; whichever was open before is closed first."""
        from voting.polls import actions
        from voting.polls.models import Poll

        for other in Poll.objects.filter(meeting_id=self.meeting, state="open"):
            actions.close_poll(poll_id=other.pk, by=CHAIR, at=NOW)
        poll = self.new_poll(kind, **more)
        actions.open_poll(poll_id=poll, by=CHAIR, at=NOW)
        return poll


def fill(network: Any, *, voters: int, approved: bool = True) -> Hall:
    """Call it inside the network. Delegates have their role but no session yet."""
    from accounts.models import RoleGrant, User
    from tenants.members.models import Member
    from voting.meetings.models import Item, Meeting, Venue
    from voting.register.models import Entry, Register

    meeting = Meeting.objects.create(
        title="Konstituerande möte", state="open", starts_at=NOW, opened_at=NOW, rules_adopted_at=NOW,
        registration_closes_at=NOW - timedelta(days=4), created_at=NOW,
    )  # fmt: skip
    venues = [
        Venue.objects.create(meeting=meeting, order=n, name=name, kind=kind, confirmed_at=NOW)
        for n, (name, kind) in enumerate(VENUES, 1)
    ]
    Item.objects.create(
        meeting=meeting, no=ITEM, title_sv="Antagande av stadgar", title_en="Adoption of statutes",
        kind="statutes", state="now", started_at=NOW,
    )  # fmt: skip
    mark = uuid.uuid4().hex[:8]
    users = User.objects.bulk_create(
        User(email=f"ombud{n}@{mark}.example", name=f"Ombud {n}", created_at=NOW) for n in range(voters)
    )
    RoleGrant.objects.bulk_create(RoleGrant(user=u, role="delegate", granted_at=NOW) for u in users)
    taken = Member.objects.count()
    members = Member.objects.bulk_create(
        Member(
            number=f"{taken + n:05d}", name=f"Bolag {n} AB", org_number=f"{taken + n:06d}-0000",
            kind="company", contact_name=f"Ombud {n}", contact_email=f"kontakt{n}@{mark}.example",
            created_at=NOW,
        )
        for n in range(voters)
    )  # fmt: skip
    register = Register.objects.create(
        meeting=meeting, version=1, total=voters, drawn_up_at=NOW, approved_at=NOW if approved else None
    )
    Entry.objects.bulk_create(
        Entry(register=register, member=member, delegate=user, venue=venue)
        for member, user, venue in zip(members, users, itertools.cycle(venues), strict=False)
    )
    with connection.cursor() as cursor:  # as a meeting's tables are after a night: with statistics
        cursor.execute("ANALYZE register_entry, members_member, accounts_user")
    return Hall(network, meeting.pk, venues, [u.pk for u in users], register.pk)


def sign_in(hall: Hall, users: Sequence[UUID]) -> None:
    """Give these people a session each, as signing in would. Call it inside the network."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    from accounts.models import User

    store, rows = SessionStore(), []
    for user in User.objects.filter(pk__in=users):
        key = uuid.uuid4().hex
        data = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
        until = timezone.now() + timedelta(days=1)
        rows.append(Session(session_key=key, session_data=store.encode(data), expire_date=until))
        hall.sessions[user.pk] = key
    Session.objects.bulk_create(rows)


def headers_of(hall: Hall, user: UUID | None) -> dict[str, str]:
    """What this person's browser would send with a change."""
    from django.conf import settings

    csrf = "s" * 32
    cookies = [f"{settings.CSRF_COOKIE_NAME}={csrf}"]
    if user is not None:
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={hall.sessions[user]}")
    return {"Host": hall.host, "Cookie": "; ".join(cookies), "X-CSRFToken": csrf}
