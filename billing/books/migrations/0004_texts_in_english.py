"""Vouchers say in English too what happened, for readers: the books themselves are kept in Swedish."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column with a default: those that were written before say it in Swedish alone."""

    dependencies: ClassVar = [("books", "0003_accounts_of_the_bank")]
    operations: ClassVar = [
        migrations.AddField(
            "voucher",
            "text_en",
            models.CharField(
                blank=True, default="", help_text="for readers; empty: as ``text``", max_length=200
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            "voucher",
            "text",
            models.CharField(help_text="Swedish, as the books are kept", max_length=200),
        ),
    ]
