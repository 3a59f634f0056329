"""A conflict of interest says by whose word: the member's, the chair's or the meeting's.

What was not declared by the member was noted from the chair; that the meeting decided it was never asked.
Nullable first, filled, then enforced, as one small step: a meeting has a handful of these rows.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models

WORDS = ("chair", "member", "meeting")


def say_by_whom(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001, ANN401  Django's signature
    """Declared was the member's word."""
    rows = apps.get_model("register", "Conflict").objects
    rows.filter(is_declared=True).update(said_by="member")
    rows.filter(is_declared=False).update(said_by="chair")


class Migration(migrations.Migration):
    """One column for another."""

    dependencies: ClassVar = [("register", "0004_versions_of_items_stay")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="conflict",
            name="said_by",
            field=models.CharField(max_length=7, null=True, choices=[(w, w) for w in WORDS]),
        ),
        migrations.RunPython(say_by_whom, migrations.RunPython.noop),
    ]
