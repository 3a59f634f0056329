"""Somebody took everything home: whose hands it came into is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kernel.events import Audience, Event


@dataclass(frozen=True)
class ExportAsked(Event):
    """Somebody asked for a file of everything."""

    kind: ClassVar[str] = "tenants.exports.asked"
    audience: ClassVar[Audience] = Audience.OFFICERS


@dataclass(frozen=True)
class ExportMade(Event):
    """The file was made: how many files are in it, and its checksum."""

    kind: ClassVar[str] = "tenants.exports.made"
    audience: ClassVar[Audience] = Audience.OFFICERS
    files: int
    sha256: str


@dataclass(frozen=True)
class ExportFetched(Event):
    """Somebody fetched the file."""

    kind: ClassVar[str] = "tenants.exports.fetched"
    audience: ClassVar[Audience] = Audience.OFFICERS
    sha256: str
