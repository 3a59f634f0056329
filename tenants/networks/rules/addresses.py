"""What an address may be. Plain Python.

The slug is a host label and, with ``_`` for ``-``, a schema name: measured attacks on looser
rules were ``public``, ``../x``, ``%s``, ``å`` and case twins.
"""

from __future__ import annotations

import re

from kernel.errors import Obstacle
from tenants.networks.enums import SLUG_PATTERN

SHORTEST, LONGEST = 3, 30
RESERVED = frozenset(
    """
    admin administrator api app apps assets auth beta billing blog cdn console dashboard demo dev
    docs email ftp git help hjalp host imap info information information-schema internal kontakt
    live localhost login mail media mx news ns ns1 ns2 operator operators ops pg-catalog pg-toast
    pop postgres postmaster public root security smtp spare ssl stadga stage staging static status
    stripe support system template0 template1 test tenant tenants undefined null web webhook
    webmaster webmail www
    """.split()
)


def schema_for(slug: str) -> str:
    """The schema that belongs to an address."""
    return slug.replace("-", "_")


def suggestion_for(slug: str) -> str:
    """Another address, near the one that was taken."""
    return f"{slug[: LONGEST - 3].rstrip('-')}-it"


def obstacles_to_slug(slug: str, *, taken: bool = False) -> list[Obstacle]:
    """Every reason why this cannot be an address."""
    if not re.fullmatch(SLUG_PATTERN[1:-1], slug, re.ASCII) or not SHORTEST <= len(slug) <= LONGEST:
        wrong = "".join(dict.fromkeys(c for c in slug if not re.fullmatch(r"[a-z0-9-]", c, re.ASCII)))
        return [Obstacle("tenants.networks.obstacle_slug_form", {"characters": wrong, "slug": slug})]
    if slug in RESERVED or slug.startswith(("pg-", "spare-")):
        return [Obstacle("tenants.networks.obstacle_slug_reserved", {"slug": slug})]
    if taken:
        return [
            Obstacle(
                "tenants.networks.obstacle_slug_taken", {"slug": slug, "suggestion": suggestion_for(slug)}
            )
        ]
    return []
