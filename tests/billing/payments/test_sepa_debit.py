"""A member pays from a bank account: on its way for days, then paid, or not, and kept for next year."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from billing.books import queries as books
from billing.invoices import queries as invoices
from billing.payments import actions, queries, rules
from billing.payments.enums import AttemptState, RefundState
from billing.payments.models import Attempt, Charge, Payer, Payout, Refund
from billing.reminders import queries as reminders
from billing.stripe_desk import hands
from kernel.errors import Refused
from tests.billing.conftest import SELLER, issued, new_member
from tests.billing.payments.conftest import TREASURER, moment, open_till

FEE = 12_000
WORDS = rules.consent_words("sv", ("card", "sepa_debit"))


@pytest.fixture
def finnish(in_alfa, monkeypatch, stripe_here, clock):
    """Alfa in Finland: it counts in euros and its account takes SEPA debit."""
    from billing.invoices.actions import change_settings
    from kernel import tenancy

    monkeypatch.setattr(tenancy.current(), "country", "FI")
    values = {**SELLER, "org_number": "2077474-0", "bankgiro": "", "iban": "FI2112345600000785"}
    change_settings(values, by=TREASURER, at=moment(clock))
    return open_till(stripe_here, clock)


@pytest.fixture
def invoice(finnish):
    return issued(new_member(), FEE)


@pytest.fixture
def desk_of(stripe_here, finnish):
    """with desk_of() as at: what payers and banks do on the account."""
    return lambda: stripe_here.hand(finnish.account)


@pytest.fixture
def agree(desk_of):
    """agree(attempt): somebody gives an account number and the mandate on the page."""

    def doing(attempt):
        with desk_of() as desk:
            hands.pay_session(desk, desk.drawer.things[attempt.page], "sepa_debit")

    return doing


@pytest.fixture
def answer(desk_of):
    """answer(pays): the payer's bank answers for everything that it has been asked."""

    def doing(*, pays):
        with desk_of() as desk:
            for paid in desk.drawer.all("payment_intent", status="processing"):
                (hands.settle_debit if pays else hands.fail_debit)(desk, paid)

    return doing


@pytest.fixture
def look(at):
    return lambda attempt: actions.look_at_attempt(attempt_id=attempt.pk, at=at())


def codes(refused) -> list[str]:
    return [one.code.rpartition(".")[2] for one in refused.value.obstacles]


def balances():
    return {number: amount for number, amount in books.balances().items() if amount}


def test_an_account_in_euros_takes_card_and_sepa_debit_and_no_swish(finnish):
    assert (finnish.country, finnish.currency, finnish.ways) == ("FI", "eur", ["card", "sepa_debit"])
    assert queries.takes_debit()


def test_a_debit_is_on_its_way_until_the_bank_has_answered(invoice, open_page, agree, look, answer):
    attempt = open_page(invoice)
    agree(attempt)
    before = look(attempt)

    assert (before.state, before.ended_at) == (AttemptState.PENDING, None)
    assert (invoices.open_amount(invoice.pk), Charge.objects.count()) == (FEE, 0)
    assert balances()[1510] == FEE
    answer(pays=True)
    after = look(attempt)
    assert after.state == AttemptState.PAID
    assert invoices.open_amount(invoice.pk) == 0
    charge = Charge.objects.get()
    assert (charge.amount, charge.currency, charge.fee, charge.method, charge.label) == (
        FEE, "eur", 35, "sepa_debit", "SEPA 3000",
    )  # fmt: skip
    assert balances() == {1580: FEE, 3001: -FEE}


def test_while_it_is_on_its_way_nobody_pays_twice_and_nobody_is_reminded(
    invoice, open_page, agree, look, at, clock
):
    attempt = open_page(invoice)
    agree(attempt)
    look(attempt)
    clock.forward(days=2)
    actions.reconcile(at=at())

    with pytest.raises(Refused) as refused:
        open_page(invoice)
    assert codes(refused) == ["obstacle_on_its_way"]
    with pytest.raises(Refused) as refused:
        actions.send_through_stripe(invoice_id=invoice.pk, by=TREASURER, at=at())
    assert codes(refused) == ["obstacle_on_its_way"]
    assert actions.end_attempt(attempt_id=attempt.pk, at=at()).state == AttemptState.PENDING
    assert Attempt.objects.count() == 1
    assert invoice.pk in reminders.in_doubt(at=at())


