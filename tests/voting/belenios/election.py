"""An election that is held in a few lines, and its archive taken apart so that a test may forge it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from gmpy2 import mpz

from voting.belenios import ceremony, group
from voting.belenios.archive import Writer, read_archive
from voting.belenios.ballots import check_at_once, make_ballot, read_ballot
from voting.belenios.canonical import written
from voting.belenios.channel import new_seed
from voting.belenios.credentials import PublicCredential
from voting.belenios.decryption import combine, decrypt_partially, result_of
from voting.belenios.elections import Election, make_election, new_uuid
from voting.belenios.hashes import hexadecimal
from voting.belenios.questions import Question
from voting.belenios.side_proofs import SideProof, prove_factors, written_side_proofs
from voting.belenios.tally import form_tally, last_of_each
from voting.belenios.trustees import Item, Pedersen, Single, election_key, make_key, written_trustees
from voting.belenios.verifier import side_proofs_beside, verify
from voting.belenios.verifier.outside import Mark, written_register

BEGAN = 1476180000
PLAIN = Question("Vilket förslag?", ("A", "B", "C"), 1, 1)
BLANK = Question("Bifalls förslaget?", ("ja", "nej"), 1, 1, blank=True)
NINE = Question("Tre ledamöter", tuple("ABCDEFGHI"), 1, 3, blank=True)


@dataclass
class Officers:
    """Who made a key together, with all that was said."""

    seeds: list[str]
    assembly: ceremony.Assembly
    polynomials: list[dict]
    voutputs: list[dict]
    pedersen: Pedersen

    def secret(self, place):
        return ceremony.open_share(
            self.seeds[place - 1], self.assembly, self.voutputs[place - 1]["private_key"]
        )


def gather(threshold, size):
    seeds = [new_seed() for _ in range(size)]
    assembly = ceremony.assemble([ceremony.round_one(seed) for seed in seeds], threshold)
    polynomials = [ceremony.round_two(seed, assembly, pin=assembly.pin) for seed in seeds]
    voutputs = [
        ceremony.round_three(seed, assembly, vinput, pin=assembly.pin)
        for seed, vinput in zip(seeds, ceremony.vinputs(polynomials), strict=True)
    ]
    return Officers(
        seeds, assembly, polynomials, voutputs, ceremony.conclude(assembly, polynomials, voutputs)
    )


@dataclass
class Held:
    """An election that was held."""

    election: Election
    items: list[Item]
    secrets: dict[int, mpz]
    voters: list[mpz]
    weights: list[int]
    ballots: list[str] = field(default_factory=list)
    deciding: tuple[int, ...] = ()
    counts: list[list[int]] = field(default_factory=list)
    content: bytes = b""
    proofs: str = ""
    head: str = ""

    @property
    def credentials(self):
        return [PublicCredential(group.g_to(s), w) for s, w in zip(self.voters, self.weights, strict=True)]

    def vote(self, voter, *marks):
        self.ballots.append(make_ballot(self.election, secret=self.voters[voter], marks=marks))

    def close(self, *deciding, are_checked=False):
        """Write the archive with these owners' decryptions; ballots that are checked are only read."""
        self.deciding = deciding
        weights = {one.element: one.weight for one in self.credentials}
        if are_checked:
            ballots = [read_ballot(text, self.election) for text in self.ballots]
        else:
            ballots = [check_at_once(text, self.election, weights) for text in self.ballots]
        counted = last_of_each(ballots)
        weight = sum(weights[ballot.credential] for ballot in counted)
        tally = form_tally(self.election, counted, weights)
        writer = Writer(BEGAN)
        writer.setup(self.election, self.items, self.credentials)
        for text in self.ballots:
            writer.ballot(text)
        writer.end_ballots()
        writer.encrypted_tally(tally, counted=len(counted), weight=weight)
        partials = {owner: decrypt_partially(self.election, tally, self.secrets[owner]) for owner in deciding}
        beside = []
        for owner, partial in partials.items():
            writer.partial_decryption(owner, partial)
            proofs = prove_factors(self.election, tally, partial, self.secrets[owner])
            beside.append(SideProof(owner, hexadecimal(partial.text().encode()), proofs))
        self.counts = result_of(tally, combine(self.items, partials, tally), weight)
        writer.result(self.counts)
        self.content, self.head = bytes(writer.content), writer.head
        self.proofs = written_side_proofs(self.election, beside)
        return self

    def register(self):
        cast = {json.loads(text)["credential"] for text in self.ballots}
        marks = {one.element: Mark(one.weight, str(one.element) in cast) for one in self.credentials}
        return written_register(self.election.uuid, marks).encode()

    def verify(self, content=None, **given):
        given.setdefault("side_proofs", self.proofs.encode())
        return verify(self.content if content is None else content, **given)

    def save(self, folder: Path):
        path = folder / f"{self.election.uuid}.bel"
        path.write_bytes(self.content)
        side_proofs_beside(path).write_text(self.proofs, encoding="utf-8")
        return path


