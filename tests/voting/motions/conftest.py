"""The chair's desk in a small hall and in the model's."""

from __future__ import annotations

import pytest

from tests.staying import staying
from tests.voting.motions.desk import CHANGE, FIRST, STATUTES, make_desk


@pytest.fixture
def desk(in_alfa):
    """Six voters."""
    return make_desk(in_alfa, voters=6)


@pytest.fixture
def full_desk(in_alfa):
    """The model's 105 voters."""
    return make_desk(in_alfa, voters=105)


@pytest.fixture
def network(in_alfa):
    """The association has statutes 1.0, adopted as they were proposed."""
    desk = make_desk(in_alfa, voters=2)
    desk.approve(STATUTES)
    desk.untouched(STATUTES)
    desk.say(STATUTES, 1, "yes")
    return in_alfa


@pytest.fixture
def first(network):
    """The extra meeting of February, 100 votes: 62 for, 31 against."""
    desk = make_desk(network, voters=100, at=FIRST, kind="extra")
    desk.file(**CHANGE)
    desk.approve(STATUTES)
    desk.vote(STATUTES, 1, {"yes": 62, "no": 31, "abstain": 7})
    return desk


@pytest.fixture
def facts(in_alfa):
    """facts(): how many entries of our kinds the record holds, and the rows that a refusal must not touch."""
    from journal.queries import last_id

    def told():
        from voting.motions.models import Matter, Motion, Order, Step
        from voting.polls.models import Poll

        rows = [list(model.objects.order_by("pk").values()) for model in (Matter, Motion, Order, Step)]
        return last_id(), Poll.objects.count(), rows

    return told


@pytest.fixture
def client_of(client_of):
    """The test stays in its network when a request has left it."""
    return staying(client_of)
