"""May you? One table, role × verb, that the API, the screens and the tests read."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What somebody is in this association. A person may hold several."""

    OFFICE = "office"
    CHAIR = "chair"
    SECRETARY = "secretary"
    TELLER = "teller"
    DELEGATE = "delegate"
    OBSERVER = "observer"


def _verbs(words: str) -> frozenset[str]:
    return frozenset(words.split())


TABLE: dict[Role, frozenset[str]] = {
    Role.OFFICE: _verbs(
        """members.see members.change roles.grant meetings.prepare registrations.see registrations.change
        check_in.desk venues.confirm register.see meeting.follow minutes.see journal.see"""
    ),
    Role.CHAIR: _verbs(
        """meeting.follow meeting.lead venues.confirm register.see register.approve polls.prepare polls.lead
        decisions.record registrations.see minutes.see journal.see"""
    ),
    Role.SECRETARY: _verbs(
        """meeting.follow decisions.record register.see registrations.see polls.prepare minutes.see
        journal.see"""
    ),
    Role.TELLER: _verbs(
        """meeting.follow check_in.desk venues.confirm register.see registrations.see journal.see"""
    ),
    Role.DELEGATE: _verbs("meeting.follow registrations.own check_in.self ballots.cast minutes.see"),
    Role.OBSERVER: _verbs("meeting.follow"),
}

VERBS: frozenset[str] = frozenset().union(*TABLE.values())

OFFICERS = frozenset({Role.OFFICE, Role.CHAIR, Role.SECRETARY, Role.TELLER})


def verbs_of(roles: frozenset[str]) -> frozenset[str]:
    """Everything that somebody with these roles may do."""
    return frozenset().union(*(TABLE[Role(r)] for r in roles)) if roles else frozenset()
