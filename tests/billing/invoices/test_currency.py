"""What an association counts in: by its country until it chooses, and fast once an amount means something."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction

from billing.books import actions as books
from billing.books.rules import Posting
from billing.invoices import actions, queries, rules
from billing.invoices.models import Invoice, InvoiceSettings
from journal.models import Entry as Fact
from kernel.errors import Malformed, Refused
from kernel.money import CURRENCIES, MINUS, SPACE, money, unit
from tenants.decisions.models import Decision, Effect
from tests.billing.conftest import AT, DAY, SELLER, TREASURER, issued, new_draft, new_member, pay
from tests.billing.dues.conftest import decide

IBAN, BIC = "FI2112345600000785", "NDEAFIHH"
EUROS = {**SELLER, "bankgiro": "", "currency": "EUR", "iban": IBAN, "bic": BIC}
CHANGED = "billing.invoices.settings_changed"


def flat(text: str) -> str:
    return text.replace(SPACE, " ").replace(MINUS, "-")


@pytest.fixture
def in_euros(in_alfa):
    """Alfa, which counts in euros and is ready to bill."""
    actions.change_settings(EUROS, by=TREASURER, at=AT)
    return in_alfa


def refused_codes(call) -> list[str]:
    with pytest.raises(Refused) as refused:
        call()
    return [one.code.rpartition(".")[2] for one in refused.value.obstacles]


def to_euros() -> None:
    actions.change_settings({"currency": "EUR", "bankgiro": ""}, by=TREASURER, at=AT)


def in_the_database(code: str = "EUR") -> None:
    """What somebody with the database's own password would try."""
    with transaction.atomic():
        InvoiceSettings.objects.update(currency=code, bankgiro="")


@pytest.mark.parametrize(
    ("country", "code"),
    [("SE", "SEK"), ("FI", "EUR"), ("DE", "EUR"), ("NL", "EUR"), ("DK", "DKK"), ("NO", "NOK"), ("XX", "EUR")],
)
def test_until_it_chooses_an_association_counts_as_its_country_does(in_alfa, monkeypatch, country, code):
    from kernel import tenancy

    monkeypatch.setattr(tenancy.current(), "country", country)

    assert queries.currency() == code
    assert queries.terms().currency == code
    kept = actions.change_settings({"town": "Vasa"}, by=TREASURER, at=AT)
    assert (kept.currency, queries.currency()) == (code, code)
    assert kept.country == ("SE" if country == "XX" else country)


def test_it_is_chosen_freely_while_no_amount_means_anything(billing):
    assert queries.obstacles_to_another_currency() == []
    to_euros()
    actions.change_settings({"currency": "NOK"}, by=TREASURER, at=AT)

    assert queries.currency() == "NOK"
    assert [one.body["fields"] for one in Fact.objects.filter(kind=CHANGED).order_by("pk")][-2:] == [
        ["bankgiro", "currency"],
        ["currency"],
    ]


def decided_fee() -> None:
    decide(kind="constituting", item_no=11, effect="fees_set", body={"period": {}, "classes": []})


def a_voucher() -> None:
    entries = [Posting(account=1930, amount=100), Posting(account=3990, amount=-100)]
    books.post_voucher(
        series="B", on=DAY, text="Gåva", entries=entries, source=("test", "1"), by=TREASURER, at=AT
    )


@pytest.mark.parametrize(
    ("happening", "codes", "held_by_the_database"),
    [
        (decided_fee, ["obstacle_fee_is_decided"], True),
        (lambda: new_draft(new_member()), ["obstacle_has_invoices"], False),
        (a_voucher, ["obstacle_has_vouchers"], True),
        (lambda: issued(new_member()), ["obstacle_has_invoices", "obstacle_has_vouchers"], True),
    ],
    ids=["a fee is decided", "a draft is written", "something is booked", "an invoice is issued"],
)
def test_it_stays_once_an_amount_is_decided_billed_or_booked(billing, happening, codes, held_by_the_database):
    happening()
    before = Fact.objects.count()

    assert refused_codes(to_euros) == codes
    assert (queries.currency(), Fact.objects.count()) == ("SEK", before)
    if held_by_the_database:
        with pytest.raises(IntegrityError, match="decided, billed or booked"):
            in_the_database()
    actions.change_settings({"currency": "SEK", "town": "Växjö"}, by=TREASURER, at=AT)
    assert InvoiceSettings.objects.get().town == "Växjö"


