"""Looking again at Stripe, and writing what is so: attempts, charges, refunds, disputes.

Nothing that a letter said is used. Each step is a transaction of its own and happens once: the rows say what
the books know, and the books take a source once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from billing.books import queries as books
from billing.books.enums import Number
from billing.invoices import queries as invoices
from billing.invoices.actions import refund_invoice, settle_invoice, unsettle_invoice
from billing.payments import gateway, queries, rules
from billing.payments.actions.losing import give_up
from billing.payments.actions.saving import keep_method
from billing.payments.enums import LIVE, AttemptKind, AttemptState, RefundState, SourceKind
from billing.payments.models import Attempt, Charge, ConnectedAccount, Dispute, Refund
from kernel.actor import Actor
from kernel.errors import Missing
from kernel.logs import log

STATES = {"succeeded": RefundState.SUCCEEDED, "failed": RefundState.FAILED, "canceled": RefundState.FAILED}
HOUSE = Actor(id=None, name="Stripe")
SLACK = timedelta(minutes=5)


Seen = gateway.PayPage | gateway.SentInvoice | gateway.Intent


def look_at_attempt(*, attempt_id: UUID, at: datetime, seen: Seen | None = None) -> Attempt:
    """Ask Stripe how it stands and take in what was paid. Raises gateway errors as they are.

    A page where the payer is done, or a kept account that was charged, waits for the bank's answer (pending);
    its no ends the attempt, and the invoice can be paid anew.

    ``seen`` is what Stripe said a moment ago of the attempt's page, invoice or intent: it is not asked again.
    """
    attempt = Attempt.objects.select_related("account").filter(pk=attempt_id).first()
    if attempt is None:
        raise Missing
    if attempt.account.closed_at is not None:
        return give_up(attempt_id=attempt_id, at=at)
    stripe, account = gateway.current(), str(attempt.account.account)
    page = attempt.page or _lost(stripe, attempt)
    if not page:
        if attempt.state == AttemptState.BEGUN and rules.is_forgotten(attempt.began_at, at):
            return _written(attempt.pk, page="", url="", state=AttemptState.ENDED, because="", at=at)
        return attempt
    url, state, intents = attempt.url, AttemptState.OPEN, [page]
    is_over = attempt.kind == AttemptKind.SAVED
    if attempt.kind == AttemptKind.PAY_PAGE:
        is_seen = isinstance(seen, gateway.PayPage) and seen.page == page
        shown = seen if is_seen else stripe.look_at_pay_page(account, page)
        assert isinstance(shown, gateway.PayPage)
        intents = [shown.intent] if shown.intent else []
        url, state = shown.url, AttemptState.ENDED if shown.state == "expired" else AttemptState.OPEN
        is_over = shown.state == "complete"
    elif attempt.kind == AttemptKind.SENT_INVOICE:
        is_seen = isinstance(seen, gateway.SentInvoice) and seen.invoice == page
        sent = seen if is_seen else stripe.look_at_invoice(account, page)
        assert isinstance(sent, gateway.SentInvoice)
        intents = list(sent.intents)
        url, state = (
            sent.url,
            AttemptState.ENDED if sent.state in {"void", "uncollectible"} else AttemptState.OPEN,
        )
    because = ""
    for one in intents:
        is_seen = isinstance(seen, gateway.Intent) and seen.intent == one
        tried = seen if is_seen else stripe.intent(account, one)
        assert isinstance(tried, gateway.Intent)
        because = tried.declined_because
        state = _state_by(tried, state, is_over=is_over)
        if state is AttemptState.PAID:
            take_in(attempt.account, stripe.charge(account, tried.charge), attempt, at=at)
            if attempt.saves_method and tried.saved_method:
                keep_method(attempt=attempt, method=tried.saved_method, at=at)
    return _written(attempt.pk, page=page, url=url, state=state, because=because, at=at)


def _state_by(tried: gateway.Intent, before: AttemptState, *, is_over: bool) -> AttemptState:
    """What an attempt of the payer's makes of ours. ``is_over``: nobody can try again there."""
    if tried.state == "succeeded":
        return AttemptState.PAID
    if tried.state == "processing":
        return AttemptState.PENDING
    if is_over and tried.state in {"canceled", "requires_payment_method"}:
        return AttemptState.ENDED
    return before


