"""The doors to the books: years, the chart with its balances, vouchers, and who may read them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from billing.books import actions, rules
from billing.books.actions import Posting
from tests.billing.conftest import AT, DAY, TREASURER, issued, pay

NEXT_YEAR = date(2018, 2, 1)


@pytest.fixture
def ask(get):
    """ask(role, path) → the answer of GET /api/books…"""
    return lambda who, path="": get(who, f"/api/books{path}")


def post(amount, *, on=DAY, source="1", debit=1930, credit=3001):
    return actions.post_voucher(
        series="A", on=on, text="Insättning Åsen",
        entries=[Posting(account=debit, amount=amount), Posting(account=credit, amount=-amount)],
        source=("by hand", source), by=TREASURER, at=AT,
    )  # fmt: skip


def test_years_tell_what_they_hold(billing, ask):
    post(100_05)
    post(50_00, source="2")
    post(7_00, on=NEXT_YEAR, source="3")

    told = ask("treasurer").json()

    assert [
        (one["name"], one["from_date"], one["vouchers"], one["turnover"], one["total"])
        for one in told["years"]
    ] == [("2018", "2018-01-01", 1, 7_00, 0), ("2017", "2017-01-01", 2, 150_05, 0)]
    assert told["closed_through"] is None


def test_the_chart_has_every_account_and_income_begins_each_year_at_nothing(billing, ask):
    post(100_05)
    post(7_00, on=NEXT_YEAR, source="2")
    post(2_00, on=NEXT_YEAR, source="3", debit=6570, credit=1930)

    told = ask("auditor", "/balance?year=2018").json()
    rows = {one["number"]: one for one in told["rows"]}

    assert len(rows) == 21
    assert [rows[1930][name] for name in ("opening", "debit", "credit", "closing")] == [
        100_05, 7_00, 2_00, 105_05,
    ]  # fmt: skip
    assert [rows[3001][name] for name in ("opening", "debit", "credit", "closing")] == [0, 0, 7_00, -7_00]
    assert (told["carried"], told["result"], told["total"]) == (-100_05, 5_00, 0)
    assert rows[2499]["closing"] == 0


def test_a_voucher_is_whole_and_names_the_invoice_it_is_about(member, ask):
    invoice = issued(member, 400_000)
    pay(invoice, 100_000)
    hand = post(5_00)

    told = ask("treasurer", "/vouchers?year=2017").json()
    by_name = {one["name"]: one for one in told["rows"]}
    paid = next(one for one in told["rows"] if one["text"].startswith("Betalning"))

    assert (told["count"], told["page"], told["pages"]) == (3, 1, 1)
    assert paid["invoices"] == [str(invoice.pk)]
    assert {(one["account"], one["amount"]) for one in paid["entries"]} == {
        (1930, 100_000), (1510, -100_000),
    }  # fmt: skip
    assert by_name[str(hand)]["invoices"] == []
    assert {sum(entry["amount"] for entry in one["entries"]) for one in told["rows"]} == {0}


def test_vouchers_are_found_by_name_word_and_account(member, ask):
    pay(issued(member, 400_000), 100_000)
    hand = post(5_00)

    def names(query):
        return [one["name"] for one in ask("treasurer", f"/vouchers?year=2017&{query}").json()["rows"]]

    assert names(f"q={str(hand).lower()}&account=1930") == [str(hand)]
    assert names("q=åsen") == [str(hand)]
    assert len(names("account=1930")) == 2
    assert len(names("account=1510")) == 2
    assert names("q=ingenting") == []
    assert names("account=9999") == []


def test_a_reversed_voucher_and_its_mirror_name_each_other(billing, ask):
    wrong = post(5_00)
    mirror = actions.reverse_voucher(voucher_id=wrong.pk, on=DAY, text="Fel", by=TREASURER, at=AT)

    rows = {one["name"]: one for one in ask("treasurer", "/vouchers?year=2017").json()["rows"]}

    assert rows[str(wrong)]["reversed_by"] == str(mirror)
    assert rows[str(mirror)]["reverses"] == str(wrong)


def test_a_voucher_has_an_address_of_its_own_whatever_it_is_about(member, ask):
    wrong = post(5_00)
    mirror = actions.reverse_voucher(
        voucher_id=wrong.pk, on=DAY, text="Fel", text_en="Wrong", by=TREASURER, at=AT
    )
    invoice = issued(member, 400_000)

    told = ask("auditor", f"/vouchers/{wrong.pk}").json()
    back = ask("auditor", f"/vouchers/{mirror.pk}").json()
    billed = ask("treasurer", "/vouchers?year=2017&q=faktura").json()["rows"][0]

    assert (told["name"], told["year"], told["invoices"]) == (str(wrong), "2017", [])
    assert (told["reversed_by_id"], back["reverses_id"]) == (str(mirror.pk), str(wrong.pk))
    assert (told["text"], told["text_en"]) == ("Insättning Åsen", "")
    assert (back["text"], back["text_en"]) == ("Fel", "Wrong")
    assert billed["text"] == f"Faktura {invoice.number} {member.name}"
    assert billed["text_en"] == f"Invoice {invoice.number} {member.name}"
    assert ask("treasurer", "/vouchers/00000000-0000-4000-8000-000000000000").status_code == 404


NOT_YET_IN_ENGLISH = {
    "Faktura 1000 Åsens Glas AB": "Invoice 1000 Åsens Glas AB",
    "Kreditfaktura 1001 Åsens Glas AB": "Credit note 1001 Åsens Glas AB",
    "Betalning av faktura 1000 Åsens Glas AB": "Payment of invoice 1000 Åsens Glas AB",
    "Återbetalning av faktura 1000 Åsens Glas AB": "Repayment of invoice 1000 Åsens Glas AB",
    "Avskrivning av faktura 1000 Åsens Glas AB": "Write-off of invoice 1000 Åsens Glas AB",
    "Rättelse av B12, faktura 1000 Åsens Glas AB": "Correction of B12, invoice 1000 Åsens Glas AB",
    "Överbetalning av 1000 används till 1001 Åsen": "Overpayment of 1000 used for 1001 Åsen",
    "Rättelse av B12": "Correction of B12",
    "Inbetalning Åsens Glas AB": "Incoming payment Åsens Glas AB",
    "Återbetald inbetalning 555": "Incoming payment paid back 555",
    "Samma pengar som i BgMax4.txt": "The same money as in BgMax4.txt",
    "Utbetalning från Stripe po_1": "Payout from Stripe po_1",
    "Utbetalning från Stripe po_1 kom tillbaka": "Payout from Stripe po_1 came back",
    "Gåva till jubileet": "",
    "Rättelse av en gåva": "",
}


def test_what_the_house_wrote_in_swedish_alone_is_read_in_english_and_what_a_person_wrote_is_not(member, ask):
    for number, text in enumerate(NOT_YET_IN_ENGLISH):
        entries = [Posting(account=1930, amount=1), Posting(account=3001, amount=-1)]
        actions.post_voucher(
            series="B",
            on=DAY,
            text=text,
            entries=entries,
            source=("before", str(number)),
            by=TREASURER,
            at=AT,
        )
    typed = actions.book_by_hand(
        key=UUID(int=1), on=DAY, text="Faktura 1000", entries=entries, by=TREASURER, at=AT
    )
    pay(issued(member, 400_000), 100_000)

    rows = ask("treasurer", "/vouchers?year=2017").json()["rows"]
    said = {one["text"]: one["text_en"] for one in rows if one["source_kind"] == "before"}
    by_the_house = [one for one in rows if one["source_kind"] not in ("before", "manual")]

    assert said == NOT_YET_IN_ENGLISH
    assert [one["text_en"] for one in rows if one["id"] == str(typed.pk)] == [""]
    assert len(by_the_house) == 2
    assert [rules.english(one["text"], "", is_by_hand=False) for one in by_the_house] == [
        one["text_en"] for one in by_the_house
    ]


@pytest.mark.parametrize("path", ["", "/balance?year=2017", "/vouchers?year=2017", "/vouchers/{posted}"])
def test_only_the_treasurer_and_the_auditor_read_the_books(billing, ask, path):
    path = path.format(posted=post(5_00).pk)

    assert [ask(who, path).status_code for who in ("treasurer", "auditor", "office", "delegate", None)] == [
        200, 200, 403, 403, 401,
    ]  # fmt: skip


def test_a_year_that_is_not_there_is_missing_and_no_year_is_malformed(billing, ask):
    assert ask("treasurer", "/balance?year=1999").status_code == 404
    assert ask("treasurer", "/vouchers").status_code == 400
