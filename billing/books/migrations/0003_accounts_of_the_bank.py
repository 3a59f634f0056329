"""Two accounts for what the bank tells: payments that nobody has named yet, and other income."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

ADDED = (
    (2499, "Oidentifierade inbetalningar", "Unidentified payments", "liability"),
    (3990, "Övriga intäkter", "Other income", "income"),
)


def add_to_the_chart(apps: Any, schema_editor: Any) -> None:  # noqa: ANN401, ARG001  Django's signature
    account = apps.get_model("books", "Account")
    for number, sv, en, kind in ADDED:
        account.objects.get_or_create(
            number=number, defaults={"name_sv": sv, "name_en": en, "kind": kind, "is_open": True}
        )


class Migration(migrations.Migration):
    """Accounts that an association has already under these numbers stay as they are."""

    dependencies: ClassVar = [("books", "0002_only_added")]
    operations: ClassVar = [
        migrations.RunPython(add_to_the_chart, migrations.RunPython.noop, elidable=False),
    ]
