"""What a country's own law settles where statutes and rules of procedure are silent.

Only what has a written source is a rule here. In Sweden no law governs an ideell förening, so nothing is
settled. Finland: amendments by three quarters (PRH), a
lot in elections. That a Finnish chair's opinion breaks a tie also without a vote of their own must be
written into the statutes here: the house lets only a voting chair break one.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from tenants.statutes.rules.parameters import Parameters

PACKS = Path(__file__).parents[1] / "data" / "countries.json"
ELSEWHERE = "XX"


@cache
def law_of(country: str) -> Parameters:
    """The parameters that hold by law, each with the law as its source; none for an unknown country."""
    packs = _packs()
    pack = packs.get(country, packs[ELSEWHERE])
    return Parameters.from_rules([(pack["law_sv"], pack["law_en"], pack["rules"])])


@cache
def _packs() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(PACKS.read_text(encoding="utf-8"))
    return found
