"""The ceremony: rounds made twice, wrong messages that name their sender, Debian's tool as an officer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.voting.belenios.election import BLANK, Held, Officers, gather, open_election
from voting.belenios import ceremony, group
from voting.belenios.archive import Writer
from voting.belenios.ballots import read_ballot
from voting.belenios.canonical import Malformed, written
from voting.belenios.ceremony import assemble, round_one, round_three, round_two, vinputs
from voting.belenios.channel import Untrusted, keys_of, new_seed, send, sign
from voting.belenios.decryption import decrypt_partially, read_partial
from voting.belenios.hashes import hexadecimal
from voting.belenios.proofs import read_proofs
from voting.belenios.side_proofs import SideProof, prove_factors, written_side_proofs
from voting.belenios.tally import form_tally
from voting.belenios.trustees import read_pedersen


@pytest.fixture(scope="module")
def council():
    return gather(2, 3)


def inputs(council):
    return vinputs(json.loads(json.dumps(council.polynomials)))


def third(council, place, vinput, **given):
    given.setdefault("pin", council.assembly.pin)
    return round_three(council.seeds[place - 1], council.assembly, vinput, **given)


def test_a_round_that_is_made_again_says_the_same(council):
    again = round_two(council.seeds[0], council.assembly, pin=council.assembly.pin)
    mixed = [again, *council.polynomials[1:]]

    assert json.loads(again["coefexps"]["message"]) == json.loads(
        council.polynomials[0]["coefexps"]["message"]
    )
    for place, vinput in enumerate(vinputs(mixed), 1):
        made = third(council, place, vinput)
        assert ceremony.open_share(
            council.seeds[place - 1], council.assembly, made["private_key"]
        ) == council.secret(place)


def test_another_list_or_threshold_gives_another_polynomial(council):
    seed = council.seeds[0]
    certificates = [one.signed.as_json() for one in council.assembly.certificates]
    other_list = assemble([*certificates[:2], round_one(new_seed())], 2)
    other_threshold = assemble(certificates, 3)
    first = [json.loads(round_two(seed, one, pin=one.pin)["coefexps"]["message"])["coefexps"][0]
             for one in (council.assembly, other_list, other_threshold)]  # fmt: skip

    assert len(set(first)) == 3


def test_a_list_that_was_not_compared_is_refused_in_both_rounds(council):
    certificates = [one.signed.as_json() for one in council.assembly.certificates]
    relayed = assemble([certificates[0], round_one(new_seed()), round_one(new_seed())], 2)

    with pytest.raises(Untrusted, match="the list of certificates is not the one that was compared"):
        round_two(council.seeds[0], relayed, pin=council.assembly.pin)
    with pytest.raises(Untrusted, match="the list of certificates is not the one that was compared"):
        third(council, 1, inputs(council)[0], pin=relayed.pin)


def test_a_relay_that_shows_each_officer_other_certificates_shows_them_different_hashes():
    """Who stands in the middle replaces the others' certificates; each officer sees a list of its own."""
    seeds = [new_seed() for _ in range(3)]
    real = [round_one(seed) for seed in seeds]
    shown = [
        assemble([real[n] if n == place else round_one(new_seed()) for n in range(3)], 2)
        for place in range(3)
    ]
    published = assemble(real, 2)

    assert len({one.pin for one in [*shown, published]}) == 4
    for seed, one in zip(seeds, shown, strict=True):
        with pytest.raises(Untrusted):
            round_two(seed, one, pin=published.pin)


@pytest.mark.parametrize(("threshold", "size"), [(1, 3), (0, 3), (4, 3), (1, 1)])
def test_a_threshold_outside_two_to_all(threshold, size):
    with pytest.raises(Untrusted, match=f"the threshold {threshold} of {size} is not between 2 and all"):
        assemble([round_one(new_seed()) for _ in range(size)], threshold)


def test_the_same_officer_twice(council):
    certificate = council.assembly.certificates[0].signed.as_json()

    with pytest.raises(Malformed, match="two certificates share a key"):
        assemble([certificate, certificate], 2)


