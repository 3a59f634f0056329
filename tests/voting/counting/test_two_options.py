"""A against B."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.counting.majority import Base, Rule
from voting.counting.two_options import Wins, count_two_options

DATA = Path(__file__).parents[2] / "data"
EXAMPLES: dict[str, Any] = json.loads((DATA / "majority_examples.json").read_text("utf-8"))
STEPS = json.loads((DATA / "iec" / "amendments.json").read_text("utf-8"))["votes"]["sequence"]

votes = st.integers(min_value=0, max_value=2_000)


@pytest.mark.parametrize(("step", "base", "needed"), [(1, 93, 47), (2, 101, 51)])
def test_the_seat_of_the_association_in_two_steps(step: int, base: int, needed: int) -> None:
    found = next(s for s in STEPS if s["step"] == step)
    (a, b), abstain = [n for n in found["result"] if n != "abstain"], found["result"]["abstain"]

    result = count_two_options(a=found["result"][a], b=found["result"][b], abstain=abstain, register=105)

    assert (result.base, result.needed, result.not_voted) == (base, needed, 0)
    assert {"a": a, "b": b}[result.wins] == found["wins"]


def test_five_proposals_in_four_votes_with_one_tie_w04() -> None:
    given_, wanted = EXAMPLES["W04"]["given"], EXAMPLES["W04"]["expected"]

    for number, ballot in enumerate(given_["ballots"], start=1):
        a, b = [name for name in ballot if name.startswith(("P", "H"))]
        result = count_two_options(
            a=ballot[a], b=ballot[b], abstain=ballot["abstain"], register=given_["roll"]
        )

        if number in wanted["tie_rounds"]:
            assert (result.wins, result.needed) == (Wins.TIED, 48)
        else:
            assert {"a": a, "b": b}[result.wins] == wanted["winners"][number - 1]


def test_second_round_between_two_w02() -> None:
    round2, wanted = EXAMPLES["W02"]["given"]["round2"], EXAMPLES["W02"]["expected"]
    numbers = {"a": round2["A"], "b": round2["B"], "abstain": round2["blank"], "register": 117}

    cast = count_two_options(**numbers)
    with_blanks = count_two_options(**numbers, rule=Rule(base=Base.CAST_WITH_BLANKS))

    assert (cast.base, cast.needed, cast.wins) == (101, 51, Wins.B)
    assert with_blanks.base == wanted["variant_blank_counts"]["round2_base"]
    assert with_blanks.needed == wanted["variant_blank_counts"]["round2_needed"]
    assert with_blanks.wins is Wins.NEITHER


@given(votes, votes, votes, votes)
def test_on_votes_cast_somebody_wins_or_it_is_a_tie(a: int, b: int, abstain: int, absent: int) -> None:
    result = count_two_options(a=a, b=b, abstain=abstain, register=a + b + abstain + absent)

    assert result.wins == (Wins.TIED if a == b else Wins.A if a > b else Wins.B)
    assert sum(result.counts.values()) + result.not_voted == result.register
    assert a == b or (max(a, b) >= result.needed > min(a, b))


@given(votes, votes, votes)
def test_changing_places_changes_the_name_of_the_winner_only(a: int, b: int, abstain: int) -> None:
    register = a + b + abstain
    one = count_two_options(a=a, b=b, abstain=abstain, register=register)
    other = count_two_options(a=b, b=a, abstain=abstain, register=register)

    assert {"a": "b", "b": "a"}.get(one.wins, one.wins) == other.wins
    assert (one.base, one.needed) == (other.base, other.needed)


def test_a_qualified_majority_between_two_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^rule: "):
        count_two_options(a=2, b=1, register=3, rule=Rule.parse("at_least", "2/3", "cast"))


def test_more_votes_than_the_register_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^register: 4 votes on a register of 3$"):
        count_two_options(a=2, b=1, abstain=1, register=3)
