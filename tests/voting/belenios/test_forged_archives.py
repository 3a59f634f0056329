"""Archives that were forged and hashed and chained again as they should be: each is refused, and why."""

from __future__ import annotations

import copy
import json

import pytest

from tests.voting.belenios.election import BLANK, Parts, gather, open_election
from voting.belenios import group
from voting.belenios.ballots import _signature
from voting.belenios.canonical import written
from voting.belenios.channel import Signed, keys_of, sign
from voting.belenios.decryption import decrypt_partially
from voting.belenios.hashes import fingerprint
from voting.belenios.proofs import prove_knowledge, read_ciphertext
from voting.belenios.trustees import Pedersen, make_key


@pytest.fixture(scope="module")
def council():
    return gather(2, 3)


@pytest.fixture(scope="module")
def held(council):
    """Three voters, one of whom voted twice; all three officers decrypted."""
    made = open_election(council, BLANK, voters=3)
    made.vote(0, BLANK.marks([1]))
    made.vote(1, BLANK.marks([0]))
    made.vote(2, BLANK.marks([], blank=True))
    made.vote(0, BLANK.marks([0]))
    return made.close(1, 2, 3)


@pytest.fixture(scope="module")
def another(council):
    """Another poll of the same meeting, with the same officers."""
    made = open_election(council, BLANK, voters=3)
    for voter in range(3):
        made.vote(voter, BLANK.marks([1]))
    return made.close(1, 2, 3)


@pytest.fixture
def parts(held):
    """The parts of an archive that passes, and that passes when it is put together again."""
    found = Parts.of(held.content)

    assert found.content == held.content
    assert held.verify(register=held.register(), heads=[held.head]).accepted
    return found


def refused(held, content, **given):
    report = held.verify(content, **given)

    assert not report.accepted
    assert "\n" not in report.reason
    return report.reason


def raised(number):
    return str(int(number) + 1)


def negative(number):
    return str(group.P - int(number))


def set_in(value, path, how):
    for step in path[:-1]:
        value = value[step]
    value[path[-1]] = how(value[path[-1]])


def sign_again(value, secret):
    del value["signature"]
    hashed = fingerprint(written(value).encode())
    proof = prove_knowledge(secret, _signature(hashed))
    value["signature"] = {"hash": hashed, "proof": proof.as_json()}


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


# Partial decryptions.


def replace_partial(parts, held, place, secret, owner=None):
    tally = [[read_ciphertext(one, "") for one in row] for row in json.loads(parts.tally)]
    partial = decrypt_partially(held.election, tally, secret)
    parts.partials[place] = (owner or place + 1, partial.text().encode())


FACTOR, PROOF = ["decryption_factors", 0, 1], ["decryption_proofs", 0, 1]
FORGED_PARTIALS = [
    (
        FACTOR,
        lambda f: str(int(f) * group.G % group.P),
        "a proof of the partial decryption of trustee 2 is wrong",
    ),
    (FACTOR, negative, "a factor of the partial decryption of trustee 2 lies outside the group"),
    ([*PROOF, "challenge"], raised, "a proof of the partial decryption of trustee 2 is wrong"),
    ([*PROOF, "response"], raised, "a proof of the partial decryption of trustee 2 is wrong"),
    (FACTOR[:2], lambda row: row[:2], "the partial decryption of trustee 2 has 2 items, not 3"),
    (PROOF[:2], lambda row: row[:2], "the partial decryption of trustee 2 has 2 items, not 3"),
    (FACTOR[:1], lambda rows: rows * 2, "the partial decryption of trustee 2 has 2 items, not 1"),
]


@pytest.mark.parametrize(("path", "how", "reason"), FORGED_PARTIALS)
def test_a_forged_partial_decryption(held, parts, path, how, reason):
    parts.change_partial(1, lambda value: set_in(value, path, how))

    assert refused(held, parts.content) == reason


def test_a_surplus_partial_decryption_with_a_wrong_proof(held, parts):
    parts.change_partial(2, lambda value: set_in(value, [*PROOF, "response"], raised))

    assert refused(held, parts.content) == "a proof of the partial decryption of trustee 3 is wrong"


def test_a_partial_decryption_by_another_key(held, parts):
    replace_partial(parts, held, 1, group.random_exponent())

    assert refused(held, parts.content) == "a proof of the partial decryption of trustee 2 is wrong"


def test_owners_that_were_exchanged(held, parts):
    (one, first), (two, second), last = parts.partials
    parts.partials = [(two, first), (one, second), last]

    assert refused(held, parts.content) == "a proof of the partial decryption of trustee 2 is wrong"


def test_a_partial_decryption_of_another_poll(held, another, parts):
    parts.partials[0] = Parts.of(another.content).partials[0]

    assert refused(held, parts.content) == "a proof of the partial decryption of trustee 1 is wrong"


@pytest.mark.parametrize("owner", [0, 4])
def test_an_owner_who_does_not_exist(held, parts, owner):
    parts.partials[1] = (owner, parts.partials[1][1])

    reason = f"the partial decryption of trustee {owner} has no owner: there are 3 trustees"
    assert refused(held, parts.content) == reason


