"""Letters that are kept go out beside the request. What a lost task owed is made up for by the beat."""

from __future__ import annotations

from typing import cast

import structlog
from celery import shared_task
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django_tenants.utils import get_tenant_model
from kombu.exceptions import OperationalError

from kernel import clock, tenancy
from notices.actions import Outbox
from notices.enums import LetterState

log = structlog.get_logger("stadga")


@shared_task
def deliver_waiting(room: str) -> None:
    """Send every letter of a room that waits in this association. Run twice, each goes once."""
    box = _outbox(room)
    for letter_id in box.waiting():
        if box.deliver(letter_id=letter_id, at=clock.now()) is LetterState.WAITING:
            break  # the server is away or busy: the beat comes back


@shared_task(public=True)
def deliver_waiting_everywhere() -> None:
    """Beat: no letter stays unsent because Redis or the mail server was away."""
    for network in get_tenant_model().objects.order_by("pk"):
        with tenancy.inside(network):
            for room in settings.OUTBOXES:
                if _outbox(room).waiting():
                    deliver_waiting.delay(room)


def deliver_soon(room: str) -> None:
    """Send once the transaction is committed; without Redis it waits for the beat."""
    transaction.on_commit(lambda: _delay(room), robust=True)


def _delay(room: str) -> None:
    try:
        deliver_waiting.delay(room)
    except OperationalError as error:
        log.warning("letters_wait", room=room, reason=type(error).__name__)


def _outbox(room: str) -> Outbox:
    return cast("Outbox", import_string(settings.OUTBOXES[room]))
