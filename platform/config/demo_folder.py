"""What a demo keeps between its runs: secret, clock, logs, letters, the database, and who runs now."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from embedded import processes

FOLDER = ".demo"


@dataclass(frozen=True)
class DemoFolder:
    """One folder, by default ``.demo`` where the command is typed."""

    path: Path

    @classmethod
    def here(cls) -> DemoFolder:
        """The folder of this checkout; STADGA_DEMO_DIR names another."""
        return cls(Path(os.environ.get("STADGA_DEMO_DIR", FOLDER)).resolve())

    def make(self) -> None:
        """Create what is missing. Others may pass through (PostgreSQL's account) and read nothing."""
        self.path.mkdir(mode=0o711, parents=True, exist_ok=True)
        self.logs.mkdir(mode=0o700, exist_ok=True)

    @property
    def logs(self) -> Path:
        """A file for each process."""
        return self.path / "logs"

    def secret_key(self) -> str:
        """Made once; a session of yesterday's demo is still good today."""
        file = self.path / "secret-key"
        if not file.exists():
            self._private(file, secrets.token_urlsafe(48))
        return file.read_text(encoding="ascii")

    def write_environment(self, environment: dict[str, str]) -> None:
        """For a person who wants ``stadga shell`` beside the demo: ``set -a; . .demo/environment``."""
        lines = [f"{name}='{value}'\n" for name, value in sorted(environment.items())]
        self._private(self.path / "environment", "".join(lines))

    def environment(self) -> dict[str, str]:
        """What was written there."""
        lines = (self.path / "environment").read_text(encoding="utf-8").splitlines()
        return {name: value.strip("'") for name, _, value in (line.partition("=") for line in lines)}

    def enter(self) -> None:
        """Make the demo's environment ours; without a demo nothing changes."""
        if (self.path / "environment").is_file():
            os.environ.update(self.environment())

    def write_pids(self, pids: dict[str, int]) -> None:
        """Who runs, each with its birth, so that no later holder of a pid is mistaken for it."""
        known = {name: [pid, processes.born(pid)] for name, pid in pids.items()}
        self._private(self.path / "pids", json.dumps(known))

    def pids(self) -> dict[str, tuple[int, str]]:
        """Those of the written ones that still run."""
        try:
            known = json.loads((self.path / "pids").read_text(encoding="ascii"))
        except (OSError, ValueError):
            return {}
        return {
            name: (pid, birth) for name, (pid, birth) in known.items() if processes.born(pid) == birth != ""
        }

    def forget_pids(self) -> None:
        """Nobody runs any more."""
        (self.path / "pids").unlink(missing_ok=True)

    def write_ready(self, text: str) -> None:
        """The addresses, once everything answers."""
        self._private(self.path / "ready", text)

    def ready(self) -> str:
        """The addresses of a demo that is ready, or nothing."""
        try:
            return (self.path / "ready").read_text(encoding="utf-8")
        except OSError:
            return ""

    def forget_ready(self) -> None:
        """It is not ready, or no longer."""
        (self.path / "ready").unlink(missing_ok=True)

    @staticmethod
    def _private(file: Path, text: str) -> None:
        half = file.with_name(file.name + ".half")
        half.unlink(missing_ok=True)
        half.touch(mode=0o600)
        half.write_text(text, encoding="utf-8")
        half.replace(file)
