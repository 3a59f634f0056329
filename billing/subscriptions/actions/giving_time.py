"""The platform's staff move the last day of a trial or of the time of grace."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from billing.subscriptions import queries
from billing.subscriptions.actions.looking import write_days
from billing.subscriptions.enums import Standing
from billing.subscriptions.events import TimeGiven
from billing.subscriptions.models import Subscription
from journal.actions import record
from kernel import tenancy
from kernel.actor import Actor
from kernel.errors import Obstacle, Refused


@transaction.atomic
def give_time(*, until: datetime, by: Actor, at: datetime) -> Subscription:
    """Let the trial, or the time of grace, last until then. One that is read-only writes again at once.

    Raises Refused for one that is paid, and for a day that would end before it began.
    """
    row = Subscription.objects.select_for_update(of=("self",)).get(pk=tenancy.current().pk)
    now = queries.days_of(row)
    if now.standing is Standing.TRIAL:
        then = replace(now, trial_until=until)
    elif now.unpaid_since is not None and until > now.unpaid_since:
        then = replace(now, standing=Standing.UNPAID, grace_until=until, read_only_since=None)
    else:
        raise Refused([Obstacle("billing.subscriptions.obstacle_no_time_to_give")])
    write_days(row, then)
    queries.forget_open(row.pk)
    record(TimeGiven(subject=None, standing=row.standing, until=until.isoformat()), by=by, at=at)
    return row
