"""T7: 500 voters against a gavel that falls at a random moment: nothing is stored after the count."""

from __future__ import annotations

import random
import threading
import time
from uuid import uuid4

import pytest

from kernel.errors import Refused
from tests.torture import naive
from tests.torture.crew import Crew
from tests.torture.hall import CHAIR, NOW, fill, sign_in
from tests.torture.phones import vote_by_phone
from tests.torture.server import web_process
from voting.polls import actions
from voting.polls.models import Ballot, Poll

VOTERS, ROUNDS, ROUNDS_BY_HTTP = 500, 100, 3
CLOSED = "voting.polls.obstacle_closed"
pytestmark = pytest.mark.torture


def cast(poll, voter, replaces=None):
    """The receipt, or the codes of the refusal."""
    try:
        return actions.cast_ballot(
            poll_id=poll, voter=voter, choice="yes", key=uuid4(), replaces=replaces, at=NOW
        )
    except Refused as refused:
        return [o.code for o in refused.obstacles]


@pytest.mark.timeout(400)
def test_every_acknowledged_ballot_is_counted_and_every_refused_voter_told(race):
    hall = fill(race, voters=VOTERS)
    polls = [hall.new_poll() for _ in range(ROUNDS)]
    crew, opened = Crew(race, guests=1), [threading.Event() for _ in polls]
    chance, takes = random.Random(7), [0.4]  # how long all of them take, learnt as it goes

    def vote(n):
        outcomes = []
        for number, poll in enumerate(polls):
            opened[number].wait(120)
            outcomes.append([cast(poll, voter) for voter in hall.voters[n :: crew.size]])
            crew.meet()
        return outcomes

    def chair():
        for number, poll in enumerate(polls):
            actions.open_poll(poll_id=poll, by=CHAIR, at=NOW)
            began = time.perf_counter()
            opened[number].set()
            time.sleep(chance.uniform(0, takes[0]))
            actions.close_poll(poll_id=poll, by=CHAIR, at=NOW)
            crew.meet()
            takes[0] = 0.8 * takes[0] + 0.2 * (time.perf_counter() - began)

    done = crew.do(vote, beside=chair)

    cut_in_the_middle = 0
    for number, poll in enumerate(polls):
        outcomes = [outcome for thread in done for outcome in thread[number]]
        acknowledged = [outcome for outcome in outcomes if isinstance(outcome, dict)]
        assert outcomes.count([CLOSED]) == VOTERS - len(acknowledged)
        assert Poll.objects.get(pk=poll).result["counts"]["yes"] == len(acknowledged)
        assert Ballot.objects.filter(poll=poll).count() == len(acknowledged)  # stored after the count: 0
        cut_in_the_middle += 0 < len(acknowledged) < VOTERS
    assert cut_in_the_middle > ROUNDS / 3  # otherwise nothing was raced


def test_the_same_over_http(race):
    hall = fill(race, voters=VOTERS)
    sign_in(hall, hall.voters)
    with web_process() as web:
        for number in range(ROUNDS_BY_HTTP):
            poll = hall.open_poll()
            crew = Crew(race, 1)

            def close(poll=poll, number=number):
                time.sleep(random.Random(number).uniform(0.2, 1.2))
                actions.close_poll(poll_id=poll, by=CHAIR, at=NOW)

            ballots = {voter: ("yes", uuid4(), None) for voter in hall.voters}

            def vote(n, poll=poll, ballots=ballots):
                return vote_by_phone(hall, web.port, poll, ballots)

            [answers] = crew.do(vote, beside=close)

            acknowledged = [a for a in answers.values() if a.status == 200]
            refused = [a.body["obstacles"] for a in answers.values() if a.status == 409]
            assert len(acknowledged) + len(refused) == VOTERS
            assert all([o["code"] for o in obstacles] == [CLOSED] for obstacles in refused)
            assert Poll.objects.get(pk=poll).result["counts"]["yes"] == len(acknowledged)
            assert Ballot.objects.filter(poll=poll).count() == len(acknowledged)


def test_the_gavel_gets_its_turn_in_a_stream_that_does_not_end(race):
    hall = fill(race, voters=VOTERS)
    poll, waited = hall.open_poll(), []
    crew, streaming = Crew(race), threading.Event()

    def change_ones_mind(n):
        """Again and again until told that it is over."""
        receipts, number = dict.fromkeys(hall.voters[n :: crew.size]), 0
        while True:
            for voter, receipt in receipts.items():
                outcome = cast(poll, voter, receipt)
                if isinstance(outcome, list):
                    return number, outcome
                receipts[voter] = outcome["receipt"]
                number += 1
                streaming.set()

    def chair():
        streaming.wait(60)
        time.sleep(0.5)
        fell = time.perf_counter()
        actions.close_poll(poll_id=poll, by=CHAIR, at=NOW)
        waited.append(time.perf_counter() - fell)

    outcomes = crew.do(change_ones_mind, beside=chair)

    assert all(told == [CLOSED] for _, told in outcomes)
    assert Ballot.objects.filter(poll=poll).count() == sum(number for number, _ in outcomes)
    assert waited[0] < 5  # without the gate: as long as anybody goes on voting


def test_the_naive_twin_stores_ballots_after_the_count(race):
    hall = fill(race, voters=VOTERS)
    naive.build()
    rounds = 10
    for poll in range(rounds):
        naive.open_poll(poll)
    crew, counted, chance = Crew(race, guests=1), [0] * rounds, random.Random(7)

    def vote(n):
        for poll in range(rounds):
            crew.meet()
            for voter in hall.voters[n :: crew.size]:
                naive.cast(poll, voter, uuid4(), "yes")

    def chair():
        for poll in range(rounds):
            crew.meet()
            time.sleep(chance.uniform(0, 0.3))
            counted[poll] = naive.close_poll(poll)

    crew.do(vote, beside=chair)

    assert sum(naive.stored(poll) - counted[poll] for poll in range(rounds)) > 0
