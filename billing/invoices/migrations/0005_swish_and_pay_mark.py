"""The association's number at Swish, and the mark of the link to pay by, kept with the invoice."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Two fields. What is issued already keeps no mark: its link is the one that was printed."""

    dependencies: ClassVar = [("invoices", "0004_letters_are_kept_alike")]
    operations: ClassVar = [
        migrations.AddField(
            "invoicesettings",
            "swish",
            models.CharField(
                blank=True, default="", help_text="the association's own number, digits alone", max_length=10
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "invoicesettings",
            models.CheckConstraint(condition=Q(swish__regex=r"^(123[0-9]{7})?$"), name="swish_digits"),
        ),
        migrations.AddField(
            "invoice",
            "pay_mark",
            models.CharField(
                blank=True,
                default="",
                help_text="made at random when it is issued: the letter's link to pay by",
                max_length=32,
            ),
            preserve_default=False,
        ),
    ]
