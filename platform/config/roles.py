"""How each process is run: its command line and what its environment adds.

| variable | for | default |
|---|---|---|
| STADGA_BIND | address that web and live listen on | 127.0.0.1 |
| STADGA_PORT, STADGA_LIVE_PORT | their ports | 8000, the next one |
| STADGA_WEB_PROCESSES, STADGA_WEB_THREADS | web's size | 1 × 8 |
| STADGA_WORKER_PROCESSES | tasks at once | 2 |
| STADGA_DB_POOL | connections of one process at most | 8, live 5, worker 2, beat 1 |
| STADGA_GRACE_SECONDS | time for requests under way at the end | 30 |
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from config import env

NAMES = ("web", "live", "worker", "beat")
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  only gunicorn's own heartbeat files, made safely by it
STREAM_GRACE_SECONDS = 3  # an open stream never ends by itself: without a limit uvicorn waits for ever
# Eight threads keep a processor busy. With sixteen, each of the chair's acts got a sixteenth of it in a storm
# of ballots and took nearly twice as long (make torture, T14).
POOLS = {"web": 8, "live": 5, "worker": 2, "beat": 1}


@dataclass(frozen=True)
class Role:
    """One process: what to execute, and the variables that are its own."""

    name: str
    argv: tuple[str, ...]
    environment: Mapping[str, str]


def web_port() -> int:
    """Where the site and the API answer."""
    return env.number("STADGA_PORT", 8000)


def live_port() -> int:
    """Where the streams answer."""
    return env.number("STADGA_LIVE_PORT", web_port() + 1)


def role(name: str) -> Role:
    """The process of this name."""
    argv = {"web": _web, "live": _live, "worker": _worker, "beat": _beat}[name]()
    own = {"STADGA_PROCESS": f"stadga-{name}", "DJANGO_SETTINGS_MODULE": "config.settings"}
    if not env.text("STADGA_DB_POOL"):
        own["STADGA_DB_POOL"] = str(POOLS[name])
    return Role(name, (sys.executable, "-m", *argv), own)


def connections_at_most() -> int:
    """Database connections that all four together may hold, for ``stadga doctor``."""
    processes = {
        "web": env.number("STADGA_WEB_PROCESSES", 1),
        "worker": env.number("STADGA_WORKER_PROCESSES", 2),
    }
    return sum(processes.get(name, 1) * env.number("STADGA_DB_POOL", POOLS[name]) for name in NAMES)


def _web() -> list[str]:
    argv = [
        *("gunicorn", "config.wsgi:application", "--bind", f"{_address()}:{web_port()}"),
        # Read once and forked: a process that was killed is back at once, not after seconds of imports.
        *("--preload", "--worker-class", "gthread", "--workers", str(env.number("STADGA_WEB_PROCESSES", 1))),
        *("--threads", str(env.number("STADGA_WEB_THREADS", 8)), "--keep-alive", "20", "--timeout", "60"),
        *("--graceful-timeout", str(env.number("STADGA_GRACE_SECONDS", 30))),
        *("--log-level", "warning", "--no-control-socket"),
    ]
    # A heartbeat on a slow disk would look like a stuck process.
    return [*argv, "--worker-tmp-dir", str(SHARED_MEMORY)] if SHARED_MEMORY.is_dir() else argv


def _live() -> list[str]:
    return [
        *("uvicorn", "config.asgi_live:application", "--host", _address(), "--port", str(live_port())),
        *("--timeout-graceful-shutdown", str(STREAM_GRACE_SECONDS), "--timeout-keep-alive", "20"),
        *("--log-level", "warning", "--no-access-log", "--ws", "none"),
    ]


def _worker() -> list[str]:
    return [
        *("celery", "--app", "config.celery:app", "worker", "--loglevel", "WARNING"),
        *("--concurrency", str(env.number("STADGA_WORKER_PROCESSES", 2)), "--max-tasks-per-child", "500"),
        *("--without-gossip", "--without-mingle"),
    ]


def _beat() -> list[str]:
    # In memory: a timetable file would be one more thing that must be writable and ours alone.
    return [
        *("celery", "--app", "config.celery:app", "beat", "--loglevel", "WARNING"),
        *("--scheduler", "celery.beat:Scheduler", "--pidfile="),
    ]


def _address() -> str:
    return env.text("STADGA_BIND", "127.0.0.1")
