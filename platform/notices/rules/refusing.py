"""What a mail server's refusal means. Plain Python."""

from __future__ import annotations

from smtplib import SMTPRecipientsRefused, SMTPResponseException

MOST_TRIES = 12  # an hour of the beat; then somebody must look
REFUSED_FOR_GOOD = 500  # RFC 5321 4.2.1: a five hundred is not tried again


def code_of(error: OSError) -> int | None:
    """The server's code, or None where it never answered."""
    if isinstance(error, SMTPResponseException):
        return int(error.smtp_code)
    if isinstance(error, SMTPRecipientsRefused):
        return next((int(code) for code, _ in error.recipients.values()), None)
    return None


def trouble_of(error: OSError) -> str:
    """The refusal by name and code; never the server's words, which may hold the address."""
    code = code_of(error)
    return f"{type(error).__name__}{f' {code}' if code else ''}"


def is_final(*, code: int | None, attempts: int) -> bool:
    """Whether a letter is given up: the mail server said no for good, or later too many times.

    Without a code the server was not reached, which says nothing about the letter.
    """
    return code is not None and (code >= REFUSED_FOR_GOOD or attempts >= MOST_TRIES)
