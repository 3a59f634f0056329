"""T24: the journal's chain with entries deleted, put in, put elsewhere, rewritten or cut off; 64 writers."""

from __future__ import annotations

import pytest

from journal import queries
from journal.actions import record
from tests.platform.journal.test_chain import HOUSE, BellRung
from tests.torture.crew import Crew
from tests.torture.figures import repeats, tell
from tests.torture.hall import NOW
from tests.torture.naive import sql
from tests.torture.superuser import undone

ENTRIES = repeats(200, 30)
WRITERS = repeats(64, 24)
"""Each with a connection; several suites share a server of 100, so it is fewer under make test."""
EACH = repeats(40, 8)
pytestmark = pytest.mark.torture

AGAIN = """
DO $$
DECLARE e record; head bytea := sha256('stadga');
BEGIN
  FOR e IN SELECT id FROM journal_entry ORDER BY id LOOP
    UPDATE journal_entry j SET previous = head WHERE id = e.id;
    UPDATE journal_entry j SET hash = sha256(head || convert_to(journal_text(j), 'UTF8')) WHERE id = e.id
      RETURNING hash INTO head;
  END LOOP;
END $$
"""
PUT_IN = """
INSERT INTO journal_entry (id, kind, audience, by_name, at, body, previous, hash)
SELECT id + 1, kind, audience, by_name, at, body, previous, hash FROM journal_entry WHERE id = %s
"""
REWRITTEN = """UPDATE journal_entry SET body = '{"times": 999}' WHERE id = %s"""
EXCHANGED = """
UPDATE journal_entry a SET kind = b.kind, body = b.body, at = b.at, previous = b.previous, hash = b.hash
FROM journal_entry b
WHERE ARRAY[a.id, b.id] <@ ARRAY[%s, %s]::bigint[] AND a.id <> b.id
"""


@pytest.fixture
def written(in_alfa):
    for n in range(ENTRIES):
        record(BellRung(subject=None, times=n), by=HOUSE, at=NOW)
    [[first, last]] = sql("SELECT max(id) - %s, max(id) FROM journal_entry", ENTRIES - 1)
    sql("ALTER TABLE journal_entry DISABLE TRIGGER USER")
    return range(first, last + 1)


def attacks(ids):
    for one in ids[:-1]:  # what is put in after the last one is no more than an entry that was written
        make_room = "UPDATE journal_entry SET id = -id WHERE id > %s", one
        back = ("UPDATE journal_entry SET id = 1 - id WHERE id < 0",)
        yield "deleted", [("DELETE FROM journal_entry WHERE id = %s", one)]
        yield "exchanged", [(EXCHANGED, one, one + 1)]
        yield "put_in", [make_room, (PUT_IN, one), back]
    yield from (("rewritten", [(REWRITTEN, one)]) for one in ids)


def test_whatever_is_done_to_the_journal_is_found(written):
    """Done carelessly, it breaks the chain; hashed anew from the start, it loses a head that was kept."""
    assert queries.broken_links() == []
    head, found = queries.head(), {}
    for kind, statements in attacks(written):
        with undone():
            for statement, *given in statements:
                sql(statement, *given)
            assert queries.broken_links(), kind
            sql("UPDATE journal_entry j SET id = id + 1000000 WHERE id > 0")
            sql("UPDATE journal_entry j SET id = n FROM (SELECT id, row_number() OVER (ORDER BY id) n"
                " FROM journal_entry) o WHERE j.id = o.id")  # fmt: skip
            sql(AGAIN)
            assert queries.broken_links() == []
            assert [one.reason for one in queries.faults_of([head])] == ["is missing; its hash was kept"]
        found[kind] = found.get(kind, 0) + 1
    tell("T24", **found, found=sum(found.values()), missed=0)


def test_an_end_that_was_cut_off_is_missed_by_a_head_that_was_kept(written):
    head = queries.head()
    for keep in range(1, ENTRIES):
        with undone():
            sql("DELETE FROM journal_entry WHERE id > %s", written[-1] - keep)
            assert queries.broken_links() == []  # the chain alone does not tell
            assert [one.row for one in queries.faults_of([head])] == [f"journal_entry {head}"]
    tell("T24", cut_off_at_the_end=ENTRIES - 1, found_by_a_kept_head=ENTRIES - 1, missed=0)


def test_64_writers_at_once_leave_one_unbroken_chain(race):
    from django.db import transaction

    crew, before = Crew(race, WRITERS), queries.last_id()

    def write(n):
        crew.meet()
        for _ in range(EACH):
            with transaction.atomic():
                record(BellRung(subject=None, times=n), by=HOUSE, at=NOW)

    crew.do(write)

    assert queries.last_id() - before == WRITERS * EACH
    assert queries.broken_links() == []
    tell("T24", writers=WRITERS, entries=WRITERS * EACH, broken_links=0)


LINK = """
WITH newest AS (SELECT hash FROM naive_chain ORDER BY id DESC LIMIT 1)
INSERT INTO naive_chain (previous, hash)
SELECT n.hash, sha256(coalesce(n.hash, '') || gen_random_uuid()::text::bytea)
FROM (SELECT 1) AS one LEFT JOIN newest n ON true
"""
BREAKS = """
SELECT count(*) FROM (SELECT previous, lag(hash) OVER (ORDER BY id) AS before FROM naive_chain) AS links
WHERE previous IS DISTINCT FROM before
"""


def test_the_naive_twin_breaks_its_own_chain(race):
    """A chain that each writer continues from the newest row that it sees."""
    sql("CREATE TABLE naive_chain (id bigserial PRIMARY KEY, previous bytea, hash bytea)")
    crew = Crew(race, WRITERS)

    def write(_n):
        crew.meet()
        for _ in range(EACH):
            sql(LINK)

    crew.do(write)

    [[breaks]] = sql(BREAKS)
    assert breaks > 0
