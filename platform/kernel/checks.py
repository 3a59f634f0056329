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
    found += _money_is_apart()
    options = settings.DATABASES["default"].get("OPTIONS", {})
    if not options.get("pool"):
        found.append(Error("without a bounded pool a full hall exhausts PostgreSQL", id="stadga.E005"))
    return found


def _money_is_apart() -> list[Error]:
    """Test and real money never meet: key, mode and address say the same."""
    key = str(settings.STRIPE_KEY)
    if not key:
        asks = "STADGA_SUBSCRIPTIONS asks for money that nobody can pay: STADGA_STRIPE_KEY is not set"
        return [Error(asks, id="stadga.E009")] if settings.SUBSCRIPTIONS else []
    found = []
    is_live = "_live_" in key
    if is_live != settings.STRIPE_LIVE:
        words = ("a live key", "off") if is_live else ("a test key", "on")
        found.append(
            Error(f"STADGA_STRIPE_KEY is {words[0]} and STADGA_STRIPE_LIVE is {words[1]}", id="stadga.E006")
        )
    if settings.STRIPE_LIVE and settings.STRIPE_URL:
        found.append(
            Error("real money is asked for at Stripe alone: STADGA_STRIPE_URL is set", id="stadga.E007")
        )
    if not settings.STRIPE_WEBHOOK_SECRETS:
        found.append(Error("STADGA_STRIPE_KEY is set without STADGA_STRIPE_WEBHOOK_SECRET", id="stadga.E008"))
    return found
