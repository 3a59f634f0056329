"""A bank account in euros: camt by RF reference, kronor wait, BgMax is refused in words."""

from __future__ import annotations

import pytest

from billing.bank import actions, queries
from billing.bank.models import BankPayment
from billing.invoices.queries import open_amount
from billing.standards import creditor_reference
from kernel.errors import Refused
from tests.billing.bank.conftest import bgmax, book, camt, match, read, states, waiting
from tests.billing.conftest import AT, SELLER, TREASURER, balances, issued, new_member

FEE = 12_000


@pytest.fixture
def euro_bills(in_alfa):
    """Three members with an invoice of 120 € each."""
    from billing.invoices.actions import change_settings

    values = {**SELLER, "bankgiro": "", "currency": "EUR", "iban": "FI2112345600000785"}
    change_settings(values, by=TREASURER, at=AT)
    return [issued(new_member(n), FEE, origin=str(n)) for n in (1, 2, 3)]


def euros(*entries) -> bytes:
    return camt(*entries).replace(b'"SEK"', b'"EUR"').replace(b"9990003", b"FI2112345600000785")


def in_text(content: bytes, reference: str, text: str) -> bytes:
    """The same with the reference in a free text instead."""
    structured = f"<Strd><CdtrRefInf><Ref>{reference}</Ref></CdtrRefInf></Strd>".encode()
    assert structured in content
    return content.replace(structured, f"<Ustrd>{text}</Ustrd>".encode())


@pytest.mark.parametrize("as_written", ["{rf}", "{grouped}", "{small}", "{national}"])
def test_a_payment_with_the_reference_settles_its_invoice(euro_bills, as_written):
    rf = euro_bills[0].ocr
    told = as_written.format(rf=rf, grouped=creditor_reference.shown(rf), small=rf.lower(), national=rf[4:])
    book(euros(("E1", told, FEE, "Nobody We Know")))

    assert states() == [("done", 0, "")]
    assert open_amount(euro_bills[0].pk) == 0
    assert balances()[1930] == FEE
    assert BankPayment.objects.get().booked_in == "EUR"


def test_a_reference_in_the_text_settles_it_too(euro_bills):
    rf = euro_bills[1].ocr
    book(in_text(euros(("E1", rf, FEE, "Nobody")), rf, f"Jäsenmaksu {creditor_reference.shown(rf)}"))

    assert states() == [("done", 0, "")]
    assert open_amount(euro_bills[1].pk) == 0


def test_a_reference_whose_check_digits_fail_waits_with_the_near_one_suggested(euro_bills):
    rf = euro_bills[0].ocr
    wrong = rf[:-1] + str((int(rf[-1]) + 1) % 10)
    book(euros(("E1", wrong, FEE, "Nobody")))

    assert states() == [("waiting", FEE, "waits_reference_fails")]
    likely, _ = queries.suggestions([waiting()])
    [first, *_] = likely[waiting().pk]
    assert first.parts == ((euro_bills[0].pk, FEE),)
    assert first.because[0].code == "billing.bank.because_near_reference"


def test_digits_that_are_no_reference_of_ours_are_not_called_wrong(euro_bills):
    book(euros(("E1", "1234567", FEE, "Nobody")))

    assert states() == [("waiting", FEE, "waits_reference_unknown")]


def test_kronor_wait_until_somebody_has_written_what_they_came_to(euro_bills):
    book(camt(("E1", euro_bills[0].ocr, 135_000, "Nobody")))
    payment = waiting()

    assert states() == [("waiting", 0, "waits_currency")]
    assert payment.waits[0]["params"] == {"currency": "SEK", "own": "EUR"}
    actions.state_amount(payment_id=payment.pk, amount=FEE, by=TREASURER, at=AT)
    match(payment, (euro_bills[0], FEE))
    assert (open_amount(euro_bills[0].pk), balances()[1930]) == (0, FEE)


def test_euros_need_no_writing(euro_bills):
    book(euros(("E1", "", FEE, "Nobody")))
    with pytest.raises(Refused) as refused:
        actions.state_amount(payment_id=waiting().pk, amount=FEE, by=TREASURER, at=AT)

    assert [one.to_json()["code"] for one in refused.value.obstacles] == [
        "billing.bank.obstacle_amount_is_the_banks"
    ]


def test_a_file_of_bankgirots_is_refused_in_words(euro_bills):
    found = read(bgmax(("20170001", FEE, {})))
    with pytest.raises(Refused) as refused:
        actions.book_file(file_id=found.pk, by=TREASURER, at=AT)

    [obstacle] = refused.value.obstacles
    assert (obstacle.code, obstacle.params) == ("billing.bank.obstacle_bgmax_is_in_kronor", {"own": "EUR"})
    assert not BankPayment.objects.exists()


def test_a_list_that_names_no_currency_is_in_the_associations(euro_bills):
    rows = f"Bokföringsdag;Belopp;Referens;Avsändare\r\n2017-01-31;€ 120,00;{euro_bills[2].ocr};Nobody\r\n"
    book(rows.encode())

    assert states() == [("done", 0, "")]
    assert BankPayment.objects.get().currency == "EUR"
