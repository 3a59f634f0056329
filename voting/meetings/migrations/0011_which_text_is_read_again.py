from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0010_unpaid_memberships"),
    ]

    operations = [
        migrations.AddField(
            model_name="item",
            name="reading",
            field=models.UUIDField(help_text="the text that is tried a second time under it", null=True),
        ),
    ]
