"""How often a link may be asked. A hall behind one address is let through: the limit is the link's own."""

from __future__ import annotations

from typing import Any

import structlog
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

log = structlog.get_logger("stadga")


class LinkPace(SimpleRateThrottle):
    """A page that looks whether it is paid asks each other second; nobody needs more than two a second.

    Guessing is hindered by the link's 128 bits and not by this. Without Redis everybody is let through.
    """

    rate = "120/min"

    def get_cache_key(self, request: Request, view: Any) -> str:  # noqa: ANN401, ARG002  DRF's signature
        """The link's, cut to its length, so that no long address becomes a long key."""
        return f"link-pace:{str(view.kwargs.get('pay_token', ''))[:64]}"

    def allow_request(self, request: Request, view: Any) -> bool:  # noqa: ANN401  DRF's signature
        """Whether there is room for one more."""
        try:
            return bool(super().allow_request(request, view))
        except RedisError as error:
            log.warning("link_pace_unknown", reason=type(error).__name__)
            return True
