"""How often a letter was tried, and the class of fee that an invoice bills."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two fields; what is there keeps nothing in them."""

    dependencies: ClassVar = [("invoices", "0002_issued_stays")]
    operations: ClassVar = [
        migrations.AddField("sending", "attempts", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField(
            "invoice",
            "fee_class",
            models.CharField(
                blank=True, default="", help_text="the class of fee that it bills", max_length=12
            ),
            preserve_default=False,
        ),
    ]
