"""What a command found, told on standard output: a pipe that was closed or a full disk is no finding."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable


def tell(lines: Iterable[str], *, command: str) -> bool:
    """Print the lines; False, with one line on standard error, when nobody can have read them all."""
    try:
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.flush()
    except OSError as error:
        _write_nowhere()
        sys.stderr.write(f"{command}: what was found cannot be written: {error.strerror}\n")
        return False
    return True


def plain(text: str) -> str:
    """One line of text that somebody else chose: nothing in it moves a cursor or begins another line."""
    return "".join(one if one.isprintable() else "\ufffd" for one in " ".join(text.split()))


def _write_nowhere() -> None:
    """The interpreter flushes once more when it ends, and would complain again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
