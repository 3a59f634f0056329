"""Ways to pay an invoice: a page, an invoice that Stripe sends, what was saved."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from billing.invoices import queries as invoices
from billing.invoices.actions import lock_invoice
from billing.invoices.enums import InvoiceKind, InvoiceState
from billing.invoices.models import Invoice
from billing.payments import gateway, queries, rules
from billing.payments.actions.asking import stripe_is_asked
from billing.payments.actions.closing import close_account
from billing.payments.actions.looking import look_at_attempt
from billing.payments.enums import LIVE, AttemptKind, AttemptState, Way
from billing.payments.events import PaymentBegun
from billing.payments.models import Attempt, Payer
from journal.actions import record
from kernel import tenancy
from kernel.actor import Actor
from kernel.errors import Missing, Obstacle, Refused, refuse_if

TEXTS = {"sv": "Faktura {number} {seller}", "en": "Invoice {number} {seller}"}


def open_pay_page(
    *, invoice_id: UUID, language: str, back_to: str, away_to: str, by: Actor, at: datetime,
    consent_words: str = "",
) -> Attempt:  # fmt: skip
    """A page where what is open on the invoice is paid: by card, Swish in kronor, SEPA debit in euro.

    Asked again while the page is open, it is the same page; when the amount has changed, or the wish to keep
    the card, the old page is closed first, so that an invoice has one way to be paid. With ``consent_words``,
    what the member agreed to, the card or the bank account is kept for the next fees (Swish
    cannot be kept). Raises Refused, also while a payment is on its way.
    """
    where = {"back_to": back_to, "away_to": away_to}
    begun = _begin(
        AttemptKind.PAY_PAGE,
        invoice_id,
        language=language,
        saves=bool(consent_words),
        where=where,
        by=by,
        at=at,
    )
    if consent_words:
        _agree(begun, consent_words, by=by, at=at)
    return _asked(begun, at=at)


def send_through_stripe(*, invoice_id: UUID, by: Actor, at: datetime) -> Attempt:
    """Let Stripe send its own invoice (``send_invoice``) with a page to pay at, due on the same day."""
    found = invoices.invoice(invoice_id)
    begun = _begin(
        AttemptKind.SENT_INVOICE, invoice_id, language=found.language, saves=False, where={}, by=by, at=at
    )
    return _asked(begun, at=at)


def charge_saved(*, invoice_id: UUID, by: Actor, at: datetime) -> Attempt:
    """Charge what the member agreed to keep. A declined one ends the attempt and tells why.

    A bank account answers after some days: until then the attempt is pending.
    """
    found = invoices.invoice(invoice_id)
    account = queries.account_here()
    payer = Payer.objects.filter(member=found.member_id, account=account).exclude(saved_method="").first()
    if payer is None:
        raise Refused([Obstacle("billing.payments.obstacle_nothing_saved")])
    where = {"method": payer.saved_method}
    begun = _begin(
        AttemptKind.SAVED, invoice_id, language=found.language, saves=False, where=where, by=by, at=at
    )
    done = _asked(begun, at=at)
    if done.state == AttemptState.ENDED:
        raise Refused([Obstacle("billing.payments.obstacle_declined", {"because": done.declined_because})])
    return done


def end_attempt(*, attempt_id: UUID, at: datetime) -> Attempt:
    """Close the way to pay. What was paid there before it closed is taken in.

    What the payer's bank has been asked for is not closed: only the bank ends it.
    """
    attempt = Attempt.objects.select_related("account").filter(pk=attempt_id).first()
    if attempt is None:
        raise Missing
    if attempt.state not in LIVE:
        return attempt
    attempt = look_at_attempt(attempt_id=attempt_id, at=at)
    if attempt.state not in LIVE or attempt.state == AttemptState.PENDING or not attempt.page:
        return attempt
    with stripe_is_asked("close") as stripe:
        if attempt.kind == AttemptKind.PAY_PAGE:
            stripe.close_pay_page(str(attempt.account.account), attempt.page)
        if attempt.kind == AttemptKind.SENT_INVOICE:
            stripe.void_invoice(str(attempt.account.account), attempt.page)
    return look_at_attempt(attempt_id=attempt_id, at=at)


def _begin(
    kind: AttemptKind, invoice_id: UUID, *, language: str, saves: bool, where: dict[str, str], by: Actor,
    at: datetime,
) -> Attempt:  # fmt: skip
    """The attempt that is to be asked for, after one that differs has been ended. Twice at most."""
    for _ in range(2):
        attempt, differs = _begun(kind, invoice_id, language=language, saves=saves, where=where, by=by, at=at)
        if not differs:
            return attempt
        end_attempt(attempt_id=attempt.pk, at=at)
    raise Refused([Obstacle("billing.payments.obstacle_being_paid")])


@transaction.atomic
def _begun(
    kind: AttemptKind, invoice_id: UUID, *, language: str, saves: bool, where: dict[str, str], by: Actor,
    at: datetime,
) -> tuple[Attempt, bool]:  # fmt: skip
    """A new attempt, the one that is there, or the one that is in the way (True)."""
    invoice = lock_invoice(invoice_id)
    till, currency = queries.till(), invoice.currency.lower()
    is_payable = invoice.kind == InvoiceKind.INVOICE and invoice.state == InvoiceState.ISSUED
    owed = invoices.open_amount(invoice_id) if is_payable else 0
    live = Attempt.objects.select_related("account").filter(invoice=invoice, state__in=LIVE).first()
    same = live is not None and (live.kind, live.amount, live.saves_method) == (kind.value, owed, saves)
    on_its_way = live is not None and live.state == AttemptState.PENDING
    if live is not None and not on_its_way and same and (live.expires_at is None or live.expires_at > at):
        return live, False
    if live is not None and not on_its_way:
        return live, True
    refuse_if(
        rules.obstacles_to_paying(
            till=till, is_payable=is_payable, owed=owed, currency=currency, is_on_its_way=on_its_way
        )
    )
    account = queries.account_here()
    network = str(tenancy.current().pk)
    turn = Attempt.objects.filter(invoice=invoice).count()
    purpose = f"{kind.value}:{saves}:{turn}"
    attempt = Attempt(
        account=account,
        invoice=invoice,
        kind=kind.value,
        amount=owed,
        currency=currency,
        key=rules.key_of(network, str(invoice.pk), str(owed), currency, purpose),
        saves_method=saves,
        began_at=at,
        expires_at=at + rules.PAGE_LASTS if kind is AttemptKind.PAY_PAGE else None,
    )
    attempt.order = {
        **where,
        "language": language,
        "text": _text(invoice, language),
        "due_on": _due(invoice, at),
        "ways": _ways(till, currency),
    }
    attempt.save()
    fact = PaymentBegun(subject=invoice.pk, attempt=str(attempt.pk), way=kind.value, amount=owed)
    record(fact, by=by, at=at)
    return attempt, False


def _asked(attempt: Attempt, *, at: datetime) -> Attempt:
    """Ask Stripe for it, under its own key; asked before, it is the same. A refusal ends the attempt."""
    if attempt.page:
        return attempt
    if rules.is_forgotten(attempt.began_at, at):
        found = look_at_attempt(attempt_id=attempt.pk, at=at)
        if found.page or found.state not in LIVE:
            return found
    account = str(attempt.account.account)
    kind = AttemptKind(attempt.kind)
    try:
        with stripe_is_asked(attempt.kind) as stripe:
            order = gateway.Order(**_order(attempt, _customer(stripe, attempt)))
            if kind is AttemptKind.PAY_PAGE:
                page = stripe.pay_page(account, order, key=attempt.key)
                return _opened(attempt.pk, page.page, page.url)
            if kind is AttemptKind.SENT_INVOICE:
                sent = stripe.send_invoice(account, order, key=attempt.key)
                return _opened(attempt.pk, sent.invoice, sent.url)
            paid = stripe.charge_saved(account, order, method=attempt.order["method"], key=attempt.key)
            _opened(attempt.pk, paid.intent, "")
            return look_at_attempt(attempt_id=attempt.pk, at=at)
    except Refused as refused:
        declined = refused.__cause__
        if isinstance(declined, gateway.NoAccess):
            close_account(account_id=attempt.account_id, since=at, at=at)
        if isinstance(declined, gateway.Declined):
            return _ended(attempt.pk, declined.intent, declined.code, at=at)
        if isinstance(declined, gateway.Rejected):
            _ended(attempt.pk, "", declined.code, at=at)
        raise


def _order(attempt: Attempt, customer: str) -> dict[str, Any]:
    """The same for the same attempt, whenever it is asked for."""
    kept = attempt.order
    return {
        "amount": attempt.amount,
        "currency": attempt.currency,
        "text": kept["text"],
        "customer": customer,
        "language": kept["language"],
        "about": queries.about(attempt),
        "ways": tuple(kept.get("ways", ())),
        "save_for_later": attempt.saves_method,
        "back_to": kept.get("back_to", ""),
        "away_to": kept.get("away_to", ""),
        "expires_at": attempt.expires_at,
        "due_on": date.fromisoformat(kept["due_on"]) if attempt.kind == AttemptKind.SENT_INVOICE else None,
    }


def _customer(stripe: gateway.Gateway, attempt: Attempt) -> str:
    """The member on the account at Stripe, made once."""
    member = attempt.invoice.member
    payer, _ = Payer.objects.get_or_create(member=member, account=attempt.account)
    if not payer.customer:
        buyer = invoices.buyer_of(member)
        payer.customer = stripe.customer(
            str(attempt.account.account),
            name=buyer.name,
            email=buyer.email,
            language=attempt.order["language"],
            about={"member": str(member.pk), "network": str(tenancy.current().pk)},
            key=rules.key_of("customer", str(attempt.account.account), str(member.pk), attempt.key),
        )
        Payer.objects.filter(pk=payer.pk, customer="").update(customer=payer.customer)
        payer.refresh_from_db(fields=["customer"])
    return payer.customer


@transaction.atomic
def _opened(attempt_id: UUID, page: str, url: str) -> Attempt:
    attempt = Attempt.objects.select_for_update(of=("self",)).select_related("account").get(pk=attempt_id)
    if not attempt.page:
        attempt.page, attempt.url = page, url
    if attempt.state == AttemptState.BEGUN:
        attempt.state = AttemptState.OPEN.value
    attempt.save(update_fields=["page", "url", "state"])
    return attempt


@transaction.atomic
def _ended(attempt_id: UUID, page: str, code: str, *, at: datetime) -> Attempt:
    attempt = Attempt.objects.select_for_update(of=("self",)).select_related("account").get(pk=attempt_id)
    if attempt.state in LIVE:
        attempt.state, attempt.ended_at = AttemptState.ENDED.value, at
    attempt.page, attempt.declined_because = attempt.page or page, code[:80]
    attempt.save(update_fields=["page", "state", "ended_at", "declined_because"])
    return attempt


def _agree(attempt: Attempt, words: str, *, by: Actor, at: datetime) -> None:
    from billing.payments.actions.saving import give_consent  # noqa: PLC0415  saving looks at attempts too

    give_consent(
        member_id=attempt.invoice.member_id, account_id=attempt.account_id, words=words, by=by, at=at
    )


def _ways(till: rules.Till, currency: str) -> list[str]:
    """Named where SEPA debit is one of them; otherwise Stripe offers what the account can do."""
    ways = rules.ways_of(currency, till.ways)
    return list(ways) if Way.SEPA_DEBIT in ways else []


def _text(invoice: Invoice, language: str) -> str:
    seller = invoice.seller.get("name") or tenancy.current().name
    return TEXTS[language].format(number=invoice.number, seller=seller)


def _due(invoice: Invoice, at: datetime) -> str:
    """Stripe takes no due day that is past; the invoice's own stays what it is."""
    return max(invoice.due_on or at.date(), invoices.local_day(at)).isoformat()
