from __future__ import annotations

import re
from uuid import uuid4

import pytest

from kernel.errors import Missing
from kernel.tenancy import inside
from tests.torture.hall import CHAIR, NOW
from voting.polls import actions
from voting.polls.models import Ballot


def codes(answer):
    return [obstacle["code"] for obstacle in answer.json()["obstacles"]]


def test_a_ballot_gets_a_receipt_that_can_be_read_aloud(hall, cast):
    poll = hall.open_poll()

    answer = cast(0, poll, "yes")

    assert answer.status_code == 200
    receipt = answer.json()
    assert re.fullmatch(r"[2-9ACDEFGHJKMNPQRTVWXY]{2}-[2-9ACDEFGHJKMNPQRTVWXY]{4}", receipt.pop("receipt"))
    receipt.pop("cast_at")
    assert receipt == {
        "poll": str(poll),
        "number": 1,
        "choice": "yes",
        "member": "Bolag 0 AB",
        "channel": "own_phone",
        "venue": "Kalmar",
        "repeated": False,
    }


def test_the_same_ballot_again_gets_the_same_receipt_also_after_the_close(hall, cast):
    poll, key = hall.open_poll(), uuid4()
    first = cast(0, poll, "yes", key=key).json()

    again = cast(0, poll, "yes", key=key).json()
    actions.close_poll(poll_id=poll, by=CHAIR, at=NOW)
    late = cast(0, poll, "yes", key=key).json()

    assert again == late == {**first, "repeated": True}
    assert Ballot.objects.filter(poll=poll).count() == 1


def test_another_choice_under_the_same_key_is_refused_and_changes_nothing(hall, cast):
    poll, key = hall.open_poll(), uuid4()
    first = cast(0, poll, "yes", key=key).json()

    answer = cast(0, poll, "no", key=key)

    assert answer.status_code == 409
    assert codes(answer) == ["voting.polls.obstacle_different_vote_same_request"]
    assert answer.json()["obstacles"][0]["params"]["received"] is False
    assert list(Ballot.objects.values_list("choice", "receipt")) == [("yes", first["receipt"])]


def test_a_second_first_ballot_is_told_of_the_one_that_is_there(hall, cast):
    poll = hall.open_poll()
    first = cast(0, poll, "yes").json()

    answer = cast(0, poll, "no")

    assert answer.status_code == 409
    assert answer.json()["obstacles"] == [
        {
            "code": "voting.polls.obstacle_already_cast",
            "params": {"receipt": first["receipt"], "choice": "yes", "received": False},
        }
    ]


def test_a_ballot_is_changed_by_naming_the_receipt_it_replaces(hall, cast):
    poll = hall.open_poll()
    first = cast(0, poll, "yes").json()

    second = cast(0, poll, "no", replaces=first["receipt"]).json()
    stale = cast(0, poll, "abstain", replaces=first["receipt"])

    assert (second["number"], second["choice"]) == (2, "no")
    assert second["receipt"] != first["receipt"]
    assert codes(stale) == ["voting.polls.obstacle_already_cast"]
    actions.close_poll(poll_id=poll, by=CHAIR, at=NOW)
    result = actions.declare_poll(poll_id=poll, by=CHAIR, at=NOW).result
    assert result["counts"] == {"yes": 0, "no": 1, "abstain": 0}


def test_a_receipt_from_elsewhere_replaces_nothing(hall, cast):
    poll = hall.open_poll()

    answer = cast(0, poll, "yes", replaces="K7-4M2Q")

    assert codes(answer) == ["voting.polls.obstacle_nothing_to_replace"]
    assert not Ballot.objects.exists()


def test_a_prepared_poll_takes_no_ballot(hall, cast):
    answer = cast(0, hall.new_poll(), "yes")

    assert answer.status_code == 409
    assert answer.json()["obstacles"] == [
        {"code": "voting.polls.obstacle_not_open", "params": {"received": False}}
    ]
    assert not Ballot.objects.exists()


