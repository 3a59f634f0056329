"""Invoice, card, bank, refund, credit, dispute, write-off in any order: the same books, always balanced."""

from __future__ import annotations

import itertools
import json
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing.bank import actions as bank
from billing.bank.models import BankPayment
from billing.books.queries import trial_balance
from billing.invoices import actions as invoicing
from billing.invoices import queries as invoices
from billing.payments import actions, gateway
from billing.payments.enums import Heard
from billing.payments.models import ConnectedAccount, WebhookEvent
from billing.stripe_desk import hands
from billing.stripe_desk.desk import Desk
from kernel.errors import Refused
from tenants.decisions.models import Decision
from tests.billing.bank.conftest import bgmax, book
from tests.billing.conftest import AT, DAY, TREASURER, at_the_end, balances, issued, new_member
from tests.billing.payments.conftest import load_lines, moment, open_till

FEE = 400_000
names = itertools.count(1)


class Undo(Exception):
    """Leave the test's transaction as it was."""


# What happens to an invoice: any of these, each with its amount; a refund or a dispute needs a card payment.
lives = st.fixed_dictionaries(
    {
        "card": st.sampled_from(
            ["", "card", "refund", "refund that failed", "dispute won", "dispute lost", "dispute"]
        ),
        "refunded": st.integers(1_000, FEE // 2),
        "bank": st.lists(st.integers(1_000, 2 * FEE), max_size=2),
        "credits": st.lists(st.integers(1_000, FEE // 4), max_size=2),
        "written off": st.booleans(),
    }
)


class World:
    """Some invoices, and what people did about them at Stripe and at the bank, which we have to hear of.

    Nothing of it is in our books yet but the invoices; ``waiting`` are the events, in no order.
    """

    def __init__(self, clock, told):
        self.clock, self.told = clock, told
        self.desk = Desk(now=clock)
        load_lines().AT_WORK["desk"] = self.desk
        gateway.through_stripe._made.cache_clear()
        self.account = open_till(self.desk, clock).account
        tag = next(names) * 10 % 9000
        self.invoices = [issued(new_member(tag + n), FEE, origin=f"{tag}:{n}") for n in range(len(told))]
        before = len(self._events())
        for invoice, life in zip(self.invoices, told, strict=True):
            if life["card"]:
                self._at_stripe(invoice, life)
        with self.desk.hand(self.account) as at:
            hands.pay_out(at)
        self.waiting = [("letter", event) for event in self._events()[before:]]
        for n, life in enumerate(told):
            self.waiting += [("bank", n, k, ore) for k, ore in enumerate(life["bank"])]
            self.waiting += [("credit", n, k, ore) for k, ore in enumerate(life["credits"])]

    def _events(self):
        return self.desk.state.drawers[self.account].events

    def _at_stripe(self, invoice, life):
        page = actions.open_pay_page(
            invoice_id=invoice.pk, language="sv", back_to="https://a/x", away_to="https://a/x", by=TREASURER,
            at=moment(self.clock),
        )  # fmt: skip
        with self.desk.hand(self.account) as at:
            hands.pay_session(at, at.drawer.things[page.page], "card")
            intent = at.drawer.things[page.page]["payment_intent"]
            charge = at.drawer.things[at.drawer.things[intent]["latest_charge"]]
            if life["card"].startswith("refund"):
                back = hands.refund(at, charge, life["refunded"], {})
                (hands.refund_fails if life["card"] == "refund that failed" else hands.refund_arrives)(
                    at, back
                )
            if life["card"].startswith("dispute"):
                thing = hands.dispute(at, charge)
                if life["card"] != "dispute":
                    hands.close_dispute(at, thing, won=life["card"] == "dispute won")

    def hear(self, event):
        kind, *about = event
        if kind == "letter":
            told = gateway.read_letter(json.dumps(about[0]).encode())
            row, _ = actions.hear(
                account=ConnectedAccount.objects.get(), told=told, heard=Heard.LETTER, at=moment(self.clock)
            )
            assert actions.work_on(event_id=row.pk, at=moment(self.clock)), row.trouble
        elif kind == "bank":
            self._from_the_bank(*about)
        elif kind == "credit":
            n, k, ore = about
            invoicing.credit_invoice(
                invoice_id=self.invoices[n].pk, reason="Fel klass", on=DAY, key=f"{self.invoices[n].pk}:{k}",
                lines={1: ore}, by=TREASURER, at=AT,
            )  # fmt: skip

    def _from_the_bank(self, n, k, ore):
        """The file, and the treasurer's hand where nothing was left to match."""
        invoice, serial = self.invoices[n], 1 + n * 10 + k
        book(bgmax((invoice.ocr, ore, {"serial": serial})))
        payment = BankPayment.objects.get(bank_ref=str(serial))
        if payment.left:
            bank.match_payment(
                payment_id=payment.pk, request=payment.pk, parts=[(invoice.pk, payment.left)], by=TREASURER,
                at=AT,
            )  # fmt: skip

    def give_up(self):
        """Where the board gave up what is open: it can only be the last of an invoice's events."""
        decision = Decision.objects.create(
            meeting=uuid4(), item_no=7, text_sv="Avskrivs.", method="acclamation", taken_at=AT
        )
        for invoice, life in zip(self.invoices, self.told, strict=True):
            if life["written off"] and invoices.balance_of(invoice.pk) > 0:
                invoicing.write_off(invoice_id=invoice.pk, decision=decision.pk, on=DAY, by=TREASURER, at=AT)


def lived(clock, told, order, *, twice=False):
    """What the books say when the events came in this order; the trial balance is zero after each."""
    world = World(clock, told)
    place = {n: (order[n % len(order)], n) for n in range(len(world.waiting))}
    for n in sorted(place, key=place.__getitem__):
        for _ in range(2 if twice else 1):
            world.hear(world.waiting[n])
        assert trial_balance().total == 0
    world.give_up()
    at_the_end()
    assert trial_balance().total == 0
    assert not WebhookEvent.objects.filter(done_at=None).exists()
    return balances(), [invoices.balance_of(one.pk) for one in world.invoices]


@pytest.mark.django_db
@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(told=st.lists(lives, min_size=1, max_size=3), data=st.data())
def test_any_order_of_cards_bank_refunds_credits_disputes_and_write_offs_gives_the_same_balances(
    billing, stripe_here, clock, told, data
):
    straight = list(range(40))
    orders = [(straight, False), (data.draw(st.permutations(straight)), False)]
    orders.append((data.draw(st.permutations(straight)), True))  # everything comes twice
    seen = []
    for order, twice in orders:
        try:
            with transaction.atomic():
                seen.append(lived(clock, told, order, twice=twice))
                raise Undo  # noqa: TRY301  nothing of it is kept
        except Undo:
            pass

    assert seen[0] == seen[1] == seen[2]


@pytest.mark.django_db
def test_a_write_off_before_the_money_leaves_the_money_to_the_member(billing):
    """The one thing whose place matters: it gives up what is open when it is decided."""
    invoice = issued(new_member(1), FEE)
    decision = Decision.objects.create(
        meeting=uuid4(), item_no=7, text_sv="Avskrivs.", method="acclamation", taken_at=AT
    )
    invoicing.write_off(invoice_id=invoice.pk, decision=decision.pk, on=DAY, by=TREASURER, at=AT)
    book(bgmax((invoice.ocr, FEE, {})))
    payment = BankPayment.objects.get()
    if payment.left:
        bank.match_payment(
            payment_id=payment.pk, request=payment.pk, parts=[(invoice.pk, FEE)], by=TREASURER, at=AT
        )

    assert balances() == {1930: FEE, 2420: -FEE, 3001: -FEE, 6351: FEE}
    with pytest.raises(Refused):
        invoicing.write_off(invoice_id=invoice.pk, decision=uuid4(), on=DAY, by=TREASURER, at=AT)
