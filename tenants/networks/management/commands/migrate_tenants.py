"""``stadga migrate-tenants``: the house first, then every schema that is behind, then the spares."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.networks import actions
from tenants.networks.actions import migrating


class Command(BaseCommand):
    """Bring every schema up to date; one that fails is named and the others go on."""

    help = "Migrate the house and every association's schema; nothing is done for those that are up to date."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options."""
        parser.add_argument(
            "--check", action="store_true", help="only say which schemas are behind; exit 1 if any"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002  Django's signature
        """Run it."""
        if options["check"]:
            behind = migrating.schemas_behind()
            if behind:
                raise CommandError(f"behind: {', '.join(sorted(behind))}")
            self.stdout.write("every schema is up to date")
            return
        call_command("migrate_schemas", shared=True, interactive=False, verbosity=0)
        failed = {}
        behind = migrating.schemas_behind()
        for schema in sorted(behind):
            error = migrating.migrate(schema)
            self.stdout.write(f"{schema}: {error or 'migrated'}")
            if error:
                failed[schema] = error
        made = actions.keep_spares()
        self.stdout.write(
            f"{len(behind) - len(failed)} migrated, {len(failed)} failed, {made} spare schemas made"
        )
        if failed:
            raise CommandError(f"failed: {', '.join(sorted(failed))}")
