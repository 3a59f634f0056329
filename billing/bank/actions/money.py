"""The money of a payment: it arrives on 2499, and from there or straight from the bank it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from billing.bank import queries, rules
from billing.bank.enums import PaymentState, SourceKind
from billing.bank.models import BankPayment, Match
from billing.books import actions as books
from billing.books.actions import Posting
from billing.books.enums import Number
from billing.books.models import Voucher
from billing.invoices import actions as invoices
from kernel.actor import Actor
from kernel.errors import Missing, refuse_if

SERIES = "B"


def hold_payment(payment_id: UUID) -> BankPayment:
    """The payment, held until the transaction ends; Missing where there is none."""
    found = BankPayment.objects.select_for_update().filter(pk=payment_id).first()
    if found is None:
        raise Missing
    return found


def refuse_placing(held: BankPayment, wanted: Sequence[int]) -> None:
    """Refused when that is not left."""
    refuse_if(
        rules.obstacles_to_placing(
            left=held.left, wanted=wanted, is_known=held.booked is not None, counted_in=held.booked_in
        )
    )


def arrive(held: BankPayment, *, by: Actor, at: datetime, on: date | None = None) -> None:
    """See to it that the payment stands on 2499, whole, once."""
    if held.arrived is not None or held.booked is None:
        return
    written = books.post_voucher(
        series=SERIES,
        on=queries.bookable(on or held.on),
        text=f"Inbetalning {held.payer or held.reference or held.bank_ref}",
        text_en=f"Incoming payment {held.payer or held.reference or held.bank_ref}",
        entries=[
            Posting(account=Number.BANK, amount=held.booked),
            Posting(account=Number.UNIDENTIFIED, amount=-held.booked),
        ],
        source=(SourceKind.ARRIVAL.value, str(held.pk)),
        by=by,
        at=at,
    )
    held.arrived = written.pk
    held.save(update_fields=["arrived"])


def settle(match: Match, held: BankPayment, *, by: Actor, at: datetime) -> None:
    """Post a match on its invoice, and take what it is from what is left."""
    verb = invoices.settle_invoice if match.amount > 0 else invoices.refund_invoice
    done = verb(
        invoice_id=match.invoice_id,  # type: ignore[arg-type]  # an invoice's match has one: a constraint
        amount=abs(match.amount),
        on=match.on,
        source=source_of(match),
        account=Number.BANK if match.is_direct else Number.UNIDENTIFIED,
        by=by,
        at=at,
    )
    keep(match, held, done.voucher)


def post(
    match: Match, held: BankPayment, *, account: int, text: str, by: Actor, at: datetime, text_en: str = ""
) -> None:
    """Post a match from 2499 to an account, and take what it is from what is left."""
    written = books.post_voucher(
        series=SERIES,
        on=match.on,
        text=text,
        text_en=text_en,
        entries=[
            Posting(account=Number.UNIDENTIFIED, amount=match.amount),
            Posting(account=account, amount=-match.amount),
        ],
        source=source_of(match),
        by=by,
        at=at,
    )
    keep(match, held, written)


def keep(match: Match, held: BankPayment, voucher: Voucher) -> None:
    """The match with its voucher, and what is left after it."""
    match.voucher = voucher.pk
    match.save()
    leave(held, held.left - match.amount)


def leave(held: BankPayment, left: int, *, waits: list[dict[str, object]] | None = None) -> None:
    """So much is left; nothing left is done, else it is in the queue."""
    held.left = left
    if left == 0 and held.booked is not None:
        held.state, held.waits = PaymentState.DONE.value, []
    elif held.state in {PaymentState.DONE, PaymentState.NEW}:
        held.state = PaymentState.WAITING.value
    if waits is not None:
        held.waits = waits
    held.save(update_fields=["left", "state", "waits"])


def source_of(match: Match) -> tuple[str, str]:
    """What the match's voucher says that it comes from."""
    return (SourceKind.MATCH.value, str(match.pk))


def asked_before(request: UUID) -> BankPayment | None:
    """The payment that this request was about, when it was made before."""
    found = Match.objects.select_related("payment").filter(request=request).first()
    return found.payment if found else None
