"""How others know a network."""

from __future__ import annotations

from kernel import tenancy
from tenants.networks.models import KnownElsewhere


def known_elsewhere(*, provider: str, account: str, is_live: bool) -> None:
    """Note that the network at work has this account at a provider, where the account itself is noted."""
    KnownElsewhere.objects.get_or_create(
        provider=provider, account=account, defaults={"network": tenancy.current(), "is_live": is_live}
    )
