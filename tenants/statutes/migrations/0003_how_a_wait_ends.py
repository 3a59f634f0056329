from typing import Any

from django.db import migrations, models
from django.db.models import F, Q


def tell_how_readings_ended(apps: Any, schema_editor: Any) -> None:  # noqa: ANN401, ARG001  Django's signature
    """A text that was over on the day it began was never in force: a first reading, confirmed or fallen."""
    versions = apps.get_model("statutes", "Version").objects
    for one in versions.filter(status="superseded", in_force_from=F("superseded_on"), number__contains="-"):
        same = versions.filter(base=one.base_id, changes=one.changes, decided_at__gt=one.decided_at)
        one.status = "confirmed" if same.exclude(number__contains="-").exists() else "fallen"
        one.in_force_from = None
        one.save(update_fields=["status", "in_force_from"])


class Migration(migrations.Migration):
    dependencies = [
        ("statutes", "0002_adopted_texts"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="version", name="adopted_from_a_day"),
        migrations.RunPython(tell_how_readings_ended, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="version",
            name="superseded_on",
            field=models.DateField(null=True, help_text="the day on which its time, or its wait, was over"),
        ),
        migrations.AlterField(
            model_name="version",
            name="status",
            field=models.CharField(
                choices=[
                    ("proposed", "proposed"),
                    ("adopted_first_reading", "adopted_first_reading"),
                    ("adopted_awaiting_minutes", "adopted_awaiting_minutes"),
                    ("adopted", "adopted"),
                    ("superseded", "superseded"),
                    ("confirmed", "confirmed"),
                    ("fallen", "fallen"),
                ],
                max_length=24,
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=Q(status__in=["adopted", "superseded"], in_force_from__isnull=False)
                | ~Q(status__in=["adopted", "superseded"]) & Q(in_force_from=None),
                name="in_force_from_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=Q(status__in=["superseded", "confirmed", "fallen"], superseded_on__isnull=False)
                | ~Q(status__in=["superseded", "confirmed", "fallen"]) & Q(superseded_on=None),
                name="over_from_a_day",
            ),
        ),
    ]