def open_election(officers, *questions, voters=5, weights=None, single=None, name="Val"):
    """An election ready for ballots; ``single`` is a secret of a trustee who stands first in the list."""
    items = [*([Single(make_key(single))] if single else []), officers.pedersen]
    before = 1 if single else 0
    secrets = {before + place: officers.secret(place) for place in range(1, len(officers.seeds) + 1)}
    if single:
        secrets[1] = single
    election = make_election(
        uuid=new_uuid(), name=name, questions=questions, public_key=election_key(items),
        description="prov/ÅÄÖ", administrator="Mötet",
    )  # fmt: skip
    return Held(
        election, items, secrets, [group.random_exponent() for _ in range(voters)], weights or [1] * voters
    )


@dataclass
class Parts:
    """An archive as its parts. ``content`` hashes and chains them again, whatever was done to them."""

    election: bytes
    trustees: bytes
    credentials: bytes
    ballots: list[bytes]
    tally: bytes
    counted: int
    weight: int
    partials: list[tuple[int, bytes]]
    result: bytes | None

    @classmethod
    def of(cls, content):
        steps = {}
        for step in read_archive(content):
            steps.setdefault(step.event.type, []).append(list(step.records.values()))
        sized = json.loads(steps["EncryptedTally"][0][1])
        return cls(
            *steps["Setup"][0][:3],
            [records[0] for records in steps["Ballot"]],
            steps["EncryptedTally"][0][0],
            sized["num_tallied"],
            sized["total_weight"],
            [(json.loads(owned)["owner"], text) for text, owned in steps["PartialDecryption"]],
            steps["Result"][0][0],
        )

    @property
    def content(self):
        writer = Writer(BEGAN)
        texts = [self.election, self.trustees, self.credentials]
        names = dict(zip(["election", "trustees", "credentials"], map(hexadecimal, texts), strict=True))
        writer.append("Setup", *texts, written(names).encode())
        for text in self.ballots:
            writer.append("Ballot", text)
        writer.append("EndBallots")
        names = {"encrypted_tally": hexadecimal(self.tally)}
        sized = {"num_tallied": self.counted, "total_weight": self.weight, **names}
        writer.append("EncryptedTally", self.tally, written(sized).encode())
        for owner, text in self.partials:
            owned = {"owner": owner, "payload": hexadecimal(text)}
            writer.append("PartialDecryption", text, written(owned).encode())
        if self.result is not None:
            writer.append("Result", self.result)
        return bytes(writer.content)

    def change(self, name, how):
        """Read a part as JSON, let ``how`` change it, write it back."""
        value = json.loads(getattr(self, name))
        setattr(self, name, written(how(value) or value).encode())

    def change_ballot(self, place, how):
        value = json.loads(self.ballots[place])
        self.ballots[place] = written(how(value) or value).encode()

    def change_partial(self, place, how):
        owner, text = self.partials[place]
        value = json.loads(text)
        self.partials[place] = (owner, written(how(value) or value).encode())

    def use_trustees(self, items):
        self.trustees = written_trustees(items).encode()
