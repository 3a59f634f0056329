"""Letters go out beside the request. What a lost task owed is made up for from the registrations."""

from __future__ import annotations

from uuid import UUID

import structlog
from celery import shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from kernel import clock, tenancy
from tenants.networks.models import Network
from voting.meetings import actions

log = structlog.get_logger("stadga")


@shared_task
def send_confirmation(registration_id: str) -> None:
    """Confirm a registration by letter. Run twice, it writes once."""
    actions.confirm_by_letter(registration_id=UUID(registration_id), at=clock.now())


@shared_task
def send_waiting() -> None:
    """Write to everybody in the association who has no letter on how their registration stands, or ended."""
    for registration_id in actions.registrations_without_letter():
        try:
            actions.confirm_by_letter(registration_id=registration_id, at=clock.now())
        except OSError as error:  # the mail server's no to one letter does not hold up the others
            log.warning("letter_waits", reason=type(error).__name__)
    for farewell_id in actions.farewells_without_letter():
        try:
            actions.say_farewell_by_letter(farewell_id=farewell_id, at=clock.now())
        except OSError as error:
            log.warning("letter_waits", reason=type(error).__name__)


@shared_task(public=True)
def send_waiting_everywhere() -> None:
    """Beat: see to it that no letter is lost with Redis."""
    for network in Network.objects.order_by("pk"):
        with tenancy.inside(network):
            if actions.registrations_without_letter() or actions.farewells_without_letter():
                send_waiting.delay()


def send_soon(registration_id: UUID) -> None:
    """Send the confirmation once the transaction is committed; without Redis it waits for the beat."""
    transaction.on_commit(lambda: _delay(str(registration_id)), robust=True)


def send_all_soon() -> None:
    """Send everybody what they are owed: the plan changed."""
    transaction.on_commit(lambda: _delay(None), robust=True)


def _delay(registration_id: str | None) -> None:
    try:
        if registration_id is None:
            send_waiting.delay()
        else:
            send_confirmation.delay(registration_id)
    except OperationalError as error:
        log.warning("letter_waits", reason=type(error).__name__)
