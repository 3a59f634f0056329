"""Letters as they leave the house."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

import pytest
from django.core import mail
from structlog.testing import capture_logs

from notices.actions import Attachment, calendar_attachment, send_letter
from notices.rules import CalendarEvent

LONGEST_LINE = 78  # RFC 5322, 2.1.1
START = datetime(2016, 10, 11, 10, 45, tzinfo=UTC)
VALUES: dict[str, Any] = {
    "association": "Nätverket IEC",
    "code": "481920",
    "link": "http://iec.localhost:8000/logga-in?t=hemlig",
    "valid_until": START,
}


def send(**more: Any) -> Any:
    send_letter(
        key="platform.accounts.sign_in_code", to="anna@example.se", lang="sv", **{"values": VALUES, **more}
    )
    (sent,) = mail.outbox
    return sent


def test_text_and_html_go_to_one_recipient() -> None:
    sent = send()

    assert sent.to == ["anna@example.se"]
    assert (sent.cc, sent.bcc) == ([], [])
    assert sent.subject == "Din inloggningskod till Nätverket IEC"
    assert "481920" in sent.body
    assert [kind for _, kind in sent.alternatives] == ["text/html"]


def test_it_asks_no_machine_to_answer() -> None:
    message = send().message()

    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "sv"
    assert not [name for name in message if name.lower().startswith("list-")]


def test_the_code_is_in_the_body_only_and_never_in_the_log() -> None:
    with capture_logs() as lines:
        message = send().message()

    assert "481920" not in "".join(f"{name}: {value}" for name, value in message.items())
    assert not [
        line for line in lines if "481920" in str(line) or "hemlig" in str(line) or "anna" in str(line)
    ]
    assert [line["letter"] for line in lines if line["event"] == "letter"] == [
        "platform.accounts.sign_in_code"
    ]


def test_a_calendar_file_goes_with_it_as_calendars_expect() -> None:
    event = CalendarEvent(
        "r1@iec.localhost", 3, "Möte", START, START + timedelta(hours=2), "Växjö", START, is_cancelled=True
    )
    message = send(attachments=[calendar_attachment(event)]).message()

    (part,) = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert part.get_param("method") == "CANCEL"
    assert part.get_param("charset") == "utf-8"
    assert part.get_filename() == "stadga.ics"
    assert b"METHOD:CANCEL\r\n" in part.get_payload(decode=True)
    assert isinstance(message, EmailMessage) or message.is_multipart()


def test_any_file_can_go_with_it() -> None:
    file = Attachment("protokoll å.pdf", b"%PDF-1.7\x00\xff", "application/pdf")
    message = send(attachments=[file]).message()

    (part,) = [part for part in message.walk() if part.get_content_type() == "application/pdf"]
    assert part.get_payload(decode=True) == b"%PDF-1.7\x00\xff"
    assert part.get_filename() == "protokoll å.pdf"


def test_a_letter_can_be_recognised_when_it_is_sent_again() -> None:
    assert send(message_id="registration.7.3@iec.localhost").message()["Message-ID"] == (
        "<registration.7.3@iec.localhost>"
    )


@pytest.mark.parametrize("wrong", ["<a@b>", "a", "a@b\r\nBcc: x@example.se", ""])
def test_a_message_id_that_cannot_be_is_refused_and_nothing_is_sent(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"^message_id: "):
        send(message_id=wrong)

    assert mail.outbox == []


def test_a_name_with_a_line_break_adds_no_header() -> None:
    sent = send(values={**VALUES, "association": "IEC\r\nBcc: all@example.se"})

    assert sent.message()["Bcc"] is None
    assert sent.subject == "Din inloggningskod till IEC Bcc: all@example.se"


@pytest.mark.parametrize(
    "name", ["Ö", "Nätverket för informationsteknik, elektronik och kommunikation i Kalmar län"]
)
def test_a_subject_begins_on_its_own_line_and_comes_whole(name: str) -> None:
    """Once the line after ``Subject:`` was empty when it was long, and the subject began with a blank."""
    raw = send(values={**VALUES, "association": name}).message().as_bytes()

    head = raw.split(b"\n\n")[0].splitlines()
    [first] = [line for line in head if line.startswith(b"Subject:")]
    assert first.startswith(b"Subject: =?utf-8?q?Din_inloggningskod_till_")
    assert max(len(line) for line in head if b"utf-8" in line) <= LONGEST_LINE
    told = BytesParser(policy=policy.default).parsebytes(raw)["Subject"]
    assert told == f"Din inloggningskod till {name}"
