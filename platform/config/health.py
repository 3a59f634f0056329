"""Is the process alive, and can it serve? Redis down is degraded, still ready: votes do not need it."""

from __future__ import annotations

import redis
from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse


def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001  Django's signature
    """The process answers."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001  Django's signature
    """503 without the database; ``degraded`` without Redis."""
    parts = {"database": _database(), "redis": _redis()}
    if parts["database"] != "ok":
        return JsonResponse({"status": "down", **parts}, status=503)
    status = "ok" if parts["redis"] == "ok" else "degraded"
    return JsonResponse({"status": status, **parts})


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (Error, OSError) as error:
        return type(error).__name__
    return "ok"


def _redis() -> str:
    if not settings.REDIS_URL:
        return "not configured"
    try:
        client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=0.5, socket_connect_timeout=0.5)
        with client:
            client.ping()
    except (redis.RedisError, OSError) as error:
        return type(error).__name__
    return "ok"
