"""What we write for practice is what Bankgirot's readers read."""

from __future__ import annotations

from datetime import date

from billing.standards import bgmax
from billing.standards.bgmax_writing import Paid, write

DAY = date(2017, 1, 31)


def test_a_written_file_is_read_without_a_fault():
    payments = [
        Paid("12017000158", 400_000, 7, "Östbit AB"),
        Paid("", 12_345, 8, "Anders Berg", "Gåva till föreningen"),
    ]

    content = write(payments, account="999-0003", on=DAY)
    told = bgmax.read(content)

    assert told.faults == ()
    assert (told.account, told.test_file) == ("9990003", False)
    assert [
        (one.reference, one.amount, one.payer, one.text, one.on, one.bank_id) for one in told.entries
    ] == [
        ("12017000158", 400_000, "Östbit AB", "", DAY, "20170131-000000000007"),
        ("", 12_345, "Anders Berg", "Gåva till föreningen", DAY, "20170131-000000000008"),
    ]
    assert {len(line) for line in content.split(b"\r\n") if line} == {80}
    assert content == write(payments, account="9990003", on=DAY)


def test_long_names_and_letters_that_the_format_lacks_stay_within_their_columns():
    told = bgmax.read(write([Paid("", 1, 1, "Ł" + "a" * 90, "x" * 90)], account="9990003", on=DAY))

    assert told.faults == ()
    assert (told.entries[0].payer, told.entries[0].text) == ("?" + "a" * 34 + " " + "a" * 35, "x" * 50)
