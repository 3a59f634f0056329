"""Who comes, to which meeting, and may they? Asked once, in a thread, with Django's own sign-in."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import HttpRequest, parse_cookie
from django.utils.module_loading import import_string

from accounts.models import User
from journal.queries import reach_of
from kernel import tenancy
from live.api.answers import TurnedAway
from live.api.hub import VERB
from live.queries import Badge, Meetings


@dataclass(frozen=True, kw_only=True)
class Admitted:
    """What a stream needs to know of its reader."""

    schema: str
    meeting: UUID
    reach: str
    badge: Badge | None  # a projector has none

    @property
    def reader(self) -> tuple[str, str]:
        """Whose streams are counted together: a sign-in's, or all screens of one meeting."""
        return (self.schema, self.badge.session if self.badge else str(self.meeting))


def admit(*, host: str, cookie: str, meeting: UUID | None, projector: str, meetings: Meetings) -> Admitted:
    """Find the association by the Host header alone, then the reader, their right and the meeting.

    Runs in a thread of its own and gives the thread's connection back to the pool before it returns:
    what streams afterwards holds none. Raises :class:`TurnedAway`.
    """
    try:
        return _admit(host, cookie, meeting, projector, meetings)
    finally:
        connection.close()


def _admit(host: str, cookie: str, meeting: UUID | None, projector: str, meetings: Meetings) -> Admitted:
    try:
        network = tenancy.network_at(host, public_hosts=frozenset(settings.PUBLIC_HOSTS))
    except LookupError:
        raise TurnedAway(404) from None
    if network is None:
        raise TurnedAway(404)
    with tenancy.inside(network):
        schema = tenancy.schema()
        if meeting is None:
            shown = meetings.of_projector(projector)
            if shown is None:
                raise TurnedAway(404)
            return Admitted(schema=schema, meeting=shown, reach=reach_of(frozenset()), badge=None)
        user, session = _signed_in(cookie)
        if not user.may(VERB):
            raise TurnedAway(403)
        if not meetings.is_here(meeting):
            raise TurnedAway(404)
        if not import_string(settings.SUBJECT_READ_BY)(meeting, user.as_actor()):
            raise TurnedAway(403)
        badge = Badge(user=user.pk, session=session, stamp=user.session_key)
        return Admitted(schema=schema, meeting=meeting, reach=reach_of(user.roles), badge=badge)


def _signed_in(cookie: str) -> tuple[User, str]:
    """The person behind the cookie, with the session's hash checked by Django as on every page."""
    key = parse_cookie(cookie).get(settings.SESSION_COOKIE_NAME, "")
    if not key:
        raise TurnedAway(401)
    request = HttpRequest()
    request.session = SessionStore(key)
    user = get_user(request)
    if not user.is_authenticated:
        raise TurnedAway(401)
    return user, key
