"""Reads of the voting register: what holds now, what held at any moment and why, its course."""

from voting.register.queries.course import register_course
from voting.register.queries.effects import effects_shape
from voting.register.queries.entitlement import (
    conflicts_shape,
    facts_at,
    reasons_of,
    register_at,
    standing_at,
    votes_in,
    votes_present,
    why_not,
)
from voting.register.queries.own import my_vote
from voting.register.queries.proxies import (
    my_proxies,
    proxies_of,
    proxy_file,
    proxy_shape,
    shape_of_proxy,
)
from voting.register.queries.register import (
    current_register,
    entries_of_person,
    meeting_shape,
    register_acts,
    register_shape,
    rows,
    summary,
    summary_of,
    versions,
    versions_shape,
    votes_and_register,
    votes_of,
)

__all__ = [
    "conflicts_shape",
    "current_register",
    "effects_shape",
    "entries_of_person",
    "facts_at",
    "meeting_shape",
    "my_proxies",
    "my_vote",
    "proxies_of",
    "proxy_file",
    "proxy_shape",
    "reasons_of",
    "register_acts",
    "register_at",
    "register_course",
    "register_shape",
    "rows",
    "shape_of_proxy",
    "standing_at",
    "summary",
    "summary_of",
    "versions",
    "versions_shape",
    "votes_and_register",
    "votes_in",
    "votes_of",
    "votes_present",
    "why_not",
]
