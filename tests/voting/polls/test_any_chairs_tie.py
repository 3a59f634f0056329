"""Where the law lets any chair break a tie (Finland): also one without a ballot, who says it aloud."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accounts.models import RoleGrant, User
from kernel.errors import Refused
from tests.torture.hall import CHAIR, NOW
from voting.counting.document import count
from voting.polls import actions, queries
from voting.polls.models import Poll

LATER = NOW + timedelta(minutes=1)
LAW = {"rule": "any_chair_then_lot", "source_sv": "föreningslagen 503/1989", "source_en": "the Act 503/1989"}


@pytest.fixture
def tied(hall, cast):
    """Two votes against two, under the Finnish rule."""
    poll = hall.open_poll()
    Poll.objects.filter(pk=poll).update(tie=LAW)
    for n, choice in enumerate(["no", "yes", "yes", "no"]):
        assert cast(n, poll, choice).status_code == 200
    actions.close_poll(poll_id=poll, by=CHAIR, at=NOW)
    return poll


def refused(call, **arguments):
    with pytest.raises(Refused) as caught:
        call(by=CHAIR, at=LATER, **arguments)
    return [obstacle.code for obstacle in caught.value.obstacles]


def test_a_chair_without_a_vote_says_which_side_prevails(tied):
    tie = queries.visible_poll(tied, officer=True)["tie"]
    assert (tie["open_to"], tie["chair_opinion"], tie["chair_may_say"]) == (
        ["chair", "lot", "paper_lot"], None, True,
    )  # fmt: skip
    assert refused(actions.declare_poll, poll_id=tied) == ["voting.polls.obstacle_tie_for_any_chair"]

    result = actions.resolve_tie(poll_id=tied, by_means="chair", prevails=["yes"], by=CHAIR, at=LATER).result

    assert (result["outcome"], result["resolved_by"], result["prevails"]) == ("carried", "chair", ["yes"])
    assert result["counts"] == {"yes": 2, "no": 2, "abstain": 0}  # not an extra vote
    document = queries.document(tied, officer=True)
    assert document["chair"] == {"entitled": False, "open": True, "opinion": "yes"}
    assert (count(document)["outcome"], count(document)["resolved_by"]) == ("carried", "chair")
    again = actions.resolve_tie(poll_id=tied, by_means="chair", prevails=["yes"], by=CHAIR, at=LATER)
    assert again.result == result
    assert refused(actions.resolve_tie, poll_id=tied, by_means="chair", prevails=["no"]) == [
        "voting.polls.obstacle_no_tie"
    ]


@pytest.mark.parametrize("said", [[], ["maybe"], ["yes", "no"]])
def test_an_opinion_is_one_of_the_two_sides(tied, said):
    assert refused(actions.resolve_tie, poll_id=tied, by_means="chair", prevails=said) == [
        "voting.polls.obstacle_chair_opinion_missing"
    ]
    assert Poll.objects.get(pk=tied).result["resolved_by"] is None


def test_a_chair_without_an_opinion_leaves_it_to_the_lot(tied):
    result = actions.resolve_tie(poll_id=tied, by_means="lot", seed="dice:3-5-1", by=CHAIR, at=LATER).result

    assert result["resolved_by"] == "lot"


def test_a_chair_who_voted_holds_what_the_ballot_says(hall, tied):
    user = User.objects.get(pk=hall.voters[0])
    RoleGrant.objects.create(user=user, role="chair", granted_at=NOW)

    tie = queries.visible_poll(tied, officer=True)["tie"]

    assert (tie["open_to"], tie["chair_opinion"], tie["chair_may_say"]) == (["chair"], "no", False)


def test_the_naive_twin_would_leave_it_to_the_lot(tied):
    """The Swedish rule on the same ballots: a chair without a vote breaks nothing."""
    Poll.objects.filter(pk=tied).update(tie={**LAW, "rule": "chair_then_lot"})

    assert queries.visible_poll(tied, officer=True)["tie"]["open_to"] == ["lot", "paper_lot"]
    assert refused(actions.resolve_tie, poll_id=tied, by_means="chair", prevails=["yes"]) == [
        "voting.polls.obstacle_tie_for_the_lot"
    ]