def test_a_stranger_is_not_in_the_list(council):
    with pytest.raises(Untrusted, match="my certificate is not in the list"):
        round_two(new_seed(), council.assembly, pin=council.assembly.pin)


def test_a_wrong_share_names_its_owner(council):
    keys = keys_of(council.seeds[1])
    recipient = council.assembly.certificates[0].encryption
    vinput = inputs(council)[0]
    vinput["secrets"][1] = send(keys.signing, recipient, written({"secret": "12345"}))

    with pytest.raises(
        Untrusted, match="the share from trustee 2 does not follow from the coefficients of trustee 2"
    ):
        third(council, 1, vinput)


def test_a_share_that_somebody_else_signed_or_that_was_meant_for_another(council):
    vinput = inputs(council)[0]
    secrets = vinput["secrets"]
    recipient = council.assembly.certificates[0].encryption
    forged = send(keys_of(council.seeds[2]).signing, recipient, written({"secret": "1"}))

    with pytest.raises(Untrusted, match="the share from trustee 2 was not signed by its sender"):
        third(council, 1, vinput | {"secrets": [secrets[0], forged, secrets[2]]})
    strayed = inputs(council)[2]["secrets"][1]
    with pytest.raises(
        Untrusted, match="the share from trustee 2: a message cannot be decrypted with this key"
    ):
        third(council, 1, vinput | {"secrets": [secrets[0], strayed, secrets[2]]})


def test_my_own_coefficients_that_were_changed(council):
    vinput = inputs(council)[0]
    other = written({"coefexps": [str(group.g_to(group.random_exponent())) for _ in range(2)]})
    vinput["coefexps"][0] = sign(keys_of(council.seeds[0]).signing, other).as_json()

    with pytest.raises(Untrusted, match="my own coefficients were changed"):
        third(council, 1, vinput)


def test_a_lowered_threshold_is_seen_by_the_number_of_coefficients(council):
    vinput = inputs(council)[0]
    fewer = written({"coefexps": json.loads(vinput["coefexps"][1]["message"])["coefexps"][:1]})
    vinput["coefexps"][1] = sign(keys_of(council.seeds[1]).signing, fewer).as_json()

    with pytest.raises(Malformed, match="trustee 2 has 1 coefficients and the threshold is 2"):
        third(council, 1, vinput)


def test_coefficients_that_were_chosen_by_the_others_break_their_commitment(council):
    commitments = [ceremony.commitment(seed, council.assembly) for seed in council.seeds]
    third(council, 1, inputs(council)[0], commitments=commitments)

    commitments[1] = hexadecimal(b"something else")
    with pytest.raises(Untrusted, match="the coefficients of trustee 2 are not those that were committed to"):
        third(council, 1, inputs(council)[0], commitments=commitments)


def test_what_a_server_can_see(council):
    ceremony.check_polynomial(council.assembly, 2, council.polynomials[1])
    ceremony.check_voutput(council.assembly, 2, council.polynomials, council.voutputs[1])

    with pytest.raises(Malformed, match="the signature on the coefficients of trustee 1 is wrong"):
        ceremony.check_polynomial(council.assembly, 1, council.polynomials[1])
    with pytest.raises(Untrusted, match="the key of trustee 1 does not follow from the coefficients"):
        ceremony.check_voutput(council.assembly, 1, council.polynomials, council.voutputs[1])


def test_what_was_published_is_what_the_officer_took_part_in(council):
    agreed = {"pin": council.assembly.pin, "threshold": 2}
    other = gather(2, 3)

    assert ceremony.check_published(council.seeds[2], council.pedersen, **agreed) == 3
    with pytest.raises(Untrusted, match="we agreed on 3"):
        ceremony.check_published(council.seeds[2], council.pedersen, pin=council.assembly.pin, threshold=3)
    with pytest.raises(Untrusted, match="not the one that was compared"):
        ceremony.check_published(council.seeds[2], other.pedersen, **agreed)


def test_any_two_know_the_key_and_one_does_not(council):
    one, two, three = (council.secret(place) for place in (1, 2, 3))

    assert (2 * one - two) % group.Q == (3 * one - three) * pow(2, -1, int(group.Q)) % group.Q
    assert group.g_to((2 * one - two) % group.Q) == council.pedersen.sub_key
    assert council.pedersen.sub_key not in {group.g_to(one), group.g_to(two), group.g_to(three)}


