"""Settings from the environment, read once and explained when they are wrong."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def text(name: str, default: str = "") -> str:
    """A string setting."""
    return os.environ.get(name, default)


def number(name: str, default: int) -> int:
    """A whole number; anything else stops the start with a sentence."""
    value = os.environ.get(name, "")
    try:
        return int(value) if value else default
    except ValueError:
        message = f"{name} must be a whole number, not {value!r}"
        raise SystemExit(message) from None


def flag(name: str, *, default: bool = False) -> bool:
    """On or off."""
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def database(url: str) -> dict[str, Any]:
    """``postgresql://user:pass@host:port/name?sslmode=…`` as Django's parts.

    A socket directory is given as ``?host=``.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        message = f"DATABASE_URL must begin with postgresql://, not {parts.scheme}://"
        raise SystemExit(message)
    options = dict(parse_qsl(parts.query))
    return {
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(options.pop("port", parts.port or "")),
        "OPTIONS": dict(options),
    }


def email(url: str) -> dict[str, Any]:
    """``smtp://user:pass@host:port`` (or ``smtps://``, ``smtp+tls://``) as Django's EMAIL_* settings."""
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps", "smtp+tls"}:
        message = f"EMAIL_URL must begin with smtp://, smtps:// or smtp+tls://, not {parts.scheme}://"
        raise SystemExit(message)
    return {
        "EMAIL_HOST": parts.hostname or "127.0.0.1",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
    }
