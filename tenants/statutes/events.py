"""What happens to the statutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kernel.events import Audience, Event


@dataclass(frozen=True)
class ProposalPublished(Event):
    """A text of the statutes was laid out for everybody to read."""

    kind: ClassVar[str] = "tenants.statutes.published"
    audience: ClassVar[Audience] = Audience.PUBLIC
    version: str
    title: str
    moments: int
