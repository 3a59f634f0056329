"""A network may have had several accounts somewhere: a letter of an old one finds it still."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """No rule but that an account is one network's."""

    dependencies: ClassVar = [("networks", "0003_templates")]
    operations: ClassVar = [migrations.RemoveConstraint("knownelsewhere", "one_account_per_mode")]
