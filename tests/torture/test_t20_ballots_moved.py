"""T20: ballots removed, swapped, replayed, cut off at the end, in the archive and the database: found."""

from __future__ import annotations

import copy
from itertools import combinations, pairwise

import pytest

from tests.torture.figures import repeats, tell
from tests.torture.hall import CHAIR, NOW
from tests.torture.naive import sql
from tests.torture.superuser import as_superuser, undone
from tests.voting.ballotbox.conftest import secret_hall
from tests.voting.belenios.conftest import belenios_tool, officers, tool_says  # noqa: F401  fixtures
from tests.voting.belenios.election import BLANK, Parts, open_election
from voting.belenios.hashes import hexadecimal

VOTERS = repeats(20, 6)
PAIRS = repeats(1000, 6)
pytestmark = pytest.mark.torture


@pytest.fixture(scope="module")
def held(officers):  # noqa: F811  the fixture
    made = open_election(officers, BLANK, voters=VOTERS)
    for voter in range(VOTERS):
        made.vote(voter, BLANK.marks([voter % 2]))
    return made.close(1, 2, 3)


@pytest.fixture(scope="module")
def receipts(held):
    """The event of each ballot, which its voter has and the projector showed."""
    at, found = 0, []
    for text in held.ballots:
        at = held.content.index(hexadecimal(text.encode()).encode() + b".data.json", at)
        event = held.content.index(b".event.json", at)
        found.append(held.content[event - 64 : event].decode())
    return found


def orders():
    """What a house could do with the ballots of a vote, by what it is."""
    places = list(range(VOTERS))
    yield from (("removed", places[:n] + places[n + 1 :]) for n in places)
    for one, other in list(combinations(places, 2))[:PAIRS]:
        swapped = places.copy()
        swapped[one], swapped[other] = other, one
        yield "swapped", swapped
    yield from (("replayed", [*places, n]) for n in places)
    yield from (("cut off", places[:n]) for n in range(1, VOTERS))


def test_whatever_is_done_to_the_archive_is_found(held, receipts):
    """Hashed and chained anew, also with a tally, decryptions and a result to match, as officers could."""
    counted = {}
    for kind, order in orders():
        parts = Parts.of(held.content)
        parts.ballots = [parts.ballots[n] for n in order]
        assert not held.verify(parts.content, register=held.register(), heads=receipts).accepted
        if kind != "replayed":  # the same record twice is no archive at all
            other = copy.copy(held)
            other.ballots = [held.ballots[n] for n in order]
            other.close(1, 2, 3, are_checked=True)
            report = other.verify(register=held.register(), heads=receipts)
            assert not report.accepted
            assert "that was shown is not in the archive" in report.reason
        counted[kind] = counted.get(kind, 0) + 1
    tell(
        "T20",
        **{name.replace(" ", "_"): n for name, n in counted.items()},
        found=sum(counted.values()),
        missed=0,
    )


