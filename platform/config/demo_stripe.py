"""The demo's Stripe: a process of its own on loopback, with pages to pay at and no real money."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from embedded import processes

START_SECONDS = 15
STEP = 27  # above the base port: two for the letters, then this
KEY = "sk_test_desk_demo"


@dataclass(frozen=True)
class DemoStripe:
    """The desk of one demo folder. ``start`` and ``stop`` may be repeated."""

    directory: Path
    port: int = 0

    def environment(self, secret_key: str) -> dict[str, str]:
        """What the product must be given to find it; nothing of it leaves this machine."""
        return {
            "STADGA_STRIPE_KEY": KEY,
            "STADGA_SUBSCRIPTIONS": "1",
            "STADGA_STRIPE_URL": f"http://{processes.LOOPBACK}:{self.port}",
            "STADGA_STRIPE_WEBHOOK_SECRET": self._secret(secret_key),
        }

    def start(self, *, endpoint: str, secret_key: str) -> None:
        """Bring it up, or find it up. Webhooks go to ``endpoint``."""
        self.directory.mkdir(parents=True, exist_ok=True)
        if self._pid():
            return
        if not processes.is_free(self.port):
            raise RuntimeError(
                f"Port {self.port} for the demo's Stripe is taken by another program: set STADGA_STRIPE_PORT"
            )
        log = self.directory / "log"
        (self.directory / "port").write_text(str(self.port), encoding="ascii")
        root = Path(__file__).resolve().parents[2]
        processes.launch(
            [
                *(sys.executable, "-m", "billing.stripe_desk", "--dir", str(self.directory)),
                *("--port", str(self.port), "--endpoint", endpoint, "--secret", self._secret(secret_key)),
            ],
            log=log,
            env={**os.environ, "PYTHONPATH": os.pathsep.join((str(root), str(root / "platform")))},
        )
        if not processes.wait_until(lambda: bool(self._pid()), seconds=START_SECONDS):
            raise RuntimeError(f"The demo's Stripe does not start; see {log}")

    def stop(self) -> bool:
        """End it; False when it was not running. What it knows stays."""
        pid = self._pid()
        return bool(pid) and processes.end(pid, processes.born(pid), seconds=5)

    def _pid(self) -> int:
        try:
            port = int((self.directory / "port").read_text(encoding="ascii"))
            address = f"http://{processes.LOOPBACK}:{port}/api/health"
            with urllib.request.urlopen(address, timeout=1) as answer:
                health = json.load(answer)
        except (OSError, ValueError, urllib.error.URLError):
            return 0
        return int(health["pid"]) if health.get("directory") == str(self.directory.resolve()) else 0

    @staticmethod
    def _secret(secret_key: str) -> str:
        return "whsec_" + hashlib.sha256(f"demo stripe {secret_key}".encode()).hexdigest()[:32]
