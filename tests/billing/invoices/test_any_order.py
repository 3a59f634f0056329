"""Whatever order things happen in, the accounts end alike, and the trial balance is zero all the way."""

from __future__ import annotations

import itertools
import uuid
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing.books.queries import trial_balance
from billing.invoices import actions, queries
from tests.billing.conftest import AT, DAY, TREASURER, balances, issued, new_member, pay

FEE = 400_000
names = itertools.count()


class Undo(Exception):
    """Leave the test's transaction as it was."""


def happen(event: tuple[str, int, int], invoices: list[Any], tag: str) -> None:
    kind, which, amount = event
    invoice = invoices[which % len(invoices)]
    source = f"{tag}:{kind}:{which}:{amount}"
    if kind == "pay":
        pay(invoice, amount, source)
    if kind == "refund":
        actions.refund_invoice(
            invoice_id=invoice.pk, amount=amount, on=DAY, source=("test", source), by=TREASURER, at=AT
        )
    if kind == "bounce":  # a payment of its own that does not stay
        pay(invoice, amount, source)
        actions.unsettle_invoice(source=("test", source), on=DAY, reason="Studsade", by=TREASURER, at=AT)
    if kind == "credit":
        actions.credit_invoice(
            invoice_id=invoice.pk, reason="Fel", on=DAY, key=source, lines={1: min(amount, 1_000)},
            by=TREASURER, at=AT,
        )  # fmt: skip


events = st.lists(
    st.tuples(
        st.sampled_from(["pay", "refund", "bounce", "credit"]), st.integers(0, 2), st.integers(1, 2 * FEE)
    ),
    max_size=8,
    unique=True,
)


@pytest.mark.django_db
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(happened=events, data=st.data())
def test_any_order_of_any_events_gives_the_same_balances(billing, happened, data):
    shuffled = data.draw(st.permutations(happened))
    seen = []
    for order in (happened, shuffled, [*shuffled, *happened]):  # the last one: everything comes twice
        try:
            with transaction.atomic():
                tag = str(uuid.uuid4())
                member = new_member(next(names) % 9000 + 1)
                invoices = [issued(member, FEE, origin=f"{tag}:{n}") for n in range(3)]
                for event in order:
                    if event[0] == "bounce" and event in order[: order.index(event)]:
                        continue
                    happen(event, invoices, tag)
                    assert trial_balance().total == 0
                seen.append((balances(), [queries.balance_of(i.pk) for i in invoices]))
                raise Undo  # noqa: TRY301  nothing of it is kept
        except Undo:
            pass

    assert seen[0] == seen[1] == seen[2]
