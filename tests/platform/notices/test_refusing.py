"""What a mail server's no means is the same for every letter that is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from billing.invoices.models import Sending
from notices import rules
from notices.actions import Outbox, hand_over
from notices.enums import LetterState

AT = datetime(2017, 3, 1, 8, tzinfo=UTC)


def refusing(error: OSError):
    def send() -> None:
        raise error

    return send


@pytest.mark.parametrize(
    ("error", "tried", "state", "trouble"),
    [
        (SMTPRecipientsRefused({"a@b.example": (550, b"no")}), 0, "failed", "SMTPRecipientsRefused 550"),
        (SMTPRecipientsRefused({"a@b.example": (450, b"later")}), 0, "waiting", "SMTPRecipientsRefused 450"),
        (SMTPDataError(451, b"a@b.example: later"), 10, "waiting", "SMTPDataError 451"),
        (SMTPDataError(451, b"a@b.example: later"), 11, "failed", "SMTPDataError 451"),
        (SMTPServerDisconnected("gone"), 500, "waiting", "SMTPServerDisconnected"),
        (ConnectionRefusedError(111, "no"), 500, "waiting", "ConnectionRefusedError"),
        (TimeoutError(), 0, "waiting", "TimeoutError"),
    ],
)
def test_a_five_hundred_is_for_good_a_four_hundred_for_an_hour_and_silence_for_nothing(
    error, tried, state, trouble
):
    row = Sending(attempts=tried)

    assert hand_over(row, refusing(error), message_id="1@a.example", at=AT) is LetterState(state)
    assert (row.state, row.trouble, row.attempts) == (state, trouble, tried + 1)
    assert (row.sent_at, row.message_id) == (None, "")


def test_what_the_server_took_has_its_time_its_id_and_no_trouble_left():
    row = Sending(attempts=3, trouble="TimeoutError")

    assert hand_over(row, lambda: None, message_id="1@a.example", at=AT) is LetterState.SENT
    assert (row.state, row.sent_at, row.message_id, row.trouble) == ("sent", AT, "1@a.example", "")


def test_an_error_of_our_own_is_not_taken_for_the_servers():
    row = Sending()
    with pytest.raises(KeyError):
        hand_over(row, lambda: {}["pdf"], message_id="1@a.example", at=AT)
    assert row.state == LetterState.WAITING.value


def test_the_trouble_never_holds_an_address():
    error = SMTPDataError(554, b"a@b.example is not here")
    assert rules.trouble_of(error) == "SMTPDataError 554"


def test_every_room_that_keeps_letters_has_an_outbox_that_can_be_found():
    assert {type(import_string(path)) for path in settings.OUTBOXES.values()} == {Outbox}