def look_again(*, invoice_id: UUID, at: datetime) -> None:
    """Ask Stripe about the way to pay that is open, for somebody who has just come back from it.

    A silent Stripe changes nothing: the letter, or the beat, tells it later.
    """
    live = Attempt.objects.filter(invoice=invoice_id, state__in=LIVE).first()
    if live is None or not gateway.is_configured():
        return
    try:
        look_at_attempt(attempt_id=live.pk, at=at)
    except gateway.GatewayError as error:
        log.warning("stripe_look_waits", reason=str(error))


def look_at_charge(*, account: ConnectedAccount, charge: str, at: datetime) -> Charge | None:
    """Ask Stripe for one charge with all that happened to it. None for one that did not go through.

    A charge that no attempt of ours asked for is kept without an invoice, for somebody to say what it is.
    """
    stripe = gateway.current()
    told = stripe.charge(str(account.account), charge)
    if not told.is_paid:
        return None
    about = told.about
    if "attempt" not in about and told.intent and not Charge.objects.filter(charge=charge).exists():
        sent = stripe.invoice_of(str(account.account), told.intent)
        about = sent.about if sent is not None else {}
    return take_in(account, told, queries.attempt_of(account, about), at=at)


def _lost(stripe: gateway.Gateway, attempt: Attempt) -> str:
    """What Stripe made for an attempt whose answer never came: found by the attempt's id on it."""
    since, account = attempt.began_at - SLACK, str(attempt.account.account)
    made: Iterable[tuple[str, dict[str, str]]]
    if attempt.kind == AttemptKind.PAY_PAGE:
        made = ((one.page, one.about) for one in stripe.pay_pages_since(account, since))
    elif attempt.kind == AttemptKind.SAVED:
        made = ((one.intent, one.about) for one in stripe.intents_since(account, since))
    else:
        made = ((one.invoice, one.about) for one in stripe.sent_invoices_since(account, since))
    return next((number for number, about in made if about.get("attempt") == str(attempt.pk)), "")


@transaction.atomic
def _written(
    attempt_id: UUID, *, page: str, url: str, state: AttemptState, because: str, at: datetime
) -> Attempt:
    """What is paid or ended stays so."""
    attempt = Attempt.objects.select_for_update(of=("self",)).select_related("account").get(pk=attempt_id)
    attempt.page = attempt.page or page
    attempt.url = url or attempt.url
    attempt.declined_because = because
    if state not in LIVE:
        attempt.lost_while = ""
    if attempt.state in LIVE:
        attempt.state = state.value
        attempt.ended_at = None if state.value in LIVE else at
    elif state is AttemptState.PAID:
        attempt.state = state.value
    attempt.save()
    return attempt


def take_in(
    account: ConnectedAccount, told: gateway.Charge, attempt: Attempt | None, *, at: datetime
) -> Charge:
    """Know a charge with what followed, and bring the books up to it. A lost attempt is paid."""
    row, _ = Charge.objects.get_or_create(
        charge=told.charge,
        defaults={
            "account": account, "attempt": attempt, "amount": told.amount, "currency": told.currency,
            "invoice": attempt.invoice if attempt and told.currency == attempt.currency else None,
            "fee": told.fee, "method": told.method, "label": told.label, "at": told.at,
        },
    )  # fmt: skip
    if told.fee and row.fee != told.fee:
        Charge.objects.filter(pk=row.pk).update(fee=told.fee)
    for back in told.refunds:
        know_refund(row, back)
    for taken in told.disputes:
        know_dispute(row, taken)
    if attempt is not None:
        Attempt.objects.filter(pk=attempt.pk).exclude(lost_while="").update(
            state=AttemptState.PAID.value, lost_while=""
        )
    return post_charge(charge_id=row.pk, at=at)


def post_charge(*, charge_id: UUID, at: datetime) -> Charge:
    """Bring the books up to what is known of a charge with an invoice; what they know they keep.

    What the books know already is not looked at again: each step looks anew, under its own lock.
    """
    with transaction.atomic():
        row = Charge.objects.select_for_update(of=("self",)).get(pk=charge_id)
        if row.invoice_id is None:
            return row
        if row.posted_at is None:
            Charge.objects.filter(pk=row.pk).update(posted_at=at)
            settle_invoice(
                invoice_id=row.invoice_id, amount=row.amount, on=bookable(row.at),
                source=(SourceKind.CHARGE, row.charge), account=Number.PROVIDER, by=HOUSE, at=at,
            )  # fmt: skip
    comes_back = Q(undone_at=None, state=RefundState.FAILED.value)
    for refund in row.refunds.filter(Q(posted_at=None) | comes_back).exclude(refund=None):
        for _ in ("it went", "it came back"):
            _post_refund(refund.pk, at=at)
    for dispute in row.disputes.filter(Q(posted_at=None) | Q(undone_at=None, state="won")):
        for _ in ("it was taken", "it was given back"):
            _post_dispute(dispute.pk, at=at)
    row.refresh_from_db()
    return row


