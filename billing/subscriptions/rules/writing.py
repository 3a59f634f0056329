"""May anything be changed? And what rests the refusal: a meeting is never stopped by money (ADR 18)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from billing.subscriptions.enums import Rest, Standing
from billing.subscriptions.rules.plans import Plan
from kernel.errors import Obstacle

MEETING_ROOM = "voting"
"""The room whose doors stay open for as long as a meeting has begun and not ended."""

COMING = frozenset({"registrations.own", "proxies.own"})
"""Verbs without which somebody who was called would have no vote."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """A meeting, no rehearsal, that is under way, begins today, or that everybody was called to.

    ``is_today``: opened, resumed or to begin.
    """

    is_begun: bool
    is_today: bool
    is_called: bool
    planned_at: datetime


def rests(meetings: Iterable[Held], *, room: str, verb: str, since: datetime) -> bool:
    """Whether read-only (begun at ``since``) rests for a door of this room that asks for this verb.

    On the day of a meeting it rests everywhere: roles are given, members come, fees are paid at the door.
    The meeting must have been planned before it began. A meeting that goes on longer keeps its own room.
    Those who were called to one that is still to come say that they come, and who votes in their place.
    """
    found = tuple(meetings)
    before = [one for one in found if one.planned_at < since]
    return (
        any(one.is_today and one.is_begun for one in found)
        or any(one.is_today for one in before)
        or (room == MEETING_ROOM and any(one.is_begun for one in found))
        or (verb in COMING and any(one.is_called for one in before))
    )


def resting(meetings: Iterable[Held], *, since: datetime) -> Rest | None:
    """What :func:`rests` keeps open now, at its widest; None where nothing may be changed."""
    found = tuple(meetings)
    if rests(found, room="", verb="", since=since):
        return Rest.EVERYTHING
    if rests(found, room=MEETING_ROOM, verb="", since=since):
        return Rest.MEETING
    return Rest.COMING if any(rests(found, room="", verb=verb, since=since) for verb in COMING) else None


def obstacles_to_writing(
    standing: Standing, meetings: Iterable[Held], *, room: str, verb: str, since: datetime | None
) -> list[Obstacle]:
    """Why nothing may be changed now, in one sentence that says what to do; nothing while it may."""
    if (
        standing is not Standing.READ_ONLY
        or since is None
        or rests(meetings, room=room, verb=verb, since=since)
    ):
        return []
    return [Obstacle("billing.subscriptions.obstacle_read_only")]


def obstacles_to_subscribing(
    standing: Standing, plan: Plan, *, members: int, is_configured: bool, is_ours_unpaid: bool
) -> list[Obstacle]:
    """Why a plan cannot be subscribed to now. ``is_ours_unpaid``: an invoice waits to be paid instead."""
    found = []
    if not is_configured:
        found.append(Obstacle("billing.subscriptions.obstacle_not_configured"))
    if standing is Standing.ACTIVE:
        found.append(Obstacle("billing.subscriptions.obstacle_subscribed"))
    elif is_ours_unpaid:
        found.append(Obstacle("billing.subscriptions.obstacle_pay_the_invoice"))
    if not plan.holds(members):
        most = {"members": members, "most": plan.most_members}
        found.append(Obstacle("billing.subscriptions.obstacle_too_many_members", most))
    return found


def obstacles_to_the_portal(*, customer: str, is_configured: bool) -> list[Obstacle]:
    """Why there is no portal to go to."""
    if not is_configured:
        return [Obstacle("billing.subscriptions.obstacle_not_configured")]
    return [] if customer else [Obstacle("billing.subscriptions.obstacle_never_subscribed")]
