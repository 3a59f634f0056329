"""Reads about networks and their addresses."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django.utils.module_loading import import_string

from tenants.networks.models import KnownElsewhere, Network


def host_of(slug: str) -> str:
    """The host name at which the network answers."""
    return f"{slug}.{settings.BASE_DOMAIN}"


def origin_of(slug: str) -> str:
    """The address a browser opens."""
    return f"{settings.SCHEME}://{host_of(slug)}{settings.ORIGIN_PORT}"


def is_taken(slug: str) -> bool:
    """Whether a finished network has the address."""
    return bool(Network.objects.filter(slug=slug).exists())


def migrations_fingerprint() -> str:
    """Hash of every migration on disk: a spare schema made with another one is stale."""
    names = sorted(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations)
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def network_known_as(*, provider: str, account: str, is_live: bool) -> Network | None:
    """The network that somebody outside knows by this account, if it is one of ours."""
    rows = KnownElsewhere.objects.select_related("network")
    found = rows.filter(provider=provider, account=account, is_live=is_live).first()
    return found.network if found else None


def currency() -> str:
    """The code of the currency that the association counts in; the room of its money is asked by name."""
    return str(import_string(settings.MONEY_COUNTED_IN)())
