"""A file is read, shown and booked once; a bad one leaves nothing."""

from __future__ import annotations

import hashlib

import pytest
from django.db import IntegrityError, connection, transaction

from billing.bank import actions, queries
from billing.bank.models import BankFile, BankPayment
from billing.books.models import Voucher
from journal.models import Entry
from kernel.errors import Malformed, Missing, Refused
from tests.billing.bank.conftest import FEE, bgmax, book, camt, csv_list, read, states
from tests.billing.conftest import AT, TREASURER, balances


def codes(raised):
    return [fault.code for faults in raised.value.fields.values() for fault in faults]


def test_a_file_is_kept_with_its_checksum_and_shown_before_anything_is_booked(bills):
    content = bgmax(
        (bills[0].ocr, FEE, {}), ("", FEE, {"name": "Okänd AB"}), (bills[1].ocr, FEE, {}), ("123", 100, {})
    )
    found = read(content, "mars.bin")
    shown = queries.preview(found)

    assert (found.format, found.sha256) == ("bgmax", hashlib.sha256(content).hexdigest())
    assert [(one.outcome.value, one.invoices) for one in shown.rows] == [
        ("matched", (bills[0].number,)), ("waiting", ()), ("matched", (bills[1].number,)), ("waiting", ()),
    ]  # fmt: skip
    assert (shown.known, shown.matched, shown.waiting, shown.total) == (0, 2, 2, 3 * FEE + 100)
    assert BankPayment.objects.count() == 0
    assert Voucher.objects.filter(source_kind__startswith="bank").count() == 0


def test_the_kind_is_told_by_the_content_and_never_by_the_name(bills):
    assert read(bgmax((bills[0].ocr, FEE, {})), "lista.csv").format == "bgmax"
    assert read(camt(("A1", bills[0].ocr, FEE, "X")), "fil.bgmax").format == "camt"
    assert read(csv_list(f"2017-01-31;4000,00;{bills[0].ocr};X;V1"), "fil.xml").format == "csv"


def test_the_same_file_twice_books_once(bills):
    content = bgmax((bills[0].ocr, FEE, {}), ("", 500, {}))
    first = book(content)
    after = balances()
    second = book(content)

    assert (first.pk, first.added, first.known) == (second.pk, 2, 0)
    assert balances() == after == {1510: 2 * FEE, 1930: FEE + 500, 2499: -500, 3001: -3 * FEE}


def test_overlapping_files_of_three_formats_book_each_payment_once(bills):
    book(bgmax((bills[0].ocr, FEE, {"serial": 71}), (bills[1].ocr, FEE, {"serial": 72})))
    second = book(camt(("000000000072", bills[1].ocr, FEE, "B"), ("73", bills[2].ocr, FEE, "C")))
    third = book(csv_list(f"2017-01-31;4000,00;{bills[2].ocr};C;73", "2017-02-01;10,00;;D;74"))

    assert (second.added, second.known, third.added, third.known) == (1, 1, 1, 1)
    assert balances() == {1930: 3 * FEE + 1_000, 2499: -1_000, 3001: -3 * FEE}


def test_an_equal_payment_with_another_reference_of_the_bank_is_another_payment(bills):
    book(csv_list("2017-01-31;10,00;;D;74", "2017-01-31;10,00;;D;75", "2017-02-01;10,00;;D;74"))

    assert [state for state, _, _ in states()] == ["waiting"] * 3


def test_a_payment_without_a_reference_of_the_bank_is_known_again_by_its_content(bills):
    head = "Datum;Belopp;Namn"
    first = book(f"{head}\n2017-01-31;10,00;D\n2017-01-31;10,00;D\n".encode())
    more = book(f"{head}\n2017-01-31;10,00;D\n2017-01-31;10,00;D\n2017-01-31;10,00;D\n".encode())

    assert (first.added, more.added, more.known) == (2, 1, 2)


def test_a_sum_and_its_parts_in_two_files_are_one_payment(bills):
    whole = camt(("S1", "", 2 * FEE, "BGC"))
    parts = whole.replace(
        b"<TxDtls>",
        b'<TxDtls><Refs><AcctSvcrRef>P1</AcctSvcrRef></Refs><Amt Ccy="SEK">4000.00</Amt></TxDtls>'
        b'<TxDtls><Refs><AcctSvcrRef>P2</AcctSvcrRef></Refs><Amt Ccy="SEK">4000.00</Amt>',
    )
    assert book(parts).added == 2
    assert (book(whole).added, BankPayment.objects.count()) == (0, 2)


