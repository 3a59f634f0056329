"""Accounts that our access was taken away from, and what was never told of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """One account that is open in each mode, and the closed ones beside it."""

    dependencies: ClassVar = [("payments", "0002_on_its_way")]
    operations: ClassVar = [
        migrations.AddField(
            "connectedaccount",
            "closed_at",
            models.DateTimeField(null=True, help_text="our access was taken away; nothing is asked since"),
        ),
        migrations.RemoveConstraint("connectedaccount", "one_account_in_each_mode"),
        migrations.AddConstraint(
            "connectedaccount",
            models.UniqueConstraint(
                fields=["is_live"], condition=Q(closed_at=None), name="one_open_account_in_each_mode"
            ),
        ),
        migrations.AddConstraint(
            "connectedaccount",
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(can_charge=False, account__isnull=False),
                name="a_closed_account_takes_nothing",
            ),
        ),
        migrations.AddField(
            "attempt",
            "lost_while",
            models.CharField(
                blank=True,
                db_default="",
                max_length=7,
                help_text="where it stood when our access was taken away; nobody told us whether it was paid",
            ),
        ),
        migrations.AddField(
            "attempt",
            "checked_at",
            models.DateTimeField(null=True, help_text="somebody has found out and settled it by hand"),
        ),
        migrations.AddField(
            "attempt", "checked_by", models.CharField(blank=True, db_default="", max_length=200)
        ),
        migrations.AddConstraint(
            "attempt",
            models.CheckConstraint(condition=Q(lost_while="") | Q(state="ended"), name="lost_is_over"),
        ),
        migrations.AddField(
            "refund",
            "checked_at",
            models.DateTimeField(null=True, help_text="somebody found out what became of it"),
        ),
        migrations.AddField(
            "refund", "checked_by", models.CharField(blank=True, db_default="", max_length=200)
        ),
    ]