def test_a_bank_that_says_no_leaves_the_invoice_open_and_it_can_be_paid_anew(
    invoice, open_page, agree, look, answer
):
    attempt = open_page(invoice)
    agree(attempt)
    look(attempt)
    answer(pays=False)
    ended = look(attempt)

    assert (ended.state, ended.declined_because) == (AttemptState.ENDED, "insufficient_funds")
    assert (invoices.open_amount(invoice.pk), Charge.objects.count()) == (FEE, 0)
    second = open_page(invoice)
    assert (second.state, second.page != attempt.page) == (AttemptState.OPEN, True)
    agree(second)
    answer(pays=True)
    assert look(second).state == AttemptState.PAID
    assert invoices.open_amount(invoice.pk) == 0


@pytest.mark.parametrize("pays", [True, False])
def test_letters_alone_tell_it_in_any_order(invoice, open_page, agree, answer, at, pays):
    attempt = open_page(invoice)
    agree(attempt)
    answer(pays=pays)
    kinds = _letters(at, backwards=True)

    ending = "succeeded" if pays else "failed"
    assert {"payment_intent.processing", "charge.pending", "checkout.session.completed"} <= set(kinds)
    assert f"checkout.session.async_payment_{ending}" in kinds
    attempt.refresh_from_db()
    assert attempt.state == (AttemptState.PAID if pays else AttemptState.ENDED)
    assert invoices.open_amount(invoice.pk) == (0 if pays else FEE)
    assert Charge.objects.count() == (1 if pays else 0)


def _letters(at, *, backwards: bool) -> list[str]:
    """Everything that happened is heard and worked on; the types of it."""
    from billing.payments import gateway
    from billing.payments.enums import Heard

    account = queries.account_here()
    told = list(gateway.current().happenings(account.account, datetime(2016, 1, 1, tzinfo=UTC)))
    for one in reversed(told) if backwards else told:
        kept, _ = actions.hear(account=account, told=one, heard=Heard.LETTER, at=at())
        assert actions.work_on(event_id=kept.pk, at=at())
    return [one.type for one in told]


def test_the_account_is_kept_with_consent_and_charged_the_next_year(
    invoice, open_page, agree, look, answer, at
):
    attempt = open_page(invoice, consent_words=WORDS)
    agree(attempt)
    look(attempt)
    assert not Payer.objects.get().saved_method  # nothing is kept of what the bank has not paid
    answer(pays=True)
    look(attempt)
    payer = Payer.objects.get()
    assert (payer.saved_label, payer.consent_words) == ("SEPA 3000", WORDS)
    assert "bankkontot" in WORDS

    second = issued(invoice.member, FEE, origin="2")
    charged = actions.charge_saved(invoice_id=second.pk, by=TREASURER, at=at())
    assert charged.state == AttemptState.PENDING
    answer(pays=True)
    assert look(charged).state == AttemptState.PAID
    assert invoices.open_amount(second.pk) == 0
    actions.withdraw_consent(member_id=invoice.member_id, by=TREASURER, at=at())
    assert Payer.objects.get().saved_method == ""


def test_a_kept_account_without_cover_leaves_the_next_invoice_open(
    invoice, open_page, agree, look, answer, at
):
    attempt = open_page(invoice, consent_words=WORDS)
    agree(attempt)
    answer(pays=True)
    look(attempt)
    second = issued(invoice.member, FEE, origin="2")
    charged = actions.charge_saved(invoice_id=second.pk, by=TREASURER, at=at())
    answer(pays=False)

    assert look(charged).state == AttemptState.ENDED
    assert invoices.open_amount(second.pk) == FEE


def test_an_invoice_that_stripe_sends_is_paid_by_debit(invoice, desk_of, look, answer, at):
    sent = actions.send_through_stripe(invoice_id=invoice.pk, by=TREASURER, at=at())
    with desk_of() as desk:
        hands.pay_invoice(desk, desk.drawer.things[sent.page], "sepa_debit")
    assert look(sent).state == AttemptState.PENDING
    answer(pays=False)
    assert look(sent).state == AttemptState.OPEN  # its page is still there to pay at
    with desk_of() as desk:
        hands.pay_invoice(desk, desk.drawer.things[sent.page], "sepa_debit")
    answer(pays=True)

    assert look(sent).state == AttemptState.PAID
    assert invoices.open_amount(invoice.pk) == 0


