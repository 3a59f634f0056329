"""Booths in a small hall and in the model's."""

from __future__ import annotations

import pytest

from tests.staying import staying
from tests.voting.elections.booth import make_booth


@pytest.fixture
def booth(in_alfa):
    """Seven voters, no statutes yet: the rules of procedure hold."""
    return make_booth(in_alfa, voters=7, statutes=False)


@pytest.fixture
def lawful_booth(in_alfa):
    """Seven voters under the adopted statutes."""
    return make_booth(in_alfa, voters=7)


@pytest.fixture
def full_booth(in_alfa):
    """The model's 105 voters under the adopted statutes."""
    return make_booth(in_alfa, voters=105)


@pytest.fixture
def facts(in_alfa):
    """facts(): the record's last entry and every row that a refusal must not touch."""
    from journal.queries import last_id

    def told():
        from tenants.decisions.models import Decision
        from voting.elections.models import Election, Nomination, Place, Round
        from voting.polls.models import Poll

        models = (Election, Nomination, Round, Place, Poll, Decision)
        return last_id(), [list(model.objects.order_by("pk").values()) for model in models]

    return told


@pytest.fixture
def refused():
    """refused(act): the codes of the obstacles that an act met."""
    from kernel.errors import Refused

    def tried(act):
        with pytest.raises(Refused) as no:
            act()
        return [o.code.removeprefix("voting.elections.obstacle_") for o in no.value.obstacles]

    return tried


@pytest.fixture
def client_of(client_of):
    """The test stays in its network when a request has left it."""
    return staying(client_of)
