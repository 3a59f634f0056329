"""Records that say the same in another form are refused: what is hashed is what we would write."""

from __future__ import annotations

import json

import pytest

from tests.voting.belenios.election import BEGAN, Parts
from tests.voting.belenios.forging import refused
from voting.belenios import tar
from voting.belenios.archive import DATA, EVENT, read_archive
from voting.belenios.canonical import written
from voting.belenios.hashes import hexadecimal

SETUP, TALLY, PART, RESULT = "Setup", "EncryptedTally", "PartialDecryption", "Result"
# The event's type, and which of its records; -1 is the event itself.
RECORDS = [
    (SETUP, 1, "the trustees"),
    (SETUP, 2, "public credentials"),
    (SETUP, 3, "the setup"),
    (TALLY, 1, "the sized tally"),
    (PART, 0, "the partial decryption of trustee 1"),
    (PART, 1, "a partial decryption"),
    (RESULT, 0, "the result"),
    (SETUP, -1, "event 0"),
    ("EndBallots", -1, "event 5"),
]


def said_by_both(held, browser, content):
    reason = refused(held, content)
    assert browser("verify", content=content, sideProofs=held.proofs)["reason"] == reason
    return reason


def spaced(text):
    """The same JSON, with a space that nobody needs."""
    return text[:1] + b" " + text[1:]


def rewritten(content, kind, place):
    """The archive with one record in another form, hashed and chained again."""
    header = written({"version": 1, "timestamp": str(BEGAN)}).encode()
    made, parent, is_done = bytearray(tar.record("BELENIOS", header, BEGAN)), None, False
    for step in read_archive(content):
        here = step.event.type == kind and not is_done
        is_done |= here
        texts, names = list(step.records.values()), {}
        for n, text in enumerate(texts):
            for before, after in names.items():
                text = text.replace(before.encode(), after.encode())  # noqa: PLW2901  names of what changed
            texts[n] = spaced(text) if here and n == place else text
            names[hexadecimal(list(step.records.values())[n])] = hexadecimal(texts[n])
        event = {"parent": parent} if parent else {}
        event |= {"height": step.event.height, "type": step.event.type}
        event |= {"payload": hexadecimal(texts[-1])} if texts else {}
        text = written(event).encode()
        text = spaced(text) if here and place == -1 else text
        parent = hexadecimal(text)
        for one in texts:
            made += tar.record(hexadecimal(one) + DATA, one, BEGAN)
        made += tar.record(parent + EVENT, text, BEGAN)
    return bytes(made)


def test_the_archive_itself_is_what_is_written_again(held):
    assert rewritten(held.content, "", 0) == held.content


@pytest.mark.parametrize(("kind", "place", "what"), RECORDS)
def test_an_extra_space_is_refused_by_both(held, browser, kind, place, what):
    content = rewritten(held.content, kind, place)

    assert said_by_both(held, browser, content) == f"{what} is not in canonical form"


def test_a_weight_is_written_in_one_way(held, browser):
    parts = Parts.of(held.content)
    parts.weight = str(parts.weight)

    assert said_by_both(held, browser, parts.content).startswith("the archive says that the weight is ")


# What a reader may take for one thing and another reader for another.
TWICE = "a member stands twice in one object"
AMBIGUOUS = [
    (lambda text: text.replace(b'"version":1', b'"version":1,"version":1'), TWICE),
    (lambda text: text.replace(b'"version":1', b'"version":1.0'), "“1.0” is not a whole number"),
    (lambda text: text.replace(b'"min":1', b'"min":1e0'), "“1e0” is not a whole number"),
    (lambda text: text.replace(b'"name":"', b'"n\\u0061me":"x","name":"'), TWICE),
]  # fmt: skip


@pytest.mark.parametrize(("how", "why"), AMBIGUOUS)
def test_an_election_that_can_be_read_in_two_ways_is_refused_by_both(held, browser, how, why):
    parts = Parts.of(held.content)
    parts.election = how(parts.election)

    assert said_by_both(held, browser, parts.content) == f"the election: {why}"


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"description": 5}, "“description” of the election is not text"),
        ({"administrator": None}, "“administrator” of the election is not text"),
        ({"name": "\ud800"}, "the name of the election is not text"),
    ],
)
def test_an_elections_texts_are_texts_to_both(held, browser, change, line):
    parts = Parts.of(held.content)
    value = json.loads(parts.election) | change
    parts.election = json.dumps(value, separators=(",", ":")).encode()

    assert said_by_both(held, browser, parts.content) == line


def test_side_proofs_with_a_member_twice_are_refused_by_both(held, browser):
    twice = held.proofs.replace('"version":1', '"version":1,"version":1')
    line = f"the file of side proofs: {TWICE}"

    assert refused(held, held.content, side_proofs=twice.encode()) == line
    assert browser("verify", content=held.content, sideProofs=twice)["reason"] == line
