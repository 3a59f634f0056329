"""``stadga side-proof``: what an officer who decrypts with Debian's tool gives beside the decryption."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from config.output import plain, tell
from voting.belenios.ballots import InvalidBallot
from voting.belenios.canonical import Malformed, written
from voting.belenios.officer import side_proof_of
from voting.belenios.tar import Damaged

HELP = "make an officer's side proof of a decryption that belenios-tool made (needs no database)"
REFUSED = 1
UNREADABLE = 2
EXAMPLE = """\
example, on the officer's own machine:
  belenios-tool election decrypt-threshold --dir DIR --key SEED --decryption-key DKEY --trustee-id 2 > partial
  stadga side-proof DIR/chair.bel --key SEED --decryption-key DKEY --partial partial > side-proof.json

Every ballot is checked and the tally formed here before anything is proved. Exit code 0: the side proof as
JSON on standard output. 1: refused, with the reason in one line on standard error. 2: a file cannot be
read, or the side proof not written."""


def run(arguments: list[str]) -> int:
    """Read, check, prove, print. Nothing is sent or kept."""
    options = _parser().parse_args(arguments)
    try:
        partial = _text(options.partial).splitlines()
        proof = side_proof_of(
            options.file.read_bytes(),
            seed=_text(options.key).strip(),
            private_key=_text(options.decryption_key).strip(),
            partial=partial[0] if partial else "",
            processes=os.cpu_count() or 1,
        )
    except OSError as error:
        print(f"stadga side-proof: {error.filename} cannot be read: {error.strerror}", file=sys.stderr)
        return UNREADABLE
    except UnicodeDecodeError:
        print("stadga side-proof: a file is not text", file=sys.stderr)
        return UNREADABLE
    except (Malformed, Damaged, InvalidBallot) as error:
        print(f"refused: {plain(error.args[0])}", file=sys.stderr)
        return REFUSED
    return 0 if tell([written(proof.as_json())], command="stadga side-proof") else UNREADABLE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="stadga side-proof",
        description="Prove that a partial decryption is this officer's key on these very ciphertexts.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, metavar="FILE.bel", help="the archive as it was decrypted")
    for name, text in {
        "--key": "the officer's seed, the tool's .key",
        "--decryption-key": "the officer's kept key, the tool's .dkey",
        "--partial": "what belenios-tool election decrypt-threshold printed",
    }.items():
        parser.add_argument(name, type=Path, required=True, metavar="FILE", help=text)
    return parser


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
