"""Reports: every sum is the ledger's, the files say what the screens say, and only some may have them."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from billing.books.models import Entry
from billing.books.queries import year_of
from billing.invoices import actions
from billing.invoices.rules import OWED
from billing.reports import queries
from tests.billing.conftest import AT, DAY, TREASURER, issued, new_member, pay

LATE = DAY + timedelta(days=60)
WHO = ("treasurer", "auditor", "office", "delegate", None)


@pytest.fixture
def full(billing):
    """Paid, partly paid, credited, paid too much, refunded, moved; two classes and one without."""
    one = new_member(1, name='=cmd|"/c calc"!A1')
    two, three = new_member(2, name="Åsens Öl AB"), new_member(3)
    first = issued(one, 400_005, origin="1", fee_class="F1")
    second = issued(two, 150_000, origin="2", fee_class="F1", terms_days=90)
    third = issued(three, 800_000, origin="3", fee_class="K1")
    fourth = issued(two, 50_000, origin="4")
    pay(first, 400_005, "1")
    pay(second, 200_000, "2")
    pay(third, 300_000, "3")
    actions.credit_invoice(
        invoice_id=third.pk, reason="Fel", on=DAY, key="1", lines={1: 100_000}, by=TREASURER, at=AT
    )
    more = {"on": DAY, "by": TREASURER, "at": AT}
    actions.move_overpayment(from_invoice=second.pk, to_invoice=fourth.pk, amount=20_000, key="m", **more)
    actions.refund_invoice(invoice_id=second.pk, amount=10_000, source=("test", "r"), **more)
    return {"first": first, "second": second, "third": third, "fourth": fourth}


def owed() -> int:
    return sum(Entry.objects.filter(account__in=OWED).values_list("amount", flat=True))


def book(answer):
    return load_workbook(io.BytesIO(answer.content))


def rows(page):
    return [[cell.value for cell in row] for row in page.iter_rows()]


def ore(value) -> int:
    return int(Decimal(str(value)) * 100)


def test_what_was_billed_less_all_that_became_of_it_is_the_ledgers(full):
    balances = queries.balance_rows()
    invoices = queries.invoice_rows(today=LATE)
    payments = queries.payment_rows()

    assert owed() == 410_000
    assert sum(one.sums.balance for one in balances) == owed()
    assert sum(one.open for one in invoices) == owed()
    assert sum(one.amount for one in payments) == 400_005 + 200_000 + 300_000 - 10_000
    assert sum(one.sums.paid for one in invoices) == sum(one.amount for one in payments)
    assert sum(one.total for one in invoices) == 1_400_005 - 100_000
    assert [one.sums.balance for one in balances] == [0, 10_000, 400_000]


def test_a_move_between_a_members_invoices_is_no_payment(full):
    by_number = {one.number: one for one in queries.invoice_rows(today=LATE)}

    assert (by_number["20170002"].sums.other, by_number["20170004"].sums.other) == (20_000, -20_000)
    assert (by_number["20170002"].open, by_number["20170004"].open) == (-20_000, 30_000)


def test_classes_tell_paid_due_and_overdue(full):
    year = year_of(DAY)

    classes = {one.code: one for one in queries.overview(year, today=LATE).classes}
    early = {one.code: one for one in queries.overview(year, today=DAY).classes}

    assert list(classes) == ["F1", "K1", ""]
    assert (classes["F1"].invoices, classes["F1"].sums.paid, classes["F1"].credit) == (2, 590_005, 20_000)
    assert (classes["K1"].due, classes["K1"].overdue, classes["K1"].sums.credited) == (0, 400_000, 100_000)
    assert (early["K1"].due, early["K1"].overdue) == (400_000, 0)


def test_months_end_with_what_the_ledger_says_is_owed(full):
    year = year_of(DAY)
    pay(
        full["third"],
        100_000,
        "later",
    )
    months = queries.overview(year, today=date(2017, 3, 1)).months

    assert [one.month for one in months] == [date(2017, 1, 1), date(2017, 2, 1), date(2017, 3, 1)]
    assert (months[0].billed, months[0].paid) == (1_300_005, 990_005)
    assert [one.owed for one in months] == [owed()] * 3


def test_the_number_of_queries_does_not_grow_with_the_rows(full):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as found:
            queries.invoice_rows(today=LATE)
            queries.payment_rows()
            queries.balance_rows()
        return len(found)

    before = asked()
    for no in range(4, 7):
        pay(issued(new_member(no), 100_000, origin=f"o{no}"), 50_000, f"p{no}")

    assert asked() == before


def test_the_workbook_of_everything_is_read_back_and_agrees_with_the_ledger(full, get):
    answer = get("treasurer", "/api/reports/file?of=all")
    found = book(answer)
    invoices, payments, members, classes = (rows(page) for page in found.worksheets)

    assert found.sheetnames == ["Fakturor", "Betalningar", "Medlemmars saldon", "Avgiftsklasser"]
    assert answer["Content-Disposition"].startswith('attachment; filename="rapport-')
    assert answer["Cache-Control"] == "no-store"
    at = invoices[0].index("Kvar att betala")
    assert ore(invoices[-1][at]) == owed()
    assert sum(ore(row[at]) for row in invoices[1:-1] if row[at] is not None) == owed()
    assert ore(members[-1][-1]) == owed()
    assert ore(payments[-1][2]) == 890_005
    assert sum(ore(row[2]) for row in payments[1:-1]) == 890_005
    assert ore(classes[-1][6 - 1]) == 890_005
    assert [row[0] for row in classes[1:]] == ["F1", "K1", "Utan klass", "Summa"]


def test_a_members_name_never_becomes_a_formula(full, get):
    page = book(get("treasurer", "/api/reports/file?of=invoices&lang=en")).worksheets[0]
    name = page.cell(row=2, column=6)
    told = get("treasurer", "/api/reports/file?of=invoices&ending=csv").content.decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(told, newline=""), delimiter=";"))

    assert (name.value, name.data_type) == ('=cmd|"/c calc"!A1', "s")
    assert read[1][5] == '\'=cmd|"/c calc"!A1'
    assert read[1][read[0].index("Belopp")] == "4000,05"
    assert read[5][read[0].index("Belopp")] == "-1000,00"
    assert len(read) == 6


def test_a_period_has_its_own_invoices_and_payments(full, get):
    day = DAY + timedelta(days=1)
    path = f"/api/reports/file?of=invoices&ending=csv&from_date={day.isoformat()}"

    assert get("treasurer", path).content.decode("utf-8-sig").count("\r\n") == 1
    assert queries.payment_rows(from_date=day) == []
    assert queries.balance_rows(to_date=DAY - timedelta(days=1)) == []


def test_the_overview_of_an_association_that_has_billed_nobody_is_empty(billing, get):
    assert get("treasurer", "/api/reports/overview").json() == {
        "year": "", "years": [], "classes": [], "months": [],
    }  # fmt: skip


def test_the_overview_names_its_years_and_members_have_their_balances(full, get):
    told = get("treasurer", "/api/reports/overview").json()
    members = get("auditor", "/api/reports/members").json()

    assert (told["year"], told["years"]) == ("2017", ["2017"])
    assert sum(one["sums"]["balance"] for one in told["classes"]) == owed()
    assert [one["number"] for one in members] == ["0001", "0002", "0003"]
    assert sum(one["sums"]["balance"] for one in members) == owed()
    assert get("treasurer", "/api/reports/overview?year=1999").status_code == 404


@pytest.mark.parametrize("path", ["file?of=all", "overview", "members"])
def test_only_those_who_see_invoices_have_the_reports(full, get, path):
    assert [get(who, f"/api/reports/{path}").status_code for who in WHO] == [200, 200, 403, 403, 401]


@pytest.mark.parametrize("query", ["", "of=everything", "of=all&ending=csv", "of=members&ending=pdf"])
def test_a_report_that_is_not_there_is_malformed(billing, get, query):
    assert get("treasurer", f"/api/reports/file?{query}").status_code == 400
