"""PostgreSQL 18 from its wheel: own folder, loopback only, durable, as root or not."""

from __future__ import annotations

import fcntl
import secrets
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from embedded import account, processes, wheel

OWNER = "postgres"  # superuser, for this file alone
ROLE = "stadga"  # what the product signs in as: may create schemas and databases, is no superuser
DATABASE = "stadga"
START_TRIES = 4
SETTINGS = {
    "listen_addresses": processes.LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "100",
    "fsync": "on",
    "synchronous_commit": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # A statement that failed may hold a choice or a code: the log names the error, not its values.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


@dataclass(frozen=True)
class Postgres:
    """One cluster in one folder. ``start`` and ``stop`` may be called in any order, any number of times."""

    directory: Path

    @property
    def is_running(self) -> bool:
        """The process in the pid file lives and is this cluster's; a stale file says nothing."""
        return bool(self._pid())

    @property
    def url(self) -> str:
        """Where the product finds its database."""
        return self.url_of(DATABASE)

    def url_of(self, database: str, role: str = ROLE) -> str:
        """The same server, another database."""
        port = self._file("port").read_text(encoding="ascii")
        return f"postgresql://{role}:{self._password()}@{processes.LOOPBACK}:{port}/{database}"

    def start(self) -> str:
        """Bring the server up, from nothing or from whatever a crash left, and give its address."""
        self.directory.mkdir(parents=True, exist_ok=True)
        with self._turn():
            if not self.is_running:
                if not self._cluster.is_dir():
                    self._make_place()
                if not (self._cluster / "data").is_dir():
                    self._create()
                self._launch()
            self._prepare()
        return self.url

    def stop(self) -> bool:
        """End it cleanly, whoever is connected; False when it was not running."""
        if not self.directory.is_dir():
            return False
        with self._turn():
            pid = self._pid()
            return bool(pid) and processes.end(
                pid, processes.born(pid), with_signal=signal.SIGINT, seconds=30
            )  # SIGINT is PostgreSQL's fast shutdown

    def remove(self) -> None:
        """Stop it and delete its folder, wherever the files had to be placed."""
        self.stop()
        shutil.rmtree(self._cluster, ignore_errors=True)
        account.note_of(self._cluster).unlink(missing_ok=True)
        shutil.rmtree(self.directory, ignore_errors=True)

    @property
    def _cluster(self) -> Path:
        """The folder that belongs to the account; a note says where when it could not be ours."""
        note = self._file("place")
        return (
            Path(note.read_text(encoding="utf-8")) if note.is_file() else self.directory.resolve() / "cluster"
        )

    @property
    def _account(self) -> account.Account:
        return account.for_files_in(self._cluster)

    def _make_place(self) -> None:
        """Our own folder if the account reaches it, else one outside."""
        who, place = self._account, self._cluster
        place.mkdir(parents=True)
        who.own(place)
        if not who.reaches(place):
            place.rmdir()
            place = account.place_outside(self.directory.resolve())
            who.own(place)
            self._file("place").write_text(str(place), encoding="utf-8")

    def _create(self) -> None:
        """A new cluster: UTF-8, order by code point as in locale C, letters like å known to lower()."""
        half = self._cluster / "data.half"
        shutil.rmtree(half, ignore_errors=True)
        secret = self._cluster / "password"
        secret.touch(mode=0o600)
        secret.write_text(self._password(), encoding="ascii")
        self._account.own(secret)
        code = self._run(
            "initdb",
            *("-D", half, "-U", OWNER, f"--pwfile={secret}", "--auth=scram-sha-256", "--encoding=UTF8"),
            *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"),
        )
        secret.unlink()
        if code:
            raise self._failure("could not be set up")
        half.rename(self._cluster / "data")

    def _launch(self) -> None:
        data = self._cluster / "data"
        for attempt in range(1, START_TRIES + 1):
            if not self._pid():
                (data / "postmaster.pid").unlink(missing_ok=True)
            port = processes.kept_port(self._file("port"))
            options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
            if not self._run(
                "pg_ctl", "-D", data, "-l", self._log, "-w", "-t", "60", "-o", f"-p {port} {options}", "start"
            ):
                return
            # The rest of a killed server may need seconds to go; or somebody took the port just now.
            processes.wait_until(lambda: False, seconds=attempt)
        raise self._failure("does not start")

    def _prepare(self) -> None:
        """The role and the database exist; a crash between creating them is repaired here."""
        with psycopg.connect(self.url_of("postgres", OWNER), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}").format(
                        sql.Identifier(ROLE), self._password()
                    )
                )
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(
                        sql.Identifier(DATABASE), sql.Identifier(ROLE)
                    )
                )

    def _pid(self) -> int:
        """The running server's pid, or 0."""
        data = self._cluster / "data"
        try:
            pid = int((data / "postmaster.pid").read_text(encoding="utf-8", errors="replace").splitlines()[0])
        except (OSError, ValueError, IndexError):
            return 0
        return pid if str(data) in processes.command(pid) else 0

    def _run(self, program: str, *arguments: str | Path) -> int:
        who = self._account
        self._log.touch()
        who.own(self._log)
        with self._log.open("ab") as log:
            return who.run([wheel.programs(who) / program, *arguments], output=log)

    def _password(self) -> str:
        file = self._file("password")
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(secrets.token_urlsafe(24), encoding="ascii")
        return file.read_text(encoding="ascii")

    @property
    def _log(self) -> Path:
        return self._cluster / "log"

    def _file(self, name: str) -> Path:
        return self.directory / name

    def _failure(self, what: str) -> RuntimeError:
        lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines()[-8:]
        return RuntimeError(f"PostgreSQL {what}. The last lines of {self._log}:\n" + "\n".join(lines))

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One starts or stops at a time, in this process and in others."""
        with self._file("lock").open("w", encoding="ascii") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