def test_a_closed_poll_takes_no_ballot_and_says_when_it_was_closed(hall, cast):
    poll = hall.open_poll()
    actions.close_poll(poll_id=poll, by=CHAIR, at=NOW)

    answer = cast(0, poll, "yes")

    assert answer.json()["obstacles"] == [
        {"code": "voting.polls.obstacle_closed", "params": {"time": NOW.isoformat(), "received": False}}
    ]
    assert not Ballot.objects.exists()


def test_who_is_not_in_the_frozen_register_is_sent_to_the_desk(hall, client_of, person):
    poll = hall.open_poll()
    guest = client_of(hall.network, person("delegate", name="Sent Omsider"))

    answer = guest.put(f"/api/polls/{poll}/ballot", {"choice": "yes", "key": str(uuid4())}, format="json")

    assert codes(answer) == ["voting.polls.obstacle_not_in_register"]
    assert not Ballot.objects.exists()


def test_who_arrived_after_the_opening_votes_in_the_next_poll(hall, client_of, person):
    from datetime import timedelta

    from tenants.members.models import Member
    from voting.meetings.models import CheckIn, Registration

    poll, late = hall.open_poll(), NOW + timedelta(minutes=3)
    user = person("delegate", name="Sent Omsider")
    member = Member.objects.create(
        number="99999", name="Sen AB", org_number="559990-0015", kind="company", contact_name="Sent Omsider",
        contact_email="sent@sen.example", created_at=NOW,
    )  # fmt: skip
    registration = Registration.objects.create(
        meeting_id=hall.meeting, member=member, delegate=user, venue=hall.venues[0], registered_at=NOW,
        changed_at=NOW,
    )  # fmt: skip
    CheckIn.objects.create(registration=registration, venue=hall.venues[0], at=late)

    answer = client_of(hall.network, user).put(
        f"/api/polls/{poll}/ballot", {"choice": "yes", "key": str(uuid4())}, format="json"
    )

    assert codes(answer) == ["voting.polls.obstacle_arrived_after_opening"]
    assert answer.json()["obstacles"][0]["params"]["time"] == late.isoformat()


@pytest.mark.parametrize("choice", ["a", "maybe", ""])
def test_a_choice_that_is_not_on_the_ballot_is_malformed(hall, cast, choice):
    answer = cast(0, hall.open_poll(), choice)

    assert answer.status_code == 400
    assert list(answer.json()["fields"]) == ["choice"]
    assert not Ballot.objects.exists()


def test_only_delegates_vote(hall, chair):
    answer = chair.put(
        f"/api/polls/{hall.open_poll()}/ballot", {"choice": "yes", "key": str(uuid4())}, format="json"
    )

    assert answer.status_code == 403


def test_a_poll_of_another_association_is_missing(hall, bravo, cast):
    from tests.torture.hall import fill

    with inside(bravo):
        other = fill(bravo, voters=1).open_poll()

    answer = cast(0, other, "yes")

    assert answer.status_code == 404
    with inside(bravo):
        assert not Ballot.objects.exists()


def test_a_poll_that_never_was_is_missing(hall):
    with pytest.raises(Missing):
        actions.cast_ballot(
            poll_id=uuid4(), voter=hall.voters[0], choice="yes", key=uuid4(), replaces=None, at=NOW
        )


def test_two_voters_with_the_same_key_get_a_receipt_each(hall, cast):
    poll, key = hall.open_poll(), uuid4()

    receipts = {cast(n, poll, "yes", key=key).json()["receipt"] for n in range(6)}

    assert len(receipts) == 6


def test_casting_takes_one_statement(hall):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    poll = hall.open_poll()

    with CaptureQueriesContext(connection) as seen:  # the savepoint is for this test's own transaction
        actions.cast_ballot(
            poll_id=poll, voter=hall.voters[0], choice="yes", key=uuid4(), replaces=None, at=NOW
        )

    words = [q["sql"].split()[0] for q in seen.captured_queries]
    assert [word for word in words if word != "SET"] == [
        "SAVEPOINT",
        "WITH",
        "RELEASE",
    ]  # SET: the tenant's path
