"""Two officers answer at once: everybody's answer is kept, and the last one takes the ceremony on."""

from __future__ import annotations

import pytest

from tests.racing import at_once
from tests.torture.hall import fill
from tests.voting.ceremony.conftest import Device, Table
from voting.belenios.channel import new_seed


@pytest.fixture
def table(own_tenant, person):
    from kernel.tenancy import inside

    with inside(own_tenant):
        hall = fill(own_tenant, voters=3)
        people = [person("teller", name=f"Teller {n}") for n in range(3)]
        yield Table(hall.meeting, [Device(one, new_seed()) for one in people])


def test_officers_who_answer_at_the_same_moment_lose_no_answer(table, own_tenant):
    def everybody(verb):
        return [lambda device=device: verb(device) for device in table.devices * 2]

    assert at_once(own_tenant, everybody(table.join)) == ["done"] * 6
    assert len(table.shown()["officers"]) == 3
    table.freeze()
    for verb, state in ((table.confirm, "dealing"), (table.deal, "keying"), (table.key, "ready")):
        assert at_once(own_tenant, everybody(verb)) == ["done"] * 6
        assert table.shown()["state"] == state
