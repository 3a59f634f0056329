"""A letter of a notice is kept as every other kept letter is: its trouble has the same name and room."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("convening", "0001_notices_and_deliveries")]

    operations = [
        migrations.RenameField("delivery", "reason", "trouble"),
        migrations.AlterField(
            "delivery",
            "trouble",
            models.CharField(blank=True, help_text="the mail server's no, by name and code", max_length=300),
        ),
    ]
