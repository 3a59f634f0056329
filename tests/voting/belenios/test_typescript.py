"""The front end's TypeScript in Node against Python and Debian's tool: ballots, ceremony, verifier."""

from __future__ import annotations

import base64
import copy
import hashlib
import hmac
import itertools
import json

import pytest

from tests.voting.belenios.conftest import Refused
from tests.voting.belenios.election import BEGAN, BLANK, NINE, PLAIN, Officers, Parts, gather, open_election
from tests.voting.belenios.forging import set_in, sign_again
from voting.belenios import ceremony, group
from voting.belenios.archive import Writer
from voting.belenios.ballots import check_ballot, make_ballot, read_ballot, signed_with, tracker
from voting.belenios.canonical import written
from voting.belenios.channel import new_seed
from voting.belenios.checking import checked_proofs
from voting.belenios.decryption import combine, decrypt_partially, read_partial, result_of
from voting.belenios.hashes import hexadecimal, numbers
from voting.belenios.proofs import Ciphertext, commitments, holds, read_proofs
from voting.belenios.side_proofs import SideProof, prove_factors, written_side_proofs
from voting.belenios.tally import form_tally
from voting.belenios.trustees import Single, make_key, written_trustees

MARKS = [
    (PLAIN, PLAIN.marks([2])),
    (BLANK, BLANK.marks([0])),
    (BLANK, BLANK.marks([], blank=True)),
    (NINE, NINE.marks([0, 8])),
    (NINE, NINE.marks([], blank=True)),
]


@pytest.mark.parametrize(("question", "marks"), MARKS)
def test_a_ballot_made_on_a_device_is_accepted(browser, council, question, marks):
    held = open_election(council, question, voters=1)
    key = browser("newCredential")
    election = held.election.stored.decode()

    made = browser("makeBallot", election=election, secret=key["secret"], marks=[marks])

    public = group.g_to(int(key["secret"]))
    assert key["credential"] == str(public)
    assert check_ballot(made["ballot"], held.election, {public: 1}).credential == public
    assert made["tracker"] == tracker(made["ballot"])


def test_a_ballot_of_ours_is_accepted_on_a_device_and_a_changed_one_is_not(browser, held):
    given = {"election": held.election.stored.decode(), "credential": str(group.g_to(held.voters[1]))}
    text = held.ballots[1]

    assert browser("checkBallot", ballot=text, **given) == {"tracker": tracker(text)}
    with pytest.raises(Refused, match="is not in canonical form"):
        browser("checkBallot", ballot=text + " ", **given)


@pytest.mark.parametrize(("question", "marks"), MARKS)
def test_what_a_device_opens_is_the_ballot_by_anybodys_reckoning(browser, council, question, marks):
    """The seed's numbers are drawn here by the handbook's word, and give the ciphertexts and every proof."""
    held = open_election(council, question, voters=1)
    election = held.election.stored.decode()
    key = browser("newCredential")
    made = browser("makeBallot", election=election, secret=key["secret"], marks=[marks])

    found = browser("readOpening", election=election, opening=made["opening"])

    assert found == {"verdict": "true", "code": hexadecimal(made["ballot"].encode()), "marks": [list(marks)]}
    opening = base64.urlsafe_b64decode(made["opening"] + "==")
    draw = _draws(opening[1:33], f"stadga-ballot|{held.election.fingerprint}|{key['credential']}")
    answer = json.loads(made["ballot"])["answers"][0]
    random = [next(draw) for _ in marks]
    for one, mark, choice in zip(random, marks, answer["choices"], strict=True):
        assert choice["alpha"] == str(group.g_to(one))
        beta = pow(held.election.public_key, one, group.P) * (group.G if mark else 1) % group.P
        assert choice["beta"] == str(beta)
    for mark, proof in zip(marks, answer["individual_proofs"], strict=True):
        next(draw)  # the nonce
        other = proof[1 - mark]
        assert (other["challenge"], other["response"]) == (str(next(draw)), str(next(draw)))


def test_a_card_is_a_key_that_anybody_can_reckon_from_its_code(browser):
    made = browser("newCard", meeting="m")

    code = made["code"].replace(" ", "").encode()
    bits = hashlib.pbkdf2_hmac("sha256", code, b"stadga-card|m", 100_000, dklen=48)
    secret = int.from_bytes(bits) % int(group.Q)
    assert made["credential"] == str(group.g_to(secret))
    assert browser("cardKey", meeting="m", code=made["code"].lower()) == {
        "secret": str(secret),
        "credential": made["credential"],
    }
    assert browser("cardKey", meeting="m", code=made["code"][:-1]) is None


def _draws(seed, label):
    for n in itertools.count():
        block = hmac.digest(seed, f"{label}|{n}".encode(), "sha256")
        if (value := int.from_bytes(block)) < group.Q:
            yield value


