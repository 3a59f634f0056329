"""What a country's own law settles where statutes and rules of procedure are silent.

Only what has a written source is a rule here. In Sweden no law governs an ideell förening, so nothing is
settled. Finland: amendments by three quarters (PRH), a lot in elections, and in an open vote on a matter the
chair's opinion, also of a chair who has no vote (föreningslagen 503/1989). Of a secret vote the source says
nothing: the lot, as everywhere. Whoever takes part in an association meeting from afar does so by rules on
voting and elections (omröstnings- och valordning; föreningslagen 503/1989, PRH): none are adopted until the
statutes or the meeting's own rules say that they are.
"""

from __future__ import annotations

from functools import cache

from tenants.networks.rules import country_of
from tenants.statutes.rules.parameters import Parameters


@cache
def law_of(country: str) -> Parameters:
    """The parameters that hold by law, each with the law as its source; none for an unknown country."""
    pack = country_of(country)
    return Parameters.from_rules([(pack.law_sv, pack.law_en, pack.rules)])
