from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("motions", "0002_gloss_and_rules"),
    ]

    operations = [
        migrations.AddField(
            model_name="order",
            name="not_before",
            field=models.DateField(help_text="a change of the statutes holds from this later day", null=True),
        ),
    ]
