"""By whose word a member has a conflict of interest is known of each, and the column before it goes."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models
from django.db.models import Q

WORDS = ("chair", "member", "meeting")


class Migration(migrations.Migration):
    """Enforced."""

    dependencies: ClassVar = [("register", "0005_conflicts_say_by_whose_word")]
    operations: ClassVar = [
        migrations.AlterField(
            model_name="conflict",
            name="said_by",
            field=models.CharField(max_length=7, choices=[(w, w) for w in WORDS]),
        ),
        migrations.AddConstraint(
            model_name="conflict",
            constraint=models.CheckConstraint(
                condition=Q(said_by__in=list(WORDS)), name="conflict_by_a_known_word"
            ),
        ),
        migrations.RemoveField(model_name="conflict", name="is_declared"),
    ]