def test_fewer_partial_decryptions_than_needed(held, parts):
    proofs = json.loads(held.proofs)
    proofs["side_proofs"] = proofs["side_proofs"][:1]
    parts.partials = parts.partials[:1]

    reason = refused(held, parts.content, side_proofs=written(proofs).encode())
    assert reason == "trustees item 1 needs 2 partial decryptions and has 1"


def test_one_partial_decryption_twice_though_the_tool_lets_it_pass(held, parts, council, tool_says):
    replace_partial(parts, held, 2, council.secret(1), owner=1)

    assert tool_says(parts.content, held.election.uuid)
    assert refused(held, parts.content) == "the partial decryption of trustee 1 stands twice in the archive"


def test_the_same_record_of_a_partial_decryption_twice(held, parts):
    parts.partials.append(parts.partials[0])

    assert "stands twice in the archive" in refused(held, parts.content)


# Side proofs.


def with_proofs(held, how):
    value = json.loads(held.proofs)
    how(value)
    return written(value).encode()


def test_missing_side_proofs(held, parts):
    missing = "the side proofs are missing: they belong in a file beside the archive"
    fewer = with_proofs(held, lambda value: value["side_proofs"].pop(1))

    assert refused(held, parts.content, side_proofs=None) == missing
    assert refused(held, parts.content, side_proofs=fewer) == "the side proof of trustee 2 is missing"


WRONG_SIDE_PROOFS = [
    (["side_proofs", 1, "proofs", 0, 2, "response"], raised, "the side proof of trustee 2 is wrong"),
    (["side_proofs", 1, "proofs", 0, 0, "challenge"], raised, "the side proof of trustee 2 is wrong"),
    (["side_proofs", 1, "proofs", 0], lambda row: row[::-1], "the side proof of trustee 2 is wrong"),
    (["side_proofs", 1, "proofs", 0], lambda row: row[:2], "the side proof of trustee 2 has 2 items, not 3"),
    (
        ["side_proofs", 1, "payload"],
        lambda _: "0" * 64,
        "the side proof of trustee 2 belongs to another partial decryption",
    ),
    (["side_proofs", 1, "owner"], lambda _: 1, "trustee 1 has two side proofs"),
    (["side_proofs", 1, "owner"], lambda _: 7, "trustee 7 has a side proof and no partial decryption"),
    (["election"], lambda _: "x" * 43, "the side proofs belong to another election"),
]


@pytest.mark.parametrize(("path", "how", "reason"), WRONG_SIDE_PROOFS)
def test_wrong_side_proofs(held, parts, path, how, reason):
    wrong = with_proofs(held, lambda value: set_in(value, path, how))

    assert refused(held, parts.content, side_proofs=wrong) == reason


def test_the_archives_own_proofs_do_not_serve_as_side_proofs(held, parts):
    own = json.loads(parts.partials[1][1])["decryption_proofs"]
    wrong = with_proofs(held, lambda value: set_in(value, ["side_proofs", 1, "proofs"], lambda _: own))

    assert refused(held, parts.content, side_proofs=wrong) == "the side proof of trustee 2 is wrong"


# Trustees.


def changed(pedersen, **parts):
    fields = {name: getattr(pedersen, name) for name in ("threshold", "certificates", "coefexps", "keys")}
    return Pedersen(**(fields | parts))


def coefexps_of(council, place, how):
    elements = json.loads(council.pedersen.coefexps[place].message)["coefexps"]
    return written({"coefexps": how(elements)})


def signed_again(council, place, how):
    message = coefexps_of(council, place, how)
    forged = list(council.pedersen.coefexps)
    forged[place] = sign(keys_of(council.seeds[place]).signing, message)
    return {"coefexps": tuple(forged)}


def altered(council, place, how):
    forged = list(council.pedersen.coefexps)
    forged[place] = Signed(coefexps_of(council, place, how), forged[place].signature)
    return {"coefexps": tuple(forged)}


def spoil(key):
    return type(key)(key.public_key, key.pok._replace(response=key.pok.response + 1))


def certificates(council, how):
    found = list(council.pedersen.certificates)
    how(found)
    return {"certificates": tuple(found)}


def spoiled_certificate(found):
    signed = found[2].signed
    worse = Signed(signed.message, signed.signature._replace(response=signed.signature.response + 1))
    found[2] = type(found[2])(worse, found[2].verification, found[2].encryption)


