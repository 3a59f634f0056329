"""T16: other people's counting on 10,000 random profiles. Equal winners; every tie a tie on both sides.

A plain run has 3,000 of them, ``make torture`` all. py-vote-core and stvpoll are VoteIT's, who count Swedish
associations' votes. Their Schulze walks another road than ours (the Schwartz set instead of the strongest
chains). Their Scottish STV rounds where the Order truncates, and sends two surpluses on at once; where that
cannot matter it must elect whom we elect.
"""

from __future__ import annotations

import random
import sys
from collections import Counter

import pytest
from py3votecore.plurality_at_large import PluralityAtLarge
from py3votecore.schulze_method import SchulzeMethod
from stvpoll.scottish_stv import calculate_scottish_stv

from tests.torture.figures import repeats
from voting.counting.document import count

PROFILES = repeats(10_000, 3_000)
pytestmark = pytest.mark.torture


@pytest.fixture
def say(capsys):
    """Print a figure past pytest's capture."""

    def line(text):
        with capsys.disabled():
            sys.stdout.write(f"\n{text}\n")

    return line


def profile(dice):
    """Two to six candidates; few papers and many, so that a good part of them ties."""
    names = [f"k{number}" for number in range(dice.randint(2, 6))]
    most = dice.choice([2, 6, 400])
    papers = [
        (dice.sample(names, dice.randint(1, len(names))), dice.randint(1, most))
        for _ in range(dice.randint(1, 9))
    ]
    return names, papers


def ranked(names, papers, method, seats=1):
    ballots = [{"n": n, "rank": rank} for rank, n in papers]
    return count({"method": method, "seats": seats, "candidates": names, "ballots": ballots})


def top(result):
    """Who is elected to one seat, or who is tied for it."""
    return set(result["elected"]) or set(result["tied"]["between"])


def test_schulze_and_the_most_votes_against_an_independent_library(say):
    dice, seen = random.Random(16), Counter()
    for _ in range(PROFILES):
        names, papers = profile(dice)
        everyone = {name: len(names) for name in names}
        theirs = SchulzeMethod(
            [{"count": n, "ballot": everyone | {k: i for i, k in enumerate(rank)}} for rank, n in papers],
            ballot_notation=SchulzeMethod.BALLOT_NOTATION_RANKING,
        )
        ours = ranked(names, papers, "schulze")
        expected = set(getattr(theirs, "tied_winners", {theirs.winner}))
        assert set(ours["order"][0]) == top(ours) == expected, (names, papers)
        seen["schulze"] += 1
        seen["schulze tied"] += len(expected) > 1

        seats = dice.randint(1, len(names) - 1)
        marks = [{"count": n, "ballot": rank[:seats]} for rank, n in papers]
        ours = ranked(names, papers, "plurality", seats)
        voted = {name for ballot in marks for name in ballot["ballot"]}
        if (
            len(voted) < seats
        ):  # nobody is elected without a vote: they cannot fill the seats, we leave them empty
            assert set(ours["elected"]) == voted
            seen["too few with votes"] += 1
            continue
        theirs = PluralityAtLarge(marks, required_winners=seats)
        tied = set(getattr(theirs, "tied_winners", ()))
        assert set(ours.get("tied", {"between": ()})["between"]) == tied, (names, papers, seats)
        assert set(ours["elected"]) == set(theirs.winners) - tied, (names, papers, seats)
        assert ours["tally"] == dict.fromkeys(names, 0) | theirs.tallies
        seen["plurality"] += 1
        seen["plurality tied"] += bool(tied)
    say(f"T16 against py-vote-core, {PROFILES} profiles, 0 differences: {dict(seen)}")

    assert seen["schulze tied"] > PROFILES // 20
    assert seen["plurality tied"] > PROFILES // 20


def test_approval_against_the_plain_sum(say):
    dice, tied = random.Random(17), 0
    for _ in range(PROFILES):
        names, papers = profile(dice)
        tally = Counter(dict.fromkeys(names, 0))
        for rank, n in papers:
            tally.update(dict.fromkeys(rank, n))

        ours = count({"method": "approval", "candidates": names,
                      "ballots": [{"n": n, "marks": rank} for rank, n in papers]})  # fmt: skip

        best = {name for name in names if tally[name] == max(tally.values())}
        assert (top(ours), ours["tally"]) == (best, dict(tally))
        tied += len(best) > 1
    say(f"T16 approval, {PROFILES} profiles, 0 differences, {tied} tied")


def why_not(ours):
    """What the two rules treat differently in this count; empty when they must agree."""
    if any("tie" in stage for stage in ours["stages"]):
        return "a tie"
    if ours["stages"][-1]["lost"] != "0.00000":
        return "a remainder"
    return "two elected at once" if any(len(stage["elected"]) > 1 for stage in ours["stages"][:-1]) else ""


def test_scottish_stv_where_the_other_library_can_be_compared(say):
    dice, seen = random.Random(18), Counter()
    for _ in range(PROFILES):
        names, papers = profile(dice)
        seats = dice.randint(1, len(names) - 1)
        ours = ranked(names, papers, "stv_scottish", seats)
        if reason := why_not(ours):
            seen[f"left out, {reason}"] += 1
            continue
        theirs = calculate_scottish_stv(
            tuple(names), [(tuple(rank), n) for rank, n in papers], seats, allow_random=False
        )

        assert set(ours["elected"]) == set(theirs.elected_as_tuple()), (names, papers, seats)
        seen["compared"] += 1
    say(f"T16 Scottish STV against stvpoll, {PROFILES} profiles, 0 differences: {dict(seen)}")

    assert seen["compared"] > PROFILES // 4
