"""Typed codes and link tokens: made at random, kept only as keyed hashes, compared in constant time."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from django.conf import settings


def six_digits() -> str:
    """A code that a person can type from a letter."""
    return f"{secrets.randbelow(1_000_000):06d}"


def link_token() -> str:
    """A token for a link, 256 bits."""
    return secrets.token_urlsafe(32)


def fingerprint(*parts: str) -> str:
    """Keyed hash of the parts: what the database keeps instead of a code or token."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two secrets are the same; takes the same time either way."""
    return hmac.compare_digest(one.encode(), other.encode())


def matches(stored: str, *parts: str) -> bool:
    """Whether the parts are those that were stored; takes the same time either way."""
    return hmac.compare_digest(stored, fingerprint(*parts))
