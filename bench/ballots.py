"""A secret vote of a thousand: our verifier, and our way from close to result, against Debian's tool."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.voting.belenios.election import PLAIN, Held, Officers, gather, open_election
from voting.belenios.archive import read_archive

VOTERS = 1000
NEEDS_HOUSE = False
STADGA = Path(sys.executable).parent / "stadga"


def measure(_house: object) -> dict[str, Any]:
    """Nothing, with a word on standard error, where the tool is not installed to measure against."""
    if not shutil.which("belenios-tool"):
        sys.stderr.write("bench: belenios-tool is not installed, so the secret ballots are not measured\n")
        return {}
    officers = gather(2, 3)
    held = open_election(officers, PLAIN, voters=VOTERS)
    for voter in range(VOTERS):
        held.vote(voter, PLAIN.marks([voter % 3]))
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        return _verifying(held, Path(folder)) | _closing(held, officers, Path(folder))


def _verifying(held: Held, folder: Path) -> dict[str, Any]:
    place = folder / "whole"
    place.mkdir()
    file = held.close(1, 2, 3).save(place)
    # The tool wants no other file with the archive's ending there; the side proofs have another.
    tool = _timed("belenios-tool", "election", "verify", "--dir", place)
    one = _timed(STADGA, "verify-ballots", file, "--processes", "1")
    two = _timed(STADGA, "verify-ballots", file, "--processes", "2")
    return {
        "verify_ballots_cpu_vs_belenios_tool": {
            "ratio": round(tool[1] / one[1], 2), "limit": 1.5, "better": "more", "ballots": VOTERS,
            "tool_user_seconds": round(tool[1], 2), "ours_user_seconds": round(one[1], 2),
        },
        "verify_ballots_on_two_vs_belenios_tool": {
            "ratio": round(tool[0] / two[0], 2), "limit": 2.5, "better": "more", "ballots": VOTERS,
            "tool_seconds": round(tool[0], 2), "ours_seconds": round(two[0], 2),
        },
    }  # fmt: skip


def _closing(held: Held, officers: Officers, folder: Path) -> dict[str, Any]:
    """The tool's four commands, each on the archive as it is then; ours from stored texts to the result."""
    started = time.perf_counter()
    held.close(1, 2, are_checked=True)
    ours = time.perf_counter() - started
    whole = held.content
    ends = {}
    at = 0
    for step in read_archive(whole):
        at = whole.index(step.hash.encode(), at)
        ends[step.event.type] = at + 1024  # an event's header and its one block
    tool = 0.0
    for number, (last, command) in enumerate(_commands(officers, folder)):
        place = folder / str(number)
        place.mkdir()
        (place / f"{held.election.uuid}.bel").write_bytes(whole[: ends[last]])
        tool += _timed("belenios-tool", "election", *command, "--dir", place)[0]
    return {
        "close_to_result_vs_belenios_tool": {
            "ratio": round(tool / ours, 1), "limit": 100, "better": "more", "ballots": VOTERS,
            "tool_seconds": round(tool, 2), "ours_seconds": round(ours, 3),
        },
    }  # fmt: skip


def _commands(officers: Officers, folder: Path) -> list[tuple[str, list[Any]]]:
    decrypt = []
    for owner in (1, 2):
        key, dkey = folder / f"{owner}.key", folder / f"{owner}.dkey"
        key.write_text(officers.seeds[owner - 1])
        dkey.write_text(officers.voutputs[owner - 1]["private_key"])
        options = ["--key", key, "--decryption-key", dkey, "--trustee-id", str(owner)]
        decrypt.append(("EncryptedTally", ["decrypt-threshold", *options]))
    first = ("EndBallots", ["compute-encrypted-tally"])
    return [first, *decrypt, ("PartialDecryption", ["compute-result"])]


def _timed(*command: str | Path) -> tuple[float, float]:
    """Seconds by the wall and of user CPU, with its children's."""
    before, started = os.times(), time.perf_counter()
    subprocess.run([str(one) for one in command], check=True, capture_output=True)
    return time.perf_counter() - started, os.times().children_user - before.children_user
