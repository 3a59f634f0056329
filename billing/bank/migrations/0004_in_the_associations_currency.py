"""What a payment was booked in: kronor until now. What comes in that currency is booked as the bank says."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    """A field with a default in the database, and the constraint that speaks of it."""

    dependencies: ClassVar = [("bank", "0003_told_of_twice"), ("invoices", "0006_a_currency_each")]
    operations: ClassVar = [
        migrations.AddField(
            "bankpayment",
            "booked_in",
            models.CharField(
                db_default="SEK",
                default="SEK",
                help_text="what the association counts in: of booked and left",
                max_length=3,
            ),
        ),
        migrations.RemoveConstraint("bankpayment", "kronor_are_as_the_bank_says"),
        migrations.AddConstraint(
            "bankpayment",
            models.CheckConstraint(
                condition=~Q(currency=F("booked_in")) | Q(booked=F("amount")),
                name="our_own_is_as_the_bank_says",
            ),
        ),
    ]
