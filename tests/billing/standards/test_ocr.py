from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.standards import ocr
from billing.standards.ocr import OcrFault, faults, reference

VECTORS = json.loads((Path(__file__).parents[2] / "data" / "billing_vectors.json").read_text())
bases = st.from_regex(r"[0-9]{1,23}", fullmatch=True)
modes = st.booleans()


@pytest.mark.parametrize("row", VECTORS["ocr"], ids=lambda row: row["base"])
def test_the_vectors_hold(row):
    assert reference(row["base"], length_digit=False) == row["with_check"]
    assert reference(row["base"], length_digit=True) == row["with_length_and_check"]


@pytest.mark.parametrize("row", VECTORS["ocr_invalid"], ids=lambda row: row["ocr"])
def test_the_invalid_ones_are_said_to_be_what_they_are(row):
    expected = () if row["luhn_valid"] else (OcrFault.CHECK_DIGIT,)

    assert faults(row["ocr"], length_digit=False) == expected


def test_the_check_digit_is_blind_to_one_swap():
    assert reference("20170901", length_digit=False) == "201709011"
    assert faults("201790011", length_digit=False) == ()


@given(bases, modes)
def test_what_is_made_has_no_fault(base, length_digit):
    made = reference(base, length_digit=length_digit)

    assert made.startswith(base)
    assert faults(made, length_digit=length_digit) == ()


@given(bases, modes, st.data())
def test_one_wrong_digit_is_always_seen(base, length_digit, data):
    made = reference(base, length_digit=length_digit)
    at = data.draw(st.integers(0, len(made) - 1))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != made[at]]))

    assert OcrFault.CHECK_DIGIT in faults(made[:at] + other + made[at + 1 :], length_digit=length_digit)


@given(bases, modes, st.data())
def test_a_swap_of_neighbours_is_seen_unless_it_is_09(base, length_digit, data):
    made = reference(base, length_digit=length_digit)
    at = data.draw(st.integers(0, len(made) - 2))
    first, second = made[at], made[at + 1]
    swapped = made[:at] + second + first + made[at + 2 :]

    unseen = first == second or {first, second} == {"0", "9"}
    assert (OcrFault.CHECK_DIGIT not in faults(swapped, length_digit=length_digit)) is unseen


@given(bases)
def test_a_leading_digit_lost_shows_in_the_length_digit(base):
    made = reference("0" + base[:21] + "7", length_digit=True)

    without_leading_zero = made[1:]

    assert OcrFault.CHECK_DIGIT not in faults(without_leading_zero, length_digit=True)
    assert OcrFault.LENGTH_DIGIT in faults(without_leading_zero, length_digit=True)


@given(st.text(max_size=40), modes)
def test_anything_at_all_is_judged_and_never_raises(text, length_digit):
    found = faults(text, length_digit=length_digit)

    assert found == () or all(isinstance(fault, OcrFault) for fault in found)
    if found == ():
        assert text.isascii()
        assert text.isdigit()


@pytest.mark.parametrize("base", ["", "12a", "1²", "٣٣", " 1", "1-2"])
def test_a_base_that_is_not_digits_makes_no_reference(base):
    with pytest.raises(ValueError, match="not digits alone"):
        reference(base, length_digit=False)


def test_the_longest_reference_is_25_digits():
    assert len(reference("1" * 24, length_digit=False)) == 25
    assert len(reference("1" * 23, length_digit=True)) == 25
    with pytest.raises(ValueError, match="25 is the most"):
        reference("1" * 24, length_digit=True)
    assert OcrFault.TOO_LONG in faults("1" * 26, length_digit=False)


@pytest.mark.parametrize(("text", "expected"), [("", OcrFault.TOO_SHORT), ("0", OcrFault.TOO_SHORT)])
def test_too_little_is_said(text, expected):
    assert expected in faults(text, length_digit=False)


def test_blanks_and_hyphens_are_for_the_eye():
    assert ocr.compact(" 2017 0001-06\u00a0") == "2017000106"
