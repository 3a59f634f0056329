"""From draft to issued: number, reference, parties, voucher; what is issued never changes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from billing.invoices import actions, queries
from billing.invoices.models import Invoice, InvoiceSettings, Line
from journal.models import Entry as Fact
from kernel.errors import Malformed, Refused
from tests.billing.conftest import (
    AT,
    DAY,
    TREASURER,
    at_the_end,
    balances,
    issued,
    new_draft,
    new_member,
    ready_to_bill,
)

A_LINE_MORE = """
INSERT INTO invoices_line (invoice_id, no, text_sv, text_en, detail_sv, detail_en, quantity, unit_price, net,
  vat_treatment, vat, account)
SELECT invoice_id, 9, 'x', '', '', '', 1, 1, 1, 'exempt', 0, 3001 FROM invoices_line
"""


def test_the_model_invoice_has_number_reference_and_due_day(member):
    invoice = issued(member)

    assert (invoice.number, invoice.ocr) == ("20170001", "2017000106")
    assert (invoice.issued_on, invoice.due_on) == (DAY, date(2017, 2, 8))
    assert (invoice.net, invoice.vat, invoice.total) == (400_000, 0, 400_000)
    assert balances() == {1510: 400_000, 3001: -400_000}
    assert queries.open_amount(invoice.pk) == 400_000


def test_without_the_length_digit_the_reference_is_a_digit_shorter(member):
    ready_to_bill(ocr_length_digit=False)

    assert issued(member).ocr == "201700010"


def test_issuing_again_changes_nothing(member):
    draft = new_draft(member)

    numbers = {
        actions.issue_invoice(invoice_id=draft.pk, on=DAY, by=TREASURER, at=AT).number for _ in range(3)
    }

    assert numbers == {"20170001"}
    assert balances() == {1510: 400_000, 3001: -400_000}
    assert Fact.objects.filter(kind="billing.invoices.issued").count() == 1


def test_a_draft_is_made_once_for_its_origin(member):
    first, second = new_draft(member), new_draft(member)

    assert first.pk == second.pk
    assert Line.objects.count() == 1


def test_a_draft_is_nothing_yet_and_can_be_discarded(member):
    draft = new_draft(member)

    for _ in range(2):
        actions.discard_draft(invoice_id=draft.pk)

    assert (Invoice.objects.count(), balances()) == (0, {})
    assert issued(member).number == "20170001"


def test_everything_that_is_missing_is_told_and_no_number_is_taken(in_alfa):
    member = new_member()
    draft = new_draft(member)
    InvoiceSettings.objects.all().delete()

    with pytest.raises(Refused) as no:
        actions.issue_invoice(invoice_id=draft.pk, on=DAY, by=TREASURER, at=AT)

    assert [o.code.rpartition(".")[2] for o in no.value.obstacles] == [
        "obstacle_no_org_number", "obstacle_no_seller_address", "obstacle_no_way_to_pay",
    ]  # fmt: skip
    ready_to_bill()
    assert actions.issue_invoice(invoice_id=draft.pk, on=DAY, by=TREASURER, at=AT).number == "20170001"


def test_nothing_to_pay_is_no_invoice(member):
    draft = new_draft(member, 0)

    with pytest.raises(Refused) as no:
        actions.issue_invoice(invoice_id=draft.pk, on=DAY, by=TREASURER, at=AT)

    assert [o.code for o in no.value.obstacles] == ["billing.invoices.obstacle_nothing_to_pay"]


@pytest.mark.parametrize(
    ("treatment", "account", "vat"),
    [("25", 2611, 100_013), ("12", 2621, 48_006), ("6", 2631, 24_003), ("exempt", None, 0)],
)
def test_vat_is_half_up_on_the_line_and_on_its_own_account(member, treatment, account, vat):
    ready_to_bill(vat_id="SE802999001001")
    actions.change_billing_details(
        member_id=member.pk, values={"street": "Storgatan 1", "postal_code": "352 30"}, by=TREASURER, at=AT
    )

    invoice = issued(member, 400_050, vat=treatment)

    assert (invoice.vat, invoice.total) == (vat, 400_050 + vat)
    assert balances() == {1510: 400_050 + vat, 3001: -400_050} | ({account: -vat} if account else {})


def test_an_invoice_with_vat_needs_the_numbers_and_addresses_that_the_law_asks_for(member):
    draft = new_draft(member, vat="25")

    with pytest.raises(Refused) as no:
        actions.issue_invoice(invoice_id=draft.pk, on=DAY, by=TREASURER, at=AT)

    assert [o.code.rpartition(".")[2] for o in no.value.obstacles] == [
        "obstacle_no_vat_id", "obstacle_no_buyer_address",
    ]  # fmt: skip


def test_the_buyer_stays_as_it_was_on_the_day(member):
    invoice = issued(member)
    member.name = "Nytt namn AB"
    member.save()

    kept = queries.invoice(invoice.pk)

    assert (kept.buyer["name"], kept.buyer["reference"]) == ("Medlem 001 AB", "Kontakt 1")
    assert (kept.seller["org_number"], kept.seller["bankgiro"]) == ("802999-0010", "9990003")


def test_the_members_own_wishes_come_before_the_register(member):
    actions.change_billing_details(
        member_id=member.pk, values={"email": "faktura@medlem.example", "reference": "PO 7"},
        by=TREASURER, at=AT,
    )  # fmt: skip

    buyer = issued(member).buyer

    assert (buyer["email"], buyer["reference"], buyer["town"]) == ("faktura@medlem.example", "PO 7", "Växjö")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE invoices_invoice SET total = 1, net = 1",
        "UPDATE invoices_invoice SET state = 'draft'",
        "DELETE FROM invoices_invoice",
        "UPDATE invoices_line SET text_sv = 'x'",
        "DELETE FROM invoices_line",
        A_LINE_MORE,
        "TRUNCATE invoices_invoice CASCADE",
    ],
)
def test_the_database_changes_nothing_that_is_issued(member, statement):
    issued(member)
    at_the_end()

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_issued_invoice_is_not_discarded(member):
    with pytest.raises(Refused) as no:
        actions.discard_draft(invoice_id=issued(member).pk)

    assert [o.code for o in no.value.obstacles] == ["billing.invoices.obstacle_issued"]


def test_lines_that_cannot_be_are_named(member):
    with pytest.raises(Malformed) as no:
        new_draft(member, 100, -1, 100)

    assert [(o.code, o.params["line"]) for o in no.value.fields["lines"]] == [
        ("billing.invoices.error_line", 2)
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [("bankgiro", "999-0004"), ("org_number", "802999-0011"), ("vat_id", "SE1"), ("iban", "SE12")],
)
def test_settings_with_a_wrong_check_digit_are_refused(in_alfa, field, value):
    with pytest.raises(Malformed) as no:
        ready_to_bill(**{field: value})

    assert list(no.value.fields) == [field]
    assert InvoiceSettings.objects.count() == 0


def test_settings_that_say_the_same_are_recorded_once(in_alfa):
    for _ in range(2):
        ready_to_bill()

    assert Fact.objects.filter(kind="billing.invoices.settings_changed").count() == 1


def test_the_decision_behind_the_fee_is_cited(member):
    from tenants.decisions.models import Decision
    from voting.meetings.models import Meeting

    taken = datetime(2016, 10, 11, 14, 0, tzinfo=UTC)
    meeting = Meeting.objects.create(
        title="Konstituerande möte", starts_at=taken, registration_closes_at=taken, created_at=taken
    )
    decision = Decision.objects.create(
        meeting=meeting.pk,
        item_no=11,
        text_sv="Avgifterna fastställdes.",
        method="acclamation",
        taken_at=taken,
    )

    invoice = issued(member, decision=decision.pk)

    assert invoice.citation_sv == "beslut §\u00a011, konstituerande möte 2016-10-11"
    assert invoice.citation_en == "decision §\u00a011, constitutive meeting 2016-10-11"


def test_an_invoice_is_found_by_its_reference_or_by_its_number(member):
    invoice = issued(member)

    found = [queries.invoice_by_ocr(typed) for typed in ("2017 0001 06", "20170001", "2017000107", "")]

    assert [one and one.pk for one in found] == [invoice.pk, invoice.pk, None, None]


def test_a_stranger_is_no_member(billing):
    from types import SimpleNamespace

    from kernel.errors import Missing

    with pytest.raises(Missing):
        new_draft(SimpleNamespace(pk=uuid4()))
