"""The letter that confirms a registration, with its calendar file."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from kernel import tenancy
from notices.actions import send_letter
from tenants.networks.queries import origin_of
from voting.meetings import rules
from voting.meetings.models import Registration


def registrations_without_letter() -> list[UUID]:
    """Those who have no letter on how their registration stands now: a lost task is made up for from here."""
    rows = Registration.objects.exclude(meeting__state="closed").filter(letter_revision__lt=F("revision"))
    return list(rows.order_by("changed_at").values_list("pk", flat=True))


@transaction.atomic
def confirm_by_letter(*, registration_id: UUID) -> bool:
    """Send the delegate the letter on their registration, once for each change; whether one was sent.

    Locks the registration, so that a task delivered twice does not write twice. A registration that has
    been cancelled meanwhile gets none.
    """
    row = (
        Registration.objects.select_for_update(of=("self",))
        .select_related("meeting", "member", "delegate", "venue")
        .filter(pk=registration_id)
        .first()
    )
    if row is None or row.letter_revision >= row.revision:
        return False
    network = tenancy.current()
    meeting, venue = row.meeting, row.venue
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
            "place": venue.name,
            "place_address": venue.address,
            "lunch": row.lunch,
            "diet": row.diet,
            "access_needs": row.access_needs,
            "registration_deadline": meeting.registration_closes_at,
            "change_link": f"{origin_of(network.slug)}/",
            "erase_date": meeting.starts_at + timedelta(days=rules.NEEDS_ERASED_AFTER.days),
        },
    )
    row.letter_revision = row.revision
    row.save(update_fields=["letter_revision"])
    return True
