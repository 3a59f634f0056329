"""In the morning, where the association is, its reminders go out. A lost task is made up for by the beat."""

from __future__ import annotations

from celery import shared_task

from billing.invoices.actions import follow_all_fees, follow_endings
from billing.invoices.queries import members_behind
from billing.reminders import actions, queries
from kernel import clock, tenancy, writing
from kernel.actor import Actor
from notices.tasks import deliver_soon
from tenants.members.queries import to_be_credited
from tenants.networks.models import Network

ROOM = "billing"


@shared_task
def remind() -> None:
    """Ask for this association's reminders. Delivered twice, or twice at once, each is asked for once."""
    at = clock.now()
    if writing.obstacles(room=ROOM, at=at):
        return  # the links of the letters would lead to pages where nobody can pay now
    if queries.is_time(at=at) and actions.remind(by=Actor.system(), at=at):
        deliver_soon("reminders")


@shared_task
def follow_fees() -> None:
    """Let the register of members say what the books say, where a lost process left it behind."""
    follow_all_fees()


@shared_task
def follow_the_board() -> None:
    """Credit what the board gave up with a membership. Run twice, each is credited once."""
    if follow_endings(at=clock.now()):
        deliver_soon("invoices")


@shared_task(public=True)
def remind_everywhere() -> None:
    """Beat: let registers follow the books, the books the board, and remind where it is morning."""
    at = clock.now()
    for network in Network.objects.order_by("pk"):
        with tenancy.inside(network):
            if members_behind():
                follow_fees.delay()
            if to_be_credited():
                follow_the_board.delay()
            if queries.is_time(at=at):
                remind.delay()
