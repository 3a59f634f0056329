"""A whole house of one test's own: its own PostgreSQL, a network with a full hall, web processes in front.

The suite's database must not be crashed, so this one is driven from a child process; what the test needs
comes back as JSON. ``python -m tests.torture.house_apart`` is the child.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import psycopg

from embedded.postgres import OWNER, Postgres
from tests.torture.server import ROOT, Web, free_port

SECRET = "a-house-of-its-own-signs-nothing-that-anybody-keeps-0123456789"


@dataclass
class Apart:
    """The cluster, the address of its web process, and the hall as the child told of it."""

    postgres: Postgres
    web: Web
    hall: Any
    environment: dict[str, str]

    def do(self, *words: str) -> Any:
        """One verb of the child's: ``open``, ``close <poll>``, ``look <poll>``."""
        said = subprocess.run(
            [sys.executable, "-m", "tests.torture.house_apart", *words],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True, timeout=120,
        )  # fmt: skip
        return json.loads(said.stdout.splitlines()[-1])

    def crash(self) -> None:
        """PostgreSQL ends as if the power had gone: no checkpoint, no goodbye."""
        os.kill(self._postmaster(), signal.SIGQUIT)  # immediate shutdown
        deadline = time.monotonic() + 10
        while self.postgres.is_running and time.monotonic() < deadline:
            time.sleep(0.02)

    def start(self) -> None:
        """Bring it up again; it recovers from its log."""
        self.postgres.start()

    def as_owner(self, statement: str) -> None:
        """What an administrator does to the server."""
        with psycopg.connect(self.postgres.url_of("postgres", OWNER), autocommit=True) as connection:
            connection.execute(statement)

    def _postmaster(self) -> int:
        return self.postgres._pid()


@contextmanager
def house_apart(folder: Path, *, voters: int, **settings: str) -> Iterator[Apart]:
    """Up to the moment when a poll can be opened; everything ended afterwards."""
    postgres = Postgres(folder / "postgres")
    environment = {
        **{k: v for k, v in os.environ.items() if k not in {"REDIS_URL", "STADGA_TEST_DB"}},
        "DATABASE_URL": postgres.start(),
        "STADGA_SECRET_KEY": SECRET,
        "STADGA_LOG_LEVEL": "CRITICAL",
        "STADGA_WEB_PROCESSES": "2",
        "STADGA_WEB_THREADS": "8",
        "STADGA_DB_POOL": "8",
        "PYTHONPATH": f"{ROOT / 'platform'}{os.pathsep}{ROOT}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        **settings,
    }
    port = free_port()
    apart = Apart(postgres, Web(port, 0), None, environment)
    server = None
    try:
        told = apart.do("fill", str(voters))
        apart.hall = SimpleNamespace(
            host=told["host"],
            voters=[UUID(v) for v in told["sessions"]],
            sessions={UUID(v): key for v, key in told["sessions"].items()},
        )
        server = subprocess.Popen(
            [sys.executable, "-m", "config.cli", "serve", "web"],
            cwd=ROOT, env={**environment, "STADGA_PORT": str(port)}, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        _wait(port)
        yield apart
    finally:
        if server is not None:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
        postgres.remove()


def _wait(port: int) -> None:
    import httpx

    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=2).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError("the web process of the house apart does not answer")


def child(words: list[str]) -> Any:
    """In the child: Django with the house's own database."""
    import django

    django.setup()
    from django.core.management import call_command

    from kernel.tenancy import inside
    from tenants.networks.models import Network

    if words[0] == "fill":
        from tenants.networks.actions import found_network, prepare_spare
        from tenants.networks.actions.provisioning import Founding
        from tests.torture.hall import NOW, fill, sign_in

        call_command("migrate_schemas", shared=True, verbosity=0, interactive=False)
        prepare_spare()
        network, _ = found_network(Founding("Apart", "apart", "SE", "sv", "K", "k@apart.example"), at=NOW)
        with inside(network):
            hall = fill(network, voters=int(words[1]))
            sign_in(hall, hall.voters)
            return {"host": hall.host, "sessions": {str(v): key for v, key in hall.sessions.items()}}
    with inside(Network.objects.get(slug="apart")):
        return _in_the_hall(*words)


def _in_the_hall(verb: str, poll: str = "") -> Any:
    from tests.torture.hall import CHAIR, ITEM, NOW
    from voting.meetings.models import Meeting
    from voting.polls import actions
    from voting.polls.models import Ballot, Poll

    if verb == "open":
        question = actions.Question(item_no=ITEM, kind="yes_no", question="Ska säteskommunen ändras?")
        meeting = Meeting.objects.get().pk
        new = actions.prepare_poll(meeting_id=meeting, question=question, by=CHAIR, at=NOW).pk
        actions.open_poll(poll_id=new, by=CHAIR, at=NOW)
        return str(new)
    if verb == "close":
        actions.close_poll(poll_id=UUID(poll), by=CHAIR, at=NOW)
        actions.declare_poll(poll_id=UUID(poll), by=CHAIR, at=NOW)
    result = Poll.objects.get(pk=poll).result
    return {
        "receipts": list(Ballot.objects.filter(poll=poll).values_list("receipt", flat=True)),
        "yes": result["counts"]["yes"] if result else None,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(child(sys.argv[1:])) + "\n")
