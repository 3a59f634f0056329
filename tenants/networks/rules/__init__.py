"""What an address may be, and what each country's law and practice say. Plain Python."""

from tenants.networks.rules.addresses import (
    LONGEST,
    RESERVED,
    SHORTEST,
    obstacles_to_slug,
    schema_for,
    suggestion_for,
)
from tenants.networks.rules.countries import (
    COUNTRIES,
    ELSEWHERE,
    Content,
    Country,
    Founders,
    Statement,
    countries,
    country_of,
)

__all__ = [
    "COUNTRIES",
    "ELSEWHERE",
    "LONGEST",
    "RESERVED",
    "SHORTEST",
    "Content",
    "Country",
    "Founders",
    "Statement",
    "countries",
    "country_of",
    "obstacles_to_slug",
    "schema_for",
    "suggestion_for",
]