def test_an_election_cast_and_decrypted_on_devices_passes_everywhere(browser, belenios_tool, tool_says):
    """Officer 1 sits at a browser, 2 has Debian's tool, 3 runs Python; the voters have phones."""
    seeds = [browser("newSeed")["seed"], new_seed(), new_seed()]
    certificates = [browser("roundOne", seed=seeds[0]), *map(ceremony.round_one, seeds[1:])]
    assembly = ceremony.assemble(certificates, 2)
    listed = {"certificates": certificates, "threshold": 2}
    assert browser("pin", **listed) == {"pin": assembly.pin}
    commitments = [ceremony.commitment(seed, assembly) for seed in seeds]
    assert browser("commitment", seed=seeds[0], **listed) == {"commitment": commitments[0]}

    polynomials = [
        browser("roundTwo", seed=seeds[0], pin=assembly.pin, **listed),
        *(ceremony.round_two(seed, assembly, pin=assembly.pin) for seed in seeds[1:]),
    ]
    inputs = ceremony.vinputs(polynomials)
    voutputs = [
        browser(
            "roundThree", seed=seeds[0], pin=assembly.pin, vinput=inputs[0], commitments=commitments, **listed
        ),
        *(
            ceremony.round_three(seed, assembly, vinput, pin=assembly.pin, commitments=commitments)
            for seed, vinput in zip(seeds[1:], inputs[1:], strict=True)
        ),
    ]
    pedersen = ceremony.conclude(assembly, polynomials, voutputs)
    held = open_election(Officers(seeds, assembly, polynomials, voutputs, pedersen), BLANK, NINE, voters=3)
    for secret in held.voters:
        marks = [BLANK.marks([1]), NINE.marks([0, 4])]
        election = held.election.stored.decode()
        held.ballots.append(
            browser("makeBallot", election=election, secret=str(secret), marks=marks)["ballot"]
        )

    weights = {one.element: 1 for one in held.credentials}
    tally = form_tally(
        held.election, [check_ballot(text, held.election, weights) for text in held.ballots], weights
    )
    writer = Writer(BEGAN)
    writer.setup(held.election, held.items, held.credentials)
    for text in held.ballots:
        writer.ballot(text)
    shown = writer.head
    writer.end_ballots()
    writer.encrypted_tally(tally, counted=3, weight=3)
    own = {"seed": seeds[0], "pin": assembly.pin, "privateKey": voutputs[0]["private_key"], "heads": [shown]}
    given = browser("decrypt", content=bytes(writer.content), atLeast=3, **own)
    with pytest.raises(Refused, match="only 3 voted; with fewer than 4 nothing is decrypted"):
        browser("decrypt", content=bytes(writer.content), atLeast=4, **own)

    partials = {
        1: read_partial(given["partial"], tally, "it"),
        3: decrypt_partially(held.election, tally, held.secrets[3]),
    }
    side = {
        1: tuple(tuple(read_proofs(row, "it", len(row))) for row in given["sideProofs"]),
        3: prove_factors(held.election, tally, partials[3], held.secrets[3]),
    }
    proofs = [SideProof(n, hexadecimal(partial.text().encode()), side[n]) for n, partial in partials.items()]
    beside = written_side_proofs(held.election, proofs)
    writer.partial_decryption(3, partials[3])
    fetched = {"content": bytes(writer.content), "atLeast": 3, **own}
    writer.partial_decryption(1, partials[1])
    writer.result(result_of(tally, combine(held.items, partials, tally), 3))

    faster = browser("decrypt", sideProofs=beside, **fetched)  # another officer came between the two files
    assert faster["owner"] == 1
    with pytest.raises(Refused, match="the side proof of trustee 3 is missing"):
        browser("decrypt", sideProofs=written_side_proofs(held.election, proofs[:1]), **fetched)

    assert (given["owner"], given["payload"]) == (1, proofs[0].payload)
    assert tool_says(bytes(writer.content), held.election.uuid)
    report = held.verify(bytes(writer.content), side_proofs=beside.encode(), heads=[shown])
    assert (report.accepted, report.reason) == (True, "")
    assert report.facts["result"] == [[0, 0, 3], [0, 3, 0, 0, 0, 3, 0, 0, 0, 0]]
    again = browser("verify", content=bytes(writer.content), sideProofs=beside, heads=[shown])
    assert again["accepted"]
    assert again["result"] == report.facts["result"]


def commitments_of(held):
    """What the house computed when each ballot came in."""
    stored = held.election.stored.decode()
    known = {hexadecimal(text.encode()): checked_proofs(stored, text).commitments for text in held.ballots}
    return {"version": 1, "election": held.election.fingerprint, "ballots": known}


def test_ballots_that_are_checked_at_once_with_the_houses_help_get_the_same_verdict(browser, held, parts):
    given = {"content": held.content, "sideProofs": held.proofs}
    help_ = commitments_of(held)

    alone, told = browser("verify", **given), browser("verify", **given, commitments=written(help_))

    assert told == alone
    assert told["accepted"]
    lies = help_ | {"ballots": {name: line.replace(",", ",1", 1) for name, line in help_["ballots"].items()}}
    assert browser("verify", **given, commitments=written(lies)) == alone


