"""The SDK's own HTTP client, with the desk at the other end of the line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import stripe

from billing.stripe_desk.desk import AnswerLost, Desk


class DeskClient(stripe.HTTPClient):
    """Everything above it is the official SDK: encoding, headers, retries, errors."""

    name = "desk"

    def __init__(self, desk: Desk, *, waits: bool = False) -> None:
        """``waits``: pause between retries as in earnest."""
        super().__init__()
        self._desk, self._waits = desk, waits

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,  # noqa: ANN401  the SDK's signature
        **_: Any,  # noqa: ANN401  the SDK's signature
    ) -> tuple[str, int, Mapping[str, str]]:
        """One try."""
        try:
            status, answered, body = self._desk.answer(method, url, headers or {}, post_data or "")
        except AnswerLost:
            error: Any = stripe.APIConnectionError
            raise error("No answer came.", should_retry=True) from None
        return body, status, {name.lower(): value for name, value in answered.items()}

    def _sleep_time_seconds(self, num_retries: int) -> float:
        return super()._sleep_time_seconds(num_retries) if self._waits else 0.0

    def close(self) -> None:
        """Nothing is open."""
