"""Ballots, tallies and tails that were forged, hashed and chained again: each is refused, and why."""

from __future__ import annotations

import copy

import pytest

from tests.voting.belenios.forging import negative, raised, refused, set_in, sign_again
from voting.belenios import group
from voting.belenios.canonical import written

ANSWER = ("answers", 0)
FORGED_BALLOTS = [
    (
        [*ANSWER, "individual_proofs", 0, 0, "challenge"],
        raised,
        "ballot 2: an individual proof of question 1 is wrong",
    ),
    (
        [*ANSWER, "individual_proofs", 2, 1, "response"],
        raised,
        "ballot 2: an individual proof of question 1 is wrong",
    ),
    ([*ANSWER, "overall_proof", 1, "response"], raised, "ballot 2: the overall proof of question 1 is wrong"),
    ([*ANSWER, "blank_proof", 0, "challenge"], raised, "ballot 2: the blank proof of question 1 is wrong"),
    ([*ANSWER, "choices", 1, "beta"], negative, "ballot 2: a ciphertext lies outside the group"),
    ([*ANSWER, "choices", 1, "alpha"], negative, "ballot 2: a ciphertext lies outside the group"),
    (
        [*ANSWER, "choices", 0, "beta"],
        lambda b: str(int(b) * group.G % group.P),
        "ballot 2: an individual proof of question 1 is wrong",
    ),
    ([*ANSWER, "overall_proof"], lambda proofs: proofs[:1], "ballot 2: the overall proof has 1 items, not 2"),
    ([*ANSWER, "choices"], lambda choices: choices[:2], "ballot 2: choices has 2 items, not 3"),
    ([*ANSWER, "choices", 0, "alpha"], lambda a: "0" + a, "ballot 2: a choice is not a number in base 10"),
    (
        [*ANSWER, "choices", 0, "alpha"],
        lambda a: str(int(a) + group.P),
        "ballot 2: a choice is not between 1 and p",
    ),
    (
        [*ANSWER, "blank_proof", 0, "response"],
        lambda r: str(int(r) + group.Q),
        "ballot 2: the blank proof is not below q",
    ),
    (["election_hash"], lambda _: "x" * 43, "ballot 2: belongs to another election"),
    (["election_uuid"], lambda _: "x" * 22, "ballot 2: belongs to another election"),
]


@pytest.mark.parametrize(
    ("path", "how", "reason"), FORGED_BALLOTS, ids=lambda v: v if isinstance(v, str) else ""
)
def test_a_ballot_that_its_voter_forged_and_signed(held, parts, path, how, reason):
    def forge(value):
        set_in(value, path, how)
        sign_again(value, held.voters[1])

    parts.change_ballot(1, forge)

    assert refused(held, parts.content) == reason


def test_a_ballot_that_somebody_else_changed(held, parts):
    parts.change_ballot(1, lambda value: set_in(value, [*ANSWER, "overall_proof", 1, "response"], raised))

    assert refused(held, parts.content) == "ballot 2: its signature is over another ballot"


def test_a_signature_that_was_changed(held, parts):
    parts.change_ballot(1, lambda value: set_in(value, ["signature", "proof", "response"], raised))

    assert refused(held, parts.content) == "ballot 2: its signature is wrong"


@pytest.mark.parametrize(
    "how", [lambda t: b" " + t, lambda t: t.replace(b":", b": ", 1), lambda t: t + b"\n"]
)
def test_an_extra_space(held, parts, how):
    parts.ballots[1] = how(parts.ballots[1])

    assert refused(held, parts.content) == "ballot 2: is not in canonical form"


def test_members_in_another_order(held, parts):
    parts.change_ballot(1, lambda value: dict(reversed(value.items())))

    assert refused(held, parts.content) == "ballot 2: is not in canonical form"


def test_a_ballot_of_somebody_without_a_credential(held, parts):
    stranger = group.random_exponent()

    def forge(value):
        value["credential"] = str(group.g_to(stranger))
        sign_again(value, stranger)

    parts.change_ballot(1, forge)

    assert refused(held, parts.content) == "ballot 2: its credential is not in the list"


def test_a_ballot_of_another_poll(held, another, parts):
    parts.ballots[1] = another.ballots[1].encode()

    assert refused(held, parts.content) == "ballot 2: belongs to another election"


def test_an_older_ballot_that_is_replayed_as_the_last(held, parts):
    parts.ballots.append(parts.ballots[0])

    assert "stands twice in the archive" in refused(held, parts.content)


def test_a_ballot_that_was_removed(held, parts):
    del parts.ballots[1]

    assert refused(held, parts.content) == "the archived encrypted tally is not the product of the ballots"


def test_a_ballot_that_was_removed_with_a_tally_to_match_is_missed_by_register_and_head(held, council, parts):
    smaller = copy.copy(held)
    smaller.ballots = [held.ballots[0], *held.ballots[2:]]
    smaller.close(1, 2, 3)

    assert smaller.verify().accepted
    assert "that was shown is not in the archive" in refused(smaller, smaller.content, heads=[held.head])
    reason = refused(smaller, smaller.content, register=held.register())
    assert reason.endswith("is marked as having voted and has no ballot")


def test_a_stuffed_ballot_is_missed_by_the_register(held, parts):
    less = copy.copy(held)
    less.ballots = [held.ballots[0], *held.ballots[2:]]

    reason = refused(held, parts.content, register=less.register())

    assert reason.endswith("has a ballot and no mark in the register")


