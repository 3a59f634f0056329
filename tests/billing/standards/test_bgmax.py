from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing.standards import bgmax
from billing.standards.incoming import Format


def faults(statement):
    return [
        (fault.code.removeprefix("billing.standards."), fault.params["row"]) for fault in statement.faults
    ]


@pytest.fixture
def two_deposits(bgmax_file):
    """Two deposits: a correct OCR, a deduction, one payment of several references, one without any."""
    file = bgmax_file()
    file.open()
    file.pay("201700010", 150_000, name="Åkerbruk Ö AB", bankgiro="3783511", org_number="5599900015")
    file.pay("189853", 50_000, code="21", name="Åkerbruk Ö AB")
    file.pay(
        "657866 658765", 140_000, further=("657866", "658765"), text=("Betalning med extra", "refnr 657965")
    )
    file.close("20170110")
    file.open().pay("", 900_000, name="Göteborgs kommun").close("20170111")
    return file


def test_every_payment_of_the_file_is_told(two_deposits):
    statement = bgmax.read(two_deposits.bytes())

    assert statement.faults == ()
    assert (statement.format, statement.account, statement.test_file) == (Format.BGMAX, "9990003", False)
    first, deduction, several, bare = statement.entries
    assert (first.amount, first.currency, first.on) == (150_000, "SEK", date(2017, 1, 10))
    assert (first.reference, first.payer, first.payer_account) == ("201700010", "Åkerbruk Ö AB", "3783511")
    assert (first.payer_number, first.bank_id) == ("5599900015", "20170110-000000000001")
    assert (deduction.amount, deduction.reversal) == (-50_000, True)
    assert several.references == ("657866 658765", "657866", "658765")
    assert several.text == "Betalning med extra refnr 657965"
    assert (bare.amount, bare.reference, bare.payer, bare.on) == (
        900_000,
        "",
        "Göteborgs kommun",
        date(2017, 1, 11),
    )
    assert [entry.sequence for entry in statement.entries] == [1, 2, 3, 4]
    assert [two_deposits.lines[entry.row - 1][:2] for entry in statement.entries] == ["20", "21", "20", "20"]


def test_equal_payments_are_two(bgmax_file):
    file = bgmax_file().open().pay("18", 100, serial=7).pay("18", 100, serial=7).close()

    assert [entry.sequence for entry in bgmax.read(file.bytes()).entries] == [1, 2]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_lines_may_have_lost_their_padding(two_deposits, newline):
    bare = newline.join(line.rstrip() for line in two_deposits.bytes().decode("iso-8859-1").splitlines())

    assert bgmax.read(bare.encode("iso-8859-1")).entries == bgmax.read(two_deposits.bytes()).entries


def test_a_test_file_says_so(bgmax_file):
    assert bgmax.read(bgmax_file(mark="T").open().pay("18", 1).close().bytes()).test_file is True


@pytest.mark.parametrize("row", range(2, 25))
def test_a_line_that_is_lost_is_a_fault_unless_it_only_told_of_the_payer(two_deposits, row):
    lines = two_deposits.bytes().splitlines(keepends=True)
    lost = lines.pop(row - 1)

    statement = bgmax.read(b"".join(lines))

    harmless = lost[:2] in {b"25", b"26", b"27", b"28", b"29"}
    assert (statement.faults == ()) is harmless
    assert (statement.entries == ()) is not harmless


def test_a_changed_amount_is_caught_by_the_sum(two_deposits):
    content = two_deposits.bytes().replace(b"000000000000150000", b"000000000000151000")

    statement = bgmax.read(content)

    assert faults(statement) == [("fault_sum", 17)]
    assert statement.faults[0].params == {"row": 17, "said": 240_000, "seen": 241_000}
    assert statement.entries == ()


def test_all_that_is_wrong_is_said_at_once(two_deposits):
    lines = two_deposits.bytes().splitlines()
    lines[2] = lines[2][:37] + b"00000000000015000O" + lines[2][55:]
    lines[16] = lines[16][:37] + b"20170230" + lines[16][45:]

    assert faults(bgmax.read(b"\n".join(lines))) == [
        ("fault_number", 3),
        ("fault_day", 17),
        ("fault_sum", 17),
    ]


def test_a_file_cut_short_has_no_end(two_deposits):
    lines = two_deposits.bytes().splitlines()[:-1]

    assert faults(bgmax.read(b"\n".join(lines))) == [("fault_no_end", len(lines))]


def test_a_longer_line_and_one_after_the_end_are_faults(two_deposits):
    lines = two_deposits.bytes().splitlines()
    longer = [lines[0] + b"x", *lines[1:]]

    assert faults(bgmax.read(b"\n".join(longer))) == [("fault_width", 1)]
    assert faults(bgmax.read(b"\n".join([*lines, lines[2]]))) == [("fault_after_end", len(lines) + 1)]


@pytest.mark.parametrize("content", [b"", b"01BGMAY", b"Datum;Belopp", b"<Document/>"])
def test_other_files_are_no_bgmax(content):
    statement = bgmax.read(content)

    assert [fault.code for fault in statement.faults] == ["billing.standards.fault_not_bgmax"]


def test_too_large_a_file_is_not_read():
    statement = bgmax.read(b"01BGMAX" + b" " * 5 * 1024 * 1024)

    assert [fault.code for fault in statement.faults] == ["billing.standards.fault_too_large"]


amounts = st.lists(st.integers(0, 10**11), min_size=1, max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(amounts, min_size=1, max_size=4))
def test_whatever_is_written_is_read_back_to_the_ore(bgmax_file, deposits):
    file = bgmax_file()
    for deposit in deposits:
        file.open()
        for amount in sorted(deposit, reverse=True):
            file.pay("18", amount)
        file.close()

    statement = bgmax.read(file.bytes())

    assert statement.faults == ()
    assert [e.amount for e in statement.entries] == [a for d in deposits for a in sorted(d, reverse=True)]


@given(st.binary(max_size=600))
def test_anything_at_all_is_read_without_an_error_of_ours(noise):
    statement = bgmax.read(b"01BGMAX               01" + noise)

    assert statement.entries == ()
    assert statement.faults != ()
