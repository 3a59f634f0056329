"""A real stream process against the test database, associations whose facts are committed, and readers."""

from __future__ import annotations

import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction

from kernel.actor import Actor
from kernel.events import Audience
from kernel.tenancy import inside

HERE = Path(__file__).parent
NOW = datetime(2016, 10, 11, 11, 0, tzinfo=UTC)


def until(done: Callable[[], Any], seconds: float) -> bool:
    """Ask until it is so or the time is up."""
    last = time.monotonic() + seconds
    while not done():
        if time.monotonic() > last:
            return False
        time.sleep(0.01)
    return True


@dataclass
class Event:
    name: str
    data: Any
    id: int | None
    at: float


class Reader:
    """Somebody who follows a stream in a thread of its own."""

    def __init__(self, port: int, host: str, path: str, headers: dict[str, str]) -> None:
        self.events: list[Event] = []
        self.raw = b""
        self.ended_at = 0.0
        self.ended_politely = False
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._connection.request("GET", path, headers={"Host": host, **headers})
        self._response = self._connection.getresponse()
        self.status = self._response.status
        self.headers = self._response.headers
        if self.status == 200:
            threading.Thread(target=self._read, daemon=True).start()
        else:
            self.body = self._response.read()

    def _read(self) -> None:
        event: dict[str, str] = {}
        try:
            while line := self._response.readline():
                self.raw += line
                text = line.decode().rstrip("\n")
                if not text:
                    if "data" in event:
                        number = int(event["id"]) if "id" in event else None
                        data = json.loads(event["data"])
                        self.events.append(Event(event["event"], data, number, time.monotonic()))
                    event = {}
                elif not text.startswith(":"):
                    name, _, value = text.partition(": ")
                    event[name] = value
            self.ended_politely = True
        except (OSError, ValueError, AttributeError, http.client.HTTPException):
            pass
        self.ended_at = time.monotonic()

    def named(self, name: str) -> list[Event]:
        return [event for event in list(self.events) if event.name == name]

    @property
    def ids(self) -> list[int]:
        return [event.id for event in self.named("entry")]

    def has(self, count: int, *, name: str = "entry", seconds: float = 5) -> bool:
        return until(lambda: len(self.named(name)) >= count, seconds)

    def has_ended(self, seconds: float) -> bool:
        return until(lambda: self.ended_at, seconds)

    def close(self) -> None:
        try:
            self._connection.sock.shutdown(socket.SHUT_RDWR)
        except (OSError, AttributeError):
            self._response.close()


@dataclass
class Hall:
    """An association with a meeting; what is written here is committed."""

    network: Any
    meeting: Any

    @property
    def host(self) -> str:
        return f"{self.network.slug}.localhost"

    @property
    def path(self) -> str:
        return f"/live/meetings/{self.meeting.pk}"

    def person(self, *roles: str) -> Any:
        from accounts.actions import ensure_user, grant_role
        from kernel.permissions import Role

        email = f"{secrets.token_hex(4)}@people.example"
        with inside(self.network):
            user = ensure_user(email=email, name="Ida Krans", at=self.meeting.created_at)
            for role in roles:
                grant_role(user=user, role=Role(role), by=Actor.system(), at=self.meeting.created_at)
        return user

    def sign_in(self, user: Any) -> str:
        """The cookie header of a new sign-in."""
        from django.conf import settings
        from django.contrib.auth import login
        from django.contrib.sessions.backends.db import SessionStore
        from django.http import HttpRequest

        with inside(self.network):
            request = HttpRequest()
            request.session = SessionStore()
            login(request, user, backend="accounts.actions.backend.CodeOnlyBackend")
            request.session.save()
            return f"{settings.SESSION_COOKIE_NAME}={request.session.session_key}"

    def say(self, kind: str = "tests.live.said", audience: str = "public", **body: Any) -> int:
        """Record a fact about the meeting, as every action does."""
        from journal.actions import record

        event = SimpleNamespace(
            kind=kind, audience=Audience(audience), subject=self.meeting.pk, body=lambda: body
        )
        with inside(self.network), transaction.atomic():
            return record(event, by=Actor.system(), at=self.meeting.created_at).pk


