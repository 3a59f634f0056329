"""Payments are matched beside the request. What a killed worker owed is carried on from the files."""

from __future__ import annotations

from uuid import UUID

import structlog
from celery import shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from billing.bank import actions, queries
from kernel import clock, tenancy
from kernel.actor import Actor
from tenants.networks.models import Network

log = structlog.get_logger("stadga")


@shared_task
def carry_on(file_id: str) -> None:
    """Look at whatever is left of a file. Delivered twice, or twice at once, it books once."""
    actions.carry_on(file_id=UUID(file_id), by=Actor.system(), at=clock.now())


@shared_task(public=True)
def carry_on_everywhere() -> None:
    """Beat: no file stands still because a worker died."""
    for network in Network.objects.order_by("pk"):
        with tenancy.inside(network):
            for file_id in queries.unfinished_files():
                carry_on.delay(str(file_id))


def carry_on_soon(file_id: UUID) -> None:
    """Begin once the transaction is committed; without Redis the file waits for the beat."""
    transaction.on_commit(lambda: _delay(str(file_id)), robust=True)


def _delay(file_id: str) -> None:
    try:
        carry_on.delay(file_id)
    except OperationalError as error:
        log.warning("bank_file_waits", reason=type(error).__name__)