def test_a_decision_that_is_taken_back_sets_it_free(billing):
    decided_fee()
    Effect.objects.update(undone_at=AT)
    to_euros()

    Effect.objects.update(undone_at=None)
    assert refused_codes(lambda: actions.change_settings({"currency": "SEK"}, by=TREASURER, at=AT)) == [
        "obstacle_fee_is_decided"
    ]
    Decision.objects.update(retracted_at=AT, retracted_because="Fel i kallelsen.")
    actions.change_settings({"currency": "SEK"}, by=TREASURER, at=AT)
    assert queries.currency() == "SEK"


def test_bankgiro_and_swish_take_kronor_and_nothing_else(in_alfa):
    both = {"bankgiro": "999-0003", "swish": "123 900 12 34"}
    with pytest.raises(Malformed) as malformed:
        actions.change_settings({**SELLER, **both, "currency": "EUR"}, by=TREASURER, at=AT)

    assert {name: one[0].code for name, one in malformed.value.fields.items()} == {
        "bankgiro": "billing.invoices.error_bankgiro_takes_kronor",
        "swish": "billing.invoices.error_swish_takes_kronor",
    }
    actions.change_settings(EUROS, by=TREASURER, at=AT)
    for way, number in (("bankgiro", "9990003"), ("swish", "1239001234")):
        with pytest.raises(IntegrityError, match="bankgiro_and_swish_take_kronor"), transaction.atomic():
            InvoiceSettings.objects.update(**{way: number})
    with pytest.raises(IntegrityError, match="a_currency_we_know"), transaction.atomic():
        InvoiceSettings.objects.update(currency="USD")


def test_without_an_iban_there_is_nothing_to_pay_euros_to(in_alfa):
    actions.change_settings({**EUROS, "iban": ""}, by=TREASURER, at=AT)
    draft = new_draft(new_member())

    codes = refused_codes(lambda: actions.issue_invoice(invoice_id=draft.pk, on=DAY, by=TREASURER, at=AT))
    assert codes == ["obstacle_no_iban"]


def test_a_bic_is_read_as_people_write_it_and_nothing_else_is_one(in_alfa):
    assert actions.change_settings({"bic": "ndea fihh"}, by=TREASURER, at=AT).bic == BIC
    with pytest.raises(Malformed) as malformed:
        actions.change_settings({"bic": "NORDEA"}, by=TREASURER, at=AT)
    assert malformed.value.fields["bic"][0].code == "billing.invoices.error_bic"


def test_an_invoice_in_euros_has_an_rf_reference_and_the_books_have_cents(in_euros):
    invoice = issued(new_member(), 12_050)

    assert (invoice.currency, invoice.number, invoice.ocr) == ("EUR", "20170001", "RF87201700015")
    assert (invoice.seller["iban"], invoice.seller["bic"]) == (IBAN, BIC)
    pay(invoice, 12_050)
    assert queries.open_amount(invoice.pk) == 0
    assert queries.invoice_by_ocr("rf87 2017 0001 5").pk == invoice.pk


def test_the_database_issues_nothing_in_another_currency(billing):
    draft = new_draft(new_member())
    invoice = issued(new_member(2), origin="2")

    draft.refresh_from_db()
    draft.state, draft.currency, draft.serial, draft.number = "issued", "EUR", 2, "20170002"
    draft.year, draft.issued_at, draft.issued_on, draft.due_on = invoice.year, AT, DAY, DAY
    with pytest.raises(IntegrityError, match="an invoice in EUR where SEK is counted"), transaction.atomic():
        draft.save()
    assert Invoice.objects.filter(state="issued").count() == 1


