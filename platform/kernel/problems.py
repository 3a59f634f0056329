"""Every no as ``application/problem+json``: 400 malformed, 401, 403, 404, 409 with obstacles."""

from __future__ import annotations

import sys
from typing import Any

from django.db import InterfaceError, InternalError, OperationalError
from django.http import Http404, HttpRequest, JsonResponse
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from kernel.errors import Forbidden, Malformed, Missing, Obstacle, Refused

CONTENT_TYPE = "application/problem+json"
TITLES = {
    400: "The request cannot be read",
    401: "Not signed in",
    403: "You may not",
    404: "Not found",
    405: "Not a method here",
    409: "Not now",
    415: "Not a format here",
    429: "Too often",
    503: "Not recorded: the database cannot be reached",
}
OUTAGES = (OperationalError, InterfaceError, InternalError)
"""The database is away, full, read-only or gave up on a deadlock: nothing was recorded."""
NOT_RECORDED = Obstacle("platform.kernel.obstacle_not_recorded", {"received": False})
AGAIN_IN_SECONDS = "1"


def problem(status: int, **more: Any) -> Response:  # noqa: ANN401  JSON values
    """One problem document."""
    set_rollback()
    body = {"type": "about:blank", "title": TITLES.get(status, "Error"), "status": status, **more}
    body.setdefault("obstacles", [])
    return Response(body, status=status, content_type=CONTENT_TYPE)


def _field_faults(detail: Any, prefix: str = "") -> dict[str, list[dict[str, Any]]]:  # noqa: ANN401  DRF's nested detail
    """DRF's nested error details as field → faults, each with a text key."""
    if isinstance(detail, dict):
        found: dict[str, list[dict[str, Any]]] = {}
        for name, inner in detail.items():
            found |= _field_faults(
                inner, f"{prefix}{name}." if isinstance(inner, dict) else f"{prefix}{name}"
            )
        return found
    errors = detail if isinstance(detail, list) else [detail]
    name = prefix.rstrip(".") or "body"
    faults = [
        Obstacle(f"platform.kernel.field_{getattr(e, 'code', 'invalid')}", {"message": str(e)}).to_json()
        for e in errors
    ]
    return {name: faults}


def handle(error: Exception, context: dict[str, Any]) -> Response | None:  # noqa: ARG001, PLR0911  DRF's signature; one line a kind
    """DRF's exception handler; what it does not know becomes a 500 with nothing inside."""
    if isinstance(error, Refused):
        return problem(409, obstacles=[o.to_json() for o in error.obstacles])
    if isinstance(error, Malformed):
        fields = {name: [f.to_json() for f in faults] for name, faults in error.fields.items()}
        return problem(400, fields=fields)
    if isinstance(error, Forbidden):
        return problem(403, verb=error.verb)
    if isinstance(error, Missing | Http404):
        return problem(404)
    if isinstance(error, exceptions.ValidationError):
        return problem(400, fields=_field_faults(error.detail))
    if isinstance(error, exceptions.NotAuthenticated | exceptions.AuthenticationFailed):
        return problem(401)
    if isinstance(error, exceptions.APIException):
        return problem(error.status_code, detail=str(error.detail))
    if isinstance(error, OUTAGES):
        answer = problem(503, obstacles=[NOT_RECORDED.to_json()])
        answer["Retry-After"] = AGAIN_IN_SECONDS
        return answer
    return None


def broken(request: HttpRequest) -> JsonResponse:  # noqa: ARG001  Django's handler500
    """What escaped beside a door: 503 when the database is the reason, else 500 with nothing inside."""
    outage = isinstance(sys.exc_info()[1], OUTAGES)
    status, title = (503, TITLES[503]) if outage else (500, "Error")
    obstacles = [NOT_RECORDED.to_json()] if outage else []
    body = {"type": "about:blank", "title": title, "status": status, "obstacles": obstacles}
    headers = {"Retry-After": AGAIN_IN_SECONDS} if outage else {}
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE, headers=headers)
