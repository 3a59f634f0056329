"""What a ballot's proofs lead to, computed when it came in: officers' devices check many at once with it."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column more; of ballots that came in before, nothing is known and devices compute it themselves."""

    dependencies: ClassVar = [("ballotbox", "0002_only_added")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="sealedballot",
            name="commitments",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="what its signature and proofs lead to, as computed",
            ),
        ),
    ]
