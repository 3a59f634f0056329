"""Decryptions, side proofs, officers and elections that were forged and chained again: each is refused."""

from __future__ import annotations

import json

import pytest

from tests.voting.belenios.election import Parts, gather
from tests.voting.belenios.forging import negative, raised, refused, set_in
from voting.belenios import group
from voting.belenios.canonical import written
from voting.belenios.channel import Signed, keys_of, sign
from voting.belenios.decryption import decrypt_partially
from voting.belenios.proofs import read_ciphertext
from voting.belenios.trustees import Pedersen, make_key

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


def negated(key):
    return type(key)(group.P - key.public_key, key.pok)


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
    (
        lambda c: {"keys": (*c.pedersen.keys[:2], negated(c.pedersen.keys[2]))},
        "key 3 of trustees item 1 lies outside the group",
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
