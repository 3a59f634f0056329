"""The letter that confirms a registration, with its calendar file."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import F

from kernel import tenancy
from notices.actions import calendar_attachment, send_letter
from notices.rules import CalendarEvent
from tenants.networks.queries import host_of, origin_of
from voting.meetings import rules
from voting.meetings.enums import MeetingState
from voting.meetings.models import Farewell, Meeting, Registration


def registrations_without_letter() -> list[UUID]:
    """Those who have no letter on how their registration stands now: a lost task is made up for from here."""
    rows = Registration.objects.exclude(meeting__state=MeetingState.CLOSED.value)
    owed = rows.filter(letter_revision__lt=F("revision"))
    return list(owed.order_by("changed_at").values_list("pk", flat=True))


@transaction.atomic
def confirm_by_letter(*, registration_id: UUID, at: datetime) -> bool:
    """Send the delegate the letter on their registration, once for each change; whether one was sent.

    Locks the registration, so that a task delivered twice does not write twice; a letter that is sent
    again all the same carries the same message id.
    """
    row = (
        Registration.objects.select_for_update(of=("self",))
        .select_related("meeting", "member", "delegate", "venue")
        .filter(pk=registration_id)
        .first()
    )
    if row is None or row.letter_revision >= row.revision:
        return False
    network, meeting = tenancy.current(), row.meeting
    sequence = meeting.calendar_sequence + row.revision
    send_letter(
        key="voting.meetings.registration_confirmed",
        to=row.delegate.email,
        lang=row.delegate.language,
        values={
            "name": row.delegate.name,
            "organisation": row.member.name,
            "association": network.name,
            "meeting": meeting.title,
            "date": meeting.starts_at,
            "weekday_date": meeting.starts_at,
            "start_time": meeting.starts_at,
            "place": row.venue.name,
            "place_address": _where(row),
            "lunch": row.lunch,
            "diet": row.diet,
            "access_needs": row.access_needs,
            "registration_deadline": meeting.registration_closes_at,
            "change_link": f"{origin_of(network.slug)}/",
            "erase_date": meeting.starts_at + rules.NEEDS_ERASED_AFTER,
        },
        attachments=[calendar_attachment(_in_calendar(row, sequence=sequence, at=at))],
        message_id=f"{row.pk}.{sequence}@{host_of(network.slug)}",
    )
    row.letter_revision = row.revision
    row.save(update_fields=["letter_revision"])
    return True


def farewells_without_letter() -> list[UUID]:
    """Those who are not registered any more and have not been told."""
    rows = Farewell.objects.exclude(meeting__state=MeetingState.CLOSED.value)
    return list(rows.filter(letter_sent_at=None).order_by("at", "pk").values_list("pk", flat=True))


@transaction.atomic
def say_farewell_by_letter(*, farewell_id: UUID, at: datetime) -> bool:
    """Tell somebody that they are not registered any more, once; whether a letter was sent.

    Whoever is registered again before the letter goes out gets none: it would not be true. Locks the row.
    """
    row = (
        Farewell.objects.select_for_update(of=("self",))
        .select_related("meeting", "member", "delegate")
        .filter(pk=farewell_id, letter_sent_at=None)
        .first()
    )
    if row is None:
        return False
    network, meeting = tenancy.current(), row.meeting
    is_back = meeting.registrations.filter(delegate=row.delegate).exists()
    if not is_back:
        sequence = meeting.calendar_sequence + row.revision
        origin = f"{origin_of(network.slug)}/"
        event = CalendarEvent(
            uid=calendar_uid(meeting, row.delegate.email),
            sequence=sequence,
            title=f"{meeting.title}, {network.name}",
            starts_at=meeting.starts_at,
            ends_at=meeting.starts_at + rules.LENGTH_IN_CALENDARS,
            location=row.place,
            stamped_at=at,
            url=origin,
            is_cancelled=True,
        )
        send_letter(
            key="voting.meetings.registration_cancelled",
            to=row.delegate.email,
            lang=row.delegate.language,
            values={
                "name": row.delegate.name,
                "organisation": row.member.name,
                "association": network.name,
                "meeting": meeting.title,
                "date": meeting.starts_at,
                "registration_deadline": meeting.registration_closes_at,
                "registration_link": origin,
            },
            attachments=[calendar_attachment(event)],
            message_id=f"{row.pk}.{sequence}@{host_of(network.slug)}",
        )
    row.letter_sent_at = at
    row.save(update_fields=["letter_sent_at"])
    return not is_back


def calendar_uid(meeting: Meeting, email: str) -> str:
    """One entry for each meeting and address, whichever letter it comes with: none stands twice."""
    return f"{uuid5(meeting.pk, email.lower())}@{host_of(tenancy.current().slug)}"


def _where(row: Registration) -> str:
    """The hall's address, or the page of those who take part from afar."""
    if row.venue.kind == "remote":
        return f"{origin_of(tenancy.current().slug)}/mote"
    return row.venue.address


def _in_calendar(row: Registration, *, sequence: int, at: datetime) -> CalendarEvent:
    network, meeting = tenancy.current(), row.meeting
    return CalendarEvent(
        uid=calendar_uid(meeting, row.delegate.email),
        sequence=sequence,
        title=f"{meeting.title}, {network.name}",
        starts_at=meeting.starts_at,
        ends_at=meeting.starts_at + rules.LENGTH_IN_CALENDARS,
        location=", ".join(filter(None, [row.venue.name, _where(row)])),
        stamped_at=at,
        url=f"{origin_of(network.slug)}/",
    )
