"""Reads about the subscription of the association at work, and whether anything may be changed in it."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import User
from billing.payments import gateway
from billing.subscriptions import rules
from billing.subscriptions.enums import Rest, Standing, Tidings
from billing.subscriptions.models import Subscription, SubscriptionLetter
from kernel import tenancy
from kernel.errors import Missing, Obstacle
from kernel.permissions import Role
from notices.enums import LetterState
from tenants.members.queries import member_count
from tenants.networks.queries import host_of, origin_of

PAGE = "/forening/abonnemang"
TOLD = (Role.BOARD, Role.TREASURER)
OPEN_FOR = 5.0
"""Seconds for which a process remembers that an association may write. That it may not is never remembered:
so a ballot costs no question, and whoever pays writes again at once."""

_open: dict[tuple[UUID, bool, bool], float] = {}


def is_asked() -> bool:
    """Whether this installation asks associations to pay for their place, and they can."""
    return bool(settings.SUBSCRIPTIONS) and gateway.is_configured()


def find() -> Subscription | None:
    """The association's own; None for one that has not begun."""
    return Subscription.objects.filter(pk=tenancy.current().pk).first()


def here() -> Subscription:
    """The association's own, or Missing."""
    found = find()
    if found is None:
        raise Missing
    return found


def customer_of(row: Subscription) -> str:
    """Its customer at Stripe in the installation's own mode: one of practice is nobody in earnest."""
    return row.customer if row.is_live == gateway.mode() else ""


def days_of(row: Subscription) -> rules.Days:
    """Its standing and days."""
    return rules.Days(
        standing=Standing(row.standing), trial_until=row.trial_until, paid_until=row.paid_until,
        ends_at=row.ends_at, unpaid_since=row.unpaid_since, grace_until=row.grace_until,
        read_only_since=row.read_only_since,
    )  # fmt: skip


def meetings_held(*, at: datetime) -> list[rules.Held]:
    """The meetings that are under way or begin today, as the meeting's own room says."""
    found = import_string(settings.MEETINGS_HELD)(at=at)
    return [
        rules.Held(
            is_begun=one.is_begun, is_today=one.is_today, is_called=one.is_called, planned_at=one.planned_at
        )
        for one in found
    ]


def is_held_today(*, at: datetime) -> bool:
    """Whether a meeting is held today."""
    return any(one.is_today for one in meetings_held(at=at))


def resting(row: Subscription, *, at: datetime) -> Rest | None:
    """What a meeting of the association at work keeps open although it is read-only, or soon would be.

    Of one whose time of grace is over: everything, on the day of a meeting, for read-only waits until after.
    """
    if row.standing == Standing.READ_ONLY and row.read_only_since is not None:
        return rules.resting(meetings_held(at=at), since=row.read_only_since)
    is_over = row.standing == Standing.UNPAID and row.grace_until is not None and row.grace_until <= at
    return Rest.EVERYTHING if is_over and is_held_today(at=at) else None


def obstacles_to_writing(*, room: str, at: datetime, verb: str = "") -> list[Obstacle]:
    """Why nothing may be changed through a door of this room, by this verb, now (``settings.WRITING_GUARD``).

    An installation that takes no money refuses nobody; neither does one that lacks the row.
    """
    key = (tenancy.current().pk, room == rules.MEETING_ROOM, verb in rules.COMING)
    if _open.get(key, 0.0) > time.monotonic():
        return []
    found = _obstacles_now(room=room, verb=verb, at=at) if is_asked() else []
    if not found:
        _open[key] = time.monotonic() + OPEN_FOR
    return found


def _obstacles_now(*, room: str, verb: str, at: datetime) -> list[Obstacle]:
    row = find()
    if row is None or row.standing != Standing.READ_ONLY:
        return []
    return rules.obstacles_to_writing(
        Standing(row.standing), meetings_held(at=at), room=room, verb=verb, since=row.read_only_since
    )


def forget_open(network: UUID) -> None:
    """What was remembered of an association whose standing changed."""
    for key in [one for one in _open if one[0] == network]:
        del _open[key]


def plans_now(row: Subscription) -> list[dict[str, Any]]:
    """Every plan with what stands in the way of choosing it."""
    members = member_count()
    return [
        {
            "code": plan.code, "name_sv": plan.name_sv, "name_en": plan.name_en, "price": plan.price,
            "currency": rules.currency(), "every": plan.every, "most_members": plan.most_members,
            "obstacles": obstacles_to(row, plan, members=members),
        }
        for plan in rules.plans()
    ]  # fmt: skip


def obstacles_to(row: Subscription, plan: rules.Plan, *, members: int) -> list[Obstacle]:
    """Why the association cannot subscribe to a plan now."""
    return rules.obstacles_to_subscribing(
        Standing(row.standing), plan, members=members, is_configured=is_asked(),
        is_ours_unpaid=bool(row.pay_url),
    )  # fmt: skip


def obstacles_to_the_portal(row: Subscription) -> list[Obstacle]:
    """Why there is no portal to go to."""
    return rules.obstacles_to_the_portal(customer=customer_of(row), is_configured=is_asked())


def banner(*, knows: bool, at: datetime) -> dict[str, Any]:
    """What is said above every page: to those who keep the subscription early, to all when it bites."""
    row = find() if is_asked() else None
    quiet = {"tidings": None, "day": None, "rests": False}
    if row is None:
        return quiet
    now = days_of(row)
    if now.standing is Standing.READ_ONLY:
        rests = is_held_today(at=at)
        return {"tidings": Tidings.READ_ONLY.value, "day": now.read_only_since, "rests": rests}
    if knows and now.standing is Standing.UNPAID:
        return {"tidings": Tidings.UNPAID.value, "day": now.grace_until, "rests": False}
    if knows and now.standing is Standing.TRIAL and at >= now.trial_until - rules.TRIAL_ENDS_SOON:
        return {"tidings": Tidings.TRIAL_ENDS.value, "day": now.trial_until, "rests": False}
    return quiet


def readers() -> list[User]:
    """Whom the letters go to: the board and the treasurer; the office where there are neither."""
    for roles in (TOLD, (Role.OFFICE,)):
        found = User.objects.filter(is_active=True, grants__role__in=[one.value for one in roles])
        if readers_now := list(found.distinct().order_by("email")):
            return readers_now
    return []


def page_address() -> str:
    """Where the board and the treasurer see to the subscription."""
    return origin_of(tenancy.current().slug) + PAGE


def waiting_letters() -> list[UUID]:
    """Letters of the association at work that were not taken yet, in the order they were asked for."""
    rows = SubscriptionLetter.objects.filter(
        subscription=tenancy.current().pk, state=LetterState.WAITING.value
    )
    return list(rows.values_list("pk", flat=True))


def message_id_of(row: SubscriptionLetter) -> str:
    """The same at every try."""
    return f"subscription-{row.pk}@{host_of(tenancy.current().slug)}"


def everybody() -> list[Subscription]:
    """Every association's, those that need somebody first: for the platform's own staff."""
    order = {Standing.READ_ONLY: 0, Standing.UNPAID: 1, Standing.TRIAL: 2, Standing.ACTIVE: 3}
    rows = Subscription.objects.select_related("network").order_by("network__slug")
    return sorted(rows, key=lambda row: order[Standing(row.standing)])
