"""T6: the same ballot 100 times, also while and after the poll is closed: one counted, one receipt."""

from __future__ import annotations

from uuid import uuid4

import pytest

from kernel.errors import Refused
from tests.torture import naive
from tests.torture.crew import Crew
from tests.torture.hall import CHAIR, NOW, fill
from voting.polls import actions
from voting.polls.models import Ballot

ROUNDS, REQUESTS, DURING_CLOSE = 20, 100, 50
pytestmark = pytest.mark.torture


def test_a_ballot_sent_100_times_is_counted_once_with_one_receipt(race):
    hall = fill(race, voters=1)
    [voter] = hall.voters
    for _ in range(ROUNDS):
        poll, key = hall.open_poll(), uuid4()
        crew = Crew(race, guests=1)

        def send(n, poll=poll, key=key, crew=crew):
            receipts = []
            for turn in range(REQUESTS // crew.size):
                if turn == DURING_CLOSE // crew.size:
                    crew.meet()  # from here on the gavel falls at any moment
                receipts.append(
                    actions.cast_ballot(
                        poll_id=poll, voter=voter, choice="yes", key=key, replaces=None, at=NOW
                    )
                )
            return receipts

        def close(poll=poll, crew=crew):
            crew.meet()
            actions.close_poll(poll_id=poll, by=CHAIR, at=NOW)

        receipts = [receipt for thread in crew.do(send, beside=close) for receipt in thread]

        assert len(receipts) == REQUESTS
        assert [receipt.pop("repeated") for receipt in receipts].count(False) == 1
        assert all(receipt == receipts[0] for receipt in receipts)
        assert Ballot.objects.filter(poll=poll).count() == 1
        result = actions.declare_poll(poll_id=poll, by=CHAIR, at=NOW).result
        assert result["counts"] == {"yes": 1, "no": 0, "abstain": 0}


@pytest.mark.parametrize("closed", [False, True])
def test_another_choice_under_the_same_key_is_refused(race, closed):
    hall = fill(race, voters=1)
    [voter], poll, key = hall.voters, hall.open_poll(), uuid4()
    actions.cast_ballot(poll_id=poll, voter=voter, choice="yes", key=key, replaces=None, at=NOW)
    if closed:
        actions.close_poll(poll_id=poll, by=CHAIR, at=NOW)

    def send(n):
        with pytest.raises(Refused) as caught:
            actions.cast_ballot(poll_id=poll, voter=voter, choice="no", key=key, replaces=None, at=NOW)
        return [o.code for o in caught.value.obstacles]

    told = Crew(race).do(send)

    assert all(codes == ["voting.polls.obstacle_different_vote_same_request"] for codes in told)
    assert list(Ballot.objects.values_list("choice", flat=True)) == ["yes"]


def test_the_naive_twin_counts_some_twice(race):
    hall = fill(race, voters=1)
    [voter] = hall.voters
    naive.build()
    for poll in range(ROUNDS):
        naive.open_poll(poll)
    crew, key = Crew(race), uuid4()

    def send(n):
        for poll in range(ROUNDS):
            crew.meet()
            naive.cast(poll, voter, key, "yes")

    crew.do(send)

    assert max(naive.stored(poll) for poll in range(ROUNDS)) > 1
