"""A key may be a voting card's."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies: ClassVar = [("ballotbox", "0004_a_ballot_looks_at_the_head")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="devicekey",
            name="is_card",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AlterField(
            model_name="devicekey",
            name="replaced_at",
            field=models.DateTimeField(help_text="when another device or card took over", null=True),
        ),
    ]
