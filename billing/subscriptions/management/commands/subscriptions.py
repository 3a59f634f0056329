"""Every association's subscription, and more time for one: for the platform's own staff."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from billing.payments.gateway import GatewayError
from billing.subscriptions import actions, queries
from billing.subscriptions.enums import Rest, Standing
from billing.subscriptions.models import Subscription
from kernel import clock, tenancy
from kernel.actor import Actor
from kernel.errors import Refused
from tenants.networks.models import Network

HEAD = f"{'address':<30}  {'standing':<9}  {'until':<10}  {'plan':<8}  {'customer':<20}  held open"
HELD = {
    Rest.EVERYTHING: "everything, by a meeting today",
    Rest.MEETING: "the meeting that has begun, to its end",
    Rest.COMING: "registrations and proxies for a meeting that was called",
}


class Command(BaseCommand):
    """List them, those that need somebody first; ``--give``: move the last day of one's trial or grace."""

    help = "list what every association pays the platform; --give SLUG --until DAY lets one wait longer"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which one, until when, and whether to look now."""
        parser.add_argument("--give", metavar="SLUG", help="the association whose trial or grace is moved")
        parser.add_argument("--until", metavar="DAY", help="the new last day, YYYY-MM-DD or a moment (UTC)")
        parser.add_argument("--look", action="store_true", help="first do what the beat does, for every one")

    def handle(self, **options: Any) -> None:  # noqa: ANN401  Django's signature
        """Give, look, list."""
        if bool(options["give"]) != bool(options["until"]):
            raise CommandError("--give needs --until, and the other way round")
        if options["give"]:
            self._give(options["give"], _moment(options["until"]))
        if options["look"]:
            self._look()
        self.stdout.write(HEAD)
        for row in queries.everybody():
            with tenancy.inside(row.network):
                held = queries.resting(row, at=clock.now())
            self.stdout.write(_line(row, held))

    def _give(self, slug: str, until: datetime) -> None:
        network = Network.objects.filter(slug=slug).first()
        if network is None:
            raise CommandError(f"no association has the address {slug}")
        with tenancy.inside(network):
            try:
                actions.give_time(until=until, by=Actor.system(), at=clock.now())
            except Refused:
                raise CommandError(f"{slug} has paid, or the day is before its time of grace began") from None

    def _look(self) -> None:
        if not queries.is_asked():
            raise CommandError("nobody is asked to pay here: set STADGA_SUBSCRIPTIONS and a key at Stripe")
        for network in Network.objects.order_by("slug"):
            with tenancy.inside(network):
                try:
                    actions.look(at=clock.now())
                except GatewayError as error:
                    self.stderr.write(f"{network.slug}: Stripe gave no answer ({error})")


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"--until: {text} is no day: write YYYY-MM-DD") from None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


def _line(row: Subscription, held: Rest | None) -> str:
    until = {
        Standing.TRIAL: row.trial_until, Standing.ACTIVE: row.paid_until, Standing.UNPAID: row.grace_until,
        Standing.READ_ONLY: row.read_only_since,
    }[Standing(row.standing)]  # fmt: skip
    day = until.date().isoformat() if until else ""
    told = f"{row.network.slug:<30}  {row.standing:<9}  {day:<10}  {row.plan or '-':<8}"
    return f"{told}  {row.customer or '-':<20}  {HELD[held] if held else '-'}"
