"""A payment that the payer's bank has not answered for yet; which ways to pay an account takes."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models
from django.db.models import Q

LIVE = ("begun", "open", "pending")


class Migration(migrations.Migration):
    """A longer word, and what an invoice has one of."""

    dependencies: ClassVar = [("payments", "0001_initial")]
    operations: ClassVar = [
        migrations.AlterField(
            "attempt",
            "state",
            models.CharField(
                choices=[
                    ("begun", "begun"), ("open", "open"), ("pending", "pending"), ("paid", "paid"),
                    ("ended", "ended"),
                ],
                default="begun",
                max_length=7,
            ),
        ),
        migrations.RemoveConstraint("attempt", "one_live_attempt_per_invoice"),
        migrations.RemoveConstraint("attempt", "over_has_a_time"),
        migrations.AddConstraint(
            "attempt",
            models.UniqueConstraint(
                fields=["invoice"], condition=Q(state__in=LIVE), name="one_live_attempt_per_invoice"
            ),
        ),
        migrations.AddConstraint(
            "attempt",
            models.CheckConstraint(
                condition=Q(state__in=LIVE, ended_at=None) | ~Q(state__in=LIVE) & Q(ended_at__isnull=False),
                name="over_has_a_time",
            ),
        ),
        migrations.AddField(
            "connectedaccount",
            "ways",
            models.JSONField(db_default=[], default=list, help_text="how it can be paid, in Stripe's words"),
        ),
    ]  # fmt: skip
