"""Who is not registered any more is told once, and the meeting leaves their calendar."""

from __future__ import annotations

import pytest

from kernel.actor import Actor
from tests.voting.meetings.conftest import KALMAR, VAXJO, new_member, register, venue
from tests.voting.meetings.test_letters import calendar_of, wish
from voting.meetings.actions import (
    cancel_at_desk,
    farewells_without_letter,
    registrations_without_letter,
    say_farewell_by_letter,
)
from voting.meetings.models import Farewell, Registration

SYSTEM = Actor.system()


@pytest.fixture
def run_tasks_now():
    from config.celery import app

    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


@pytest.fixture
def office(in_alfa, person, client_of, meeting):
    return client_of(in_alfa, person("office"))


@pytest.fixture
def registered(meeting, soon):
    """Ombud 1, who has had the letter."""
    found = register(meeting, new_member(1, at=soon), venue(meeting, KALMAR), at=soon)
    send_all()
    return found


def send_all():
    from voting.meetings.tasks import send_waiting

    send_waiting.run()


def cancel(meeting, registration, at):
    cancel_at_desk(meeting_id=meeting.pk, registration_id=registration.pk, by=SYSTEM, at=at)


def test_a_cancelled_registration_sends_a_letter_that_takes_the_entry_away(
    office,
    meeting,
    registered,
    soon,
    mailoutbox,
    run_tasks_now,
    django_capture_on_commit_callbacks,
):
    confirmed = calendar_of(mailoutbox[0])

    with django_capture_on_commit_callbacks(execute=True):
        answer = office.delete(f"/api/meetings/{meeting.pk}/registrations/{registered.pk}")

    assert answer.status_code == 204
    assert [letter.to for letter in mailoutbox[1:]] == [["ombud1@medlem.example"]]
    letter = mailoutbox[1]
    assert letter.subject == "Du är inte längre anmäld till konstituerande möte den 11 oktober 2016"
    assert "ombud för Medlem 01 AB" in letter.body
    entry = calendar_of(letter)
    assert (entry["status"], entry["uid"]) == ("CANCELLED", confirmed["uid"])
    assert entry["sequence"] > confirmed["sequence"]


def test_it_is_sent_once_and_made_up_for_when_the_task_was_lost(meeting, registered, soon, mailoutbox):
    cancel(meeting, registered, soon)
    [owed] = farewells_without_letter()

    assert [say_farewell_by_letter(farewell_id=owed, at=soon) for _ in range(2)] == [True, False]
    assert len(mailoutbox) == 2
    assert farewells_without_letter() == []


def test_a_delegate_who_is_replaced_is_told_and_the_new_one_is_registered(
    office,
    meeting,
    registered,
    soon,
    mailoutbox,
    run_tasks_now,
    django_capture_on_commit_callbacks,
):
    body = wish(registered.member, venue(meeting, VAXJO))
    with django_capture_on_commit_callbacks(execute=True):
        office.put(f"/api/meetings/{meeting.pk}/registrations/{registered.pk}", body, format="json")

    told = {letter.to[0]: letter.subject.partition(" till ")[0] for letter in mailoutbox[1:]}
    assert told == {
        "karin@medlem.example": "Du är anmäld",
        "ombud1@medlem.example": "Du är inte längre anmäld",
    }


def test_who_never_had_a_letter_gets_none(meeting, soon, mailoutbox):
    found = register(meeting, new_member(1, at=soon), venue(meeting, KALMAR), at=soon)
    cancel(meeting, found, soon)

    assert (Farewell.objects.count(), registrations_without_letter(), mailoutbox) == (0, [], [])


def test_registered_again_before_the_letter_goes_out_they_get_the_new_entry_and_no_farewell(
    meeting, registered, soon, mailoutbox
):
    cancel(meeting, registered, soon)
    register(meeting, registered.member, venue(meeting, VAXJO), at=soon)
    send_all()

    assert [letter.subject.partition(" till ")[0] for letter in mailoutbox] == ["Du är anmäld"] * 2
    first, last = calendar_of(mailoutbox[0]), calendar_of(mailoutbox[1])
    assert first["uid"] == last["uid"]
    assert last["sequence"] > Farewell.objects.get().revision  # newer than a cancelled entry would have been


def test_the_office_names_a_substitute_and_takes_the_name_away(office, meeting, soon):
    member = new_member(1, at=soon)
    address = f"/api/meetings/{meeting.pk}/registrations"
    second = {"substitute_name": "Elsa Ek", "substitute_email": "elsa@medlem.example"}

    made = office.post(address, wish(member, venue(meeting, KALMAR), **second), format="json").json()
    assert made["substitute"]["name"] == "Elsa Ek"
    kept = office.put(f"{address}/{made['id']}", wish(member, venue(meeting, VAXJO)), format="json").json()
    assert kept["substitute"]["email"] == "elsa@medlem.example"  # left out, it stays
    none = {"substitute_name": "", "substitute_email": ""}
    gone = office.put(f"{address}/{made['id']}", wish(member, venue(meeting, VAXJO), **none), format="json")

    assert gone.json()["substitute"] is None
    assert Registration.objects.get().substitute is None
