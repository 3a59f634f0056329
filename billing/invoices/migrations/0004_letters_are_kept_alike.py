"""A letter with an invoice is kept as every other kept letter is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("invoices", "0003_letters_are_tried")]

    operations = [
        migrations.AlterField(
            "sending",
            "state",
            models.CharField(
                choices=[("waiting", "waiting"), ("sent", "sent"), ("failed", "failed")],
                default="waiting",
                max_length=8,
            ),
        ),
        migrations.AlterField(
            "sending",
            "trouble",
            models.CharField(blank=True, help_text="the mail server's no, by name and code", max_length=300),
        ),
        migrations.AlterField(
            "sending",
            "sent_at",
            models.DateTimeField(help_text="when the mail server took it", null=True),
        ),
    ]
