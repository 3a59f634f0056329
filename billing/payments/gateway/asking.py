"""One question to Stripe: plain dictionaries come back, and its errors in our words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import stripe

from billing.payments.gateway.protocol import Declined, NoAccess, Rejected, Unreachable

ACCOUNT = "account_invalid"


def ask(call: Callable[..., Any], *given: Any) -> Any:  # noqa: ANN401  the SDK's own types differ by call
    """Ask, and give the plain dictionaries that came; the SDK's errors in our words."""
    try:
        return call(*given).to_dict()
    except stripe.CardError as error:
        body: Any = error.json_body or {}
        attempt = body.get("error", {}).get("payment_intent") or {}
        raise Declined(error.code or "card_declined", attempt.get("id", "")) from error
    except (stripe.APIConnectionError, stripe.RateLimitError, stripe.APIError) as error:
        raise Unreachable(type(error).__name__) from error
    except stripe.PermissionError as error:
        said: Any = error.json_body or {}  # the SDK gives this error no code of its own
        code = said.get("error", {}).get("code") or "permission"
        kind = NoAccess if code == ACCOUNT else Rejected
        raise kind(code, str(error.user_message or error)) from error
    except stripe.StripeError as error:
        raise Rejected(error.code or type(error).__name__, str(error.user_message or error)) from error
