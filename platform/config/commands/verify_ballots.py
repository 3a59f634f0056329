"""``stadga verify-ballots``: verify a secret vote from its archive, so that anyone can check a result."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from config.output import plain, tell
from voting.belenios.verifier import Report, Unreadable, verify_archive

HELP = "verify a secret vote's archive, FILE.bel, with its side proofs (needs no database): anyone can"
REFUSED = 1
UNREADABLE = 2
EXAMPLE = """\
example:
  stadga verify-ballots chair.bel --register register.json --head 2936986b963e14fc…

Exit code 0: accepted, and what was found is printed. 1: refused, whatever stands in the files, with the
reason in one line on standard error. 2: nothing was judged: a file cannot be opened, a head is none, or what
was found cannot be written. The side proofs are read from FILE.proofs.json beside FILE.bel.
docs/handbook/ballots.md describes what is checked and what no verifier can see."""


def run(arguments: list[str]) -> int:
    """Read, verify, tell. Django, the database and the settings are never touched."""
    options = _parser().parse_args(arguments)
    try:
        report = verify_archive(
            options.file,
            register=options.register,
            head=options.head,
            side_proofs=options.proofs,
            still_open=options.open,
            processes=options.processes,
        )
    except Unreadable as error:
        print(f"stadga verify-ballots: {error}", file=sys.stderr)
        return UNREADABLE
    if not report.accepted:
        print(f"refused: {plain(report.reason)}", file=sys.stderr)
        return REFUSED
    return 0 if tell(map(plain, _told(report)), command="stadga verify-ballots") else UNREADABLE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="stadga verify-ballots",
        description="Verify every ballot, the tally, every decryption and the result of a secret vote.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, metavar="FILE.bel", help="the archive of the vote")
    parser.add_argument(
        "--register", type=Path, metavar="FILE", help="the register's export: credentials, weights and marks"
    )
    parser.add_argument(
        "--head", action="append", metavar="HASH", default=[],
        help="a head that was shown or stands on a receipt; may be given several times",
    )  # fmt: skip
    parser.add_argument("--proofs", type=Path, metavar="FILE", help="side proofs that lie somewhere else")
    parser.add_argument(
        "--open", action="store_true", help="the vote is not over: its close and its result may be missing"
    )
    parser.add_argument(
        "--processes", type=int, metavar="N", default=os.cpu_count() or 1,
        help="how many processes share the ballots; one for each core without",
    )  # fmt: skip
    return parser


def _told(report: Report) -> list[str]:
    facts = report.facts
    told = [
        f"accepted: {facts['name']} ({facts['uuid']})",
        f"election: {facts['election']}",
        f"trustees: {facts['trustees']}",
        f"head: {facts['head']}",
        f"ballots: {facts['ballots']}, of which {facts['counted']} count",
        f"weight: {facts['weight']}; credentials: {facts['credentials']}",
    ]
    if "decrypted_by" in facts:
        told.append(f"decrypted by trustees: {', '.join(map(str, facts['decrypted_by'])) or 'nobody yet'}")
    for answers, counts in zip(facts["answers"], facts.get("result", []), strict=False):
        told.append("; ".join(f"{answer}: {count}" for answer, count in zip(answers, counts, strict=True)))
    return told + [f"note: {remark}" for remark in report.remarks]
