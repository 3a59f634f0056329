"""A change of the statutes that waits for a day holds from that day."""

from __future__ import annotations

from celery import shared_task

from kernel import clock, tenancy
from kernel.actor import Actor
from kernel.days import day_of
from tenants.networks.models import Network
from tenants.statutes import actions, queries


@shared_task
def let_due_hold() -> None:
    """Put in force what waited for today. Run twice, it holds once."""
    at = clock.now()
    actions.let_due_hold(on_day=day_of(at), by=Actor.system(), at=at)


@shared_task(public=True)
def let_due_hold_everywhere() -> None:
    """Beat: see to every association whose day has come."""
    today = day_of(clock.now())
    for network in Network.objects.order_by("pk"):
        with tenancy.inside(network):
            if queries.is_due(today):
                let_due_hold.delay()
