"""A new poll follows the rules that hold at the meeting, and says where they stand."""

from __future__ import annotations

import pytest

from kernel.errors import Refused
from tenants.statutes.rules.parameters import Parameters
from tests.torture.hall import CHAIR, NOW
from voting.meetings.models import Meeting
from voting.polls import actions
from voting.polls.models import Poll

SOURCE = ("stadgarna § 10 mom. 1", "statutes § 10 para. 1")


@pytest.fixture
def ruled_by(hall):
    """ruled_by(majority=…): the meeting's rules as data."""

    def rule(**data):
        procedure = Parameters.from_rules([(*SOURCE, data)]).to_json()
        Meeting.objects.filter(pk=hall.meeting).update(procedure=procedure)

    return rule


def test_the_majority_and_its_source_are_those_in_force(hall, ruled_by):
    ruled_by(majority={"threshold": "at_least", "fraction": "2/3", "base": "cast"}, tie_matter_open="lot")

    poll = Poll.objects.get(pk=hall.new_poll())

    assert (poll.rule["threshold"], poll.rule["fraction"], poll.rule["source_sv"]) == (
        "at_least", "2/3", SOURCE[0],
    )  # fmt: skip
    assert (poll.tie["rule"], poll.tie["source_en"]) == ("lot", SOURCE[1])


def test_ties_in_matters_in_secret_and_in_elections_have_rules_of_their_own(hall, ruled_by):
    ruled_by(tie_matter_open="chair_then_lot", tie_matter_secret="status_quo", tie_election="lot")

    polls = [
        hall.new_poll(),
        hall.new_poll(secrecy="paper"),
        hall.new_poll("candidates", candidates=["Lisa", "Johan"]),
    ]

    rules = [Poll.objects.get(pk=poll).tie["rule"] for poll in polls]
    assert rules == ["chair_then_lot", "status_quo", "lot"]


def test_without_rules_nothing_is_settled_and_nothing_is_opened(hall):
    Meeting.objects.filter(pk=hall.meeting).update(rules_adopted_at=None)
    poll = hall.new_poll()

    with pytest.raises(Refused) as caught:
        actions.open_poll(poll_id=poll, by=CHAIR, at=NOW)

    assert Poll.objects.get(pk=poll).rule == {}
    assert [o.code for o in caught.value.obstacles] == ["voting.polls.obstacle_no_rule"]


def test_too_few_present_to_decide_is_named_as_the_obstacle(hall, ruled_by):
    ruled_by(quorum={"votes": 7})
    Meeting.objects.filter(pk=hall.meeting).update(kind="extra")

    with pytest.raises(Refused) as caught:
        actions.open_poll(poll_id=hall.new_poll(), by=CHAIR, at=NOW)

    assert [o.code for o in caught.value.obstacles] == ["voting.meetings.obstacle_quorum_missing"]
