"""A small hall in Alfa: six voters in three places, item 9 under way, the register approved."""

from __future__ import annotations

import pytest

from tests.staying import staying
from tests.torture.hall import fill, sign_in


@pytest.fixture
def hall(in_alfa):
    """Six voters, two in each place."""
    made = fill(in_alfa, voters=6)
    sign_in(made, made.voters)
    return made


@pytest.fixture
def client_of(client_of):
    """The test stays in its network when a request has left it."""
    return staying(client_of)


@pytest.fixture
def voter(hall, client_of):
    """voter(0): the first voter's phone."""
    from accounts.models import User

    return lambda n: client_of(hall.network, User.objects.get(pk=hall.voters[n]))


@pytest.fixture
def chair(hall, client_of, person):
    return client_of(hall.network, person("chair"))


@pytest.fixture
def office(hall, client_of, person):
    return client_of(hall.network, person("office", name="Anna Hed"))


@pytest.fixture
def cast(voter):
    """cast(0, poll, "yes"): the first voter's ballot, by the API."""
    from uuid import uuid4

    def put(n, poll, choice, *, key=None, replaces=None):
        ballot = {"choice": choice, "key": str(key or uuid4()), "replaces": replaces}
        return voter(n).put(f"/api/polls/{poll}/ballot", ballot, format="json")

    return put
