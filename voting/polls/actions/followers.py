"""Rooms above that asked for a poll hear what became of it, in the same transaction.

``settings.POLL_FOLLOWERS`` names their actions: ``f(poll=, by=, at=)`` when the result is declared, and
``f.poll_voided`` beside it, with the same arguments, when the poll is voided.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from kernel.actor import Actor
from voting.polls.models import Poll


def tell_declared(poll: Poll, *, by: Actor, at: datetime) -> bool:
    """Hand the declared poll to the room that asked for it; False when nobody did."""
    name = _follower(poll)
    if name is None:
        return False
    import_string(name)(poll=poll, by=by, at=at)
    return True


def tell_voided(poll: Poll, *, by: Actor, at: datetime) -> bool:
    """Tell the room that asked for this poll that it will have no result."""
    name = _follower(poll)
    if name is None:
        return False
    module, _, _ = name.rpartition(".")
    import_string(f"{module}.poll_voided")(poll=poll, by=by, at=at)
    return True


def _follower(poll: Poll) -> str | None:
    room = (poll.purpose or {}).get("room")
    followers: dict[str, str] = getattr(settings, "POLL_FOLLOWERS", {})
    return followers.get(room) if room else None
