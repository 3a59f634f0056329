"""T19: one bit flipped in each field of ballot, mark, hand count, minutes or journal: its row is named."""

from __future__ import annotations

import random

import pytest

from tests.torture.figures import repeats, tell
from tests.torture.hall import CHAIR, NOW
from tests.torture.naive import sql
from tests.torture.superuser import as_superuser, columns, flip, undone
from tests.voting.ballotbox.conftest import secret_hall
from tests.voting.minutes.room import make_room

TABLES = ("ballotbox_sealedballot", "polls_ballot", "polls_handcount", "minutes_version", "journal_entry")
ROWS = repeats(60, 3)
"""Of each table."""
VOTERS = repeats(20, 6)
pytestmark = pytest.mark.torture


@pytest.fixture
def lived(in_alfa, person):
    """An association with a secret and an open vote, one place of it by hands, and minutes frozen twice."""
    from voting.polls import actions
    from voting.register.models import Entry

    made = secret_hall(in_alfa, person, voters=VOTERS)
    made.table.reach("ready")
    made.everybody_gives_a_key()
    secret = made.poll()
    for n in range(VOTERS):
        made.cast(secret, n, *[(0, 1, 0), (0, 1, 0), (0, 0, 1), (1, 0, 0)][n % 4])
    made.close(secret)
    made.open(secret)
    actions.declare_poll(poll_id=secret, by=CHAIR, at=NOW)
    by_hands = made.hall.venues[0].pk
    plain = made.hall.open_poll(channels={str(by_hands): "hands"})
    phones = set(Entry.objects.exclude(venue=by_hands).values_list("delegate", flat=True))
    for n, voter in enumerate(one for one in made.people if one.pk in phones):
        key = f"00000000-0000-4000-8000-{n:012d}"
        actions.cast_ballot(poll_id=plain, voter=voter.pk, choice="yes", key=key, replaces=None, at=NOW)
    for device in made.table.devices[:2]:
        counts = {"yes": 1, "no": 1}
        actions.count_hands(poll_id=plain, venue_id=by_hands, counts=counts, by=device.actor, at=NOW)
    made.close(plain)
    room = make_room(in_alfa, person, at=NOW)
    room.freeze()
    room.change_the_text()
    room.freeze()


def test_one_bit_anywhere_is_found_and_its_row_is_named(lived):
    from voting.minutes.management.commands.audit import faults_of

    assert faults_of() == []
    chance, told = random.Random(19), {}
    with as_superuser(*TABLES):
        for table in TABLES:
            keys = [key for (key,) in sql(f"SELECT id FROM {table} ORDER BY random() LIMIT %s", ROWS)]
            flips = [0, 0]
            for key in keys:
                for column, kind in columns(table).items():
                    with undone():
                        if not flip(table, key, column, kind, chance):
                            continue
                        flips[0] += 1
                        flips[1] += named(faults_of(with_proofs=False), table, key, column)
            assert flips[1] == flips[0] >= len(keys) * 6
            told[table.partition("_")[2]] = flips[0]
    tell("T19", **told, found_and_named=sum(told.values()), missed=0)


def test_a_ballot_that_is_put_higher_is_named_itself(lived):
    from kernel.faults import Fault
    from voting.minutes.management.commands.audit import faults_of

    with as_superuser("ballotbox_sealedballot"):
        for (key,) in sql("SELECT id FROM ballotbox_sealedballot ORDER BY height"):
            with undone():
                sql(
                    "UPDATE ballotbox_sealedballot SET height = height + 1024 WHERE id = %s RETURNING id", key
                )
                faults = faults_of(with_proofs=False)
            assert Fault(f"ballotbox_sealedballot {key}", "content changed") in faults


def named(faults, table, key, column):
    """The row by the id that it had, or the one that it got."""
    now = [str(one) for (one,) in sql(f"SELECT id FROM {table}")] if column == "id" else [str(key)]
    rows = {str(key), *now} if column == "id" else {str(key)}
    hit = any(one.row.startswith(table) and rows & set(one.row.split()) for one in faults)
    return hit or pytest.fail(f"{table}.{column} of {key} is not found: {faults[:3]}")


def test_a_naive_twin_that_compares_the_totals_misses_most(lived):
    """What a count of rows and of choices sees: of the same flips almost nothing."""
    chance, seen, flips = random.Random(19), 0, 0
    look = "SELECT count(*), sum(number), string_agg(choice, ',' ORDER BY choice) FROM polls_ballot"
    with as_superuser("polls_ballot"):
        before = sql(look)
        for (key,) in sql("SELECT id FROM polls_ballot LIMIT 10"):
            for column, kind in columns("polls_ballot").items():
                with undone():
                    flips += flip("polls_ballot", key, column, kind, chance)
                    seen += sql(look) != before

    assert 0 < seen < flips / 2
