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


@contextmanager
def own() -> Iterator[tuple[str, str]]:
    """Give (public address, address of the mail catcher) of a fresh server; end it on the way out."""
    print("Starting a server of our own …", flush=True)
    used = services.temporary(environment={})
    try:
        web, live = _free_port(), _free_port()
        child_env = _environment(used, web=web, live=live)
        _start("migrate_tenants", child_env).wait(timeout=READY_SECONDS)
        child = _start("serve", child_env)
        try:
            _wait_for(f"http://127.0.0.1:{web}/readyz", child)
            yield f"http://localhost:{web}", used.mail_web_url
        finally:
            child.send_signal(signal.SIGTERM)
            child.wait(timeout=30)
    finally:
        used.stop()


def _start(command: str, child_env: dict[str, str]) -> subprocess.Popen[bytes]:
    argv = [sys.executable, "-m", "config.cli", command]
    return subprocess.Popen(argv, env=child_env, stdout=subprocess.DEVNULL)  # noqa: S603  our own command


def _environment(used: services.Services, *, web: int, live: int) -> dict[str, str]:
    noon = iec.STARTS_AT.replace(hour=11, minute=30)
    return {
        **os.environ,
        **used.environment(),
        "STADGA_SECRET_KEY": secrets.token_urlsafe(50),
        "STADGA_BASE_DOMAIN": "localhost",
        "STADGA_PORT": str(web),
        "STADGA_LIVE_PORT": str(live),
        "STADGA_CLOCK_OFFSET": str((noon - datetime.now(UTC)).total_seconds()),
    }


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
