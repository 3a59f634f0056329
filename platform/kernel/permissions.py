"""May you? One table, role × verb, that the API, the screens and the tests read."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What somebody is in this association. A person may hold several."""

    OFFICE = "office"
    CHAIR = "chair"
    SECRETARY = "secretary"
    TELLER = "teller"
    ADJUSTER = "adjuster"
    HOST = "host"
    BOARD = "board"
    TREASURER = "treasurer"
    AUDITOR = "auditor"
    DELEGATE = "delegate"
    OBSERVER = "observer"


def _verbs(words: str) -> frozenset[str]:
    return frozenset(words.split())


TABLE: dict[Role, frozenset[str]] = {
    Role.OFFICE: _verbs(
        """members.see members.change roles.grant meetings.prepare items.word registrations.see
        registrations.change check_in.desk venues.confirm venues.watch register.see meeting.follow minutes.see
        journal.see proxies.see association.see board.convene board.read minutes.extract
        subscription.see subscription.keep association.export"""
    ),
    Role.CHAIR: _verbs(
        """meeting.follow meeting.lead venues.confirm venues.watch register.see register.approve polls.prepare
        polls.lead turnout.see decisions.record notes.record items.word registrations.see proxies.see
        floor.lead motions.lead elections.lead minutes.see association.see
        ceremony.see ceremony.lead journal.see minutes.comment minutes.approve minutes.sign minutes.extract"""
    ),
    Role.SECRETARY: _verbs(
        """meeting.follow decisions.record notes.record items.word register.see registrations.see proxies.see
        polls.prepare polls.assist turnout.see floor.lead motions.lead elections.lead minutes.see
        association.see ceremony.see ceremony.lead journal.see minutes.edit minutes.comment minutes.approve
        minutes.sign minutes.extract"""
    ),
    Role.TELLER: _verbs(
        """meeting.follow check_in.desk venues.confirm venues.watch register.see registrations.see proxies.see
        hands.count polls.assist turnout.see minutes.see association.see journal.see
        ceremony.see ceremony.join"""
    ),
    Role.ADJUSTER: _verbs(
        """meeting.follow register.see minutes.see association.see journal.see minutes.comment minutes.approve
        minutes.sign ceremony.see ceremony.join"""
    ),
    Role.HOST: _verbs(
        """meeting.follow check_in.desk venues.confirm venues.watch register.see registrations.see floor.host
        turnout.see minutes.see association.see journal.see"""
    ),
    # Of the minutes, the board's own alone: which meeting's secretary somebody is, the action asks.
    Role.BOARD: _verbs(
        """meeting.follow minutes.see association.see board.convene board.read board.lead items.word
        minutes.edit minutes.comment minutes.approve minutes.sign minutes.extract
        subscription.see subscription.keep association.export"""
    ),
    Role.TREASURER: _verbs(
        """meeting.follow minutes.see association.see board.read payments.see payments.keep dues.see dues.keep
        invoices.see invoices.keep books.see subscription.see subscription.keep"""
    ),
    Role.AUDITOR: _verbs(
        """meeting.follow register.see minutes.see association.see board.read journal.see payments.see
        dues.see invoices.see books.see"""
    ),
    Role.DELEGATE: _verbs(
        """meeting.follow registrations.own check_in.self proxies.own ballots.cast floor.speak motions.file
        elections.nominate elections.answer reservations.own minutes.see association.see membership.own"""
    ),
    Role.OBSERVER: _verbs("meeting.follow minutes.see association.see"),
}

VERBS: frozenset[str] = frozenset().union(*TABLE.values())

OFFICERS = frozenset({Role.OFFICE, Role.CHAIR, Role.SECRETARY, Role.TELLER, Role.ADJUSTER, Role.HOST})


def verbs_of(roles: frozenset[str]) -> frozenset[str]:
    """Everything that somebody with these roles may do."""
    return frozenset().union(*(TABLE[Role(r)] for r in roles)) if roles else frozenset()