# Debian's tool plays officers, and the server.

TOOL = ("setup", "generate-trustee-key-threshold", "--group", "BELENIOS-2048")


@dataclass
class ToolOfficer:
    """An officer who trusts no page of ours: a key file, and the tool for every step."""

    run: object
    folder: Path
    name: str = ""

    def __post_init__(self):
        self.run(*TOOL, "--step", "1", cwd=self.folder)
        self.name = next(self.folder.glob("*.cert")).stem

    @property
    def certificate(self):
        return json.loads((self.folder / f"{self.name}.cert").read_text())

    @property
    def seed(self):
        return (self.folder / f"{self.name}.key").read_text().strip()

    def step(self, number, assembly, *arguments, send=""):
        (self.folder / "certs.jsons").write_text(assembly.text)
        key = ["--key", f"{self.name}.key"]
        return json.loads(
            self.run(
                *TOOL,
                "--step",
                str(number),
                "--certs",
                "certs.jsons",
                *key,
                *arguments,
                cwd=self.folder,
                send=send,
            )
        )

    def polynomial(self, assembly):
        return self.step(3, assembly, "--threshold", str(assembly.threshold))

    def voutput(self, assembly, vinput):
        return self.step(5, assembly, send=written(vinput))

    def partial(self, held, owner, dkey):
        held_in = self.folder / "election"
        held_in.mkdir()
        (held_in / f"{held.election.uuid}.bel").write_bytes(held.content)
        (self.folder / "dkey").write_text(dkey)
        printed = self.run(
            "election", "decrypt-threshold", "--dir", str(held_in), "--key", f"{self.name}.key",
            "--decryption-key", "dkey", "--trustee-id", str(owner), cwd=self.folder,
        )  # fmt: skip
        (self.folder / "partial").write_text(printed)
        return printed.splitlines()[0]  # the second line is the owner's record

    def command(self, *changed):
        archive = next((self.folder / "election").glob("*.bel"))
        options = ["--key", f"{self.name}.key", "--decryption-key", "dkey", "--partial", "partial", *changed]
        return subprocess.run(
            [Path(sys.executable).parent / "stadga", "side-proof", archive, *options],
            cwd=self.folder, env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def side_proof(self, partial):
        done = self.command()
        assert (done.returncode, done.stderr) == (0, "")
        found = json.loads(done.stdout)
        assert found["payload"] == hexadecimal(partial.text().encode())
        proofs = tuple(tuple(read_proofs(row, "it", len(row))) for row in found["proofs"])
        return SideProof(found["owner"], found["payload"], proofs)


@pytest.fixture
def mixed(belenios_tool, tmp_path):
    """Three of five: officers 1 and 4 play with Debian's tool, the others with ours."""
    tools = {}
    for place in (1, 4):
        folder = tmp_path / str(place)
        folder.mkdir()
        tools[place] = ToolOfficer(belenios_tool, folder)
    seeds = [tools[place].seed if place in tools else new_seed() for place in range(1, 6)]
    certificates = [
        tools[n].certificate if n in tools else round_one(seed) for n, seed in enumerate(seeds, 1)
    ]
    assembly = assemble(certificates, 3)
    polynomials = [
        tools[n].polynomial(assembly) if n in tools else round_two(seed, assembly, pin=assembly.pin)
        for n, seed in enumerate(seeds, 1)
    ]
    voutputs = [
        tools[n].voutput(assembly, vinput)
        if n in tools
        else round_three(seed, assembly, vinput, pin=assembly.pin)
        for n, (seed, vinput) in enumerate(zip(seeds, vinputs(polynomials), strict=True), 1)
    ]
    pedersen = ceremony.conclude(assembly, polynomials, voutputs)
    return tools, Officers(seeds, assembly, polynomials, voutputs, pedersen)


def test_the_tool_as_server_sorts_and_concludes_as_ours_does(mixed, belenios_tool, tmp_path):
    _, officers = mixed
    assembly = officers.assembly
    (tmp_path / "certs.jsons").write_text(assembly.text)
    (tmp_path / "polynomials.jsons").write_text("".join(written(one) + "\n" for one in officers.polynomials))
    files = ("--certs", "certs.jsons", "--polynomials", "polynomials.jsons")

    belenios_tool(*TOOL, "--step", "2", "--certs", "certs.jsons", cwd=tmp_path)
    belenios_tool(*TOOL, "--step", "4", *files, cwd=tmp_path)
    sent = "".join(written(one) + "\n" for one in officers.voutputs)
    concluded = belenios_tool(*TOOL, "--step", "6", *files, cwd=tmp_path, send=sent)

    assert concluded.strip() == written(officers.pedersen.parameters())
    for certificate, vinput in zip(assembly.certificates, vinputs(officers.polynomials), strict=True):
        name = hexadecimal(certificate.signed.message.encode())
        assert json.loads((tmp_path / f"{name}.vinput").read_text()) == vinput
    assert read_pedersen(json.loads(concluded), "it") == officers.pedersen


def test_officers_with_the_tool_and_with_ours_decrypt_together(mixed, tool_says):
    tools, officers = mixed
    held = open_election(officers, BLANK)
    for voter in range(5):
        held.vote(voter, BLANK.marks([0]))
    undecided = held_until_the_tally(held)
    partials, side = {}, {}
    for owner in (1, 2, 4):
        if owner in tools:
            dkey = officers.voutputs[owner - 1]["private_key"]
            printed = tools[owner].partial(undecided, owner, dkey)
            partials[owner] = read_partial(printed, undecided.tally, "it")
            side[owner] = tools[owner].side_proof(partials[owner])
        else:
            secret = officers.secret(owner)
            partials[owner] = partial = decrypt_partially(held.election, undecided.tally, secret)
            proofs = prove_factors(held.election, undecided.tally, partial, secret)
            side[owner] = SideProof(owner, hexadecimal(partial.text().encode()), proofs)

    content, proofs = with_partials(undecided, partials, side)

    assert tool_says(content, held.election.uuid)
    report = held.verify(content, side_proofs=proofs)
    assert (report.accepted, report.reason) == (True, "")
    assert report.facts["result"] == [[0, 5, 0]]


def test_no_side_proof_for_another_decryption_or_by_another_key(mixed):
    tools, officers = mixed
    held = open_election(officers, BLANK)
    for voter in range(5):
        held.vote(voter, BLANK.marks([0]))
    undecided = held_until_the_tally(held)
    one, other = tools[1], tools[4]
    one.partial(undecided, 1, officers.voutputs[0]["private_key"])
    other.partial(undecided, 4, officers.voutputs[3]["private_key"])

    strange = one.command("--partial", str(other.folder / "partial"))
    assert (strange.returncode, strange.stdout) == (1, "")
    assert strange.stderr == "refused: a proof of the partial decryption is wrong\n"
    wrong = one.command("--decryption-key", str(other.folder / "dkey"))
    assert wrong.returncode == 1
    assert wrong.stderr == "refused: the kept key: a message cannot be decrypted with this key\n"
    missing = one.command("--partial", "none")
    assert missing.returncode == 2
    assert missing.stderr == "stadga side-proof: none cannot be read: No such file or directory\n"


def held_until_the_tally(held: Held):
    weights = {one.element: 1 for one in held.credentials}
    held.tally = form_tally(
        held.election, [read_ballot(text, held.election) for text in held.ballots], weights
    )
    writer = Writer(1476180000)
    writer.setup(held.election, held.items, held.credentials)
    for text in held.ballots:
        writer.ballot(text)
    writer.end_ballots()
    writer.encrypted_tally(held.tally, counted=5, weight=5)
    held.content, held.writer = bytes(writer.content), writer
    return held


def with_partials(held, partials, given):
    beside = []
    for owner, partial in partials.items():
        held.writer.partial_decryption(owner, partial)
        beside.append(given[owner])
    held.writer.result([[0, 5, 0]])
    return bytes(held.writer.content), written_side_proofs(held.election, beside).encode()
