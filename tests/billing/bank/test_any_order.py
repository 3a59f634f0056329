"""Whatever order the bank's events come in, the accounts end alike; the trial balance is zero all the way."""

from __future__ import annotations

import itertools
from datetime import date
from uuid import UUID, uuid5

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing.bank import actions
from billing.bank.models import BankPayment, Match
from billing.invoices import queries
from kernel.errors import Refused
from tests.billing.bank.conftest import FEE, bgmax, book, sound
from tests.billing.conftest import AT, TREASURER, balances, issued, new_member

NAMES = itertools.count()
OWN = {"by": TREASURER, "at": AT}
ROOM = UUID(int=83)


class Undo(Exception):
    """Leave the test's transaction as it was."""


# What each bank payment is, and what becomes of it in the end, however the way there went.
FATES = ("invoice", "split", "income", "returned", "queue", "over")
payments = st.lists(st.tuples(st.sampled_from(FATES), st.integers(1_000, 2 * FEE)), min_size=1, max_size=4)


def place(n, fate, payment, bills, tag="right"):
    """One step towards its fate; undone and placed wrongly before that by the detours."""
    request, left = uuid5(ROOM, f"{payment.pk}:{fate}:{tag}"), payment.left
    own = {"payment_id": payment.pk, "request": request, **OWN}
    if fate == "income":
        actions.book_as_income(account=3990, text="Gåva", **own)
    elif fate == "returned":
        actions.return_payment(amount=max(left, 1), reason="Dubbel", on=date(2017, 2, 1), **own)
    elif fate == "split":
        half = max(left // 2, 1)
        actions.match_payment(parts=[(bills[0].pk, half), (bills[1].pk, left - half)], **own)
    elif fate in {"invoice", "over"}:
        actions.match_payment(parts=[(bills[n % 3].pk, left)], **own)


def detour(n, payment, bills):
    """Placed somewhere wrong, and taken back."""
    wrong = ("income", "returned", "split", "invoice")[n % 4]
    place(n + 1, wrong, payment, bills, tag="wrong")
    for found in Match.objects.filter(payment=payment, undone_at=None):
        actions.undo_match(match_id=found.pk, reason="Fel", **OWN)
    payment.refresh_from_db()


def lived(told, order, detours, *, twice):
    """The events in an order: the books and what is open after them."""
    tag = next(NAMES)
    bills = [issued(new_member(tag * 10 % 9000 + n), FEE, origin=f"{tag}:{n}") for n in (1, 2, 3)]
    files = {n: bgmax(("", amount, {"serial": n + 1})) for n, (_, amount) in enumerate(told)}
    for n in order:
        book(files[n])
        if twice:
            book(files[n])
        payment = BankPayment.objects.get(file__name="fil.txt", bank_ref=str(n + 1))
        if n in detours:
            detour(n, payment, bills)
            sound()
        place(n, told[n][0], payment, bills)
        sound()
    return balances(), [queries.balance_of(one.pk) for one in bills]


@pytest.mark.django_db
@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=payments, data=st.data())
def test_any_order_of_any_bank_events_gives_the_same_balances(billing, told, data):
    straight = list(range(len(told)))
    shuffled = data.draw(st.permutations(straight))
    detours = data.draw(st.sets(st.sampled_from(straight)))
    seen = []
    for order, wrong, twice in (
        (straight, set(), False),
        (shuffled, detours, False),
        (shuffled, detours, True),
    ):
        try:
            with transaction.atomic():
                seen.append(lived(told, order, wrong, twice=twice))
                raise Undo  # noqa: TRY301  nothing of it is kept
        except Undo:
            pass

    assert seen[0] == seen[1] == seen[2]


@pytest.mark.django_db
def test_a_fate_that_comes_when_nothing_is_left_changes_nothing(billing):
    bill = issued(new_member(1), FEE)
    book(bgmax((bill.ocr, FEE, {})))
    before = balances()
    payment = BankPayment.objects.get()
    for fate in ("income", "returned"):
        with pytest.raises(Refused):
            place(0, fate, payment, [bill])
    assert balances() == before
