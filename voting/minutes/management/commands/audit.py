"""``stadga audit``: whether journal, ballots, boxes and minutes are as they were written, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from journal import queries as journal
from kernel.faults import Fault
from kernel.tenancy import inside
from tenants.networks.models import Network
from voting.ballotbox import queries as ballotbox
from voting.minutes import queries as minutes
from voting.polls import queries as polls


class Command(BaseCommand):
    """A line for each row that is not as it was written; exit code 1 when there is one."""

    help = "Find rows of journal, ballots, boxes and minutes that are not as they were written."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options."""
        parser.add_argument("--network", help="this association alone: its address")
        parser.add_argument(
            "--head", action="append", default=[], metavar="HASH",
            help="a journal's hash that was kept, of --network: it must still be there (repeat it)",
        )  # fmt: skip
        parser.add_argument("--rows", action="store_true", help="leave out the proofs of secret votes")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002  Django's signature
        """Run it."""
        networks = Network.objects.exclude(schema_name="public").order_by("slug")
        if options["head"] and not options["network"]:
            raise CommandError("say whose head it is: --network")
        if options["network"]:
            networks = networks.filter(slug=options["network"])
            if not networks:
                raise CommandError(f"there is no association at {options['network']}")
        found = 0
        for network in networks:
            with inside(network):
                faults = faults_of(heads=options["head"], with_proofs=not options["rows"])
                head = journal.head()
            for fault in faults:
                self.stdout.write(f"{network.slug}  {fault.row}: {fault.reason}")
            found += len(faults)
            self.stdout.write(f"{network.slug}  {len(faults)} faults; the journal's head is {head}")
        if found:
            raise CommandError(f"{found} rows are not as they were written", returncode=1)


def faults_of(*, heads: Sequence[str] = (), with_proofs: bool = True) -> list[Fault]:
    """Everything that is wrong in the association at work, each row once, in the rows' order."""
    found = [
        *journal.faults_of(heads),
        *polls.faults_of(),
        *ballotbox.faults_of(with_proofs=with_proofs),
        *minutes.faults_of(),
    ]
    return sorted(set(found))