@pytest.mark.parametrize(
    ("lang", "said", "label"), [("sv", "1 120,50 €", "Belopp, €"), ("en", "€1,120.50", "Amount, EUR")]
)
def test_the_paper_tells_euros_iban_and_reference(in_euros, lang, said, label):
    paper = rules.paper_of(queries.paper_facts(issued(new_member(), 112_050), lang), lang)

    assert (flat(paper["total"]), flat(paper["amount_label"])) == (said, label)
    assert [row["text"] for row in paper["bank"][:-1]] == ["FI21 1234 5600 0007 85", BIC, "RF87 2017 0001 5"]
    assert flat(paper["bank"][-1]["text"]) in said
    assert not any(word in str(paper) for word in (f"{SPACE}kr", "SEK", "Bankgiro", "OCR"))


def test_the_letter_tells_euros_and_the_reference(in_euros):
    values = queries.letter_values(issued(new_member(), 112_050))

    assert flat(values["amount"]) == "1 120,50 €"
    assert values["iban_line"] == f"IBAN: {IBAN}, BIC: {BIC}"
    assert values["ocr_line"] == "Referens: RF87 2017 0001 5"
    assert (values["bankgiro_line"], values["swish_line"]) == ("", "")


def test_those_who_have_decided_in_kronor_already_stay_in_kronor(in_alfa, monkeypatch):
    from kernel import tenancy

    monkeypatch.setattr(tenancy.current(), "country", "FI")
    migration = import_module("billing.invoices.migrations.0007_the_currency_stays")

    def migrated() -> str:
        with connection.cursor() as cursor:
            cursor.execute(migration.KRONOR_SO_FAR)
        return queries.currency()

    assert migrated() == "EUR"  # nothing was ever told in kronor
    assert not InvoiceSettings.objects.exists()
    decided_fee()
    assert [migrated(), migrated()] == ["SEK", "SEK"]
    assert refused_codes(to_euros) == ["obstacle_fee_is_decided"]


def test_whoever_had_settings_before_counts_in_kronor(in_alfa):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_default FROM information_schema.columns WHERE table_schema ="
            " current_schema() AND column_name IN ('currency', 'booked_in') AND table_name IN"
            " ('invoices_invoicesettings', 'invoices_invoice', 'bank_bankpayment') AND column_default <> ''"
        )
        assert {name: said[1:4] for name, said in cursor.fetchall()} == {
            "invoices_invoicesettings": "SEK", "invoices_invoice": "SEK", "bank_bankpayment": "SEK",
        }  # fmt: skip


def test_an_amount_is_said_as_it_is_there():
    said = {
        code: [
            flat(money(amount, lang, currency=code)) for lang in ("sv", "en") for amount in (400_000, -12_345)
        ]
        for code in CURRENCIES
    }

    assert said == {
        "SEK": ["4 000 kr", "-123,45 kr", "SEK 4,000", "SEK -123.45"],
        "EUR": ["4 000 €", "-123,45 €", "€4,000", "-€123.45"],
        "DKK": ["4 000 DKK", "-123,45 DKK", "DKK 4,000", "DKK -123.45"],
        "NOK": ["4 000 NOK", "-123,45 NOK", "NOK 4,000", "NOK -123.45"],
    }
    assert [unit("EUR", "sv"), unit("EUR", "en"), unit("SEK", "sv")] == ["€", "EUR", "kr"]


def test_settings_that_nobody_has_kept_can_be_sent_back_as_they_are_told(in_alfa, person, client_of):
    keeper = client_of(in_alfa, person("treasurer"))
    told = keeper.get("/api/invoices/settings").json()

    assert (told["currency"], told["bic"], told["iban"]) == ("SEK", "", "")
    answer = keeper.patch("/api/invoices/settings", {"bic": told["bic"], "town": "Kalmar"}, format="json")
    assert answer.status_code == 200
