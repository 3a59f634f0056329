from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.standards.amounts import from_iso, from_statement, to_decimal

ore = st.integers(-(10**14), 10**14)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1500", 150_000),
        ("1500,00", 150_000),
        ("1 500,00", 150_000),
        ("1\u00a0500,5", 150_050),
        ("1\u202f500\u202f000,25", 150_000_025),
        ("1.500,00", 150_000),
        ("1,500.00", 150_000),
        ("1.500.000", 150_000_000),
        ("-1500,00", -150_000),
        ("−1500,00", -150_000),
        ("250,00-", -25_000),
        ("+250,00", 25_000),
        ("1 500,00 kr", 150_000),
        ("1500.00 SEK", 150_000),
        ("0,05", 5),
    ],
)
def test_an_amount_is_read_as_swedish_banks_write_it(text, expected):
    assert from_statement(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "kr",
        "1.500",
        "1,500",
        "1500,005",
        "15 00,00",
        "1,500,00",
        "1.500.00",
        "1e5",
        "½",
        "١٥",
        "1_000",
        "9" * 14,
    ],
)
def test_what_could_mean_two_things_is_not_guessed(text):
    assert from_statement(text) is None


@pytest.mark.parametrize(
    ("text", "expected"), [("1", 100), ("1.5", 150), ("1.50", 150), ("1.500", 150), ("0.01", 1), ("1.", 100)]
)
def test_an_iso_amount_has_a_dot(text, expected):
    assert from_iso(text) == expected


@pytest.mark.parametrize("text", ["", "1,5", "-1", "1.005", ".5", "1e3", "NaN", "1 000", "1" * 14])
def test_other_iso_amounts_are_refused(text):
    assert from_iso(text) is None


@given(ore)
def test_what_is_written_is_read_back(amount):
    assert from_statement(to_decimal(amount)) == (amount if abs(amount) < 10**15 else None)
    assert from_iso(to_decimal(abs(amount))) == abs(amount)


@given(st.text(max_size=20))
def test_anything_at_all_is_read_without_an_error(text):
    assert isinstance(from_statement(text), int | None)
    assert isinstance(from_iso(text), int | None)
