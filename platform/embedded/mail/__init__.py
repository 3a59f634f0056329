"""A mail catcher: takes every letter by SMTP, delivers none, shows them all in a small web view."""

from __future__ import annotations

import fcntl
import json
import os
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from embedded import processes

START_SECONDS = 15


@dataclass(frozen=True)
class Mail:
    """The catcher of one folder, as a process of its own. ``start`` and ``stop`` may be repeated."""

    directory: Path
    web_port: int = 0  # 0: any free one, the same again next time
    smtp_port: int = 0

    @property
    def url(self) -> str:
        """What EMAIL_URL should say."""
        return f"smtp://{processes.LOOPBACK}:{self._ports()[1]}"

    @property
    def web_url(self) -> str:
        """Where a person reads the letters."""
        return f"http://localhost:{self._ports()[0]}"

    @property
    def is_running(self) -> bool:
        """A catcher answers at our port and says that it keeps this folder."""
        return bool(self._pid())

    def start(self) -> str:
        """Bring it up, or find it up, and give its SMTP address."""
        self.directory.mkdir(parents=True, exist_ok=True)
        with (self.directory / "lock").open("w", encoding="ascii") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self.is_running:
                self._launch()
        return self.url

    def stop(self) -> bool:
        """End it; False when it was not running. The letters stay."""
        pid = self._pid()
        return bool(pid) and processes.end(pid, processes.born(pid), seconds=5)

    def _launch(self) -> None:
        for name, wanted in (("web-port", self.web_port), ("smtp-port", self.smtp_port)):
            file = self.directory / name
            if wanted and not processes.is_free(wanted):
                message = (
                    f"Port {wanted} for the mail catcher is taken by another program: set STADGA_MAIL_PORT"
                )
                raise RuntimeError(message)
            if wanted:
                file.write_text(str(wanted), encoding="ascii")
            processes.kept_port(file)
        web, smtp = self._ports()
        log = self.directory / "log"
        processes.launch(
            [
                *(sys.executable, "-m", "embedded.mail", "--dir", str(self.directory)),
                *("--port", str(web), "--smtp-port", str(smtp)),
            ],
            log=log,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
        )
        if not processes.wait_until(lambda: self.is_running, seconds=START_SECONDS):
            lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-5:]
            raise RuntimeError(
                f"The mail catcher does not start. The last lines of {log}:\n" + "\n".join(lines)
            )

    def _pid(self) -> int:
        try:
            web, _ = self._ports()
            with urllib.request.urlopen(f"http://{processes.LOOPBACK}:{web}/api/health", timeout=1) as answer:
                health = json.load(answer)
        except (OSError, ValueError, urllib.error.URLError):
            return 0
        return int(health["pid"]) if health.get("directory") == str(self.directory.resolve()) else 0

    def _ports(self) -> tuple[int, int]:
        web, smtp = (
            int((self.directory / name).read_text(encoding="ascii")) for name in ("web-port", "smtp-port")
        )
        return web, smtp
