"""A day has one set of fees. Names are unqualified, so that they follow the schema when it is renamed."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

FORWARD = """
ALTER TABLE dues_feeschedule ADD CONSTRAINT a_day_has_one_set_of_fees
  EXCLUDE USING gist (daterange(period_from, period_to, '[]') WITH &&);
"""
BACKWARD = "ALTER TABLE dues_feeschedule DROP CONSTRAINT a_day_has_one_set_of_fees;"


class Migration(migrations.Migration):
    """Constraint of the schedules."""

    dependencies: ClassVar = [("dues", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACKWARD)]
