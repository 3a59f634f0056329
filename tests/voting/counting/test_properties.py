"""What must hold for every count: nobody's vote is lost, nobody's name matters, nothing is a float."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.counting.document import count
from voting.counting.lot import draw

NAMES = ("Ada", "Bo", "Cia", "Dag", "Eva", "Åke")
small = st.integers(0, 40)
shares = (
    st.tuples(st.integers(1, 7), st.integers(2, 8))
    .filter(lambda p: p[0] < p[1])
    .map(lambda p: f"{p[0]}/{p[1]}")
)
rules = st.tuples(st.sampled_from(["more_than", "at_least"]), shares).map(lambda r: {r[0]: r[1]})
bases = st.sampled_from(["cast", "cast_with_blanks", "present", "register"])


@st.composite
def profiles(draw: st.DrawFn, *, most: int = 6, marks: bool = False, least: int = 2) -> dict[str, Any]:
    """Candidates, seats and papers; many alike, so that there are ties."""
    names = list(NAMES[: draw(st.integers(least, most))])
    seats = draw(st.integers(1, len(names)))
    paper = st.lists(st.sampled_from(names), unique=True, max_size=len(names))
    rows = draw(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 3), paper), max_size=8))
    field = "marks" if marks else "rank"
    ballots = [{"n": n, "weight": weight, field: paper} for n, weight, paper in rows]
    return {"candidates": names, "seats": seats, "ballots": ballots}


RANKED = ["stv_scottish", "schulze"]
MARKED = ["plurality", "approval"]
ELECTIONS = [*RANKED, *MARKED]


def exact(value: Any) -> None:
    """Whole numbers, text, truth and nothing else, all the way down."""
    if isinstance(value, dict):
        for key, item in value.items():
            assert type(key) is str
            exact(item)
    elif isinstance(value, list):
        for item in value:
            exact(item)
    else:
        assert type(value) in {int, str, bool, type(None)}, f"{value!r} is a {type(value)}"


def outcome(result: dict[str, Any]) -> Any:
    """What was decided, without the order in which names are listed."""
    tied = result.get("tied") or {}
    return (
        result["outcome"],
        frozenset(result["elected"]),
        tied.get("seats"),
        frozenset(tied.get("between", ())),
    )


@given(small, small, small, small, small, rules, bases)
def test_a_majority_adds_up_and_carries_exactly_from_the_needed_number(
    yes, no, blank, invalid, absent, rule, base
):
    counts = {"yes": yes, "no": no, "blank": blank, "invalid": invalid}
    register = sum(counts.values()) + absent

    result = count({"method": "majority", "register": register, "present": register, "base": base,
                    "counts": counts} | rule)  # fmt: skip

    exact(result)
    ((name, share),) = rule.items()
    part = Fraction(share) * result["base"]
    enough = (n for n in range(1, register + 2) if (n > part if name == "more_than" else n >= part))
    assert result["needed"] == next(enough)
    assert (result["outcome"] == "carried") == (yes >= result["needed"])
    assert result["valid"] + result["blank"] + result["invalid"] + result["not_voted"] == register
    assert result["base"] <= register


@given(st.integers(0, 400), rules)
def test_the_needed_number_never_falls_when_the_base_grows(base, rule):
    document = {"method": "majority"} | rule

    fewer = count(document | {"counts": {"yes": base, "no": 0}})["needed"]
    more = count(document | {"counts": {"yes": base, "no": 1}})["needed"]

    assert fewer <= more <= fewer + 1


@pytest.mark.parametrize("method", MARKED)
@given(profile=profiles(marks=True), exactly=st.booleans())
def test_marks_are_conserved_and_no_share_is_over_the_whole(method, profile, exactly):
    validity = {"validity": "exactly" if exactly else "at_most"}

    result = count({"method": method} | profile | validity)

    exact(result)
    votes = sum(b["n"] * b["weight"] for b in profile["ballots"])
    most = profile["seats"] if method == "plurality" else len(profile["candidates"])
    good = [b for b in profile["ballots"] if b["marks"] and (
        len(b["marks"]) == most if exactly else len(b["marks"]) <= most)]  # fmt: skip
    assert result["valid"] + result["blank"] + result["invalid"] == votes
    assert sum(result["tally"].values()) == sum(b["n"] * b["weight"] * len(b["marks"]) for b in good)
    assert all(number <= result["valid"] == result["base"] for number in result["tally"].values())


@pytest.mark.parametrize("method", MARKED)
@given(profile=profiles(marks=True))
def test_the_elected_have_more_than_everybody_else_and_equals_are_treated_alike(method, profile):
    result = count({"method": method} | profile)

    tally, elected = result["tally"], set(result["elected"])
    between = set(result.get("tied", {}).get("between", ()))
    others = set(tally) - elected - between
    assert not elected & between
    assert all(tally[a] > tally[b] for a in elected for b in between | others)
    assert all(tally[a] > tally[b] for a in between for b in others)
    assert len({tally[name] for name in between}) <= 1
    assert len(elected) + result.get("tied", {"seats": 0})["seats"] <= profile["seats"]
    assert all(not tally[name] for name in others) or len(elected) + len(between) >= profile["seats"]


@pytest.mark.parametrize("method", ELECTIONS)
@given(data=st.data())
def test_names_do_not_matter(method, data):
    profile = data.draw(profiles(marks=method in MARKED))
    field = "marks" if method in MARKED else "rank"
    new = data.draw(st.permutations(profile["candidates"]))
    rename = dict(zip(profile["candidates"], new, strict=True))
    renamed = profile | {
        "candidates": data.draw(st.permutations(new)),
        "ballots": [b | {field: [rename[n] for n in b[field]]} for b in profile["ballots"]],
    }

    before, after = outcome(count({"method": method} | profile)), outcome(count({"method": method} | renamed))

    assert (before[0], before[2]) == (after[0], after[2])
    assert {rename[n] for n in before[1]} == after[1]
    assert {rename[n] for n in before[3]} == after[3]


@pytest.mark.parametrize("method", ELECTIONS)
@given(data=st.data())
def test_neither_the_order_of_papers_nor_how_they_are_bundled_matters(method, data):
    profile = data.draw(profiles(marks=method in MARKED))
    field = "marks" if method in MARKED else "rank"
    single = [{"n": 1, field: b[field]} for b in profile["ballots"] for _ in range(b["n"] * b["weight"])]
    shuffled = data.draw(st.permutations(single))

    assert count({"method": method} | profile) == count({"method": method} | profile | {"ballots": shuffled})


@given(profiles())
def test_scottish_stv_conserves_every_vote_at_every_stage(profile):
    result = count({"method": "stv_scottish"} | profile)

    exact(result)
    for stage in result["stages"]:
        rows = [*stage["votes"].values(), *stage["kept"].values(), stage["exhausted"], stage["lost"]]
        assert sum(Fraction(row) for row in rows) == result["valid"]
        assert all(len(row.partition(".")[2]) == 5 for row in rows)


@given(profiles())
def test_scottish_stv_fills_every_seat_or_says_who_is_tied(profile):
    result = count({"method": "stv_scottish"} | profile)

    tied = result.get("tied", {"seats": 0, "between": []})
    if not result["valid"]:
        assert (result["outcome"], result["elected"]) == ("none", [])
        return
    assert result["quota"] == result["valid"] // (profile["seats"] + 1) + 1
    assert len(result["elected"]) + tied["seats"] == profile["seats"]
    assert (result["outcome"] == "tied") == bool(tied["seats"])
    assert len(set(result["elected"])) == len(result["elected"])
    assert not set(result["elected"]) & set(tied["between"])
    assert tied["seats"] < len(tied["between"]) or not tied["seats"]


@given(profiles(), st.text("abc123", min_size=1))
def test_a_seed_ends_every_stv_tie_and_never_unseats_those_who_were_sure(profile, seed):
    tied = count({"method": "stv_scottish"} | profile)

    drawn = count({"method": "stv_scottish", "seed": seed} | profile)

    if tied["outcome"] == "tied":
        assert drawn["resolved_by"] == "lot"
        assert (
            set(tied["elected"])
            <= set(drawn["elected"])
            <= set(tied["elected"]) | set(tied["tied"]["between"])
        )
    else:
        assert drawn == tied
    assert len(drawn["elected"]) == (profile["seats"] if drawn["valid"] else 0)


@given(profiles())
def test_a_surplus_never_moves_more_than_it_is(profile):
    result = count({"method": "stv_scottish"} | profile)

    for before, after in zip(result["stages"], result["stages"][1:], strict=False):
        if "surplus" in before:
            gone = sum(m["papers"] * Fraction(m["value"]) for m in after["moved"])
            assert (
                0 <= Fraction(before["surplus"]) - gone == Fraction(after["lost"]) - Fraction(before["lost"])
            )


@given(profiles(least=3))
def test_schulze_elects_whoever_wins_every_duel(profile):
    result = count({"method": "schulze"} | profile | {"seats": 1})

    exact(result)
    wins = [duel["wins"] for duel in result["rounds"]]
    for name in profile["candidates"]:
        if wins.count(name) == len(profile["candidates"]) - 1:
            assert result["elected"] == [name]
    assert sorted(n for equals in result["order"] for n in equals) == sorted(profile["candidates"])


@given(profiles(least=3), st.data())
def test_schulze_raising_the_winner_keeps_the_winner(profile, data):
    before = count({"method": "schulze"} | profile | {"seats": 1})
    if before["outcome"] != "elected":
        return
    (winner,) = before["elected"]
    raised = [b | {"rank": [winner, *(n for n in b["rank"] if n != winner)]} for b in profile["ballots"]]
    chosen = data.draw(st.lists(st.booleans(), min_size=len(raised), max_size=len(raised)))
    mixed = [up if take else b for up, b, take in zip(raised, profile["ballots"], chosen, strict=True)]

    after = count({"method": "schulze"} | profile | {"seats": 1, "ballots": mixed})

    assert after["elected"] == [winner]


@given(profiles(least=3, marks=True), small)
def test_two_rounds_end_with_more_than_half_or_with_two(profile, blank):
    ballots = [b | {"marks": b["marks"][:1]} for b in profile["ballots"]]

    result = count(
        {"method": "two_round", "candidates": profile["candidates"], "ballots": ballots, "blank": blank}
    )

    exact(result)
    assert result["base"] == result["valid"] == sum(result["tally"].values())
    if result["outcome"] == "elected":
        assert 2 * result["tally"][result["elected"][0]] > result["valid"]
    else:
        assert all(2 * votes <= result["valid"] for votes in result["tally"].values())
        tied = result.get("tied", {"seats": 0})
        assert len(result["next_round"]) + tied["seats"] <= 2


@given(st.lists(st.tuples(small, small, small), min_size=1, max_size=5))
def test_a_tournament_has_one_vote_less_than_proposals_and_stops_at_a_tie(votes):
    names = [f"P{number}" for number in range(len(votes) + 1)]
    standing, rounds = names[0], []
    for challenger, (a, b, blank) in zip(names[1:], votes, strict=True):
        rounds.append({"counts": {standing: a, challenger: b, "blank": blank}})
        standing = standing if a >= b else challenger

    result = count({"method": "contraproposition", "candidates": names, "main": names[-1], "rounds": rounds})

    exact(result)
    ties = [number for number, (a, b, _) in enumerate(votes) if a == b]
    assert len(result["rounds"]) == (ties[0] + 1 if ties else len(votes))
    assert result["decision"] == (None if ties else standing)
    assert result["outcome"] == ("tied" if ties else "carried")


@given(st.dictionaries(st.sampled_from(NAMES), st.tuples(small, small, small), min_size=2), rules)
def test_name_by_name_elects_only_those_who_reach_the_needed_number(answers, rule):
    tally = {name: {"yes": y, "no": n, "blank": b} for name, (y, n, b) in answers.items()}

    result = count({"method": "yes_no", "seats": 1, "tally": tally} | rule)

    exact(result)
    for question in result["questions"]:
        assert (question["outcome"] == "carried") == (question["counts"]["yes"] >= question["needed"])
    carried = [q["candidate"] for q in result["questions"] if q["outcome"] == "carried"]
    assert set(result["elected"]) | set(result.get("tied", {}).get("between", ())) <= set(carried)
    assert (result["outcome"] == "none") == (not carried)


@given(
    st.sets(st.text("abcåäö", min_size=1, max_size=4), min_size=2, max_size=8), st.text(min_size=1), st.data()
)
def test_a_lot_takes_nobody_twice_and_does_not_ask_in_which_order_they_stand(ids, seed, data):
    seats = data.draw(st.integers(1, len(ids) - 1))

    lot = draw(seed, data.draw(st.permutations(sorted(ids))), seats)

    assert lot == draw(seed, ids, seats)
    assert len(set(lot.winners)) == seats
    assert set(lot.winners) <= ids
    assert lot.winners[0] == draw(seed, ids).winners[0]


def test_a_lot_is_even():
    """Over 6,000 seeds each of three is drawn as often as the others, within five standard deviations."""
    drawn = [draw(f"kast {number}", ["a", "b", "c"]).winners[0] for number in range(6_000)]

    assert all(abs(drawn.count(name) - 2_000) < 5 * 37 for name in "abc")


def test_a_weighted_voter_counts_as_that_many_everywhere():
    once = {
        "method": "majority",
        "ballots": [{"n": 1, "weight": 5, "marks": ["yes"]}, {"n": 4, "marks": ["no"]}],
    }

    assert count(once)["counts"] == {"yes": 5, "no": 4}
    assert count(once)["base"] == 9
