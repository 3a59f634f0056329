"""Letters to the board and the treasurer: asked for once for each thing and person, sent by the outbox."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.subscriptions import queries, rules
from billing.subscriptions.enums import Tidings
from billing.subscriptions.models import Subscription, SubscriptionLetter
from kernel import tenancy
from notices.actions import Outbox, hand_over, held, send_letter
from notices.enums import LetterState
from notices.tasks import deliver_soon

ROOM = "subscriptions"


def tell(row: Subscription, due: Iterable[tuple[Tidings, datetime]], *, at: datetime) -> int:
    """Ask for the letters that were not asked for; how many. Call it under the row's lock."""
    asked = 0
    for tidings, about in due:
        if SubscriptionLetter.objects.filter(subscription=row, tidings=tidings.value, about=about).exists():
            continue
        for reader in queries.readers():
            SubscriptionLetter.objects.create(
                subscription=row, tidings=tidings.value, about=about, to=reader.email, name=reader.name,
                language=reader.language, asked_at=at,
            )  # fmt: skip
            asked += 1
    if asked:
        deliver_soon(ROOM)
    return asked


@transaction.atomic
def deliver(*, letter_id: UUID, at: datetime) -> LetterState | None:
    """Hand one letter to the mail server; None where another worker holds it or it was sent."""
    row = held(SubscriptionLetter.objects.select_related("subscription"), letter_id)
    if row is None:
        return None
    state = hand_over(row, lambda: _send(row), message_id=queries.message_id_of(row), at=at)
    row.save()
    return state


def _send(row: SubscriptionLetter) -> None:
    subscription, tidings = row.subscription, Tidings(row.tidings)
    day = row.about if tidings is Tidings.TRIAL_ENDS else subscription.grace_until or row.about
    send_letter(
        key=rules.letter_key(tidings),
        to=row.to,
        lang=row.language,
        values=rules.letter_of(
            name=row.name, association=tenancy.current().name, day=day, page_link=queries.page_address()
        ),
        message_id=queries.message_id_of(row),
    )


OUTBOX = Outbox(queries.waiting_letters, deliver)
