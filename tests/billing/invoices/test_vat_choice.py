"""The board's choice of VAT, line by line: lines are their part, parts are the fee, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.books.enums import Number
from billing.dues.rules import parts_of
from billing.invoices.enums import Vat
from billing.invoices.rules import FeeLine, VatChoice

SPLIT = VatChoice.of({"treatment": "split", "membership": 50_000, "due_days": 30})


@pytest.mark.parametrize(
    ("body", "account", "vat"),
    [
        (None, 3001, Vat.NOT_SUBJECT),
        ({"treatment": "without"}, 3002, Vat.NOT_SUBJECT),
        ({"treatment": "with"}, 3001, Vat.RATE_25),
        ({"treatment": "with"}, 3002, Vat.RATE_25),
        ({"treatment": "split", "membership": 1}, 3001, Vat.NOT_SUBJECT),
        ({"treatment": "split", "membership": 1}, 3002, Vat.RATE_25),
    ],
)
def test_what_a_line_of_an_account_bears(body, account, vat):
    assert VatChoice.of(body).on(account) == vat


def test_a_fee_is_one_line_unless_the_board_divides_it():
    for body in (None, {"treatment": "with"}):
        chosen = VatChoice.of(body)
        assert chosen.lines(150_000, [150_000]) == [
            [FeeLine(Number.MEMBERSHIP_FEES, chosen.membership_fees, 150_000)]
        ]


def test_a_divided_fee_is_two_lines_with_an_account_and_vat_each():
    assert SPLIT.lines(150_000, [150_000]) == [
        [
            FeeLine(Number.MEMBERSHIP_FEES, Vat.NOT_SUBJECT, 50_000),
            FeeLine(Number.SERVICE_FEES, Vat.RATE_25, 100_000),
        ]
    ]
    assert [line.vat_amount for line in SPLIT.lines(150_000, [150_000])[0]] == [0, 25_000]


def test_a_fee_that_is_no_more_than_the_part_for_belonging_is_that_alone():
    assert SPLIT.lines(30_000, [30_000]) == [[FeeLine(Number.MEMBERSHIP_FEES, Vat.NOT_SUBJECT, 30_000)]]


def test_half_a_fee_is_half_of_both():
    assert [line.net for line in SPLIT.lines(150_000, [75_000])[0]] == [25_000, 50_000]


@given(
    fee=st.integers(1, 10**9), membership=st.integers(1, 10**9), share=st.integers(1, 100),
    count=st.integers(1, 12),
)  # fmt: skip
def test_lines_are_their_part_and_parts_are_what_is_billed(fee, membership, share, count):
    billed = max(fee * share // 100, 1)
    parts = parts_of(billed, count)

    lines = VatChoice.of({"treatment": "split", "membership": membership}).lines(fee, parts)

    assert [sum(line.net for line in part) for part in lines] == parts
    assert all(line.net > 0 for part in lines for line in part)
    belonging = sum(line.net for part in lines for line in part if line.account == Number.MEMBERSHIP_FEES)
    assert abs(belonging * fee - min(membership, fee) * billed) * 2 <= fee  # half an öre off at the most
