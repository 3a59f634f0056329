"""The house to measure: services, a database of its own, one network with a full hall, a web process."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from embedded import services


@dataclass(frozen=True)
class House:
    """A network in a test database, and who may vote in it."""

    network: Any
    hall: Any


@contextmanager
def house(*, voters: int) -> Iterator[House]:
    """Durable as in production (fsync and synchronous_commit on); gone when the measuring is done."""
    os.environ.setdefault("STADGA_SECRET_KEY", secrets.token_hex(32))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("STADGA_TEST_DB", "bench_stadga")
    running = services.temporary(names=("postgres", "valkey"))
    os.environ.update(running.environment())
    try:
        with _database(), _network(voters) as made:
            yield made
    finally:
        running.stop()


@contextmanager
def _database() -> Iterator[None]:
    import django  # noqa: PLC0415  settings need the services' addresses

    django.setup()
    from django.test.utils import setup_databases, teardown_databases  # noqa: PLC0415

    made = setup_databases(verbosity=0, interactive=False)
    try:
        yield
    finally:
        teardown_databases(made, verbosity=0)


@contextmanager
def _network(voters: int) -> Iterator[House]:
    from kernel import clock, tenancy  # noqa: PLC0415  Django is ready only now
    from tenants.networks.actions import found_network, prepare_spare  # noqa: PLC0415
    from tenants.networks.actions.provisioning import Founding  # noqa: PLC0415
    from tests.torture.hall import fill, sign_in  # noqa: PLC0415

    prepare_spare()
    founding = Founding("Bench", "bench", "SE", "sv", "Kontor", "office@bench.example")
    network, _ = found_network(founding, at=clock.now())
    with tenancy.inside(network):
        hall = fill(network, voters=voters)
        sign_in(hall, hall.voters)
        yield House(network, hall)
