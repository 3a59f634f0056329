"""What the product needs around it: whatever the environment does not name is started here."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from embedded import watch
from embedded.mail import Mail
from embedded.postgres import Postgres
from embedded.valkey import Valkey

NAMES = ("postgres", "valkey", "mail")
VARIABLES = {"postgres": "DATABASE_URL", "valkey": "REDIS_URL", "mail": "EMAIL_URL"}
LABELS = {"postgres": "PostgreSQL", "valkey": "Valkey", "mail": "mail catcher"}
Service = Postgres | Valkey | Mail
Say = Callable[[str, float], None]  # a sentence, and the seconds it took


@dataclass(frozen=True, kw_only=True)
class Services:
    """Addresses of all services, and which of them this call brought up."""

    database_url: str = ""
    redis_url: str = ""
    email_url: str = ""
    mail_web_url: str = ""  # empty when the letters go elsewhere
    started: Mapping[str, Service] = field(default_factory=dict)
    directory: Path | None = None  # of temporary services: goes with them

    def environment(self) -> dict[str, str]:
        """What a process of the product must be given to use them."""
        named = {"DATABASE_URL": self.database_url, "REDIS_URL": self.redis_url, "EMAIL_URL": self.email_url}
        return {name: value for name, value in named.items() if value}

    def stop(self) -> None:
        """End what this call brought up; what was running before goes on. Temporary ones leave nothing."""
        for service in reversed(list(self.started.values())):
            service.stop()
        if self.directory is not None:
            remove_all(self.directory)


def _nothing(sentence: str, seconds: float) -> None:
    """Say nothing."""


def ensure(
    data_dir: Path,
    *,
    names: Sequence[str] = NAMES,
    mail_port: int = 0,
    environment: Mapping[str, str] = os.environ,
    say: Say = _nothing,
) -> Services:
    """Give the address of every service in ``names``; start those that the environment does not name.

    A service that an earlier run left in ``data_dir`` is taken over, whether it still runs or was killed.
    ``mail_port`` is the web view's; letters are taken at the next one. 0: any free ports.
    """
    urls = {name: environment.get(VARIABLES[name], "") for name in names}
    if os.geteuid() == 0 and data_dir.is_dir() and "postgres" in names and not urls["postgres"]:
        # PostgreSQL runs as another account then: it passes through this folder of ours, and reads nothing.
        data_dir.chmod(data_dir.stat().st_mode | 0o011)
    started: dict[str, Service] = {}
    web_url = ""
    try:
        for name in names:
            if urls[name]:
                continue
            service, before = _service(name, data_dir, mail_port), time.monotonic()
            was_running = service.is_running
            urls[name] = service.start()
            if not was_running:
                started[name] = service
            if isinstance(service, Mail):
                web_url = service.web_url
            say(f"{LABELS[name]} {'goes on' if was_running else 'started'}", time.monotonic() - before)
    except BaseException:
        for service in reversed(list(started.values())):
            service.stop()
        raise
    return Services(
        database_url=urls.get("postgres", ""),
        redis_url=urls.get("valkey", ""),
        email_url=urls.get("mail", ""),
        mail_web_url=web_url,
        started=started,
    )


def temporary(*, names: Sequence[str] = NAMES, environment: Mapping[str, str] = os.environ) -> Services:
    """Give new services, deleted by ``stop`` or when this process ends, however it ends."""
    if all(environment.get(VARIABLES[name]) for name in names):
        return ensure(Path(), names=names, environment=environment)
    directory = Path(tempfile.mkdtemp(prefix="stadga-"))
    watch.over(directory)
    return replace(ensure(directory, names=names, environment=environment), directory=directory)


def stop_all(data_dir: Path, *, say: Say = _nothing) -> None:
    """End every service that runs from this folder, whoever started it."""
    for name in reversed(NAMES):
        if (data_dir / name).is_dir():
            before = time.monotonic()
            if _service(name, data_dir, 0).stop():
                say(f"{LABELS[name]} stopped", time.monotonic() - before)


def remove_all(data_dir: Path) -> None:
    """End them and delete what they kept, also what PostgreSQL had to keep elsewhere."""
    stop_all(data_dir)
    if (data_dir / "postgres").is_dir():
        Postgres(data_dir / "postgres").remove()
    shutil.rmtree(data_dir, ignore_errors=True)


def _service(name: str, data_dir: Path, mail_port: int) -> Service:
    if name == "postgres":
        return Postgres(data_dir / name)
    if name == "valkey":
        return Valkey(data_dir / name)
    if name == "mail":
        return Mail(data_dir / name, web_port=mail_port, smtp_port=mail_port + 1 if mail_port else 0)
    message = f"{name} is not one of {', '.join(NAMES)}"
    raise ValueError(message)
