"""A member that has given notice has left when its day comes."""

from __future__ import annotations

from celery import shared_task

from kernel import clock, tenancy
from kernel.actor import Actor
from kernel.days import day_of
from tenants.founding import actions
from tenants.members.queries import due_leavings
from tenants.networks.models import Network


@shared_task
def let_due_leave() -> None:
    """The register and the posts follow. Run twice, they follow once."""
    at = clock.now()
    actions.let_due_leave(on_day=day_of(at), by=Actor.system(), at=at)


@shared_task(public=True)
def let_due_leave_everywhere() -> None:
    """Beat: see to every association where somebody's day has come."""
    today = day_of(clock.now())
    for network in Network.objects.order_by("pk"):
        with tenancy.inside(network):
            if due_leavings(today):
                let_due_leave.delay()
