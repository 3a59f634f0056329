"""Whom PostgreSQL runs as: ourselves, or, since it refuses root, an account without rights.

Nothing outside our own folders is changed for it: no account is made, no parent folder is opened.
What that account cannot reach (a home folder of root) is placed in ``/var/lib/stadga-embedded``.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

OUTSIDE = Path("/var/lib/stadga-embedded")
CANDIDATES = ("postgres", "nobody")


@dataclass(frozen=True, kw_only=True)
class Account:
    """The account that owns the cluster's files and runs its programs."""

    uid: int
    gid: int
    is_other: bool

    def run(
        self,
        argv: Sequence[str | Path],
        *,
        output: IO[bytes] | int = subprocess.DEVNULL,
        seconds: float = 120,
    ) -> int:
        """Run a program as this account and give its exit code."""
        return subprocess.run(  # noqa: S603  our own command line, no shell
            [str(part) for part in argv],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
            umask=0o077,
            user=self.uid if self.is_other else None,
            group=self.gid if self.is_other else None,
            extra_groups=[] if self.is_other else None,
            check=False,
            timeout=seconds,
        ).returncode

    def reaches(self, *paths: Path) -> bool:
        """Whether this account can read every one of these paths (and enter those that are folders)."""
        if not self.is_other:
            return True
        test = 'for path; do test -r "$path" || exit 1; test ! -d "$path" || test -x "$path" || exit 1; done'
        return self.run(["/bin/sh", "-c", test, "sh", *paths]) == 0

    def own(self, path: Path) -> None:
        """Hand a folder or file of ours to this account, closed for everybody else."""
        path.chmod(0o700 if path.is_dir() else 0o600)
        if self.is_other:
            os.chown(path, self.uid, self.gid)


def place_outside(directory: Path) -> Path:
    """A new folder for what belongs to ``directory`` and cannot be there; of deleted ones nothing stays."""
    OUTSIDE.mkdir(parents=True, exist_ok=True)
    OUTSIDE.chmod(0o755)
    for note in OUTSIDE.glob("*.of"):
        place = note.with_suffix("")
        is_used = (place / "data" / "postmaster.pid").exists()
        if not is_used and not Path(note.read_text(encoding="utf-8")).exists():
            shutil.rmtree(place, ignore_errors=True)
            note.unlink(missing_ok=True)
    place = OUTSIDE / secrets.token_hex(6)
    note_of(place).write_text(str(directory), encoding="utf-8")
    place.mkdir()
    return place


def note_of(place: Path) -> Path:
    """The note beside a folder outside that says whose it is."""
    return place.with_name(place.name + ".of")


def for_files_in(cluster: Path) -> Account:
    """Ourselves; as root, whoever owns the cluster that is there, else the first account without rights."""
    owner = cluster.stat() if cluster.exists() else None
    if os.geteuid() != 0:
        if owner and owner.st_uid != os.geteuid():
            message = f"{cluster} belongs to another user: run as that user, or remove {cluster.parent}"
            raise RuntimeError(message)
        return Account(uid=os.geteuid(), gid=os.getegid(), is_other=False)
    if owner and owner.st_uid:
        return Account(uid=owner.st_uid, gid=owner.st_gid, is_other=True)
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid:
            return Account(uid=entry.pw_uid, gid=entry.pw_gid, is_other=True)
    message = (
        "PostgreSQL does not run as root, and this machine has neither an account postgres nor nobody. "
        "Run as an ordinary user, or let DATABASE_URL point to a server."
    )
    raise RuntimeError(message)
