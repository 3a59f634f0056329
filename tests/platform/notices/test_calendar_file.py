"""Calendar files that calendars accept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from notices.rules import CalendarEvent, calendar_file

START = datetime(2016, 10, 11, 10, 45, tzinfo=UTC)
EVENT = CalendarEvent(
    uid="0b6f@iec.localhost",
    sequence=0,
    title="Konstituerande möte, Föreningen IEC",
    starts_at=START,
    ends_at=START + timedelta(hours=2, minutes=15),
    location="Lilla aulan; Exempeluniversitetet, Växjö",
    stamped_at=datetime(2016, 9, 16, 7, 0, tzinfo=UTC),
    description="Incheckning från kl. 12.00.\nTa med laddad telefon.",
    url="http://iec.localhost:8000/mote",
)


def read(content: bytes) -> tuple[Calendar, Any]:
    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_the_meeting_at_its_own_time_in_its_own_zone() -> None:
    calendar, event = read(calendar_file(EVENT))

    assert calendar["METHOD"] == "PUBLISH"
    assert event["DTSTART"].params["TZID"] == "Europe/Stockholm"
    assert event["DTSTART"].dt.strftime("%Y-%m-%d %H:%M") == "2016-10-11 12:45"
    assert event["DTEND"].dt.astimezone(UTC) == EVENT.ends_at
    assert event["DTSTAMP"].dt == EVENT.stamped_at
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Stockholm"]


def test_texts_come_back_as_they_went_in() -> None:
    _, event = read(calendar_file(EVENT))

    assert (event["SUMMARY"], event["LOCATION"]) == (EVENT.title, EVENT.location)
    assert (event["DESCRIPTION"], event["URL"]) == (EVENT.description, EVENT.url)
    assert event["STATUS"] == "CONFIRMED"


def test_a_change_keeps_the_uid_and_counts_up() -> None:
    _, before = read(calendar_file(EVENT))
    _, after = read(calendar_file(replace(EVENT, sequence=1, location="Stora aulan")))

    assert before["UID"] == after["UID"] == EVENT.uid
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)


def test_a_cancelled_meeting_is_taken_away() -> None:
    calendar, event = read(calendar_file(replace(EVENT, sequence=2, is_cancelled=True)))

    assert (calendar["METHOD"], event["STATUS"]) == ("CANCEL", "CANCELLED")


def test_no_alarm_no_attendee_and_no_organiser() -> None:
    content = calendar_file(EVENT)

    assert not [word for word in (b"VALARM", b"ATTENDEE", b"ORGANIZER") if word in content]


def test_lines_are_folded_and_end_as_the_standard_says() -> None:
    content = calendar_file(replace(EVENT, title="å" * 250))

    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_values_cannot_add_lines_of_their_own() -> None:
    bad = "Möte\r\nATTENDEE:mailto:x@example.se\nEND:VEVENT"
    calendar, event = read(calendar_file(replace(EVENT, title=bad, location=bad, description=bad, url=bad)))

    assert len(calendar.walk("VEVENT")) == 1
    assert "ATTENDEE" not in event


def test_summer_and_winter_time_are_told_apart() -> None:
    winter = datetime(2016, 12, 1, 11, 45, tzinfo=UTC)
    _, event = read(calendar_file(replace(EVENT, starts_at=winter, ends_at=winter + timedelta(hours=1))))

    assert event["DTSTART"].dt == winter.astimezone(ZoneInfo("Europe/Stockholm"))
    assert f"{event['DTSTART'].dt:%H:%M}" == "12:45"


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("starts_at", datetime(2016, 10, 11)),  # noqa: DTZ001  the point
        ("ends_at", START),
        ("sequence", -1),
        ("uid", ""),
        ("uid", "a\nb"),
    ],
)
def test_an_event_that_cannot_be_is_refused_by_name(field: str, wrong: object) -> None:
    with pytest.raises(ValueError, match=f"^{field}: "):
        calendar_file(replace(EVENT, **{field: wrong}))  # type: ignore[arg-type]  # that is the point
