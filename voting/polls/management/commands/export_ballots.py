"""``stadga export-ballots POLL|--all --out DIR``: secret votes' archives, for anybody's verifier."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kernel.tenancy import inside
from tenants.networks.models import Network
from voting.ballotbox import queries
from voting.ballotbox.models import Box


class Command(BaseCommand):
    """Each vote in a folder with one ``.bel`` file, as Debian's verifier wants it, and its files."""

    help = "Write the archives of secret votes that have ended, with side proofs and the register's marks."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options."""
        parser.add_argument("poll", nargs="?", type=UUID, metavar="POLL", help="the vote's id")
        parser.add_argument("--all", action="store_true", help="every vote that has ended, a folder for each")
        parser.add_argument("--network", help="of this association alone: its address")
        parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="where to write")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002  Django's signature
        """Run it."""
        poll, out = options["poll"], options["out"]
        if (poll is None) == (not options["all"]):
            raise CommandError("say which vote, or --all")
        networks = Network.objects.exclude(schema_name="public").order_by("slug")
        if options["network"]:
            networks = networks.filter(slug=options["network"])
            if not networks:
                raise CommandError(f"there is no association at {options['network']}")
        found = [whole for network in networks for whole in self._write(network, poll, out)]
        if poll is not None and not found:
            raise CommandError(f"no secret vote {poll} has ended")
        self.stdout.write(f"{sum(found)} written to {out}")
        if not all(found):
            raise CommandError(f"{len(found) - sum(found)} not written: stadga audit says what was changed")

    def _write(self, network: Network, poll: UUID | None, out: Path) -> list[bool]:
        with inside(network):
            boxes = Box.objects.filter(ended_at__isnull=False).order_by("sealed_at")
            if poll is not None:
                boxes = boxes.filter(pk=poll)
            written = []
            for box in boxes:
                folder = out if poll is not None else out / network.slug / str(box.pk)
                try:
                    self._write_box(box, folder)
                    written.append(True)
                except OSError as error:
                    raise CommandError(f"{error.filename} cannot be written: {error.strerror}") from None
                except queries.Spoiled as error:
                    self.stderr.write(str(error))
                    written.append(False)
            return written

    def _write_box(self, box: Box, folder: Path) -> None:
        archive = queries.archive(box.pk)
        folder.mkdir(parents=True, exist_ok=True)
        others = [one.name for one in folder.glob("*.bel") if one.stem != box.uuid]
        if others:
            raise CommandError(
                f"{folder} holds another archive, {others[0]}: Debian's verifier wants one alone"
            )
        (folder / f"{box.uuid}.bel").write_bytes(archive)
        (folder / f"{box.uuid}.proofs.json").write_text(queries.side_proofs(box.pk), encoding="utf-8")
        (folder / f"{box.uuid}.register.json").write_text(queries.register_file(box.pk), encoding="utf-8")
        self.stdout.write(f"{box.pk}  {folder / box.uuid}.bel")
