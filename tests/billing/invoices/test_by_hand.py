"""Money that the treasurer saw herself, drafts written anew and printed, and links that stand on paper."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.test import override_settings

from billing.books.queries import trial_balance
from billing.invoices import actions, queries
from billing.invoices.enums import Vat
from billing.invoices.models import Invoice, InvoiceFile
from journal.models import Entry as Fact
from kernel.errors import Malformed, Missing, Refused
from tests.billing.conftest import AT, DAY, TREASURER, balances, issued, new_draft, new_member, pay


def by_hand(invoice, amount, *, key=None, on=DAY, **more):
    return actions.record_payment(
        invoice_id=invoice.pk, amount=amount, on=on, key=key or uuid4(), by=TREASURER, at=AT, **more
    )


def test_a_payment_by_hand_is_booked_once_on_its_day_and_account(member):
    invoice, key = issued(member, 400_000), uuid4()

    for _ in range(2):
        by_hand(invoice, 150_000, key=key, account=1940)

    assert queries.balance_of(invoice.pk) == 250_000
    assert balances() == {1510: 250_000, 1940: 150_000, 3001: -400_000}
    assert Fact.objects.filter(kind="billing.invoices.settled").count() == 1
    with pytest.raises(Refused):
        by_hand(invoice, 160_000, key=key, account=1940)


def test_a_payment_that_has_not_come_yet_is_no_payment(member):
    invoice = issued(member, 400_000)

    with pytest.raises(Malformed) as no:
        by_hand(invoice, 400_000, on=date(2017, 1, 10))

    assert [one.code for one in no.value.fields["on"]] == ["billing.invoices.error_on_later"]
    assert queries.balance_of(invoice.pk) == 400_000


def test_a_mistake_is_taken_back_with_a_reason_once_and_the_history_says_which_can_be(member):
    invoice, key = issued(member, 400_000), uuid4()
    by_hand(invoice, 400_000, key=key)
    before = [one.hand for one in queries.history(invoice.pk)]

    with pytest.raises(Malformed):
        actions.take_back_payment(key=key, on=DAY, reason=" ", by=TREASURER, at=AT)
    for _ in range(2):
        actions.take_back_payment(key=key, on=DAY, reason="Fel faktura", by=TREASURER, at=AT)

    assert before == [None, key]
    assert [one.hand for one in queries.history(invoice.pk)] == [None, None, None]
    assert (queries.balance_of(invoice.pk), trial_balance().total) == (400_000, 0)
    with pytest.raises(Missing):
        actions.take_back_payment(key=uuid4(), on=DAY, reason="Fel", by=TREASURER, at=AT)


def test_a_payment_of_another_source_is_not_taken_back_by_hand(member):
    invoice, key = issued(member, 400_000), uuid4()
    pay(invoice, 400_000, source=str(key))

    with pytest.raises(Missing):
        actions.take_back_payment(key=key, on=DAY, reason="Fel", by=TREASURER, at=AT)

    assert queries.balance_of(invoice.pk) == 0


def test_no_more_goes_back_than_was_paid_too_much_and_once(member):
    invoice, key = issued(member, 400_000), uuid4()
    by_hand(invoice, 500_000)

    with pytest.raises(Refused) as no:
        actions.pay_out(invoice_id=invoice.pk, amount=100_001, on=DAY, key=key, by=TREASURER, at=AT)
    for _ in range(2):
        actions.pay_out(invoice_id=invoice.pk, amount=100_000, on=DAY, key=key, by=TREASURER, at=AT)

    assert no.value.obstacles[0].params == {"available": 100_000}
    assert (queries.balance_of(invoice.pk), balances()[1930]) == (0, 400_000)


def test_a_draft_is_written_anew_and_an_issued_invoice_is_not(member):
    other = new_member(2)
    draft = new_draft(member, 400_000)
    wish = actions.NewInvoice(
        member=other.pk,
        origin=("hand", "elsewhere"),
        lines=[actions.NewLine(text_sv="Möteslokal", unit_price=100, quantity=3, vat=Vat.RATE_25)],
        terms_days=10,
    )

    actions.change_draft(invoice_id=draft.pk, new=wish, at=AT)
    again = Invoice.objects.get(pk=draft.pk)

    assert (again.member_id, again.net, again.vat, again.total) == (other.pk, 300, 75, 375)
    assert (again.origin_id, again.terms_days, again.lines.count()) == ("1", 10, 1)
    fixed = issued(member, 400_000, origin="2")
    with pytest.raises(Refused):
        actions.change_draft(invoice_id=fixed.pk, new=wish, at=AT)
    with pytest.raises(Malformed):
        actions.change_draft(
            invoice_id=draft.pk, new=actions.NewInvoice(member=other.pk, origin=("a", "b"), lines=[]), at=AT
        )


def test_a_draft_is_printed_to_look_at_and_nothing_of_it_is_kept(member):
    draft = new_draft(member, 400_000)

    content = actions.print_draft(invoice_id=draft.pk, language="sv", on=DAY, at=AT)

    assert content.startswith(b"%PDF")
    assert (InvoiceFile.objects.count(), Invoice.objects.get().number) == (0, None)
    with pytest.raises(Refused):
        actions.print_draft(invoice_id=issued(member, 1, origin="2").pk, language="sv", on=DAY, at=AT)


def test_the_next_number_is_told_and_not_taken(member):
    before = [queries.next_number(DAY) for _ in range(2)]
    invoice = issued(member, 400_000)

    assert before == ["20170001", "20170001"]
    assert (invoice.number, queries.next_number(DAY)) == ("20170001", "20170002")
    assert queries.next_number(date(2018, 3, 1)) == "20180001"


def test_a_printed_link_outlives_the_key_of_the_installation_and_a_draft_has_none(member):
    invoice, draft = issued(member, 400_000), new_draft(member, origin="2")
    token = queries.pay_token(invoice.pk)

    with override_settings(SECRET_KEY="another key altogether, 0123456789 0123456789"):
        assert queries.invoice_of_token(token) == invoice.pk
        assert queries.pay_token(invoice.pk) == token
    for wrong in (token[:-1] + ("0" if token[-1] != "0" else "1"), queries.pay_token(draft.pk)):
        with pytest.raises(Missing):
            queries.invoice_of_token(wrong)


def test_the_settings_take_a_swish_number_as_people_write_it_and_print_it(member):
    actions.change_settings({"swish": "123 456 78 90"}, by=TREASURER, at=AT)
    with pytest.raises(Malformed) as no:
        actions.change_settings({"swish": "070-123 45 67"}, by=TREASURER, at=AT)
    invoice = issued(member, 400_000)
    facts = queries.paper_facts(queries.invoice(invoice.pk), "sv")

    assert [one.code for one in no.value.fields["swish"]] == ["billing.invoices.error_swish"]
    assert facts.seller.swish == "1234567890"
    assert queries.letter_values(invoice)["swish_line"] == "Swish: 123 456 78 90"
