"""Three kinds of no: malformed (400), forbidden (403), refused for now (409); and missing (404)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Obstacle:
    """One thing that stands in the way, named by the key of the text that explains it.

    ``params`` fill the text's placeholders; they are plain JSON values.
    """

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The shape in which every answer carries an obstacle."""
        return {"code": self.code, "params": dict(self.params)}


class StadgaError(Exception):
    """What every deliberate no of ours has in common."""


class Refused(StadgaError):
    """Not now: the obstacles say what is in the way and what clears it. Nothing was changed."""

    def __init__(self, obstacles: Iterable[Obstacle]) -> None:
        """Carry every obstacle, never only the first."""
        self.obstacles = tuple(obstacles)
        super().__init__(", ".join(o.code for o in self.obstacles))


class Malformed(StadgaError):
    """The input cannot be read: each field with what is wrong in it. Nothing was changed."""

    def __init__(self, fields: Mapping[str, Iterable[Obstacle]]) -> None:
        """Carry every fault of every field."""
        self.fields = {name: tuple(faults) for name, faults in fields.items()}
        super().__init__(", ".join(sorted(self.fields)))


class Forbidden(StadgaError):
    """The actor's roles do not give this verb, now or later."""

    def __init__(self, verb: str) -> None:
        """Name the verb that was missing."""
        self.verb = verb
        super().__init__(verb)


class Missing(StadgaError):
    """It is not here: it never was, or it is another association's. The two answers are the same."""


def refuse_if(obstacles: Iterable[Obstacle]) -> None:
    """Raise :class:`Refused` with all of them when there is at least one."""
    found = tuple(obstacles)
    if found:
        raise Refused(found)
