"""``stadga check-migrations``: every change of a model has its migration. No database is asked."""

from __future__ import annotations

import argparse
import os

HELP = "say which models changed without a migration; exit 1 if any did (needs no database)"


def run(arguments: list[str]) -> int:
    """Compare the models with what the migrations on disk build."""
    argparse.ArgumentParser(prog="stadga check-migrations", description=HELP).parse_args(arguments)
    os.environ.setdefault("STADGA_WITHOUT_SECRETS", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django  # noqa: PLC0415  needs the settings of the lines above
    from django.apps import apps  # noqa: PLC0415
    from django.db.migrations.autodetector import MigrationAutodetector  # noqa: PLC0415
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415
    from django.db.migrations.state import ProjectState  # noqa: PLC0415

    django.setup()
    loader = MigrationLoader(None)
    forks = loader.detect_conflicts()
    for label, names in sorted(forks.items()):
        print(f"{label}: two ends, {' and '.join(sorted(names))}: merge them")
    if forks:
        return 1
    found = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(loader.graph)
    for label, migrations in sorted(found.items()):
        for operation in (operation for migration in migrations for operation in migration.operations):
            print(f"{label}: {operation.describe()}: run stadga makemigrations {label}")
    return 1 if found else 0
