"""The database agrees with the rules: each state that must never exist, forced past them."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from kernel.errors import Refused
from tests.torture.hall import CHAIR, NOW
from voting.polls import actions
from voting.polls.actions.locking import in_the_members_words
from voting.polls.models import Ballot, Poll
from voting.register.models import Entry, Register


def force(**changes):
    poll = changes.pop("poll")
    with pytest.raises(Refused) as caught, in_the_members_words(Poll.objects.get(pk=poll)):
        Poll.objects.filter(pk=poll).update(**changes)
    return [o.code for o in caught.value.obstacles]


def insert(poll, entry, number=1, key=None):
    Ballot.objects.create(
        poll_id=poll, entry=entry, number=number, choice="yes", key=key or uuid4(), receipt="K7-4M2Q",
        cast_at=NOW,
    )  # fmt: skip


def no_of_the_database(call):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        call()
    return caught.value.__cause__.diag.constraint_name


def test_two_open_polls(hall):
    hall.open_poll()
    other = hall.new_poll()

    assert force(poll=other, state="open", register=hall.register) == ["voting.polls.obstacle_another_open"]


def test_an_open_poll_without_a_register(hall):
    assert force(poll=hall.new_poll(), state="open") == ["voting.register.obstacle_not_approved"]


def test_a_closed_poll_without_a_count(hall):
    assert force(poll=hall.open_poll(), state="closed") == ["voting.polls.obstacle_not_closed"]


def test_a_ballot_before_the_opening_and_after_the_close(hall):
    entry = Entry.objects.first()
    prepared, closed = hall.new_poll(), hall.open_poll()
    actions.close_poll(poll_id=closed, by=CHAIR, at=NOW)

    assert no_of_the_database(lambda: insert(prepared, entry)) == "ballot_only_while_open"
    assert no_of_the_database(lambda: insert(closed, entry)) == "ballot_only_while_open"


def test_a_ballot_by_an_entry_of_another_register(hall):
    other = Register.objects.create(meeting_id=hall.meeting, version=9, total=1, drawn_up_at=NOW)
    old = Entry.objects.first()
    entry = Entry.objects.create(
        register=other, member_id=old.member_id, delegate_id=old.delegate_id, venue_id=old.venue_id
    )
    poll = hall.open_poll()
    Poll.objects.filter(pk=poll).update(register=hall.register)

    assert no_of_the_database(lambda: insert(poll, entry)) == "ballot_of_the_register"


def test_a_second_first_ballot_and_a_second_ballot_under_one_key(hall):
    poll, entry, key = hall.open_poll(), Entry.objects.first(), uuid4()
    insert(poll, entry, key=key)

    assert no_of_the_database(lambda: insert(poll, entry)) == "one_ballot_per_number"
    assert no_of_the_database(lambda: insert(poll, entry, number=2, key=key)) == "one_ballot_per_key"


def test_a_ballot_is_never_changed_or_removed(hall):
    poll, entry = hall.open_poll(), Entry.objects.first()
    insert(poll, entry)

    with pytest.raises(IntegrityError, match="only added"), transaction.atomic():
        Ballot.objects.update(choice="no")
    with pytest.raises(IntegrityError, match="only added"), transaction.atomic():
        Ballot.objects.all().delete()
    assert Ballot.objects.get().choice == "yes"
