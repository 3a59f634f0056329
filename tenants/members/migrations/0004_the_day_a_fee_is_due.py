"""The day that is kept is that of the oldest unpaid fee, past or to come; the column stays as it was."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0003_membership")]

    operations = [
        migrations.AlterField(
            "member",
            "fee_overdue_since",
            models.DateField(
                help_text="the day the oldest unpaid fee is due, passed or to come; rules say if it matters",
                null=True,
            ),
        ),
    ]