def test_help_does_not_make_a_wrong_proof_right(browser, held, parts):
    """The house is on the forger's side and computes what the forged proofs lead to."""

    def forge(value):
        set_in(value, ["answers", 0, "overall_proof", 1, "response"], lambda one: str(int(one) // 2))
        sign_again(value, held.voters[1])

    parts.change_ballot(1, forge)
    ballot = read_ballot(parts.ballots[1], held.election)
    help_ = commitments_of(held)
    made = [signed_with(ballot), *everything_it_leads_to(ballot, held.election)]
    help_["ballots"][hexadecimal(parts.ballots[1])] = numbers(made)

    found = browser("verify", content=parts.content, sideProofs=held.proofs, commitments=written(help_))

    assert (found["accepted"], found["reason"]) == (
        False,
        "ballot 2: the overall proof of question 1 is wrong",
    )


def everything_it_leads_to(ballot, election):
    """The commitments, right or wrong, in a ballot's order."""
    [answer], [first, *others] = ballot.answers, ballot.answers[0].choices
    total = Ciphertext(group.product(one.alpha for one in others), group.product(one.beta for one in others))
    claims = [([holds(one, 0), holds(one, 1)], pair)
              for one, pair in zip(answer.choices, answer.individual, strict=True)]  # fmt: skip
    claims += [([holds(first, 1), holds(total, 1)], answer.overall)]
    claims += [([holds(first, 0), holds(total, 0)], answer.blank)]
    return [one for cases, proofs in claims for one in commitments(election.public_key, cases, proofs)]


def test_an_officers_device_decrypts_no_tally_that_it_did_not_form(browser, held, council):
    parts = Parts.of(held.content)
    parts.partials, parts.result = [], None
    parts.change("tally", lambda rows: [rows[0][::-1]])
    own = {
        "seed": council.seeds[0],
        "pin": council.assembly.pin,
        "privateKey": council.voutputs[0]["private_key"],
    }

    with pytest.raises(Refused, match="the archived encrypted tally is not the product of the ballots"):
        browser("decrypt", content=parts.content, atLeast=3, heads=[], **own)
    with pytest.raises(Refused, match="the archive is not as it is between the close and the result"):
        browser("decrypt", content=held.content, sideProofs=held.proofs, atLeast=3, heads=[], **own)


def test_a_vote_that_a_device_has_decrypted_is_decrypted_with_no_other_ballots(browser, held, council):
    """A house that loses the answer and then shows one ballot less: the difference would be that ballot."""
    whole = Parts.of(held.content)
    whole.partials, whole.result = [], None
    less = copy.copy(held)
    less.ballots = [held.ballots[0], *held.ballots[2:]]
    shorter = Parts.of(less.close(1, 2, 3).content)
    shorter.partials, shorter.result = [], None
    own = {
        "seed": council.seeds[0], "pin": council.assembly.pin, "heads": [], "atLeast": 2,
        "privateKey": council.voutputs[0]["private_key"],
    }  # fmt: skip

    first = browser("decrypt", content=whole.content, **own)
    opened = {first["election"]: first["tally"]}

    assert opened == {held.election.fingerprint: hexadecimal(whole.tally)}
    again = browser("decrypt", content=whole.content, opened=opened, **own)
    assert (
        json.loads(again["partial"])["decryption_factors"]
        == json.loads(first["partial"])["decryption_factors"]
    )
    assert browser("decrypt", content=shorter.content, **own)["tally"] != first["tally"]
    with pytest.raises(Refused, match="this vote was decrypted before, with other ballots"):
        browser("decrypt", content=shorter.content, opened=opened, **own)


def test_a_device_holds_the_published_key_and_each_vote_against_what_it_took_part_in(browser, held, council):
    """A house that puts another key under a vote would read every ballot long before anybody decrypts."""
    mine = {
        "seed": council.seeds[2], "pin": council.assembly.pin, "threshold": 2,
        "privateKey": council.voutputs[2]["private_key"], "trustees": written_trustees(held.items),
    }  # fmt: skip
    other = gather(2, 3)
    theirs = written_trustees([other.pedersen])
    single = written_trustees([Single(make_key(group.random_exponent()))])
    elsewhere = open_election(other, BLANK).election.stored.decode()

    found = browser("published", **mine, election=held.election.stored.decode())

    assert found == {"place": 3, "key": str(group.g_to(council.secret(3)))}
    for wrong, told in [
        ({"election": elsewhere}, "the vote is not encrypted to our key"),
        ({"trustees": theirs}, "the list of certificates is not the one that was compared"),
        ({"trustees": single}, "the election does not rest on officers with a threshold"),
        ({"threshold": 3}, "the threshold is 2; we agreed on 3"),
        ({"privateKey": council.voutputs[0]["private_key"]}, "a message cannot be decrypted with this key"),
    ]:
        with pytest.raises(Refused, match=told):
            browser("published", **(mine | wrong))


def test_a_key_of_a_device_serves_in_python_too(browser, held):
    key = browser("newCredential")
    text = make_ballot(held.election, secret=group.mpz(key["secret"]), marks=[BLANK.marks([1])])
    election = held.election.stored.decode()

    assert browser("checkBallot", election=election, ballot=text, credential=key["credential"])
    assert written(json.loads(text)) == text
