"""What the tests of the notice say in one line: send it, take a letter apart, read its paper."""

from __future__ import annotations

from io import BytesIO

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from kernel.errors import Refused
from tests.voting.convening.conftest import OFFICE
from voting.convening import actions


def send(meeting, now, number=1, *, accept_late=False):
    return actions.send_notice(
        meeting_id=meeting.pk, number=number, accept_late=accept_late, by=OFFICE, at=now
    )


def refused(call, **more):
    with pytest.raises(Refused) as caught:
        call(by=OFFICE, **more)
    return [one.code for one in caught.value.obstacles]


def parts(letter):
    return {p.get_filename(): p.get_payload(decode=True) for p in letter.attachments}


def entry_of(letter):
    return next(iter(Calendar.from_ical(parts(letter)["stadga.ics"]).walk("VEVENT")))


def words_of(pdf):
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)
