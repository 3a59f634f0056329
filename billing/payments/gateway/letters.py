"""A letter's signature and its envelope. Signatures are held against the real clock, not the demo's."""

from __future__ import annotations

import json
from collections.abc import Sequence

import stripe

from billing.payments.gateway import reading
from billing.payments.gateway.protocol import Happening

STALE_AFTER = 300
"""Seconds: an older letter may be somebody's copy."""


def is_signed(body: bytes, signature: str, secrets: Sequence[str]) -> bool:
    """Whether one of the secrets signed these bytes within the last five minutes. No secret, no letter."""
    return any(_holds(body, signature, secret) for secret in secrets if secret)


def _holds(body: bytes, signature: str, secret: str) -> bool:
    try:
        text = body.decode()
        return bool(stripe.WebhookSignature.verify_header(text, signature, secret, STALE_AFTER))
    except (stripe.SignatureVerificationError, UnicodeDecodeError, ValueError, IndexError):
        return False


def read_letter(body: bytes) -> Happening:
    """What happened, to what. Raises ValueError, KeyError or TypeError for anything that is no event."""
    told = json.loads(body)
    if told["object"] != "event":
        raise ValueError("no event")
    return reading.happening(told)
