from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [
        ("statutes", "0003_how_a_wait_ends"),
    ]

    operations = [
        migrations.AddField(
            model_name="version",
            name="not_before",
            field=models.DateField(help_text="the later day that the meeting chose", null=True),
        ),
        migrations.AlterField(
            model_name="version",
            name="status",
            field=models.CharField(
                choices=[
                    ("proposed", "proposed"),
                    ("adopted_first_reading", "adopted_first_reading"),
                    ("adopted_awaiting_minutes", "adopted_awaiting_minutes"),
                    ("adopted_awaiting_day", "adopted_awaiting_day"),
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
                condition=~Q(status="adopted_awaiting_day") | Q(not_before__isnull=False),
                name="waits_for_a_day_it_names",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=Q(not_before=None) | Q(in_force_from=None) | Q(in_force_from__gte=F("not_before")),
                name="never_before_the_day_chosen",
            ),
        ),
    ]
