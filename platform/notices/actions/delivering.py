"""A letter that is kept is handed to the mail server: once, with proof, tried again, or given up.

The rooms keep their letters in tables of their own (:class:`notices.models.KeptLetter`) and write them;
what a refusal means, when it is tried again and what is proof is said here alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from kernel.logs import log
from notices import rules
from notices.enums import LetterState
from notices.models import KeptLetter

Kept = TypeVar("Kept", bound=KeptLetter)


class Deliver(Protocol):
    """Hand one letter over, in a transaction of its own; None where there was nothing to send."""

    def __call__(self, *, letter_id: UUID, at: datetime) -> LetterState | None:
        """Give how far the letter came."""


@dataclass(frozen=True)
class Outbox:
    """The letters of one room: which wait, in the order they were asked for, and how one is handed over."""

    waiting: Callable[[], list[UUID]]
    deliver: Deliver


def held(rows: QuerySet[Kept], letter_id: UUID) -> Kept | None:
    """The letter if it still waits, locked; None for one that another worker holds or has sent.

    So a task that is delivered twice writes once. Call it inside the transaction that hands it over.
    """
    waiting = rows.select_for_update(of=("self",), skip_locked=True)
    return waiting.filter(pk=letter_id, state=LetterState.WAITING.value).first()


def hand_over(row: KeptLetter, send: Callable[[], None], *, message_id: str, at: datetime) -> LetterState:
    """Have a letter that :func:`held` gave sent, and keep in ``row`` how it went; the caller saves it.

    ``send`` raises what the mail server's library raises. The message id must be the same at every try, so
    that one that is sent again all the same is known for the same. A no for good is kept as failed; a
    server that says later, or cannot be reached, is tried again by the beat.
    """
    row.attempts += 1
    try:
        send()
    except OSError as error:  # every error of smtplib is one
        row.trouble = rules.trouble_of(error)
        if rules.is_final(code=rules.code_of(error), attempts=row.attempts):
            row.state = LetterState.FAILED.value
        log.warning("letter_waits", letter=type(row).__name__, reason=row.trouble)
    else:
        row.state, row.sent_at, row.message_id, row.trouble = LetterState.SENT.value, at, message_id, ""
    return LetterState(row.state)
