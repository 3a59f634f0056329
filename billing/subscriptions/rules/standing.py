"""How an association stands, from the days that are written and what Stripe says now.

One step at a time: a beat that was away for a month gives the whole time of grace all the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from billing.subscriptions.enums import (
    STATES_GOOD,
    STATES_NEVER,
    STATES_WAITING,
    Standing,
    Tidings,
)

TRIAL = timedelta(days=90)
GRACE = timedelta(days=30)
TRIAL_ENDS_SOON = timedelta(days=14)
GRACE_ENDS_SOON = timedelta(days=7)
A_PAID_ONE_RESTS = timedelta(hours=6)


@dataclass(frozen=True, kw_only=True)
class Days:
    """The standing and its days, as the row keeps them."""

    standing: Standing
    trial_until: datetime
    paid_until: datetime | None = None
    ends_at: datetime | None = None
    unpaid_since: datetime | None = None
    grace_until: datetime | None = None
    read_only_since: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Told:
    """One subscription as Stripe tells of it."""

    number: str
    state: str
    plan: str
    began_at: datetime
    paid_until: datetime
    ends_at: datetime | None = None
    pay_url: str = ""

    @property
    def is_good(self) -> bool:
        """Paid for the time being."""
        return self.state in STATES_GOOD

    @property
    def is_revived_by_paying(self) -> bool:
        """Whether paying its open invoice makes it good again: one that ended is subscribed to anew."""
        return self.state in STATES_WAITING


def is_time_to_look(now: Days, *, looked_at: datetime | None, at: datetime) -> bool:
    """Whether the beat asks Stripe: of one that is paid a few times a day, of all others every time."""
    if now.standing is not Standing.ACTIVE or now.paid_until is None or looked_at is None:
        return True
    return at >= now.paid_until or at - looked_at >= A_PAID_ONE_RESTS


def best(told: Iterable[Told]) -> Told | None:
    """Of all that the customer ever had, the one that counts: a paid one, else the newest that began."""
    began = [one for one in told if one.state not in STATES_NEVER]
    return max(began, key=lambda one: (one.is_good, one.began_at, one.number), default=None)


def started(*, at: datetime) -> Days:
    """A new association: everything may be tried, without limit, until the trial ends."""
    return Days(standing=Standing.TRIAL, trial_until=at + TRIAL)


def next_days(now: Days, told: Told | None, *, is_held: bool, at: datetime) -> Days:
    """What follows. ``told`` is the subscription that counts; ``is_held``: a meeting is held today.

    Paid is active at once, from whatever there was. Unpaid is the trial while it lasts, then the time of
    grace, then read-only; read-only never begins on the day of a meeting.
    """
    if told is not None and told.is_good:
        return Days(
            standing=Standing.ACTIVE, trial_until=now.trial_until, paid_until=told.paid_until,
            ends_at=told.ends_at,
        )  # fmt: skip
    if at < now.trial_until:
        return Days(standing=Standing.TRIAL, trial_until=now.trial_until, paid_until=now.paid_until)
    if now.standing in {Standing.TRIAL, Standing.ACTIVE}:
        return Days(
            standing=Standing.UNPAID, trial_until=now.trial_until, paid_until=now.paid_until,
            unpaid_since=at, grace_until=at + GRACE,
        )  # fmt: skip
    is_over = now.grace_until is not None and at >= now.grace_until
    if now.standing is Standing.UNPAID and is_over and not is_held:
        return replace(now, standing=Standing.READ_ONLY, read_only_since=at)
    return now


def due_tidings(was: Days, now: Days, *, at: datetime) -> list[tuple[Tidings, datetime]]:
    """What the board and the treasurer must know by now, each with the day that it is about."""
    found: list[tuple[Tidings, datetime]] = []
    if now.standing is Standing.TRIAL and at >= now.trial_until - TRIAL_ENDS_SOON:
        found.append((Tidings.TRIAL_ENDS, now.trial_until))
    if now.unpaid_since is not None:
        found.append((Tidings.UNPAID, now.unpaid_since))
    if now.standing is Standing.UNPAID and now.grace_until and at >= now.grace_until - GRACE_ENDS_SOON:
        found.append((Tidings.GRACE_ENDS, now.grace_until))
    if now.read_only_since is not None:
        found.append((Tidings.READ_ONLY, now.read_only_since))
    if now.standing is Standing.ACTIVE and was.unpaid_since is not None:
        found.append((Tidings.PAID_AGAIN, was.unpaid_since))
    return found
