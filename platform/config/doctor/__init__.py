"""What is wrong with an installation, in words. Each check is a plain function that returns findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

Level = Literal["well", "look", "fix"]


@dataclass(frozen=True)
class Finding:
    """One line: what was looked at, what was found, and, unless all is well, what to do."""

    level: Level
    what: str
    found: str
    todo: str = ""


def well(what: str, found: str) -> Finding:
    """As it should be."""
    return Finding("well", what, found)


def look(what: str, found: str, todo: str) -> Finding:
    """It works, but somebody should know."""
    return Finding("look", what, found, todo)


def fix(what: str, found: str, todo: str) -> Finding:
    """It must be put right before people meet here."""
    return Finding("fix", what, found, todo)


def examine() -> Iterator[Finding]:
    """All checks, each told as soon as it is known; a check that breaks is a finding too."""
    from config.doctor import database, surroundings  # noqa: PLC0415  they use the words above

    checks: list[Callable[[], list[Finding]]] = [
        surroundings.python,
        surroundings.secret_key,
        surroundings.addresses,
        surroundings.clock,
        database.server,
        database.pooler,
        database.schemas,
        surroundings.redis_server,
        surroundings.mail,
        surroundings.front_end,
    ]
    for check in checks:
        try:
            yield from check()
        except Exception as error:  # noqa: BLE001  a doctor must get through the whole list
            name = check.__name__.replace("_", " ")
            yield fix(name, f"could not be examined: {type(error).__name__}: {error}", "Mend this first.")