def test_an_archive_cut_anywhere_is_found(held):
    """At every event, and at many bytes between."""
    content, cuts = held.content, set()
    at = content.find(b".event.json")
    while at != -1:
        cuts.add(at - 64 + 1024)  # an event's header and its one block
        at = content.find(b".event.json", at + 1)
    ends = sorted(cuts)[:-1]
    between = range(512, len(content) - 1, len(content) // repeats(997, 47))

    for cut in [*ends, *between]:
        for more in ({}, {"side_proofs": None, "still_open": True}):
            assert not held.verify(content[:cut], heads=[held.head], **more).accepted
    tell("T20", archive_cut_at_events=len(ends), archive_cut_elsewhere=len(between), missed=0)


def test_debians_tool_alone_misses_a_tail_that_was_cut_while_the_vote_is_open(held, receipts, tool_says):  # noqa: F811  the fixture
    """The twin: why the heads are shown, and why the marks are held against the archive."""
    last = held.content.index(receipts[-1].encode() + b".event.json")
    before = held.content.index(receipts[-2].encode() + b".event.json") + 1024
    whole = held.content[: last + 1024]

    assert tool_says(whole, held.election.uuid)
    assert tool_says(whole[:before], held.election.uuid)
    seen = held.verify(whole[:before], heads=receipts, side_proofs=None, still_open=True)
    marks = held.verify(whole[:before], register=held.register(), side_proofs=None, still_open=True)
    assert "was shown is not in the archive" in seen.reason
    assert marks.reason.endswith("is marked as having voted and has no ballot")


@pytest.fixture
def voted(in_alfa, person):
    made = secret_hall(in_alfa, person, voters=VOTERS)
    made.table.reach("ready")
    made.everybody_gives_a_key()
    poll = made.poll()
    for n in range(VOTERS):
        made.cast(poll, n, *[(0, 1, 0), (0, 0, 1)][n % 2])
    made.close(poll)
    return poll


def in_the_database(poll):
    """(what, statements): careless ones, and one who makes everything fit again but the journal."""
    ids = [one for (one,) in sql("SELECT id FROM ballotbox_sealedballot ORDER BY height")]
    marks = dict(sql("SELECT s.id, b.id FROM ballotbox_sealedballot s JOIN polls_ballot b"
                     " ON replace(b.key::text, '-', '') = left(s.payload, 32)"))  # fmt: skip
    for one in ids:
        yield "removed", [("DELETE FROM ballotbox_sealedballot WHERE id = %s", one)]
        yield (
            "removed",
            [
                ("DELETE FROM ballotbox_sealedballot WHERE id = %s", one),
                ("DELETE FROM polls_ballot WHERE id = %s", marks[one]),
            ],
        )
        yield "replayed", [(REPLAYED, one)]
    for one, other in pairwise(ids):
        yield "swapped", [(f"WITH pair AS ({TWO}) {SWAPPED}", one, other)]
    for n in range(1, len(ids)):
        yield (
            "cut_off",
            [
                ("DELETE FROM ballotbox_sealedballot WHERE id = ANY(%s)", ids[n:]),
                ("DELETE FROM polls_ballot WHERE id = ANY(%s)", [marks[one] for one in ids[n:]]),
            ],
        )


REPLAYED = """
INSERT INTO ballotbox_sealedballot (box_id, elector_id, height, text, payload, event, commitments)
SELECT box_id, elector_id, height + 1000, text, payload, event, commitments
FROM ballotbox_sealedballot WHERE id = %s
"""
TWO = "SELECT a.id AS mine, b.* FROM ballotbox_sealedballot a, ballotbox_sealedballot b WHERE a.id <> b.id"
SWAPPED = """
UPDATE ballotbox_sealedballot s
SET text = pair.text, payload = pair.payload, elector_id = pair.elector_id, commitments = pair.commitments
FROM pair WHERE s.id = pair.mine AND ARRAY[s.id, pair.id] <@ ARRAY[%s, %s]::bigint[]
"""


@pytest.mark.parametrize("mends", [False, True], ids=["careless", "who makes it fit"])
def test_whatever_is_done_to_the_database_is_found(voted, mends):
    from voting.minutes.management.commands.audit import faults_of

    assert faults_of() == []
    found = {}
    with as_superuser("ballotbox_sealedballot", "polls_ballot", "ballotbox_box"):
        for kind, statements in in_the_database(voted):
            with undone():
                for statement, *given in statements:
                    sql(statement, *given)
                if mends:
                    make_it_fit(voted)
                assert faults_of(with_proofs=False), (kind, statements)
                found[kind] = found.get(kind, 0) + 1
    tell("T20", in_the_database_by="one who mends" if mends else "a careless one", **found, missed=0)


def make_it_fit(poll):
    """Heights, events, seals, the tally and the box's head are written anew; the journal is not theirs."""
    from voting.ballotbox import queries
    from voting.ballotbox.models import Box
    from voting.belenios.archive import Writer
    from voting.belenios.checking import election_of
    from voting.belenios.tally import form_tally, written_tally

    box = Box.objects.get(pk=poll)
    writer = Writer(box.timestamp)
    writer.setup_of(box.election.encode(), box.trustees.encode(), box.credentials.encode())
    for one, text in sql("SELECT id, text FROM ballotbox_sealedballot ORDER BY height, id"):
        writer.ballot(text)
        sql("UPDATE ballotbox_sealedballot SET height = %s, event = %s, payload = %s WHERE id = %s",
            writer.height, writer.head, hexadecimal(text.encode()), one)  # fmt: skip
    sql("UPDATE ballotbox_sealedballot s SET seal = ballotbox_seal(s)")
    sql("UPDATE polls_ballot b SET seal = polls_ballot_seal(b)")
    counted = queries.counted_ballots(box)
    weights = dict.fromkeys((one.credential for one in counted), 1)
    box.tally = written_tally(form_tally(election_of(box.election), counted, weights))
    box.counted = box.weight = len(counted)
    writer.end_ballots()
    writer.append("EncryptedTally", *queries.tally_records(box))
    box.head, box.height = writer.head, writer.height
    box.save()


def test_the_same_close_again_is_no_fault(voted):
    """What the audit says of a house in which nothing happened: nothing, also after the result."""
    from voting.minutes.management.commands.audit import faults_of
    from voting.polls import actions

    actions.close_poll(poll_id=voted, by=CHAIR, at=NOW)

    assert faults_of() == []
