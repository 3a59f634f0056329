"""The rule's words, which stand on ballot, screen and minutes."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.counting.majority import Base, Rule, Threshold
from voting.counting.rule_text import base_text, group, numbers_text, rule_text, threshold_text


@pytest.mark.parametrize(
    ("rule", "swedish", "english"),
    [
        (
            ("more_than", "1/2", "cast"),
            "Mer än hälften av avgivna röster. Bas: ja och nej.",
            "More than half of the votes cast. Base: yes and no.",
        ),
        (
            ("at_least", "2/3", "cast"),
            "Minst två tredjedelar av avgivna röster. Bas: ja och nej.",
            "At least two thirds of the votes cast. Base: yes and no.",
        ),
        (
            ("more_than", "1/2", "cast_with_blanks"),
            "Mer än hälften av avgivna röster, avstående inräknade. Bas: ja, nej och avstår.",
            "More than half of the votes cast, abstentions included. Base: yes, no and abstain.",
        ),
        (
            ("at_least", "3/4", "present"),
            "Minst tre fjärdedelar av de närvarande rösterna. Bas: alla närvarande röster.",
            "At least three quarters of the votes present. Base: all votes present.",
        ),
        (
            ("at_least", "1/10", "register"),
            "Minst en tiondel av rösterna i röstlängden. Bas: hela röstlängden.",
            "At least one tenth of the votes in the register. Base: the whole register.",
        ),
        (
            ("at_least", "1/1", "cast"),
            "Alla avgivna röster. Bas: ja och nej.",
            "All the votes cast. Base: yes and no.",
        ),
        (
            ("more_than", "11/20", "cast"),
            "Mer än 11/20 av avgivna röster. Bas: ja och nej.",
            "More than 11/20 of the votes cast. Base: yes and no.",
        ),
    ],
)
def test_the_rule_in_both_languages(rule: tuple[str, str, str], swedish: str, english: str) -> None:
    assert rule_text(Rule.parse(*rule), "sv") == swedish
    assert rule_text(Rule.parse(*rule), "en") == english


def test_two_proposals_have_no_yes_and_no_in_their_base() -> None:
    assert rule_text(Rule(), "sv", question="a_against_b") == (
        "Mer än hälften av avgivna röster. Bas: röster för något av förslagen."
    )
    assert base_text(Rule(), "en", question="a_against_b") == "votes for either proposal"


def test_the_numbers_are_never_a_percentage_alone() -> None:
    assert numbers_text(57, 101, 51, "sv") == "57 av 101, krävs 51"
    assert numbers_text(57, 101, 51, "en") == "57 of 101, needed 51"
    assert numbers_text(1250, 2000, 1001, "sv") == "1\u00a0250 av 2\u00a0000, krävs 1\u00a0001"
    assert numbers_text(1250, 2000, 1001, "en") == "1,250 of 2,000, needed 1,001"


@given(
    st.sampled_from(Threshold),
    st.fractions(min_value="1/12", max_value="11/12", max_denominator=12),
    st.sampled_from(Base),
)
def test_every_rule_can_be_said(threshold: Threshold, fraction: Fraction, base: Base) -> None:
    rule = Rule(threshold, fraction, base)

    for lang in ("sv", "en"):
        text = threshold_text(rule, lang)
        assert text
        assert "  " not in text
        assert "%" not in text


def test_an_unknown_language_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"^lang: "):
        group(1, "de")  # type: ignore[arg-type]  # that is the point