@transaction.atomic
def know_refund(row: Charge, told: gateway.Refund) -> None:
    """A refund that we asked for carries our key; one that was made at Stripe itself is new to us."""
    asked = told.about.get("request", "")
    ours = queries.as_uuid(asked)
    known = Refund.objects.select_for_update().filter(refund=told.refund).first()
    if known is None and ours is not None:
        known = Refund.objects.select_for_update().filter(pk=ours, charge=row).first()
    if known is None:
        known, _ = Refund.objects.get_or_create(
            refund=told.refund, defaults={"charge": row, "amount": told.amount, "asked_at": told.at}
        )
    after = STATES.get(told.state, RefundState.PENDING)
    known.refund, known.at = told.refund, told.at
    if rules.may_move(known.state, after):
        known.state, known.failed_because = after.value, told.failed_because
    known.save()


@transaction.atomic
def _post_refund(refund_id: UUID, *, at: datetime) -> None:
    """One step: Stripe takes the money when the refund begins, and gives it back when it fails."""
    refund = Refund.objects.select_for_update(of=("self",)).select_related("charge").get(pk=refund_id)
    source = (SourceKind.REFUND.value, str(refund.refund))
    on = bookable(refund.at or refund.asked_at)
    if refund.posted_at is None and refund.charge.invoice_id is not None:
        Refund.objects.filter(pk=refund.pk).update(posted_at=at)
        refund_invoice(
            invoice_id=refund.charge.invoice_id, amount=refund.amount, on=on, source=source,
            account=Number.PROVIDER, by=HOUSE, at=at,
        )  # fmt: skip
    elif refund.posted_at is not None and refund.undone_at is None and refund.state == RefundState.FAILED:
        Refund.objects.filter(pk=refund.pk).update(undone_at=at)
        reason = refund.failed_because or "Stripe"
        unsettle_invoice(source=source, on=on, reason=reason, by=HOUSE, at=at)


@transaction.atomic
def know_dispute(row: Charge, told: gateway.Dispute) -> None:
    """A dispute is known once; settled, it stays so."""
    known, is_new = Dispute.objects.select_for_update().get_or_create(
        dispute=told.dispute,
        defaults={
            "charge": row, "amount": told.withdrawn or told.amount, "reason": told.reason,
            "state": told.state, "at": told.at, "due_at": told.due_at,
        },
    )  # fmt: skip
    if not is_new and known.state not in {"won", "lost"}:
        known.state, known.due_at = told.state, told.due_at
        known.save(update_fields=["state", "due_at"])


@transaction.atomic
def _post_dispute(dispute_id: str, *, at: datetime) -> None:
    """One step: the money is gone while it lasts; a dispute that is won brings it back."""
    row = Dispute.objects.select_for_update(of=("self",)).select_related("charge").get(pk=dispute_id)
    source, on = (SourceKind.DISPUTE.value, row.dispute), bookable(row.at)
    if row.posted_at is None and row.charge.invoice_id is not None:
        Dispute.objects.filter(pk=row.pk).update(posted_at=at)
        refund_invoice(
            invoice_id=row.charge.invoice_id, amount=row.amount, on=on, source=source,
            account=Number.PROVIDER, by=HOUSE, at=at,
        )  # fmt: skip
    elif row.posted_at is not None and row.undone_at is None and row.state == "won":
        Dispute.objects.filter(pk=row.pk).update(undone_at=at)
        unsettle_invoice(source=source, on=on, reason=row.reason, by=HOUSE, at=at)


def bookable(moment: datetime) -> date:
    """The day in the association's time; in closed books, the first open day after them."""
    day, closed = invoices.local_day(moment), books.closed_through()
    return closed + timedelta(days=1) if closed is not None and day <= closed else day
