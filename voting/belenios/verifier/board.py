"""The public board: an archive's events read into what they mean, in the one order they may have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gmpy2 import mpz

from voting.belenios.archive import Step
from voting.belenios.canonical import Malformed, a_text, members, read_canonical
from voting.belenios.credentials import read_list
from voting.belenios.elections import Election, read_election
from voting.belenios.hashes import hexadecimal
from voting.belenios.trustees import Item, election_key, read_trustees

ORDER = ("Setup", "Ballot", "EndBallots", "EncryptedTally", "PartialDecryption", "Result")
ONCE = frozenset({"Setup", "EndBallots", "EncryptedTally", "Result"})
# How many records stand before the event: its payload last.
RECORDS = {"Setup": 4, "Ballot": 1, "EndBallots": 0, "EncryptedTally": 2, "PartialDecryption": 2, "Result": 1}


@dataclass
class Board:
    """An archive, understood but not yet believed."""

    election: Election
    trustees: list[Item]
    trustees_hash: str
    credentials: dict[mpz, int]
    events: list[str]
    ballots: list[bytes] = field(default_factory=list)
    tally: tuple[bytes, bytes] | None = None
    partials: list[tuple[bytes, bytes]] = field(default_factory=list)
    result: bytes | None = None
    is_closed: bool = False

    @property
    def head(self) -> str:
        """The hash of the last event."""
        return self.events[-1]


def read_board(steps: Sequence[Step], *, still_open: bool) -> Board:
    """The events in their order, the setup checked; closed, with a result, unless the vote may be open."""
    if not steps:
        raise Malformed("the archive holds no event")
    for step in steps:
        _check_records(step)
    _check_order([step.event.type for step in steps])
    board = _setup(steps[0], [step.hash for step in steps])
    for step in steps[1:]:
        _place(board, step.event.type, list(step.records.values()))
    if not still_open:
        if not board.is_closed:
            raise Malformed("the archive ends before the vote was closed: its tail is missing")
        if board.result is None:
            raise Malformed("the archive has no result: its tail is missing")
    return board


def _place(board: Board, kind: str, records: list[bytes]) -> None:
    match kind:
        case "Ballot":
            board.ballots.append(records[0])
        case "EndBallots":
            board.is_closed = True
        case "EncryptedTally":
            board.tally = (records[0], records[1])
        case "PartialDecryption":
            board.partials.append((records[0], records[1]))
        case "Result":
            board.result = records[0]


def _check_records(step: Step) -> None:
    event = step.event
    what = f"event {event.height} ({event.type[:20]})"
    if event.type not in RECORDS:
        raise Malformed(f"{what} is of a kind that is not verified here")
    if (event.payload is None) != (event.type == "EndBallots"):
        raise Malformed(
            f"{what} has a payload where none belongs" if event.payload else f"{what} has no payload"
        )
    if event.payload is not None and event.payload not in step.records:
        raise Malformed(
            f"{what} names a payload that does not stand before it: taken from elsewhere or removed"
        )
    if len(step.records) != RECORDS[event.type]:
        raise Malformed(f"{what} comes with {len(step.records)} records, not {RECORDS[event.type]}")
    if event.payload is not None and event.payload != list(step.records)[-1]:
        raise Malformed(f"{what} names another record than the last before it")


def _check_order(kinds: Sequence[str]) -> None:
    places = [ORDER.index(kind) for kind in kinds]
    if places[0] != 0:
        raise Malformed("the archive does not begin with the setup")
    for height, (before, after) in enumerate(pairwise(places), 1):
        if after < before or (after == before and ORDER[after] in ONCE):
            raise Malformed(f"event {height} ({ORDER[after]}) comes after {ORDER[before]}")
    missing = [kind for kind in ORDER[: max(places)] if kind in ONCE and kind not in kinds]
    if missing:
        raise Malformed(f"{ORDER[max(places)]} stands in the archive without {missing[0]}")


def _setup(step: Step, events: list[str]) -> Board:
    *texts, setup = step.records.values()
    value = members(read_canonical(setup, "the setup"), "the setup", ["election", "trustees", "credentials"])
    for name, text in zip(["election", "trustees", "credentials"], texts, strict=True):
        if a_text(value[name], "the setup") != hexadecimal(text):
            raise Malformed(f"the setup names another record as {name} than the one that stands there")
    election, trustees = read_election(texts[0]), read_trustees(texts[1])
    if election_key(trustees) != election.public_key:
        raise Malformed("the election's key is not the product of the trustees' keys")
    credentials = {one.element: one.weight for one in read_list(texts[2])}
    return Board(election, trustees, hexadecimal(texts[1]), credentials, events)
