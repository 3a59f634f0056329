from __future__ import annotations

from datetime import timedelta

import pytest

from tests.voting.meetings.conftest import KALMAR, REMOTE, VAXJO, new_member, register, venue


@pytest.fixture
def run_tasks_now():
    from config.celery import app

    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


@pytest.fixture
def office(alfa, person, client_of, meeting):
    return client_of(alfa, person("office"))


def wish(member, place, **more):
    return {
        "member": str(member.pk),
        "delegate_name": "Karin Thorell",
        "delegate_email": "karin@medlem.example",
        "venue": str(place.pk),
        "lunch": True,
        "diet": "vegetarisk",
        **more,
    }


def calendar_of(letter):
    from icalendar import Calendar

    part = next(p for p in letter.attachments if p.get_content_type() == "text/calendar")
    return next(iter(Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")))


def test_the_delegate_gets_a_letter_with_the_calendar_file_after_the_commit(
    office, meeting, soon, mailoutbox, run_tasks_now, django_capture_on_commit_callbacks
):
    member = new_member(1, name="Ölandsbit AB", at=soon)
    address = f"/api/meetings/{meeting.pk}/registrations"

    with django_capture_on_commit_callbacks(execute=True):
        office.post(address, wish(member, venue(meeting, KALMAR)), format="json")
        assert mailoutbox == []

    assert [letter.to for letter in mailoutbox] == [["karin@medlem.example"]]
    letter = mailoutbox[0]
    assert "Du är anmäld som ombud för Ölandsbit AB." in letter.body
    assert "Kullzénska salen" in letter.body
    assert "Lunch: ja" in letter.body
    assert "Kost: vegetarisk" in letter.body
    entry = calendar_of(letter)
    assert entry.decoded("dtstart") == meeting.starts_at
    assert entry["sequence"] == 1
    assert entry["location"] == "Kalmar, Kullzénska salen"


def test_a_change_replaces_the_calendar_entry_and_a_repeat_sends_nothing(
    office, meeting, soon, mailoutbox, run_tasks_now, django_capture_on_commit_callbacks
):
    member = new_member(1, at=soon)
    address = f"/api/meetings/{meeting.pk}/registrations"

    with django_capture_on_commit_callbacks(execute=True):
        for place in (KALMAR, KALMAR, REMOTE, REMOTE):
            office.post(address, wish(member, venue(meeting, place)), format="json")

    # both changes were stored before the letters went out: one letter tells how it stands
    assert len(mailoutbox) == 1
    entry = calendar_of(mailoutbox[0])
    assert entry["sequence"] == 2
    assert "alfa.localhost" in entry["location"]
    with django_capture_on_commit_callbacks(execute=True):
        office.post(address, wish(member, venue(meeting, VAXJO)), format="json")
    assert len(mailoutbox) == 2
    assert calendar_of(mailoutbox[1])["sequence"] == 3
    assert calendar_of(mailoutbox[1])["uid"] == entry["uid"]


def test_a_new_time_is_told_to_everybody_who_is_registered(
    office, meeting, soon, mailoutbox, run_tasks_now, django_capture_on_commit_callbacks
):
    from voting.meetings.tasks import send_waiting

    for number in (1, 2):
        register(meeting, new_member(number, at=soon), venue(meeting, KALMAR), at=soon)
    send_waiting.delay()
    assert len(mailoutbox) == 2
    later = meeting.starts_at + timedelta(hours=1)

    with django_capture_on_commit_callbacks(execute=True):
        office.patch(f"/api/meetings/{meeting.pk}", {"starts_at": later.isoformat()}, format="json")

    told = sorted(letter.to[0] for letter in mailoutbox[2:])
    assert told == ["ombud1@medlem.example", "ombud2@medlem.example"]
    assert calendar_of(mailoutbox[2]).decoded("dtstart") == later
    assert calendar_of(mailoutbox[2])["sequence"] == 2


def test_a_lost_task_is_made_up_for_and_a_doubled_one_writes_once(meeting, soon, mailoutbox):
    from voting.meetings.actions import confirm_by_letter, registrations_without_letter

    registration = register(meeting, new_member(1, at=soon), venue(meeting, KALMAR), at=soon)

    assert registrations_without_letter() == [registration.pk]
    sent = [confirm_by_letter(registration_id=registration.pk, at=soon) for _ in range(2)]

    assert sent == [True, False]
    assert len(mailoutbox) == 1
    assert registrations_without_letter() == []


def test_without_redis_the_registration_stands_and_the_letter_waits(
    office, meeting, soon, mailoutbox, monkeypatch, django_capture_on_commit_callbacks
):
    from kombu.exceptions import OperationalError

    from voting.meetings import tasks
    from voting.meetings.actions import registrations_without_letter

    def down(*args, **kwargs):
        raise OperationalError

    monkeypatch.setattr(tasks.send_confirmation, "apply_async", down)
    with django_capture_on_commit_callbacks(execute=True):
        answer = office.post(
            f"/api/meetings/{meeting.pk}/registrations",
            wish(new_member(1, at=soon), venue(meeting, KALMAR)),
            format="json",
        )

    assert answer.status_code == 200
    assert mailoutbox == []
    assert len(registrations_without_letter()) == 1
