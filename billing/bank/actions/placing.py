"""Payments that are no invoice's: income, money that goes back or was told of twice, foreign amounts."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from billing.bank import queries, rules
from billing.bank.actions import money
from billing.bank.enums import MatchKind, PaymentState
from billing.bank.events import (
    BankAmountStated,
    BankPaymentBookedAsIncome,
    BankPaymentKnown,
    BankPaymentReturned,
    BankPaymentSetAside,
)
from billing.bank.models import BankPayment, Match
from billing.books import queries as book_queries
from billing.books.enums import AccountKind, Number
from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Malformed, Obstacle, Refused, refuse_if


@transaction.atomic
def book_as_income(
    *, payment_id: UUID, account: int, text: str, request: UUID, by: Actor, at: datetime
) -> BankPayment:
    """All that is left is income on an account, such as a gift on 3990; once per ``request``.

    Raises Missing, Malformed without a text, Refused when nothing is left or the account is none of income.
    """
    if not text.strip():
        raise Malformed({"text": [Obstacle("platform.kernel.field_required")]})
    held = money.hold_payment(payment_id)
    if money.asked_before(request) is not None:
        return held
    if book_queries.account(account).kind != AccountKind.INCOME:
        raise Refused([Obstacle("billing.bank.obstacle_no_income_account", {"number": account})])
    _something_left(held)
    money.arrive(held, by=by, at=at)
    match = Match(
        payment=held, kind=MatchKind.INCOME.value, amount=held.left, account=account,
        text=text.strip()[:300], on=queries.bookable(held.on), request=request, by_name=by.name, at=at,
    )  # fmt: skip
    money.post(match, held, account=account, text=text.strip(), by=by, at=at)
    fact = BankPaymentBookedAsIncome(subject=held.pk, account=account, amount=match.amount)
    record(fact, by=by, at=at)
    return held


@transaction.atomic
def return_payment(
    *, payment_id: UUID, amount: int, reason: str, on: date, request: UUID, by: Actor, at: datetime
) -> BankPayment:
    """Book that ``amount`` öre of what is left went back from the bank on a day; once per ``request``.

    Of a double payment the good one stays as it is. Raises Missing, Malformed without a reason or an amount
    above zero, Refused when that is not left.
    """
    wrong = {}
    if not reason.strip():
        wrong["reason"] = [Obstacle("platform.kernel.field_required")]
    if amount <= 0:
        wrong["amount"] = [Obstacle("billing.invoices.error_amount", {"amount": amount})]
    if wrong:
        raise Malformed(wrong)
    held = money.hold_payment(payment_id)
    if money.asked_before(request) is not None:
        return held
    _something_left(held)
    money.refuse_placing(held, [amount])
    money.arrive(held, by=by, at=at)
    match = Match(
        payment=held, kind=MatchKind.RETURNED.value, amount=amount, text=reason.strip()[:300],
        on=queries.bookable(max(on, held.on)), request=request, by_name=by.name, at=at,
    )  # fmt: skip
    whose = held.payer or held.reference or held.bank_ref
    money.post(
        match, held, account=Number.BANK, text=f"Återbetald inbetalning {whose}",
        text_en=f"Incoming payment paid back {whose}", by=by, at=at,
    )  # fmt: skip
    record(BankPaymentReturned(subject=held.pk, amount=amount, reason=reason.strip()), by=by, at=at)
    return held


@transaction.atomic
def say_known(*, payment_id: UUID, file_id: UUID, request: UUID, by: Actor, at: datetime) -> BankPayment:
    """Say that a payment is the same money as the payments of another file; once per ``request``.

    So a bank that enters Bankgirot's deposit as one sum, under a name of its own, brings it in once: the sum
    goes from 2499 back off the bank account, where its parts stand already. Raises Missing, and Refused when
    the payments of that file do not come to the sum.
    """
    held = money.hold_payment(payment_id)
    if money.asked_before(request) is not None:
        return held
    _something_left(held)
    same = next((one for one in queries.same_money([held])[held.pk] if one.file == file_id), None)
    if same is None:
        raise Refused([Obstacle("billing.bank.obstacle_not_the_same_money")])
    money.arrive(held, by=by, at=at)
    match = Match(
        payment=held, kind=MatchKind.KNOWN.value, amount=held.left, text=same.name[:300],
        on=queries.bookable(held.on), request=request, by_name=by.name, at=at,
    )  # fmt: skip
    money.post(
        match, held, account=Number.BANK, text=f"Samma pengar som i {same.name}",
        text_en=f"The same money as in {same.name}", by=by, at=at,
    )  # fmt: skip
    record(BankPaymentKnown(subject=held.pk, amount=match.amount, file=same.name), by=by, at=at)
    return held


@transaction.atomic
def set_aside(*, payment_id: UUID, is_aside: bool, note: str, by: Actor, at: datetime) -> BankPayment:
    """Take a payment out of the queue while somebody is asked, or back into it. Its money stays on 2499."""
    held = money.hold_payment(payment_id)
    if held.state in {PaymentState.DONE, PaymentState.NEW}:
        raise Refused([Obstacle("billing.bank.obstacle_not_in_queue")])
    wanted = PaymentState.ASIDE.value if is_aside else PaymentState.WAITING.value
    if (held.state, held.note) == (wanted, note.strip()):
        return held
    held.state, held.note = wanted, note.strip()[:300]
    held.save(update_fields=["state", "note"])
    record(BankPaymentSetAside(subject=held.pk, is_aside=is_aside, note=held.note), by=by, at=at)
    return held


@transaction.atomic
def state_amount(*, payment_id: UUID, amount: int, by: Actor, at: datetime) -> BankPayment:
    """What a payment in another currency came to in the association's own, as the bank's account shows it.

    Stated again it stays. Raises Missing, Malformed for the wrong sign, Refused for a payment in its own
    currency or when another amount has been stated: it stands in the books then.
    """
    held = money.hold_payment(payment_id)
    if amount == 0 or (amount > 0) != (held.amount > 0):
        raise Malformed({"amount": [Obstacle("billing.invoices.error_amount", {"amount": amount})]})
    if held.booked == amount and held.currency != held.booked_in:
        return held
    refuse_if(
        rules.obstacles_to_stating(
            currency=held.currency, is_stated=held.booked is not None, counted_in=held.booked_in
        )
    )
    held.booked = held.left = amount
    held.save(update_fields=["booked", "left"])
    money.arrive(held, by=by, at=at)
    money.leave(held, amount, waits=[Obstacle("billing.bank.waits_no_match").to_json()])
    record(BankAmountStated(subject=held.pk, amount=amount), by=by, at=at)
    return held


def _something_left(held: BankPayment) -> None:
    money.refuse_placing(held, [])
    if held.left == 0:
        raise Refused([Obstacle("billing.bank.obstacle_nothing_left")])
