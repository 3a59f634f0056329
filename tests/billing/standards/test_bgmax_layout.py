"""BgMax held against the published record layout: a file laid out column by column, apart from the writer.

Positions count from 1 as in Bankgirot's manual for Bankgiro Inbetalningar. Like the manual's example
for OCR control with check digit and length, the file has three deposits with eight payments,
one deduction and nine further references, among them records without Bankgirot's own serial number.
"""

from __future__ import annotations

from datetime import date

import pytest

from billing.standards import bank_file, bgmax, ocr
from billing.standards.incoming import Format

PAYERS = ("Näckrosen AB", "Älgö Hamn Ekonomisk förening")


def laid(*fields: tuple[int, str]) -> str:
    """A record of eighty characters with each text beginning at its position."""
    line = [" "] * 80
    for position, text in fields:
        line[position - 1 : position - 1 + len(text)] = text
    assert len(line) == 80
    return "".join(line)


def payment(
    code: str, reference: str, amount: int, *, how: str, serial: str = "", payer: str = "0" * 10
) -> str:
    """20–23: payer's bankgiro 3–12, reference 13–37, öre 38–55, its kind 56, channel 57, serial 58–69."""
    return laid(
        (1, code), (3, payer), (13, reference), (38, f"{amount:018}"), (56, how), (57, "4"), (58, serial),
        (70, "0"), (71, "1" if code == "21" else " "),
    )  # fmt: skip


def deposit(day: str, number: int, amount: int, payments: int) -> str:
    """15: account 3–37, day 38–45, serial 46–50, öre 51–68, currency 69–71, payments 72–79, kind 80."""
    return laid(
        (1, "15"), (3, f"{'58410000010098232':0>35}"), (38, day), (46, f"{number:05}"), (51, f"{amount:018}"),
        (69, "SEK"), (72, f"{payments:08}"), (80, "K"),
    )  # fmt: skip


OPEN = laid((1, "05"), (3, "0009990003"), (23, "SEK"))
GOOD = [ocr.reference(f"2017{n:04}", length_digit=True) for n in range(1, 10)]
NAMED = [
    laid((1, "25"), (3, "Avgift enligt beslut")),
    laid((1, "26"), (3, PAYERS[0])),
    laid((1, "27"), (3, "Strandvägen 2"), (38, "123 45")),
    laid((1, "28"), (3, "Storåker"), (38, ""), (73, "SE")),
    laid((1, "29"), (3, "005500001234")),
]
FILE = [
    laid((1, "01"), (3, "BGMAX"), (23, "01"), (25, "20170131173035010331"), (45, "P")),
    # Three payments of an invoice each: two without Bankgirot's serial number, one with all that can be said.
    OPEN,
    payment("20", GOOD[0], 150_000, how="2"),
    payment("20", GOOD[1].rjust(25), 400_000, how="2"),
    payment("20", GOOD[2], 900_000, how="2", serial="000000000023", payer="0003783511"),
    *NAMED,
    deposit("20170131", 36, 1_450_000, 3),
    # Several references of one payment, a deduction with a credited one, and one that was not read.
    OPEN,
    payment("20", "", 600_000, how="5", serial="000000000024"),
    *(payment("22", one, 0, how="2", serial="000000000024") for one in GOOD[3:7]),
    laid((1, "26"), (3, PAYERS[1])),
    payment("21", GOOD[0], 50_000, how="2", serial="000000000025"),
    payment("23", GOOD[0], 0, how="2", serial="000000000025"),
    payment("20", "felskrivet", 150_000, how="3", serial="000000000026"),
    payment("20", "", 150_000, how="4", serial="000000000027"),
    deposit("20170131", 37, 850_000, 4),
    OPEN,
    payment("20", "", 400_000, how="5", serial="000000000028"),
    *(payment("22", one, 0, how="2", serial="000000000028") for one in GOOD[5:9]),
    payment("20", GOOD[8], 150_000, how="2", serial="000000000029"),
    deposit("20170201", 38, 550_000, 2),
    laid((1, "70"), (3, "00000008"), (11, "00000001"), (19, "00000009"), (27, "00000003")),
]


@pytest.fixture
def content() -> bytes:
    return "\r\n".join([*FILE, ""]).encode("iso-8859-1")


def test_a_file_laid_out_as_published_is_read_whole(content):
    read = bank_file.read(content, {})

    assert (read.faults, read.format, read.account, read.test_file) == ((), Format.BGMAX, "9990003", False)
    assert [(one.amount, len(one.references), one.on.day) for one in read.entries] == [
        (150_000, 1, 31), (400_000, 1, 31), (900_000, 1, 31), (600_000, 4, 31), (-50_000, 1, 31),
        (150_000, 1, 31), (150_000, 0, 31), (400_000, 4, 1), (150_000, 1, 1),
    ]  # fmt: skip


def test_each_field_is_read_from_its_columns(content):
    first, aligned, whole, several, taken, *_ = bgmax.read(content).entries

    assert (first.reference, first.bank_id, aligned.reference) == (GOOD[0], "", GOOD[1])
    assert (whole.payer, whole.payer_number, whole.payer_account) == (PAYERS[0], "5500001234", "3783511")
    assert (whole.text, whole.bank_id) == ("Avgift enligt beslut", "20170131-000000000023")
    assert (several.references, several.payer) == (tuple(GOOD[3:7]), PAYERS[1])
    assert (taken.reversal, taken.references, taken.on) == (True, (GOOD[0],), date(2017, 1, 31))


@pytest.mark.parametrize("row", [3, 5, 11, 12, 17, 19, 20, len(FILE)])
def test_a_record_that_is_lost_is_noticed(row):
    lost = "\r\n".join([*FILE[: row - 1], *FILE[row:], ""]).encode("iso-8859-1")

    assert bgmax.read(lost).faults