@pytest.mark.parametrize(
    ("content", "code", "row"),
    [
        (bgmax(("1", 100, {})).replace(b"000000000000000100", b"00000000000000010x", 1), "fault_number", 3),
        (bgmax(("1", 100, {}), ("2", 200, {})).replace(b"0000200", b"0000300", 1), "fault_sum", 5),
        (csv_list("2017-01-31;10,00;1;D;1", "i går;10,00;1;D;2"), "fault_day", 3),
        (camt(("A", "1", 100, "X")).replace(b"1.00<", b"1,00<"), "fault_element", 1),
    ],
)  # fmt: skip
def test_a_bad_row_is_named_and_nothing_of_the_file_is_kept(bills, content, code, row):
    before = Entry.objects.count()
    with pytest.raises(Malformed) as raised:
        read(content)

    assert codes(raised)[0] == f"billing.standards.{code}"
    assert raised.value.fields["file"][0].params["row"] == row
    assert (BankFile.objects.count(), BankPayment.objects.count(), Entry.objects.count()) == (0, 0, before)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "billing.bank.error_empty_file"),
        (b"hej", "billing.standards.fault_no_headings"),
        (b"Alfa;Beta\n1;2\n", "billing.standards.fault_choose_column"),
        (b"x" * (5 * 1024 * 1024 + 1), "billing.standards.fault_too_large"),
    ],
)
def test_what_is_no_bank_file_says_so(bills, content, code):
    with pytest.raises(Malformed) as raised:
        read(content)

    assert codes(raised)[0] == code


def test_columns_once_settled_are_remembered_for_the_next_list(bills):
    columns = {"on": "När", "amount": "Kr", "payer": "Vem"}
    read("När;Kr;Vem\n2017-01-31;10,00;D\n".encode(), columns=columns)

    assert read("När;Kr;Vem\n2017-02-28;20,00;D\n".encode()).columns == columns


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (bgmax(("1", 100, {}), mark="T"), "obstacle_test_file"),
        (bgmax(("1", 100, {}), account="50501055"), "obstacle_another_account"),
        (csv_list("2017-01-31;-10,00;;D;1"), "obstacle_nothing_incoming"),
    ],
)
def test_a_file_that_is_not_for_these_books_is_refused(bills, content, code):
    found = read(content)
    with pytest.raises(Refused) as refused:
        actions.book_file(file_id=found.pk, by=TREASURER, at=AT)

    assert [one.code for one in refused.value.obstacles] == [f"billing.bank.{code}"]
    assert [one.code for one in queries.preview(found).obstacles] == [f"billing.bank.{code}"]
    assert BankPayment.objects.count() == 0


def test_a_file_that_was_only_looked_at_can_be_forgotten_and_a_booked_one_not(bills):
    found = read(bgmax(("1", 100, {})))
    actions.discard_file(file_id=found.pk)
    with pytest.raises(Missing):
        queries.file(found.pk)
    booked = book(bgmax(("1", 100, {})))
    with pytest.raises(Refused):
        actions.discard_file(file_id=booked.pk)


def test_what_the_bank_told_is_never_changed_or_removed(bills):
    book(bgmax(("1", 100, {})))
    for change in ("UPDATE bank_bankpayment SET reference = '2'", "DELETE FROM bank_bankpayment"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
    with connection.cursor() as cursor:
        cursor.execute('UPDATE bank_bankpayment SET "left" = 50')
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute('UPDATE bank_bankpayment SET "left" = 100')


def test_booking_carries_on_where_it_was_killed(bills, monkeypatch):
    from billing.bank.actions import working

    found = read(bgmax(*[(one.ocr, FEE, {}) for one in bills]))
    actions.book_file(file_id=found.pk, by=TREASURER, at=AT)
    looked, seen = working._look_at, []

    def killed(*args, **kwargs):
        if len(seen) == 1:
            raise KeyboardInterrupt
        seen.append(looked(*args, **kwargs))

    monkeypatch.setattr(working, "_look_at", killed)
    with pytest.raises(KeyboardInterrupt):
        actions.carry_on(file_id=found.pk, by=TREASURER, at=AT)
    half = queries.progress(found)
    monkeypatch.setattr(working, "_look_at", looked)
    assert queries.unfinished_files() == [found.pk]
    done = actions.carry_on(file_id=found.pk, by=TREASURER, at=AT)

    assert half == {"looked_at": 1, "matched": 1, "waiting": 0, "total": 12_000_00}
    assert (done.state, queries.progress(done)["matched"], balances()) == (
        "done",
        3,
        {1930: 3 * FEE, 3001: -3 * FEE},
    )
