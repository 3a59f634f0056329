"""What happens to a network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kernel.events import Audience, Event


@dataclass(frozen=True)
class NetworkFounded(Event):
    """The network got its own rooms."""

    kind: ClassVar[str] = "tenants.networks.founded"
    audience: ClassVar[Audience] = Audience.OFFICERS
    name: str
    slug: str
