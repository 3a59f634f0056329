"""Practice: everything can be tried, and nothing of it becomes real."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from journal.models import Entry
from kernel.actor import Actor
from kernel.errors import Refused
from tenants.decisions.actions import NewEffect
from tenants.decisions.enums import EffectKind, Method
from tenants.decisions.models import Decision, Effect
from tests.voting.register.conftest import approve, come, hall, leave, open_at_register  # noqa: F401
from voting.meetings import actions, queries
from voting.meetings.models import Meeting
from voting.polls import actions as polls
from voting.polls.models import Ballot, Poll

HOUSE = Actor.system()


@pytest.fixture
def rehearsal(meeting, now):
    from tests.voting.meetings.conftest import KALMAR, new_member, register, venue

    for n in (1, 2):
        register(meeting, new_member(n, at=now), venue(meeting, KALMAR), at=now)
    return actions.rehearse(meeting_id=meeting.pk, rehearsal_id=None, by=HOUSE, at=now)


def voted(rehearsal, now):
    from uuid import uuid4

    open_at_register(rehearsal, at=now)
    coming = list(rehearsal.registrations.all())
    for registration in coming:
        come(rehearsal, registration, at=now)
    approve(rehearsal, 2, at=now)
    question = polls.Question(item_no=5, kind="yes_no", question="Ska vi öva?")
    poll = polls.prepare_poll(meeting_id=rehearsal.pk, question=question, by=HOUSE, at=now)
    polls.open_poll(poll_id=poll.pk, by=HOUSE, at=now)
    polls.cast_ballot(
        poll_id=poll.pk, voter=coming[0].delegate_id, choice="yes", key=uuid4(), replaces=None, at=now
    )
    return polls.close_poll(poll_id=poll.pk, by=HOUSE, at=now)


def test_a_rehearsal_has_the_places_the_agenda_and_the_delegates_but_nobody_is_here(meeting, rehearsal):
    assert rehearsal.is_rehearsal
    assert rehearsal.title == "Provmöte: Konstituerande möte"
    assert [v.name for v in rehearsal.venues.all()] == [v.name for v in meeting.venues.all()]
    assert list(rehearsal.items.values_list("no", "duty")) == list(meeting.items.values_list("no", "duty"))
    assert rehearsal.registrations.count() == 2
    assert queries.present(rehearsal.pk) == []


def test_nobody_gets_a_letter_about_a_rehearsal(rehearsal):
    own = set(rehearsal.registrations.values_list("pk", flat=True))

    assert not own & set(actions.registrations_without_letter())


def test_what_a_rehearsal_decides_brings_nothing_about(rehearsal, now, alfa):
    open_at_register(rehearsal, at=now)

    decision = actions.record_decision(
        meeting_id=rehearsal.pk, item_no=5, text_sv="att föreningen heter Prov", method=Method.ACCLAMATION,
        effects=[NewEffect(kind=EffectKind.NAMED, body={"name": "Prov"})], by=HOUSE, at=now,
    )  # fmt: skip

    alfa.refresh_from_db()
    assert decision.text_sv == "att föreningen heter Prov"
    assert not Effect.objects.filter(decision=decision).exists()
    assert alfa.name != "Prov"


def test_the_database_refuses_the_effect_of_a_rehearsal_whoever_writes_it(rehearsal, now):
    open_at_register(rehearsal, at=now)
    decision = Decision.objects.get(meeting=rehearsal.pk, item_no=4)

    with pytest.raises(IntegrityError, match="decides nothing"), transaction.atomic():
        Effect.objects.create(decision=decision, kind=EffectKind.FORMED, body={}, at=now)


def test_a_rehearsal_never_becomes_real_and_no_numbered_meeting_becomes_practice(rehearsal, meeting, now):
    Meeting.objects.filter(pk=meeting.pk).update(number="1/2016")
    for found, mark in ((rehearsal, False), (meeting, True)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Meeting.objects.filter(pk=found.pk).update(is_rehearsal=mark)


def test_a_rehearsal_gets_no_number_and_takes_none(rehearsal, meeting, now):
    open_at_register(rehearsal, at=now)
    with pytest.raises(Refused) as running:
        open_at_register(meeting, at=now)
    actions.remove_rehearsal(meeting_id=rehearsal.pk, by=HOUSE, at=now)
    open_at_register(meeting, at=now)

    assert rehearsal.number == ""
    assert running.value.obstacles[0].code == "voting.meetings.obstacle_rehearsal_running"
    assert meeting.number == "1/2016"


def test_the_real_meeting_is_the_one_that_matters_once_it_is_open(rehearsal, meeting, now):
    assert queries.the_meeting_that_matters() == meeting
    open_at_register(rehearsal, at=now)
    assert queries.the_meeting_that_matters() == rehearsal
    Meeting.objects.filter(pk=meeting.pk).update(state="open", opened_at=now)
    assert queries.the_meeting_that_matters() == meeting


def test_a_rehearsal_is_removed_with_its_ballots_and_the_record_keeps_that_it_was(rehearsal, meeting, now):
    voted(rehearsal, now)
    pk = rehearsal.pk

    actions.remove_rehearsal(meeting_id=pk, by=HOUSE, at=now)

    assert not Meeting.objects.filter(pk=pk).exists()
    assert (Poll.objects.count(), Ballot.objects.count()) == (0, 0)
    assert not Decision.objects.filter(meeting=pk).exists()
    assert meeting.items.count() == 22
    assert meeting.registrations.count() == 2
    assert Entry.objects.latest("pk").kind == "voting.meetings.rehearsal_removed"


def test_a_real_meeting_is_never_removed_and_its_ballots_stay(meeting, now):
    with pytest.raises(Refused) as refused:
        actions.remove_rehearsal(meeting_id=meeting.pk, by=HOUSE, at=now)

    assert refused.value.obstacles[0].code == "voting.meetings.obstacle_not_a_rehearsal"
    assert Meeting.objects.filter(pk=meeting.pk).exists()


def test_there_are_no_minutes_of_a_rehearsal(rehearsal, alfa, person, client_of):
    answer = client_of(alfa, person("secretary")).get(f"/api/meetings/{rehearsal.pk}/minutes")

    assert answer.status_code == 409
    assert answer.json()["obstacles"][0]["code"] == "voting.minutes.obstacle_rehearsal"
