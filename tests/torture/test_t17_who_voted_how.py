"""T17: with the database, its logs, a backup and Valkey in hand, who voted how? Nobody's vote is told."""

from __future__ import annotations

import http.client
import json
import re
import statistics
import threading
from contextlib import closing

import pytest
from django.db import transaction

from embedded.valkey import Valkey
from tests.torture import traces
from tests.torture.figures import repeats, tell
from tests.torture.hall import headers_of, sign_in
from tests.torture.naive import sql
from tests.torture.server import web_process
from tests.voting.ballotbox.conftest import secret_hall

VOTERS = repeats(500, 60)
PHONES = 4
NAMES = ["Asklund", "Björkman", "Cypressen"]
ROUTE = "sealed-ballot"
CHANCE = 5.0
"""Standard errors: a mean that is farther off than this tells something."""
pytestmark = [pytest.mark.torture, pytest.mark.timeout(900)]


def chosen(n):
    return (n * 7 + n // 3) % 3


def guess(material):
    """The choice that this tells, or None: the one name or option that stands in it, however written."""
    said = {n for n, name in enumerate(NAMES) if name.encode() in material}
    said |= {int(digit) - 1 for digit in re.findall(rb'["\t,(]c([123])["\t,):]', material)}
    return said.pop() if len(said) == 1 else None


def linked(channel):
    return sum(guess(channel.get(n, b"")) == chosen(n) for n in range(VOTERS))


@pytest.fixture
def made(race, person):
    found = secret_hall(race, person, voters=VOTERS)
    found.table.reach("ready")
    found.everybody_gives_a_key()
    sign_in(found.hall, found.hall.voters)
    return found


def vote(made, port, poll):
    """Everybody, over HTTP, from a few phones at once."""
    texts = [made.ballot(poll, n, 0, *(int(c == chosen(n)) for c in range(3))) for n in range(VOTERS)]
    answers = {}

    def phone(first):
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as line:
            for n in range(first, VOTERS, PHONES):
                headers = {**headers_of(made.hall, made.people[n].pk), "Content-Type": "application/json"}
                body = json.dumps({"ballot": texts[n], "replaces": None})
                line.request("PUT", f"/api/polls/{poll}/{ROUTE}", body, headers)
                answer = line.getresponse()
                answers[n] = (answer.status, json.loads(answer.read()), answer.headers["X-Request-Id"])

    threads = [threading.Thread(target=phone, args=(first,)) for first in range(PHONES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {status for status, *_ in answers.values()} == {200}
    return texts, answers


MARKS = """
SELECT b.xmin::text, e.delegate_id::text, b.id::text, b.key::text, b.receipt, e.id, s.payload, s.event
FROM polls_ballot b JOIN register_entry e ON e.id = b.entry_id
JOIN ballotbox_sealedballot s ON left(s.payload, 32) = replace(b.key::text, '-', '')
WHERE b.poll_id = %s ORDER BY b.ctid
"""


def test_nothing_that_the_house_has_joins_a_voter_to_a_choice(made, race, tmp_path):
    poll = made.poll("candidates", method="plurality", candidates=NAMES, seats=1)
    valkey = Valkey(tmp_path / "valkey")
    url = valkey.start()
    start, log = traces.log_position(), tmp_path / "log"
    try:
        with web_process(processes=2, log=log, REDIS_URL=url, STADGA_LOG_LEVEL="DEBUG") as web:
            texts, answers = vote(made, web.port, poll)
            keys = traces.in_valkey(url)
    finally:
        valkey.stop()
    number = {str(person.pk): n for n, person in enumerate(made.people)}
    rows = {number[delegate]: (xid, delegate, *own) for xid, delegate, *own in sql(MARKS, poll)}
    order = list(rows)
    xids = [rows[n][0] for n in range(VOTERS)]
    names = [[rows[n][1], *rows[n][3:5], *rows[n][6:], made.hall.sessions[made.people[n].pk], answers[n][2]]
             for n in range(VOTERS)]  # fmt: skip
    said = log.read_text(encoding="utf-8")
    dump = traces.backup(race.schema_name)
    channels = {
        "xmin": traces.by_transaction(xids),
        "wal": traces.write_ahead(start, xids),
        "ids": traces.by_names(names),
        "log": traces.in_lines(said, names),
        "requests": traces.requests_in_order(said, ROUTE, order),
        "backup_ids": traces.in_lines(dump, names),
        "valkey": traces.in_lines(keys, names),
    }
    for n in range(VOTERS):  # each of these ways does lead to the voter's mark, and to the ballot beside it
        assert rows[n][4].encode() in channels["xmin"][n]
        assert b"sealed" in channels["wal"][n]
        assert texts[n].encode() in channels["ids"][n].replace(b'""', b'"')
        assert b"200" in channels["requests"][n]

    told = {name: linked(channel) for name, channel in channels.items()}
    orders = dict(traces.by_order("polls_ballot", order))
    told["order"] = max(map(linked, orders.values()))
    in_backup = [dict(zip(order, map(str.encode, lines), strict=True))
                 for _, lines in traces.tables_in(dump) if len(lines) == VOTERS]  # fmt: skip
    told["backup_order"] = max(map(linked, in_backup))
    told["lengths_and_times"] = told_by_numbers(texts, said, order)

    assert orders
    assert in_backup
    assert told == dict.fromkeys(told, 0)
    assert not any(
        secret in dump + said + keys
        for secret in (*map(str, made.secrets), *(one.seed for one in made.table.devices))
    )
    tell("T17", voters=VOTERS, ways=len(told), linked=0, **told)


def told_by_numbers(texts, log, order):
    """How many choices have another mean length of their ballots, or time that these took, than the rest."""
    took = [float(ms) for ms in re.findall(rf'{ROUTE}".*?"ms": ([0-9.]+)', log)]
    numbers = [
        {n: float(len(text)) for n, text in enumerate(texts)},
        dict(zip(order, took, strict=True)),
    ]
    return sum(is_told(own, known) for known in numbers for own in range(3))


def is_told(own, known):
    mine = [x for n, x in known.items() if chosen(n) == own]
    others = [x for n, x in known.items() if chosen(n) != own]
    error = (statistics.variance(mine) / len(mine) + statistics.variance(others) / len(others)) ** 0.5
    return abs(statistics.mean(mine) - statistics.mean(others)) > CHANCE * error


def test_the_naive_twin_links_everybody(race):
    """Two tables without a common column, written in one transaction: who has voted, and what was chosen."""
    sql("CREATE TABLE naive_mark (id bigserial PRIMARY KEY, voter int)")
    sql("CREATE TABLE naive_choice (id bigserial PRIMARY KEY, choice text)")
    start = traces.log_position()
    for n in range(VOTERS):
        with transaction.atomic():
            sql("INSERT INTO naive_mark (voter) VALUES (%s)", n)
            sql("INSERT INTO naive_choice (choice) VALUES (%s)", NAMES[chosen(n)])

    rows = sql("SELECT voter, xmin::text FROM naive_mark ORDER BY ctid")
    order, xids = [n for n, _ in rows], [xid for _, xid in sorted(rows)]
    dump = dict(traces.tables_in(traces.backup(race.schema_name)))
    lines = dump[f"{race.schema_name}.naive_choice"]
    told = {
        "xmin": linked(traces.by_transaction(xids)),
        "wal": linked(traces.write_ahead(start, xids)),
        "order": max(linked(found) for _, found in traces.by_order("naive_mark", order)),
        "backup_order": linked(dict(zip(order, map(str.encode, lines), strict=True))),
    }

    assert told == dict.fromkeys(told, VOTERS)
    tell("T17", naive_twin="two tables in one transaction", voters=VOTERS, **told)
