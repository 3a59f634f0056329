"""Runs go on beside the request. What a lost or killed task owed is carried on from the runs themselves."""

from __future__ import annotations

from uuid import UUID

import structlog
from celery import shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from billing.dues import actions, queries
from kernel import clock, tenancy
from kernel.actor import Actor
from notices.tasks import deliver_soon
from tenants.networks.models import Network

log = structlog.get_logger("stadga")


@shared_task
def carry_on(run_id: str) -> None:
    """Bill whoever is left in a run. Delivered twice, or twice at once, it bills once."""
    actions.carry_on(run_id=UUID(run_id), by=Actor.system(), at=clock.now())
    deliver_soon("invoices")


@shared_task(public=True)
def carry_on_everywhere() -> None:
    """Beat: no run stands still because a worker died."""
    for network in Network.objects.order_by("pk"):
        with tenancy.inside(network):
            for run_id in queries.unfinished_runs():
                carry_on.delay(str(run_id))


def carry_on_soon(run_id: UUID) -> None:
    """Begin once the transaction is committed; without Redis the run waits for the beat."""
    transaction.on_commit(lambda: _delay(str(run_id)), robust=True)


def _delay(run_id: str) -> None:
    try:
        carry_on.delay(run_id)
    except OperationalError as error:
        log.warning("run_waits", reason=type(error).__name__)
