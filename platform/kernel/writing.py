"""May anything be changed in the association at work? A room above answers: ``settings.WRITING_GUARD``."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from kernel import tenancy
from kernel.errors import Obstacle


def obstacles(*, room: str, at: datetime, verb: str = "") -> list[Obstacle]:
    """Why nothing may be changed from this room by this verb now; nothing while it may, or is public."""
    if tenancy.current_or_none() is None:
        return []
    found: list[Obstacle] = import_string(settings.WRITING_GUARD)(room=room, verb=verb, at=at)
    return found
