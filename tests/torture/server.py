"""A real web process against the test database, on a free port; ended by its own process id."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import httpx
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parents[2]
STARTS_WITHIN = 30.0


@dataclass(frozen=True)
class Web:
    """Where it answers. Give ``Host: <slug>.localhost`` to reach an association."""

    port: int
    pid: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def web_process(
    *, processes: int = 1, threads: int = 8, log: Path | None = None, **environment: str
) -> Iterator[Web]:
    """``stadga serve web`` as a child, with the database and the secret of this process.

    What the child is to see must be committed: use ``own_tenant``, not a test's transaction. ``log`` is where
    it writes, for a test that reads it.
    """
    port = free_port()
    env = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "STADGA_SECRET_KEY": settings.SECRET_KEY,
        "STADGA_PORT": str(port),
        "STADGA_WEB_PROCESSES": str(processes),
        "STADGA_WEB_THREADS": str(threads),
        "STADGA_DB_POOL": str(threads),
        "PYTHONPATH": f"{ROOT / 'platform'}{os.pathsep}{ROOT}",
        **environment,
    }
    command = [sys.executable, "-c", "from config.cli import main; raise SystemExit(main(['serve', 'web']))"]
    with log.open("w+b") if log else tempfile.TemporaryFile() as output:
        child = subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=output)
        try:
            _wait_until_it_answers(child, port, output)
            yield Web(port, child.pid)
        finally:
            child.send_signal(signal.SIGTERM)
            try:
                child.wait(10)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def database_url() -> str:
    """DATABASE_URL with the name of the database that the tests are in."""
    database: Mapping[str, str] = connection.settings_dict
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path="/" + quote(database["NAME"])))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(child: subprocess.Popen[bytes], port: int, output: object) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline:
        if child.poll() is not None:
            break
        try:
            if httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=2).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    output.seek(0)  # type: ignore[attr-defined]  # a file
    said = output.read().decode(errors="replace")  # type: ignore[attr-defined]
    raise RuntimeError(f"the web process does not answer:\n{said}")
