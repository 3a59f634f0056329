"""When a voting register can be approved, who is in it and why, and what a proxy must be. Plain Python."""

from voting.register.rules.approving import Vote, is_same, obstacles_to_approving
from voting.register.rules.conflicts import is_news, obstacles_to_own_word
from voting.register.rules.entitlement import entitled
from voting.register.rules.filing import MAX_BYTES, faults_in_proxy, kind_of, obstacles_to_filing

__all__ = [
    "MAX_BYTES",
    "Vote",
    "entitled",
    "faults_in_proxy",
    "is_news",
    "is_same",
    "kind_of",
    "obstacles_to_approving",
    "obstacles_to_filing",
    "obstacles_to_own_word",
]
