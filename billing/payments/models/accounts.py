"""The association's account at Stripe, and its members as payers there."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from tenants.members.models import Member


class ConnectedAccount(models.Model):
    """The association's own account: its money never passes through ours. One that is open in each mode.

    Everything beside ``account`` is how Stripe last said that it stands.
    """

    account = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001  none before Stripe answered
    is_live = models.BooleanField()
    country = models.CharField(max_length=2)
    currency = models.CharField(max_length=3, blank=True)
    can_charge = models.BooleanField(default=False)
    can_pay_out = models.BooleanField(default=False)
    is_submitted = models.BooleanField(default=False)
    needs = models.JSONField(default=list, help_text="what Stripe asks for, in its codes")
    overdue = models.JSONField(default=list)
    checking = models.JSONField(default=list)
    ways = models.JSONField(default=list, db_default=[], help_text="how it can be paid, in Stripe's words")
    disabled_because = models.CharField(max_length=80, blank=True)
    connected_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True, help_text="our access was taken away; nothing is asked since")
    heard_until = models.DateTimeField(help_text="everything that happened before this is known here")

    class Meta:
        """One that is open in each mode; a closed one takes no money."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["is_live"], condition=Q(closed_at=None), name="one_open_account_in_each_mode"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(can_charge=False, account__isnull=False),
                name="a_closed_account_takes_nothing",
            ),
            models.CheckConstraint(
                condition=Q(account__isnull=False) | Q(can_charge=False), name="charges_need_an_account"
            ),
        ]

    def __str__(self) -> str:
        """Stripe's id."""
        return self.account or "being connected"


class Payer(models.Model):
    """A member as a customer on the account, and what it agreed to keep there for next year.

    The card stays with Stripe: we keep its name there and what the member sees of it.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="payers")
    account = models.ForeignKey(ConnectedAccount, on_delete=models.PROTECT, related_name="payers")
    customer = models.CharField(max_length=64, blank=True)
    saved_method = models.CharField(max_length=64, blank=True)
    saved_label = models.CharField(max_length=40, blank=True, help_text="visa 4242")
    consent_at = models.DateTimeField(null=True)
    consent_by = models.CharField(max_length=200, blank=True)
    consent_words = models.CharField(max_length=400, blank=True, help_text="what the member agreed to")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """Once on each account; nothing is kept without consent."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["member", "account"], name="a_payer_once_on_an_account"),
            models.CheckConstraint(
                condition=Q(saved_method="") | Q(consent_at__isnull=False, withdrawn_at=None),
                name="saved_with_consent",
            ),
        ]
