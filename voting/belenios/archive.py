"""The archive of an election, ``.bel``: records, and events that each name the one before by its hash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from voting.belenios import tar
from voting.belenios.canonical import DECIMAL, Malformed, a_count, a_text, members, read_canonical, written
from voting.belenios.credentials import PublicCredential, written_list
from voting.belenios.decryption import Partial, written_owner, written_result
from voting.belenios.elections import Election
from voting.belenios.hashes import hexadecimal
from voting.belenios.tally import Tally, written_tally
from voting.belenios.trustees import Item, written_trustees

VERSION = 1
HEADER = "BELENIOS"
DATA, EVENT = ".data.json", ".event.json"


class Event(NamedTuple):
    """A step of the election."""

    height: int
    type: str
    parent: str | None
    payload: str | None

    def text(self) -> str:
        """Members that are absent are left out."""
        parent = {} if self.parent is None else {"parent": self.parent}
        payload = {} if self.payload is None else {"payload": self.payload}
        return written({**parent, "height": self.height, "type": self.type, **payload})


@dataclass
class Writer:
    """Writes an archive from the start. Each verb gives the bytes that it appended."""

    timestamp: int
    content: bytearray = field(default_factory=bytearray)
    head: str | None = None
    height: int = -1

    def __post_init__(self) -> None:
        """Begin with the header."""
        header = written({"version": VERSION, "timestamp": str(self.timestamp)})
        self.content += tar.record(HEADER, header.encode(), self.timestamp)

    def setup(
        self, election: Election, trustees: Sequence[Item], credentials: Sequence[PublicCredential]
    ) -> bytes:
        """The election, its trustees, who may vote."""
        return self.setup_of(
            election.stored, written_trustees(trustees).encode(), written_list(credentials).encode()
        )

    def setup_of(self, *texts: bytes) -> bytes:
        """The same from the three records as they are stored."""
        names = dict(zip(["election", "trustees", "credentials"], map(hexadecimal, texts), strict=True))
        return self.append("Setup", *texts, written(names).encode())

    def ballot(self, text: str) -> bytes:
        """A ballot; one with the same credential counts no more."""
        return self.append("Ballot", text.encode())

    def end_ballots(self) -> bytes:
        """The vote is closed."""
        return self.append("EndBallots")

    def encrypted_tally(self, tally: Tally, *, counted: int, weight: int) -> bytes:
        """What the trustees decrypt."""
        text = written_tally(tally).encode()
        sized = {
            "num_tallied": counted,
            "total_weight": weight_json(weight),
            "encrypted_tally": hexadecimal(text),
        }
        return self.append("EncryptedTally", text, written(sized).encode())

    def partial_decryption(self, owner: int, partial: Partial) -> bytes:
        """A trustee's part."""
        text = partial.text().encode()
        return self.append("PartialDecryption", text, written_owner(owner, hexadecimal(text)).encode())

    def result(self, counts: Sequence[Sequence[int]]) -> bytes:
        """The counts."""
        return self.append("Result", written_result(counts).encode())

    def append(self, kind: str, *payloads: bytes) -> bytes:
        """Records, of which the event names the last, and the event."""
        self.height += 1
        payload = hexadecimal(payloads[-1]) if payloads else None
        event = Event(self.height, kind, self.head, payload).text().encode()
        self.head = hexadecimal(event)
        added = b"".join(tar.record(hexadecimal(data) + DATA, data, self.timestamp) for data in payloads)
        added += tar.record(self.head + EVENT, event, self.timestamp)
        self.content += added
        return added


@dataclass(frozen=True)
class Step:
    """An event as it was read, with its own hash and the records that stand before it."""

    event: Event
    hash: str
    records: dict[str, bytes]


def read_archive(content: bytes) -> list[Step]:
    """The events in order, each name true to its content and each parent the event before."""
    name, header, end = tar.first(content)
    if name != HEADER:
        raise tar.Damaged("this is no .bel file")
    timestamp = _timestamp(header)
    if content[:end] != tar.record(HEADER, header, timestamp):
        raise tar.Damaged("the header's record is not written as an archive's records are")
    steps: list[Step] = []
    before: dict[str, bytes] = {}
    known: set[str] = set()
    for name, data in tar.records(content, timestamp, end):
        found = hexadecimal(data)
        if name not in {found + DATA, found + EVENT}:
            raise Malformed(f"the record {name[:12]}… does not have the hash that it is named by")
        if found in known:
            raise Malformed(f"the record {name[:12]}… stands twice in the archive")
        known.add(found)
        if name.endswith(DATA):
            before[found] = data
            continue
        steps.append(Step(_event(data, steps), found, before))
        before = {}
    if before:
        raise Malformed("the archive ends with a record that no event follows")
    return steps


def _timestamp(header: bytes) -> int:
    value = members(read_canonical(header, "the header"), "the header", ["version", "timestamp"])
    if value["version"] != VERSION or isinstance(value["version"], bool):
        raise Malformed("the archive is not of version 1")
    text = a_text(value["timestamp"], "the timestamp")
    if not DECIMAL.fullmatch(text) or len(text) > len(str(tar.LARGEST_TIME)) or int(text) >= tar.LARGEST_TIME:
        raise Malformed("the timestamp is not a number of seconds")
    return int(text)


def _event(data: bytes, steps: Sequence[Step]) -> Event:
    what = f"event {len(steps)}"
    value: dict[str, Any] = members(
        read_canonical(data, what), what, ["height", "type"], ["parent", "payload"]
    )  # fmt: skip
    texts = {name: a_text(value[name], what) for name in ("parent", "payload") if name in value}
    event = Event(
        a_count(value["height"], what), a_text(value["type"], what), texts.get("parent"), texts.get("payload")
    )
    if event.height != len(steps):
        raise Malformed(f"{what} says that its height is {event.height}")
    if event.parent != (steps[-1].hash if steps else None):
        raise Malformed(f"{what} does not follow the event before it")
    return event


def weight_json(weight: int) -> int | str:
    """A number as it stands in the archive: from 2^30 on it is text."""
    return weight if weight < 1 << 30 else str(weight)
