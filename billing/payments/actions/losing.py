"""Attempts on an account that is closed: they end, and whether they were paid may be lost with it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.payments.enums import LIVE, AttemptKind, AttemptState
from billing.payments.models import Attempt, Charge


@transaction.atomic
def give_up(*, attempt_id: UUID, at: datetime) -> Attempt:
    """End an attempt whose account is closed; one that is over stays as it is.

    It is paid if money came. Otherwise it is lost, but for a page that nobody was ever sent to.
    """
    attempt = Attempt.objects.select_for_update(of=("self",)).select_related("account").get(pk=attempt_id)
    if attempt.state not in LIVE:
        return attempt
    is_paid = Charge.objects.filter(attempt=attempt).exists()
    is_nobodys = attempt.kind == AttemptKind.PAY_PAGE and not attempt.page
    attempt.lost_while = "" if is_paid or is_nobodys else attempt.state
    attempt.state = AttemptState.PAID.value if is_paid else AttemptState.ENDED.value
    attempt.ended_at = at
    attempt.save(update_fields=["state", "lost_while", "ended_at"])
    return attempt
