"""Somebody who holds more than one vote: their own member's, and those of proxies."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.torture.hall import CHAIR, NOW
from voting.polls import actions
from voting.polls.models import Ballot, Poll
from voting.register.models import Entry, Register


@pytest.fixture
def proxy(hall):
    """The first voter also votes for the second voter's member."""
    register = Register.objects.create(
        meeting_id=hall.meeting, version=2, total=6, drawn_up_at=NOW, approved_at=NOW
    )
    entries = []
    for n, entry in enumerate(Entry.objects.filter(register_id=hall.register).order_by("pk")):
        more = {"delegate_id": entry.delegate_id, "venue_id": entry.venue_id}
        if n == 1:
            first = entries[0]
            more = {
                "delegate_id": first.delegate_id,
                "venue_id": first.venue_id,
                "authority": "proxy",
                "hold": 2,
            }
        entries.append(Entry(register=register, member_id=entry.member_id, **more))
    Entry.objects.bulk_create(entries)
    return entries[1]


def put(voter, poll, choice, **more):
    ballot = {"choice": choice, "key": str(uuid4()), **more}
    return voter(0).put(f"/api/polls/{poll}/ballot", ballot, format="json")


def test_each_vote_is_cast_by_itself_and_counted_once(hall, proxy, voter):
    poll = hall.open_poll()

    own, other = put(voter, poll, "yes"), put(voter, poll, "no", hold=2)

    assert (own.json()["member"], other.json()["member"]) == ("Bolag 0 AB", "Bolag 1 AB")
    assert own.json()["receipt"] != other.json()["receipt"]
    assert put(voter, poll, "no").status_code == 409
    counts = actions.close_poll(poll_id=poll, by=CHAIR, at=NOW).result["counts"]
    assert counts == {"yes": 1, "no": 1, "abstain": 0}


def test_the_same_key_for_both_votes_gives_two_receipts(hall, proxy, voter):
    poll, key = hall.open_poll(), str(uuid4())

    answers = [put(voter, poll, "yes", hold=hold, key=key).json() for hold in (1, 2)]

    assert len({a["receipt"] for a in answers}) == 2
    assert Ballot.objects.filter(poll=poll).count() == 2


def test_the_phone_shows_both_votes(hall, proxy, voter):
    poll = hall.open_poll()
    put(voter, poll, "yes", hold=2)

    mine = voter(0).get(f"/api/meetings/{hall.meeting}/state").json()["my"]

    assert [(v["hold"], v["authority"], v["member"], bool(v["receipt"])) for v in mine["votes"]] == [
        (1, "delegate", "Bolag 0 AB", False),
        (2, "proxy", "Bolag 1 AB", True),
    ]
    assert (mine["receipt"], mine["may_vote"]) == (None, True)


def test_a_vote_that_is_not_held_is_refused(hall, proxy, voter):
    answer = put(voter, hall.open_poll(), "yes", hold=3)

    assert [o["code"] for o in answer.json()["obstacles"]] == ["voting.polls.obstacle_not_in_register"]
    assert not Ballot.objects.exists()


def test_the_desk_votes_for_a_member_that_has_nobody_registered(hall, proxy, client_of, person):
    secretary = client_of(hall.network, person("secretary", name="Maja Lund"))
    poll = hall.open_poll()
    body = {
        "member": str(proxy.member_id),
        "choice": "no",
        "key": str(uuid4()),
        "reason": "Batteriet är slut",
    }

    answer = secretary.post(f"/api/polls/{poll}/assist", body, format="json")

    assert (answer.status_code, answer.json()["member"]) == (200, "Bolag 1 AB")
    assert (
        secretary.post(f"/api/polls/{poll}/assist", {**body, "member": None}, format="json").status_code
        == 400
    )


def test_a_vote_opens_on_the_items_own_register_without_those_in_conflict(hall):
    from voting.register.models import Conflict

    gone = Entry.objects.filter(register_id=hall.register).first()
    Conflict.objects.create(
        meeting_id=hall.meeting, item_no=9, member_id=gone.member_id, reason="Ägare", said_by="member", at=NOW
    )

    poll = Poll.objects.get(pk=hall.open_poll())

    assert not poll.register.entries.filter(member=gone.member_id).exists()
    assert poll.register.item_no == 9


def test_the_phone_is_told_how_many_votes_there_are_before_any_is_put(hall, proxy, voter):
    def mine(n):
        return voter(n).get(f"/api/meetings/{hall.meeting}/state").json()["my"]

    assert [mine(n)["holds"] for n in (0, 1, 2)] == [2, 0, 1]
    hall.open_poll()
    assert [(one["hold"], one["authority"], one["may_vote"]) for one in mine(0)["votes"]] == [
        (1, "delegate", True),
        (2, "proxy", True),
    ]
