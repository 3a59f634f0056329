"""Who may read a stream from another origin: the same host name on another port, with its cookies."""

from __future__ import annotations

from urllib.parse import urlsplit

from kernel.tenancy import normalise

Headers = list[tuple[bytes, bytes]]


def headers_for(origin: str, host: str) -> Headers:
    """``Vary`` always; the permission only where the origin's host name is the request's own."""
    headers: Headers = [(b"vary", b"Origin")]
    if _is_same_name(origin, host):
        headers += [
            (b"access-control-allow-origin", origin.encode("latin-1")),
            (b"access-control-allow-credentials", b"true"),
        ]
    return headers


def preflight_for(origin: str, host: str) -> Headers:
    """The answer to a browser that asks before it asks; nothing is allowed to a stranger."""
    headers = headers_for(origin, host)
    if _is_same_name(origin, host):
        headers += [
            (b"access-control-allow-methods", b"GET"),
            (b"access-control-allow-headers", b"Last-Event-ID, Cache-Control"),
            (b"access-control-max-age", b"600"),
        ]
    return headers


def _is_same_name(origin: str, host: str) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
        return False
    return normalise(parts.hostname) == normalise(host)