@pytest.fixture(scope="session")
def networks(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Any]]:
    """Two associations of these tests' own: what streams is committed. Dropped after."""
    from tenants.networks.actions import found_network, prepare_spare
    from tenants.networks.actions.provisioning import Founding

    made = []
    with django_db_blocker.unblock():
        for place in ("ett", "tva"):
            slug = f"hall-{place}-{secrets.token_hex(3)}"  # another room's tests may have two of their own
            prepare_spare()
            founding = Founding("Hall", slug, "SE", "sv", "Kontor", f"office@{slug}.example")
            made.append(found_network(founding, at=NOW)[0])
    yield made
    with django_db_blocker.unblock():
        for network in made:
            with connection.cursor() as cursor:
                cursor.execute(f'DROP SCHEMA "{network.schema_name}" CASCADE')
            network.delete()


@pytest.fixture
def halls(networks: list[Any], django_db_blocker: Any) -> Iterator[Callable[[], Hall]]:
    """halls(): a new meeting; at the second call another association's."""
    from voting.meetings.models import Meeting

    left = list(networks)
    with django_db_blocker.unblock():

        def make() -> Hall:
            network = left.pop(0)
            with inside(network):
                meeting = Meeting.objects.create(
                    title="Möte", starts_at=NOW, registration_closes_at=NOW, created_at=NOW
                )
            return Hall(network, meeting)

        yield make


@pytest.fixture
def hall(halls: Callable[[], Hall]) -> Hall:
    return halls()


class Server:
    """A child uvicorn."""

    def __init__(self, application: str, log: Path, **environment: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.readers: list[Reader] = []
        self.name = f"live-{uuid.uuid4().hex[:12]}"  # how PostgreSQL lists its connections
        arguments = ["--host", "127.0.0.1", "--port", str(self.port), "--timeout-graceful-shutdown", "3"]
        self.log = log / f"{self.name}.log"
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "uvicorn", application, "--app-dir", str(HERE), "--no-access-log",
                 *arguments],
                env={**self._environment(), "STADGA_PROCESS": self.name, **environment},
                stdout=output, stderr=subprocess.STDOUT,
            )  # fmt: skip
        assert until(self._answers, 30), self.log.read_text()

    @staticmethod
    def _environment() -> dict[str, str]:
        from django.db import connections

        database = connections["default"].settings_dict
        base, _, _ = os.environ["DATABASE_URL"].rpartition("/")
        root = HERE.parents[2]
        return {
            **os.environ,
            "DATABASE_URL": f"{base}/{database['NAME']}",
            "PYTHONPATH": f"{root / 'platform'}{os.pathsep}{root}",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }

    def _answers(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def open(self, host: str, path: str, **headers: str) -> Reader:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.readers.append(Reader(self.port, host, path, named))
        return self.readers[-1]

    def let_go(self) -> None:
        """Close every reader that a test opened."""
        while self.readers:
            self.readers.pop().close()

    def follow(self, hall: Hall, cookie: str, *, after: int | None = None, **headers: str) -> Reader:
        """A reader of the hall's meeting who has heard hello."""
        query = "" if after is None else f"?after={after}"
        reader = self.open(hall.host, hall.path + query, Cookie=cookie, **headers)
        assert reader.status == 200, reader.body
        assert reader.has(1, name="hello")
        return reader

    def ask(self, method: str, path: str, headers: dict[str, str]) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        response.read()
        return response

    def connections(self) -> list[tuple[str, ...]]:
        """(state, query) of each connection that PostgreSQL knows of this process."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT state, query FROM pg_stat_activity WHERE application_name = %s", [self.name]
            )
            return cursor.fetchall()

    def memory(self) -> int:
        """Resident bytes."""
        text = Path(f"/proc/{self.process.pid}/statm").read_text()
        return int(text.split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


@pytest.fixture(scope="session")
def server(django_db_setup: None, tmp_path_factory: Any) -> Iterator[Server]:
    """The stream process as it is run."""
    server = Server("config.asgi_live:application", tmp_path_factory.mktemp("live"))
    yield server
    server.stop()


@pytest.fixture
def live(server: Server) -> Iterator[Server]:
    yield server
    server.let_go()


@pytest.fixture
def another(django_db_setup: None, tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """another(application, **environment): a stream process of this test's own."""
    started = []

    def start(application: str = "config.asgi_live:application", **environment: str) -> Server:
        started.append(Server(application, tmp_path, **environment))
        return started[-1]

    yield start
    for server in started:
        server.let_go()
        server.stop()
