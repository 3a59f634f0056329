"""Who is entitled at one moment and why: every rule that is in force, one after the other. Plain Python."""

from __future__ import annotations

from typing import Any

from voting.register.policies import ALL, Entitlement, Facts, Standing


def entitled(facts: Facts, parameters: Any) -> Standing:  # noqa: ANN401  the statutes' Parameters, read by name
    """Every member's vote as the rules in force give it. The same facts give the same answer."""
    standing = Standing({member.id: Entitlement(member) for member in facts.members})
    for policy in ALL:
        standing = policy.apply(facts, standing, parameters)
    return standing
