"""What the association counts in, and what each invoice is in. Everybody who is here counts in kronor."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models
from django.db.models import Q

CODES = ("SEK", "EUR", "DKK", "NOK")


class Migration(migrations.Migration):
    """Three fields with a default in the database, so that no row is rewritten, and what they may be."""

    dependencies: ClassVar = [("invoices", "0005_swish_and_pay_mark")]
    operations: ClassVar = [
        migrations.AddField(
            "invoicesettings",
            "currency",
            models.CharField(
                db_default="SEK",
                default="SEK",
                help_text="ISO 4217: what all its money is counted in",
                max_length=3,
            ),
        ),
        migrations.AddField(
            "invoicesettings", "bic", models.CharField(blank=True, db_default="", default="", max_length=11)
        ),
        migrations.AddConstraint(
            "invoicesettings",
            models.CheckConstraint(condition=Q(currency__in=CODES), name="a_currency_we_know"),
        ),
        migrations.AddConstraint(
            "invoicesettings",
            models.CheckConstraint(
                condition=Q(currency="SEK") | Q(bankgiro="", swish=""), name="bankgiro_and_swish_take_kronor"
            ),
        ),
        migrations.AddField(
            "invoice",
            "currency",
            models.CharField(
                db_default="SEK",
                default="SEK",
                help_text="of every amount on it: the association's own",
                max_length=3,
            ),
        ),
    ]
