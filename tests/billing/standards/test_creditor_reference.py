"""References of ISO 11649: check digits by its own vectors, and what a text may hold."""

from __future__ import annotations

import pytest

from billing.standards import creditor_reference as rf


@pytest.mark.parametrize(
    ("text", "is_valid"),
    [
        ("RF18539007547034", True),  # the standard's own example
        ("RF18 5390 0754 7034", True),
        ("rf18539007547034", True),
        ("RF471234567890", True),
        ("RF17539007547034", False),
        ("RF18539007547043", False),
        ("RF", False),
        ("2017000106", False),
        ("", False),
    ],
)
def test_the_check_digits_tell_right_from_wrong(text, is_valid):
    assert rf.is_valid(text) is is_valid


@pytest.mark.parametrize(
    ("number", "digit"), [("123456", "1"), ("20170001", "5"), ("1", "3"), ("0", "0"), ("9999999", "9")]
)
def test_our_own_part_has_a_check_digit_by_7_3_1(number, digit):
    weights = [7, 3, 1] * 7
    by_hand = sum(int(one) * weight for one, weight in zip(reversed(number), weights, strict=False))

    assert rf.national_digit(number) == digit
    assert (by_hand + int(digit)) % 10 == 0


@pytest.mark.parametrize("number", ["20170001", "20179999", "1", "1234567890123456789"])
def test_a_reference_is_made_and_holds(number):
    made = rf.reference(number)

    assert rf.is_valid(made)
    assert rf.own_part(made) == number + rf.national_digit(number)
    assert len(made) <= rf.LONGEST
    assert rf.compact(rf.shown(made)) == made


@pytest.mark.parametrize("number", ["", "12a", "1 2", "²", "12345678901234567890"])
def test_what_is_no_number_makes_no_reference(number):
    with pytest.raises(ValueError, match="digits"):
        rf.reference(number)


def test_every_wrong_digit_and_every_swap_of_neighbours_is_seen():
    made = rf.reference("20170019")
    wrong = [
        made[:at] + digit + made[at + 1 :]
        for at in range(2, len(made))
        for digit in "0123456789"
        if made[at] != digit
    ]
    swapped = [
        made[:at] + made[at + 1] + made[at] + made[at + 2 :]
        for at in range(2, len(made) - 1)
        if made[at] != made[at + 1]
    ]

    assert [one for one in (*wrong, *swapped) if rf.is_valid(one)] == []


def test_a_text_may_hold_several_and_only_those_that_hold_count():
    one, other = rf.reference("20170001"), rf.reference("20170002")
    text = f"Jäsenmaksu {rf.shown(one)}, {other.lower()} ja RF88201700015; IRF{one[2:]}"

    assert rf.found_in(text) == (one, other)
    assert rf.found_in("Faktura 20170001") == ()
