"""Structured logs: one JSON line per fact, with request and tenant ids, never a code or a choice.

Request bodies, query strings and headers are not logged at all; a filter drops known secrets in case.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, MutableMapping
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse

from kernel import tenancy

SECRETS = frozenset({"code", "token", "choice", "password", "cookie", "session", "key", "receipt", "body"})


def drop_secrets(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:  # noqa: ANN401, ARG001  structlog's signature
    """Remove what must never be written, whatever a caller passed."""
    return {k: ("…" if k in SECRETS else v) for k, v in event.items()}


def add_tenant(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:  # noqa: ANN401, ARG001  structlog's signature
    """Say which association the line is about."""
    network = tenancy.current_or_none()
    event.setdefault("tenant", getattr(network, "schema_name", "public"))
    return event


def configure() -> None:
    """Set structlog up once per process."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            add_tenant,
            drop_secrets,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.dict_tracebacks,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        cache_logger_on_first_use=True,
    )


log = structlog.get_logger("stadga")


class RequestLogMiddleware:
    """One line per API request: method, route, status, milliseconds. The route, not the address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the rest of the stack."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Number the request, pass it on, write its line."""
        request_id = uuid.uuid4().hex[:16]
        structlog.contextvars.bind_contextvars(request=request_id)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers["X-Request-Id"] = request_id
            if request.path_info.startswith("/api/"):
                route = getattr(request.resolver_match, "route", None)
                log.info(
                    "request",
                    method=request.method,
                    route=route,
                    status=response.status_code,
                    tenant=getattr(getattr(request, "network", None), "schema_name", "public"),
                    ms=round((time.perf_counter() - began) * 1000, 1),
                )
            return response
        finally:
            structlog.contextvars.clear_contextvars()
