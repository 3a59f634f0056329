"""Ranked papers in the .blt form that STV programs exchange, as a document to be counted.

``4 2`` candidates and seats; perhaps ``-3`` for one who withdrew; a line for each kind of paper, as
``17 1 3=2 0``: how many, whom they rank (= for equals, - for a place left empty), and 0; a 0 alone;
then a line for each name, and the title. Councils publish names with and without quotes, some with the
party in quotes behind the name; only the name is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from voting.counting.document.reading import LARGEST, MOST_CANDIDATES, CountError, quoted

TOKEN = re.compile(r"\([^)]*\)|[^\s()]+|[()]")
QUOTED = re.compile(r'"([^"]+)"')
NUMBER = re.compile(r"[0-9]{1,10}")


@dataclass(frozen=True)
class _Token:
    text: str
    line: int

    def number(self, what: str, least: int, most: int) -> int:
        if not NUMBER.fullmatch(self.text) or not least <= int(self.text) <= most:
            raise self.refused(f"{what} must be a whole number between {least} and {most}")
        return int(self.text)

    def refused(self, problem: str) -> CountError:
        return CountError(f"line {self.line}: {problem}, not {quoted(self.text)}")


def read_blt(text: str) -> dict[str, Any]:
    """Give candidates, seats, ballots and title. Raises CountError, which names the line."""
    tokens = _Tokens(text)
    standing = tokens.take("the number of candidates").number("candidates", 1, MOST_CANDIDATES)
    seats = tokens.take("the number of seats").number("seats", 1, MOST_CANDIDATES)
    withdrawn, papers = set[int](), list[tuple[int, list[list[int]]]]()
    while (token := tokens.take("a 0 after the last paper")).text != "0":
        if re.fullmatch(r"-[0-9]{1,10}", token.text) and not papers:
            withdrawn.add(_Token(token.text[1:], token.line).number("who withdrew", 1, standing))
        elif not token.text.startswith("("):
            papers.append((token.number("how many papers", 0, LARGEST), _rank(tokens, standing)))
    names, title = _names(text.splitlines()[token.line :], token.line, standing)
    left = [name for number, name in enumerate(names, 1) if number not in withdrawn]
    ballots = [{"n": n, "rank": _named(rank, names, withdrawn)} for n, rank in papers]
    document: dict[str, Any] = {"seats": seats, "candidates": left, "ballots": ballots}
    return document | ({"title": title} if title else {})


class _Tokens:
    """The file word by word; ``#`` begins a remark."""

    def __init__(self, text: str) -> None:
        self._found = self._words(text)
        self._next: _Token | None = next(self._found, None)
        self._line = 1

    @staticmethod
    def _words(text: str) -> Iterator[_Token]:
        for number, line in enumerate(text.splitlines(), 1):
            for match in TOKEN.finditer(line):
                if match[0].startswith("#"):
                    break
                yield _Token(match[0], number)

    def take(self, what: str) -> _Token:
        token = self._next
        if token is None:
            message = f"line {self._line}: the file ends where {what} must stand"
            raise CountError(message)
        self._next, self._line = next(self._found, None), token.line
        return token


def _names(lines: list[str], line: int, standing: int) -> tuple[list[str], str]:
    """The first lines that say something are the names; the title may be left out."""
    said = [text.strip() for text in lines if text.strip() and not text.strip().startswith("#")]
    names = [match[1].strip() if (match := QUOTED.match(text)) else text for text in said]
    for number, name in enumerate(names[:standing], 1):
        if not name.strip('" '):
            message = f"line {line + 1}: the name of candidate {number} is empty"
            raise CountError(message)
    if len(set(names[:standing])) < standing and len(set(said[:standing])) == standing:
        names = said
    if len(names) < standing:
        message = (
            f"line {line + len(lines)}: the file ends where the name of candidate {len(names) + 1} must stand"
        )
        raise CountError(message)
    if len(names) > standing + 1:
        message = f"line {line + 1}: {standing} names and a title must follow, not {len(names)} lines"
        raise CountError(message)
    return names[:standing], "".join(names[standing:])


def _rank(tokens: _Tokens, standing: int) -> list[list[int]]:
    rank = []
    while (token := tokens.take("a 0 at the end of a paper")).text != "0":
        if token.text != "-":
            places = [_Token(part, token.line) for part in token.text.split("=")]
            rank.append([place.number("a candidate", 1, standing) for place in places])
    return rank


def _named(rank: list[list[int]], names: list[str], withdrawn: set[int]) -> list[Any]:
    places = [[names[number - 1] for number in place if number not in withdrawn] for place in rank]
    return [place[0] if len(place) == 1 else place for place in places if place]
