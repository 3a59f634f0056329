"""In the morning, where the association is, its reminders go out. A lost task is made up for by the beat."""

from __future__ import annotations

from celery import shared_task

from billing.reminders import actions, queries
from kernel import clock, tenancy
from kernel.actor import Actor
from notices.tasks import deliver_soon
from tenants.networks.models import Network


@shared_task
def remind() -> None:
    """Ask for this association's reminders. Delivered twice, or twice at once, each is asked for once."""
    at = clock.now()
    if queries.is_time(at=at) and actions.remind(by=Actor.system(), at=at):
        deliver_soon("reminders")


@shared_task(public=True)
def remind_everywhere() -> None:
    """Beat: begin the reminders of every association where it is morning."""
    at = clock.now()
    for network in Network.objects.order_by("pk"):
        with tenancy.inside(network):
            if queries.is_time(at=at):
                remind.delay()
