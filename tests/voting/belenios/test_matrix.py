"""Halls: elections of every shape, held by us, are accepted by Debian's tool and by our own verifier."""

from __future__ import annotations

from itertools import combinations

import pytest

from tests.torture import figures
from tests.voting.belenios.election import BLANK, NINE, PLAIN, gather, open_election
from voting.belenios import group

PAIRS = [(2, 2), (2, 3), (3, 5)]


@pytest.fixture(scope="module", params=PAIRS, ids=lambda pair: f"{pair[0]}of{pair[1]}")
def council(request):
    return gather(*request.param)


def agreed(held, tool_says, counts):
    report = held.verify(heads=[held.head], register=held.register())

    assert (report.accepted, report.reason) == (True, "")
    assert report.facts["result"] == counts == held.counts
    assert tool_says(held.content, held.election.uuid)


def marks(question, choices):
    """Each voter's, in turn: the answers by number, or none for a blank vote."""
    return [question.marks(one, blank=not one) for one in choices]


SHAPES = {
    "plain": (PLAIN, [[0], [1], [2], [1], [1]], {}),
    "blank": (BLANK, [[0], [], [1], [0], [0]], {}),
    "nine candidates": (NINE, [[0, 4, 8], [8], [], [7, 8], [0, 1, 2]], {}),
    "weights": (BLANK, [[0], [1], [], [0], [1]], {"weights": [7, 1, 100, 30, 2, 7, 1, 100, 30]}),
    "revotes": (BLANK, [[0], [1], [], [0], [1]], {}),
}


@pytest.mark.parametrize("voters", [5, 9])
@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_under_every_council(council, tool_says, shape, voters):
    question, choices, more = SHAPES[shape]
    weights = more.get("weights", [1] * 9)[:voters]
    held = open_election(council, question, voters=voters, weights=weights)
    plain = [marks(question, choices)[voter % len(choices)] for voter in range(voters)]
    if shape == "revotes":  # the first two of them twice, and once with what they will not end with
        for voter in (0, 1, 0):
            held.vote(voter, BLANK.marks([voter]))
    for voter in range(voters):
        held.vote(voter, plain[voter])

    held.close(*range(1, council.assembly.threshold + 1))

    sums = [
        sum(w * one for w, one in zip(weights, column, strict=True)) for column in zip(*plain, strict=True)
    ]
    agreed(held, tool_says, [sums])


def test_every_subset_of_officers_opens_the_same_result(council, tool_says):
    held = open_election(council, BLANK)
    for voter, choice in enumerate([[0], [0], [1], [], [0]]):
        held.vote(voter, BLANK.marks(choice, blank=not choice))

    for deciding in combinations(range(1, council.assembly.size + 1), council.assembly.threshold):
        agreed(held.close(*deciding), tool_says, [[1, 3, 1]])


def test_all_present_officers_decrypt_in_any_order(council, tool_says):
    held = open_election(council, BLANK)
    for voter in range(5):
        held.vote(voter, BLANK.marks([1]))

    agreed(held.close(*range(council.assembly.size, 0, -1)), tool_says, [[0, 0, 5]])


def test_weights_above_and_below_what_json_writes_as_a_number(officers, tool_says):
    held = open_election(officers, BLANK, voters=3, weights=[(1 << 30) - 1, 1, 1 << 30])
    held.vote(0, BLANK.marks([0]))
    held.vote(1, BLANK.marks([1]))
    held.vote(2, BLANK.marks([], blank=True))

    agreed(held.close(2, 3), tool_says, [[1 << 30, (1 << 30) - 1, 1]])
    assert f'"total_weight":"{1 << 31}"'.encode() in held.content


def test_the_last_ballot_counts(officers, tool_says):
    held = open_election(officers, BLANK, voters=3)
    held.vote(0, BLANK.marks([0]))
    held.vote(1, BLANK.marks([0]))
    held.vote(0, BLANK.marks([1]))
    held.vote(0, BLANK.marks([], blank=True))

    held.close(1, 2)

    agreed(held, tool_says, [[1, 1, 0]])
    assert held.verify().facts["ballots"] == 4
    assert held.verify().facts["counted"] == 2


def test_two_questions_and_a_trustee_who_stands_alone(officers, tool_says):
    held = open_election(officers, PLAIN, BLANK, voters=3, single=group.random_exponent())
    for voter in range(3):
        held.vote(voter, PLAIN.marks([2]), BLANK.marks([0]))

    agreed(held.close(1, 2, 4), tool_says, [[0, 0, 3], [0, 3, 0]])


# The largest hall takes the tool half a minute: make torture holds it.
HALLS = [250, 1000] if figures.FULL else [250]


@pytest.mark.torture
@pytest.mark.timeout(600)
@pytest.mark.parametrize("voters", HALLS)
def test_a_hall(officers, tool_says, voters):
    held = open_election(officers, BLANK, voters=voters)
    for voter in range(voters):
        held.vote(voter, BLANK.marks([voter % 2] if voter % 10 else [], blank=not voter % 10))

    held.close(1, 2, 3)

    blank = voters // 10
    agreed(held, tool_says, [[blank, voters // 2 - blank, voters // 2]])
    assert held.verify(processes=2) == held.verify()
    figures.tell("Halls", voters=voters, accepted_by_belenios_tool=1, accepted_by_ours=1)
