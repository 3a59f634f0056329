"""Who may vote, one rule a module. The rules in force choose which apply; each says why. Plain Python."""

from voting.register.policies.base import (
    ConflictAt,
    Entitlement,
    Facts,
    MemberAt,
    PersonAt,
    Policy,
    ProxyAt,
    Reason,
    Refusal,
    Standing,
)
from voting.register.policies.conflict import Conflict
from voting.register.policies.delegate import OwnDelegate
from voting.register.policies.dues import Dues
from voting.register.policies.membership import Membership
from voting.register.policies.proxy import Proxies
from voting.register.policies.substitute import Substitute

ALL: tuple[Policy, ...] = (OwnDelegate(), Substitute(), Membership(), Dues(), Proxies(), Conflict())
"""In the order in which they apply: own delegate first."""

__all__ = [
    "ALL",
    "ConflictAt",
    "Entitlement",
    "Facts",
    "MemberAt",
    "PersonAt",
    "Policy",
    "ProxyAt",
    "Reason",
    "Refusal",
    "Standing",
]
