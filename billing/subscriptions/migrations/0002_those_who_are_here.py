"""Associations that were here before begin their trial the day the platform begins to ask."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import migrations

from kernel import clock

TRIAL = timedelta(days=90)


def begin(apps: Any, schema_editor: Any) -> None:  # noqa: ANN401, ARG001  Django's signature
    """A trial for each, without waiting for the beat."""
    at = clock.now()
    subscriptions = apps.get_model("subscriptions", "Subscription").objects
    for network in apps.get_model("networks", "Network").objects.all():
        subscriptions.get_or_create(
            network=network, defaults={"standing": "trial", "trial_until": at + TRIAL, "began_at": at}
        )


class Migration(migrations.Migration):
    dependencies = [("subscriptions", "0001_what_associations_pay")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop, elidable=True)]
