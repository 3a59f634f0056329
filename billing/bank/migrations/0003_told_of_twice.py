"""A payment can be the same money as the payments of another file."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One more kind of match."""

    dependencies: ClassVar = [("bank", "0002_kept_and_adding_up")]
    operations: ClassVar = [
        migrations.AlterField(
            model_name="match",
            name="kind",
            field=models.CharField(
                choices=[
                    ("invoice", "invoice"),
                    ("income", "income"),
                    ("returned", "returned"),
                    ("known", "known"),
                ],
                max_length=8,
            ),
        ),
        migrations.RemoveConstraint(model_name="match", name="match_has_what_it_needs"),
        migrations.AddConstraint(
            model_name="match",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("account", None), ("invoice__isnull", False), ("kind", "invoice")),
                    models.Q(("account__isnull", False), ("invoice", None), ("kind", "income")),
                    models.Q(("account", None), ("invoice", None), ("kind__in", ("returned", "known"))),
                    _connector="OR",
                ),
                name="match_has_what_it_needs",
            ),
        ),
    ]
