"""Names on one ballot that nobody could tell apart: by their spaces, their accents, or their alphabet."""

from __future__ import annotations

import pytest

from voting.counting.names import shape, twin


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Ek", "Anna  Ek "),
        ("Åsa Ek", "A\u030asa Ek"),  # one letter, or a letter and its ring
        ("Anna Ek", "\u0410nn\u0430 Ek"),  # Cyrillic A and a
        ("Omar Ek", "\u039fmar Ek"),  # Greek omicron
        ("Åsa Ek", "\u0410\u030asa Ek"),  # a Cyrillic A with a ring
        ("Coop", "\u0421\u043e\u043e\u0440"),  # a whole word in another alphabet
    ],
)
def test_what_looks_the_same_is_the_same(one: str, other: str) -> None:
    assert shape(one) == shape(other)
    assert twin(["Bo Alm", one, other]) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [("Åsa Ek", "Asa Ek"), ("Anna Ek", "anna ek"), ("Жанна", "Анна"), ("Γιώργος", "Γιώργης")],
)
def test_what_looks_different_stands_on_one_ballot(one: str, other: str) -> None:
    assert twin([one, other]) is None
