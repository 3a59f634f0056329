"""Stripe's way of saying no."""

from __future__ import annotations

from typing import Any


class Problem(Exception):
    """An answer in Stripe's error shape."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        **more: Any,  # noqa: ANN401  JSON
    ) -> None:
        """``more``: ``code``, ``param``, ``decline_code``, ``payment_intent`` as Stripe names them."""
        super().__init__(message)
        self.message, self.status, self.kind, self.more = message, status, kind, more

    def body(self) -> dict[str, Any]:
        """What stands in the answer."""
        return {"error": {"type": self.kind, "message": self.message, **self.more}}


def closed(account: str) -> Problem:
    """An account that is not this platform's, or no longer: Stripe does not say which."""
    return Problem(
        f"The provided key does not have access to account '{account}' (or that account does not exist). "
        "Application access may have been revoked.",
        status=403, code="account_invalid",
    )  # fmt: skip


def missing(kind: str, number: str, param: str = "id") -> Problem:
    """Not on this account, or not at all: Stripe does not say which."""
    return Problem(f"No such {kind}: '{number}'", status=404, code="resource_missing", param=param)
