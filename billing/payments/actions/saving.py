"""Keeping a card for the next fees: only with consent in words, and gone when the consent is."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.payments import gateway
from billing.payments.actions.asking import stripe_is_asked
from billing.payments.events import ConsentGiven, ConsentWithdrawn
from billing.payments.models import Attempt, Charge, Payer
from journal.actions import record
from kernel.actor import Actor


@transaction.atomic
def give_consent(*, member_id: UUID, account_id: int, words: str, by: Actor, at: datetime) -> Payer:
    """Write down what the member agreed to, before anything is kept. The same words again change nothing."""
    payer, _ = Payer.objects.select_for_update().get_or_create(member_id=member_id, account_id=account_id)
    if payer.consent_at is not None and payer.withdrawn_at is None and payer.consent_words == words:
        return payer
    payer.consent_at, payer.consent_by, payer.consent_words = at, by.name, words
    payer.withdrawn_at = None
    payer.save()
    record(ConsentGiven(subject=member_id, words=words), by=by, at=at)
    return payer


@transaction.atomic
def keep_method(*, attempt: Attempt, method: str, at: datetime) -> None:  # noqa: ARG001  the verbs' signature
    """The card that paid stays for the next fees, when the consent still stands."""
    payer = (
        Payer.objects.select_for_update()
        .filter(member=attempt.invoice.member_id, account=attempt.account_id, withdrawn_at=None)
        .exclude(consent_at=None)
        .first()
    )
    if payer is None or payer.saved_method == method:
        return
    last = Charge.objects.filter(attempt=attempt).first()
    payer.saved_method, payer.saved_label = method, last.label if last else ""
    payer.save(update_fields=["saved_method", "saved_label"])


def withdraw_consent(*, member_id: UUID, by: Actor, at: datetime) -> None:
    """Nothing of the member's is charged from now on, and Stripe forgets the card. Again changes nothing.

    On an account that is closed nobody can be asked to forget it, and nobody can charge it.
    """
    mine = Payer.objects.select_related("account")
    for payer in mine.filter(member=member_id, account__is_live=gateway.mode()).exclude(consent_at=None):
        method = _withdrawn(payer.pk, by=by, at=at)
        if method and payer.account.closed_at is None:
            with stripe_is_asked("forget") as stripe:
                stripe.forget_saved(str(payer.account.account), method)


@transaction.atomic
def _withdrawn(payer_id: int, *, by: Actor, at: datetime) -> str:
    payer = Payer.objects.select_for_update().get(pk=payer_id)
    if payer.withdrawn_at is not None:
        return ""
    method = payer.saved_method
    payer.saved_method, payer.saved_label, payer.withdrawn_at = "", "", at
    payer.save()
    record(ConsentWithdrawn(subject=payer.member_id), by=by, at=at)
    return method
