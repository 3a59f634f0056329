"""The encrypted tally: the last ballot of each voter to the power of its weight, all multiplied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from gmpy2 import mpz

from voting.belenios import group
from voting.belenios.ballots import Ballot
from voting.belenios.canonical import written
from voting.belenios.elections import Election
from voting.belenios.group import P
from voting.belenios.proofs import Ciphertext

Tally = list[list[Ciphertext]]


def last_of_each(ballots: Iterable[Ballot]) -> list[Ballot]:
    """The ballots that count: of each credential the last one."""
    return list({ballot.credential: ballot for ballot in ballots}.values())


def form_tally(election: Election, counted: Sequence[Ballot], weights: Mapping[mpz, int]) -> Tally:
    """One ciphertext for each answer of each question."""
    tally = []
    for number, question in enumerate(election.questions):
        sums = [(mpz(1), mpz(1))] * question.width
        for ballot in counted:
            weight = weights[ballot.credential]
            for place, choice in enumerate(ballot.answers[number].choices):
                alpha, beta = choice if weight == 1 else (group.power(part, mpz(weight)) for part in choice)
                sums[place] = (sums[place][0] * alpha % P, sums[place][1] * beta % P)
        tally.append([Ciphertext(*one) for one in sums])
    return tally


def written_tally(tally: Tally) -> str:
    """The encrypted_tally of the specification."""
    return written([[one.as_json() for one in row] for row in tally])
