"""What the archive is held against: the register's marks, the heads that were shown, the side proofs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gmpy2 import mpz

from voting.belenios.ballots import Ballot
from voting.belenios.canonical import Malformed, a_count, a_list, a_text, an_element, members, read, written
from voting.belenios.side_proofs import read_side_proofs
from voting.belenios.verifier.board import Board
from voting.belenios.verifier.report import Report

VERSION = 1
HASH = re.compile(r"[0-9a-f]{64}")


class Unreadable(ValueError):
    """One line: nothing can be judged, since a file cannot be opened or a head is none."""


@dataclass(frozen=True)
class Mark:
    """What the register knows of a credential: its weight, and whether its owner is marked as a voter."""

    weight: int
    has_voted: bool


@dataclass(frozen=True)
class Register:
    """The register's own word, from another place than the archive."""

    uuid: str
    marks: dict[mpz, Mark]


@dataclass(frozen=True)
class Beside:
    """The file of side proofs."""

    election: str
    proofs: list[dict[str, Any]]


def written_register(uuid: str, marks: dict[mpz, Mark]) -> str:
    """The register's export. No names: who holds which credential is the register's own matter."""
    return written({
        "version": VERSION,
        "uuid": uuid,
        "credentials": [
            {"credential": str(element), "weight": mark.weight, "voted": mark.has_voted}
            for element, mark in marks.items()
        ],
    })  # fmt: skip


def read_register(data: bytes) -> Register:
    """The register's export, or Malformed."""
    what = "the register"
    value = members(read(data, what), what, ["version", "uuid", "credentials"])
    if value["version"] != VERSION or isinstance(value["version"], bool):
        raise Malformed(f"{what} is not of version {VERSION}")
    marks: dict[mpz, Mark] = {}
    for item in a_list(value["credentials"], what):
        one = members(item, f"a credential of {what}", ["credential", "weight", "voted"])
        if not isinstance(one["voted"], bool):
            raise Malformed(f"“voted” in {what} is neither true nor false")
        element = an_element(one["credential"], f"a credential of {what}")
        if element in marks:
            raise Malformed(f"a credential stands twice in {what}")
        marks[element] = Mark(a_count(one["weight"], f"a weight in {what}", least=1), one["voted"])
    return Register(a_text(value["uuid"], what), marks)


def read_beside(data: bytes) -> Beside:
    """The side proofs, or Malformed."""
    return Beside(*read_side_proofs(data))


def check_heads(board: Board, heads: Sequence[str], report: Report) -> None:
    """Every head that was shown is an event of this archive: nothing that stood before it was taken away."""
    if not heads:
        report.remark("No head was given: whether this is the archive that was shown is not checked.")
    for head in heads:
        if not HASH.fullmatch(head):
            raise Unreadable(f"{head[:80]} is not the hash of an event: 64 characters, 0–9 and a–f")
        if head not in board.events:
            raise Malformed(
                f"the head {head[:12]}… that was shown is not in the archive: something was cut or changed"
            )
    report.facts["heights_of_heads"] = [board.events.index(head) for head in heads]


def check_credentials(board: Board, register: Register) -> None:
    """The list of credentials is the register's, with its weights."""
    if register.uuid != board.election.uuid:
        raise Malformed("the register belongs to another election")
    for element in board.credentials:
        if element not in register.marks:
            raise Malformed(f"the credential {str(element)[:12]}… is in the archive and not in the register")
    for element, mark in register.marks.items():
        if element not in board.credentials:
            raise Malformed(f"the credential {str(element)[:12]}… is in the register and not in the archive")
        if board.credentials[element] != mark.weight:
            raise Malformed(
                f"the credential {str(element)[:12]}… weighs {board.credentials[element]} in the archive "
                f"and {mark.weight} in the register"
            )


def check_marks(board: Board, ballots: Sequence[Ballot], register: Register) -> None:
    """Who is marked has a ballot, and who has a ballot is marked."""
    cast = {ballot.credential for ballot in ballots}
    marked = {element for element, mark in register.marks.items() if mark.has_voted}
    for element in board.credentials:
        if element in cast and element not in marked:
            raise Malformed(f"the credential {str(element)[:12]}… has a ballot and no mark in the register")
        if element in marked and element not in cast:
            raise Malformed(
                f"the credential {str(element)[:12]}… is marked as having voted and has no ballot"
            )
