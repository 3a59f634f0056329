"""Exports are made beside the request; what a lost task owed is made up for by the beat."""

from __future__ import annotations

from uuid import UUID

import structlog
from celery import shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from kernel import clock, tenancy
from tenants.exports import actions, queries
from tenants.networks.models import Network

log = structlog.get_logger("stadga")


@shared_task
def make(export_id: str) -> None:
    """Make one. Delivered twice, or twice at once, it is made once."""
    actions.make_export(export_id=UUID(export_id), now=clock.now)


@shared_task(public=True)
def see_to_everywhere() -> None:
    """Beat: none stands still because a worker died, and old files go."""
    for network in Network.objects.order_by("pk"):
        with tenancy.inside(network):
            actions.let_go(at=clock.now())
            for export_id in queries.unmade(at=clock.now()):
                make.delay(str(export_id))


def make_soon(export_id: UUID) -> None:
    """Begin once the transaction is committed; without Redis it waits for the beat."""
    transaction.on_commit(lambda: _delay(str(export_id)), robust=True)


def _delay(export_id: str) -> None:
    try:
        make.delay(export_id)
    except OperationalError as error:
        log.warning("export_waits", reason=type(error).__name__)