FORGED_TRUSTEES = [
    (
        lambda c: certificates(c, spoiled_certificate),
        "the signature of certificate 3 of trustees item 1 is wrong",
    ),
    (lambda c: certificates(c, lambda f: f.__setitem__(1, f[0])), "two certificates share a key"),
    (
        lambda c: certificates(c, list.reverse),
        "the signature on the coefficients of trustee 1 of trustees item 1 is wrong",
    ),
    (lambda _: {"threshold": 1}, "trustees item 1 has the threshold 1 of 3; it must be from 2 up to all"),
    (lambda _: {"threshold": 0}, "the threshold of trustees item 1 is not a whole number from 1"),
    (lambda _: {"threshold": 3}, "trustee 1 of trustees item 1 has 2 coefficients and the threshold is 3"),
    (
        lambda c: altered(c, 0, lambda e: [e[1], e[0]]),
        "the signature on the coefficients of trustee 1 of trustees item 1 is wrong",
    ),
    (
        lambda c: signed_again(c, 0, lambda e: [e[1], e[0]]),
        "key 2 of trustees item 1 does not follow from the coefficients",
    ),
    (
        lambda c: signed_again(c, 0, lambda e: [*e, e[0]]),
        "trustee 1 of trustees item 1 has 3 coefficients and the threshold is 2",
    ),
    (
        lambda c: signed_again(c, 0, lambda e: e[:1]),
        "trustee 1 of trustees item 1 has 1 coefficients and the threshold is 2",
    ),
    (
        lambda c: signed_again(c, 1, lambda e: [negative(e[0]), e[1]]),
        "a coefficient of trustee 2 of trustees item 1 lies outside the group",
    ),
    (
        lambda c: {"keys": (c.pedersen.keys[1], c.pedersen.keys[0], c.pedersen.keys[2])},
        "key 1 of trustees item 1 does not follow from the coefficients",
    ),
    (
        lambda c: {"keys": (*c.pedersen.keys[:2], make_key(group.random_exponent()))},
        "key 3 of trustees item 1 does not follow from the coefficients",
    ),
    (
        lambda c: {"keys": (*c.pedersen.keys[:2], spoil(c.pedersen.keys[2]))},
        "the proof of key 3 of trustees item 1 is wrong",
    ),
    (lambda c: {"keys": c.pedersen.keys[:2]}, "verification_keys has 2 items, not 3"),
    (
        lambda c: {"keys": c.pedersen.keys[::-1]},
        "key 1 of trustees item 1 does not follow from the coefficients",
    ),
    (lambda c: {"coefexps": c.pedersen.coefexps[:2]}, "coefexps has 2 items, not 3"),
]


@pytest.mark.parametrize(("forge", "reason"), FORGED_TRUSTEES, ids=lambda v: v if isinstance(v, str) else "")
def test_forged_trustees(held, parts, council, forge, reason):
    parts.use_trustees([changed(council.pedersen, **forge(council))])

    assert refused(held, parts.content) == reason


def test_trustees_of_another_ceremony_none_or_one_of_an_unknown_kind(held, parts):
    key = "the election's key is not the product of the trustees' keys"
    parts.use_trustees([gather(2, 3).pedersen])
    assert refused(held, parts.content) == key

    parts.trustees = b"[]"
    assert refused(held, parts.content) == "the election has no trustee"

    parts.trustees = b'[["Triple",{}]]'
    assert refused(held, parts.content) == "trustees item 1 is of an unknown kind"


def test_an_encryption_key_outside_the_group_though_the_tool_lets_it_pass(held, parts, council, tool_says):
    def forge(found):
        message = json.loads(found[0].signed.message)
        message["encryption"] = negative(message["encryption"])
        signed = sign(keys_of(council.seeds[0]).signing, written(message))
        found[0] = type(found[0])(signed, found[0].verification, found[0].encryption)

    parts.use_trustees([changed(council.pedersen, **certificates(council, forge))])

    assert tool_says(parts.content, held.election.uuid)
    assert refused(held, parts.content) == "a key of certificate 1 of trustees item 1 lies outside the group"


def test_two_negated_coefficients_that_cancel_though_the_tool_lets_it_pass(held, parts, council, tool_says):
    one = signed_again(council, 0, lambda e: [negative(e[0]), e[1]])["coefexps"][0]
    two = signed_again(council, 1, lambda e: [negative(e[0]), e[1]])["coefexps"][1]
    parts.use_trustees([changed(council.pedersen, coefexps=(one, two, council.pedersen.coefexps[2]))])

    assert tool_says(parts.content, held.election.uuid)
    assert (
        refused(held, parts.content) == "a coefficient of trustee 1 of trustees item 1 lies outside the group"
    )


# The election and the chain.


FORGED_ELECTIONS = [
    ("version", lambda _: 2, "the election is not of protocol version 1"),
    ("group", lambda _: "RFC-3526-2048", "the election is not in the group BELENIOS-2048"),
    ("public_key", negative, "the public key lies outside the group"),
    (
        "public_key",
        lambda y: str(int(y) * group.G % group.P),
        "the election's key is not the product of the trustees' keys",
    ),
    ("uuid", lambda _: "short", "the uuid of the election is not Base58 of at least 14 characters"),
    ("name", lambda _: "Another", "ballot 1: belongs to another election"),
    ("questions", lambda _: [], "the election has no question"),
    (
        "questions",
        lambda _: [{"type": "NonHomomorphic", "value": {}}],
        "question 1 is of a kind that is not verified here",
    ),
]


@pytest.mark.parametrize(("name", "how", "reason"), FORGED_ELECTIONS)
def test_a_forged_election(held, parts, name, how, reason):
    parts.change("election", lambda value: set_in(value, [name], how))

    assert refused(held, parts.content) == reason
