from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import ClassVar

import pytest
from django.db import DatabaseError, connection, transaction

from journal import queries
from journal.actions import record
from journal.models import Entry
from kernel.actor import Actor
from kernel.events import Audience, Event
from kernel.tenancy import NoTenant, inside


@dataclass(frozen=True)
class BellRung(Event):
    """A bell was rung."""

    kind: ClassVar[str] = "tests.bell.rung"
    audience: ClassVar[Audience] = Audience.PUBLIC
    times: int


HOUSE = Actor.system()


def _ring(now, times=1):
    return record(BellRung(subject=None, times=times), by=HOUSE, at=now)


def test_entries_are_numbered_without_gaps_and_linked(in_alfa, now):
    first, second = _ring(now), _ring(now, 2)
    first.refresh_from_db()
    second.refresh_from_db()

    assert second.pk == first.pk + 1
    assert bytes(second.previous) == bytes(first.hash)
    assert queries.broken_links() == []


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE journal_entry SET body = '{}'",
        "DELETE FROM journal_entry",
        "TRUNCATE journal_entry",
    ],
)
def test_nothing_in_the_journal_is_changed_or_removed(in_alfa, now, attack):
    _ring(now)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)


@pytest.mark.parametrize(
    ("attack", "reason"),
    [
        ("UPDATE journal_entry SET body = '{\"times\": 9}' WHERE id = {id}", "content changed"),
        ("UPDATE journal_entry SET by_name = 'Mallory' WHERE id = {id}", "content changed"),
        ("UPDATE journal_entry SET audience = 'officers' WHERE id = {id}", "content changed"),
        ("DELETE FROM journal_entry WHERE id = {id}", "missing"),
    ],
)
def test_a_superuser_who_goes_round_the_triggers_is_found(in_alfa, now, attack, reason):
    victim = _ring(now)
    _ring(now, 2)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
        cursor.execute(attack.replace("{id}", str(victim.pk)))

    assert (victim.pk, reason) in [(b.entry, b.reason) for b in queries.broken_links()]


def test_record_refuses_outside_an_association(db, now):
    with pytest.raises(NoTenant):
        _ring(now)


def test_record_refuses_without_a_transaction(own_tenant, django_db_blocker, now):
    with django_db_blocker.unblock(), inside(own_tenant), pytest.raises(RuntimeError, match="transaction"):
        _ring(now)


def test_an_event_without_an_audience_cannot_be_imported():
    with pytest.raises(TypeError, match="audience"):

        @dataclass(frozen=True)
        class Whisper(Event):
            kind: ClassVar[str] = "tests.whisper.heard"


def _write_and_read(network, write, now, *, writers=16, each=25):
    """Writers commit in any order while a reader follows ``id > last``; returns (missed, written)."""
    seen: list[int] = []
    stop = threading.Event()

    def follow():
        last = 0
        try:
            with inside(network):
                while True:
                    ending = stop.is_set()
                    with connection.cursor() as cursor:
                        cursor.execute(f"SELECT id FROM {write.table} WHERE id > %s ORDER BY id", [last])
                        new = [row[0] for row in cursor.fetchall()]
                    seen.extend(new)
                    last = max([last, *new])
                    if ending and not new:
                        return
        finally:
            connection.close()

    def work():
        try:
            with inside(network):
                for _ in range(each):
                    with transaction.atomic():
                        write()
        finally:
            connection.close()

    reader = threading.Thread(target=follow)
    threads = [threading.Thread(target=work) for _ in range(writers)]
    reader.start()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stop.set()
    reader.join()
    with inside(network), connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {write.table}")
        written = {row[0] for row in cursor.fetchall()}
    return len(written - set(seen)), len(written)


@pytest.mark.torture
def test_a_reader_that_follows_the_ids_misses_nothing(own_tenant, django_db_blocker, now):
    with django_db_blocker.unblock():

        def write():
            _ring(now)

        write.table = "journal_entry"
        missed, written = _write_and_read(own_tenant, write, now)
        with inside(own_tenant):
            broken = queries.broken_links()

    assert missed == 0
    assert written >= 400
    assert broken == []


@pytest.mark.torture
def test_naive_twin_a_sequence_without_the_lock_is_missed_by_the_reader(own_tenant, django_db_blocker, now):
    with django_db_blocker.unblock():
        with inside(own_tenant), connection.cursor() as cursor:
            cursor.execute("CREATE TABLE naive (id bigserial PRIMARY KEY)")

        def write():
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO naive DEFAULT VALUES")
                cursor.execute("SELECT pg_sleep(random() * 0.004)")  # the work between writing and committing

        write.table = "naive"
        missed, _ = _write_and_read(own_tenant, write, now)

    assert missed > 0


def test_entries_reach_only_their_audience(in_alfa, now):
    @dataclass(frozen=True)
    class Canary(Event):
        kind: ClassVar[str] = "tests.canary.sang"
        audience: ClassVar[Audience] = Audience.OFFICERS

    import uuid

    meeting = uuid.uuid4()
    record(Canary(subject=meeting), by=HOUSE, at=now)
    record(BellRung(subject=meeting, times=1), by=HOUSE, at=now)

    kinds = {
        reach: [e.kind for e in queries.entries_after(subject=meeting, after=0, reach=reach)]
        for reach in queries.REACH
    }

    assert kinds["guest"] == ["tests.bell.rung"]
    assert kinds["participant"] == ["tests.bell.rung"]
    assert kinds["officer"] == ["tests.canary.sang", "tests.bell.rung"]
    assert Entry.objects.filter(subject=meeting).count() == 2
