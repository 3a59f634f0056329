"""Paying online: what is in the way, in which words, under which key. Plain Python."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from billing.payments.enums import RefundState, Way
from kernel.errors import Obstacle

PAGE_LASTS = timedelta(hours=23)
KEY_LASTS = timedelta(hours=23)
"""Stripe forgets an idempotency key after 24 hours: later than this, look for what was made first."""
ORDER = tuple(RefundState)
LEAST = {"sek": 300, "eur": 50, "dkk": 250, "nok": 300}
"""The least that Stripe charges, in the smallest coin."""
CONSENT = {
    "sv": "Spara kortet hos Stripe för kommande medlemsavgifter. Föreningen får dra avgiften när en ny "
    "faktura har skickats. Jag kan ta tillbaka mitt godkännande när som helst.",
    "en": "Keep the card at Stripe for coming membership fees. The association may charge the fee when a new "
    "invoice has been sent. I can withdraw my consent at any time.",
}
CONSENT_WITH_DEBIT = {
    "sv": "Spara kortet eller bankkontot hos Stripe för kommande medlemsavgifter. Föreningen får dra "
    "avgiften när en ny faktura har skickats. Jag kan ta tillbaka mitt godkännande när som helst.",
    "en": "Keep the card or the bank account at Stripe for coming membership fees. The association may "
    "charge the fee when a new invoice has been sent. I can withdraw my consent at any time.",
}
"""What a member agrees to. The screen shows these words and they are kept with the consent."""
WORDS = (
    ("business_profile", "website"),
    ("company.tax_id", "org_number"),
    ("company.registration_number", "org_number"),
    ("external_account", "bank_account"),
    ("tos_acceptance", "terms"),
    ("company.owners", "owners"),
    ("owners", "owners"),
    ("directors", "board"),
    ("company.directors", "board"),
    ("company.verification", "papers"),
    ("documents", "papers"),
    ("company", "address"),
)


def key_of(*parts: str) -> str:
    """Stripe's idempotency key: the same network, invoice, amount and purpose give the same."""
    return "stadga:" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:48]


def words_of(needs: Iterable[str]) -> list[str]:
    """What Stripe asks for, as the few things that a treasurer must find; each once, in order."""
    return list(dict.fromkeys(_word(need) for need in needs))


def _word(need: str) -> str:
    for beginning, word in WORDS:
        if need == beginning or need.startswith(beginning + "."):
            return word
    if need.startswith(("representative", "person", "individual")):
        return "identity_document" if "verification" in need else "representative"
    return "other"


def consent_words(language: str, ways: Iterable[str]) -> str:
    """What a member agrees to who lets the association keep what it paid with."""
    return (CONSENT_WITH_DEBIT if Way.SEPA_DEBIT in ways else CONSENT)[language]


def ways_of(currency: str, ways: Iterable[str]) -> tuple[str, ...]:
    """How an invoice in a currency can be paid, of what the account can do: Swish takes kronor, SEPA euro."""
    alone = {Way.SWISH: "sek", Way.SEPA_DEBIT: "eur"}
    return tuple(way for way in ways if alone.get(Way(way), currency) == currency)


@dataclass(frozen=True)
class Till:
    """How the association's account stands."""

    is_configured: bool
    is_connected: bool
    can_charge: bool
    needs: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    is_closed: bool = False
    """Our access to the account was taken away, and no other is connected."""


def obstacles_to_charging(till: Till) -> list[Obstacle]:
    """Why nothing can be paid online here, and what clears it."""
    if not till.is_configured:
        return [Obstacle("billing.payments.obstacle_not_configured")]
    if not till.is_connected and till.is_closed:
        return [Obstacle("billing.payments.obstacle_account_closed")]
    if not till.is_connected:
        return [Obstacle("billing.payments.obstacle_not_connected")]
    if not till.can_charge:
        return [Obstacle("billing.payments.obstacle_onboarding", {"needs": words_of(till.needs)})]
    return []


def obstacles_to_paying(
    *, till: Till, is_payable: bool, owed: int, currency: str, is_on_its_way: bool
) -> list[Obstacle]:
    """Why an invoice cannot be paid online: the till, the invoice, nothing owed, too little, paid already.

    ``is_on_its_way``: the payer's bank has been asked and has not answered.
    """
    found = obstacles_to_charging(till)
    if is_on_its_way:
        found.append(Obstacle("billing.payments.obstacle_on_its_way"))
    if not is_payable:
        found.append(Obstacle("billing.payments.obstacle_not_payable"))
    elif owed <= 0:
        found.append(Obstacle("billing.payments.obstacle_nothing_owed"))
    elif owed < LEAST.get(currency, 1):
        found.append(Obstacle("billing.payments.obstacle_too_little", {"least": LEAST[currency]}))
    return found


def obstacles_to_refunding(
    *, amount: int, paid: int, back: int, is_disputed: bool, is_closed: bool = False
) -> list[Obstacle]:
    """``back``: what is on its way back or has come back already, in öre. ``is_closed``: its account is."""
    found = []
    if is_closed:
        found.append(Obstacle("billing.payments.obstacle_refund_account_closed"))
    if is_disputed:
        found.append(Obstacle("billing.payments.obstacle_disputed"))
    if amount > paid - back:
        found.append(Obstacle("billing.payments.obstacle_more_than_paid", {"left": paid - back}))
    return found


def may_move(before: str, after: str) -> bool:
    """A refund's state only moves on: what is heard late changes nothing."""
    return ORDER.index(RefundState(after)) > ORDER.index(RefundState(before))


def is_forgotten(began_at: datetime, at: datetime) -> bool:
    """Whether Stripe may have forgotten the key of something begun then."""
    return at - began_at >= KEY_LASTS