def test_ballots_that_were_swapped(held, parts):
    parts.ballots[0], parts.ballots[3] = parts.ballots[3], parts.ballots[0]

    assert refused(held, parts.content) == "the archived encrypted tally is not the product of the ballots"


def test_a_credential_that_was_added_removed_or_given_weight_is_missed_by_the_register(held, parts):
    more = copy.copy(held)
    more.voters, more.weights = [*held.voters, group.random_exponent()], [1] * 4
    more.close(1, 2)
    heavy = copy.copy(held)
    heavy.weights = [5, 1, 1]
    heavy.close(1, 2)

    assert more.verify().accepted
    assert heavy.verify().accepted
    added = refused(more, more.content, register=held.register())
    assert added.endswith("is in the archive and not in the register")
    removed = refused(held, parts.content, register=more.register())
    assert removed.endswith("is in the register and not in the archive")
    weighed = refused(heavy, heavy.content, register=held.register())
    assert weighed.endswith("weighs 5 in the archive and 1 in the register")


def test_a_register_of_another_election(held, another, parts):
    reason = refused(held, parts.content, register=another.register())

    assert reason == "the register belongs to another election"


@pytest.mark.parametrize(
    ("forge", "reason"),
    [
        (lambda list_: [*list_, list_[0]], "a public credential stands twice in the list"),
        (lambda list_: [*list_, negative(list_[0])], "a public credential lies outside the group"),
        (
            lambda list_: [f"{one},0" for one in list_],
            "the weight of public credential 1 is not a whole number from 1",
        ),
        (lambda list_: [list_[0]], "ballot 2: its credential is not in the list"),
    ],
)
def test_a_forged_list_of_credentials(held, parts, forge, reason):
    parts.change("credentials", forge)

    assert refused(held, parts.content) == reason


def test_a_wrong_encrypted_tally_though_the_tool_lets_it_pass(held, parts, tool_says):
    parts.change("tally", lambda rows: [[rows[0][1], rows[0][0], rows[0][2]]])

    assert tool_says(parts.content, held.election.uuid)
    assert refused(held, parts.content) == "the archived encrypted tally is not the product of the ballots"


def test_a_wrong_number_of_ballots_or_weight(held, parts):
    parts.counted = 4
    assert refused(held, parts.content) == "the archive says that 4 ballots count; 3 do"

    parts.counted, parts.weight = 3, 4
    assert refused(held, parts.content) == "the archive says that the weight is 4; it is 3"


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ([[1, 1, 1]], "the result of question 1 is not what the factors open: place 1"),
        ([[0, 2, 1]], "the result of question 1 is not what the factors open: place 0"),
        ([[1, 3, 0]], "the sums of the result of question 1 are not what 3 votes can give"),
        ([[0, 4, 0]], "the result of question 1 counts more than the weight 3"),
        ([[1, 2]], "a result has 2 items, not 3"),
        ([[1, 2, -1]], "the result holds something that is no count"),
        ([[1, 2, False]], "the result holds something that is no count"),
    ],
)
def test_a_wrong_result(held, parts, counts, reason):
    assert held.counts == [[1, 2, 0]]
    parts.result = written({"result": counts}).encode()

    assert refused(held, parts.content) == reason


def test_an_archive_that_was_cut(held, parts, tool_says):
    whole = parts.content
    parts.result = None

    assert tool_says(parts.content, held.election.uuid)
    assert refused(held, parts.content) == "the archive has no result: its tail is missing"
    assert refused(held, whole[:-512]) == "the archive is cut in the middle of a record"
    assert refused(held, whole[:-100]) == "the archive is cut in the middle of a record"


def test_a_tail_cut_while_the_vote_is_open_is_seen_by_the_head_that_was_shown(held, parts, tool_says):
    ballots = [held.content.index(text) for text in parts.ballots]
    setup = held.content[: ballots[0] - 512]
    less = held.content[: ballots[3] - 512]
    while_open = {"still_open": True, "side_proofs": None}
    shown = held.verify(less, **while_open).facts["head"]

    assert held.verify(less, **while_open).accepted
    assert held.verify(held.content, heads=[shown]).accepted
    assert refused(held, less) == "the archive ends before the vote was closed: its tail is missing"
    shorter = held.content[: ballots[2] - 512]
    assert tool_says(shorter, held.election.uuid)
    assert "that was shown is not in the archive" in refused(held, shorter, heads=[shown], **while_open)
    assert "that was shown is not in the archive" in refused(held, setup, heads=[shown], **while_open)


def test_a_byte_that_was_changed_without_hashing(held, parts):
    place = held.content.index(b'"election_uuid"') + 20
    spoiled = bytearray(held.content)
    spoiled[place] ^= 1

    assert refused(held, bytes(spoiled)).endswith("does not have the hash that it is named by")


@pytest.mark.parametrize("offset", [100, 108, 136, 148, 156, 300, 511])
def test_a_byte_of_a_tar_header_that_was_changed(held, parts, offset):
    spoiled = bytearray(held.content)
    spoiled[held.content.index(parts.ballots[0]) - 512 + offset] ^= 1

    assert "record" in refused(held, bytes(spoiled))


def test_blocks_at_the_end_as_other_programs_write_them(held, parts):
    assert refused(held, held.content + bytes(1024)) == "the archive goes on with empty blocks"
