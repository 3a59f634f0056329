"""A demo of the tests' own: the real processes on free ports, with the letters people get, ended afterwards.

STADGA_E2E_SERVER="http://localhost:8000 http://localhost:8025" (the public site, its letters) uses a demo
that runs already, for whoever writes tests here.
"""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from config.demo_folder import DemoFolder

ROOT = Path(__file__).parents[2]
PATH = f"{ROOT / 'platform'}{os.pathsep}{ROOT}"
KEPT = {"STADGA_FRONT_END"}  # the rest of our own surroundings is the suite's, not the demo's
SECONDS = 240


@dataclass(frozen=True)
class Server:
    """Where people find it."""

    url: str
    letters: str
    ready: str = ""
    """What the demo printed when it was ready."""
    folder: Path = ROOT / ".demo"

    @property
    def surroundings(self) -> dict[str, str]:
        """The environment of the demo's own processes, as it wrote it down for whoever works beside it."""
        return DemoFolder(self.folder).environment()

    def stadga(self, *words: str) -> str:
        """What the platform's own staff do beside the demo: a command, and what it printed."""
        return _stadga({**_clean(), **self.surroundings, "PYTHONPATH": PATH}, *words)

    def beat(self, task: str) -> None:
        """What the beat sends every few minutes, sent now."""
        command = [sys.executable, "-m", "celery", "-A", "config.celery", "call", task]
        environment = {**_clean(), **self.surroundings, "PYTHONPATH": PATH}
        subprocess.run(
            command, cwd=ROOT, env=environment, timeout=SECONDS, check=True, stdout=subprocess.DEVNULL
        )

    def origin(self, slug: str) -> str:
        """The address of one association."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{slug}.{parts.netloc}"


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    """The demo, from ``stadga demo --detach`` to ``stadga stop``."""
    if there := os.environ.get("STADGA_E2E_SERVER"):
        url, letters = there.split()
        yield Server(url, letters)
        return
    _needs_a_front_end()
    environment = _environment(folder)
    try:
        _stadga(environment, "demo", "--detach")
        yield Server(
            url=f"http://localhost:{environment['STADGA_PORT']}",
            letters=f"http://localhost:{environment['STADGA_MAIL_PORT']}",
            ready=(folder / "ready").read_text(encoding="utf-8"),
            folder=folder,
        )
    finally:
        _stadga(environment, "stop")


def _needs_a_front_end() -> None:
    built = Path(os.environ.get("STADGA_FRONT_END", ROOT / "frontend" / "build"))
    if not (built / "index.html").is_file():
        raise RuntimeError(f"There is no front end in {built}. Run `make setup`, then the tests again.")


def _clean() -> dict[str, str]:
    return {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "REDIS_URL", "EMAIL_URL"}
        and (not name.startswith("STADGA_") or name in KEPT)
    }


def _environment(folder: Path) -> dict[str, str]:
    return {
        **_clean(),
        "STADGA_DEMO_DIR": str(folder),
        "STADGA_PORT": str(free_ports(1)),
        "STADGA_LIVE_PORT": str(free_ports(1)),
        "STADGA_MAIL_PORT": str(free_ports(2)),
        "PYTHONPATH": PATH,
    }


def _stadga(environment: dict[str, str], *words: str) -> str:
    said = subprocess.run(
        [sys.executable, "-m", "config.cli", *words],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=SECONDS,
        check=False,
    )
    if said.returncode:
        raise RuntimeError(f"stadga {' '.join(words)}:\n{said.stdout.decode(errors='replace')}")
    return said.stdout.decode(errors="replace")


def free_ports(count: int) -> int:
    """The first of so many free ports in a row, below those that the system itself gives away."""
    while True:
        first = 20_000 + secrets.randbelow(10_000)
        if all(_is_free(first + step) for step in range(count)):
            return first


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
