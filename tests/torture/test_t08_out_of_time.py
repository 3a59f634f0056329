"""T8: before the opening, after the close, from an earlier round, for another poll or association: 0."""

from __future__ import annotations

import secrets
from collections import Counter
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from kernel.tenancy import inside
from tests.torture.hall import CHAIR, NOW, fill, sign_in
from tests.torture.phones import vote_by_phone
from tests.torture.server import web_process
from voting.polls import actions
from voting.polls.models import Ballot, Poll
from voting.register.models import Entry

VOTERS = 100
pytestmark = pytest.mark.torture


@pytest.fixture
def other_network(django_db_setup, django_db_blocker):
    """A second committed association beside ``race``."""
    from tenants.networks.actions import found_network, prepare_spare
    from tenants.networks.actions.provisioning import Founding

    with django_db_blocker.unblock():
        slug = f"race-{secrets.token_hex(4)}"
        prepare_spare()
        founding = Founding("Race", slug, "SE", "sv", "Kontor", f"office@{slug}.example")
        network, _ = found_network(founding, at=NOW)
        try:
            yield network
        finally:
            connection.set_schema_to_public()
            with connection.cursor() as cursor:
                cursor.execute(f'DROP SCHEMA "{network.schema_name}" CASCADE')
            network.delete()


def told(answers):
    """How many were given which answer."""
    return Counter(
        a.body["obstacles"][0]["code"].rpartition("_")[2] if a.status == 409 else a.status
        for a in answers.values()
    )


def test_nothing_out_of_time_or_place_is_accepted(other_network, race):
    hall = fill(race, voters=VOTERS)
    sign_in(hall, hall.voters)
    with inside(other_network):
        elsewhere = fill(other_network, voters=1)
        poll_elsewhere = elsewhere.open_poll()

    def new(replaces=None):
        return {voter: ("yes", uuid4(), replaces) for voter in hall.voters}

    with web_process() as web:
        early = hall.new_poll()
        assert told(vote_by_phone(hall, web.port, early, new())) == {"open": VOTERS}  # …_not_open

        first_round = new()
        actions.open_poll(poll_id=early, by=CHAIR, at=NOW)
        receipts = vote_by_phone(hall, web.port, early, first_round)
        assert told(receipts) == {200: VOTERS}
        actions.close_poll(poll_id=early, by=CHAIR, at=NOW)

        late = {v: ("no", uuid4(), receipts[v].body["receipt"]) for v in hall.voters}
        assert told(vote_by_phone(hall, web.port, early, late)) == {"closed": VOTERS}

        replayed = vote_by_phone(hall, web.port, early, first_round)
        assert all(a.body["repeated"] for a in replayed.values())  # a receipt again, not a ballot again

        second = hall.open_poll()
        from_earlier = {v: ("yes", first_round[v][1], receipts[v].body["receipt"]) for v in hall.voters}
        assert told(vote_by_phone(hall, web.port, second, from_earlier)) == {"replace": VOTERS}

        assert told(vote_by_phone(hall, web.port, uuid4(), new())) == {404: VOTERS}
        assert told(vote_by_phone(hall, web.port, poll_elsewhere, new())) == {404: VOTERS}
        hall.network = other_network  # the same cookies at the other association's address
        assert told(vote_by_phone(hall, web.port, poll_elsewhere, new())) == {401: VOTERS}

    assert Ballot.objects.filter(poll=early).count() == VOTERS
    assert Poll.objects.get(pk=early).result["counts"] == {"yes": VOTERS, "no": 0, "abstain": 0}
    assert not Ballot.objects.exclude(poll=early).exists()
    with inside(other_network):
        assert not Ballot.objects.exists()


def test_the_naive_twin_takes_all_of_them(race):
    """The same rows into a copy of the table that has no trigger, and into the table that has one."""
    hall = fill(race, voters=VOTERS)
    prepared, closed = hall.new_poll(), hall.open_poll()
    actions.close_poll(poll_id=closed, by=CHAIR, at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE naive_box (LIKE polls_ballot INCLUDING ALL)")

    def store(table, poll, entry):
        values = [poll, entry, uuid4(), NOW]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (poll_id, entry_id, number, choice, key, receipt, cast_at)"
                " VALUES (%s, %s, 1, 'yes', %s, 'K7-4M2Q', %s)",
                values,
            )

    accepted = Counter()
    for entry in Entry.objects.values_list("pk", flat=True):
        for poll in (prepared, closed):
            for table in ("naive_box", "polls_ballot"):
                try:
                    store(table, poll, entry)
                    accepted[table] += 1
                except IntegrityError:
                    accepted[table] += 0

    assert accepted == {"naive_box": 2 * VOTERS, "polls_ballot": 0}
