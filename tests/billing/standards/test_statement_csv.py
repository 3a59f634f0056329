from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.standards import statement_csv
from billing.standards.incoming import Passed
from kernel.errors import Malformed

LIST = (
    "Föreningskonto;1234 56 78;;;\r\n"
    "\r\n"
    "Bokföringsdag;Belopp;Avsändare;Meddelande;Referens\r\n"
    "2017-01-10;1 500,00;Åkerbruk Ö AB;Medlemsavgift;201700010\r\n"
    "2017-01-10;-39,00;Banken;Avgift;\r\n"
    ";;;;\r\n"
    "2017-01-11;9000;Göteborgs kommun;Faktura 2017 0128;\r\n"
)
COLUMNS = {
    "on": "Bokföringsdag",
    "amount": "Belopp",
    "payer": "Avsändare",
    "text": "Meddelande",
    "reference": "Referens",
}


def faults(statement):
    return [(f.code.removeprefix("billing.standards."), f.params.get("row")) for f in statement.faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
@pytest.mark.parametrize("sign", [";", "\t"])
def test_a_banks_list_is_read_in_whichever_encoding(encoding, sign):
    content = LIST.replace(";", sign).encode(encoding)

    statement = statement_csv.read(content, COLUMNS)

    assert statement.faults == ()
    first, second = statement.entries
    assert (first.amount, first.currency, first.on) == (150_000, "SEK", date(2017, 1, 10))
    assert (first.reference, first.payer, first.text) == ("201700010", "Åkerbruk Ö AB", "Medlemsavgift")
    assert (second.amount, second.row, second.sequence) == (900_000, 7, 2)
    assert [(row.row, row.why) for row in statement.passed_over] == [(5, Passed.OUTGOING), (6, Passed.EMPTY)]


def test_the_headings_below_the_banks_own_lines_are_found_and_suggested():
    found = statement_csv.headings(LIST.encode())

    assert found.names == ("Bokföringsdag", "Belopp", "Avsändare", "Meddelande", "Referens")
    assert found.suggested == COLUMNS


def test_an_unknown_list_still_tells_its_headings():
    found = statement_csv.headings(b"When,How much,Who\n2017-01-10,1500,A\n")

    assert found.names == ("When", "How much", "Who")
    assert found.suggested == {}
    statement = statement_csv.read(
        b"When,How much,Who\n2017-01-10,1500,A\n", {"on": "When", "amount": "How much"}
    )
    assert [entry.amount for entry in statement.entries] == [150_000]


def test_lists_that_overlap_tell_the_same_payment_alike():
    head, *rows = "Datum;Belopp;Text\n2017-01-10;100;A\n2017-01-10;100;A\n2017-01-11;50;B\n".splitlines()
    columns = {"on": "Datum", "amount": "Belopp", "text": "Text"}

    def ids(lines):
        return [e.bank_id for e in statement_csv.read("\n".join([head, *lines]).encode(), columns).entries]

    assert len(set(ids(rows))) == 3
    assert ids(rows)[:2] == ids(rows[:2])
    assert ids(rows)[2:] == ids(rows[2:])


def test_the_banks_own_id_goes_before_a_made_one():
    content = b"Datum;Belopp;Verifikationsnummer\n2017-01-10;100;V77\n"
    columns = {"on": "Datum", "amount": "Belopp", "bank_id": "Verifikationsnummer"}

    assert [entry.bank_id for entry in statement_csv.read(content, columns).entries] == ["V77"]


def test_every_row_that_cannot_be_read_is_named():
    content = (
        b"Datum;Belopp;Valuta\n1/1-17;1;SEK\n2017-01-10;1.500;SEK\n2017-01-10;1;kronor\n2017-01-10;1;EUR\n"
    )

    statement = statement_csv.read(content, {"on": "Datum", "amount": "Belopp", "currency": "Valuta"})

    assert faults(statement) == [("fault_day", 2), ("fault_amount", 3), ("fault_currency", 4)]
    assert statement.entries == ()


def test_columns_must_be_chosen_and_be_there():
    assert faults(statement_csv.read(LIST.encode(), {"text": "Meddelande"})) == [
        ("fault_choose_column", None),
        ("fault_choose_column", None),
    ]
    assert faults(statement_csv.read(LIST.encode(), {**COLUMNS, "amount": "Summa"})) == [
        ("fault_no_column", None)
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"Datum;Belopp\n" + b"x" * 200_000 + b";1\n", "fault_endless"),
        (b"Datum;Belopp\n" + b";" * 1_000_000, "fault_endless"),
        (b"Datum;Belopp\n" + b"\n" * 60_000, "fault_endless"),
        (b'Datum;Belopp\n2017-01-10;"1\n', "fault_broken"),
        (b"Datum;Belopp\n" + b"a" * 6 * 1024 * 1024, "fault_too_large"),
        (b"Datum;Belopp\n2017-01-10;1\x00\n", "tenants.members.file_nul"),
        (b"PK\x03\x04", "tenants.members.file_is_spreadsheet"),
        (b"", "tenants.members.file_empty"),
    ],
)
def test_endless_and_broken_lists_are_refused_at_once(content, expected):
    began = time.monotonic()

    statement = statement_csv.read(content, {"on": "Datum", "amount": "Belopp"})

    assert [fault.code.removeprefix("billing.standards.") for fault in statement.faults] == [expected]
    assert statement.entries == ()
    assert time.monotonic() - began < 5


def test_headings_of_what_is_no_list_are_refused():
    with pytest.raises(Malformed):
        statement_csv.headings(b"")
    with pytest.raises(Malformed):
        statement_csv.headings(b"one word\n")


@given(st.lists(st.integers(1, 10**12), max_size=30))
def test_whatever_is_written_is_read_back_to_the_ore(amounts):
    lines = [f"2017-01-10;{a // 100},{a % 100:02d};{n}" for n, a in enumerate(amounts)]
    content = "\n".join(["Datum;Belopp;Text", *lines]).encode()

    statement = statement_csv.read(content, {"on": "Datum", "amount": "Belopp"})

    assert [entry.amount for entry in statement.entries] == amounts


@given(st.binary(max_size=300))
def test_anything_at_all_is_read_without_an_error_of_ours(noise):
    for content in (noise, b"Datum;Belopp\n2017-01-10;1\n" + noise):
        assert isinstance(statement_csv.read(content, {"on": "Datum", "amount": "Belopp"}).entries, tuple)
