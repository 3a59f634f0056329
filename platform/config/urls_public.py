"""Addresses of the public site and of the health probes, which answer at any host."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.urls import include, path

from config import health
from config.static import no_such_door, public_site

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("api/", include("tenants.networks.urls")),
    path("api/", include("billing.payments.urls")),
    path("api/<path:path>", no_such_door),
    path("", public_site),
    path("<path:path>", public_site),
]


def csrf_failed(request: HttpRequest, reason: str = "") -> JsonResponse:  # noqa: ARG001  Django's signature
    """A change without the token of this host."""
    return JsonResponse({"title": "You may not", "status": 403, "obstacles": []}, status=403)


handler500 = "kernel.problems.broken"
