"""Streams: delay from write to reader at 1,000 against 250, and the connections 1,000 idle ones hold."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bench.house import House

FEW, MANY = 250, 1_000
FACTS, PAUSE = 30, 0.2  # facts of one run, and the seconds between them
STARTS_WITHIN = 30.0
ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Run:
    """What one number of streams gave."""

    delays: list[float]
    open_seconds: float
    memory_kb: float
    idle: dict[str, int]

    def ms(self, share: int) -> float:
        """The delay within which this share of the facts came."""
        ordered = sorted(self.delays)
        return round(ordered[min(len(ordered) * share // 100, len(ordered) - 1)] * 1000, 1)

    def and_also(self, other: Run) -> Run:
        """Both taken as one."""
        return replace(self, delays=self.delays + other.delays)


def measure(house: House) -> dict[str, Any]:
    """Each on a fresh process with one process of readers; the baseline before and after."""
    before, many, after = _run(house, FEW), _run(house, MANY), _run(house, FEW)
    few = before.and_also(after)
    return {
        "sse_p99_1000_vs_250": {
            "ratio": round(many.ms(99) / few.ms(99), 2), "limit": 5, "better": "less",
            "p99_ms": {FEW: few.ms(99), MANY: many.ms(99)},
            "p50_ms": {FEW: few.ms(50), MANY: many.ms(50)},
            "delivered": {FEW: len(few.delays), MANY: len(many.delays)},
            "expected": {FEW: 2 * FEW * FACTS, MANY: MANY * FACTS},
            "seconds_to_open": {FEW: few.open_seconds, MANY: many.open_seconds},
            "memory_kb_per_stream": {FEW: few.memory_kb, MANY: many.memory_kb},
        },
        "connections_held_by_1000_idle_streams": {
            "ratio": many.idle["held"], "limit": 0, "better": "less", **many.idle,
        },
    }  # fmt: skip


def _run(house: House, count: int) -> Run:
    """Open the streams, look at them idle, then write and gather the delays."""
    with _live_process() as (server, port, name):
        before = _resident(server.pid)
        readers = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("live_readers.py"))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            assert readers.stdin is not None
            assert readers.stdout is not None
            readers.stdin.write(json.dumps(_task(house, port, count)) + "\n")
            readers.stdin.flush()
            opened = json.loads(readers.stdout.readline())
            memory = (_resident(server.pid) - before) / count
            idle = _connections(name)
            _write(house)
            delays = json.loads(readers.stdout.readline())
        finally:
            readers.terminate()
            readers.wait(10)
    return Run(delays, round(opened["seconds"], 1), round(memory / 1024, 1), idle)


@contextmanager
def _live_process() -> Iterator[tuple[subprocess.Popen[bytes], int, str]]:
    """The stream process on a free port, known to PostgreSQL by a name of its own."""
    from django.conf import settings  # noqa: PLC0415  Django is ready only now

    from tests.torture.server import database_url, free_port  # noqa: PLC0415

    port, name = free_port(), f"bench-live-{secrets.token_hex(4)}"
    server = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "config.asgi_live:application", "--host", "127.0.0.1",
         "--port", str(port), "--no-access-log", "--log-level", "error", "--timeout-graceful-shutdown", "2"],
        env={
            **os.environ,
            "DATABASE_URL": database_url(),
            "STADGA_SECRET_KEY": settings.SECRET_KEY,
            "STADGA_PROCESS": name,
            "PYTHONPATH": f"{ROOT / 'platform'}{os.pathsep}{ROOT}",
        },
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for(port, server)
        yield server, port, name
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _task(house: House, port: int, count: int) -> dict[str, Any]:
    """What the process of readers is told: a sign-in of its own for each stream."""
    from django.conf import settings  # noqa: PLC0415  Django is ready only now

    hall = house.hall
    cookies = [f"{settings.SESSION_COOKIE_NAME}={hall.sessions[voter]}" for voter in hall.voters[:count]]
    path = f"/live/meetings/{hall.meeting}"
    return {"port": port, "host": hall.host, "path": path, "cookies": cookies, "facts": FACTS}


def _write(house: House) -> None:
    """Facts at an even pace, each with the moment before its transaction began."""
    from django.db import transaction  # noqa: PLC0415  Django is ready only now

    from journal.actions import record  # noqa: PLC0415
    from kernel import clock, tenancy  # noqa: PLC0415
    from kernel.actor import Actor  # noqa: PLC0415
    from kernel.events import Audience  # noqa: PLC0415

    for no in range(FACTS):
        time.sleep(PAUSE)
        body = {"no": no, "text": "x" * 1_500, "sent": time.time()}  # about as long as an opened poll
        fact: Any = SimpleNamespace(
            kind="bench.live.said", audience=Audience.PUBLIC, subject=house.hall.meeting, body=body.copy
        )
        with tenancy.inside(house.network), transaction.atomic():
            record(fact, by=Actor.system(), at=clock.now())


def _connections(name: str) -> dict[str, int]:
    """What idle streams hold: what is busy at every one of ten looks, and what is beyond the pools."""
    from django.db import connection  # noqa: PLC0415  Django is ready only now

    from live.api import Limits  # noqa: PLC0415

    pools = Limits.connections + Limits.doormen
    busy: list[set[int]] = []
    total = 0
    for _ in range(10):
        time.sleep(0.2)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pid, state FROM pg_stat_activity WHERE application_name = %s", [name])
            rows = cursor.fetchall()
        busy.append({pid for pid, state in rows if state != "idle"})
        total = max(total, len(rows))
    held = len(set.intersection(*busy)) + max(0, total - pools)
    return {"held": held, "idle_in_pools": total, "pools": pools}


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    last = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < last and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    message = "the stream process does not answer"
    raise RuntimeError(message)


def _resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
