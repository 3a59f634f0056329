"""The documents that go with the minutes, as text that anyone reads: Markdown, CSV and JSON."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

JSON, CSV, MARKDOWN = "application/json", "text/csv", "text/markdown"
PDF = "application/pdf"
PASSING = frozenset({"may", "seconds_left", "has_address"})  # of the moment, and of no use to a reader later
RUNS_IN_A_SPREADSHEET = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Document:
    """One document. ``kind`` is the word by which the minutes refer to it; two files may be of one kind."""

    kind: str
    title: str
    items: tuple[int, ...]
    name: str
    media_type: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Its checksum, as the minutes list it."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Numbered:
    """A document with its place in the list: *bilaga 3*, and a file name that says so."""

    no: int
    document: Document

    @property
    def name(self) -> str:
        """The file's name in the list and in the bundle."""
        return f"bilaga-{self.no}-{self.document.name}"


def in_order(documents: Sequence[Document], numbers: Mapping[str, int]) -> list[Numbered]:
    """Give each document the number that the text has for its kind; kinds it does not name come after."""
    known, last = dict(numbers), max(numbers.values(), default=0)
    for one in documents:
        if one.kind not in known:
            last += 1
            known[one.kind] = last
    placed = [Numbered(known[one.kind], one) for one in documents]
    return sorted(placed, key=lambda one: one.no)


def as_json(data: Any) -> bytes:  # noqa: ANN401  any JSON value
    """Give data as text that is always the same for the same data, with a line break at its end."""
    return (json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1, default=str) + "\n").encode()


def lasting(data: Any) -> Any:  # noqa: ANN401  any JSON value
    """Without what only told somebody's screen what could be done just then."""
    if isinstance(data, Mapping):
        return {key: lasting(value) for key, value in data.items() if key not in PASSING}
    if isinstance(data, list | tuple):
        return [lasting(value) for value in data]
    return data


def as_csv(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """Give rows as a file that every spreadsheet opens, with nothing in it that runs there."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([[_harmless(str(cell)) for cell in row] for row in rows])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def statutes_in_markdown(text: Mapping[str, Any]) -> bytes:
    """Give the statutes to be read: title, §§ and their moments."""
    lines = [f"# {text['title_sv']}", "", f"Version {text['version']}", ""]
    for section in text["sections"]:
        lines += [f"## § {section['number']} {section['heading_sv']}", ""]
        for moment in section["moments"]:
            lines += [f"**mom. {moment['number']}** {moment['text_sv']}", ""]
    return ("\n".join(lines).rstrip() + "\n").encode()


def agenda_in_markdown(*, title: str, day: str, invited: str, items: Sequence[tuple[int, str, str]]) -> bytes:
    """Give the notice's agenda to be read."""
    lines = [f"# Dagordning: {title}", "", day, ""]
    if invited:
        lines += [invited, ""]
    for number, heading, proposal in items:
        lines.append(f"{number}. {heading}")
        if proposal:
            lines += ["", *(f"   {row}" for row in proposal.splitlines()), ""]
    return ("\n".join(lines).rstrip() + "\n").encode()


def checksum_list(files: Sequence[tuple[str, str]]) -> bytes:
    """Give lines as ``sha256sum --check`` reads them."""
    return "".join(f"{checksum}  {name}\n" for name, checksum in files).encode()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(RUNS_IN_A_SPREADSHEET) else cell
