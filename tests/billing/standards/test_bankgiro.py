from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.standards import bankgiro

VECTORS = json.loads((Path(__file__).parents[2] / "data" / "billing_vectors.json").read_text())


@pytest.mark.parametrize(
    "number", [VECTORS["fictional_bankgiro"], "999-0003", "0009990003", "5050-1055", "991-2346"]
)
def test_a_bankgiro_number_is_known_however_it_is_written(number):
    assert bankgiro.is_valid(number) is True


@pytest.mark.parametrize("number", ["", "999-0004", "123456", "123456789", "999 000O", "99900٠3", "²999000"])
def test_what_is_no_bankgiro_number_is_told(number):
    assert bankgiro.is_valid(number) is False


def test_it_is_shown_with_a_hyphen_before_the_last_four():
    assert bankgiro.shown("9990003") == "999-0003"
    assert bankgiro.shown("50501055") == "5050-1055"


@given(st.text(max_size=14))
def test_anything_at_all_is_judged(text):
    assert bankgiro.is_valid(text) in {True, False}
