"""A new association begins its trial."""

from __future__ import annotations

from datetime import datetime

from billing.payments import gateway
from billing.subscriptions import rules
from billing.subscriptions.models import Subscription
from tenants.networks.models import Network


def begin(*, network: Network, at: datetime) -> Subscription:
    """Begin the trial, once; again gives the same. In the transaction that founds the network."""
    days = rules.started(at=at)
    row, _ = Subscription.objects.get_or_create(
        network=network,
        defaults={
            "standing": days.standing.value, "trial_until": days.trial_until, "began_at": at,
            "is_live": gateway.mode(),
        },
    )  # fmt: skip
    return row
