"""The verifier: everything that Debian's tool checks in an archive, and what it leaves unchecked.

``verify_archive`` answers with a Report: accepted, or refused with the reason in one line. It trusts nobody:
not the server that wrote the archive, not the officers who decrypted. What it cannot see is said in the
handbook.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from voting.belenios import archive, tar
from voting.belenios.ballots import InvalidBallot
from voting.belenios.canonical import Malformed
from voting.belenios.side_proofs import SUFFIX
from voting.belenios.verifier import board, closing, outside, voting
from voting.belenios.verifier.report import Report

LARGEST_FILE = 1 << 30

__all__ = ["Report", "Unreadable", "side_proofs_beside", "verify", "verify_archive"]
Unreadable = outside.Unreadable


def side_proofs_beside(path: Path) -> Path:
    """Where the side proofs of an archive are looked for: FILE.proofs.json beside FILE.bel."""
    return path.with_name(path.name.removesuffix(".bel") + SUFFIX)


def verify_archive(
    path: Path, *, register: Path | None = None, head: str | Sequence[str] | None = None,
    side_proofs: Path | None = None, still_open: bool = False, processes: int = 1,
) -> Report:  # fmt: skip
    """Verify a file and what belongs to it.

    ``register`` is the register's export, ``head`` the hash, or hashes, that were shown or receipted,
    ``side_proofs`` another place than beside the archive. ``still_open`` allows what is not there yet while a
    vote is open: without a head or a register a cut tail cannot be seen then. Refused whatever stands in the
    files; Unreadable when one of them cannot be opened.
    """
    beside = side_proofs or side_proofs_beside(path)
    try:
        content = _bytes(path)
        known = _bytes(register) if register else None
        proofs = _bytes(beside) if side_proofs or beside.exists() else None
    except tar.Damaged as error:
        return Report().refuse(str(error))
    heads = [head] if isinstance(head, str) else list(head or ())
    return verify(
        content, register=known, heads=heads, side_proofs=proofs, still_open=still_open, processes=processes
    )


def verify(
    content: bytes, *, register: bytes | None = None, heads: Sequence[str] = (), side_proofs: bytes | None =
    None, still_open: bool = False, processes: int = 1,
) -> Report:  # fmt: skip
    """The same for what has been read already; Unreadable when a head is none."""
    report = Report()
    try:
        known = outside.read_register(register) if register is not None else None
        beside = outside.read_beside(side_proofs) if side_proofs is not None else None
        steps = archive.read_archive(content)
        found = board.read_board(steps, still_open=still_open)
        report.election(found)
        outside.check_heads(found, heads, report)
        if known is not None:
            outside.check_credentials(found, known)
        else:
            report.remark("No register was given: who was entitled and who is marked is not checked.")
        ballots = voting.check_ballots(found, processes=processes)
        if known is not None:
            outside.check_marks(found, ballots, known)
        closing.check_closing(found, ballots, beside, report)
    except (Malformed, tar.Damaged) as error:
        return report.refuse(str(error))
    except InvalidBallot as error:
        return report.refuse(str(error.args[0]))
    return report


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            if os.fstat(stream.fileno()).st_size > LARGEST_FILE:  # told before a gigabyte is read
                raise tar.Damaged(f"{path.name} is larger than {LARGEST_FILE // 2**20} MiB")
            content = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}") from None
    if len(content) > LARGEST_FILE:
        raise tar.Damaged(f"{path.name} is larger than {LARGEST_FILE // 2**20} MiB")
    return content
