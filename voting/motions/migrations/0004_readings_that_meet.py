from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("motions", "0003_a_later_day"),
    ]

    operations = [
        migrations.AddField(
            model_name="order",
            name="readings",
            field=models.JSONField(
                db_default=[],
                default=list,
                help_text="clauses whose words were chosen anew for a second reading",
            ),
        ),
    ]
