"""``stadga count``: count a vote from a file, so that anyone can check a result."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from pathlib import Path
from typing import Any, NoReturn

from voting.counting.blt import read_blt
from voting.counting.document import METHODS, CountError, count
from voting.counting.document.reading import quoted

HELP = "count a vote from a JSON document or a .blt file (needs no database): anyone can check a result"
LARGEST_FILE = 64 * 2**20
LONGEST_NUMBER = 30
MALFORMED = 2
EXAMPLE = """\
example:
  echo '{"method": "majority", "at_least": "2/3", "base": "cast",
         "counts": {"yes": 62, "no": 31, "blank": 7}}' | stadga count
  stadga count ward.blt --method stv_scottish

The answer is JSON on standard output. Something that cannot be counted gives one line on standard error
that names the field, and exit code 2. A tie is an answer, with exit code 0: to break it, draw a lot in
public and count again with its seed. docs/handbook/counting.md describes every field."""


class Inexact:
    """A number that is not whole, as it was written: whoever reads it refuses it by its field."""

    def __init__(self, text: str) -> None:
        """Keep the text; nothing is rounded."""
        self._text = text

    def __repr__(self) -> str:
        """As it was written."""
        return self._text


def run(arguments: list[str]) -> int:
    """Read, count, print. Django, the database and the settings are never touched."""
    try:
        options = _parser().parse_args(arguments)
        document = _document(options.file)
        changes = {"method": options.method, "seats": _seats(options.seats), "seed": options.seed}
        result = count(document | {name: value for name, value in changes.items() if value is not None})
    except CountError as error:
        print(f"stadga count: {error}", file=sys.stderr)
        return MALFORMED
    try:
        print(_written(result), flush=True)
    except BrokenPipeError:  # whoever reads it has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _seats(given: str | None) -> int | None:
    if given is not None and not re.fullmatch(r"[0-9]{1,9}", given):
        message = f"--seats: must be a whole number, not {quoted(given)}"
        raise CountError(message)
    return None if given is None else int(given)


def _written(result: Any) -> str:  # noqa: ANN401  a whole answer
    """JSON in the letters of the names, where the terminal has them; else with each letter's number."""
    text = json.dumps(result, ensure_ascii=False, indent=2)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return json.dumps(result, indent=2)
    return text


class _Parser(argparse.ArgumentParser):
    """Wrong options are refused as everything else is: by one line."""

    def error(self, message: str) -> NoReturn:
        raise CountError(message)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="stadga count",
        description="Count a vote exactly: whole numbers and fractions, ties never broken silently.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    described = {
        "--method": ("METHOD", f"{', '.join(METHODS)}; a .blt file names none itself"),
        "--seats": ("N", "how many are elected, whatever the file says"),
        "--seed": ("TEXT", "the seed of a lot that was drawn in public after the count"),
    }
    parser.add_argument(
        "file", nargs="?", default="-", metavar="FILE",
        help="a JSON document or a .blt file; without it, or with -, standard input",
    )  # fmt: skip
    for name, (metavar, text) in described.items():
        parser.add_argument(name, metavar=metavar, help=text)
    return parser


def _document(file: str) -> dict[str, Any]:
    raw = _bytes(file)
    is_blt = file.lower().endswith(".blt") or raw.lstrip(b"\xef\xbb\xbf \t\r\n#")[:1].isdigit()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        if not is_blt:
            message = "document: must be UTF-8 text"
            raise CountError(message) from None
        text = raw.decode("cp1252", errors="replace")
    if is_blt:
        return read_blt(text)
    try:
        document = json.loads(text, object_pairs_hook=_without_doubles, parse_float=Inexact,
                              parse_constant=Inexact, parse_int=_whole)  # fmt: skip
    except RecursionError:
        message = "document: is nested too deeply"
        raise CountError(message) from None
    except json.JSONDecodeError as error:
        message = f"document: is not JSON: {error.msg} at line {error.lineno}, column {error.colno}"
        raise CountError(message) from None
    if not isinstance(document, dict):
        message = "document: must be an object"
        raise CountError(message)
    return document


def _bytes(file: str) -> bytes:
    try:
        if file == "-":
            raw = sys.stdin.buffer.read(LARGEST_FILE + 1)
        else:
            with Path(file).open("rb") as stream:
                raw = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        message = f"{file}: cannot be read: {error.strerror}"
        raise CountError(message) from None
    if len(raw) > LARGEST_FILE:
        message = f"document: is larger than {LARGEST_FILE // 2**20} MiB"
        raise CountError(message)
    return raw


def _whole(text: str) -> int | Inexact:
    return int(text) if len(text) <= LONGEST_NUMBER else Inexact(text)


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        message = f"{json.dumps(double[:40])}: stands twice in one object"
        raise CountError(message)
    return found
