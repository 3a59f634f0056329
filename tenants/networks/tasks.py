"""Work on networks outside the request. These tasks belong to the house, not to one association."""

from __future__ import annotations

from uuid import UUID

from celery import shared_task

from kernel import clock
from tenants.networks import actions


@shared_task(public=True)
def build_network(sign_up_id: str) -> None:
    """Provision a verified sign-up, then see to it that the next one finds a spare."""
    actions.build(sign_up_id=UUID(sign_up_id), at=clock.now())
    actions.keep_spares()


@shared_task(public=True)
def keep_spares() -> None:
    """Beat: keep schemas ready."""
    actions.keep_spares()
