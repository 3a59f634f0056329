"""The stream process's one door: server-sent events over the journal, without Django's request stack."""

from live.api.application import Live
from live.api.limits import Limits

__all__ = ["Limits", "Live"]
