"""Phones' own code for secret votes: the front end's TypeScript, in Node. What a device keeps stays here."""

from __future__ import annotations

import base64
import json
import os
import queue
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from config.stories.client import Refusal

FRONTEND = Path(__file__).parents[3] / "frontend"


class Devices:
    """A few Node processes that whoever has something to encrypt, decrypt or sign takes turns at."""

    def __init__(self, processes: list[subprocess.Popen[str]]) -> None:
        """All are free."""
        self.pids = [process.pid for process in processes]
        self._free: queue.Queue[subprocess.Popen[str]] = queue.Queue()
        for process in processes:
            self._free.put(process)

    def ask(self, deed: str, **given: Any) -> Any:  # noqa: ANN401  JSON
        """What a page asks of its worker, by name; bytes go as bytes. Refusal with the worker's own words."""
        told = {
            key: {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value
            for key, value in given.items()
        }
        process = self._free.get()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps({"deed": deed, "given": told}) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        finally:
            self._free.put(process)
        answer = json.loads(line) if line else {"refused": "the process has ended"}
        if "refused" in answer:
            message = f"a device would not {deed}: {answer['refused']}"
            raise Refusal(message)
        return answer["found"]


@contextmanager
def devices(number: int = os.cpu_count() or 1) -> Iterator[Devices]:
    """As many processes as there are cores, ended on the way out."""
    argv = ["node", "scripts/belenios.mjs"]
    started = [
        subprocess.Popen(argv, cwd=FRONTEND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603  our own program
        for _ in range(number)
    ]
    try:
        yield Devices(started)
    finally:
        for one in started:
            assert one.stdin is not None
            one.stdin.close()
        for one in started:
            one.wait(timeout=20)
