"""Runs several processes as one: if one dies, it says which and ends all; restarts nothing in silence."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from types import FrameType

from config.roles import Role

STEP_SECONDS = 0.2
HOOK_SECONDS = 5.0
END_SECONDS = 8.0
PARENT_DIED = 1  # PR_SET_PDEATHSIG of Linux' prctl
Say = Callable[[str], None]


class Supervisor:
    """The children of one run. Only processes started here are ever ended here."""

    def __init__(self, roles: Sequence[Role], *, say: Say, logs: Path | None = None) -> None:
        """With ``logs``, each child writes to a file there; without, to our own output."""
        self._roles, self._say, self._logs = roles, say, logs
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._asked: int = 0

    @property
    def pids(self) -> dict[str, int]:
        """Who runs."""
        return {name: child.pid for name, child in self._children.items()}

    @property
    def dead(self) -> str:
        """The name of a child that ended without being asked, or nothing."""
        return next((name for name, child in self._children.items() if child.poll() is not None), "")

    def start(self, environment: Mapping[str, str]) -> None:
        """Start all; from now on Ctrl-C and SIGTERM are noticed by ``watch``."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask)
        for role in self._roles:
            self._children[role.name] = self._started(role, {**environment, **role.environment})

    def watch(self, *, hook: Callable[[], None] = lambda: None) -> int:
        """Wait until we are asked to end (0) or a child dies (1), calling ``hook`` every few seconds."""
        last = time.monotonic()
        while not self._asked:
            if self.dead:
                self._explain(self.dead)
                return 1
            if time.monotonic() - last > HOOK_SECONDS:
                hook()
                last = time.monotonic()
            time.sleep(STEP_SECONDS)
        return 0

    @property
    def was_asked_to_end(self) -> bool:
        """Ctrl-C or SIGTERM came."""
        return bool(self._asked)

    def stop(self) -> None:
        """End all: politely, then, after seconds or a second Ctrl-C, by force, with what they started."""
        self._asked = 0
        for child in self._children.values():
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + END_SECONDS
        while any(child.poll() is None for child in self._children.values()):
            if self._asked or time.monotonic() > deadline:
                break
            time.sleep(STEP_SECONDS / 4)
        for name, child in self._children.items():
            if child.poll() is None:
                self._say(f"{name} did not end by itself")
            with suppress(ProcessLookupError):  # its own session: nobody else's process is in there
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()

    def _started(self, role: Role, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
        file = self._logs / f"{role.name}.log" if self._logs else None
        with file.open("ab") if file else nullcontext(sys.stdout.fileno()) as output:
            return subprocess.Popen(  # noqa: S603  our own command line, no shell
                role.argv,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=dict(environment),
                start_new_session=True,  # Ctrl-C reaches us alone; we end them in order
                preexec_fn=_end_with_parent,  # noqa: PLW1509  one thread here; a killed supervisor leaves no orphans
            )

    def _explain(self, name: str) -> None:
        code = self._children[name].returncode
        how = f"with exit code {code}" if code >= 0 else f"by {signal.Signals(-code).name}"
        self._say(f"{name} ended {how}, so everything is stopped")
        if self._logs:
            file = self._logs / f"{name}.log"
            for line in file.read_text(encoding="utf-8", errors="replace").splitlines()[-8:]:
                self._say(f"  {line}")
            self._say(f"  (more in {file})")

    def _ask(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002  the signature of a signal handler
        self._asked = number


def _end_with_parent() -> None:
    """In the child, on Linux: SIGTERM when the supervisor is gone, however it went."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DIED, signal.SIGTERM)