def test_a_debit_is_refunded_and_paid_out_in_euros(invoice, open_page, agree, look, answer, desk_of, at):
    attempt = open_page(invoice)
    agree(attempt)
    answer(pays=True)
    look(attempt)
    charge = Charge.objects.get()
    actions.refund_charge(
        charge_id=charge.pk, amount=2_000, reason="Halva året", request=uuid4(), by=TREASURER, at=at()
    )
    assert Refund.objects.get().state == RefundState.PENDING
    with desk_of() as desk:
        hands.refund_arrives(desk, desk.drawer.all("refund")[0])
        hands.pay_out(desk, "eur")
    actions.reconcile(at=at())

    assert Refund.objects.get().state == RefundState.SUCCEEDED
    payout = Payout.objects.get()
    assert (payout.currency, payout.amount, payout.posted_at is not None) == ("eur", FEE - 2_000 - 35, True)
    assert balances() == {1510: 2_000, 1930: 9_965, 3001: -FEE, 6570: 35}


def test_a_payer_whose_bank_takes_it_back_owes_it_again(invoice, open_page, agree, look, answer, desk_of, at):
    attempt = open_page(invoice)
    agree(attempt)
    answer(pays=True)
    look(attempt)
    with desk_of() as desk:
        hands.dispute(desk, desk.drawer.things[Charge.objects.get().charge], "debit_not_authorized")
    actions.reconcile(at=at())

    assert invoices.open_amount(invoice.pk) == FEE


def test_the_payer_sees_what_can_be_done_and_what_it_agrees_to(invoice, open_page, agree, look):
    from billing.payments.api.paying import paying

    before = paying(invoice.pk)
    assert (before["currency"], before["ways"], before["may_pay_online"]) == (
        "EUR",
        ("card", "sepa_debit"),
        True,
    )
    assert before["consent_words"] == WORDS
    attempt = open_page(invoice)
    agree(attempt)
    look(attempt)
    after = paying(invoice.pk)

    assert after["may_pay_online"] is False
    assert [one["code"] for one in after["obstacles"]] == ["billing.payments.obstacle_on_its_way"]
    assert after["attempt"].state == AttemptState.PENDING


def test_a_swedish_association_is_asked_for_swish_and_never_for_debit(till, member, open_page):
    attempt = open_page(issued(member, 300_000))

    assert till.ways == ["card", "swish"]
    assert attempt.order["ways"] == []
    assert not queries.takes_debit()
    assert rules.consent_words("sv", till.ways) == rules.CONSENT["sv"]


def test_an_account_that_was_opened_in_kronor_is_asked_for_debit_when_the_currency_is_changed(
    till, stripe_here, at
):
    from billing.invoices.actions import change_settings

    change_settings({"currency": "EUR", "bankgiro": ""}, by=TREASURER, at=at())
    actions.onboarding_link(back_to="/kassa/installningar")

    assert actions.look_at_account(at=at()).ways == ["card", "swish", "sepa_debit"]
    assert rules.ways_of("eur", queries.till().ways) == ("card", "sepa_debit")


@pytest.mark.parametrize(
    ("country", "currency", "wanted"),
    [
        ("SE", "sek", ("card_payments", "swish_payments", "transfers")),
        ("SE", "eur", ("card_payments", "sepa_debit_payments", "transfers")),
        ("FI", "eur", ("card_payments", "sepa_debit_payments", "transfers")),
        ("FI", "sek", ("card_payments", "transfers")),
        ("NO", "nok", ("card_payments", "transfers")),
    ],
)
def test_an_account_is_asked_for_what_its_country_and_currency_have(country, currency, wanted):
    from billing.payments.gateway.through_stripe import capabilities

    assert capabilities(country=country, currency=currency) == wanted


def test_a_charge_in_another_currency_is_put_on_no_invoice(invoice, finnish):
    charge = Charge.objects.create(
        account=finnish, charge="py_sek", amount=FEE, currency="sek", method="card",
        at=datetime(2017, 1, 9, tzinfo=UTC),
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        actions.assign_charge(charge_id=charge.pk, invoice_id=invoice.pk, by=TREASURER, at=charge.at)

    charge.refresh_from_db()
    assert codes(refused) == ["obstacle_another_currency"]
    assert (charge.invoice_id, invoices.open_amount(invoice.pk)) == (None, FEE)


def test_a_payout_in_another_currency_is_kept_and_not_posted(finnish, desk_of, at):
    with desk_of() as desk:
        from billing.stripe_desk import objects

        paid = objects.intent(desk, {"amount": 50_000, "currency": "sek"})
        hands.settle_intent(desk, paid, "card")
        hands.pay_out(desk, "sek")
    actions.reconcile(at=at())

    assert (Payout.objects.get().posted_at, 1930 in balances()) == (None, False)
