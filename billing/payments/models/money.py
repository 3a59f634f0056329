"""Money at Stripe: what came, what went back, what was taken back, what was paid out.

``posted_at`` and ``undone_at`` say that the books know. Stripe's ids are unique, so nothing is known twice.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from billing.invoices.models import Invoice
from billing.payments.enums import RefundState
from billing.payments.models.accounts import ConnectedAccount
from billing.payments.models.paying import Attempt


class Charge(models.Model):
    """Money that came. Without an invoice it waits for somebody who knows what it was for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(ConnectedAccount, on_delete=models.PROTECT, related_name="charges")
    charge = models.CharField(max_length=64, unique=True)
    attempt = models.ForeignKey(Attempt, null=True, on_delete=models.PROTECT, related_name="charges")
    invoice = models.ForeignKey(Invoice, null=True, on_delete=models.PROTECT, related_name="charges")
    amount = models.BigIntegerField(help_text="öre, what the payer paid")
    currency = models.CharField(max_length=3)
    fee = models.BigIntegerField(default=0, help_text="öre, what Stripe took")
    method = models.CharField(max_length=40)
    label = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    posted_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first; only what has an invoice is in the books."""

        ordering: ClassVar[list[str]] = ["-at"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="charge_above_zero"),
            models.CheckConstraint(
                condition=Q(posted_at=None) | Q(invoice__isnull=False), name="posted_on_an_invoice"
            ),
        ]


class Refund(models.Model):
    """Money on its way back. ``request`` is the asker's own key: asked twice, it is one refund."""

    request = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="refunds")
    refund = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001  none before Stripe answered
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=300, blank=True)
    state = models.CharField(
        max_length=9, choices=[(s.value, s.value) for s in RefundState], default=RefundState.ASKED.value
    )
    failed_because = models.CharField(max_length=80, blank=True)
    asked_by = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    at = models.DateTimeField(null=True, help_text="by Stripe's clock")
    posted_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True, help_text="somebody found out what became of it")
    checked_by = models.CharField(max_length=200, blank=True, db_default="")

    class Meta:
        """In the order they were asked for."""

        ordering: ClassVar[list[str]] = ["asked_at"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_above_zero"),
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(posted_at__isnull=False), name="refund_undone_after_posted"
            ),
        ]


class Dispute(models.Model):
    """The payer's bank took the money back until it is settled who is right."""

    dispute = models.CharField(max_length=64, primary_key=True)
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="disputes")
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=60)
    state = models.CharField(max_length=40)
    at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, help_text="the last moment to answer")
    posted_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        """What must be answered first, first."""

        ordering: ClassVar[list[str]] = ["due_at", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(posted_at__isnull=False), name="dispute_undone_after_posted"
            ),
        ]


class Payout(models.Model):
    """What Stripe paid to the association's bank account, held against its rows."""

    payout = models.CharField(max_length=64, primary_key=True)
    account = models.ForeignKey(ConnectedAccount, on_delete=models.PROTECT, related_name="payouts")
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=20)
    arrives_on = models.DateField()
    at = models.DateTimeField()
    rows_total = models.BigIntegerField(default=0, help_text="the rows' net; the payout's amount when right")
    fees = models.BigIntegerField(default=0)
    posted_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first; only what adds up is in the books."""

        ordering: ClassVar[list[str]] = ["-at"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(posted_at=None) | Q(amount=F("rows_total")), name="a_posted_payout_adds_up"
            ),
        ]


class PayoutRow(models.Model):
    """One row of a payout; a row is paid out once."""

    row = models.CharField(max_length=64, primary_key=True)
    payout = models.ForeignKey(Payout, on_delete=models.PROTECT, related_name="rows")
    kind = models.CharField(max_length=40)
    amount = models.BigIntegerField()
    fee = models.BigIntegerField()
    net = models.BigIntegerField()
    source = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        """In order; a row adds up."""

        ordering: ClassVar[list[str]] = ["at", "row"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(net=F("amount") - F("fee")), name="payout_row_adds_up"),
        ]
