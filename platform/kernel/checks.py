"""Boot checks: an installation that could mix two associations does not start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Error, register

KEY_FUNCTION = "kernel.tenancy.cache_key"


@register()
def tenancy_is_guarded(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[Error]:  # noqa: ANN401, ARG001  Django's signature
    """Caches carry the tenant, no app lives on both sides, cookies stay on their host."""
    found: list[Error] = []
    for alias, cache in settings.CACHES.items():
        if alias != "platform" and cache.get("KEY_FUNCTION") != KEY_FUNCTION:
            found.append(Error(f"cache {alias!r} has keys without a tenant", id="stadga.E001"))
    both = set(settings.SHARED_APPS) & set(settings.TENANT_APPS)
    if both:
        found.append(Error(f"apps on both sides: {', '.join(sorted(both))}", id="stadga.E002"))
    if settings.SESSION_COOKIE_DOMAIN or settings.CSRF_COOKIE_DOMAIN:
        found.append(Error("a cookie with a domain is seen by every association", id="stadga.E003"))
    if "django.contrib.contenttypes" in settings.TENANT_APPS:
        found.append(Error("contenttypes are cached per process: shared only", id="stadga.E004"))
    options = settings.DATABASES["default"].get("OPTIONS", {})
    if not options.get("pool"):
        found.append(Error("without a bounded pool a full hall exhausts PostgreSQL", id="stadga.E005"))
    return found
