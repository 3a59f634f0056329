"""What an officer who decrypts with Debian's tool still owes: the side proof of that very decryption.

The tally is formed here, from ballots that are checked here, so nobody can hand over something else to be
proved.
"""

from __future__ import annotations

from gmpy2 import mpz

from voting.belenios import ceremony, group
from voting.belenios.archive import read_archive
from voting.belenios.canonical import Malformed
from voting.belenios.channel import Untrusted
from voting.belenios.decryption import check_partial, read_partial
from voting.belenios.hashes import hexadecimal
from voting.belenios.side_proofs import SideProof, prove_factors
from voting.belenios.tally import form_tally, last_of_each, written_tally
from voting.belenios.trustees import Item, Pedersen, owners
from voting.belenios.verifier.board import Board, read_board
from voting.belenios.verifier.voting import check_ballots


def side_proof_of(
    content: bytes, *, seed: str, private_key: str, partial: str, processes: int = 1
) -> SideProof:
    """The side proof of a partial decryption that was made with this seed and kept key for this archive.

    Malformed, Untrusted or InvalidBallot when the archive is not what it should be or the decryption is
    another's.
    """
    board = read_board(read_archive(content), still_open=True)
    if board.tally is None:
        raise Malformed("the archive holds no encrypted tally yet")
    counted = last_of_each(check_ballots(board, processes=processes))
    tally = form_tally(board.election, counted, board.credentials)
    if board.tally[0] != written_tally(tally).encode():
        raise Malformed("the archived encrypted tally is not the product of the ballots")
    secret = _share(board.trustees, seed, private_key)
    owner = _owner(board, secret)
    mine = read_partial(partial, tally, "the partial decryption")
    check_partial(board.election, tally, mine, group.g_to(secret), "the partial decryption")
    for row, factors in zip(tally, mine.factors, strict=True):
        if any(factor != group.power(one.alpha, secret) for one, factor in zip(row, factors, strict=True)):
            raise Untrusted("the partial decryption was not made with this key")
    return SideProof(owner, hexadecimal(partial.encode()), prove_factors(board.election, tally, mine, secret))


def _share(items: list[Item], seed: str, private_key: str) -> mpz:
    for item in items:
        if isinstance(item, Pedersen):
            assembly = ceremony.Assembly(item.certificates, item.threshold)
            return ceremony.open_share(seed, assembly, private_key)
    raise Malformed("the election does not rest on officers with a threshold")


def _owner(board: Board, secret: mpz) -> int:
    public = group.g_to(secret)
    for owner, key in owners(board.trustees).items():
        if key.public_key == public:
            return owner
    raise Untrusted("my key is not among the keys of the election")
