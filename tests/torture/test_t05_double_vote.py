"""T5: 200 parallel requests of one voter from two devices, 50 times over: exactly one is accepted."""

from __future__ import annotations

from uuid import uuid4

import pytest

from kernel.errors import Refused
from tests.torture import naive
from tests.torture.crew import Crew
from tests.torture.hall import NOW, fill
from voting.polls import actions
from voting.polls.models import Ballot

ROUNDS, REQUESTS = 50, 200
pytestmark = pytest.mark.torture


def test_of_200_parallel_ballots_exactly_one_is_accepted(race):
    hall = fill(race, voters=ROUNDS)
    poll = hall.open_poll()
    crew = Crew(race)

    def devices(n):
        outcomes = []
        for voter in hall.voters:
            crew.meet()
            for turn in range(REQUESTS // crew.size):
                choice = ("yes", "no")[(n + turn) % 2]  # the two devices disagree
                try:
                    receipt = actions.cast_ballot(
                        poll_id=poll, voter=voter, choice=choice, key=uuid4(), replaces=None, at=NOW
                    )
                except Refused as refused:
                    [obstacle] = refused.obstacles
                    outcomes.append((voter, obstacle.code, obstacle.params["receipt"]))
                else:
                    outcomes.append((voter, "accepted", receipt["receipt"]))
        return outcomes

    outcomes = [outcome for thread in crew.do(devices) for outcome in thread]

    assert len(outcomes) == ROUNDS * REQUESTS
    for voter in hall.voters:
        mine = [o for o in outcomes if o[0] == voter]
        assert [o[1] for o in mine].count("accepted") == 1
        assert [o[1] for o in mine].count("voting.polls.obstacle_already_cast") == REQUESTS - 1
        assert len({o[2] for o in mine}) == 1  # the refused are told of the one that counts
    assert Ballot.objects.filter(poll=poll).count() == ROUNDS


def test_the_naive_twin_accepts_more_than_one(race):
    hall = fill(race, voters=10)
    naive.build()
    naive.open_poll(1)
    crew = Crew(race)

    def devices(n):
        accepted = 0
        for voter in hall.voters:
            crew.meet()
            for _ in range(REQUESTS // crew.size):
                accepted += naive.cast(1, voter, uuid4(), "yes")
        return accepted

    accepted = sum(crew.do(devices))

    assert accepted == naive.stored(1)
    assert accepted > len(hall.voters)
