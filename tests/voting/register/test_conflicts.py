"""Jäv: told once, by whose word it is, and taken back only by those whose word it was."""

from __future__ import annotations

import pytest

from journal.models import Entry
from kernel.actor import Actor
from kernel.errors import Refused
from tests.voting.register.conftest import HOUSE, approve, come, hall  # noqa: F401  a fixture
from voting.meetings import actions as meetings
from voting.meetings.enums import NoteKind
from voting.register import actions, queries
from voting.register.enums import SaidBy

NO = 6


@pytest.fixture
def room(hall, now):  # noqa: F811
    """The meeting at § 6 with two here; the second one is who has something to declare."""
    found, registrations = hall
    for row in registrations[:2]:
        come(found, row, at=now)
    approve(found, 2, at=now)
    meetings.start_item(meeting_id=found.pk, no=NO, by=HOUSE, at=now)
    return found, registrations[1]


def declare(found, row, text, *, at):
    who = Actor(id=row.delegate_id, name=row.delegate.name)
    return actions.note_own(
        meeting_id=found.pk, item_no=NO, kind=NoteKind.CONFLICT, text_sv=text, by=who, at=at
    )


def take_back(found, row, note, *, at):
    who = Actor(id=row.delegate_id, name=row.delegate.name)
    return actions.withdraw_own(meeting_id=found.pk, note_id=note.pk, by=who, at=at)


def say(found, row, said_by, *, at, reason=""):
    return actions.exclude(
        meeting_id=found.pk, item_no=NO, registration_id=row.pk, reason=reason, said_by=said_by, by=HOUSE,
        at=at,
    )  # fmt: skip


def told(found):
    """What the record tells of notes and jäv."""
    kinds = ("voting.register.conflict_", "voting.meetings.note")
    rows = Entry.objects.filter(subject=found.pk).order_by("pk").values_list("kind", "body")
    return [
        (kind.rpartition(".")[2], body.get("said_by"), body.get("reason"))
        for kind, body in rows
        if kind.startswith(kinds)
    ]


def stands(found):
    return [(c["said_by"], c["reason"]) for c in queries.conflicts_shape(found.pk, NO)]


def test_a_declared_conflict_is_told_once_and_taken_back_once(room, now):
    found, row = room

    note = declare(found, row, "eget avtal", at=now)
    declare(found, row, "eget avtal", at=now)
    assert told(found) == [("conflict_noted", "member", "eget avtal")]

    take_back(found, row, note, at=now)
    take_back(found, row, note, at=now)
    assert told(found)[1:] == [("conflict_lifted", None, None)]
    assert stands(found) == []


def test_another_reason_takes_the_place_of_the_first(room, now):
    found, row = room
    first = declare(found, row, "eget avtal", at=now)

    declare(found, row, "eget avtal med kommunen", at=now)

    first.refresh_from_db()
    assert first.withdrawn_at == now
    assert told(found) == [
        ("conflict_noted", "member", "eget avtal"), ("conflict_noted", "member", "eget avtal med kommunen"),
    ]  # fmt: skip
    assert stands(found) == [("member", "eget avtal med kommunen")]


def test_a_stronger_word_takes_the_place_of_a_weaker_one_and_never_the_other_way(room, now):
    found, row = room
    say(found, row, SaidBy.CHAIR, reason="hörsägen", at=now)
    assert stands(found) == [("chair", "hörsägen")]

    declare(found, row, "eget avtal", at=now)
    say(found, row, SaidBy.CHAIR, reason="något annat", at=now)
    assert stands(found) == [("member", "eget avtal")]

    say(found, row, SaidBy.MEETING, at=now)
    say(found, row, SaidBy.MEMBER, reason="något annat", at=now)
    assert stands(found) == [("meeting", "eget avtal")]
    assert [line[1] for line in told(found)] == ["chair", "member", "meeting"]


def test_a_member_does_not_take_back_what_the_meeting_decided(room, now):
    found, row = room
    note = declare(found, row, "eget avtal", at=now)
    say(found, row, SaidBy.MEETING, at=now)
    before = told(found)

    for act in (
        lambda: take_back(found, row, note, at=now),
        lambda: declare(found, row, "vi är inte jäviga", at=now),
        lambda: actions.withdraw(meeting_id=found.pk, note_id=note.pk, by=HOUSE, at=now),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert [o.code for o in refused.value.obstacles] == ["voting.register.obstacle_conflict_decided"]

    note.refresh_from_db()
    assert note.withdrawn_at is None
    assert stands(found) == [("meeting", "eget avtal")]
    assert told(found) == before
    actions.readmit(meeting_id=found.pk, item_no=NO, registration_id=row.pk, by=HOUSE, at=now)
    assert stands(found) == []


def test_a_word_taken_back_again_does_not_lift_what_was_noted_since(room, now):
    found, row = room
    note = declare(found, row, "eget avtal", at=now)
    take_back(found, row, note, at=now)
    say(found, row, SaidBy.CHAIR, reason="det står kvar", at=now)

    take_back(found, row, note, at=now)

    assert stands(found) == [("chair", "det står kvar")]


def test_the_minutes_tell_a_declared_conflict_once(room, now):
    from voting.minutes.queries import draft

    found, row = room
    declare(found, row, "eget avtal", at=now)

    lines = [line.text for item in draft(found.pk).items for line in item.lines]

    assert [line for line in lines if "eget avtal" in line] == [
        f"{row.member.name} anmälde jäv och deltog inte i beslutet: eget avtal."
    ]
