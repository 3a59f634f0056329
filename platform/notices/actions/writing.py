"""Sending letters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email import encoders
from email.header import Header
from email.mime.base import MIMEBase
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from kernel.logs import log
from notices.rules import CalendarEvent, calendar_file, write_letter
from notices.rules.calendar import FILE_NAME
from notices.rules.wording import Value

_MESSAGE_ID = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+")


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a letter."""

    name: str
    content: bytes
    content_type: str
    parameters: Mapping[str, str] = field(default_factory=dict)

    def part(self) -> MIMEBase:
        """Give the file as a part of a message, as attached and never shown inline."""
        part = MIMEBase(*self.content_type.split("/", 1))
        for name, value in self.parameters.items():
            part.set_param(name, value)
        part.set_payload(self.content)
        encoders.encode_base64(part)
        part.add_header("Content-Disposition", "attachment", filename=self.name)
        return part


class Message(EmailMultiAlternatives):
    """A message whose subject begins on its own line.

    Django breaks a long subject that is not ASCII without room for the word "Subject:", so that the line
    after it stays empty: readers then show a blank first, and filters take it for unwanted mail.
    """

    def message(self) -> Any:  # type: ignore[override]  # noqa: ANN401  Django's own types, by kind of body
        """The whole of it, ready for the mail server."""
        found = super().message()
        found.replace_header("Subject", Header(str(self.subject), "utf-8", header_name="Subject"))
        return found


def send_letter(
    *,
    key: str,
    to: str,
    lang: str,
    values: Mapping[str, Value],
    attachments: Sequence[Attachment] = (),
    message_id: str | None = None,
    reply_to: str = "",
) -> None:
    """Write the letter ``key`` in the recipient's language and hand it to the mail server.

    The call returns when the server has taken it and raises when it has not; nothing is queued here. The
    log gets the letter's key and never its values. ``message_id`` (``<id>@<host>``) makes a letter that is
    sent again recognisable as the same one, and ``reply_to`` where an answer goes when it is not the sender.
    """
    letter = write_letter(key, lang, values, zone=ZoneInfo(settings.LOCAL_TIME_ZONE))
    headers = {
        "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office answers
        "X-Auto-Response-Suppress": "All",
        "Content-Language": letter.lang,
    }
    if message_id is not None:
        if not _MESSAGE_ID.fullmatch(message_id):
            message = "message_id: must be written as id@host"
            raise ValueError(message)
        headers["Message-ID"] = f"<{message_id}>"
    message_out = Message(
        letter.subject, letter.text, to=[to], headers=headers, reply_to=[reply_to] if reply_to else None
    )
    message_out.attach_alternative(letter.html, "text/html")
    for attachment in attachments:
        message_out.attach(attachment.part())
    message_out.send()
    log.info("letter", letter=key, lang=letter.lang)


def calendar_attachment(event: CalendarEvent) -> Attachment:
    """Make the ``.ics`` file that goes with a letter about a meeting."""
    method = "CANCEL" if event.is_cancelled else "PUBLISH"
    content = calendar_file(event, zone=settings.LOCAL_TIME_ZONE)
    return Attachment(FILE_NAME, content, "text/calendar", {"charset": "utf-8", "method": method})
