"""A ballot: making one, and checking one.

``check_at_once`` is what a ballot must pass while its sender waits: canonical form, the election, a
credential of the register, the signature. ``check_proofs`` is the expensive rest; only after it may a ballot
be called recorded.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from gmpy2 import mpz

from voting.belenios import group
from voting.belenios.canonical import Malformed, a_list, a_text, an_element, members, read, written
from voting.belenios.elections import Election
from voting.belenios.group import P, Q
from voting.belenios.hashes import challenge, fingerprint, numbers
from voting.belenios.proofs import (
    Case,
    Ciphertext,
    Proof,
    holds,
    knows,
    prove_knowledge,
    prove_one_of,
    proved,
    read_ciphertext,
    read_proof,
    read_proofs,
    value_prefix,
)
from voting.belenios.questions import Question

UNSIGNED = Proof(mpz(0), mpz(0))


class InvalidBallot(ValueError):
    """One line that says what is wrong with a ballot."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a ballot carries for one question. With a blank vote its ciphertext stands first."""

    choices: tuple[Ciphertext, ...]
    individual: tuple[tuple[Proof, ...], ...]
    overall: tuple[Proof, ...]
    blank: tuple[Proof, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The members in the order of the specification."""
        found: dict[str, Any] = {
            "choices": [choice.as_json() for choice in self.choices],
            "individual_proofs": [[proof.as_json() for proof in pair] for pair in self.individual],
            "overall_proof": [proof.as_json() for proof in self.overall],
        }
        if self.blank:
            found["blank_proof"] = [proof.as_json() for proof in self.blank]
        return found


@dataclass(frozen=True, slots=True)
class Ballot:
    """A ballot as it was read, or as it is to be written."""

    uuid: str
    election: str
    credential: mpz
    answers: tuple[Answer, ...]
    signed: str = ""
    signature: Proof = UNSIGNED

    def unsigned(self) -> str:
        """The text that is signed."""
        return written(self._body())

    def text(self) -> str:
        """The whole ballot in its one form."""
        return written(self._body() | {"signature": {"hash": self.signed, "proof": self.signature.as_json()}})

    def elements(self) -> Iterator[mpz]:
        """Every number that must lie in the group."""
        for answer in self.answers:
            for choice in answer.choices:
                yield from choice

    def _body(self) -> dict[str, Any]:
        return {
            "election_uuid": self.uuid,
            "election_hash": self.election,
            "credential": str(self.credential),
            "answers": [answer.as_json() for answer in self.answers],
        }


def tracker(text: str | bytes) -> str:
    """What a voter keeps: the fingerprint of the ballot's text."""
    return fingerprint(text.encode() if isinstance(text, str) else text)


def make_ballot(election: Election, *, secret: mpz, marks: Sequence[Sequence[int]]) -> str:
    """Encrypt, prove and sign: a 0 or 1 for each answer of each question, the blank vote's first."""
    if len(marks) != len(election.questions):
        raise ValueError("a ballot answers every question")
    public = group.g_to(secret)
    start = f"{election.fingerprint}|{public}"
    answers = tuple(
        _make_answer(election.public_key, question, plain, start)
        for question, plain in zip(election.questions, marks, strict=True)
    )
    body = Ballot(election.uuid, election.fingerprint, public, answers)
    signed = fingerprint(body.unsigned().encode())
    proof = prove_knowledge(secret, _signature(signed))
    return Ballot(election.uuid, election.fingerprint, public, answers, signed, proof).text()


def read_ballot(text: str | bytes, election: Election) -> Ballot:
    """A ballot in its one form, or InvalidBallot."""
    try:
        value = members(
            read(text, "the ballot"), "the ballot",
            ["election_uuid", "election_hash", "credential", "answers", "signature"],
        )  # fmt: skip
        signature = members(value["signature"], "the signature", ["hash", "proof"])
        asked = a_list(value["answers"], "the answers", len(election.questions))
        ballot = Ballot(
            a_text(value["election_uuid"], "election_uuid"),
            a_text(value["election_hash"], "election_hash"),
            an_element(value["credential"], "the credential"),
            tuple(
                _read_answer(item, question) for item, question in zip(asked, election.questions, strict=True)
            ),
            a_text(signature["hash"], "the signature's hash"),
            read_proof(signature["proof"], "the signature"),
        )
    except Malformed as error:
        raise InvalidBallot(str(error)) from None
    if ballot.text().encode() != (text.encode() if isinstance(text, str) else text):
        raise InvalidBallot("is not in canonical form")
    return ballot


def check_at_once(text: str | bytes, election: Election, credentials: Mapping[mpz, int]) -> Ballot:
    """Form, election, credential and signature: about a millisecond. ``credentials`` gives weights."""
    ballot = read_ballot(text, election)
    if ballot.uuid != election.uuid or ballot.election != election.fingerprint:
        raise InvalidBallot("belongs to another election")
    if ballot.credential not in credentials:
        raise InvalidBallot("its credential is not in the list")
    if ballot.signed != fingerprint(ballot.unsigned().encode()):
        raise InvalidBallot("its signature is over another ballot")
    if not knows(ballot.credential, ballot.signature, _signature(ballot.signed)):
        raise InvalidBallot("its signature is wrong")
    return ballot


def check_membership(ballots: Sequence[Ballot]) -> None:
    """All ciphertexts lie in the group; the exception also carries the place of the ballot at fault."""
    if group.are_members([element for ballot in ballots for element in ballot.elements()]):
        return
    for place, ballot in enumerate(ballots):
        if not all(group.is_member(element) for element in ballot.elements()):
            raise InvalidBallot("a ciphertext lies outside the group", place)


def check_proofs(ballot: Ballot, election: Election) -> list[mpz]:
    """Every proof of the ballot, about three milliseconds an answer; the commitments that they lead to."""
    start = f"{ballot.election}|{ballot.credential}"
    found: list[mpz] = []
    for number, (answer, question) in enumerate(zip(ballot.answers, election.questions, strict=True), 1):
        found += _check_answer(election.public_key, question, answer, start, f"question {number}")
    return found


def signed_with(ballot: Ballot) -> mpz:
    """The commitment that its signature leads to."""
    made, asked = ballot.signature.response, ballot.signature.challenge
    return group.g_to(made) * group.power(ballot.credential, asked) % P


def check_ballot(text: str | bytes, election: Election, credentials: Mapping[mpz, int]) -> Ballot:
    """Everything there is to check in one ballot."""
    ballot = check_at_once(text, election, credentials)
    check_membership([ballot])
    check_proofs(ballot, election)
    return ballot


def _signature(signed: str) -> Callable[[mpz], mpz]:
    return lambda commitment: challenge("sig", signed, str(commitment))


def _context(start: str, choices: Sequence[Ciphertext]) -> str:
    return f"{start}|{numbers(n for choice in choices for n in choice)}"


def _sum(choices: Sequence[Ciphertext]) -> Ciphertext:
    return Ciphertext(group.product(c.alpha for c in choices), group.product(c.beta for c in choices))


def _zero_or_one(choice: Ciphertext) -> list[Case]:
    return [holds(choice, 0), holds(choice, 1)]


def _overall_cases(question: Question, choices: Sequence[Ciphertext], total: Ciphertext) -> list[Case]:
    blank = [holds(choices[0], 1)] if question.blank else []
    return blank + [holds(total, value) for value in range(question.least, question.most + 1)]


def _overall_prefix(question: Question, context: str, total: Ciphertext) -> str:
    return f"bproof1|{context}" if question.blank else value_prefix(context, total)


def _make_answer(key: mpz, question: Question, marks: Sequence[int], start: str) -> Answer:
    if not question.allows(marks):
        raise ValueError("the question does not allow this choice")
    table = group.table(key)
    random = [group.random_exponent() for _ in marks]
    choices = tuple(
        Ciphertext(group.g_to(r), table.power(r) * (group.G if mark else 1) % P)
        for r, mark in zip(random, marks, strict=True)
    )
    individual = tuple(
        tuple(prove_one_of(key, _zero_or_one(choice), mark, r, value_prefix(start, choice)))
        for choice, mark, r in zip(choices, marks, random, strict=True)
    )
    context = _context(start, choices)
    total = _sum(choices[question.blank :])
    total_random = functools.reduce(lambda one, other: (one + other) % Q, random[question.blank :])
    is_blank = bool(question.blank and marks[0])
    cases = _overall_cases(question, choices, total)
    true = 0 if is_blank else sum(marks[question.blank :]) - question.least + question.blank
    known = random[0] if is_blank else total_random
    overall = prove_one_of(key, cases, true, known, _overall_prefix(question, context, total))
    blank: list[Proof] = []
    if question.blank:
        either = [holds(choices[0], 0), holds(total, 0)]
        known = total_random if is_blank else random[0]
        blank = prove_one_of(key, either, int(is_blank), known, f"bproof0|{context}")
    return Answer(choices, individual, tuple(overall), tuple(blank))


def _check_answer(key: mpz, question: Question, answer: Answer, start: str, where: str) -> list[mpz]:
    found: list[mpz] = []
    for choice, pair in zip(answer.choices, answer.individual, strict=True):
        committed = proved(key, _zero_or_one(choice), pair, value_prefix(start, choice))
        found += committed or _wrong(f"an individual proof of {where}")
    context = _context(start, answer.choices)
    total = _sum(answer.choices[question.blank :])
    cases = _overall_cases(question, answer.choices, total)
    committed = proved(key, cases, answer.overall, _overall_prefix(question, context, total))
    found += committed or _wrong(f"the overall proof of {where}")
    if question.blank:
        either = [holds(answer.choices[0], 0), holds(total, 0)]
        committed = proved(key, either, answer.blank, f"bproof0|{context}")
        found += committed or _wrong(f"the blank proof of {where}")
    return found


def _wrong(what: str) -> NoReturn:
    raise InvalidBallot(f"{what} is wrong")


def _read_answer(value: object, question: Question) -> Answer:
    blank = ["blank_proof"] if question.blank else []
    found = members(value, "an answer", ["choices", "individual_proofs", "overall_proof", *blank])
    choices = a_list(found["choices"], "choices", question.width)
    pairs = a_list(found["individual_proofs"], "individual_proofs", question.width)
    return Answer(
        tuple(read_ciphertext(item, "a choice") for item in choices),
        tuple(tuple(read_proofs(item, "an individual proof", 2)) for item in pairs),
        tuple(read_proofs(found["overall_proof"], "the overall proof", question.overall)),
        tuple(read_proofs(found["blank_proof"], "the blank proof", 2)) if blank else (),
    )
