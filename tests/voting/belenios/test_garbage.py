"""Bytes that nobody would write: the verifier answers with a verdict, never with a fault of its own."""

from __future__ import annotations

import random

import pytest

from tests.voting.belenios.election import BLANK, Parts, open_election
from voting.belenios.verifier import verify

MUTANTS = 60
PARTS = ("election", "trustees", "credentials", "tally", "result")


@pytest.fixture(scope="module")
def held(officers):
    made = open_election(officers, BLANK, voters=2)
    for voter in range(2):
        made.vote(voter, BLANK.marks([voter]))
    return made.close(1, 2)


@pytest.mark.parametrize("seed", range(MUTANTS))
def test_a_byte_that_was_changed_anywhere_and_hashed_again(held, seed):
    chance = random.Random(seed)
    parts = Parts.of(held.content)
    where = chance.choice([*PARTS, "ballots", "partials"])
    if where in PARTS:
        setattr(parts, where, spoiled(getattr(parts, where), chance))
    elif where == "ballots":
        parts.ballots[1] = spoiled(parts.ballots[1], chance)
    else:
        parts.partials[1] = (2, spoiled(parts.partials[1][1], chance))

    report = held.verify(parts.content)

    assert not report.accepted
    assert report.reason
    assert "\n" not in report.reason


def spoiled(text, chance):
    place = chance.randrange(len(text))
    other = chance.choice([b"\xff", b"\x00", b'"', b"\\", b"[", b"}", b"9", b"e", b".", b"-", b""])
    made = text[:place] + other + text[place + 1 :]
    return made if made != text else text[1:]


STRANGE = [
    b"\xff\xfe",
    b"null", b"[]", b"{}", b"[" * 100_000, b'{"a":1e9}', b'{"a":NaN}', b"9" * 5_000, b'"\\ud800"',
    '{"version":1}'.encode("utf-16"), b'{"result":[["\xc2\xb2"]]}', b'{"result":[[1e0,0,0]]}', b"",
]  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("text", STRANGE, ids=lambda text: repr(text[:12]))
def test_a_part_that_is_something_else(held, part, text):
    parts = Parts.of(held.content)
    setattr(parts, part, text)

    assert not held.verify(parts.content).accepted


@pytest.mark.parametrize("weight", ["²", "2.0", True, None, [2], "02", -2, 2.0])
def test_a_weight_that_is_no_number(held, weight):
    parts = Parts.of(held.content)
    parts.weight = weight

    assert held.verify(parts.content).reason.startswith(
        ("the archive says that the weight is", "the sized tally")
    )


@pytest.mark.parametrize("seed", range(20))
def test_noise_in_the_container(held, seed):
    chance = random.Random(seed)
    spoiled = bytearray(held.content)
    for _ in range(chance.randrange(1, 4)):
        spoiled[chance.randrange(len(spoiled))] ^= 1 << chance.randrange(8)

    assert not verify(bytes(spoiled), side_proofs=held.proofs.encode()).accepted
