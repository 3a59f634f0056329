"""Attempts to be paid through Stripe."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from billing.invoices.models import Invoice
from billing.payments.enums import LIVE, AttemptKind, AttemptState
from billing.payments.models.accounts import ConnectedAccount


class Attempt(models.Model):
    """One way to pay one invoice: a page, an invoice that Stripe sent, or a saved card.

    ``key`` is Stripe's idempotency key, derived from the invoice, the amount and the purpose, and ``order``
    what is asked under it: both are written before Stripe is asked, so that asking again is the same request.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(ConnectedAccount, on_delete=models.PROTECT, related_name="attempts")
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="attempts")
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in AttemptKind])
    state = models.CharField(
        max_length=7, choices=[(s.value, s.value) for s in AttemptState], default=AttemptState.BEGUN.value
    )
    amount = models.BigIntegerField(help_text="öre")
    currency = models.CharField(max_length=3)
    key = models.CharField(max_length=80, unique=True)
    order = models.JSONField()
    saves_method = models.BooleanField(default=False)
    page = models.CharField(max_length=80, blank=True, help_text="the page, the sent invoice or the intent")
    url = models.TextField(blank=True)
    declined_because = models.CharField(max_length=80, blank=True)
    began_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    lost_while = models.CharField(
        max_length=7, blank=True, db_default="",
        help_text="where it stood when our access was taken away; nobody told us whether it was paid",
    )  # fmt: skip
    checked_at = models.DateTimeField(null=True, help_text="somebody has found out and settled it by hand")
    checked_by = models.CharField(max_length=200, blank=True, db_default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """At most one that can still be paid for each invoice; an open one has its page.

        Only what is over can be lost.
        """

        ordering: ClassVar[list[str]] = ["began_at"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["invoice"], condition=Q(state__in=LIVE), name="one_live_attempt_per_invoice"
            ),
            models.CheckConstraint(condition=~Q(state="open") | ~Q(page=""), name="open_has_a_page"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="attempt_above_zero"),
            models.CheckConstraint(
                condition=Q(state__in=LIVE, ended_at=None) | ~Q(state__in=LIVE) & Q(ended_at__isnull=False),
                name="over_has_a_time",
            ),
            models.CheckConstraint(condition=Q(lost_while="") | Q(state="ended"), name="lost_is_over"),
        ]
