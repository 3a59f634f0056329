"""The practice file fits the association whose invoices it is made of."""

from __future__ import annotations

from datetime import date

from billing.standards import bgmax, ocr
from config.demo_bank import Open, a_day_at_the_bank

DAY = date(2017, 1, 31)
OPEN = [
    Open(f"2017{n:04}", ocr.reference(f"2017{n:04}", length_digit=True), 400_000, f"Medlem {n:03} AB")
    for n in range(1, 13)
]


def test_a_day_at_the_bank_has_one_of_each_kind_and_leaves_some_unpaid():
    content, kinds = a_day_at_the_bank(OPEN, bankgiro="9990003", on=DAY)
    told = bgmax.read(content)

    assert told.faults == ()
    assert kinds == {
        "right": 7, "paid twice": 1, "a part": 1, "mistyped reference": 1, "no reference": 1, "too much": 1,
        "gift": 1,
    }  # fmt: skip
    assert len(told.entries) == sum(kinds.values()) == 13
    assert len({one.bank_id for one in told.entries}) == 13
    assert OPEN[10].ocr not in {one.reference for one in told.entries}


def test_the_same_day_and_invoices_give_the_same_file_and_a_payment_keeps_its_number():
    first, _ = a_day_at_the_bank(OPEN, bankgiro="9990003", on=DAY)
    again, _ = a_day_at_the_bank(OPEN, bankgiro="9990003", on=DAY)
    fewer, _ = a_day_at_the_bank(OPEN[:1], bankgiro="9990003", on=DAY)

    ids = {one.bank_id for one in bgmax.read(first).entries}
    assert first == again
    assert {one.bank_id for one in bgmax.read(fewer).entries} <= ids


def test_without_invoices_there_is_nothing_to_pay():
    content, kinds = a_day_at_the_bank([], bankgiro="9990003", on=DAY)

    assert (kinds, bgmax.read(content).entries) == ({}, ())
