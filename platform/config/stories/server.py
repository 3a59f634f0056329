"""A server of the story's own: embedded services, the real processes, free ports, gone afterwards."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from config import iec
from embedded import services

READY_SECONDS = 240  # a machine that builds and tests beside it is slow


class Own:
    """A server on a day that the story chooses. ``url``: its public address, ``mail``: its mail catcher's."""

    def __init__(self, used: services.Services) -> None:
        """Nothing runs yet."""
        self._used, self._web, self._live = used, _free_port(), _free_port()
        self._secret = secrets.token_urlsafe(50)
        self._child: subprocess.Popen[bytes] | None = None
        self.url, self.mail = f"http://localhost:{self._web}", used.mail_web_url

    def turn_to(self, moment: datetime) -> None:
        """Let it be this moment: the clock is the server's environment, so it is started anew."""
        self.end()
        self._child = _start("serve", self._environment(moment))
        _wait_for(f"http://127.0.0.1:{self._web}/readyz", self._child)

    def migrate(self, moment: datetime) -> None:
        """Build the tables."""
        _start("migrate_tenants", self._environment(moment)).wait(timeout=READY_SECONDS)

    def end(self) -> None:
        """End what runs."""
        if self._child is not None:
            self._child.send_signal(signal.SIGTERM)
            self._child.wait(timeout=60)
            self._child = None

    def _environment(self, moment: datetime) -> dict[str, str]:
        offset = (moment - datetime.now(UTC)).total_seconds()
        return {
            **os.environ,
            **self._used.environment(),
            "STADGA_SECRET_KEY": self._secret,
            "STADGA_BASE_DOMAIN": "localhost",
            "STADGA_PORT": str(self._web),
            "STADGA_LIVE_PORT": str(self._live),
            "STADGA_CLOCK_OFFSET": str(offset),
        }


@contextmanager
def own() -> Iterator[Own]:
    """Give a fresh server at half past eleven on the day of the meeting; end it on the way out."""
    print("Starting a server of our own …", flush=True)
    used = services.temporary(environment={})
    try:
        found, noon = Own(used), iec.STARTS_AT.replace(hour=11, minute=30)
        found.migrate(noon)
        try:
            found.turn_to(noon)
            yield found
        finally:
            found.end()
    finally:
        used.stop()


def _start(command: str, child_env: dict[str, str]) -> subprocess.Popen[bytes]:
    argv = [sys.executable, "-m", "config.cli", command]
    return subprocess.Popen(argv, env=child_env, stdout=subprocess.DEVNULL)  # noqa: S603  our own command


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _wait_for(url: str, child: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if child.poll() is not None:
            message = f"the server ended with exit code {child.returncode}"
            raise RuntimeError(message)
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310  our own loopback address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    message = f"the server was not ready after {READY_SECONDS} s"
    raise RuntimeError(message)
