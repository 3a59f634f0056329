"""A letter's signature and its envelope. Signatures are held against the real clock, not the demo's."""

from __future__ import annotations

import json
from collections.abc import Sequence

import stripe

from billing.payments.gateway import reading
from billing.payments.gateway.protocol import Charge, Dispute, Happening, Refund

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


def said_in(body: str) -> Charge | Refund | Dispute | None:
    """The money that a kept letter tells of, in its own words: for an account that nobody can be asked about.

    The fee of a charge does not stand in a letter: it is told as nothing.
    """
    about = json.loads(body)["data"]["object"]
    kind = about.get("object")
    if kind == "charge":
        return reading.charge(about, ())
    if kind == "refund":
        return reading.refund(about)
    return reading.dispute(about) if kind == "dispute" else None
